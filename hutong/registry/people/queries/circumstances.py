"""What is known of a child on a day, as it was known on a day: for the rules and for the file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hutong.foundation.policy import Fact
from hutong.registry.people._subjects import KNOWN_BY_REGISTER, KNOWN_OF_PARENTS
from hutong.registry.people.facts import VOCABULARY
from hutong.registry.people.kinds import PARENTS
from hutong.registry.people.models import Child, FactRecord, Membership, Relation


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact with its value, and the row that says so; none where the register itself knows."""

    fact: Fact
    value: object
    record: FactRecord | None = None

    @property
    def since(self) -> date | None:
        """The first day of which this is known, if there is one."""
        return self.record.since if self.record else None

    @property
    def until(self) -> date | None:
        """The day from which it no longer holds, if that is known."""
        return self.record.until if self.record else None

    @property
    def paper(self) -> str:
        """The paper that proves it, as it was recorded."""
        return self.record.paper if self.record else ""


def facts_on(child: Child, on: date, known_on: date) -> dict[str, object]:
    """Everything a rule may know of a child on a day, by name; what is unknown is absent."""
    return {known.fact.name: known.value for known in fact_rows(child, on, known_on)}


def fact_rows(child: Child, on: date, known_on: date) -> list[KnownFact]:
    """The same with the row behind each fact, in the order of the vocabulary.

    A parent's and a household's own rows count before what is told of them in the child's file.
    """
    return fact_rows_of([child.pk], on, known_on)[child.pk]


def fact_rows_of(
    children: Collection[UUID], on: date, known_on: date
) -> dict[UUID, list[KnownFact]]:
    """The same of many children at once."""
    holders = _holders(children, on, known_on)
    subjects = {*children, *(one for found in holders.values() for one in found.values())}
    records = (
        FactRecord.objects.believed_on(known_on)
        .true_on(on)
        .filter(subject__in=subjects)
        .select_related("recorded_by", "verified_by")
    )
    said = {(record.subject, record.name): record for record in records}
    return {child: _known(child, holders[child], said) for child in children}


def _known(
    child: UUID, holders: Mapping[str, UUID], said: Mapping[tuple[UUID, str], FactRecord]
) -> list[KnownFact]:
    known = []
    for fact in VOCABULARY:
        value: object = None
        holder = holders.get(fact.subject)
        record = said.get((holder, fact.record)) if holder else None
        if record is None and holder:
            value = KNOWN_OF_PARENTS.get(fact.name)
        if record is None and value is None:
            record = said.get((child, fact.name))
            value = KNOWN_BY_REGISTER.get(fact.name)
        if record is not None:
            value = VOCABULARY.parse(fact.name, record.value)
        if value is not None:
            known.append(KnownFact(fact, value, record))
    return known


def _holders(children: Collection[UUID], on: date, known_on: date) -> dict[UUID, dict[str, UUID]]:
    """The parents and the household that each child has on a day, as far as was known."""
    holders: dict[UUID, dict[str, UUID]] = {child: {} for child in children}
    relations = (
        Relation.objects.believed_on(known_on)
        .true_on(on)
        .filter(child__in=children, kind__in=[kind.value for kind in PARENTS])
    )
    for child, kind, adult in relations.values_list("child_id", "kind", "adult_id"):
        holders[child][kind] = adult
    memberships = Membership.objects.believed_on(known_on).true_on(on).filter(child__in=children)
    for child, household in memberships.values_list("child_id", "household_id"):
        if child is not None:
            holders[child]["household"] = household
    return holders
