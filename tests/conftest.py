"""What every test may ask for."""

import os
from functools import cache
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from hutong.config.embedded import ADMIN, OWNER, Cluster
from tests.server import MARK, ROOT, TEMPLATE


def pytest_addoption(parser):
    """The flag by which the kept numbers of queries are renewed."""
    parser.addoption(
        "--update-query-counts",
        action="store_true",
        help="Write how many queries each list page takes to tests/query_counts.json.",
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Whoever works in the small city works in one worker, so that it is built only there.

    The mark `xdist_group` would say so, but pytest-xdist 3.8 loses it beside pytest 9.2.
    """
    if config.getoption("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadGroupScheduling

    class CityTogether(LoadGroupScheduling):
        def _split_scope(self, nodeid):
            return "city" if _in_the_city(nodeid.partition("::")[0]) else nodeid

    return CityTogether(config, log)


@cache
def _in_the_city(module):
    return '"tests.city"' in (ROOT / module).read_text()


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
