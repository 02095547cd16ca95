"""Text tables: which encoding, which mark between the cells, and then the rows."""

import csv
import re
from collections import Counter
from collections.abc import Iterator

from hutong.foundation.exchange._characters import mended
from hutong.foundation.exchange._container import Fault
from hutong.foundation.exchange.cells import letters
from hutong.foundation.exchange.limits import Limits

Line = dict[str, object]

_DELIMITERS = ",\t;|，"
_LONGEST_CELL = 32_767
_LOOKED_AT = 40  # lines, to find the delimiter
_NEVER_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_FORCED = re.compile(r'="([^"]*)"')  # the trick by which people keep a spreadsheet from counting
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def text_lines(content: bytes, limits: Limits) -> Iterator[Line]:
    """What a text table holds, one line a row."""
    text, encoding = _decoded(content)
    strange = _NEVER_IN_TEXT.search(text)
    if strange is not None:
        raise Fault("not-text", line=text.count("\n", 0, strange.start()) + 1)
    delimiter, start = _delimiter(text)
    yield {"encoding": encoding}
    yield {"sheet": "", "merges": []}
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(text[start:].splitlines(keepends=True), delimiter=delimiter, strict=True)
    number = 1 if start else 0
    while True:
        number += 1
        try:
            values = next(reader, None)
        except csv.Error as reason:
            line = reader.line_num + bool(start)
            if "field larger" in str(reason):
                raise Fault("long-cell", line=line, limit=_LONGEST_CELL) from reason
            raise Fault("quotes", line=line) from reason
        if values is None:
            return
        cells = [
            [column, "u", mended(_unforced(value))]
            for column, value in enumerate(values, start=1)
            if value
        ]
        if not cells:
            continue
        cell = f"{letters(len(values))}{number}"
        if number > limits.last_row:
            raise Fault("too-many-rows", sheet="—", row=number, cell=cell, limit=limits.rows)
        if int(str(cells[-1][0])) > limits.columns:
            raise Fault("too-many-columns", sheet="—", cell=cell, limit=limits.columns)
        yield {"row": number, "cells": cells}


def _unforced(value: str) -> str:
    """The text without the marks that only told a spreadsheet to leave it alone."""
    forced = _FORCED.fullmatch(value.strip())
    if forced is not None:
        return forced[1]
    bare = value.strip("\t ")
    return bare[1:] if bare[:1] == "'" and len(bare) > 1 else bare


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, encoding), encoding
    if b"\x00" in content[:4096]:
        # Latin digits and commas are half NUL in UTF-16; which half says which order.
        odd = content[1:4096:2].count(0)
        even = content[0:4096:2].count(0)
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        return _decode(content, encoding), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode(content, "gb18030"), "gb18030"


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as reason:
        raise Fault("encoding", line=content.count(b"\n", 0, reason.start) + 1) from reason


def _delimiter(text: str) -> tuple[str, int]:
    """The mark between cells, and where the table starts (after Excel's own `sep=` line)."""
    first, newline, _ = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], len(first) + len(newline)
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_LOOKED_AT]
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines)
        counts.pop(0, None)
        if not counts:
            continue
        # The mark that stands equally often in most lines, and often in each.
        times, agreeing = max(counts.items(), key=lambda found: found[1])
        if agreeing * times > most:
            best, most = delimiter, agreeing * times
    return best, 0
