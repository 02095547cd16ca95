"""When a child was born, when it left the city, and when it died."""

from datetime import date, timedelta

from django.db import transaction

from hutong.foundation.access import Officer
from hutong.foundation.kernel import identity
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.registry.people import _timeline
from hutong.registry.people._beds import give_by_beds
from hutong.registry.people._persons import VAGUE
from hutong.registry.people._rights import refuse_strangers
from hutong.registry.people.actions.circumstances import (
    correct_fact,
    mirror,
    record_fact,
    withdraw_fact,
)
from hutong.registry.people.models import Child, FactRecord, Stay


class NotSoLived(Refused):
    """What was said of the child's life cannot be."""


@transaction.atomic
def record_leaving(*, child: Child, since: date, reason: str, by: Officer, on: date) -> Child:
    """Record that a child is no longer one of the city's; its file stays where it is."""
    refuse_strangers(child, by)
    _timeline.span(since, None, on=on)
    if not reason.strip():
        raise NotSoLived(
            Finding(Text("请写明离开的原因。", "Say why the child left."), field="reason")
        )
    child.left_on, child.left_reason = since, reason.strip()
    child.save(update_fields=["left_on", "left_reason"])
    return child


@transaction.atomic
def record_death(
    *, child: Child, died_on: date, paper: str = "", by: Officer, on: date
) -> FactRecord:
    """Record a child's death; it sleeps nowhere from the next day on."""
    known = FactRecord.objects.standing().filter(child=child, name="deceased", value="true")
    if known.exists():
        raise NotSoLived(
            Finding(
                Text(
                    "该儿童的死亡已经登记；日期有误的，请更正那条记录。",
                    "The child's death is on record; if its day is wrong, correct that record.",
                ),
                field="died_on",
            )
        )
    if child.birth_date and died_on < child.birth_date:
        raise NotSoLived(
            Finding(
                Text(
                    "死亡日期早于出生日期 {birth}。", "The death comes before the birth, {birth}."
                ).filled(birth=child.birth_date),
                field="died_on",
            )
        )
    record = record_fact(
        subject=child, name="deceased", value=True, since=died_on, paper=paper, by=by, on=on
    )
    next_day = died_on + timedelta(days=1)
    for stay in Stay.objects.standing().filter(child=child, days__contains=next_day):
        _timeline.end(stay, next_day, by=by, on=on)
    give_by_beds([child], by=by, on=on)
    child.died_on = died_on
    return record


@transaction.atomic
def correct_birth_date(
    *,
    child: Child,
    birth_date: date | None,
    precision: Precision = Precision.DAY,
    paper: str = "",
    reason: str,
    by: Officer,
    on: date,
) -> Child:
    """Set a child's birth date right; known to the year alone, the rules treat it as unknown."""
    refuse_strangers(child, by)
    if (birth_date is None) != (precision is Precision.UNKNOWN):
        raise NotSoLived(
            Finding(
                Text("出生日期和精确程度不一致。", "The date and its precision do not agree."),
                field="birth_date",
            )
        )
    if child.id_number:
        number = identity.read_id_number(child.id_number)
        faults = identity.disagreements(number, "0", birth_date, precision)
        if faults:
            raise NotSoLived(*faults)
    standing = FactRecord.objects.standing().filter(child=child, name="birth_date").first()
    if precision in VAGUE:
        if standing:
            withdraw_fact(record=standing, reason=reason, by=by, on=on)
    elif standing:
        record = correct_fact(
            record=standing, value=birth_date, paper=paper or None, reason=reason, by=by, on=on
        )
        mirror(record, precision)
    else:
        record = record_fact(
            subject=child,
            name="birth_date",
            value=birth_date,
            since=None,
            paper=paper,
            by=by,
            on=on,
        )
        mirror(record, precision)
    child.birth_date, child.birth_precision = birth_date, precision.value
    child.save(update_fields=["birth_date", "birth_precision"])
    return child
