"""What is known of a child on a day, as it was known on a day: for the rules and for the file."""

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
    holders = _holders(child, on, known_on)
    records = (
        FactRecord.objects.believed_on(known_on)
        .true_on(on)
        .filter(subject__in=[child.pk, *holders.values()])
        .select_related("recorded_by", "verified_by")
    )
    said = {(record.subject, record.name): record for record in records}
    known = []
    for fact in VOCABULARY:
        value: object = None
        holder = holders.get(fact.subject)
        record = said.get((holder, fact.record)) if holder else None
        if record is None and holder:
            value = KNOWN_OF_PARENTS.get(fact.name)
        if record is None and value is None:
            record = said.get((child.pk, fact.name))
            value = KNOWN_BY_REGISTER.get(fact.name)
        if record is not None:
            value = VOCABULARY.parse(fact.name, record.value)
        if value is not None:
            known.append(KnownFact(fact, value, record))
    return known


def _holders(child: Child, on: date, known_on: date) -> dict[str, UUID]:
    """The parents and the household that the child has on a day, as far as was known."""
    relations = (
        Relation.objects.believed_on(known_on)
        .true_on(on)
        .filter(child=child, kind__in=[kind.value for kind in PARENTS])
    )
    holders = dict(relations.values_list("kind", "adult_id"))
    memberships = Membership.objects.believed_on(known_on).true_on(on).filter(child=child)
    for household in memberships.values_list("household_id", flat=True):
        holders["household"] = household
    return holders
