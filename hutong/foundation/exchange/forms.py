"""Finding values on a form, where each stands beside or under its label."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hutong.foundation.exchange.cells import Cell, Kind, Merge, Row, Sheet
from hutong.foundation.exchange.tables import GROUP, Heading, header_key

_COLON = re.compile(r"[:：]")
_LONGEST_LABEL = 40
_HIGHEST_FORM = 150  # rows
_LONGEST_SHEET = 6_000  # rows; forms under one another, not a register of many thousand rows


@dataclass(frozen=True, slots=True)
class Form:
    """One filled form: the values found by their labels, and the labels that nobody knew."""

    sheet: Sheet
    first_row: int
    title: str
    values: Mapping[str, Cell]
    labels: Mapping[str, str]
    doubled: Mapping[str, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A label somewhere on the sheet, and the value that goes with it."""

    label: Cell
    section: str
    value: Cell | None


def find_forms(
    sheet: Sheet,
    headings: Sequence[Heading],
    *,
    needed: Sequence[str],
    sections: Mapping[str, tuple[str, ...]],
) -> tuple[Form, ...]:
    """Every form on the sheet that has the `needed` labels; several may stand one under another.

    `sections` are the parts of a form in which the same label means something else (姓名 of the
    child, of the father): a name for the part, and what stands over it or to its left.
    """
    if len(sheet.rows) > _LONGEST_SHEET:
        return ()
    reader = _FormReader(sheet, headings, sections)
    forms = [reader.form(first, last) for first, last in reader.spans(needed)]
    return tuple(form for form in forms if set(needed) <= set(form.labels))


class _FormReader:
    def __init__(
        self,
        sheet: Sheet,
        headings: Sequence[Heading],
        sections: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.sheet = sheet
        self._sections = {
            header_key(text): name for name, texts in sections.items() for text in texts
        }
        self._fields: dict[tuple[str, str], str] = {}
        for heading in headings:
            for name in heading.names:
                section, _, label = name.rpartition(GROUP)
                self._fields.setdefault((section, header_key(label)), heading.field)
        self._known = {label for _, label in self._fields}
        self._numbers = [row.number for row in sheet.rows]

    def spans(self, needed: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The rows of each form: a new one begins where its first label stands again."""
        rows = [row.number for row in self.sheet.rows]
        if not rows:
            return
        labels = [(self._field(cell, ""), cell) for row in self.sheet.rows for cell in row if cell]
        first = next((cell for name, cell in labels if name is not None and name in needed), None)
        if first is None:
            return
        above = first.row - rows[0]
        # The same label in the same column, as far down again as its form is high.
        again = [
            cell.row
            for name, cell in labels
            if cell.column == first.column and header_key(cell.text) == header_key(first.text)
            if self._section_of(cell, rows[0]) == self._section_of(first, rows[0])
        ]
        if len(again) == 1 and rows[-1] - rows[0] > _HIGHEST_FORM:
            return  # so long a sheet is a table, whatever its first rows look like
        starts = [max(row - above, rows[0]) for row in again]
        for start, following in zip(starts, [*starts[1:], rows[-1] + 1], strict=True):
            yield start, following - 1

    def form(self, first: int, last: int) -> Form:
        values: dict[str, Cell] = {}
        labels: dict[str, str] = {}
        doubled: dict[str, tuple[Cell, ...]] = {}
        title = ""
        for row in self._rows(first, min(last, first + _HIGHEST_FORM)):
            for cell in row:
                title = title or " ".join(cell.text.split())
                if self._label(cell) not in self._known:
                    continue
                name = self._field(cell, self._section_of(cell, first))
                if name is None:
                    continue
                value = self._value_of(cell)
                labels.setdefault(name, cell.text)
                if value is None:
                    continue
                if name in values:
                    doubled[name] = (*doubled.get(name, (values[name],)), value)
                else:
                    values[name] = value
        return Form(self.sheet, first, title, values, labels, doubled)

    def _rows(self, first: int, last: int) -> Sequence[Row]:
        start = bisect_left(self._numbers, first)
        return self.sheet.rows[start : bisect_right(self._numbers, last)]

    def _field(self, cell: Cell, section: str) -> str | None:
        label = self._label(cell)
        if not cell.is_text or not label or len(label) > _LONGEST_LABEL:
            return None
        return self._fields.get((section, label))

    @staticmethod
    def _label(cell: Cell) -> str:
        return header_key(_COLON.split(cell.text, maxsplit=1)[0])

    def _is_label(self, cell: Cell) -> bool:
        return self._label(cell) in self._known or self._is_part(cell)

    def _is_part(self, cell: Cell) -> bool:
        return header_key(cell.text) in self._sections

    def _names_a_part(self, cell: Cell) -> bool:
        """Whether the cell is the name of a part, and not the value of the label before it."""
        if not self._is_part(cell):
            return False
        before = [
            other for other in self.sheet.row(cell.row) if other and other.column < cell.column
        ]
        last = max(before, key=lambda other: other.column, default=None)
        return last is None or self._is_part(last) or not self._is_label(last)

    def _section_of(self, cell: Cell, first: int) -> str:
        """The part of the form a cell is in: named at its left, or else last named above."""
        for column in range(cell.column - 1, 0, -1):
            merge = self.sheet.merge_at(cell.row, column)
            top = merge.first_row if merge else cell.row
            left = merge.first_column if merge else column
            named = self.sheet.cell(top, left)
            if self._names_a_part(named):
                return self._sections[header_key(named.text)]
        free = set(range(1, cell.column))  # columns with nothing between here and a name above
        for number in range(cell.row - 1, max(first, cell.row - _HIGHEST_FORM) - 1, -1):
            filled = [above for above in self.sheet.row(number) if above]
            parts = {
                above.column: self._sections[header_key(above.text)]
                for above in filled
                if self._names_a_part(above)
            }
            beside = [column for column in parts if column <= cell.column]
            if len(parts) > 1 and beside:
                return parts[max(beside)]
            for column, section in parts.items():
                if len(filled) == 1 or column in free:
                    return section
            free -= {above.column for above in filled}
        return ""

    def _value_of(self, label: Cell) -> Cell | None:
        """In the label's own cell after a colon, to its right, or below it."""
        parts = _COLON.split(label.text, maxsplit=1)
        if len(parts) == 2 and parts[1].strip():
            return Cell(label.row, label.column, Kind.TEXT, parts[1].strip())
        merge = self.sheet.merge_at(label.row, label.column) or Merge(
            label.row, label.column, label.row, label.column
        )
        right = self._at(label.row, merge.last_column + 1)
        only_labels = all(self._is_label(cell) for cell in self.sheet.row(label.row) if cell)
        if right and (not self._is_label(right) or (self._is_part(right) and not only_labels)):
            return right
        if right and only_labels and not self._names_a_part(label):
            # A row of labels: the values stand in the row under it.
            below = self._at(merge.last_row + 1, label.column)
            if below and not self._is_label(below):
                return below
        return None

    def _at(self, row: int, column: int) -> Cell:
        merge = self.sheet.merge_at(row, column)
        if merge is not None:
            return self.sheet.cell(merge.first_row, merge.first_column)
        return self.sheet.cell(row, column)
