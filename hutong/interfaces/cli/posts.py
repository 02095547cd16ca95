"""`hutong post …`: who is away and who stands in, and a post handed from one person to another."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import click

from hutong.interfaces.cli.group import Day, Session, hutong, refusable

if TYPE_CHECKING:
    from hutong.foundation.access.models import Posting
    from hutong.registry.workforce.models import Absence, HandOver


@hutong.group()
def post() -> None:
    """Posts: being away, standing in, and handing over."""


@post.command()
@click.argument("username")
@click.option("--since", type=Day(), help="From which day (default: today).")
@click.option("--back", type=Day(), help="The first day at work again.")
@click.option("--reason", required=True)
@refusable
def away(
    session: Session, username: str, since: date | None, back: date | None, reason: str
) -> None:
    """Record that USERNAME is away from each post they hold in your area."""
    with session.acting("an absence recorded on the command line") as officer:
        from hutong.registry.workforce import actions

        for held in _held(session, username):
            made = actions.record_absence(
                posting=held,
                since=since or session.day,
                back_on=back,
                reason=reason,
                by=officer,
                on=session.day,
            )
            click.echo(f"{held.account.name}  {held.place.name}  {made.days.lower}  {made.reason}")


@post.command()
@click.argument("username")
@click.option("--on", "back_on", type=Day(), help="From which day (default: today).")
@refusable
def back(session: Session, username: str, back_on: date | None) -> None:
    """Record that USERNAME is back earlier, or did not go."""
    with session.acting("an absence ended on the command line") as officer:
        from hutong.registry.workforce import actions

        day = back_on or session.day
        for held in _held(session, username):
            for absence in _lasting(held, session.day):
                actions.end_absence(absence=absence, back_on=day, by=officer, on=session.day)
                click.echo(f"{held.account.name}  {held.place.name}  {day} 返岗")


@post.command("stand-in")
@click.argument("username")
@click.argument("by_whom")
@refusable
def name_stand_in(session: Session, username: str, by_whom: str) -> None:
    """Let BY_WHOM do the work of USERNAME while they are away."""
    with session.acting("a stand-in named on the command line") as officer:
        from hutong.foundation.access.models import Account
        from hutong.registry.workforce import actions

        person = Account.objects.filter(username=by_whom).first()
        if person is None:
            raise click.UsageError(f"Nobody signs in as {by_whom}. 没有这个登录名。")
        for held in _held(session, username):
            for absence in _lasting(held, session.day):
                made = actions.name_stand_in(
                    absence=absence, account=person, by=officer, on=session.day
                )
                click.echo(f"{person.name}  {held.place.name}  {made.days.lower}")


@post.group("hand-over")
def hand_over() -> None:
    """Hand a post from one person to another."""


@hand_over.command("list")
@refusable
def list_hand_overs(session: Session) -> None:
    """List the hand-overs in your area."""
    with session.acting("hand-overs listed on the command line") as officer:
        from hutong.foundation.places.models import Place
        from hutong.registry.workforce.queries import hand_overs_of

        for drawn in hand_overs_of(Place.objects.get(pk=officer.place_number)):
            _tell(drawn)


@hand_over.command()
@click.argument("giver")
@click.argument("taker")
@click.option("--last-day", type=Day(), help="The giver's last day (default: today).")
@refusable
def draw(session: Session, giver: str, taker: str, last_day: date | None) -> None:
    """Draw up the list of everything that lies at the post of GIVER, for TAKER."""
    with session.acting("a hand-over drawn up on the command line") as officer:
        from hutong.casework.actions import handing_over
        from hutong.casework.queries.handing_over import takers

        held = _held(session, giver)[0]
        found = [one for one in takers(held, session.day) if one.account.username == taker]
        if not found:
            raise click.UsageError(
                f"{taker} holds neither that post nor the one above. 不在同一个岗位，也不是上一级。"
            )
        drawn = handing_over.hand_over(
            from_posting=held, to_posting=found[0], last_day=last_day, by=officer, on=session.day
        )
        _tell(drawn, lines=True)


@hand_over.command()
@click.argument("key", type=click.UUID)
@refusable
def show(session: Session, key: UUID) -> None:
    """Show the list KEY, line by line."""
    with session.acting("a hand-over opened on the command line"):
        _tell(_drawn(key), lines=True)


@hand_over.command()
@click.argument("key", type=click.UUID)
@click.option("--instead-because", default="", help="Why the giver cannot sign themselves.")
@refusable
def sign(session: Session, key: UUID, instead_because: str) -> None:
    """Sign the list KEY as the giver."""
    with session.acting("a hand-over signed on the command line") as officer:
        from hutong.casework.actions import handing_over

        handing_over.sign_as_giver(
            hand_over=_drawn(key), instead_because=instead_because, by=officer, on=session.day
        )
        _tell(_drawn(key))


@hand_over.command()
@click.argument("key", type=click.UUID)
@click.option("--refuse", multiple=True, help="A line that is not taken, as number=reason.")
@refusable
def take(session: Session, key: UUID, refuse: tuple[str, ...]) -> None:
    """Sign the list KEY as the taker."""
    refused = {}
    for one in refuse:
        number, _, reason = one.partition("=")
        if not number.isdecimal():
            raise click.UsageError(f"{one!r}: write a line as number=reason.")
        refused[int(number)] = reason
    with session.acting("a hand-over taken on the command line") as officer:
        from hutong.casework.actions import handing_over

        handing_over.take_over(hand_over=_drawn(key), refused=refused, by=officer, on=session.day)
        _tell(_drawn(key))


@hand_over.command()
@click.argument("key", type=click.UUID)
@click.argument("because")
@refusable
def withdraw(session: Session, key: UUID, because: str) -> None:
    """Withdraw the list KEY, BECAUSE of something."""
    with session.acting("a hand-over withdrawn on the command line") as officer:
        from hutong.casework.actions import handing_over

        handing_over.withdraw(hand_over=_drawn(key), because=because, by=officer, on=session.day)
        _tell(_drawn(key))


def _held(session: Session, username: str) -> "list[Posting]":
    """The posts that somebody holds today, as far as they are their own."""
    from hutong.foundation.access.models import Posting

    found = Posting.objects.filter(
        account__username=username, days__contains=session.day, stand_in__isnull=True
    )
    held = list(found.select_related("account", "place").order_by("place_id", "pk"))
    if not held:
        raise click.UsageError(f"{username} holds no post today. 今天没有岗位。")
    return held


def _lasting(held: "Posting", on: date) -> "list[Absence]":
    """The absences from a post that are not over."""
    from hutong.registry.workforce.queries import absences_of

    found = absences_of(held)
    return [one for one in found if one.days.upper is None or on < one.days.upper]


def _drawn(key: UUID) -> "HandOver":
    from hutong.registry.workforce.models import HandOver

    found = HandOver.objects.select_related("giver__account", "giver__place", "taker__account")
    drawn = found.filter(pk=key).first()
    if drawn is None:
        raise click.UsageError("No such list in your area. 没有这份清单，或者不在您的辖区。")
    return drawn


def _tell(drawn: "HandOver", *, lines: bool = False) -> None:
    from hutong.casework.queries.handing_over import lines_of, signatures_of

    names = f"{drawn.giver.account.name} → {drawn.taker.account.name}"
    click.echo(f"{drawn.pk}  {drawn.giver.place.name}  {names}  {drawn.last_day}")
    for one in signatures_of(drawn).values():
        click.echo(f"  ✓ {one.side}  {one.by.name}  {one.on}  {one.instead_because}".rstrip())
    for line in lines_of(drawn) if lines else []:
        refused = getattr(line, "refusal", None)
        why = f"  ✗ {refused.reason}" if refused else ""
        told = f"{line.case}  {line.matter}  {line.state}  {line.due_on or ''}".rstrip()
        click.echo(f"  {line.number}. {line.name}  {line.child}  {told}{why}".rstrip())
