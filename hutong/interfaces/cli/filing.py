"""`hutong move`, `account`, `recheck`, `stand-in`: what is written into a file or a post."""

from datetime import date
from typing import TYPE_CHECKING

import click

from hutong.interfaces.cli.group import Day, Session, hutong, refusable

if TYPE_CHECKING:
    from hutong.foundation.places.models import Place
    from hutong.registry.people.models import Child

CLASSES = ("city", "institution_collective", "elsewhere")


@hutong.command()
@click.argument("number")
@click.option("--to", "place", type=int, help="Place number; none if it lies outside the city.")
@click.option("--address", "detail", default="", help="The door, or the words for it.")
@click.option("--hukou", "kind", flag_value="hukou", help="The registration moved.")
@click.option("--residence", "kind", flag_value="residence", default=True, help="The home moved.")
@click.option("--class", "registered_as", type=click.Choice(CLASSES), help="Kind of registration.")
@click.option("--since", type=Day(), required=True)
@click.option("--paper", default="")
@refusable
def move(
    session: Session,
    number: str,
    place: int | None,
    detail: str,
    kind: str,
    registered_as: str | None,
    since: date,
    paper: str,
) -> None:
    """Record that the child NUMBER lives, or is registered, at another place."""
    with session.acting("move recorded on the command line") as officer:
        from hutong.registry.people import actions
        from hutong.registry.people.facts import Hukou
        from hutong.registry.people.models import Child

        child = child_numbered(number)
        domicile = actions.record_move(
            child=child,
            to=_place(place) if place else None,
            kind=kind,
            detail=detail,
            since=since,
            registered_as=Hukou(registered_as) if registered_as else None,
            paper=paper,
            by=officer,
            on=session.day,
        )
        where = domicile.place.name if domicile.place else domicile.detail
        click.echo(f"{child.name}  {kind}  {domicile.since}  {where}")
        if not Child.objects.filter(pk=child.pk).exists():
            click.echo("The file went with the child. 档案已随儿童转走，您的辖区内不再看得到。")


@hutong.command()
@click.argument("number")
@click.option("--holder", default="", help="Name one; without it, the accounts are shown.")
@click.option("--relation", default="", help="What the holder is to the child.")
@click.option("--bank", default="")
@click.option("--account", "account_number", default="", help="8 to 30 digits.")
@click.option("--since", type=Day(), help="From which day (default: today).")
@click.option("--paper", default="")
@refusable
def account(
    session: Session,
    number: str,
    holder: str,
    relation: str,
    bank: str,
    account_number: str,
    since: date | None,
    paper: str,
) -> None:
    """Show the accounts of the child NUMBER, or say where its money goes from a day on."""
    with session.acting("payee account on the command line") as officer:
        from hutong.foundation.history.actions import record_reading
        from hutong.programmes.benefits import actions, queries

        child = child_numbered(number)
        if holder:
            actions.set_payee_account(
                child=child,
                holder=holder,
                relation=relation,
                bank=bank,
                number=account_number,
                since=since or session.day,
                paper=paper,
                by=officer,
                on=session.day,
            )
        record_reading(file=child.pk, what="account", by=officer, on=session.day)
        for one in queries.accounts_of(child):
            until = one.days.upper or ""
            tail = f"**** {one.number[-4:]}"
            click.echo(
                f"{one.days.lower} – {until}  {one.holder}（{one.relation}） {one.bank} {tail}"
            )


@hutong.command()
@click.argument("number")
@click.argument("benefit")
@click.option("--finding", required=True, help="What was found.")
@refusable
def recheck(session: Session, number: str, benefit: str, finding: str) -> None:
    """Record that somebody looked again at what the child NUMBER was granted of BENEFIT."""
    with session.acting("a look again on the command line") as officer:
        from hutong.programmes.benefits import actions, queries

        granted = queries.granted_now(child_numbered(number), benefit, session.day)
        if granted is None:
            raise click.UsageError("It is not granted. 这名儿童没有享受这项待遇。")
        actions.look_again(entitlement=granted, finding=finding, by=officer, on=session.day)
        due = queries.recheck_due(queries.law().benefit(benefit), granted)
        click.echo(f"Recorded; the next look is due by {due}. 已记下。")


@hutong.command("stand-in")
@click.argument("place", type=int)
@click.argument("username")
@click.option("--since", type=Day(), help="From which day (default: today).")
@click.option("--until", type=Day(), help="From which day no longer.")
@click.option("--reason", required=True)
@refusable
def stand_in(
    session: Session,
    place: int,
    username: str,
    since: date | None,
    until: date | None,
    reason: str,
) -> None:
    """Let USERNAME stand in as child director of the community PLACE."""
    with session.acting("a stand-in named on the command line") as officer:
        from hutong.foundation.access.models import Account
        from hutong.registry.workforce import actions

        person = Account.objects.filter(username=username).first()
        if person is None:
            raise click.UsageError(f"Nobody signs in as {username}. 没有这个登录名。")
        made = actions.let_stand_in(
            account=person,
            place=_place(place),
            since=since or session.day,
            until=until,
            reason=reason,
            by=officer,
            on=session.day,
        )
        click.echo(f"{made.account.name}  {made.place.name}  {made.days.lower}")


def child_numbered(number: str) -> "Child":
    """The child with this number in the register, if it lies in the scope."""
    from hutong.registry.people.models import Child

    found = Child.objects.filter(child_no=number).select_related("residence", "hukou").first()
    if found is None:
        raise click.UsageError("No child by that number in your area. 没有找到，或者不在您的辖区。")
    return found


def _place(number: int) -> "Place":
    from hutong.foundation.places.models import Place

    found = Place.objects.filter(pk=number).first()
    if found is None:
        raise click.UsageError(f"There is no place {number}. 没有这个区划。")
    return found
