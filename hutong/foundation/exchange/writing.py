"""Tables on their way out: workbooks and text files that no spreadsheet can take for a program."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | int | Decimal | date | bool | None

# What makes a spreadsheet compute a text: the four signs, in either width, and the two marks that
# some programs skip before they look for one.
_FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠﹢﹣﹦﹫−")
_WIDEST_TEXT = 32_767  # characters a cell can hold
_NEVER_IN_XML = {code: None for code in range(32) if code not in (9, 10, 13)}


class Shape(StrEnum):
    """How a column's values stand on paper."""

    TEXT = "text"
    LONG_TEXT = "long text"
    CENTRED = "centred"
    MONEY = "money"
    NUMBER = "number"
    DAY = "day"


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
            _write_page(workbook.add_worksheet(name), page, formats)
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

    def of(self, value: Value, shape: Shape) -> "Format":
        match value:
            case str():
                return self._text[shape, starts_a_formula(value)]
            case date():
                return self._day
            case Decimal() if shape is not Shape.NUMBER:
                return self._money
            case int() | Decimal():
                return self._number[shape]
            case _:
                return self._text[shape, False]


def _write_page(sheet: "Worksheet", page: Page, formats: _Formats) -> None:
    for place, column in enumerate(page.columns):
        sheet.set_column(place, place, column.width)
    last = len(page.columns) - 1
    line = _write_heading(sheet, page, formats)
    header_ends = line
    shapes = [column.shape for column in page.columns]
    for row in page.rows:
        _write_row(sheet, line, row, shapes, formats)
        line += 1
    if page.total is not None:
        _write_row(sheet, line, page.total, shapes, formats)
        line += 1
    for text in page.below:
        sheet.write_string(line, 0, _for_xml(text), formats.line)
        line += 1
    _set_up_print(sheet, page, header_ends, last)


def _write_heading(sheet: "Worksheet", page: Page, formats: _Formats) -> int:
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
    sheet: "Worksheet", line: int, columns: Sequence[Column], formats: _Formats
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


def _write_row(
    sheet: "Worksheet",
    line: int,
    row: Sequence[Value],
    shapes: Sequence[Shape],
    formats: _Formats,
) -> None:
    for place, value in enumerate(row):
        shape = shapes[place] if place < len(shapes) else Shape.TEXT
        style = formats.of(value, shape)
        match value:
            case None | "":
                sheet.write_blank(line, place, None, style)
            case bool():
                sheet.write_string(line, place, "是" if value else "否", style)
            case str():
                sheet.write_string(line, place, _for_xml(value), style)
            case date():
                sheet.write_datetime(line, place, value, style)
            case int() | Decimal():
                sheet.write_number(line, place, value, style)


def _for_xml(text: str) -> str:
    return "\n".join(text.translate(_NEVER_IN_XML).splitlines())[:_WIDEST_TEXT]


def _set_up_print(sheet: "Worksheet", page: Page, header_ends: int, last: int) -> None:
    """A4, as wide as the paper, the header on every sheet, page numbers below."""
    sheet.set_paper(9)
    if page.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, max(header_ends - 1, 0))
    sheet.freeze_panes(header_ends, min(2, max(last, 0)))
    sheet.set_footer("&C&P / &N")
