"""A month that is cut off in the middle of its making is not there, and can be made again.

`benchmarks/killed_server.py` does the same to the database too, many times and for registers.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from psycopg import sql

from benchmarks.killed_server import Browser
from hutong.config.embedded import ADMIN, OWNER, SERVING, Cluster
from hutong.demo.players import CLERK
from hutong.foundation.access import acting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.kernel.months import Month
from hutong.foundation.places.queries import by_number
from hutong.programmes.benefits.actions import make_round
from tests.config.test_serving import SERVE
from tests.server import MARK, ROOT

pytest_plugins = ["tests.city"]

PATIENCE = 30  # seconds
PHRASE = "a good long phrase"
FOUND = 302
LINES = """
    select child.child_no, line.account, line.benefit, line.month, line.sequence, line.due,
           line.paid_before, line.amount
      from benefits_line line
      join benefits_round made on made.id = line.round_id
      join people_child child on child.id = line.child_id
     where made.month = '2026-11-01' order by 1, 2, 4, 5
"""


@pytest.fixture
def undisturbed(_small_city, django_db_blocker):
    """The lines of November as the verb makes them; the city is left as it was."""
    from tests.city import TODAY, _database

    with django_db_blocker.unblock(), _database(_small_city), transaction.atomic():
        clerk = officer_named(username=CLERK, on=TODAY)
        with acting(clerk), connection.cursor() as cursor:
            place = by_number(clerk.place_number)
            make_round(month=Month(2026, 11), place=place, by=clerk, on=TODAY)
            cursor.execute(LINES)
            lines = cursor.fetchall()
        transaction.set_rollback(True)
    return lines


@pytest.fixture
def town(_small_city, undisturbed):
    """A copy of the small city that others can look into, and its clerk's password."""
    cluster = Cluster(Path(os.environ[MARK]))
    name = _small_city.replace("city", "killed")
    copy = sql.SQL("create database {} owner {} template {}")
    with psycopg.connect(cluster.url(ADMIN, "postgres"), autocommit=True) as server:
        server.execute(copy.format(*map(sql.Identifier, (name, OWNER, _small_city))))
    with psycopg.connect(cluster.url(ADMIN, name), autocommit=True) as admin:
        hashed = make_password(PHRASE)
        admin.execute(
            "update access_account set password = %s where username = %s", [hashed, CLERK]
        )
        yield cluster.url(SERVING, name), admin
    with psycopg.connect(cluster.url(ADMIN, "postgres"), autocommit=True) as server:
        drop = sql.SQL("drop database {} with (force)")
        server.execute(drop.format(sql.Identifier(name)))


@contextmanager
def served(address):
    """The pages of the town, and the process to kill."""
    from tests.city import TODAY

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)],
        cwd=ROOT,
        env=os.environ | {"HUTONG_DATABASE_URL": address, "HUTONG_TODAY": TODAY.isoformat()},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_month_cut_off_by_a_kill_is_there_wholly_or_not_at_all(town, undisturbed):
    address, admin = town
    clerk = None
    left = []
    for moment in (0.03, 0.1, 0.2):
        with served(address) as (process, site):
            if clerk is None:
                clerk = Browser(site)
                clerk.sign_in(CLERK, PHRASE)
            clerk.address = site
            sender = threading.Thread(
                target=clerk.send, args=("/months/make/",), kwargs={"month": "2026-11"}
            )
            sender.start()
            time.sleep(moment)
            os.killpg(process.pid, signal.SIGKILL)
            sender.join(PATIENCE)
        left.append(admin.execute(LINES).fetchall())
    with served(address) as (_, site):
        clerk.address = site
        deadline = time.monotonic() + PATIENCE
        # What was sent before the kill may still be at work in the database, and is then told.
        while clerk.send("/months/make/", month="2026-11") != FOUND:
            assert time.monotonic() < deadline
            time.sleep(0.2)

    assert len(undisturbed) > 100
    assert all(lines in ([], undisturbed) for lines in left)
    assert admin.execute(LINES).fetchall() == undisturbed
