"""Reading a table that somebody sent: in another process, so that no file can take ours down."""

import json
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import PurePath

from hutong.foundation.exchange.cells import Cell, Kind, Merge, Row, Sheet, Workbook, content_of
from hutong.foundation.exchange.faults import SENTENCES, UnreadableFile
from hutong.foundation.exchange.limits import DEFAULT, Limits
from hutong.foundation.kernel.confined import Stopped, answer_of

READER = "hutong.foundation.exchange.reader"


def read_workbook(content: bytes, file_name: str, limits: Limits = DEFAULT) -> Workbook:
    """Everything the file shows; `UnreadableFile` says in a sentence why it cannot be read."""
    if not content:
        raise UnreadableFile("empty")
    if len(content) > limits.file_bytes:
        raise UnreadableFile("too-large", bytes=len(content), limit=limits.file_bytes)
    with closing(_lines(content, file_name, limits)) as lines:
        return _gathered(lines, file_name)


def _gathered(lines: Iterator[dict[str, object]], file_name: str) -> Workbook:
    sheets: list[tuple[str, list[Row], tuple[Merge, ...]]] = []
    hidden: list[str] = []
    encoding = ""
    for line in lines:
        match line:
            case {"row": int(number), "cells": list(cells)}:
                sheets[-1][1].append(_row(number, cells))
            case {"sheet": str(name), "merges": list(merges)}:
                sheets.append((name, [], tuple(Merge(*merge) for merge in merges)))
            case {"hidden": str(name)}:
                hidden.append(name)
            case {"encoding": str(found)}:
                encoding = found
            case {"fault": str(code), "details": dict(details)} if code in SENTENCES:
                raise UnreadableFile(code, **details)
            case {"end": True}:
                found_sheets = tuple(Sheet(name, tuple(rows), m) for name, rows, m in sheets)
                return Workbook(file_name, found_sheets, tuple(hidden), encoding)
            case _:
                break
    raise UnreadableFile("crashed")


def _row(number: int, written: list[list[object]]) -> Row:
    held = {}
    for column, letter, value in written:
        place = int(str(column))
        kind = Kind(str(letter))
        held[place] = Cell(number, place, kind, content_of(kind, value))
    return Row(number, held)


def _lines(content: bytes, file_name: str, limits: Limits) -> Generator[dict[str, object]]:
    """What the reading process says, line by line, until it ends or is stopped."""
    ending = PurePath(file_name).suffix.lower()[:12]
    arguments = (ending, json.dumps(limits.as_numbers()))
    rest = b""
    try:
        with closing(answer_of(READER, content, arguments, limits)) as pieces:
            for piece in pieces:
                *lines, rest = (rest + piece).split(b"\n")
                yield from (json.loads(line) for line in lines)
    except Stopped as reason:
        raise UnreadableFile(reason.code, **reason.details) from reason
    except ValueError as reason:
        raise UnreadableFile("crashed") from reason
