"""What is to be entered for a family: people, what is known of them, and what was granted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.months import Month
from hutong.registry.people.facts import VOCABULARY
from hutong.registry.people.kinds import RelationKind

Answer = bool | int | str | date | Decimal
PARENTS = {RelationKind.FATHER: "father", RelationKind.MOTHER: "mother"}


@dataclass(frozen=True, slots=True)
class Learned:
    """One thing the office learned: true from `since` (to `until`), known from `on`."""

    name: str
    value: Answer
    since: date
    on: date
    until: date | None = None
    paper: str = ""
    paper_number: str = ""
    source: str = ""

    def holds(self, day: date, known_on: date) -> bool:
        """Whether the office knew it then, and it was true then."""
        begun = self.since <= day and (self.until is None or day < self.until)
        return begun and self.on <= known_on


@dataclass(slots=True, eq=False)
class Grown:
    """A parent, grandparent or other carer."""

    name: str
    sex: str
    birth_date: date | None = None
    id_number: str | None = None
    phone: str = ""
    facts: list[Learned] = field(default_factory=list)

    def learn(
        self,
        since: date,
        on: date,
        answers: Mapping[str, Answer] | None = None,
        *,
        number: str = "",
        **more: Answer,
    ) -> None:
        """Note facts about a parent, by the names that the father's and the mother's share."""
        told = {**(answers or {}), **more}
        self.facts.extend(learned(since, on, told, "father", paper_number=number))


@dataclass(slots=True, eq=False)
class Kin:
    """What a grown-up is to a child."""

    adult: Grown
    kind: RelationKind
    label: str
    since: date
    paper: str = ""


@dataclass(slots=True, eq=False)
class Home:
    """A household, who of the grown-ups belongs to it, and what is known of it."""

    place: int
    detail: str
    number: str
    since: date
    grown: list[tuple[Grown, str]] = field(default_factory=list)
    facts: list[Learned] = field(default_factory=list)

    def learn(self, since: date, on: date, **answers: Answer) -> None:
        """Note facts about the household."""
        self.facts.extend(learned(since, on, answers, "household"))


@dataclass(frozen=True, slots=True)
class Grant:
    """A benefit that somebody confirmed; before the city used this system, by a paper."""

    benefit: str
    applied_on: date
    confirmed_on: date
    first_month: Month | None = None  # for one taken over: the first month paid from here
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Bank:
    """The account a child's money goes to."""

    holder: str
    relation: str
    bank: str
    number: str


@dataclass(frozen=True, slots=True)
class Sleeps:
    """The institution a child lives in; whichever has a bed, unless one is named."""

    since: date
    basis: str
    institution: str = ""


@dataclass(slots=True, eq=False)
class Young:
    """A child as it is to be registered, and what is known and was granted."""

    kind: str
    name: str
    sex: str
    known: date
    registered_on: date
    birth_date: date | None = None
    birth_precision: Precision = Precision.DAY
    id_number: str | None = None
    residence: int | None = None
    residence_detail: str = ""
    hukou: int | None = None
    hukou_detail: str = ""
    ethnic_group: str = "汉族"
    phone: str = ""
    kin: list[Kin] = field(default_factory=list)
    home: Home | None = None
    facts: list[Learned] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    bank: Bank | None = None
    sleeps: Sleeps | None = None

    def learn(
        self,
        since: date,
        on: date,
        answers: Mapping[str, Answer] | None = None,
        **more: Answer,
    ) -> None:
        """Note facts about the child itself, by their names in the vocabulary."""
        self.facts.extend(learned(since, on, {**(answers or {}), **more}))

    def facts_on(self, day: date, known_on: date) -> dict[str, object]:
        """What a rule may know of the child: the flat facts of everybody in its file."""
        known: dict[str, object] = {}
        if self.birth_date is not None and self.birth_precision in _RECKONED:
            known["birth_date"] = self.birth_date
        for fact, prefix in self._everybody():
            if fact.holds(day, known_on):
                known[prefix + fact.name] = fact.value
        return known

    def _everybody(self) -> Iterator[tuple[Learned, str]]:
        yield from ((fact, "") for fact in self.facts)
        for kin in self.kin:
            if kin.kind in PARENTS:
                yield from ((fact, f"{PARENTS[kin.kind]}_") for fact in kin.adult.facts)
        if self.home:
            yield from ((fact, "household_") for fact in self.home.facts)


# A year alone does not say on which day somebody comes of age.
_RECKONED = frozenset({Precision.DAY, Precision.MONTH, Precision.ESTIMATED})


def learned(
    since: date,
    on: date,
    answers: Mapping[str, Answer],
    subject: str = "",
    *,
    paper_number: str = "",
) -> Iterator[Learned]:
    """Facts with the paper and the source that the vocabulary names for them."""
    for name, value in answers.items():
        fact = VOCABULARY[f"{subject}_{name}" if subject else name]
        yield Learned(
            name,
            value,
            since,
            on,
            paper=fact.paper.zh,
            paper_number=paper_number,
            source=fact.supplier.zh,
        )
