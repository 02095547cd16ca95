"""What may be done with posts: to appoint somebody, to let somebody stand in, to end a posting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access import Officer
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Level, Place
from hutong.registry.workforce._rights import why_not_fill
from hutong.registry.workforce.models import StandIn

# Where a post of the grassroots is held; a supervisor may also serve a whole district.
HELD_AT = {
    Role.CHILD_DIRECTOR: frozenset({Level.COMMUNITY}),
    Role.CHILD_SUPERVISOR: frozenset({Level.STREET, Level.DISTRICT}),
}


class NoSuchPost(Refused):
    """There is no such post at that place, or it cannot be held on those days."""


class PostFilled(Refused):
    """Somebody holds the post already."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One person for one post at one place, from a first day."""

    account: Account
    role: Role
    place: Place
    since: date
    until: date | None = None


@transaction.atomic
def appoint(
    *, account: Account, role: Role, place: Place, since: date, by: Officer, on: date
) -> Posting:
    """Appoint a child director for a community or a child supervisor for a street."""
    return appoint_all(appointments=[Appointment(account, role, place, since)], by=by, on=on)[0]


@transaction.atomic
def appoint_all(*, appointments: Iterable[Appointment], by: Officer, on: date) -> list[Posting]:
    """Appoint many people at once; either all take up their posts or nobody does."""
    wanted = list(appointments)
    for appointment in wanted:
        _refuse_unfit(appointment, by=by, on=on)
    directors = {a.place.pk for a in wanted if a.role is Role.CHILD_DIRECTOR}
    taken = Posting.objects.filter(
        role=Role.CHILD_DIRECTOR, place_id__in=directors, stand_in__isnull=True
    ).select_related("account")
    held: dict[int, list[tuple[DateRange, str]]] = {}
    for posting in taken:
        held.setdefault(posting.place_id, []).append((posting.days, posting.account.name))
    for appointment in wanted:
        if appointment.role is Role.CHILD_DIRECTOR:
            others = held.setdefault(appointment.place.pk, [])
            _refuse_second_director(appointment, others)
            others.append((_days(appointment), appointment.account.name))
    return Posting.objects.bulk_create(
        [
            Posting(account=a.account, role=a.role.value, place=a.place, days=_days(a))
            for a in wanted
        ],
        batch_size=2_000,
    )


@transaction.atomic
def let_stand_in(
    *,
    account: Account,
    place: Place,
    since: date,
    until: date | None = None,
    reason: str,
    by: Officer,
    on: date,
) -> Posting:
    """Let somebody stand in as child director of a community that has none."""
    appointment = Appointment(account, Role.CHILD_DIRECTOR, place, since, until)
    _refuse_unfit(appointment, by=by, on=on)
    if not reason.strip():
        raise NoSuchPost(
            Finding(
                Text("请写明为什么需要代理。", "Say why somebody has to stand in."), field="reason"
            )
        )
    if not account.is_active:
        raise NoSuchPost(
            Finding(
                Text("{name}的账号已停用。", "The account of {name} is closed.").filled(
                    name=account.name
                ),
                field="account",
            )
        )
    _refuse_where_somebody_is(appointment)
    posting = Posting.objects.create(
        account=account, role=Role.CHILD_DIRECTOR.value, place=place, days=_days(appointment)
    )
    StandIn.objects.create(posting=posting, place=place, reason=reason.strip())
    return posting


@transaction.atomic
def end_posting(*, posting: Posting, last_day: date, by: Officer, on: date) -> Posting:
    """Record the last day on which somebody holds a post."""
    _refuse_strangers(posting.place, by)
    _refuse_far_ahead(last_day, on=on, field="last_day")
    end = date.fromordinal(last_day.toordinal() + 1)
    # Ending a post that is over, or has not begun, would change what others did in it.
    if not (posting.days.lower < end and (posting.days.upper is None or end < posting.days.upper)):
        raise NoSuchPost(
            Finding(
                Text(
                    "该任职在 {day} 之前已经结束，或者尚未开始。",
                    "That posting was over before {day}, or had not begun.",
                ).filled(day=last_day),
                field="last_day",
            )
        )
    posting.days = DateRange(posting.days.lower, end)
    posting.save(update_fields=["days"])
    return posting


def _refuse_where_somebody_is(appointment: Appointment) -> None:
    """Nobody stands in where a director is in post, nor where somebody does so already."""
    held = Posting.objects.filter(role=Role.CHILD_DIRECTOR, place=appointment.place)
    days = _days(appointment)
    there = held.filter(days__overlap=days).select_related("account", "stand_in").first()
    if there is None:
        return
    if hasattr(there, "stand_in"):
        told = Text(
            "{place}这些天已由{name}代理；要换人，请先结束原来的代理。",
            "{name} stands in for {place} on those days; end that first if somebody else is to.",
        )
    else:
        told = Text(
            "{place}这些天有儿童主任{name}在岗，不需要代理。",
            "{place} has a child director on those days, {name}; nobody needs to stand in.",
        )
    raise PostFilled(
        Finding(told.filled(place=appointment.place.name, name=there.account.name), field="since")
    )


def _refuse_second_director(
    appointment: Appointment, others: Iterable[tuple[DateRange, str]]
) -> None:
    for days, name in others:
        if _overlap(days, _days(appointment)):
            raise PostFilled(
                Finding(
                    Text(
                        "{place}已有儿童主任{name}；请先办理离任。",
                        "{place} has a child director, {name}; end that posting first.",
                    ).filled(place=appointment.place.name, name=name),
                    field="place",
                )
            )


def _days(appointment: Appointment) -> DateRange:
    return DateRange(appointment.since, appointment.until)


def _overlap(one: DateRange, other: DateRange) -> bool:
    """Whether two spans of days, both with a first day, share one."""
    return (other.upper is None or one.lower < other.upper) and (
        one.upper is None or other.lower < one.upper
    )


def _refuse_unfit(appointment: Appointment, *, by: Officer, on: date) -> None:
    """A post is at the right level, within the office's area, and lasts at least a day."""
    _refuse_strangers(appointment.place, by)
    levels = HELD_AT.get(appointment.role)
    if levels is None or appointment.place.level not in levels:
        raise NoSuchPost(
            Finding(
                Text(
                    "{place}没有这个岗位：儿童主任设在村（社区），儿童督导员设在街道（乡镇）或区。",
                    "{place} has no such post: child directors serve communities, supervisors "
                    "serve streets or districts.",
                ).filled(place=appointment.place.name),
                field="place",
            )
        )
    if appointment.until is not None and appointment.until <= appointment.since:
        raise NoSuchPost(
            Finding(Text("任职至少要有一天。", "A posting lasts at least a day."), field="until")
        )
    _refuse_far_ahead(appointment.since, on=on, field="since")


def _refuse_far_ahead(day: date, *, on: date, field: str) -> None:
    """A day beyond next year is a slip of the pen."""
    if day.year > on.year + 1:
        raise NoSuchPost(
            Finding(
                Text(
                    "{day} 离今天太远，请核对年份。",
                    "{day} is too far ahead; please check the year.",
                ).filled(day=day),
                field=field,
            )
        )


def _refuse_strangers(place: Place, by: Officer) -> None:
    refusal = why_not_fill(place=place, by=by)
    if refusal is not None:
        raise refusal
