"""Whose fact it is: the name a rule uses, and the person or household the record belongs to."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Fact, NotAFact
from hutong.foundation.policy.answers import as_text
from hutong.registry.people.facts import VOCABULARY, Identity
from hutong.registry.people.models import Adult, Child, FactRecord, Household, Membership, Relation

Subject = Child | Adult | Household

# True of a whole life, whatever day somebody learned it.
LIFELONG = frozenset({"birth_date"})
# Written by the register's own verbs into the child's row as well, for lists.
MIRRORED = frozenset({"birth_date", "deceased"})

OF_CHILDREN = {fact.name: fact for fact in VOCABULARY}
_OF_PARENTS = {fact.record: fact for fact in VOCABULARY if fact.subject == "mother"} | {
    fact.record: fact for fact in VOCABULARY if fact.subject == "father"
}
_OF_HOUSEHOLDS = {fact.record: fact for fact in VOCABULARY if fact.subject == "household"}
# What may be said of whom: a parent's facts under either parent's name or under none.
OF_ADULTS = (
    _OF_PARENTS
    | {f"father_{record}": fact for record, fact in _OF_PARENTS.items()}
    | {f"mother_{record}": fact for record, fact in _OF_PARENTS.items()}
)
OF_HOUSEHOLDS = _OF_HOUSEHOLDS | {fact.name: fact for fact in _OF_HOUSEHOLDS.values()}
# What the register knows without a row: of whoever is on it, and of whoever it names a parent.
KNOWN_BY_REGISTER: dict[str, object] = {"deceased": False}
KNOWN_OF_PARENTS: dict[str, object] = {
    "father_identity": Identity.KNOWN.value,
    "mother_identity": Identity.KNOWN.value,
}


class UnknownIsNotRecorded(Refused):
    """Nothing was said; what is not known is withdrawn, not recorded."""


class Statement(NamedTuple):
    """One fact as it will be stored: of whom, under which name, with which text."""

    subject: Subject
    fact: Fact
    name: str
    value: object
    text: str

    def record(self, **fields: object) -> FactRecord:
        """A row that says so."""
        match self.subject:
            case Child():
                column = "child_id"
            case Adult():
                column = "adult_id"
            case Household():
                column = "household_id"
        return FactRecord(name=self.name, value=self.text, **{column: self.subject.pk}, **fields)


def statement(subject: Subject, name: str, value: object, since: date | None) -> Statement:
    """Read a fact about somebody; a parent's or a household's finds its way to them."""
    fact = fact_of(_names(subject), name)
    typed, text = read_value(fact, value)
    holder, stored = subject, fact.record
    if isinstance(subject, Child):
        found = _holder(subject, fact, since)
        holder, stored = (found, fact.record) if found else (subject, fact.name)
    return Statement(holder, fact, stored, typed, text)


def fact_of(names: Mapping[str, Fact], name: str) -> Fact:
    """The entry of the vocabulary that a name means for a kind of subject."""
    try:
        return names[name]
    except KeyError:
        raise NotAFact(
            Finding(
                Text(
                    f"没有名为“{name}”的事实可以登记在这里。",
                    f"No fact named “{name}” can be recorded here.",
                ),
                field=name,
            )
        ) from None


def read_value(fact: Fact, value: object) -> tuple[object, str]:
    """A value of a fact as it is judged and as it is stored."""
    return _read.__wrapped__(fact, value) if isinstance(value, list | dict) else _read(fact, value)


@lru_cache(maxsize=10_000, typed=True)  # a roster says the same of thousands
def _read(fact: Fact, value: object) -> tuple[object, str]:
    typed = VOCABULARY.parse(fact.name, value)
    if typed is None:
        raise UnknownIsNotRecorded(
            Finding(
                Text(
                    f"“{fact.label.zh}”没有填写；不知道的事不登记，登记错的请撤销。",
                    f"Nothing was said of “{fact.label.en}”; what is not known is not recorded, "
                    "and what was wrong is withdrawn.",
                ),
                field=fact.name,
            )
        )
    return typed, as_text(typed)


def known_as(record: FactRecord) -> Fact:
    """The entry of the vocabulary that a stored row is an answer to."""
    if record.adult_id:
        return OF_ADULTS[record.name]
    if record.household_id:
        return OF_HOUSEHOLDS[record.name]
    return VOCABULARY[record.name]


def subject_of(record: FactRecord) -> Subject:
    """The person or household that a stored row is true of."""
    subject = record.child or record.adult or record.household
    if subject is None:
        raise ValueError("A fact is true of somebody.")
    return subject


def _names(subject: Subject) -> Mapping[str, Fact]:
    match subject:
        case Child():
            return OF_CHILDREN
        case Adult():
            return OF_ADULTS
        case Household():
            return OF_HOUSEHOLDS


def _holder(child: Child, fact: Fact, since: date | None) -> Subject | None:
    """The parent or household of a child that a fact belongs to, if there is one on that day."""
    if fact.subject == "child":
        return None
    if fact.subject == "household":
        memberships = Membership.objects.standing().filter(child=child)
        found = memberships.true_on(since) if since else memberships.filter(days__upper_inf=True)
        membership = found.select_related("household").first()
        return membership.household if membership else None
    relations = Relation.objects.standing().filter(child=child, kind=fact.subject)
    then = relations.true_on(since) if since else relations.filter(days__upper_inf=True)
    relation = then.select_related("adult").first()
    return relation.adult if relation else None
