"""`hutong fund …`: money that arrived for one's own place, and what was handed down of it."""

from datetime import date
from typing import TYPE_CHECKING

import click

from hutong.interfaces.cli.group import Day, Session, hutong, refusable

if TYPE_CHECKING:
    from hutong.foundation.access import Officer
    from hutong.foundation.places.models import Place
    from hutong.programmes.benefits.models import FundAllocation, FundReceipt

PURPOSES = ("orphans", "de_facto", "living", "disability", "medical", "education", "other")
SOURCES = ("central", "province", "prefecture", "county", "lottery", "charity", "other")
NO_SUCH = "No such money in your area. 没有这笔资金，或者不在您的辖区。"


@hutong.group()
def fund() -> None:
    """Money that arrived and was handed down: record, confirm, strike, list."""


@fund.command("list")
@click.option("--year", type=click.IntRange(2000, 2100), help="The year it is to be used in.")
@refusable
def list_funds(session: Session, year: int | None) -> None:
    """List the money of a year that arrived for one's own place."""
    with session.acting("funds listed on the command line") as officer:
        from hutong.programmes.benefits.queries import funding

        for one in funding.funds_of(_place(officer), year or session.day.year):
            _tell(one.receipt)


@fund.command("arrive")
@click.argument("document")
@click.option("--title", required=True)
@click.option("--purpose", type=click.Choice(PURPOSES), required=True)
@click.option("--source", type=click.Choice(SOURCES), required=True)
@click.option("--amount", required=True, help="In yuan.")
@click.option("--year", type=int, help="The year it is to be used in; this one if not said.")
@click.option("--day", type=Day(), required=True, help="The day it arrived.")
@refusable
def arrive(session: Session, /, document: str, year: int | None, **given: str) -> None:
    """Record money that arrived by DOCUMENT; a second person confirms it."""
    with session.acting("money recorded on the command line") as officer:
        from hutong.foundation.kernel.money import read_amount
        from hutong.programmes.benefits.actions import funding
        from hutong.programmes.benefits.models import Purpose, Source

        made = funding.record_receipt(
            place=_place(officer),
            document=document,
            title=given["title"],
            purpose=Purpose(given["purpose"]),
            source=Source(given["source"]),
            amount=read_amount(given["amount"]),
            year=year or session.day.year,
            arrived_on=date.fromisoformat(str(given["day"])),
            by=officer,
            on=session.day,
        )
        _tell(made)


@fund.command("hand-down")
@click.argument("money")
@click.option("--place", type=int, required=True, help="The number of the place below.")
@click.option("--amount", required=True, help="In yuan.")
@click.option("--document", required=True)
@click.option("--day", type=Day(), required=True)
@refusable
def hand_down(session: Session, /, money: str, place: int, **given: str) -> None:
    """Record that a place below is given a part of MONEY, told by its id."""
    with session.acting("money handed down on the command line") as officer:
        from hutong.foundation.kernel.money import read_amount
        from hutong.foundation.places.queries import by_number
        from hutong.programmes.benefits.actions import funding

        receipt = _receipt(money)
        funding.hand_down(
            receipt=receipt,
            place=by_number(place),
            amount=read_amount(given["amount"]),
            allotted_on=date.fromisoformat(str(given["day"])),
            document=given["document"],
            by=officer,
            on=session.day,
        )
        _tell(receipt)


@fund.command("confirm")
@click.argument("money")
@refusable
def confirm(session: Session, money: str) -> None:
    """Confirm MONEY, or a part handed down, told by its id, that somebody else recorded."""
    with session.acting("money confirmed on the command line") as officer:
        from hutong.programmes.benefits.actions import funding

        moved = _moved(money)
        funding.confirm_money(moved=moved, by=officer, on=session.day)
        _tell(_receipt(money))


@fund.command("strike")
@click.argument("money")
@click.option("--reason", required=True)
@refusable
def strike(session: Session, money: str, reason: str) -> None:
    """Strike MONEY, or a part handed down, told by its id, that was recorded wrongly."""
    with session.acting("money struck on the command line") as officer:
        from hutong.programmes.benefits.actions import funding

        moved = _moved(money)
        funding.strike_money(moved=moved, reason=reason, by=officer, on=session.day)
        _tell(_receipt(money))


def _place(officer: "Officer") -> "Place":
    from hutong.foundation.places.queries import by_number

    return by_number(officer.place_number)


def _receipt(money: str) -> "FundReceipt":
    from hutong.programmes.benefits.models import FundAllocation

    moved = _moved(money)
    return moved.receipt if isinstance(moved, FundAllocation) else moved


def _moved(money: str) -> "FundReceipt | FundAllocation":
    from uuid import UUID

    from hutong.programmes.benefits.models import FundAllocation, FundReceipt

    try:
        key = UUID(money)
    except ValueError:
        raise click.UsageError(NO_SUCH) from None
    receipt = FundReceipt.objects.filter(pk=key).first()
    found = receipt or FundAllocation.objects.select_related("receipt").filter(pk=key).first()
    if found is None:
        raise click.UsageError(NO_SUCH)
    return found


def _tell(receipt: "FundReceipt") -> None:
    from hutong.programmes.benefits.queries import funding

    one = funding.fund(receipt)
    click.echo(
        f"{receipt.pk}  {receipt.document}  {one.purpose.zh}  {one.source.zh}  "
        f"{receipt.amount:,.2f}  未下拨 {one.left:,.2f}  {_standing(receipt)}"
    )
    for part in one.allocations:
        click.echo(
            f"    {part.pk}  {part.place_id}  {part.document}  {part.amount:,.2f}  "
            f"{_standing(part)}"
        )


def _standing(moved: "FundReceipt | FundAllocation") -> str:
    if moved.struck_on:
        return f"已划去：{moved.reason}"
    return "已确认" if moved.confirmed_on else "待确认"
