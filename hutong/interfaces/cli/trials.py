"""`hutong simulate`: what a changed law would cost, before it is one."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hutong.foundation.kernel.months import Month
from hutong.interfaces.cli.group import Session, hutong, refusable

if TYPE_CHECKING:
    from hutong.programmes.benefits.simulation import Report, Row

WIDTH = 18


@hutong.command()
@click.option("--set", "to_set", multiple=True, metavar="NAME=VALUE", help="A figure, or answers.")
@click.option("--drop", "to_drop", multiple=True, metavar="BENEFIT.CONDITION", help="Leave it out.")
@click.option(
    "--also", "to_add", multiple=True, metavar="BENEFIT.CONDITION=CLASS", help="Widen it."
)
@click.option("--from", "since", default="", help="The first month (default: the next).")
@click.option("--place", "code", default="", help="Code of a place (default: your own).")
@click.option("--snapshot", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The report as one JSON object.")
@refusable
def simulate(
    session: Session,
    to_set: tuple[str, ...],
    to_drop: tuple[str, ...],
    to_add: tuple[str, ...],
    since: str,
    code: str,
    snapshot: Path | None,
    as_json: bool,
) -> None:
    """Try a changed law on everybody of a place; nothing is written.

    hutong simulate --set orphan-rate=3000 --from 2027-01 --place 110105

    NAME is a figure's code, alone or after a benefit or an account (living-allowance.rate), or
    BENEFIT.CONDITION.FACT for the answers a condition asks for. --snapshot judges a Parquet file
    with a row for each child instead of the register.
    """
    month = Month.parse(since) if since else Month.of(session.day) + 1
    with session.acting("simulation") as officer:
        from hutong.programmes.benefits import simulation

        changes = simulation.changes_named(
            to_set=dict(_pair(one) for one in to_set),
            to_drop=to_drop,
            to_add=dict(_pair(one) for one in to_add),
            since=month,
            on=session.day,
        )
        report = simulation.simulate(
            changes=changes,
            since=month,
            place=simulation.place_coded(code, by=officer, on=session.day),
            snapshot=snapshot,
            by=officer,
            on=session.day,
        )
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        _tell(report)


def _pair(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals:
        raise click.UsageError(f"Write NAME=VALUE, not {written!r}.")
    return name.strip(), value.strip()


def _tell(report: "Report") -> None:
    totals = report.totals
    click.echo(f"{report.place.name}  {Month.of(report.since)} 起  {report.children:,} 人")
    for one in report.changes:
        click.echo(f"  {one.what.zh}：{one.before.zh} → {one.after.zh}  ({one.law or '—'})")
    for label, cell in (
        ("增加 gainers", totals.gainers),
        ("  其中新增 entering", totals.entering),
        ("减少 losers", totals.losers),
        ("  其中停发 leaving", totals.leaving),
        ("尚不能定 not yet", totals.waiting),
        ("每月 a month, before", totals.before),
        ("每月 a month, after", totals.after),
        ("差额 difference", totals.difference),
    ):
        click.echo(f"  {label:<24} {cell!s:>{WIDTH}}")
    for heading, rows in (
        ("地区 places", report.parts),
        ("类别 classes (one child may be in several)", report.classes),
        ("年龄 ages", report.ages),
    ):
        click.echo(f"\n{heading}: 增加, 减少, 改前, 改后, 差额")
        for row in rows:
            click.echo(f"  {_line(row)}  {row.label.zh}")
    for doubt in report.doubts:
        click.echo(f"? {doubt.figure.zh} {doubt.value.zh}: 待核对 to be checked")


def _line(row: "Row") -> str:
    counts = f"{row.gainers!s:>7} {row.losers!s:>7}"
    return counts + "".join(f" {cell!s:>15}" for cell in row.sums)
