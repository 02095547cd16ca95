"""What is known of a child, an adult or a household: recorded, corrected, ended, withdrawn."""

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access import Officer
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.registry.people import _timeline
from hutong.registry.people._rights import refuse_strangers, refuse_unattached
from hutong.registry.people._subjects import (
    LIFELONG,
    MIRRORED,
    Subject,
    known_as,
    read_value,
    statement,
    subject_of,
)
from hutong.registry.people.models import Child, FactRecord

if TYPE_CHECKING:
    from hutong.registry.people.models.known import KnownQuerySet


class NoReasonGiven(Refused):
    """A correction or withdrawal says why."""


class NotVerifiable(Refused):
    """A fact is verified by somebody other than whoever recorded it."""


class Unchanged(Enum):
    """Says that a correction leaves the last day as it was."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED


@transaction.atomic
def record_fact(
    *,
    subject: Subject,
    name: str,
    value: object,
    since: date | None,
    until: date | None = None,
    paper: str = "",
    paper_number: str = "",
    source: str = "",
    by: Officer,
    on: date,
) -> FactRecord:
    """Record what is true from a day on; what said otherwise of those days is superseded.

    Without a first day it has been true as far back as anybody knows. A fact about a parent or
    the household may be told of the child: it is stored with the parent or household that the
    child has on that day, and with the child where there is none.
    """
    refuse_strangers(subject, by)
    refuse_unattached(subject)
    said = statement(subject, name, value, since)
    days = _timeline.span(since, until, on=on)
    if said.name in LIFELONG:
        days = DateRange(None, None)
        _refuse_birth_ahead(said.value, on)
    _take_turns(said.subject)
    record = said.record(
        days=days,
        paper=paper.strip(),
        paper_number=paper_number.strip(),
        source=source.strip(),
        recorded_on=on,
        recorded_by_id=by.account_id,
    )
    return place_fact(record)


@transaction.atomic
def correct_fact(
    *,
    record: FactRecord,
    value: object,
    since: date | None = None,
    until: date | Unchanged | None = UNCHANGED,
    paper: str | None = None,
    paper_number: str | None = None,
    source: str | None = None,
    reason: str,
    by: Officer,
    on: date,
) -> FactRecord:
    """Put the right statement in the place of a wrong one; of other days it leaves nothing known.

    What is not said anew stays as it was recorded.
    """
    record = _current(record, by)
    why = _reason(reason)
    typed, text = read_value(known_as(record), value)
    days = _timeline.span(
        record.since if since is None else since,
        record.until if isinstance(until, Unchanged) else until,
        on=on,
    )
    if record.name in LIFELONG:
        days = DateRange(None, None)
        _refuse_birth_ahead(typed, on)
    corrected = FactRecord(
        child_id=record.child_id,
        adult_id=record.adult_id,
        household_id=record.household_id,
        name=record.name,
        value=text,
        days=days,
        paper=record.paper if paper is None else paper.strip(),
        paper_number=record.paper_number if paper_number is None else paper_number.strip(),
        source=record.source if source is None else source.strip(),
        recorded_on=on,
        recorded_by_id=by.account_id,
    )
    _timeline.replace(record, corrected, _rivals(record), reason=why)
    mirror(corrected)
    return corrected


@transaction.atomic
def end_fact(*, record: FactRecord, until: date, by: Officer, on: date) -> FactRecord:
    """Record the day on which a fact no longer held; from then on it is not known."""
    ended = _timeline.end(_current(record, by), until, by=by, on=on)
    mirror(ended)
    return ended


@transaction.atomic
def withdraw_fact(*, record: FactRecord, reason: str, by: Officer, on: date) -> FactRecord:
    """Take back a fact that was never so; what it had overtaken does not come back by itself."""
    current = _current(record, by)
    _timeline.withdraw(current, reason=_reason(reason), on=on)
    mirror(current)
    return current


@transaction.atomic
def verify_fact(*, record: FactRecord, by: Officer, on: date) -> FactRecord:
    """Confirm a fact that somebody else recorded, having seen its paper."""
    current = _current(record, by)
    _timeline.refuse_unless_standing(current)
    if current.recorded_by_id == by.account_id or current.recorded_on > on:
        raise NotVerifiable(
            Finding(
                Text(
                    "登记人不能核实自己登记的事实，请由另一人核实。",
                    "Whoever recorded a fact cannot verify it; another person does.",
                )
            )
        )
    current.verified_by_id = by.account_id
    current.save(update_fields=["verified_by"])
    return current


def place_fact(record: FactRecord) -> FactRecord:
    """Put a new fact where it belongs among those of its subject."""
    _timeline.place(record, _rivals(record))
    mirror(record)
    return record


def mirror(record: FactRecord, precision: Precision = Precision.DAY) -> None:
    """Bring the child's own row in line with the facts it repeats for lists."""
    if record.child_id is None or record.name not in MIRRORED:
        return
    standing = _rivals(record).standing()
    if record.name == "birth_date":
        known = standing.first()
        Child.objects.filter(pk=record.child_id).update(
            birth_date=date.fromisoformat(known.value) if known else None,
            birth_precision=(precision if known else Precision.UNKNOWN).value,
        )
    else:
        died = standing.filter(value="true").order_by("days").first()
        Child.objects.filter(pk=record.child_id).update(died_on=died.since if died else None)


def _rivals(record: FactRecord) -> "KnownQuerySet[FactRecord]":
    """Everything ever said of this fact of this subject."""
    subject = record.child_id or record.adult_id or record.household_id
    return FactRecord.objects.filter(subject=subject, name=record.name)


def _current(record: FactRecord, by: Officer) -> FactRecord:
    """The row as it stands now, nobody else writing about the same subject meanwhile."""
    subject = subject_of(record)
    refuse_strangers(subject, by)
    _take_turns(subject)
    return FactRecord.objects.get(pk=record.pk)


def _take_turns(subject: Subject) -> None:
    """Let nobody else write about the same person or household until this act is done."""
    type(subject).objects.select_for_update(no_key=True).get(pk=subject.pk)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise NoReasonGiven(
            Finding(
                Text("更正或撤销要写明理由。", "A correction or a withdrawal gives its reason."),
                field="reason",
            )
        )
    return reason.strip()


def _refuse_birth_ahead(birth: object, on: date) -> None:
    if isinstance(birth, date) and birth > on:
        raise _timeline.NoSuchDays(
            Finding(
                Text(
                    f"出生日期 {birth} 晚于今天 {on}。",
                    f"The birth date, {birth}, comes after today, {on}.",
                ),
                field="birth_date",
            )
        )
