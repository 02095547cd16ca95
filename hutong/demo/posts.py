"""Who holds which post in the invented city: nearly every community has its child director."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.demo.invented import Inventor
from hutong.demo.neighbourhoods import Neighbourhoods, Spot
from hutong.foundation.access import Officer
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.identity import FEMALE
from hutong.foundation.kernel.names import pinyin_of
from hutong.foundation.places.models import Place
from hutong.programmes.benefits.queries import deciding_office, law
from hutong.registry.people.models import Child
from hutong.registry.workforce import actions as workforce
from hutong.registry.workforce.actions import Appointment

# Of the communities: a director is in post in nearly all, somebody stands in where one is ill, on
# leave or gone, and a few have nobody, which is exactly what the coverage page must find.
STOOD_IN_FOR: Final = 0.023
VACANT: Final = 0.007
STREETS_WITHOUT_SUPERVISOR: Final = 3
WOMEN: Final = 0.8
REASONS: Final = ("原儿童主任病假", "原儿童主任产假", "原儿童主任离任，补选办理中")
FIRST_APPOINTMENTS: Final = date(2019, 9, 1)


@dataclass(frozen=True, slots=True)
class Office:
    """A post in an office, filled when the system is set up, before anybody can appoint."""

    username: str
    name: str
    role: Role
    place: int


def open_offices(offices: Iterable[Office], *, since: date) -> dict[str, Officer]:
    """Set up the people who will appoint all others, by the names they sign in with."""
    wanted = list(offices)
    accounts = Account.objects.bulk_create(
        Account(username=office.username, name=office.name, password=make_password(None))
        for office in wanted
    )
    places = Place.objects.in_bulk({office.place for office in wanted})
    postings = Posting.objects.bulk_create(
        Posting(
            account=account,
            role=office.role.value,
            place=places[office.place],
            days=DateRange(since, None),
        )
        for account, office in zip(accounts, wanted, strict=True)
    )
    return {
        office.username: Officer.of(posting)
        for office, posting in zip(wanted, postings, strict=True)
    }


class Desks:
    """The officer of each district, by the places the district answers for."""

    def __init__(self, on: date) -> None:
        held = Posting.objects.filter(role=Role.DISTRICT_OFFICER, days__contains=on)
        self._officers = [Officer.of(post) for post in held.select_related("account", "place")]

    def of(self, number: int | None) -> Officer:
        """Who answers for a place."""
        return next(officer for officer in self._officers if officer.answers_for(number))

    def deciding(self, child: Child, benefit: str, on: date) -> Officer:
        """Who decides on a benefit for a child: the street, the district or the city."""
        return deciding(child, benefit, on) or self.of(child.hukou_id or child.residence_id)


def deciding(child: Child, benefit: str, on: date) -> Officer | None:
    """Somebody in post at the office that the law names, if it names one."""
    office = deciding_office(child, law().benefit(benefit), on)
    posting = office.in_post(on).first() if office else None
    return Officer.of(posting) if posting else None


@dataclass(frozen=True, slots=True)
class Named:
    """A post at the grassroots that somebody of the cast holds."""

    username: str
    name: str
    role: Role
    place: int


class Staff:
    """Fills the posts of communities and streets."""

    def __init__(self, inventor: Inventor, neighbourhoods: Neighbourhoods, on: date) -> None:
        self.inventor = inventor
        self.neighbourhoods = neighbourhoods
        self.on = on
        self._taken: dict[str, int] = {}

    def fill(self, *, named: Sequence[Named], by: Officer) -> dict[str, Officer]:
        """Appoint directors and supervisors, and let somebody stand in where one is missing."""
        kept = {(post.role, post.place) for post in named}
        places = Place.objects.in_bulk()
        spots = list(self.neighbourhoods)
        gaps = self._gaps([s for s in spots if (Role.CHILD_DIRECTOR, s.number) not in kept])
        streets = self._streets(spots, kept)
        posts = [(post.name, post.role, post.place, post.username) for post in named]
        posts += [
            (self._name(), Role.CHILD_DIRECTOR, spot.number, "")
            for spot in spots
            if spot.number not in gaps and (Role.CHILD_DIRECTOR, spot.number) not in kept
        ]
        posts += [(self._name(), Role.CHILD_SUPERVISOR, street, "") for street in streets]
        accounts = Account.objects.bulk_create(
            [
                Account(
                    username=username or self._username(name),
                    name=name,
                    password=make_password(None),
                )
                for name, _, _, username in posts
            ],
            batch_size=2_000,
        )
        appointed = workforce.appoint_all(
            appointments=[
                Appointment(account, role, places[place], self._since())
                for account, (_, role, place, _) in zip(accounts, posts, strict=True)
            ],
            by=by,
            on=self.on,
        )
        self._stand_in(gaps, appointed, places, by=by)
        return {
            post.username: Officer.of(posting)
            for post, posting in zip(named, appointed, strict=False)
        }

    def _gaps(self, spots: list[Spot]) -> dict[int, bool]:
        """The communities without a director, and whether somebody stands in."""
        chance = self.inventor.random
        vacant = max(1, round(len(spots) * VACANT))
        stood_in_for = max(1, round(len(spots) * STOOD_IN_FOR))
        chosen = chance.sample([spot.number for spot in spots], vacant + stood_in_for)
        return {number: place >= vacant for place, number in enumerate(chosen)}

    def _streets(self, spots: list[Spot], kept: set[tuple[Role, int]]) -> list[int]:
        every = sorted({spot.street for spot in spots})
        open_ = [street for street in every if (Role.CHILD_SUPERVISOR, street) not in kept]
        without = min(STREETS_WITHOUT_SUPERVISOR, len(open_) // 2)
        left_out = set(self.inventor.random.sample(open_, without))
        return [street for street in open_ if street not in left_out]

    def _stand_in(
        self,
        gaps: dict[int, bool],
        appointed: list[Posting],
        places: dict[int, Place],
        *,
        by: Officer,
    ) -> None:
        neighbours: dict[int, list[Posting]] = {}
        for posting in appointed:
            if posting.role == Role.CHILD_DIRECTOR:
                neighbours.setdefault(posting.place_id // 1000, []).append(posting)
        chance = self.inventor.random
        for number, stood_in_for in sorted(gaps.items()):
            near = neighbours.get(number // 1000)
            if not stood_in_for or not near:
                continue
            workforce.let_stand_in(
                account=chance.choice(near).account,
                place=places[number],
                since=self.on - timedelta(days=chance.randrange(5, 150)),
                reason=chance.choice(REASONS),
                by=by,
                on=self.on,
            )

    def _since(self) -> date:
        return self.inventor.day(FIRST_APPOINTMENTS, self.on - timedelta(days=60))

    def _name(self) -> str:
        sex = FEMALE if self.inventor.random.random() < WOMEN else "1"
        return self.inventor.elder_name(sex)

    def _username(self, name: str) -> str:
        read = pinyin_of(name).joined
        self._taken[read] = self._taken.get(read, 0) + 1
        return f"{read}{self._taken[read]:02d}"
