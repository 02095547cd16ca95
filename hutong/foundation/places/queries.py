"""What may be asked about places."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import Case, Count, F, Func, IntegerField, Max, Q, Sum, Value, When

from hutong.foundation.places._addresses import AddressBook, Found
from hutong.foundation.places._divisions import governed_apart
from hutong.foundation.places._numbers import enclosing
from hutong.foundation.places.models import Level, Place, PlaceQuerySet, Succession

__all__ = [
    "AddressBook",
    "Counts",
    "Found",
    "address_book",
    "address_candidates",
    "by_code",
    "by_number",
    "city",
    "counts",
    "districts",
    "from_address",
    "full_name",
    "full_names",
    "name_on",
    "parts_of",
    "path",
    "replaced_since",
    "search",
    "standard_districts",
    "standing_for",
]

MOST_AREAS = 100  # how many places the first words of a search may mean


class Counts(NamedTuple):
    """How many places of each kind there are on a day."""

    districts: int  # by GB/T 2260
    governed_apart: int  # addressed like a district, without a code of that standard
    streets: int
    communities: int


# --- one place ------------------------------------------------------------------------------------


def by_number(number: int) -> Place:
    """The place with a number, whether or not it still exists."""
    return Place.objects.get(pk=number)


def by_code(code: str, on: date) -> Place | None:
    """The place that carries a statistical code of 2 to 12 digits on a day."""
    return Place.objects.on(on).filter(code=code.ljust(12, "0")).order_by("level").first()


def city() -> Place:
    """The city that this installation serves."""
    return Place.objects.get(pk=settings.HUTONG_CITY)


def path(place: Place) -> list[Place]:
    """A place's way down from its province to itself."""
    around = Place.objects.filter(number__in=[*enclosing(place.number)]).order_by("level")
    return [*around, place]


def full_name(place: Place) -> str:
    """A place's name as it stands on an envelope, from the province down."""
    return full_names([place])[place.number]


def full_names(places: Iterable[Place]) -> dict[int, str]:
    """The full names of many places, by number."""
    asked = list(places)
    names = {
        place.number: place
        for place in Place.objects.filter(
            number__in={number for place in asked for number in enclosing(place.number)}
        )
    }
    return {
        place.number: _joined(
            [names[n] for n in reversed([*enclosing(place.number)]) if n in names] + [place]
        )
        for place in asked
    }


def _joined(way: Sequence[Place]) -> str:
    """Names one after another; what only statistics put in between is left out."""
    spoken: list[str] = []
    for place in way:
        if place.level == Level.CITY and (place.name in spoken or "直辖" in place.form):
            continue
        spoken.append(place.name)
    return "".join(spoken)


def name_on(place: Place, on: date) -> str:
    """What a place was called on a day."""
    later = Succession.objects.filter(kind="renamed", before=place, after=place, on__gt=on)
    first = later.order_by("on", "pk").first()
    return first.former_name if first else place.name


# --- many places ----------------------------------------------------------------------------------


def parts_of(place: Place, on: date) -> PlaceQuerySet:
    """What lies directly below a place on a day."""
    return Place.objects.filter(parent=place).on(on).order_by("number")


def districts(on: date) -> PlaceQuerySet:
    """The city's districts on a day, and what is governed like one; together they are the city."""
    return Place.objects.within(city()).on(on).filter(level=Level.DISTRICT).order_by("number")


def standard_districts(on: date) -> PlaceQuerySet:
    """The city's districts by GB/T 2260 on a day."""
    return districts(on).exclude(number__in=[unit.number for unit in governed_apart()])


def counts(on: date, within: Place | None = None) -> Counts:
    """How many districts, streets and communities the city, or a place in it, has on a day."""
    apart = [unit.number for unit in governed_apart()]
    found = (
        Place.objects.within(within or city())
        .on(on)
        .aggregate(
            districts=Count("pk", filter=Q(level=Level.DISTRICT) & ~Q(number__in=apart)),
            governed_apart=Count("pk", filter=Q(number__in=apart)),
            streets=Count("pk", filter=Q(level=Level.STREET)),
            communities=Count("pk", filter=Q(level=Level.COMMUNITY)),
        )
    )
    return Counts(**found)


def search(text: str, *, on: date, within: Place | None = None, limit: int = 20) -> list[Place]:
    """Places whose name, pinyin or initials begin or go on as typed; earlier words say where.

    `昌平 回龙观`, `huilongguan` and `hlg` all find Huilongguan.
    """
    words = text.split()
    if not words:
        return []
    places = Place.objects.within(within or city()).on(on)
    for word in words[:-1]:
        areas = places.filter(_matching(word), level__lt=Level.COMMUNITY)[:MOST_AREAS]
        inside = Q(pk__in=[])
        for area in areas:
            inside |= Q(number__gt=area.number, number__lte=area.last)
        places = places.filter(inside)
    word = words[-1]
    nearness = Case(
        When(Q(name=word) | Q(pinyin=word.lower()), then=0),
        When(Q(name__startswith=word) | Q(initials=word.lower()), then=1),
        When(Q(name__contains=word), then=2),
        default=Value(3),
        output_field=IntegerField(),
    )
    return list(places.filter(_matching(word)).order_by(nearness, "level", "number")[:limit])


def _matching(word: str) -> Q:
    letters = word.lower()
    if letters.isascii() and letters.isalpha():
        return Q(pinyin__startswith=letters) | Q(initials__startswith=letters)
    return Q(name__contains=word)


# --- what became of a place -----------------------------------------------------------------------


def standing_for(number: int, on: date, since: date | None = None) -> list[Place]:
    """The places that stand, on a day, for a number that was written down earlier.

    One place after a merger, a move or a new name: whoever lived there can be re-addressed. Several
    after a split: only an address can tell. `since` is the day on which the number was written
    down; it lets a place that lasts although parts were split off answer with those parts too.
    """
    place = by_number(number)
    return sorted(_standing(place, on, since, set()), key=lambda found: found.number)


def _standing(place: Place, on: date, since: date | None, seen: set[int]) -> list[Place]:
    if place.number in seen:
        return []
    seen.add(place.number)
    lasts = place.days.upper is None or on < place.days.upper
    later = Q(on__gt=since) if since else Q(pk__in=[])
    if not lasts:
        later |= Q(on=place.days.upper)  # what it became at its end, whenever it was written down
    found = [place] if lasts else []
    steps = place.successions.filter(later, on__lte=on).exclude(after=place)
    for step in steps.select_related("after").order_by("on", "after"):
        found += _standing(step.after, on, step.on - timedelta(days=1), seen)
    return found


def replaced_since(since: date, on: date) -> dict[int, list[Place]]:
    """Every number that no longer says everything, and what stands for it: a list for re-homing."""
    steps = Succession.objects.filter(on__gt=since, on__lte=on)
    numbers = steps.exclude(before=F("after")).values_list("before_id", flat=True)
    return {number: standing_for(number, on, since) for number in sorted(set(numbers))}


# --- addresses ------------------------------------------------------------------------------------


def address_book(on: date) -> AddressBook:
    """The city's address book of a day; kept until a place changes."""
    return _kept(on, *_state())


def from_address(text: str, on: date) -> Place | None:
    """The one place that a free-text address surely names, as deep as it does; else nothing."""
    return address_book(on).find(text).place


def address_candidates(text: str, on: date) -> tuple[Place, ...]:
    """The places that an address may mean when it does not surely name one, or may go on to."""
    return address_book(on).find(text).candidates


def _state() -> tuple[int, ...]:
    """Numbers that change whenever a place of the city is added, ended, moved or renamed."""
    here = city()
    places = Place.objects.within(here).aggregate(
        count=Count("pk"), numbers=Sum("pk"), names=Sum(Func(F("name"), function="hashtext"))
    )
    changed = Succession.objects.aggregate(last=Max("pk"))["last"]
    return (here.number, places["count"], int(places["numbers"]), places["names"], changed or 0)


@lru_cache(maxsize=2)
def _kept(on: date, *_state: int) -> AddressBook:
    return AddressBook(on)
