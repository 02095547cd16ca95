"""What a row would tell the register: kept as plain values until somebody accepts it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.foundation.policy.answers import as_text
from hutong.registry.people.entries import NewAdult, NewChild, NewFact
from hutong.registry.people.facts import Hukou
from hutong.registry.people.registers.proposal import Person, Proposal

Told = dict[str, Any]

_PARENTS = ("father", "mother")
_SEX_OF_PARENTS = {"father": "1", "mother": "2"}
_UNKNOWN_SEX = "0"


@dataclass(frozen=True, slots=True)
class Source:
    """What the facts of a taken row will name: the register, the file and its receipt."""

    register: Text
    file_name: str
    receipt: str
    as_of: date

    def of(self, sheet: str, row: int) -> str:
        """Where in the file it stands."""
        return f"{self.file_name}{f'·{sheet}' if sheet else ''}·第{row}行（回执 {self.receipt}）"


def told_by(proposal: Proposal) -> Told:
    """Everything the register would be told of the child."""
    facts = {name: as_text(value) for name, value in proposal.facts.items()}
    registered_as = facts.pop("hukou", None)
    for part in _PARENTS:
        person = proposal.people.get(part)
        if person is not None and not person.name:
            # Nobody knows who the parent is: the child carries what is known of it.
            facts |= {f"{part}_{name}": as_text(value) for name, value in person.facts.items()}
    return {
        "name": proposal.name,
        "sex": proposal.sex,
        "birth_date": _day(proposal.birth_date),
        "birth_precision": proposal.birth_precision.value,
        "id_number": proposal.id_number or None,
        "residence": proposal.residence,
        "residence_detail": proposal.residence_text,
        "hukou": proposal.hukou,
        "hukou_detail": proposal.hukou_text,
        "registered_as": registered_as,
        "ethnic_group": proposal.ethnic_group,
        "phone": proposal.phone,
        "registered_on": _day(proposal.registered_on),
        "adults": [_adult(part, person) for part, person in proposal.people.items() if person.name],
        "facts": facts,
    }


def _adult(part: str, person: Person) -> Told:
    return {
        "name": person.name,
        "kind": part,
        "label": person.label,
        "sex": person.sex or _SEX_OF_PARENTS.get(part, _UNKNOWN_SEX),
        "birth_date": _day(person.birth_date),
        "id_number": person.id_number or None,
        "phone": person.phone,
        "facts": {name: as_text(value) for name, value in person.facts.items()},
    }


def new_child(told: Told, places: Mapping[int, Place], source: Source, where: str) -> NewChild:
    """The child as the register's own verb takes it, every fact with the paper it comes from."""
    paper = source.register.zh
    return NewChild(
        **{name: told[name] for name in _AS_THEY_ARE},
        birth_date=_day_of(told["birth_date"]),
        registered_on=_day_of(told["registered_on"]),
        residence=places.get(told["residence"]),
        hukou=places.get(told["hukou"]),
        registered_as=Hukou(told["registered_as"]) if told["registered_as"] else None,
        paper=paper,
        source=where,
        adults=[
            NewAdult(
                **{name: adult[name] for name in _OF_ADULTS},
                birth_date=_day_of(adult["birth_date"]),
                paper=paper,
                facts=_facts(adult["facts"], source, where),
            )
            for adult in told["adults"]
        ],
        facts=_facts(told["facts"], source, where),
    )


_AS_THEY_ARE = (
    *("name", "sex", "birth_precision", "id_number", "residence_detail", "hukou_detail"),
    *("ethnic_group", "phone"),
)
_OF_ADULTS = ("name", "kind", "label", "sex", "id_number", "phone")


def _facts(told: Mapping[str, str], source: Source, where: str) -> list[NewFact]:
    # A register says how things are on its day; since when they are so, it does not say.
    return [
        NewFact(name=name, value=value, since=source.as_of, paper=source.register.zh, source=where)
        for name, value in told.items()
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
