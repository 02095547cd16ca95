"""What an office tells of a child when it enters the register, as a form or a row has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hutong.foundation.places.models import Place
from hutong.registry.people.facts import Hukou
from hutong.registry.people.kinds import RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFact:
    """One fact with its paper; without a first day, true as far back as anybody knows."""

    name: str
    value: object
    since: date | None = None
    until: date | None = None
    paper: str = ""
    paper_number: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAdult:
    """A grown-up and what it is to the child; one identity number is one person."""

    name: str
    kind: RelationKind | str
    label: str = ""
    sex: str = "0"
    birth_date: date | None = None
    id_number: str | None = None
    phone: str = ""
    since: date | None = None
    paper: str = ""
    facts: Sequence[NewFact] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHousehold:
    """The household a child lives in; rows that give one number at one place share it."""

    number: str = ""
    detail: str = ""
    relation_to_head: str = ""
    facts: Sequence[NewFact] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChild:
    """A child as it enters the register.

    `registered_on` is the day an older register took it in, if it was not today: the age limit
    is asked of that day.
    """

    name: str
    sex: str = "0"
    birth_date: date | None = None
    birth_precision: str = "day"
    id_number: str | None = None
    residence: Place | None = None
    residence_detail: str = ""
    residence_since: date | None = None
    hukou: Place | None = None
    hukou_detail: str = ""
    hukou_since: date | None = None
    registered_as: Hukou | None = None
    ethnic_group: str = ""
    phone: str = ""
    registered_on: date | None = None
    paper: str = ""
    source: str = ""
    adults: Sequence[NewAdult] = ()
    household: NewHousehold | None = None
    facts: Sequence[NewFact] = ()
