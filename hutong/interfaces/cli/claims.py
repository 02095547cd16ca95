"""`hutong bill …`: the bills of a claim for medical costs, and what they come to."""

from datetime import date
from typing import TYPE_CHECKING

import click

from hutong.interfaces.cli.cases import found_case
from hutong.interfaces.cli.group import Day, Session, hutong, refusable

if TYPE_CHECKING:
    from hutong.casework.models import Case
    from hutong.programmes.benefits.queries.claims import ClaimRead

NO_CLAIM = "This case has no bills. 这件事不报销票据。"


@hutong.group()
def bill() -> None:
    """Bills of a claim for medical costs: enter, strike, list."""


@bill.command("list")
@click.argument("number")
@refusable
def list_bills(session: Session, number: str) -> None:
    """List the bills of the case NUMBER, each with how it was worked out."""
    with session.acting("bills listed on the command line") as officer:
        _tell(_read(found_case(session, number, officer), session.day))


@bill.command("add")
@click.argument("number")
@click.option("--hospital", required=True)
@click.option("--bill", "told", required=True, help="The bill's own number.")
@click.option("--day", type=Day(), required=True, help="The day of treatment.")
@click.option(
    "--kind", type=click.Choice(["outpatient", "inpatient", "major_disease"]), required=True
)
@click.option("--total", required=True)
@click.option("--insurance", default="0", help="What insurance paid of it.")
@click.option("--others", default="0", help="What other aid paid of it.")
@refusable
def add_bill(session: Session, /, number: str, told: str, **given: str | date) -> None:
    """Enter a bill of the case NUMBER."""
    with session.acting("bill entered on the command line") as officer:
        from hutong.foundation.kernel.money import read_amount
        from hutong.programmes.benefits.actions import claims
        from hutong.programmes.benefits.medical import BillKind
        from hutong.programmes.benefits.queries.claims import terms_of

        case = found_case(session, number, officer)
        read, terms = _read(case, session.day), terms_of(case)
        if terms is None:
            raise click.UsageError(NO_CLAIM)
        claims.add_bill(
            claim=read.claim,
            day=date.fromisoformat(str(given["day"])),
            kind=BillKind(str(given["kind"])),
            hospital=str(given["hospital"]),
            number=told,
            total=read_amount(str(given["total"])),
            by_insurance=read_amount(str(given["insurance"])),
            by_others=read_amount(str(given["others"])),
            terms=terms,
            by=officer,
            on=session.day,
        )
        _tell(_read(case, session.day))


@bill.command("strike")
@click.argument("number")
@click.argument("told")
@click.option("--reason", required=True)
@refusable
def strike_bill(session: Session, number: str, told: str, reason: str) -> None:
    """Strike the bill TOLD from the case NUMBER."""
    with session.acting("bill struck on the command line") as officer:
        from hutong.programmes.benefits.actions import claims

        case = found_case(session, number, officer)
        lines = _read(case, session.day).lines
        struck = [line.bill for line in lines if line.bill.number == told.upper()]
        if len(struck) != 1:
            raise click.UsageError("No such bill, or several. 没有这张票据，或者不止一张。")
        claims.strike_bill(bill=struck[0], reason=reason, by=officer, on=session.day)
        _tell(_read(case, session.day))


def _read(case: "Case", on: date) -> "ClaimRead":
    from hutong.programmes.benefits.queries.claims import claim_in

    found = claim_in(case, on)
    if found is None:
        raise click.UsageError(NO_CLAIM)
    return found


def _tell(found: "ClaimRead") -> None:
    from hutong.foundation.kernel.money import show

    for line in found.lines:
        done = line.working
        worked = (
            f"自付 {show(done.left)} × {done.percent} → {show(done.paid)}" if done else "未核算"
        )
        click.echo(
            f"{line.bill.day}  {line.kind.label.zh}  {line.bill.hospital}  {line.bill.number}"
            f"  {show(line.bill.total)}  {worked}"
        )
    for finding in found.why_not.findings if found.why_not else ():
        click.echo(f"✗ {finding.sentence.zh}")
    paid = "—" if found.paid is None else show(found.paid)
    click.echo(f"合计 {len(found.lines)} 张  {show(found.total)}  报销 {paid}")
