"""How a row with two time axes takes the place of others: superseding, never overwriting."""

from datetime import date
from typing import TypeVar

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from hutong.foundation.access import Officer
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.registry.people.models.known import Known, KnownQuerySet

K = TypeVar("K", bound=Known)


class NoSuchDays(Refused):
    """Something cannot have been true on those days."""


class RecordedLater(Refused):
    """What would be overtaken was itself recorded on a later day."""


class NoLongerStands(Refused):
    """The record was superseded already; what took its place is to be corrected."""


def span(since: date | None, until: date | None, *, on: date) -> DateRange:
    """The days from a first one, no later than today, to the one on which it no longer holds."""
    if since is not None and since > on:
        raise NoSuchDays(
            Finding(
                Text(
                    "开始日期 {since} 晚于今天 {on}；还没有发生的事不登记。",
                    "It begins on {since}, after today, {on}; what has not happened is not "
                    "recorded.",
                ).filled(since=since, on=on),
                field="since",
            )
        )
    if since is not None and until is not None and until <= since:
        raise NoSuchDays(
            Finding(
                Text(
                    "结束日期 {until} 不晚于开始日期 {since}。",
                    "It ends on {until}, which is not after its first day, {since}.",
                ).filled(since=since, until=until),
                field="until",
            )
        )
    return DateRange(since, until)


def place(new: K, rivals: KnownQuerySet[K], *, reason: str = "") -> K:
    """Put a row where it belongs; of the rows it overlaps, the days outside it stay known."""
    overlapping = rivals.filter(days__overlap=new.days)
    later = overlapping.filter(
        Q(recorded_on__gt=new.recorded_on) | Q(superseded_on__gt=new.recorded_on)
    ).first()
    if later is not None:
        raise _recorded_later(
            max(later.recorded_on, later.superseded_on or later.recorded_on), new.recorded_on
        )
    overtaken: list[K] = list(overlapping.standing())
    kept = [
        _copy(old, days, new.recorded_on, new.recorded_by_id)
        for old in overtaken
        for days in _outside(old.days, new.days)
    ]
    _supersede(overtaken, new, on=new.recorded_on, reason=reason)
    for row in (*kept, new):
        row.save(force_insert=True)
    return new


def replace(old: K, new: K, rivals: KnownQuerySet[K], *, reason: str) -> K:
    """Put a row in the place of one that was wrong; the wrong one's other days are unknown."""
    refuse_unless_standing(old)
    _supersede([old], new, on=new.recorded_on, reason=reason)
    return place(new, rivals)


def end(old: K, until: date, *, by: Officer, on: date) -> K:
    """Record on which day something no longer held; its earlier days stay as they were known."""
    refuse_unless_standing(old)
    closed = _copy(old, span(old.since, until, on=on), on, by.account_id)
    if old.until is not None and until > old.until:
        raise NoSuchDays(
            Finding(
                Text("这一项在 {day} 已经结束。", "It had ended already on {day}.").filled(
                    day=old.until
                ),
                field="until",
            )
        )
    _supersede([old], closed, on=on, reason="")
    closed.save(force_insert=True)
    return closed


def withdraw(old: Known, *, reason: str, on: date) -> None:
    """Record that something was never so; from today on it is not known."""
    refuse_unless_standing(old)
    _supersede([old], None, on=on, reason=reason)


def refuse_unless_standing(old: Known) -> None:
    """A correction is made of what stands, not of what was corrected already."""
    if old.superseded_on is not None:
        raise NoLongerStands(
            Finding(
                Text(
                    "这条记录已在 {day} 被更正或撤销，请更正现行的记录。",
                    "This record was corrected or withdrawn on {day}; please correct the one "
                    "that stands.",
                ).filled(day=old.superseded_on)
            )
        )


def _supersede(rows: list[K], by: Known | None, *, on: date, reason: str) -> None:
    for old in rows:
        if old.recorded_on > on:
            raise _recorded_later(old.recorded_on, on)
        old.superseded_on = on
        old.superseded_by_id = by.pk if by else None  # type: ignore[attr-defined] # on every table of the kind
        old.reason = reason
        old.save(update_fields=["superseded_on", "superseded_by", "reason"])


def _recorded_later(later: date, on: date) -> RecordedLater:
    """What was known on a day is not changed by an entry of an earlier day."""
    return RecordedLater(
        Finding(
            Text(
                "这项内容在 {later} 已有登记，不能再用 {on} 的登记来代替。",
                "Something was recorded of this on {later}; an entry of {on} cannot take its "
                "place.",
            ).filled(later=later, on=on)
        )
    )


def _outside(old: DateRange, new: DateRange) -> list[DateRange]:
    """The days of one span that lie before and after another."""
    parts = []
    if new.lower is not None and (old.lower is None or old.lower < new.lower):
        parts.append(DateRange(old.lower, new.lower))
    if new.upper is not None and (old.upper is None or new.upper < old.upper):
        parts.append(DateRange(new.upper, old.upper))
    return parts


def _copy(old: K, days: DateRange, on: date, recorder: object) -> K:
    """The same statement on fewer days, as known from now on."""
    values = {
        field.attname: getattr(old, field.attname)
        for field in old._meta.concrete_fields  # noqa: SLF001 - Django's own name for it
        if not field.generated
    }
    return type(old)(
        **values
        | {"id": new_key(), "days": days, "recorded_on": on, "recorded_by_id": recorder}
        | {"superseded_on": None, "superseded_by_id": None, "reason": ""}
    )
