"""Who answers at the address: one server, whole, and nobody it left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hutong.config.web import PortTaken, refuse_taken
from tests.server import ROOT

HOST = "127.0.0.1"
SERVE = """
import sys
import django
django.setup()
from hutong.config.web import serve
serve(port=int(sys.argv[1]), host="127.0.0.1", workers=2)
"""
PATIENCE = 30  # seconds


def answers(port):
    try:
        with socket.create_connection((HOST, port), timeout=1):
            return True
    except OSError:
        return False


def wait_until(true):
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def workers_of(process):
    """The processes that answer, which the watching one has started beside the clock."""
    return [number for number in started_by(process) if not rings(number) and not seals(number)]


def rings(number):
    try:
        return b"ring" in Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def seals(number):
    try:
        return b"seal" in Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def started_by(process):
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("This system does not tell which processes another one has started.")
    return [int(number) for number in children.read_text().split()]


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind((HOST, 0))
        return free.getsockname()[1]


@pytest.fixture
def served(port):
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    wait_until(lambda: answers(port))
    yield process
    process.kill()
    process.wait()
    wait_until(lambda: not answers(port))


def test_where_somebody_answers_nobody_else_begins_to(served, port, monkeypatch):
    monkeypatch.setattr("hutong.config.web.PORT_PATIENCE", 0)

    with pytest.raises(PortTaken) as refused:
        refuse_taken(HOST, port)

    assert f"{port} 端口" in refused.value.findings[0].sentence.zh


def test_a_free_address_is_not_refused(port):
    refuse_taken(HOST, port)


def test_workers_end_with_the_process_that_watches_them(served, port):
    wait_until(lambda: len(workers_of(served)) == 2)
    started = started_by(served)
    assert [number for number in started if rings(number)] != []
    assert [number for number in started if seals(number)] != []

    served.kill()
    served.wait()

    wait_until(lambda: not answers(port))
    wait_until(lambda: not any(Path(f"/proc/{number}").exists() for number in started))


def test_a_worker_that_dies_is_replaced_and_pages_go_on(served, port):
    wait_until(lambda: len(workers_of(served)) == 2)
    first, second = workers_of(served)

    os.kill(first, signal.SIGKILL)

    wait_until(lambda: len(workers_of(served)) == 2 and first not in workers_of(served))
    assert second in workers_of(served)
    assert answers(port)
    assert served.poll() is None
