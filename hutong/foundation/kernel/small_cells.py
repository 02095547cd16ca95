"""Figures that would point at single children are kept back, and so is what would give them away.

A count of fewer than the declared number is shown as "<5". Where the total is known, the other rows
of its column would give it away by subtraction: so further rows are kept back with it, until what
is kept back could be divided in several ways.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

KEPT_BACK = "·"  # it could be any number, or would give another away


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, or the sign that stands for one that is kept back."""

    figure: int | Decimal | None
    sign: str = ""

    def __str__(self) -> str:
        return self.sign or str(self.figure)


@dataclass(frozen=True, slots=True)
class Hiding:
    """Which rows of linked columns are kept back; `whole` when only all of them together can be."""

    rows: frozenset[int]
    whole: bool = False

    def hides(self, row: int) -> bool:
        """Whether a row is kept back."""
        return self.whole or row in self.rows


def is_small(count: int, smallest: int) -> bool:
    """Whether so many children are too few to be told."""
    return 0 < count < smallest


def hiding(columns: Sequence[Sequence[int]], smallest: int) -> Hiding:
    """The rows to keep back in columns of counts that would give each other away.

    A row is kept back in all of the columns or in none. The sums of the columns are taken to be
    known to everybody, unless they are too small to be told themselves.
    """
    count = len(columns[0]) if columns else 0
    rows = {row for row in range(count) for one in columns if is_small(one[row], smallest)}
    if any(is_small(sum(one), smallest) and sum(map(bool, one)) > 1 for one in columns):
        return Hiding(frozenset(range(count)), whole=True)
    known = [one for one in columns if sum(one) >= smallest]
    while True:
        unsafe = [one for one in known if not _is_safe(one, rows, smallest)]
        if not unsafe:
            return Hiding(frozenset(rows))
        further = _further(unsafe[0], rows, smallest)
        if further is None:
            return Hiding(frozenset(range(count)), whole=True)
        rows.add(further)


def count_cell(count: int, smallest: int, *, row: int, hidden: Hiding) -> Cell:
    """A count as it may be told in its row."""
    if hidden.whole:
        return Cell(None, KEPT_BACK)
    if is_small(count, smallest):
        return Cell(None, f"<{smallest}")
    return Cell(None, KEPT_BACK) if count and hidden.hides(row) else Cell(count)


def total_cell(count: int, smallest: int) -> Cell:
    """A sum as it may be told."""
    return Cell(None, f"<{smallest}") if is_small(count, smallest) else Cell(count)


def _is_safe(column: Sequence[int], rows: set[int], smallest: int) -> bool:
    """Whether every small count that is kept back could be any small count, for all that is told.

    Who knows the rule knows that what is kept back beside them is not small itself.
    """
    small = [column[row] for row in rows if is_small(column[row], smallest)]
    others = [column[row] for row in rows if column[row] >= smallest]
    if not small:
        return True
    room = sum(small) + sum(others) - smallest * len(others)
    return bool(others) and room >= smallest - 1 + len(small) - 1


def _further(column: Sequence[int], rows: set[int], smallest: int) -> int | None:
    """The row that had best be kept back as well: the smallest that makes it safe, or the next."""
    free = [row for row, count in enumerate(column) if count >= smallest and row not in rows]
    enough = [row for row in free if _is_safe(column, rows | {row}, smallest)]
    if enough:
        return min(enough, key=lambda row: (column[row], row))
    return max(free, key=lambda row: (column[row], -row), default=None)
