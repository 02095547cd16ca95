"""How planned families enter the register: by the same verb as an office's roster."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.demo.plans import Home, Kin, Learned, Sleeps, Young
from hutong.foundation.access import Officer
from hutong.foundation.places.models import Place
from hutong.registry.facilities.models import Institution
from hutong.registry.people import actions as people
from hutong.registry.people.actions import NewAdult, NewChild, NewFact, NewHousehold
from hutong.registry.people.facts import Hukou
from hutong.registry.people.models import Child, Stay

ROSTER: Final = 5_000  # children in one list
BATCH: Final = 1_000

Entered = list[tuple[Young, Child]]


class Registrar:
    """Enters families, a list for each day on which they came to notice."""

    def __init__(self, *, by: Officer, institutions: Sequence[Institution]) -> None:
        self.by = by
        self.places: dict[int, Place] = Place.objects.in_bulk()
        self._named = {institution.name: institution for institution in institutions}
        self._beds = _beds(institutions)

    def enter(self, children: Iterable[Young]) -> Entered:
        """Register every child on the day it came to notice, and say which file is whose."""
        by_day: dict[date, list[Young]] = defaultdict(list)
        for young in children:
            by_day[young.known].append(young)
        entered: Entered = []
        for day in sorted(by_day):
            for roster in _parts(by_day[day], ROSTER):
                entered += self._roster(roster, day)
        return entered

    def _roster(self, children: list[Young], on: date) -> Entered:
        for young in children:
            if young.sleeps:
                self._give_a_bed(young, young.sleeps)
        files = people.register_children(
            rows=[self._row(young) for young in children], by=self.by, on=on
        )
        entered = list(zip(children, files, strict=True))
        self._admit(entered, on)
        return entered

    def _give_a_bed(self, young: Young, sleeps: Sleeps) -> None:
        """The child lives, and is registered, where its institution stands."""
        institution = self._named.get(sleeps.institution) or next(self._beds)
        young.residence, young.residence_detail = institution.place_id, institution.name
        if young.kin:
            return
        if young.hukou is not None:
            young.hukou, young.hukou_detail = institution.place_id, f"{institution.name}集体户"

    def _admit(self, entered: Entered, on: date) -> None:
        # One `admit` each would take a minute for the whole city; these are the rows it writes.
        Stay.objects.bulk_create(
            [
                Stay(
                    child=child,
                    institution=self._named[young.residence_detail],
                    basis=young.sleeps.basis,
                    paper=young.sleeps.basis,
                    days=DateRange(young.sleeps.since, None),
                    recorded_on=on,
                    recorded_by_id=self.by.account_id,
                )
                for young, child in entered
                if young.sleeps
            ],
            batch_size=BATCH,
        )
        people.give_by_beds([child for young, child in entered if young.sleeps], by=self.by, on=on)

    def _row(self, young: Young) -> NewChild:
        hukou = next((fact for fact in young.facts if fact.name == "hukou"), None)
        return NewChild(
            name=young.name,
            sex=young.sex,
            birth_date=young.birth_date,
            birth_precision=young.birth_precision.value,
            id_number=young.id_number,
            residence=self._place(young.residence),
            residence_detail=young.residence_detail,
            hukou=self._place(young.hukou),
            hukou_detail=young.hukou_detail,
            hukou_since=hukou.since if hukou else None,
            registered_as=Hukou(str(hukou.value)) if hukou else None,
            ethnic_group=young.ethnic_group,
            phone=young.phone,
            registered_on=young.registered_on,
            paper="户口簿" if young.hukou else "",
            adults=[_adult(kin) for kin in young.kin],
            household=_household(young.home) if young.home else None,
            facts=[_fact(fact) for fact in young.facts if fact.name != "hukou"],
        )

    def _place(self, number: int | None) -> Place | None:
        return None if number is None else self.places[number]


def _adult(kin: Kin) -> NewAdult:
    adult = kin.adult
    return NewAdult(
        name=adult.name,
        kind=kin.kind,
        label=kin.label,
        sex=adult.sex,
        birth_date=adult.birth_date,
        id_number=adult.id_number,
        phone=adult.phone,
        since=kin.since,
        paper=kin.paper,
        facts=[_fact(fact) for fact in adult.facts],
    )


def _household(home: Home) -> NewHousehold:
    return NewHousehold(
        number=home.number,
        detail=home.detail,
        relation_to_head="家庭成员",
        facts=[_fact(fact) for fact in home.facts],
    )


def _fact(fact: Learned) -> NewFact:
    return NewFact(
        name=fact.name,
        value=fact.value,
        since=fact.since,
        until=fact.until,
        paper=fact.paper,
        paper_number=fact.paper_number,
        source=fact.source,
    )


def _beds(institutions: Sequence[Institution]) -> Iterator[Institution]:
    """One institution after another, each as often as it has beds, again and again."""
    smallest = min(institution.approved_beds for institution in institutions)
    turns = [
        (step / (institution.approved_beds / smallest), place)
        for place, institution in enumerate(institutions)
        for step in range(round(institution.approved_beds / smallest))
    ]
    while True:
        for _, place in sorted(turns):
            yield institutions[place]


def _parts(children: list[Young], size: int) -> Iterator[list[Young]]:
    for first in range(0, len(children), size):
        yield children[first : first + size]
