"""Finding the table on a sheet: below its title, under its header, above its signatures."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from hutong.foundation.exchange.cells import Cell, Row, Sheet

GROUP = "/"  # between a group's name and its header: 父亲/姓名
_LOOKED_AT = 40  # rows in which a header may stand
_SPACES_AND_MARKS = re.compile(r"[\s*＊★#:：.,，。、·\-—_“”\"'【】\[\]<>《》]+")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_BRACKETS = re.compile(r"[()（）]")
_NUMBERING = re.compile(r"^(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．)）]\s*")
_UNIT = re.compile(r"^(?:填报单位|填表单位|报送单位|上报单位|制表单位|单位|单位名称)\s*[:：(（]")
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|本页合计|本页小计)")
_BELOW = re.compile(
    r"^(?:注|说明|备注|填表说明|填报说明|填写说明|图例|附注"
    r"|填报人|填表人|制表人|经办人|审核人|复核人|审批人|负责人|单位负责人|部门负责人|主管领导"
    r"|分管领导|联系人|联系电话|联系方式|填报日期|填表日期|制表日期|填报时间|填表时间|日期)"
    r"\s*(?:[(（][^()（）]*[)）])?\s*[:：]"
)
_LEGEND = re.compile(r"^[A-Z](?:-\d)?\s*[.、．:：)）]?\s*\S")


class PassedOver(StrEnum):
    """Why a row under the header is no entry of the table."""

    NUMBERING = "numbering"
    HEADER_AGAIN = "header again"
    TOTAL = "total"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column somebody may have written: what it means, and the headers it goes by."""

    field: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """A row that is no entry, and why."""

    row: int
    why: PassedOver
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table found on a sheet."""

    sheet: Sheet
    title: str
    unit: str
    first_header_row: int
    last_header_row: int
    columns: Mapping[str, int]
    headers: Mapping[int, str]
    unknown: tuple[int, ...]
    doubled: Mapping[str, tuple[int, ...]]
    body: tuple[Row, ...]
    passed: tuple[Passed, ...] = field(default=())

    def cell(self, row: Row, name: str) -> Cell | None:
        """The row's cell in the column of this meaning; nothing if the table has no such one."""
        column = self.columns.get(name)
        return None if column is None else row.cell(column)

    def header_of(self, name: str) -> str:
        column = self.columns.get(name)
        return "" if column is None else self.headers[column]


@lru_cache(maxsize=1 << 14)
def header_key(text: str) -> str:
    """A header as it is compared: no spaces, line breaks, stars, colons, widths or brackets."""
    return _BRACKETS.sub("", _tidied(text))


def _short_key(text: str) -> str:
    """The same without what stands in brackets: units, hints, examples."""
    return _BRACKETS.sub("", _BRACKETED.sub("", _tidied(text)))


def _tidied(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text).strip()
    return _SPACES_AND_MARKS.sub("", _NUMBERING.sub("", wide)).lower()


class _Meanings:
    """The headers a reader knows."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self._by_key: dict[str, str] = {}
        self._groups: set[str] = set()
        for heading in headings:
            for name in heading.names:
                self._by_key.setdefault(self._key(name), heading.field)
                group, grouped, _ = name.rpartition(GROUP)
                if grouped:
                    self._groups.add(header_key(group))

    @staticmethod
    def _key(name: str) -> str:
        return GROUP.join(header_key(part) for part in name.split(GROUP))

    def of(self, upper: str, lower: str) -> str | None:
        """What a header means: alone, or under the group that stands over it."""
        for key in (header_key, _short_key):
            above, below = key(upper), key(lower)
            tries = [f"{above}{GROUP}{below}", f"{above}{below}"] if above and below else []
            if above not in self._groups or not below:
                # Under a group we know, a header of its own would be somebody else's.
                tries.append(below or above)
            for text in tries:
                found = self._by_key.get(text)
                if found is not None:
                    return found
        return None


@dataclass(frozen=True, slots=True)
class _Header:
    """A row, or two, read as a header."""

    first: int
    last: int
    texts: dict[int, tuple[str, str]]
    meanings: dict[int, str]

    @property
    def weight(self) -> tuple[int, int, int]:
        """More meanings are better; then one row before two; then the upper one."""
        return len(set(self.meanings.values())), self.first - self.last, -self.first


def find_table(
    sheet: Sheet, headings: Sequence[Heading], *, needed: Sequence[str], keys: Sequence[str] = ()
) -> Table | None:
    """The table whose header means most, if it has the `needed` columns.

    `keys` are the columns of which an entry fills at least one; a row without them may be a
    total, a legend or a signature.
    """
    meanings = _Meanings(headings)
    candidates = [
        header
        for row in sheet.rows[:_LOOKED_AT]
        for header in _headers_at(sheet, row.number, meanings)
        if set(needed) <= set(header.meanings.values())
    ]
    if not candidates:
        return None
    header = max(candidates, key=lambda candidate: candidate.weight)
    columns: dict[str, int] = {}
    doubled: dict[str, tuple[int, ...]] = {}
    for column, name in sorted(header.meanings.items()):
        if name in columns:
            doubled[name] = (*doubled.get(name, (columns[name],)), column)
        else:
            columns[name] = column
    body, passed = _entries(sheet, header, [columns[key] for key in keys if key in columns])
    return Table(
        sheet,
        *_above(sheet, header.first),
        header.first,
        header.last,
        columns,
        {column: " ".join(filter(None, texts)) for column, texts in header.texts.items()},
        tuple(column for column in sorted(header.texts) if column not in header.meanings),
        doubled,
        body,
        passed,
    )


def _headers_at(sheet: Sheet, number: int, meanings: _Meanings) -> Iterator[_Header]:
    upper = {cell.column: cell.text for cell in sheet.row(number) if cell}
    if not upper:
        return
    one = _read(number, number, {column: ("", text) for column, text in upper.items()}, meanings)
    # Where a header we know is merged with the cell under it, the header has two rows.
    reaches_down = any(
        merge is not None and (merge.first_row, merge.last_row) == (number, number + 1)
        for merge in (sheet.merge_at(number, column) for column in one.meanings)
    )
    if not reaches_down:
        yield one
    lower = {cell.column: cell.text for cell in sheet.row(number + 1) if cell}
    over = _spread(sheet, number, upper, lower)
    grouped = any(column in over and over[column] != text for column, text in lower.items())
    if reaches_down or grouped:
        two = {
            column: (over.get(column, ""), lower.get(column, ""))
            for column in sorted(over.keys() | lower.keys())
            if column in lower or column in upper
        }
        yield _read(number, number + 1, two, meanings)


def _read(first: int, last: int, texts: dict[int, tuple[str, str]], meanings: _Meanings) -> _Header:
    found = {}
    for column, (upper, lower) in texts.items():
        name = meanings.of(upper, lower)
        if name is not None:
            found[column] = name
    return _Header(first, last, texts, found)


def _spread(
    sheet: Sheet, number: int, upper: Mapping[int, str], lower: Mapping[int, str]
) -> dict[int, str]:
    """Which upper header stands over each column: as merged, or else up to the next one."""
    over: dict[int, str] = dict(upper)
    last = ""
    for column in range(1, max([*upper, *lower]) + 1):
        merge = sheet.merge_at(number, column)
        if merge is not None:
            # A merged title reaches exactly as far as it was merged.
            last = ""
            text = upper.get(merge.first_column, "")
            if text and merge.first_row == number:
                over[column] = text
        elif column in upper:
            last = upper[column]
        elif column in lower and last:
            over[column] = last
    return over


def _above(sheet: Sheet, first_header_row: int) -> tuple[str, str]:
    """The title over the table, and the unit that sent it."""
    title, unit = "", ""
    for row in sheet.rows:
        if row.number >= first_header_row:
            break
        for cell in row:
            text = " ".join(cell.text.split())
            if _UNIT.match(text):
                unit = unit or _UNIT.sub("", text).rstrip(")）").strip()
            elif text and not title:
                title = text
    return title, unit


def _entries(
    sheet: Sheet, header: _Header, keys: Sequence[int]
) -> tuple[tuple[Row, ...], tuple[Passed, ...]]:
    """The rows that are entries, and those that are not with the reason."""
    body: list[Row] = []
    passed: list[Passed] = []
    printed = {column: lower or upper for column, (upper, lower) in header.texts.items()}
    ended = False
    for row in sheet.rows:
        if row.number <= header.last or not row:
            continue
        why = _why_no_entry(row, printed, keys, first=not body, ended=ended)
        if why is None:
            body.append(row)
            ended = False
            continue
        ended = ended or why is PassedOver.BELOW
        text = " ".join(cell.text for cell in row if cell)
        passed.append(Passed(row.number, why, text[:200]))
    return tuple(body), tuple(passed)


def _why_no_entry(
    row: Row, printed: Mapping[int, str], keys: Sequence[int], *, first: bool, ended: bool
) -> PassedOver | None:
    cells = [cell for cell in row if cell]
    begins = " ".join(cells[0].text.split())
    filled_keys = [row.cell(key).text for key in keys if row.cell(key)]
    same = sum(1 for cell in cells if printed.get(cell.column) == cell.text)
    why = None
    if first and _is_numbering(cells):
        why = PassedOver.NUMBERING
    elif same >= 3 and same >= len(cells) - 1:
        why = PassedOver.HEADER_AGAIN
    elif any(_TOTAL.match(text) for text in (begins, *filled_keys)):
        why = PassedOver.TOTAL
    elif any(_BELOW.match(text) for text in (begins, *filled_keys)):
        why = PassedOver.BELOW
    elif not filled_keys:
        legend = ended and (len(cells) <= 2 or _LEGEND.match(begins) is not None)
        if legend or any(_BELOW.match(cell.text) for cell in cells):
            why = PassedOver.BELOW
    return why


def _is_numbering(cells: Sequence[Cell]) -> bool:
    """A row that only numbers the columns: 1, 2, 3 … or 甲, 乙, 1, 2 …"""
    numbers = [int(cell.text) for cell in cells if cell.text.isascii() and cell.text.isdigit()]
    rest = [cell.text for cell in cells if not (cell.text.isascii() and cell.text.isdigit())]
    return (
        len(numbers) >= 3
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] in {0, 1}
        and all(text in "甲乙丙丁戊" for text in rest)
    )
