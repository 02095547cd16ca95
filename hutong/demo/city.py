"""How the invented city is built, step by step, each step whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.db import OperationalError, connections, transaction

from hutong.casework.actions import the_clock
from hutong.demo import banking, cast, funding, institutions, paying, players, posts, units, working
from hutong.demo.changes import Changes
from hutong.demo.days import ROUNDS, Calendar
from hutong.demo.families import draw_all
from hutong.demo.invented import Inventor
from hutong.demo.neighbourhoods import Neighbourhoods, Spot, spots_on
from hutong.demo.persons import Persons
from hutong.demo.registering import Registrar
from hutong.demo.stage import Stage
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.calendar import actions as calendars
from hutong.foundation.places import actions as places
from hutong.foundation.places import queries as places_of
from hutong.foundation.places.models import Level, Place
from hutong.programmes.benefits.models import Round
from hutong.registry.facilities.models import Institution
from hutong.registry.people.models import Child

SEED: Final = 20260305
OFFICES_SINCE: Final = date(2019, 7, 1)
# The cast have numbers of their own, so that no family drawn at random ever takes one.
CAST_FROM: Final = 440

# The small city: the streets of the stories, and some hundred children about them.
SMALL: Final = 300
SMALL_ROUNDS: Final = 5
SMALL_STREETS: Final = frozenset(
    {
        110102017000,  # 西城区 广安门内街道
        110114001000,  # 昌平区 城北街道
        110114002000,  # 南口地区
        110114004000,  # 沙河地区
        110114008000,  # 天通苑北街道
        110114011000,  # 回龙观街道
        110114012000,  # 龙泽园街道
        110114116000,  # 兴寿镇
        110114118000,  # 流村镇
        110118001000,  # 密云区 鼓楼街道
        110118107000,  # 太师屯镇
    }
)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A city to be built: on which day, how many of each kind, where, and from which seed."""

    on: date
    counts: Mapping[str, int]
    rounds: int = ROUNDS
    seed: int = SEED
    streets: frozenset[int] = frozenset()  # all of them, unless some are named


class Builder:
    """Builds the city; whatever was built before a break is found and left as it is."""

    def __init__(self, wanted: Wanted, say: Say) -> None:
        self.wanted = wanted
        self.say = say
        self.calendar = Calendar(wanted.on, wanted.rounds)

    def build(self) -> None:
        """Take every step that has not been taken."""
        self._map()
        neighbourhoods = self._neighbourhoods(self._chance("map"))
        if not Posting.objects.exists():
            self._posts(neighbourhoods)
        officers = self._officers()
        with acting(officers[players.CITY_OFFICER]):
            empty = not Child.objects.exists()
        if empty:
            self._families(neighbourhoods, officers)
            self._take_stock()
        self._rounds(officers)
        self._work(officers)

    def _chance(self, step: str, *, first_serial: int = 0) -> Inventor:
        """Every step draws from a seed of its own, so that none depends on another."""
        number = sum(ord(letter) * place for place, letter in enumerate(step, 1))
        return Inventor(self.wanted.seed + number, first_serial=first_serial)

    def _map(self) -> None:
        if not Place.objects.filter(pk=settings.HUTONG_CITY).exists():
            self.say("The map: 16 districts, 349 streets, 7,535 communities")
            places.load_beijing()

    def _neighbourhoods(self, inventor: Inventor) -> Neighbourhoods:
        spots: Sequence[Spot] = [
            spot
            for spot in spots_on(self.wanted.on)
            if not self.wanted.streets or spot.street in self.wanted.streets
        ]
        return Neighbourhoods(spots, inventor.random)

    def _posts(self, neighbourhoods: Neighbourhoods) -> None:
        self.say("Posts: directors, supervisors, offices; 16 institutions, 3,300 beds")
        inventor, on = self._chance("posts"), self.wanted.on
        with transaction.atomic():
            founder = the_clock(places_of.city())  # nobody holds a post yet
            with acting(founder, reason="建立岗位"):
                opened = posts.open_offices(
                    players.offices(neighbourhoods, inventor), since=OFFICES_SINCE
                )
            with acting(opened[players.CITY_OFFICER], reason="建立岗位") as by:
                calendars.load_package_years(by=by, on=on)
                posts.Staff(inventor, neighbourhoods, on).fill(
                    named=players.grassroots(neighbourhoods), by=by
                )
                institutions.open_all(neighbourhoods=neighbourhoods, by=by, on=on)
            units.offices_of_the_line(neighbourhoods, OFFICES_SINCE)
            with acting(founder, reason="建立岗位"):
                units.people_in_units(self._chance("units"), on, OFFICES_SINCE)

    def _officers(self) -> dict[str, Officer]:
        return {
            username: officer_named(username=username, on=self.wanted.on)
            for username in players.NAMED
        }

    def _families(self, neighbourhoods: Neighbourhoods, officers: Mapping[str, Officer]) -> None:
        inventor, calendar = self._chance("families"), self.calendar
        drawn = list(draw_all(Persons(inventor, calendar, neighbourhoods), self.wanted.counts))
        stage = Stage(
            calendar, self._chance("cast", first_serial=CAST_FROM), neighbourhoods, officers
        )
        begun = cast.begin(stage)
        children = [*(young for family in begun.values() for young in family), *drawn]
        self.say(f"Families: {len(children):,} children, their kin, facts and papers")
        homes = list(Institution.objects.order_by("name"))
        with acting(officers[players.CITY_OFFICER], reason="登记造册") as by:
            entered = Registrar(by=by, institutions=homes).enter(children)
            self.say("Grants and accounts")
            paying.open_accounts(entered, by=by)
            paying.take_over(entered, by=by, on=calendar.takeover)
            desks = posts.Desks(self.wanted.on)
            paying.confirm(entered, desks=desks)
            self.say(f"What has happened since, and {len(cast.EVERYBODY)} stories")
            changes = Changes(entered, calendar=calendar, inventor=inventor, desks=desks)
            for month in calendar.paid:
                changes.happen(month)
            files = {id(young): (young, child) for young, child in entered}
            told = {name: [files[id(young)] for young in begun[name]] for name in begun}
            cast.go_on(stage, told)

    def _take_stock(self) -> None:
        """Let the database count its tables, where we may ask it to."""
        try:
            with connections["owner"].cursor() as cursor:
                cursor.execute("analyze")
        except OperationalError:
            return

    def _rounds(self, officers: Mapping[str, Officer]) -> None:
        with acting(officers[players.CLERK]):
            done = {paid.month for paid in Round.objects.filter(released_on__isnull=False)}
        for month in self.calendar.paid:
            if month not in done:
                self.say(f"The round of {month}")
                with transaction.atomic():
                    paying.pay(month, officers=officers, calendar=self.calendar)

        district = Place.objects.get(name=players.CHANGPING, level=Level.DISTRICT)
        with transaction.atomic():
            answered = banking.answer(district=district, officers=officers)
        if answered:
            self.say(f"What the bank answered: {answered:,} payments")

    def _work(self, officers: Mapping[str, Officer]) -> None:
        with transaction.atomic():
            begun = working.begin(officers=officers, on=self.wanted.on)
            funding.come_about(officers=officers, on=self.wanted.on)
        if begun:
            self.say(f"What the offices are in the middle of: {begun:,} cases")


def half_built() -> bool:
    """Whether a build was broken off: the people are there, and none of them can sign in."""
    clerk = Account.objects.filter(username=players.CLERK).first()
    return clerk is not None and not clerk.has_usable_password()
