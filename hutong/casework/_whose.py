"""Who may take a step: whoever holds the post, or whom the line puts in their place."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hutong.casework.duties import Duty, Where
from hutong.foundation.access import Officer
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import SPAN, Level
from hutong.registry.workforce.models import StandIn

if TYPE_CHECKING:
    from django.db.models import QuerySet

LEVELS = {
    Where.COMMUNITY: Level.COMMUNITY,
    Where.STREET: Level.STREET,
    Where.DISTRICT: Level.DISTRICT,
    Where.CITY: Level.CITY,
}

# To whom a post's work goes when nobody holds it and nobody stands in.
UP_THE_LINE = {
    Role.CHILD_DIRECTOR: (Level.STREET, Role.CHILD_SUPERVISOR),
    Role.CHILD_SUPERVISOR: (Level.DISTRICT, Role.DISTRICT_OFFICER),
    Role.DISTRICT_OFFICER: (Level.CITY, Role.CITY_OFFICER),
    Role.DISTRICT_HEAD: (Level.CITY, Role.CITY_OFFICER),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """For which office somebody takes a step, and why they, if the post is not their own."""

    office: int
    stands_in: Text | None = None


def office_of(place: int, level: Level) -> int:
    """The number of the place at a level that a place lies in."""
    return place - place % SPAN[level]


def office_for(duty: Duty, place: int, other_place: int | None) -> int:
    """The office that a duty means for a case of these places."""
    around = other_place if duty.there and other_place is not None else place
    return office_of(around, LEVELS[duty.where])


def standing_of(officer: Officer, office: int, roles: tuple[str, ...], on: date) -> Standing | None:
    """The standing in which somebody may act for an office; nothing if they may not.

    A post that is held for a wider area, such as a supervisor's for a whole district, acts for
    every office in it.
    """
    if not officer.answers_for(office):
        return None
    if officer.role in roles:
        return Standing(office, _named_stand_in(officer))
    for role in map(Role, roles):
        if _reached(role, office, officer, on):
            vacant = Text("{zh}空缺，由上一级办理", "no {en}; the office above acts")
            return Standing(office, vacant.filled(zh=LABELS[role].zh, en=LABELS[role].en))
    return None


def held(role: Role, on: date) -> "QuerySet[Posting]":
    """The postings of a kind that stand on a day; an office has one if a place around it has."""
    return Posting.objects.filter(role=role.value, days__contains=on)


def _reached(role: Role, office: int, officer: Officer, on: date) -> bool:
    """Whether a vacant post's work goes up to this officer, past no one who could do it."""
    while role in UP_THE_LINE and _vacant(role, office, on):
        level, role = UP_THE_LINE[role]
        office = office_of(office, level)
        if officer.role is role and officer.place_number == office:
            return True
    return False


def _vacant(role: Role, office: int, on: date) -> bool:
    around = held(role, on).filter(place_id__lte=office, place__last__gte=office)
    return not around.exists()


def _named_stand_in(officer: Officer) -> Text | None:
    if officer.posting_id is None:
        return None
    found = StandIn.objects.filter(posting_id=officer.posting_id).first()
    if found is None:
        return None
    return Text(f"代理：{found.reason}", f"standing in: {found.reason}")
