"""Everything of a child's file on one line of time, as far as it was known on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from hutong.foundation.kernel.dates import add_months, months_between
from hutong.foundation.kernel.money import show as in_yuan
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Fact
from hutong.interfaces.web import words
from hutong.interfaces.web.discretion import SUBJECTS, is_guarded
from hutong.programmes.benefits.models import Determination, Entitlement, Round
from hutong.programmes.benefits.models import Kind as LineKind
from hutong.programmes.benefits.queries import Entry, law, ledger
from hutong.registry.people.facts import VOCABULARY
from hutong.registry.people.kinds import DOMICILES, DomicileKind
from hutong.registry.people.models import (
    Child,
    Domicile,
    FactRecord,
    Membership,
    Relation,
    Stay,
)

if TYPE_CHECKING:
    from uuid import UUID

TOLD = 3  # facts of one entry that are told by name
OF_AGE = 18


class Kind(StrEnum):
    """What an event is about."""

    FACT = "fact"
    PLACE = "place"
    DECISION = "decision"
    MONEY = "money"


KINDS = {
    Kind.FACT: Text("事实", "Facts"),
    Kind.PLACE: Text("住处", "Places"),
    Kind.DECISION: Text("决定", "Decisions"),
    Kind.MONEY: Text("资金", "Money"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing on the line of time."""

    on: date
    kind: Kind
    what: Text
    detail: Text | None = None
    note: Text | None = None
    note_tone: str = "soon"
    tone: str = ""
    ahead: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A recorded fact with the entry of the vocabulary that it answers."""

    fact: Fact
    record: FactRecord

    @property
    def in_words(self) -> Text:
        value = self.fact.show(VOCABULARY.parse(self.fact.name, self.record.value))
        return Text(f"{self.fact.label.zh}：{value.zh}", f"{self.fact.label.en}: {value.en}")


def timeline(child: Child, known_on: date) -> list[Event]:
    """The events that were known on a day, and what was to come then, the latest first."""
    events = [
        *_opening(child),
        *_facts(child, known_on),
        *_places(child, known_on),
        *_decisions(child, known_on),
        *_money(child, known_on),
        *_ahead(child, known_on),
    ]
    return sorted(events, key=lambda event: event.on, reverse=True)


def _opening(child: Child) -> Iterator[Event]:
    yield Event(
        child.registered_on, Kind.FACT, Text("建立档案", "The file is opened"), sign="file-plus"
    )


# --- facts --------------------------------------------------------------------------------------


def _said_of(child: Child, known_on: date) -> list[Said]:
    """Every fact of the child, its parents and its household that had been recorded by a day."""
    parents = Relation.objects.believed_on(known_on).filter(
        child=child, kind__in=["father", "mother"]
    )
    holders: dict[UUID, str] = dict(parents.values_list("adult_id", "kind"))
    homes = Membership.objects.believed_on(known_on).filter(child=child)
    holders |= dict.fromkeys(homes.values_list("household_id", flat=True), "household")
    records = FactRecord.objects.filter(
        subject__in=[child.pk, *holders], recorded_on__lte=known_on
    ).order_by("recorded_on", "pk")
    return [
        Said(VOCABULARY[_name(record, holders.get(record.subject, ""))], record)
        for record in records
    ]


def _name(record: FactRecord, holder: str) -> str:
    """The name of a stored fact in the vocabulary."""
    return f"{holder}_{record.name}" if holder else record.name


def _facts(child: Child, known_on: date) -> Iterator[Event]:
    said = _said_of(child, known_on)
    entries: dict[tuple[date, str, bool, str], list[Said]] = {}
    remainders = {_trace(one, one.record.superseded_on) for one in said}
    for one in said:
        record = one.record
        if _trace(one, record.recorded_on) not in remainders:
            paper = "" if is_guarded(one.fact) else record.paper
            key = (record.recorded_on, one.fact.subject, is_guarded(one.fact), paper)
            entries.setdefault(key, []).append(one)
        if record.reason and record.superseded_on and record.superseded_on <= known_on:
            yield _put_right(one, record.superseded_on)
    for (recorded_on, subject, guarded, paper), entry in entries.items():
        what = _counted(subject, len(entry)) if guarded else _listed([it.in_words for it in entry])
        yield Event(
            recorded_on,
            Kind.FACT,
            what,
            Text(f"凭{paper}", paper) if paper else None,
            _known_late(entry, recorded_on, child.registered_on),
            sign="file-text",
        )


def _trace(one: Said, day: date | None) -> tuple[object, ...]:
    """What marks a row as the days that another one, overtaken that day, left behind."""
    return (one.record.subject, one.record.name, one.record.value, day)


def _counted(subject: str, n: int) -> Text:
    """What is guarded is counted and not told."""
    who = SUBJECTS[subject]
    zh = f"登记本人情况 {n} 项" if subject == "child" else f"登记{who.zh}一方情况 {n} 项"
    return Text(zh, f"{n} circumstance{'s' if n > 1 else ''} of {who.en} recorded")


def _listed(said: Sequence[Text]) -> Text:
    first, more = said[:TOLD], len(said) - TOLD
    zh, en = "；".join(one.zh for one in first), "; ".join(one.en for one in first)
    return Text(f"{zh}等 {len(said)} 项", f"{en} and {more} more") if more > 0 else Text(zh, en)


def _known_late(entry: Sequence[Said], known: date, registered: date) -> Text | None:
    """How long something was so, with the file open, before anybody here knew."""
    began = [one.record.since for one in entry if one.record.since]
    since = min((day for day in began if day > registered), default=known)
    late = months_between(since, known)
    if not late:
        return None
    return Text(f"{since} 起，晚知道 {late} 个月", f"so since {since}, known {late} months late")


def _put_right(one: Said, on: date) -> Event:
    replaced = one.record.superseded_by_id is not None
    label = one.fact.label
    if is_guarded(one.fact):
        label = Text("一项情况", "a circumstance")
    what = (
        Text(f"更正{label.zh}", f"Corrected: {label.en}")
        if replaced
        else Text(f"撤销{label.zh}", f"Withdrawn: {label.en}")
    )
    reason = one.record.reason
    return Event(
        on, Kind.FACT, what, Text(f"理由：{reason}", f"reason: {reason}"), sign="file-text"
    )


# --- places, decisions, money -------------------------------------------------------------------


def _places(child: Child, known_on: date) -> Iterator[Event]:
    if child.sheltered:
        return
    domiciles = Domicile.objects.believed_on(known_on).filter(child=child).select_related("place")
    for domicile in domiciles:
        label = DOMICILES[DomicileKind(domicile.kind)]
        where = domicile.place.name if domicile.place else domicile.detail
        yield Event(
            domicile.since or domicile.recorded_on,
            Kind.PLACE,
            Text(f"{label.zh}：{where}", f"{label.en}: {where}"),
            sign="map-pin",
        )
    stays = Stay.objects.believed_on(known_on).filter(child=child).select_related("institution")
    for stay in stays:
        name = stay.institution.name
        came = stay.since or stay.recorded_on
        yield Event(came, Kind.PLACE, Text(f"入住{name}", f"Admitted to {name}"), sign="map-pin")
        if stay.until and stay.until <= known_on:
            yield Event(stay.until, Kind.PLACE, Text(f"离开{name}", f"Left {name}"), sign="map-pin")


def _decisions(child: Child, known_on: date) -> Iterator[Event]:
    granted = Entitlement.objects.filter(child=child, confirmed_on__lte=known_on)
    for one in granted.select_related("confirmed_by"):
        name, first = law().benefit(one.benefit).name, words.month(one.first_month)
        who = one.paper or one.confirmed_by.name
        yield Event(
            one.confirmed_on,
            Kind.DECISION,
            Text(f"确认{name.zh}", f"Granted: {name.en}"),
            Text(f"{first.zh}起领，{who}", f"from {first.en}, {who}"),
            tone="rule",
            sign="checklist",
        )
        if one.ended_month and one.ended_on and one.ended_on <= known_on:
            last = words.month(one.ended_month)
            yield Event(
                one.ended_on,
                Kind.DECISION,
                Text(f"终止{name.zh}", f"Ended: {name.en}"),
                Text(f"末领 {last.zh}，{one.reason}", f"last month {last.en}, {one.reason}"),
                tone="rule",
                sign="checklist",
            )
    declined = Determination.objects.filter(
        child=child, granted=False, decided_on__lte=known_on
    ).select_related("decided_by")
    for refusal in declined:
        name = law().benefit(refusal.benefit).name
        yield Event(
            refusal.decided_on,
            Kind.DECISION,
            Text(f"不予确认{name.zh}", f"Declined: {name.en}"),
            Text(refusal.decided_by.name, refusal.decided_by.name),
            tone="rule",
            sign="checklist",
        )


def _money(child: Child, known_on: date) -> Iterator[Event]:
    """What each round moved for the child; months paid late stand in the round that paid them."""
    entries = [entry for month in ledger(child) for entry in month.entries]
    rounds: dict[object, list[Entry]] = {}
    for entry in entries:
        rounds.setdefault(entry.line.round_id, []).append(entry)
    for moved in rounds.values():
        event = _paid(moved)
        if event.on <= known_on:
            yield event


def _paid(moved: Sequence[Entry]) -> Event:
    paid_in, made = moved[0].line.paid_in, moved[0].round
    month = words.month(paid_in)
    amount = in_yuan(sum((entry.line.amount for entry in moved), Decimal(0)))
    return Event(
        _day_of(made) or paid_in.first_day,
        Kind.MONEY,
        Text(f"{month.zh}发放 {amount}", f"{month.en}: {amount}"),
        _beside_this_month(moved),
        None if made is None or made.approved_on else Text("待审批", "not approved yet"),
        tone="money",
        sign="coin-yuan",
    )


def _beside_this_month(moved: Sequence[Entry]) -> Text | None:
    """Which earlier months a round made good; why stands in the ledger, not here."""
    late = sorted({str(entry.line.month) for entry in moved if entry.line.kind != LineKind.NORMAL})
    if not late:
        return None
    span = late[0] if len(late) == 1 else f"{late[0]}—{late[-1]}"
    return Text(f"含 {span} 的补发或追回", f"with back-pay or recovery for {span}")


def _day_of(made: Round | None) -> date | None:
    if made is None:
        return None
    return made.released_on or made.approved_on or made.made_on


# --- what is to come ------------------------------------------------------------------------------


def _ahead(child: Child, known_on: date) -> Iterator[Event]:
    """What the calendar brings within a year: coming of age, and the next look at a benefit."""
    born = child.birth_date
    if born and known_on < (grown := add_months(born, OF_AGE * 12)) <= add_months(known_on, 12):
        yield Event(grown, Kind.FACT, Text("年满十八周岁", "Turns 18"), ahead=True, sign="clock")
    standing = Entitlement.objects.filter(
        child=child, confirmed_on__lte=known_on, ended_month__isnull=True
    )
    for one in standing:
        benefit = law().benefit(one.benefit)
        every = benefit.recheck_months
        if every:
            past = months_between(one.confirmed_on, known_on) // every
            yield Event(
                add_months(one.confirmed_on, (past + 1) * every),
                Kind.DECISION,
                Text(f"复核{benefit.name.zh}", f"Look again: {benefit.name.en}"),
                Text(f"每 {every} 个月复核一次", f"every {every} months"),
                tone="rule",
                ahead=True,
                sign="clock",
            )
