"""What every test may ask for."""

import os
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from hutong.config.embedded import ADMIN, OWNER, Cluster
from tests.server import MARK, TEMPLATE


def pytest_addoption(parser):
    """The flag by which the kept numbers of queries are renewed."""
    parser.addoption(
        "--update-query-counts",
        action="store_true",
        help="Write how many queries each list page takes to tests/query_counts.json.",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Whoever works in the small city works beside the others: it is built in one worker only."""
    for item in items:
        if "_small_city" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("city"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """Nothing: the names are set when the template is copied."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """A copy of the migrated template, one for each worker; served by the role that serves."""
    cluster = Cluster(Path(os.environ[MARK]))
    name = f"hutong_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with psycopg.connect(cluster.url(ADMIN, "postgres"), autocommit=True) as server:
        server.execute(
            sql.SQL("create database {} owner {} template {}").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(TEMPLATE)
            )
        )
    for alias in ("default", "owner"):
        connections.databases[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name
    with django_db_blocker.unblock():
        yield
        connections.close_all()
