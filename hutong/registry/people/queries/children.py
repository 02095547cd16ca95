"""Lists and search, made for millions of rows behind a row policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from hutong.foundation.access.guard import HIGH, LOW
from hutong.foundation.kernel.names import SearchText
from hutong.foundation.places.models import Place
from hutong.registry.people.models import Child

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE = 50
# A street's numbers span a thousand, a district's a million.
NARROW = 100_000
# Beyond this nobody counts on a page; the statistics do.
COUNTED = 2_000


class Position(NamedTuple):
    """Where a page ends: the next one begins after this child."""

    pinyin: str
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
    children = children_of(place, gone_too=gone_too)
    if after is not None:
        children = children.filter(
            Q(pinyin__gt=after.pinyin) | Q(pinyin=after.pinyin, pk__gt=after.child),
            pinyin__gte=after.pinyin,
        )
    question, parameters = children.order_by().values("id", "pinyin").query.sql_with_params()
    # Of a wide place the first page is found by walking the names in order. Of a narrow one that
    # walk would pass nearly everybody else's child: its few children are gathered first.
    fence = "offset 0" if _is_narrow(place) else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select id from ({question} {fence}) asked order by pinyin, id limit %s",  # noqa: S608 - Django's own text
            [*parameters, limit + 1],
        )
        keys = [key for (key,) in cursor.fetchall()]
    rows = _in_order(keys[:limit])
    end = Position(rows[-1].pinyin, rows[-1].pk) if len(keys) > limit else None
    return Page(rows, end)


def how_many(place: Place | None = None, *, at_most: int = COUNTED) -> int:
    """How many children a place has, counted no further than a page needs to say."""
    return len(children_of(place).values_list("pk")[:at_most])


def search(text: str, *, limit: int = 20) -> Found:
    """The children whom a text may mean: characters, pinyin, initials, ID tail, child number.

    Names that begin with the text come before those that hold it, and those before other names.
    """
    meant = SearchText.of(text)
    with connection.cursor() as cursor:
        cursor.execute(
            "select child from people_search(%s, %s, %s, %s)",
            [meant.characters, meant.pinyin, meant.id_tail, limit + 1],
        )
        keys = [key for (key,) in cursor.fetchall()]
    return Found(_in_order(keys[:limit]), more=len(keys) > limit)


def _in_order(keys: Sequence[UUID]) -> list[Child]:
    """The children with these keys, with their places, in the order of the keys."""
    rows = Child.objects.filter(pk__in=keys).select_related("residence", "hukou").in_bulk()
    return [rows[key] for key in keys if key in rows]


def _is_narrow(place: Place | None) -> bool:
    """Whether what is asked of is less than a district, by the place or by the asker's scope."""
    if place is not None and place.last - place.number < NARROW:
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"select coalesce({HIGH} - {LOW} < %s, true)", [NARROW])
        return bool(cursor.fetchone()[0])
