"""Many places at once: worked out here, copied into the database, compared there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import NamedTuple

from django.db import OperationalError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.backends.utils import CursorWrapper
from psycopg.errors import LockNotAvailable

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places._divisions import Division, ended, middle_node
from hutong.foundation.places._naming import form_of, reader
from hutong.foundation.places._numbers import enclosing, last_of, level_of
from hutong.foundation.places.models import Level, Place, Succession
from hutong.foundation.places.queries import name_on

COLUMNS = "number, last, code, name, pinyin, initials, level, form, parent_id, days"
CHUNK = 5_000  # lines sent at a time
NAMED_AT_MOST = 5  # how many faults one sentence names


class NotATree(Refused):
    """A list whose places do not fit together."""


class TreeInUse(Refused):
    """Somebody else is loading or changing the tree at this moment."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a list changed: places added and renamed, and what it says otherwise than we know."""

    added: int
    renamed: int
    unchanged: int
    contradicted: tuple[int, ...]  # a later change was recorded here: the list is older than we are
    absent: int  # places that exist on the list's day inside its area and that it does not name


class _Known(NamedTuple):
    """What is recorded of a place before a list is loaded."""

    name: str
    parent: int | None
    first: date | None
    end: date | None


@transaction.atomic
def load(*, rows: Iterable[Division], on: date, source: str) -> Loaded:
    """Add what a list names and nobody knew, rename what it names otherwise; nothing is removed."""
    divisions = _each_once(rows)
    take_the_tree()
    with connection.cursor() as cursor:
        known = {
            number: _Known(name, parent, days.lower, days.upper)
            for number, name, parent, days in Place.objects.values_list(
                "number", "name", "parent_id", "days"
            ).iterator()
        }
        parents = _parents(divisions, known)
        new = {number: row for number, row in divisions.items() if number not in known}
        _copy(cursor, _lines(new, parents, _founded_below(known), on))
    renamed, contradicted = _compare(divisions, known, on, source)
    return Loaded(
        added=len(new),
        renamed=renamed,
        unchanged=len(divisions) - len(new) - renamed - len(contradicted),
        contradicted=tuple(contradicted),
        absent=_absent(divisions, parents, known, on),
    )


def take_the_tree() -> None:
    """Let nobody else change the tree until this act ends; two at a time would miss each other."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("lock table places_place in share row exclusive mode")
    except OperationalError as fault:
        if not isinstance(fault.__cause__, LockNotAvailable):
            raise
        raise TreeInUse(
            Finding(
                Text(
                    "另一个人正在导入或变更区划，这次什么也没有改。请等它做完再试。",
                    "Somebody else is importing or changing places; nothing was changed now."
                    " Wait until that is done, and try again.",
                )
            )
        ) from fault


def _each_once(rows: Iterable[Division]) -> dict[int, Division]:
    """The list by number; the first entry stands where a city is its own only district."""
    divisions: dict[int, Division] = {}
    for row in rows:
        if not row.name.strip() or not 0 < row.number < 10**12:
            raise NotATree(
                Finding(
                    Text(
                        f"编号 {row.number} 的名称“{row.name}”不能用。",
                        f"The place {row.number} cannot be called {row.name!r}.",
                    )
                )
            )
        if row.number not in divisions:
            divisions[row.number] = row._replace(name=_plain(row.name))
    for number, row in divisions.items():
        around = divisions.get(next(enclosing(number), 0))
        if around and middle_node(row.name, level_of(number)):
            divisions[number] = row._replace(name=around.name)  # 北京市 rather than 市辖区
    return divisions


def _plain(name: str) -> str:
    """A name without line breaks and without the sign that the copy format uses for them."""
    return (
        name
        if name.isprintable() and "\\" not in name
        else " ".join(name.split()).replace("\\", "")
    )


def _parents(divisions: dict[int, Division], known: dict[int, _Known]) -> dict[int, int | None]:
    """In what each place lies: the nearest around it that the list names or that we know."""
    parents = {
        number: next(
            (around for around in enclosing(number) if around in divisions or around in known), None
        )
        for number in divisions
    }
    orphans = [
        division
        for number, division in divisions.items()
        if parents[number] is None and level_of(number) != Level.PROVINCE
    ]
    if orphans:
        named = "、".join(f"{place.name}（{place.number}）" for place in orphans[:NAMED_AT_MOST])
        raise NotATree(
            Finding(
                Text(
                    f"有 {len(orphans)} 处没有上级区划：{named}。",
                    f"{len(orphans)} places lie in no other: {named}.",
                )
            )
        )
    return parents


def _founded_below(known: dict[int, _Known]) -> set[int | None]:
    """Where a place that is new on a list was founded: below one whose parts we know.

    Below a parent without known parts it was always there, as far as anybody here can tell.
    """
    return {place.parent for place in known.values()} - {None}


def _copy(cursor: CursorWrapper, lines: Iterable[str]) -> None:
    with cursor.copy(f"copy places_place ({COLUMNS}) from stdin") as copy:
        for chunk in iter(partial(_some, iter(lines)), ""):
            copy.write(chunk)


def _some(lines: Iterator[str]) -> str:
    return "".join(islice(lines, CHUNK))


def _lines(
    new: dict[int, Division],
    parents: dict[int, int | None],
    founded_below: set[int | None],
    on: date,
) -> Iterator[str]:
    """The places as the database takes them in bulk, with tabs between."""
    reading = reader()
    for number, division in new.items():
        level, parent = level_of(number), parents[number]
        sound = reading(division.name, level)
        form = form_of(division.name, level, number)
        above = "\\N" if parent is None else str(parent)
        first = on.isoformat() if parent in founded_below else ""
        yield (
            f"{number}\t{last_of(number)}\t{division.code}\t{division.name}\t{sound.pinyin}"
            f"\t{sound.initials}\t{level:d}\t{form}\t{above}\t[{first},)\n"
        )


def _compare(
    divisions: dict[int, Division], known: dict[int, _Known], on: date, source: str
) -> tuple[int, list[int]]:
    """Take over new names; where we know of a later change, the list is only reported."""
    renamed, contradicted = 0, []
    reading = reader()
    for number, division in divisions.items():
        before = known.get(number)
        if before is None or (before.name == division.name and not _over(before, on)):
            continue
        place = Place.objects.get(pk=number)
        if not _over(before, on) and name_on(place, on) == division.name:
            continue
        if before.end or place.successions.filter(on__gte=on).exists():
            contradicted.append(number)
            continue
        Succession.objects.create(
            kind="renamed",
            before=place,
            after=place,
            on=on,
            former_name=place.name,
            recorded_by=source,
        )
        place.name = division.name
        place.pinyin, place.initials = reading(place.name, place.level)
        place.form = form_of(place.name, Level(place.level), number)
        place.save(update_fields=["name", "pinyin", "initials", "form"])
        renamed += 1
    return renamed, contradicted


def _over(place: _Known, on: date) -> bool:
    return place.end is not None and place.end <= on


def _absent(
    divisions: dict[int, Division],
    parents: dict[int, int | None],
    known: dict[int, _Known],
    on: date,
) -> int:
    """How many places we hold that a list of their area should name and does not."""
    roots = [number for number, parent in parents.items() if parent not in divisions]
    areas = [(number, last_of(number)) for number in roots]
    return sum(
        number not in divisions
        and not _over(place, on)
        and (place.first is None or place.first <= on)
        and any(low <= number <= high for low, high in areas)
        for number, place in known.items()
    )


def record_ends() -> None:
    """Record the districts that ended before the list was made, where what they became is known."""
    reading = reader()
    for end in ended():
        successor = Place.objects.filter(pk=end.became).first()
        if successor is None or Place.objects.filter(pk=end.number).exists():
            continue
        level = level_of(end.number)
        sound = reading(end.name, level)
        place = Place.objects.create(
            number=end.number,
            last=last_of(end.number),
            code=end.code,
            name=end.name,
            pinyin=sound.pinyin,
            initials=sound.initials,
            level=level,
            form=form_of(end.name, level, end.number),
            parent_id=successor.parent_id,
            days=DateRange(None, end.until),
        )
        if end.kind == "renamed":
            successor.days = DateRange(end.until, None)
            successor.save(update_fields=["days"])
        Succession.objects.create(
            kind=end.kind, before=place, after=successor, on=end.until, paper=end.paper
        )
