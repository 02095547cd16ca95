"""A few streets of the invented city, for tests that go through pages and calls.

The city is built once in each worker, in a database of its own; every test that asks for it works
in a transaction that is taken back, and leaves the connection as it was.
"""

import os
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.db import connections, transaction
from psycopg import sql

from hutong.config.embedded import ADMIN, OWNER, Cluster
from tests.server import MARK, TEMPLATE

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def _small_city(django_db_setup, django_db_blocker):
    """The name of a database that holds the small city."""
    from hutong import demo

    name = f"hutong_city_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    cluster = Cluster(Path(os.environ[MARK]))
    with psycopg.connect(cluster.url(ADMIN, "postgres"), autocommit=True) as server:
        server.execute(
            sql.SQL("create database {} owner {} template {}").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(TEMPLATE)
            )
        )
    with django_db_blocker.unblock(), _database(name):
        demo.build_small(on=TODAY)
    with psycopg.connect(cluster.url(ADMIN, name), autocommit=True) as server:
        server.execute("analyze")
    return name


@pytest.fixture
def city(_small_city, django_db_blocker, monkeypatch):
    """The small city, on the day it was built; nothing a test does to it stays."""
    monkeypatch.setenv("HUTONG_TODAY", TODAY.isoformat())
    with django_db_blocker.unblock(), _database(_small_city), transaction.atomic():
        yield TODAY
        transaction.set_rollback(True)


@pytest.fixture
def flawed_city(_small_city, django_db_blocker, monkeypatch, request):
    """A copy of the small city with a defect planted in its database: `request.param`, as SQL."""
    monkeypatch.setenv("HUTONG_TODAY", TODAY.isoformat())
    name = f"{_small_city}_flawed"
    cluster = Cluster(Path(os.environ[MARK]))
    with psycopg.connect(cluster.url(ADMIN, "postgres"), autocommit=True) as server:
        server.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(name), sql.Identifier(_small_city)
            )
        )
        try:
            with psycopg.connect(cluster.url(ADMIN, name), autocommit=True) as admin:
                admin.execute(request.param)
            with django_db_blocker.unblock(), _database(name), transaction.atomic():
                yield TODAY
                transaction.set_rollback(True)
        finally:
            server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


class _database:  # noqa: N801 - reads as a word: with _database(name)
    """Point the serving connection at another database for a while."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        connection = connections["default"]
        self.before = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = self.name

    def __exit__(self, *_):
        connection = connections["default"]
        connection.close()
        connection.settings_dict["NAME"] = self.before
