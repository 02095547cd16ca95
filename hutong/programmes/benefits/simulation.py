"""What a changed law would cost, and whom it would touch: tried on the register, written nowhere.

Everybody on the register of a place is judged on one day by the law as it is and by the law as it
would be, both with the figures of the day the change begins. Who is paid what is the same question
to the law on both sides; whether a family has applied is none. Counts of few children are kept
back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from hutong.foundation.access import Officer
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.small_cells import (
    KEPT_BACK,
    Cell,
    Hiding,
    count_cell,
    hiding,
    is_small,
    total_cell,
)
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import by_code, parts_of
from hutong.foundation.policy import Dated, Pack
from hutong.foundation.policy.changes import (
    AlsoCounts,
    Change,
    NewAnswers,
    NewFigure,
    NoSuchRule,
    NotAChange,
    Told,
    Without,
    asked_in,
    benefit_of,
    category_of,
    changed,
    condition_of,
    figure_of,
    figures_counting,
    read_amount,
    read_answers,
    told,
)
from hutong.programmes.benefits._comparing import (
    Asked,
    Counted,
    UnreadableSnapshot,
    compare,
    compare_snapshot,
    paid_here,
    reading_only,
)
from hutong.programmes.benefits._duties import SIMULATES, NotYourDuty, require
from hutong.programmes.benefits._law import law

__all__ = [
    "AGES",
    "SMALLEST",
    "Cell",
    "Change",
    "NoSuchRule",
    "NotAChange",
    "NotThatPlace",
    "Report",
    "Row",
    "Told",
    "UnreadableSnapshot",
    "changes_named",
    "reading_only",
    "simulate",
    "why_not_simulate",
]

SMALLEST: Final = 5  # fewer children than this are not told
CODE: Final = 12  # digits of a place's code, at most
AGES: Final = (3, 6, 12, 16, 18)  # the first age of each band after the first
Places = Callable[[Counted], Sequence[int | None]]  # the rows in which children are counted
NO_CLASS = Text("不属于任何类别", "in no class")
NO_PART = Text("本级", "the place itself")
NO_AGE = Text("年龄不详", "age not known")


class NotThatPlace(Refused):
    """The place is not the officer's to ask about."""


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the place, one class or one band of ages; sums are yuan a month."""

    code: str
    label: Text
    gainers: Cell
    losers: Cell
    waiting: Cell
    before: Cell
    after: Cell
    difference: Cell

    @property
    def sums(self) -> tuple[Cell, ...]:
        """The cells that are money, in the order of the table."""
        return (self.before, self.after, self.difference)


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole place. Of the gainers some enter, of the losers some leave."""

    gainers: Cell
    losers: Cell
    entering: Cell
    leaving: Cell
    waiting: Cell
    before: Cell
    after: Cell
    difference: Cell


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure nobody has confirmed yet, on which the sums rest."""

    figure: Text
    value: Text
    note: Text | None


@dataclass(frozen=True, slots=True)
class Report:
    """What a changed law would come to, as it may be told."""

    place: Place
    on: date
    since: date
    children: int
    changes: tuple[Told, ...]
    totals: Totals
    parts: tuple[Row, ...]
    classes: tuple[Row, ...]
    ages: tuple[Row, ...]
    doubts: tuple[Doubt, ...]

    def as_json(self) -> dict[str, object]:
        """The report for programs; what is kept back is given as its sign."""
        return {
            "place": self.place.number,
            "place_name": self.place.name,
            "on": self.on.isoformat(),
            "from": str(Month.of(self.since)),
            "children": self.children,
            "changes": [
                {
                    "what": one.what._asdict(),
                    "before": one.before._asdict(),
                    "after": one.after._asdict(),
                    "law": str(one.law or ""),
                    "benefits": [benefit.code for benefit in one.benefits],
                }
                for one in self.changes
            ],
            "totals": _cells(self.totals, Totals.__slots__),
            "parts": [_as_json(row) for row in self.parts],
            "classes": [_as_json(row) for row in self.classes],
            "ages": [_as_json(row) for row in self.ages],
            "unconfirmed": [
                {"figure": one.figure._asdict(), "value": one.value._asdict()}
                for one in self.doubts
            ],
        }


FIGURES = ("gainers", "losers", "waiting", "before", "after", "difference")


def _cells(row: Row | Totals, names: Sequence[str]) -> dict[str, object]:
    return {name: _cell(getattr(row, name)) for name in names}


def _cell(cell: Cell) -> int | str:
    """A count as a number; a sum as a text, to the fen; what is kept back as its sign."""
    return cell.figure if isinstance(cell.figure, int) else str(cell)


def _as_json(row: Row) -> dict[str, object]:
    return {"code": row.code, "label": row.label._asdict(), **_cells(row, FIGURES)}


def place_coded(code: str, *, by: Officer, on: date) -> Place:
    """The place of a code of 2 to 12 digits or of a number; without one, that of the post."""
    if not code:
        return Place.objects.get(pk=by.place_number)
    found = None
    if code.isdecimal() and len(code) <= CODE:
        found = by_code(code, on) or Place.objects.filter(pk=int(code)).first()
    if found is None or not by.answers_for(found.number):
        raise NotThatPlace(
            Finding(
                Text(
                    "您负责的范围内没有代码为“{code}”的地方。",
                    "No place that your post covers has the code “{code}”.",
                ).filled(code=code[:20]),
                field="place",
            )
        )
    return found


def simulate(
    *,
    changes: Sequence[Change],
    since: Month,
    place: Place,
    snapshot: Path | None = None,
    by: Officer,
    on: date,
) -> Report:
    """What a law changed from a month on would come to for everybody of a place, as known today.

    With a `snapshot`, a Parquet file with a row for each child, that is judged instead of the
    register.
    """
    require(by, SIMULATES)
    if not (by.answers_for(place.number) and by.answers_for(place.last)):
        raise NotThatPlace(
            Finding(
                Text(
                    "您不负责{place}的全部范围。", "Your post does not cover all of {place}."
                ).filled(place=place.name),
                field="place",
            )
        )
    before, after = law(), changed_law(changes, since=since, on=on)
    parts = list(parts_of(place, on))
    asked = Asked(
        low=place.number,
        high=place.last,
        on=on,
        values_on=values_day(since, on),
        parts=[(one.number, one.last) for one in parts],
        ages=AGES,
    )
    counted = (
        compare(before, after, asked)
        if snapshot is None
        else compare_snapshot(before, after, asked, snapshot)
    )
    names: dict[int | None, Text] = {one.number: Text(one.name, one.name) for one in parts}
    return Report(
        place=place,
        on=on,
        since=since.first_day,
        children=sum(one.children for one in counted),
        changes=tuple(told(before, one, since=asked.values_on, known_on=on) for one in changes),
        totals=totals_of(counted),
        parts=rows_of(counted, names | {None: NO_PART}, lambda one: [one.part]),
        classes=rows_of(counted, _class_names(before), _classes_of(before)),
        ages=rows_of(counted, _age_names(), lambda one: [one.band]),
        doubts=_doubts(before, changes, asked.values_on, on),
    )


def why_not_simulate(by: Officer) -> NotYourDuty | None:
    """Why an officer may not try a change of the law; nothing if they may."""
    try:
        require(by, SIMULATES)
    except NotYourDuty as refusal:
        return refusal
    return None


def changed_law(changes: Sequence[Change], *, since: Month, on: date) -> Pack:
    """The law in force with these changes in it from a month on; without any, as it is."""
    return changed(law(), changes, since=since.first_day, known_on=on) if changes else law()


def values_day(since: Month, on: date) -> date:
    """The day whose figures count: the first of the change, or the day itself when that is past."""
    return max(since.first_day, on)


# --- changes as they are written ------------------------------------------------------------------


def changes_named(
    *,
    to_set: Mapping[str, object],
    to_drop: Iterable[str] = (),
    to_add: Mapping[str, str] | None = None,
    since: Month,
    on: date,
) -> list[Change]:
    """The changes that people write by codes, each checked against the law.

    `to_set`: `orphan-rate` or `BENEFIT.orphan-rate` to a sum, a number or a share, where an ending
    that fits one figure alone is enough (`living-allowance.rate`); `BENEFIT.CONDITION.FACT` (with
    `#2` for the second place) to other answers. `to_drop`: `BENEFIT.CONDITION`. `to_add`:
    `BENEFIT.CONDITION` to the class of children that meets it as well.
    """
    found: list[Change] = [_to_set(one, raw, since, on) for one, raw in to_set.items()]
    found += [Without(*_of_condition(one)) for one in to_drop]
    found += [
        AlsoCounts(*_of_condition(one), category_of(law(), name).code)
        for one, name in (to_add or {}).items()
    ]
    if not found:
        raise NotAChange(Finding(Text("请说明要改什么。", "Say what is to be changed.")))
    return found


def _to_set(named: str, raw: object, since: Month, on: date) -> Change:
    benefit, _, rest = named.strip().rpartition(".")
    if "." in benefit:
        code, _, condition = benefit.partition(".")
        name, _, place = rest.partition("#")
        stated = condition_of(benefit_of(law(), code), condition)
        facts = {fact.name: fact for fact, _ in asked_in(stated)}
        if place and not place.isdecimal():
            raise NotAChange(
                Finding(Text("“#”后面要写数字。", "A number is written after “#”."), field=named)
            )
        answers = read_answers(facts[name], raw) if name in facts else ()
        return NewAnswers(code, condition, name, answers, int(place) if place else None)
    figure = _figure(benefit, rest, values_day(since, on), on)
    return NewFigure(figure.code, read_amount(figure, raw), within=benefit)


def _figure(scope: str, name: str, values_on: date, on: date) -> Dated:
    """The figure of a code, or the only one that counts within a scope and ends like this."""
    chosen = [one for one in law().benefits if scope and scope in {one.code, one.account}]
    rules = [rule for one in chosen for rule in one.rules]
    ending = {
        one.code: one
        for one in figures_counting(rules, on=values_on, known_on=on)
        if one.code.endswith(f"-{name}")
    }
    return next(iter(ending.values())) if len(ending) == 1 else figure_of(law(), name)


def _of_condition(named: str) -> tuple[str, str]:
    benefit, dot, condition = named.strip().partition(".")
    if not dot:
        raise NotAChange(
            Finding(
                Text(
                    "条件写作“待遇代码.条件代码”，不是“{named}”。",
                    "A condition is written BENEFIT.CONDITION, not “{named}”.",
                ).filled(named=named[:60]),
                field=named,
            )
        )
    return benefit, condition_of(benefit_of(law(), benefit), condition).code


# --- what may be told -----------------------------------------------------------------------------


@dataclass(slots=True)
class Sums:
    """What several counts come to together."""

    gainers: int = 0
    losers: int = 0
    entering: int = 0
    leaving: int = 0
    waiting: int = 0
    drawing_before: int = 0
    drawing_after: int = 0
    before: Decimal = Decimal("0.00")
    after: Decimal = Decimal("0.00")

    def add(self, one: Counted) -> None:
        """Count these children in."""
        self.gainers += one.gainers
        self.losers += one.losers
        self.entering += one.entering
        self.leaving += one.leaving
        self.waiting += one.waiting
        self.drawing_before += one.drawing_before
        self.drawing_after += one.drawing_after
        self.before += one.before
        self.after += one.after


def sums_of(counted: Iterable[Counted]) -> Sums:
    """The whole of it, nothing kept back."""
    sums = Sums()
    for one in counted:
        sums.add(one)
    return sums


def totals_of(counted: Iterable[Counted]) -> Totals:
    """The whole place as it may be told."""
    sums = sums_of(counted)
    few = [is_small(one, SMALLEST) for one in (sums.gainers, sums.losers)]
    told_before = not is_small(sums.drawing_before, SMALLEST)
    told_after = not (any(few) or is_small(sums.drawing_after, SMALLEST))
    return Totals(
        gainers=total_cell(sums.gainers, SMALLEST),
        losers=total_cell(sums.losers, SMALLEST),
        entering=_of_these(sums.entering, sums.gainers),
        leaving=_of_these(sums.leaving, sums.losers),
        waiting=total_cell(sums.waiting, SMALLEST),
        before=_sum(sums.before, told=told_before),
        after=_sum(sums.after, told=told_after),
        difference=_sum(sums.after - sums.before, told=told_before and told_after),
    )


def rows_of(
    counted: Iterable[Counted], names: Mapping[int | None, Text], places: Places
) -> tuple[Row, ...]:
    """A row for each name that anybody belongs to, with what may be told of it."""
    groups = {name: Sums() for name in names}
    for one in counted:
        for name in places(one):
            groups[name].add(one)
    listed = [(name, groups[name]) for name in names if groups[name] != Sums()]
    paid = hiding([[getattr(sums, name) for _, sums in listed] for name in _PAID], SMALLEST)
    waiting = hiding([[sums.waiting for _, sums in listed]], SMALLEST)
    return tuple(
        _row(str(name or ""), names[name], sums, row, (paid, waiting))
        for row, (name, sums) in enumerate(listed)
    )


# Where nobody gains or loses, the sum after gives away the sum before; so these go together.
_PAID = ("gainers", "losers", "drawing_before", "drawing_after")


def _row(code: str, label: Text, sums: Sums, row: int, hidden: tuple[Hiding, Hiding]) -> Row:
    paid, waiting = hidden
    told = not paid.hides(row)
    return Row(
        code,
        label,
        gainers=count_cell(sums.gainers, SMALLEST, row=row, hidden=paid),
        losers=count_cell(sums.losers, SMALLEST, row=row, hidden=paid),
        waiting=count_cell(sums.waiting, SMALLEST, row=row, hidden=waiting),
        before=_sum(sums.before, told=told),
        after=_sum(sums.after, told=told),
        difference=_sum(sums.after - sums.before, told=told),
    )


def _of_these(some: int, all_of_them: int) -> Cell:
    """A part of a number that is told itself, so that neither it nor the rest points at few."""
    if is_small(some, SMALLEST):
        return total_cell(some, SMALLEST)
    few = is_small(all_of_them - some, SMALLEST) or is_small(all_of_them, SMALLEST)
    return Cell(None, KEPT_BACK) if few and some else Cell(some)


def _sum(amount: Decimal, *, told: bool) -> Cell:
    return Cell(amount) if told else Cell(None, KEPT_BACK)


def _class_names(pack: Pack) -> dict[int | None, Text]:
    names: dict[int | None, Text] = {
        place: category.label for place, category in enumerate(pack.categories)
    }
    return names | {None: NO_CLASS}


def _classes_of(pack: Pack) -> Places:
    places = range(len(pack.categories))
    return lambda one: [place for place in places if one.classes >> place & 1] or [None]


def _age_names() -> dict[int | None, Text]:
    starts = (0, *AGES)
    names: dict[int | None, Text] = {
        place: Text(f"{first}至{end - 1}岁", f"{first} to {end - 1}")
        for place, (first, end) in enumerate(zip(starts, AGES, strict=False))
    }
    last = AGES[-1]
    return names | {len(AGES): Text(f"{last}岁以上", f"{last} and over"), None: NO_AGE}


def _doubts(
    before: Pack, changes: Sequence[Change], values_on: date, on: date
) -> tuple[Doubt, ...]:
    """The figures that count and were never confirmed, without those that are changed anyway."""
    altered = {one.figure for one in changes if isinstance(one, NewFigure)}
    rules = [rule for one in paid_here(before) for rule in one.rules]
    found = []
    for figure in figures_counting(rules, on=values_on, known_on=on):
        value = figure.in_force(values_on, on)
        if value is not None and not value.confirmed and figure.code not in altered:
            found.append(Doubt(figure.label, figure.said(value.amount), value.note))
    return tuple(found)
