"""Tables on their way out: workbooks and text files that no spreadsheet can take for a program."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

Value = str | int | Decimal | date | bool | None

# What makes a spreadsheet compute a text: the four signs, in either width, and the two marks that
# some programs skip before they look for one.
_FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠﹢﹣﹦﹫−")
_WIDEST_TEXT = 32_767  # characters a cell can hold
_letters = cache(xl_col_to_name)
_NEVER_IN_XML = {code: None for code in range(32) if code not in (9, 10, 13)}


class Shape(StrEnum):
    """How a column's values stand on paper."""

    TEXT = "text"
    LONG_TEXT = "long text"
    CENTRED = "centred"
    MONEY = "money"
    TEN_THOUSANDS = "money in ten thousands"
    NUMBER = "number"
    DAY = "day"


_NUMBERS = frozenset({Shape.NUMBER, Shape.TEN_THOUSANDS})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the group header above it if there is one, its width and shape."""

    header: str
    width: float = 12
    shape: Shape = Shape.TEXT
    group: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: a title, lines under it, a table with an optional total, and lines below."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    under_title: Sequence[str] = ()
    total: Sequence[Value] | None = None
    below: Sequence[str] = ()
    landscape: bool = True


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for something to compute."""
    return text[:1] in _FORMULA_STARTS and text != ""


def write_table_xlsx(
    *,
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Value]],
    widths: Sequence[float] = (),
    sheet_name: str = "Sheet1",
    below: Sequence[str] = (),
) -> bytes:
    """A workbook of one plain table."""
    columns = [
        Column(text, widths[place] if place < len(widths) else 12)
        for place, text in enumerate(header)
    ]
    return write_workbook_xlsx([Page(sheet_name, title, columns, rows, below=below)])


def write_workbook_xlsx(pages: Sequence[Page]) -> bytes:
    """A workbook of several pages, each ready to be printed on A4."""
    target = io.BytesIO()
    options = {
        # No page of names lies about in a folder for passing files, even for a second.
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(target, options) as workbook:
        formats = _Formats(workbook)
        names: set[str] = set()
        for page in pages:
            name = _sheet_name(page.name, names)
            sheet = workbook.add_worksheet(name, worksheet_class=_Sheet)
            _write_page(sheet, page, formats)
    return target.getvalue()


def write_csv(
    *, header: Sequence[str], rows: Iterable[Sequence[Value]], delimiter: str = ","
) -> bytes:
    """A text table in UTF-8 with its mark, which every office program opens rightly."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_plain(text) for text in header])
    writer.writerows([_plain(value) for value in row] for row in rows)
    return target.getvalue().encode("utf-8-sig", "replace")


def _plain(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case date():
            return value.isoformat()
        case str():
            text = value.translate(_NEVER_IN_XML)
            # An apostrophe is the one mark that every spreadsheet reads as "this is text".
            return f"'{text}" if starts_a_formula(text) else text
        case _:
            return str(value)


def _sheet_name(name: str, taken: set[str]) -> str:
    """The name as a spreadsheet allows it, and no name twice."""
    cleaned = "".join("·" if mark in "[]:*?/\\" else mark for mark in name)
    plain = cleaned.strip("'")[:28] or "Sheet1"
    count = 1
    while plain.lower() in taken:
        count += 1
        plain = f"{plain.rstrip('0123456789')}{count}"
    taken.add(plain.lower())
    return plain


class _Formats:
    """The few ways a cell of ours can look, each made once a workbook."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        body: dict[str, object] = {"font_size": 10, "border": 1, "valign": "vcenter"}
        numbers: dict[Shape, dict[str, object]] = {
            Shape.MONEY: {"num_format": "#,##0.00", "align": "right"},
            # 万元 with as many places as it takes, so that what is printed adds up.
            Shape.TEN_THOUSANDS: {"num_format": "#,##0.00####", "align": "right"},
            Shape.NUMBER: {"num_format": "0", "align": "right"},
            Shape.DAY: {"num_format": "yyyy-mm-dd", "align": "center"},
        }
        texts: dict[Shape, dict[str, object]] = {
            Shape.LONG_TEXT: {"text_wrap": True},
            Shape.CENTRED: {"align": "center"},
        }
        self.title = workbook.add_format({"bold": True, "font_size": 16, "align": "center"})
        self.line = workbook.add_format({"font_size": 10, "text_wrap": False})
        self.header = workbook.add_format(
            body | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#EDEBE6"}
        )
        # Column format "@" and the quote mark keep a text a text even after someone edits it.
        self._text = {
            (shape, quoted): workbook.add_format(
                body | {"num_format": "@", "quote_prefix": quoted} | texts.get(shape, {})
            )
            for shape in Shape
            for quoted in (False, True)
        }
        self._number = {
            shape: workbook.add_format(body | numbers.get(shape, {"align": "right"}))
            for shape in Shape
        }
        self._money = workbook.add_format(body | numbers[Shape.MONEY])
        self._day = workbook.add_format(body | numbers[Shape.DAY])

    def of(self, shape: Shape) -> "_Looks":
        """How each kind of value looks in a column of this shape."""
        number = self._number[shape]
        return _Looks(
            *(
                look._get_xf_index()  # noqa: SLF001 - a row written as text names a look by number
                for look in (
                    self._text[shape, False],
                    self._text[shape, True],
                    number if shape in _NUMBERS else self._money,
                    number,
                    self._day,
                )
            )
        )

    def plain(self) -> "_Looks":
        """How a line of words below a table looks."""
        return _Looks(*[self.line._get_xf_index()] * len(_Looks._fields))  # noqa: SLF001 - as above


class _Looks(NamedTuple):
    """The numbers under which a workbook keeps the ways a column's cells can look."""

    text: int
    quoted: int
    money: int
    number: int
    day: int


class _Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose rows below the header are kept as text from the start.

    A city's payment list has a million cells; an object for each takes three times as long.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[str] = []
        self._texts: dict[str, tuple[int, bool]] = {}
        self._days: dict[date, str] = {}

    def add_row(self, line: int, row: Sequence[Value], looks: Sequence[_Looks]) -> None:
        """Write one row; rows must come from above to below, and the header before them."""
        number = line + 1
        cells = "".join(
            self._cell(f"{_letters(place)}{number}", value, looks[min(place, len(looks) - 1)])
            for place, value in enumerate(row)
        )
        self._rows.append(f'<row r="{number}">{cells}</row>')
        self.dim_rowmax = line

    def _cell(self, at: str, value: Value, look: _Looks) -> str:
        if isinstance(value, str) and value:
            index, quoted = self._texts.get(value) or self._share(value)
            style = look.quoted if quoted else look.text
            return f'<c r="{at}" s="{style}" t="s"><v>{index}</v></c>'
        match value:
            case None | "":
                return f'<c r="{at}" s="{look.text}"/>'
            case bool():
                return self._cell(at, "是" if value else "否", look)
            case int():
                return f'<c r="{at}" s="{look.number}"><v>{value:.16G}</v></c>'
            case Decimal():
                return f'<c r="{at}" s="{look.money}"><v>{float(value):.16G}</v></c>'
            case date():
                if value not in self._days:
                    self._days[value] = f"{self._convert_date_time(value):.16G}"
                return f'<c r="{at}" s="{look.day}"><v>{self._days[value]}</v></c>'
            case _:
                raise TypeError(f"{value!r} cannot stand in a cell.")

    def _share(self, text: str) -> tuple[int, bool]:
        """The number of a text among those of the workbook, and whether it needs a quote mark."""
        index = self.str_table._get_shared_string_index(_for_xml(text))  # noqa: SLF001 - the library's own table
        self._texts[text] = index, starts_a_formula(text)
        return self._texts[text]

    def _write_rows(self) -> None:
        super()._write_rows()
        self.fh.write("".join(self._rows))


def _write_page(sheet: _Sheet, page: Page, formats: _Formats) -> None:
    for place, column in enumerate(page.columns):
        sheet.set_column(place, place, column.width)
    last = len(page.columns) - 1
    line = _write_heading(sheet, page, formats)
    header_ends = line
    # What stands beyond the last column of the table is text.
    looks = [*(formats.of(column.shape) for column in page.columns), formats.of(Shape.TEXT)]
    for row in page.rows:
        sheet.add_row(line, row, looks)
        line += 1
    if page.total is not None:
        sheet.add_row(line, page.total, looks)
        line += 1
    for text in page.below:
        sheet.add_row(line, [text], [formats.plain()])
        line += 1
    _set_up_print(sheet, page, header_ends, last)


def _write_heading(sheet: Worksheet, page: Page, formats: _Formats) -> int:
    """Write title, lines under it and the header; say which line comes next."""
    last = len(page.columns) - 1
    line = 0
    if page.title:
        sheet.set_row(0, 26)
        if last > 0:
            sheet.merge_range(0, 0, 0, last, "", formats.title)
        sheet.write_string(0, 0, _for_xml(page.title), formats.title)
        line = 1
    for text in page.under_title:
        sheet.write_string(line, 0, _for_xml(text), formats.line)
        line += 1
    if any(column.group for column in page.columns):
        _write_grouped_header(sheet, line, page.columns, formats)
        return line + 2
    for place, column in enumerate(page.columns):
        sheet.write_string(line, place, _for_xml(column.header), formats.header)
    return line + 1


def _write_grouped_header(
    sheet: Worksheet, line: int, columns: Sequence[Column], formats: _Formats
) -> None:
    """Write two header rows: a group over its columns, a lone header down through both."""
    for place, column in enumerate(columns):
        sheet.write_string(line + 1, place, _for_xml(column.header), formats.header)
    start = 0
    while start < len(columns):
        group = columns[start].group
        end = start
        while group and end + 1 < len(columns) and columns[end + 1].group == group:
            end += 1
        text = _for_xml(group or columns[start].header)
        if not group:
            sheet.merge_range(line, start, line + 1, start, text, formats.header)
        elif end > start:
            sheet.merge_range(line, start, line, end, text, formats.header)
        else:
            sheet.write_string(line, start, text, formats.header)
        start = end + 1


def _for_xml(text: str) -> str:
    return "\n".join(text.translate(_NEVER_IN_XML).splitlines())[:_WIDEST_TEXT]


def _set_up_print(sheet: Worksheet, page: Page, header_ends: int, last: int) -> None:
    """A4, as wide as the paper, the header on every sheet, page numbers below."""
    sheet.set_paper(9)
    if page.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, max(header_ends - 1, 0))
    sheet.freeze_panes(header_ends, min(2, max(last, 0)))
    sheet.set_footer("&C&P / &N")
