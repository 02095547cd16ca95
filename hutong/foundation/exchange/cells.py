"""What a file held: sheets of rows of cells, each cell with its kind and its address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

_LOST_IN_TEXT = re.compile(r"\d(?:\.\d+)?[Ee]\+?(\d+)|\d{13,16}000")
_SPREADSHEET_KEEPS = 15  # digits of a number
_MOST_MERGED = 50_000  # cells


class Kind(StrEnum):
    """What a cell is, as the file says; the letter is what the reading process writes."""

    TEXT = "t"
    UNTYPED = "u"  # text in a file that has no kinds
    NUMBER = "n"
    DAY = "d"
    MONTH = "m"  # a day shown only as a month: its day was invented by the spreadsheet
    TIME = "h"
    YES_NO = "b"
    ERROR = "e"
    EMPTY = ""


Content = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, with the place where a person finds it."""

    row: int
    column: int
    kind: Kind = Kind.EMPTY
    content: Content = None

    @property
    def letter(self) -> str:
        return letters(self.column)

    @property
    def address(self) -> str:
        return f"{self.letter}{self.row}"

    @property
    def text(self) -> str:
        """What the cell shows, without the spaces around it."""
        content = self.content
        if isinstance(content, str):
            return content.strip()
        if content is None:
            return ""
        if isinstance(content, bool):
            return str(content).upper()
        if isinstance(content, date):
            return f"{content:%Y-%m}" if self.kind is Kind.MONTH else content.isoformat()
        if isinstance(content, float) and content.is_integer() and abs(content) < 10**21:
            return str(int(content))
        return str(content)

    @property
    def is_text(self) -> bool:
        return self.kind in {Kind.TEXT, Kind.UNTYPED}

    @property
    def lost_digits(self) -> bool:
        """Whether a long number went through a spreadsheet's fifteen digits."""
        content = self.content
        if isinstance(content, bool) or content is None:
            return False
        if isinstance(content, (int, float)):
            return abs(content) >= 10.0 ** (_SPREADSHEET_KEEPS - 1)
        found = _LOST_IN_TEXT.fullmatch(content.strip()) if isinstance(content, str) else None
        return found is not None and (found[1] is None or int(found[1]) >= _SPREADSHEET_KEEPS - 1)

    def __bool__(self) -> bool:
        content = self.content
        return content is not None and (not isinstance(content, str) or bool(content.strip()))


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read: only the cells that hold something."""

    number: int
    held: dict[int, Cell]

    def cell(self, column: int) -> Cell:
        """The cell in this column, empty if nothing stands there."""
        return self.held.get(column) or Cell(self.number, column)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.held.values())

    def __bool__(self) -> bool:
        return any(self.held.values())


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of cells shown as one."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


@dataclass(frozen=True)
class Sheet:
    """One visible sheet."""

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()

    @cached_property
    def _by_number(self) -> dict[int, Row]:
        return {row.number: row for row in self.rows}

    @cached_property
    def _merge_of(self) -> dict[tuple[int, int], Merge]:
        covered: dict[tuple[int, int], Merge] = {}
        for merge in self.merges:
            if len(covered) > _MOST_MERGED:
                break  # nobody merges so many cells by hand
            for row in range(merge.first_row, min(merge.last_row, merge.first_row + 100) + 1):
                last = min(merge.last_column, merge.first_column + 100)
                for column in range(merge.first_column, last + 1):
                    covered[row, column] = merge
        return covered

    def row(self, number: int) -> Row:
        return self._by_number.get(number) or Row(number, {})

    def cell(self, row: int, column: int) -> Cell:
        return self.row(row).cell(column)

    def merge_at(self, row: int, column: int) -> Merge | None:
        return self._merge_of.get((row, column))


@dataclass(frozen=True, slots=True)
class Workbook:
    """Everything a file showed, and the names of the sheets it hid."""

    file_name: str
    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    encoding: str = ""


def letters(column: int) -> str:
    """The letters over a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def number_of(name: str) -> int:
    """The column under these letters: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def content_of(kind: Kind, written: object) -> Content:
    """What the reading process wrote for a cell, as a value again."""
    if kind in {Kind.DAY, Kind.MONTH}:
        return datetime.fromisoformat(str(written)).date()
    if isinstance(written, (str, int, float, bool)):
        return written
    return None
