"""`hutong month …`: the month's round from the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hutong.foundation.kernel.money import show
from hutong.foundation.kernel.months import Month
from hutong.interfaces.cli.group import Session, hutong, refusable

if TYPE_CHECKING:
    from hutong.foundation.places.models import Place
    from hutong.programmes.benefits.models import Round


@hutong.command()
@click.argument("month")
@click.option("--place", "number", type=int, help="Place number (default: your own place).")
@click.option("--lines", "shown", default=30, show_default=True, help="How many changes to show.")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--check", "step", flag_value="check", help="Check the standing round.")
@click.option("--approve", "step", flag_value="approve", help="Approve the checked round.")
@click.option("--withdraw", "reason", help="Withdraw the open round, with this reason.")
@refusable
def month(
    session: Session,
    month: str,
    number: int | None,
    shown: int,
    folder: Path | None,
    step: str | None,
    reason: str | None,
) -> None:
    """Run MONTH (2026-11): what is due, what was paid, and every difference with its reason.

    With --to FOLDER the payment list (Excel, P1 and P2) and the bank file (CSV) are written there.
    """
    wanted = Month.parse(month)
    with session.acting(f"round of {month}") as officer:
        from hutong.foundation.places.queries import by_number
        from hutong.programmes.benefits import actions

        place = by_number(number or officer.place_number)
        if reason is not None:
            made = actions.withdraw_round(
                round=_standing(wanted, place), reason=reason, by=officer, on=session.day
            )
        elif step == "check":
            made = actions.check_round(round=_standing(wanted, place), by=officer, on=session.day)
        elif step == "approve":
            made = actions.approve_round(round=_standing(wanted, place), by=officer, on=session.day)
        else:
            made = actions.make_round(month=wanted, place=place, by=officer, on=session.day)
        _tell(made, shown)
        if folder:
            _write(made, folder)


def _standing(wanted: Month, place: "Place") -> "Round":
    from hutong.programmes.benefits import queries

    found = queries.rounds_of(place).filter(
        month=wanted.first_day, place=place, withdrawn_on__isnull=True
    )
    made = found.first()
    if made is None:
        raise click.UsageError(f"There is no round of {wanted} for {place.name}.")
    return made


def _tell(made: "Round", shown: int) -> None:
    """The round in figures, then what differs from last month, each line with its reason."""
    from hutong.programmes.benefits import queries

    summary = queries.round_summary(made)
    click.echo(f"{made.month} {made.place.name}  {made.state.value}  {made.pk}")
    click.echo(f"  应发 due            {summary.due.children:>7}  {show(summary.due.amount):>18}")
    last = summary.paid_last_month
    click.echo(f"  上月已发 last month {last.children:>7}  {show(last.amount):>18}")
    for change, sums in summary.changes.items():
        words = f"{change.label.zh} {change.label.en}"
        click.echo(f"  {words:<17} {sums.children:>7}  {show(sums.amount):>18}")
    click.echo(
        f"  本次拨付 to pay     {summary.to_pay.children:>7}  {show(summary.to_pay.amount):>18}"
    )
    if summary.held:
        click.echo(f"  暂缓 held           {summary.held:>7}")
    for line in queries.changed_lines(made, limit=shown):
        kinds = "、".join(change.label.zh for change in line.changes)
        parts = [f"{show(line.last_month)} → {show(line.this_month)}"]
        parts += [f"补发 {show(line.back_pay)}"] if line.back_pay else []
        parts += [f"追回 {show(line.recovery)}"] if line.recovery else []
        click.echo(f"  {line.child.name}  {kinds}  {'，'.join(parts)}  {line.why.zh}")


def _write(made: "Round", folder: Path) -> None:
    from hutong.programmes.benefits.tables import bank_file_csv, payment_list_xlsx

    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / f"payment-list-{made.month}-{made.place_id}.xlsx"
    listed.write_bytes(payment_list_xlsx(made))
    bank = folder / f"bank-{made.month}-{made.place_id}.csv"
    bank.write_bytes(bank_file_csv(made))
    click.echo(f"Written: {listed}, {bank}")
