"""`hutong table …`: official tables, worked out and written from the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hutong.interfaces.cli.group import Session, hutong, refusable

if TYPE_CHECKING:
    from hutong.oversight.statistics.returns.declared import Made

ROWS_SHOWN = 10
MARKS = {"holds": "✓", "broken": "✗", "cannot be told": "·"}


@hutong.command()
@click.argument("code", default="")
@click.option("--day", "written", help="As of a day, 2026-11-23 (for registers).")
@click.option("--month", "written", help="Of a month, 2026-11.")
@click.option("--quarter", "written", help="Of a quarter, 2026-Q4.")
@click.option("--half-year", "written", help="Of half a year, 2026-H2.")
@click.option("--place", "number", type=int, help="Place number (default: your own place).")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--for", "purpose", default="", help="What a register is for; kept on record.")
@refusable
def table(
    session: Session,
    code: str,
    written: str | None,
    number: int | None,
    folder: Path | None,
    purpose: str,
) -> None:
    """Work out the official table CODE (R4, P3 …), with its checks; without CODE, list them.

    With --to FOLDER it is written there as Excel, with a receipt; a register of children asks
    --for what. Without a period it is the one today lies in.
    """
    from hutong.oversight.statistics.returns import catalogue
    from hutong.oversight.statistics.returns.actions import hand_out_table, make_table
    from hutong.oversight.statistics.returns.periods import period_on, read_period

    if not code:
        for one in catalogue.RETURNS.values():
            click.echo(f"{one.code:<6}{one.span.value:<11}{one.table.name.zh}  {one.table.name.en}")
        return
    with session.acting(f"table {code}") as officer:
        from hutong.foundation.places.queries import by_number

        wanted = catalogue.table_named(code)
        place = by_number(number or officer.place_number)
        period = (
            read_period(wanted.span, written, on=session.day)
            if written
            else period_on(wanted.span, session.day)
        )
        if folder is None:
            made = make_table(wanted=wanted, place=place, period=period, by=officer, on=session.day)
            _tell(made)
            return
        handed = hand_out_table(
            wanted=wanted, place=place, period=period, purpose=purpose, by=officer, on=session.day
        )
        _tell(handed.made)
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / handed.file_name
        target.write_bytes(handed.content)
        click.echo(f"Written: {target}")


def _tell(made: "Made") -> None:
    """The table in figures: its checks, its first rows unless they are children, its total."""
    filled = made.filled
    click.echo(f"{filled.table.title}  {filled.place}  {filled.period}  {len(filled.rows)} rows")
    for one in filled.judged:
        click.echo(f"  {MARKS[one.outcome.value]} {one.spoken}")
        for unequal in one.unequal:
            click.echo(f"      {unequal.finding.sentence.zh}")
    if made.of.names_children:
        return
    for row in [*filled.rows[:ROWS_SHOWN], *([filled.total] if filled.total else [])]:
        click.echo("  " + "  ".join("" if cell is None else f"{cell}" for cell in row))
