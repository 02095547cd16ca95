"""Reading a table that somebody sent: in another process, so that no file can take ours down."""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import IO

from hutong.foundation.exchange.cells import Cell, Kind, Merge, Row, Sheet, Workbook, content_of
from hutong.foundation.exchange.faults import SENTENCES, UnreadableFile
from hutong.foundation.exchange.limits import DEFAULT, Limits

_ROOT = Path(__file__).resolve().parents[3]
_AT_ONCE = threading.BoundedSemaphore(2)
_PIECE = 1 << 18


def read_workbook(content: bytes, file_name: str, limits: Limits = DEFAULT) -> Workbook:
    """Everything the file shows; `UnreadableFile` says in a sentence why it cannot be read."""
    if not content:
        raise UnreadableFile("empty")
    if len(content) > limits.file_bytes:
        raise UnreadableFile("too-large", bytes=len(content), limit=limits.file_bytes)
    if not _AT_ONCE.acquire(timeout=limits.wall_seconds):
        raise UnreadableFile("busy")
    try:
        return _gathered(_lines(content, file_name, limits), file_name)
    finally:
        _AT_ONCE.release()


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


def _lines(content: bytes, file_name: str, limits: Limits) -> Iterator[dict[str, object]]:
    """What the reading process says, line by line, until it ends or is stopped."""
    ending = PurePath(file_name).suffix.lower()[:12]
    with _as_file(content) as source:
        process = subprocess.Popen(  # noqa: S603 - our own program, and the name is an argument
            [
                *(sys.executable, "-P", "-s", "-m", "hutong.foundation.exchange.reader"),
                *(ending, json.dumps(limits.as_numbers())),
            ],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # None of the server's secrets, only where to find the program.
            env={"PYTHONPATH": str(_ROOT)},
            cwd="/",
            start_new_session=True,
        )
    try:
        for line in _answer(process, limits):
            yield json.loads(line)
    except ValueError as reason:
        raise UnreadableFile("crashed") from reason
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _as_file(content: bytes) -> IO[bytes]:
    """The bytes as an open file without a name, in memory where the system can."""
    if hasattr(os, "memfd_create"):
        file: IO[bytes] = os.fdopen(os.memfd_create("table"), "w+b")
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    file.write(content)
    file.seek(0)
    return file


def _answer(process: "subprocess.Popen[bytes]", limits: Limits) -> Iterator[bytes]:
    """Whole lines of the answer; too long a wait or too long an answer stops it."""
    if process.stdout is None:
        return
    stream = process.stdout.fileno()
    watch = select.poll()
    watch.register(stream, select.POLLIN | select.POLLHUP)
    deadline = time.monotonic() + limits.wall_seconds
    left = limits.answer_bytes
    rest = b""
    while True:
        waiting = deadline - time.monotonic()
        if waiting <= 0 or not watch.poll(waiting * 1000):
            raise UnreadableFile("too-slow", seconds=limits.wall_seconds)
        piece = os.read(stream, _PIECE)
        if not piece:
            break
        left -= len(piece)
        if left < 0:
            raise UnreadableFile("too-much")
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    _explain_end(process.wait(), limits)


def _explain_end(code: int, limits: Limits) -> None:
    """Say why the process died, when it did not end by itself."""
    if code in {-signal.SIGXCPU, -signal.SIGVTALRM}:
        raise UnreadableFile("too-slow", seconds=limits.cpu_seconds)
    if code in {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGBUS}:
        # Running out of memory aborts the library that reads workbooks.
        raise UnreadableFile("too-much-memory")
    if code != 0:
        raise UnreadableFile("crashed")
