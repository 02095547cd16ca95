"""Looking into a file that somebody sent in a process of its own, where it can do no harm.

The server starts a program with `answer_of`; before it looks at the first byte the program calls
`give_up_rights`. What it may cost is said by limits that both are handed.
"""

import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import IO, Protocol

_ROOT = Path(__file__).resolve().parents[3]
_AT_ONCE = threading.BoundedSemaphore(2)  # in one process of the server, whatever is looked into
_PIECE = 1 << 18


class Allowance(Protocol):
    """What looking into one file may cost."""

    @property
    def memory_bytes(self) -> int: ...
    @property
    def cpu_seconds(self) -> int: ...
    @property
    def wall_seconds(self) -> int: ...
    @property
    def answer_bytes(self) -> int: ...


class Stopped(Exception):  # noqa: N818 - named like the sentence it leads to
    """The program did not come to its end.

    The code is `busy`, `too-slow`, `too-much`, `too-much-memory` or `crashed`.
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(code)


def give_up_rights(allowance: Allowance) -> None:
    """No more memory, time, files, connections or processes than looking into one file takes."""
    for kind, most in (
        (resource.RLIMIT_AS, allowance.memory_bytes),
        (resource.RLIMIT_CPU, allowance.cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(kind, (most, most))


def answer_of(
    program: str, content: bytes, arguments: Sequence[str], allowance: Allowance
) -> Generator[bytes]:
    """What a program of ours says about a file, piece by piece; `Stopped` if it cannot.

    `program` is the name of its module. It is handed the file on standard input and none of the
    server's environment, and is gone when the last piece was taken or nobody wants any more.
    """
    if not _AT_ONCE.acquire(timeout=allowance.wall_seconds):
        raise Stopped("busy")
    try:
        process = _started(program, content, arguments)
        try:
            yield from _pieces(process, allowance)
            _explain_end(process.wait(), allowance)
        finally:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
    finally:
        _AT_ONCE.release()


def _started(program: str, content: bytes, arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
    with _as_file(content) as source:
        return subprocess.Popen(  # noqa: S603 - our own program, and what comes from outside is an argument
            [*(sys.executable, "-P", "-s", "-m", program), *arguments],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # None of the server's secrets, only where to find the program.
            env={"PYTHONPATH": str(_ROOT)},
            cwd="/",
            start_new_session=True,
        )


def _as_file(content: bytes) -> IO[bytes]:
    """The bytes as an open file without a name, in memory where the system can."""
    if hasattr(os, "memfd_create"):
        file: IO[bytes] = os.fdopen(os.memfd_create("sent"), "w+b")
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    file.write(content)
    file.seek(0)
    return file


def _pieces(process: "subprocess.Popen[bytes]", allowance: Allowance) -> Iterator[bytes]:
    """The answer as it comes; too long a wait or too long an answer stops it."""
    if process.stdout is None:
        return
    stream = process.stdout.fileno()
    watch = select.poll()
    watch.register(stream, select.POLLIN | select.POLLHUP)
    deadline = time.monotonic() + allowance.wall_seconds
    left = allowance.answer_bytes
    while True:
        waiting = deadline - time.monotonic()
        if waiting <= 0 or not watch.poll(waiting * 1000):
            raise Stopped("too-slow", seconds=allowance.wall_seconds)
        piece = os.read(stream, _PIECE)
        if not piece:
            return
        left -= len(piece)
        if left < 0:
            raise Stopped("too-much")
        yield piece


def _explain_end(code: int, allowance: Allowance) -> None:
    """Say why the process died, when it did not end by itself."""
    if code in {-signal.SIGXCPU, -signal.SIGVTALRM}:
        raise Stopped("too-slow", seconds=allowance.cpu_seconds)
    if code in {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGBUS}:
        # Running out of memory aborts the libraries that read workbooks and pictures.
        raise Stopped("too-much-memory")
    if code != 0:
        raise Stopped("crashed")
