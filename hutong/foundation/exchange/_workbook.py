"""Workbooks: what python-calamine reads of them, and what it would hide from us."""

import io
import posixpath
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree as ET

import python_calamine

from hutong.foundation.exchange._characters import mended
from hutong.foundation.exchange._container import Fault, unpacked_parts
from hutong.foundation.exchange.cells import letters, number_of
from hutong.foundation.exchange.limits import Limits

Line = dict[str, object]

# Number formats that China's office programs build in and that show no day (2015年6月).
_BUILT_IN_MONTHS = frozenset({17, 27, 36, 50, 52, 57})
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"[^>]*(?<!/)>')
_VALUE = rb"\s*<(?:\w+:)?(?:v|is|f)\b"
_WIDE_CELL = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{2,3})(\d+)"[^>]*(?<!/)>(?=' + _VALUE + rb")"
)
_ANY_CELL = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*(?<!/)>(?=' + _VALUE + rb")"
)
_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>'
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_LETTERS = {
    str: "t",
    int: "n",
    float: "n",
    bool: "b",
    date: "d",
    datetime: "d",
    time: "h",
    timedelta: "h",
}

Overlooked = dict[int, dict[int, list[object]]]  # by row, by column


def workbook_lines(content: bytes, limits: Limits) -> Iterator[Line]:
    """What a workbook holds, one line a sheet and one a row; hidden sheets only by name."""
    parts = unpacked_parts(content, limits)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = workbook.sheets_metadata
    except python_calamine.PasswordError as reason:
        raise Fault("protected") from reason
    except (python_calamine.CalamineError, OSError, ValueError) as reason:
        raise Fault("damaged", where="workbook.xml") from reason
    if len(sheets) > limits.sheets:
        raise Fault("too-many-sheets", sheets=len(sheets), limit=limits.sheets)
    rows_left = limits.last_row
    paths = _sheet_paths(parts)
    months = _month_styles(parts)
    for place, sheet in enumerate(sheets):
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
            yield {"hidden": sheet.name}
            continue
        raw = parts.get(paths.get(sheet.name, ""), b"")
        _refuse_far_cells(sheet.name, raw, limits)
        overlooked: Overlooked = {}
        _find_errors(raw, overlooked)
        _find_months(raw, months, overlooked)
        del raw
        parts.pop(paths.get(sheet.name, ""), None)
        for line in _sheet_lines(workbook, place, sheet.name, overlooked, limits):
            rows_left -= "row" in line
            if rows_left < 0:
                _refuse_row(sheet.name, line, limits)
            yield line


def _sheet_lines(
    workbook: python_calamine.CalamineWorkbook,
    place: int,
    name: str,
    overlooked: Overlooked,
    limits: Limits,
) -> Iterator[Line]:
    try:
        sheet = workbook.get_sheet_by_index(place)
        merges = sheet.merged_cell_ranges or []
        rows = sheet.iter_rows()
    except (python_calamine.CalamineError, OSError, ValueError) as reason:
        raise Fault("damaged", where=name) from reason
    yield {
        "sheet": name,
        "merges": [
            [first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1]
            for first, last in merges[: limits.merges]
        ],
    }
    first_column = (sheet.start or (0, 0))[1] + 1
    for number, values in enumerate(rows, start=1):
        cells = [
            [column, *_written(value)]
            for column, value in enumerate(values, start=first_column)
            if value != ""
        ]
        if number in overlooked:
            cells = _with_overlooked(cells, overlooked[number])
        if cells:
            # Where the sheet's own addresses are missing, the check beforehand saw nothing.
            _check_place(name, number, max(int(str(cell[0])) for cell in cells), limits)
            yield {"row": number, "cells": cells}


def _refuse_row(name: str, line: Line, limits: Limits) -> None:
    row = line["row"]
    raise Fault("too-many-rows", sheet=name, row=row, cell=f"A{row}", limit=limits.rows)


def _with_overlooked(
    cells: list[list[object]], overlooked: dict[int, list[object]]
) -> list[list[object]]:
    """The row with its error cells put back and its month-only days marked."""
    by_column = {int(str(cell[0])): cell for cell in cells}
    for column, seen in overlooked.items():
        if seen[0] == "e":
            by_column[column] = [column, *seen]
        elif column in by_column and by_column[column][1] == "d":
            by_column[column][1] = "m"
    return [by_column[column] for column in sorted(by_column)]


def _written(value: object) -> tuple[str, object]:
    letter = _LETTERS[type(value)]
    if letter == "n":
        return letter, value
    if letter == "t":
        return letter, mended(str(value))
    if letter == "b":
        return letter, value
    return letter, value.isoformat() if isinstance(value, (date, time)) else str(value)


def _check_place(name: str, row: int, column: int, limits: Limits) -> None:
    cell = f"{letters(column)}{row}"
    if row > limits.last_row:
        raise Fault("too-many-rows", sheet=name, row=row, cell=cell, limit=limits.rows)
    if column > limits.columns:
        raise Fault("too-many-columns", sheet=name, cell=cell, limit=limits.columns)


def _refuse_far_cells(name: str, raw: bytes, limits: Limits) -> None:
    """One cell in a far corner would make calamine ask for the memory of the whole block."""
    for found in _WIDE_CELL.finditer(raw):
        _check_place(name, int(found[2]), number_of(found[1].decode()), limits)
    for row in _ROW.finditer(raw):
        if int(row[1]) > limits.last_row:
            cell = _ANY_CELL.search(raw, row.start())
            if cell is not None:
                _check_place(name, int(cell[2]), number_of(cell[1].decode()), limits)


def _find_errors(raw: bytes, overlooked: Overlooked) -> None:
    """Note the cells that show #N/A and the like, which calamine gives as empty."""
    if b't="e"' not in raw:
        return
    for found in _ERROR_CELL.finditer(raw):
        seen: list[object] = ["e", found[3].decode("utf-8", "replace")]
        overlooked.setdefault(int(found[2]), {})[number_of(found[1].decode())] = seen


def _find_months(raw: bytes, styles: frozenset[str], overlooked: Overlooked) -> None:
    """Note the cells whose format shows year and month only: their day was never written."""
    if not styles:
        return
    any_style = b"|".join(style.encode() for style in sorted(styles))
    pattern = re.compile(
        rb'<(?:\w+:)?c\b(?=[^>]*\bs="(?:' + any_style + rb')")[^>]*?\br="([A-Z]{1,3})(\d+)"'
    )
    for found in pattern.finditer(raw):
        column = number_of(found[1].decode())
        overlooked.setdefault(int(found[2]), {}).setdefault(column, ["m"])


def _tags(part: bytes, name: str) -> Iterator[ET.Element]:
    try:
        tree = ET.fromstring(part)  # noqa: S314 - no part with a DOCTYPE gets here
    except ET.ParseError as reason:
        raise Fault("damaged", where=name) from reason
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
            yield element


def _sheet_paths(parts: dict[str, bytes]) -> dict[str, str]:
    """Which part holds which sheet."""
    targets = {}
    for tag in _tags(parts.get("xl/_rels/workbook.xml.rels", b"<a/>"), "workbook.xml.rels"):
        target = tag.get("Target", "")
        joined = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[tag.get("Id", "")] = posixpath.normpath(joined)
    paths = {}
    for tag in _tags(parts.get("xl/workbook.xml", b"<a/>"), "workbook.xml"):
        if tag.tag == "sheet":
            key = next((value for name, value in tag.items() if name.endswith("}id")), "")
            paths[tag.get("name", "")] = targets.get(key, "")
    return paths


def _month_styles(parts: dict[str, bytes]) -> frozenset[str]:
    """The cell styles that show a year and a month but no day."""
    months = set(_BUILT_IN_MONTHS)
    styles: list[int] = []
    inside_cells = False
    for tag in _tags(parts.get("xl/styles.xml", b"<a/>"), "styles.xml"):
        match tag.tag:
            case "numFmt" if _shows_a_month_only(tag.get("formatCode", "")):
                months.add(_whole(tag.get("numFmtId")))
            case "cellXfs" | "cellStyleXfs" | "cellStyles" | "dxfs":
                inside_cells = tag.tag == "cellXfs"
            case "xf" if inside_cells:
                styles.append(_whole(tag.get("numFmtId")))
    return frozenset(str(place) for place, shown in enumerate(styles) if shown in months)


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 0


def _shows_a_month_only(code: str) -> bool:
    first = _QUOTED.sub("", code.split(";", maxsplit=1)[0]).lower()
    return "y" in first and "m" in first and "d" not in first and "h" not in first
