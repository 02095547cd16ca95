"""Serving pages: one process that watches, and workers that answer and never outlive it."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

PORT_PATIENCE = 5  # seconds in which workers of a server killed a moment ago end
LOOKING = 0.5  # seconds between two looks at whether the watching process lives
BETWEEN_SEALS = 1  # seconds between two seals of the log
BETWEEN_RINGS = 60  # seconds between two looks at the time limits
LAST_ANSWERS = 10  # seconds in which a worker that must end finishes its answers


class PortTaken(Refused):
    """Somebody else answers at this address: two servers would take turns at answering."""


def serve(*, port: int, host: str, workers: int) -> None:
    """Serve pages until stopped; a worker that dies is replaced."""
    from django.db import connections
    from granian.constants import Interfaces
    from granian.server import Server

    connections.close_all()  # a worker is a copy of this process, and would share them
    with _beside("ring", f"--every={BETWEEN_RINGS}"), _sealing():
        Server(
            "hutong.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4,
            respawn_failed_workers=True,
            log_level="warning",  # type: ignore[arg-type]
        ).serve(target_loader=_application)


@contextmanager
def _beside(*words: str) -> Iterator[None]:
    """Beside the pages, a command of ours that goes on in a process of its own."""
    running = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", "from hutong.config.command import main; main()", *words],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        running.terminate()
        running.wait()


def _sealing() -> AbstractContextManager[None]:
    """The sealer of the log, where the owner's address is known; a city may run it elsewhere."""
    if "HUTONG_OWNER_DATABASE_URL" not in os.environ:
        return nullcontext()
    return _beside("audit", "seal", f"--every={BETWEEN_SEALS}")


def refuse_taken(host: str, port: int) -> None:
    """Refuse an address at which somebody answers already; servers would silently share it."""
    deadline = time.monotonic() + PORT_PATIENCE
    while True:
        try:
            family, kind, *_, address = socket.getaddrinfo(
                host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            with socket.socket(family, kind) as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                tried.bind(address)
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE and time.monotonic() < deadline:
                time.sleep(LOOKING)
                continue
            raise PortTaken(
                Finding(
                    Text(
                        "不能在 {host} 的 {port} 端口提供服务：{told}。"
                        "请先停下占用它的程序，或用 --port 换一个端口。",
                        "Pages cannot be served at {host}, port {port}: {told}."
                        " Stop what uses it, or take another one with --port.",
                    ).filled(host=host, port=port, told=fault.strerror)
                )
            ) from None
        else:
            return


def _application(_: str) -> Callable[..., Any]:
    """The application, loaded in a worker that ends when the process that watches it has ended."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    from hutong.config.wsgi import application

    return application


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKING)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LAST_ANSWERS)
    os._exit(1)
