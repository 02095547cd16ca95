"""Lists and search, made for millions of rows behind a row policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from hutong.foundation.access.guard import HIGH, LOW
from hutong.foundation.kernel.identity import could_be_whole, id_tail
from hutong.foundation.kernel.names import SearchText
from hutong.foundation.places.models import Place
from hutong.foundation.secrecy.fields import blind_of
from hutong.registry.people.models import Child

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE = 50
# A street's numbers span a thousand, a district's a million.
NARROW = 100_000
# Beyond this nobody counts on a page; the statistics do. So many are counted within a tenth of a
# second (benchmarks/lists.py).
COUNTED = 100_000
# One in eleven thousand children has a number that ends like another's.
CANDIDATES = 2_000


class Position(NamedTuple):
    """Where a page ends: the next one begins after this child."""

    reading: str
    child: UUID


@dataclass(frozen=True, slots=True)
class Page:
    """Some children in the order of their pinyin, and where the next page begins."""

    children: list[Child]
    next: Position | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; `more` says that there are others."""

    children: list[Child]
    more: bool


def children_of(place: Place | None = None, *, gone_too: bool = False) -> "QuerySet[Child]":
    """The children who live or are registered in a place, or in the whole scope."""
    children = Child.objects.all()
    if place is not None:
        inside = (place.number, place.last)
        children = children.filter(
            Q(residence__number__range=inside) | Q(hukou__number__range=inside)
        )
    if not gone_too:
        children = children.filter(died_on__isnull=True, left_on__isnull=True)
    return children


def list_children(
    *,
    place: Place | None = None,
    after: Position | None = None,
    limit: int = PAGE,
    gone_too: bool = False,
) -> Page:
    """One page of the children of a place by pinyin; each page costs the same, however far on."""
    found = [
        _further_on(children, after).values_list("reading", "id")
        for children in _gathered(place, gone_too=gone_too)
    ]
    ordered = found[0].union(*found[1:]) if len(found) > 1 else found[0]
    keys = list(ordered.order_by("reading", "id")[: limit + 1])
    end = Position(*keys[limit - 1]) if len(keys) > limit else None
    return Page(_in_order([key for _, key in keys[:limit]]), end)


def how_many(place: Place | None = None, *, at_most: int = COUNTED) -> int:
    """How many children a place has, counted no further than a page needs to say.

    Those who live there are counted in one index, and those only registered there in another.
    """
    scope = _scope()
    if scope is None:
        return children_of(place).filter(pk__in=_given()).values_list("pk")[:at_most].count()
    inside = scope if place is None else (place.number, place.last)
    children = children_of()
    live_there = Q(residence__number__range=inside)
    found = children.filter(live_there).union(
        children.filter(~live_there, hukou__number__range=inside), all=True
    )
    return found.values_list("pk")[:at_most].count()


def search(text: str, *, limit: int = 20) -> Found:
    """The children whom a text may mean: characters, pinyin, initials, ID tail, child number.

    Names that begin with the text come before those that hold it, and those before other names.
    """
    meant = SearchText.of(text)
    digits = meant.id_tail
    # The database knows whole numbers and their last four characters; what lies between is ours.
    longer = len(digits) > len(id_tail(digits))
    with connection.cursor() as cursor:
        cursor.execute(
            "select child from people_search(%s, %s, %s, %s, %s, %s)",
            [
                meant.characters,
                meant.pinyin,
                "" if could_be_whole(digits) else digits,
                blind_of(Child, "id_number_index", digits),
                blind_of(Child, "id_tail_index", digits),
                CANDIDATES if longer else limit + 1,
            ],
        )
        keys = [key for (key,) in cursor.fetchall()]
    if longer:
        keys = [one.pk for one in _in_order(keys) if _ends_with(one, digits)]
    return Found(_in_order(keys[:limit]), more=len(keys) > limit)


def _ends_with(child: Child, digits: str) -> bool:
    return child.child_no.endswith(digits) or (child.id_number or "").endswith(digits)


def _gathered(place: Place | None, *, gone_too: bool = False) -> "list[QuerySet[Child]]":
    """The children of a place in one query, or of a narrow place in two that are to be joined.

    In a wide place the names are walked in their order. That walk would pass nearly everybody
    else's child before it had a page of a street, so there the few children are gathered first:
    those who live there from one index, those registered there from another. Whoever answers for no
    area has the children whose files were given to them.
    """
    children, scope = children_of(place, gone_too=gone_too), _scope()
    if scope is None:
        return [children.filter(pk__in=_given())]
    inside = _narrow(place, scope)
    if inside is None:
        return [children]
    return [
        children.filter(residence__number__range=inside),
        children.filter(hukou__number__range=inside),
    ]


def _narrow(place: Place | None, scope: tuple[int, int]) -> tuple[int, int] | None:
    """The numbers of what is asked of, if that is less than a district; the scope's own else."""
    if place is not None and place.last - place.number < NARROW:
        return place.number, place.last
    return None if scope[1] - scope[0] >= NARROW else scope


def _scope() -> tuple[int, int] | None:
    """The numbers of the places that whoever is acting answers for."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {LOW}, {HIGH}")
        low, high = cursor.fetchone()
    return None if low is None or high is None else (low, high)


def _given() -> list[UUID]:
    """The files given to whoever is acting, or to their unit."""
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(access_assigned(), '{}')")
        found: list[UUID] = cursor.fetchone()[0]
    return found


def _further_on(children: "QuerySet[Child]", after: Position | None) -> "QuerySet[Child]":
    if after is None:
        return children
    return children.filter(
        Q(reading__gt=after.reading) | Q(reading=after.reading, pk__gt=after.child),
        reading__gte=after.reading,
    )


def _in_order(keys: Sequence[UUID]) -> list[Child]:
    """The children with these keys, with their places, in the order of the keys."""
    rows = Child.objects.filter(pk__in=keys).select_related("residence", "hukou").in_bulk()
    return [rows[key] for key in keys if key in rows]
