"""Official tables: numbered columns, what they must add up to, a legend and who signs.

A table states its arithmetic (勾稽关系) as data, as the form prints it: `1=2+5+8=11..18` says that
three sums of columns are equal. Every row and the total are held to it, and the total to
the sum of the rows. A table that breaks a check is not written; the refusal names the row, the
columns and both sums. A sum with an empty cell says nothing: what is not known breaks no check and
passes none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from hutong.foundation.exchange.writing import Column, Page, Shape, Value, write_workbook_xlsx
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

Amount = int | Decimal

_TERM = re.compile(r"[1-9]\d*(?:\.\.[1-9]\d*)?(?:\+[1-9]\d*(?:\.\.[1-9]\d*)?)*")
_BLANK_LINE = "＿＿＿＿＿＿"
_TOTAL = "合计"
_STUBS = ("甲", "乙", "丙", "丁")
_MOST_FINDINGS = 20


class NotACheck(ValueError):  # noqa: N818 - read as a sentence, like every refusal here
    """A text that states no sums of columns."""


class BrokenCheck(Refused):
    """The table does not add up, so it is not written."""


class Outcome(StrEnum):
    """What became of a check."""

    HOLDS = "holds"
    BROKEN = "broken"
    CANNOT_BE_TOLD = "cannot be told"


@dataclass(frozen=True, slots=True)
class Check:
    """Sums of columns that must be equal, as the form prints them: `1=2+5+8=11..18`."""

    text: str
    sums: tuple[tuple[int, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        terms = self.text.replace(" ", "").split("=")
        if len(terms) < 2 or not all(_TERM.fullmatch(term) for term in terms):
            raise NotACheck(f"{self.text!r} is no check; write it like 1=2+5+8=11..18.")
        object.__setattr__(self, "sums", tuple(_columns_of(term) for term in terms))

    @property
    def columns(self) -> frozenset[int]:
        """Every column the check speaks of."""
        return frozenset(number for numbers in self.sums for number in numbers)

    @property
    def spoken(self) -> str:
        """As a form prints it: `1列=2列+5列+8列`."""
        return "=".join(_spoken(numbers) for numbers in self.sums)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One column of an official table: its header, the one above it, its width and shape.

    A column that is `summed` stands in the total; one that is `guarded` tells of a child what a
    page keeps back.
    """

    header: str
    width: float = 12
    shape: Shape = Shape.TEXT
    group: str = ""
    summed: bool = False
    guarded: bool = False

    @property
    def column(self) -> Column:
        """As a sheet has it."""
        return Column(self.header, self.width, self.shape, self.group)


@dataclass(frozen=True, slots=True)
class Official:
    """The shape of one official table."""

    code: str
    name: Text
    purpose: Text
    title: str
    columns: tuple[Numbered, ...]
    checks: tuple[Check, ...] = ()
    legend: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ("填报人", "复核人", "单位负责人")
    unit: str = ""
    stubs: int = 0  # how many columns stand before the first numbered one
    shows_numbers: bool = False  # whether a row of column numbers stands under the header

    def __post_init__(self) -> None:
        known = range(1, len(self.columns) - self.stubs + 1)
        for check in self.checks:
            if check.columns - set(known):
                raise NotACheck(f"{self.code} has {len(known)} columns; {check.text} asks others.")

    @property
    def numbering(self) -> list[str]:
        """The row of column numbers: 甲, 1, 2, 3 …"""
        return [*_STUBS[: self.stubs], *(str(n + 1) for n in range(len(self.columns) - self.stubs))]


@dataclass(frozen=True, slots=True)
class Unequal:
    """One place where a check does not hold: the row, both sides and what they come to."""

    row: str
    left: str
    right: str
    left_sum: Amount
    right_sum: Amount

    @property
    def finding(self) -> Finding:
        """The same as a sentence."""
        return Finding(
            Text(
                "“{row}”行：{left} 为 {left_sum}，{right} 为 {right_sum}，两者应当相等。",
                "Row “{row}”: {left} comes to {left_sum} and {right} to {right_sum}; they should"
                " be equal.",
            ).filled(
                row=self.row,
                left=self.left,
                right=self.right,
                left_sum=f"{self.left_sum:,}",
                right_sum=f"{self.right_sum:,}",
            ),
            field=self.row,
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """One check with what became of it over all rows, and where it fails."""

    spoken: str
    outcome: Outcome
    unequal: tuple[Unequal, ...] = ()


@dataclass(frozen=True)
class Filled:
    """An official table with its rows, as of some day or period of a place."""

    table: Official
    place: str
    period: str
    made_on: str
    rows: Sequence[Sequence[Value]]
    total: Sequence[Value] | None = None
    remarks: tuple[str, ...] = ()

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """Every check of the table, and that the total is the sum of its rows."""
        found = [self._judge(check) for check in self.table.checks]
        return (*found, self._judge_total()) if self.total is not None else tuple(found)

    @property
    def notes(self) -> list[str]:
        """What stands below the table; by the word it begins with, a reader knows the rows end."""
        first, *rest = (*self.table.legend, *self.remarks) or ("",)
        return [f"注：{first}", *rest] if first else []

    @property
    def holds(self) -> bool:
        """Whether no check is broken."""
        return all(one.outcome is not Outcome.BROKEN for one in self.judged)

    def _judge(self, check: Check) -> Judged:
        unequal: list[Unequal] = []
        told = 0
        for label, row in self._lines():
            numbered = row[self.table.stubs :]
            sides = [(numbers, _sum(numbered, numbers)) for numbers in check.sums]
            known = [(numbers, amount) for numbers, amount in sides if amount is not None]
            told += len(known) == len(sides)
            unequal += [
                Unequal(label, _spoken(one), _spoken(other), one_sum, other_sum)
                for (one, one_sum), (other, other_sum) in pairwise(known)
                if one_sum != other_sum
            ]
        return Judged(check.spoken, _outcome(unequal, told, len(list(self._lines()))), (*unequal,))

    def _judge_total(self) -> Judged:
        """That each column of the total is the sum of the column."""
        unequal: list[Unequal] = []
        told, asked = 0, 0
        for place, column in enumerate(self.table.columns):
            if not column.summed or self.total is None:
                continue
            if not any(_is_amount(line[place]) for _, line in self._lines()):
                continue  # nobody fills this column, so there is nothing to add up
            asked += 1
            number = place + 1 - self.table.stubs
            cells = [row[place] for row in self.rows]
            amounts = [cell for cell in cells if _is_amount(cell)]
            stated = self.total[place]
            if len(amounts) < len(cells) or not _is_amount(stated):
                continue
            told += 1
            reckoned = sum(amounts)  # type: ignore[arg-type] # amounts only, as asked above
            if reckoned != stated:
                left, right = f"{number}列合计", f"{number}列各行之和"
                unequal.append(Unequal(_TOTAL, left, right, stated, reckoned))  # type: ignore[arg-type] # as above
        return Judged("合计=各行之和", _outcome(unequal, told, asked), (*unequal,))

    def _lines(self) -> Iterator[tuple[str, Sequence[Value]]]:
        for number, row in enumerate(self.rows, 1):
            yield _label(row[: self.table.stubs]) or f"第{number}行", row
        if self.total is not None:
            yield _TOTAL, self.total


def summed(table: Official, rows: Sequence[Sequence[Value]], label_at: int = 0) -> list[Value]:
    """The total of a table by its own rows; a column with an empty cell has none."""
    total: list[Value] = [None] * len(table.columns)
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in rows]
        if column.summed and all(_is_amount(cell) for cell in cells):
            total[place] = sum(cells)  # type: ignore[arg-type] # amounts only, as asked above
    total[label_at] = _TOTAL
    return total


def refuse_broken(filled: Filled) -> None:
    """Refuse a table that does not add up, naming where."""
    broken = [place for one in filled.judged for place in one.unequal]
    if broken:
        raise BrokenCheck(*(place.finding for place in broken[:_MOST_FINDINGS]))


def write_official(filled: Filled) -> bytes:
    """The table as a workbook in its official layout, once it adds up."""
    refuse_broken(filled)
    table = filled.table
    rows = [*filled.rows]
    if table.shows_numbers:
        rows.insert(0, table.numbering)
    unit = [f"单位：{table.unit}"] if table.unit else []
    signed = "　　".join(f"{who}：{_BLANK_LINE}" for who in table.signatures)
    page = Page(
        name=table.name.zh,
        title=table.title,
        columns=[column.column for column in table.columns],
        rows=rows,
        under_title=["　　".join([f"填报单位：{filled.place}", filled.period, *unit])],
        total=filled.total,
        below=[*filled.notes, f"{signed}　　填报日期：{filled.made_on}"],
    )
    return write_workbook_xlsx([page])


def _columns_of(term: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for item in term.split("+"):
        first, _, last = item.partition("..")
        numbers += range(int(first), int(last or first) + 1)
    return tuple(numbers)


def _spoken(numbers: Sequence[int]) -> str:
    return "+".join(f"{number}列" for number in numbers)


def _is_amount(cell: Value) -> bool:
    return isinstance(cell, int | Decimal) and not isinstance(cell, bool)


def _sum(row: Sequence[Value], numbers: Sequence[int]) -> Amount | None:
    """The sum of some columns of a row; nothing where one of them is empty."""
    cells = [row[number - 1] for number in numbers]
    return sum(cells) if all(_is_amount(cell) for cell in cells) else None  # type: ignore[arg-type] # amounts only


def _label(row: Sequence[Value]) -> str:
    return " ".join(cell for cell in row if isinstance(cell, str) and cell)


def _outcome(unequal: Sequence[Unequal], told: int, asked: int) -> Outcome:
    if unequal:
        return Outcome.BROKEN
    return Outcome.HOLDS if told == asked else Outcome.CANNOT_BE_TOLD
