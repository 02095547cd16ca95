"""Nothing planted lies about in plain; a table, a message or a file that holds it is found."""

import logging
import os
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from hutong.config.embedded import ADMIN, Cluster
from hutong.foundation.secrecy.keys import forget
from hutong.interfaces.web import children
from hutong.registry.people import actions as people
from hutong.trust import canary, crypto
from hutong.trust.ground import Ground
from tests.server import MARK

pytest_plugins = ["tests.city"]
pytestmark = pytest.mark.parametrize("flawed_city", ["select 1"], indirect=True)  # a copy, unharmed


@pytest.fixture
def ground(flawed_city, monkeypatch):
    cluster, name = Cluster(Path(os.environ[MARK])), connection.settings_dict["NAME"]
    connections["owner"].close()
    monkeypatch.setitem(connections["owner"].settings_dict, "NAME", name)
    yield Ground(cluster.url(ADMIN, name), flawed_city)
    connections["owner"].close()
    forget()


@pytest.fixture(autouse=True)
def in_the_rows_alone(monkeypatch):
    """The server of the tests serves other tests at once: its files are searched by the command."""

    def places(ground, temporary):
        yield canary.Place("tables", lambda: canary._rows(ground))
        yield canary.Place("temporary files", lambda: canary._files(temporary))

    monkeypatch.setattr(canary, "_places", places)
    monkeypatch.setattr(canary, "SEARCHED", ("tables",))
    monkeypatch.setattr(canary, "FAMILIES", 2)


def test_nothing_lies_plain(ground):
    report = canary.prove(ground, seed=5)

    assert report.failures == []
    assert report.passed == 2 * 5 + 1


def test_a_session_that_keeps_what_was_sought_in_plain_is_found(ground, monkeypatch):
    monkeypatch.setattr(children, "seal", lambda text, *_: text)
    found = canary.prove(ground, seed=5).failures

    assert any("stands plain in tables" in one for one in found)


def test_a_message_that_tells_a_number_is_found(ground, monkeypatch):
    registered = people.register_child

    def telling(**told):
        logging.getLogger("django").warning("registered: %s", told.get("id_number"))
        return registered(**told)

    monkeypatch.setattr(people, "register_child", telling)
    found = canary.prove(ground, seed=5).failures

    assert any("our own messages" in one for one in found)


def test_seals_hold_and_keys_change_under_way(ground):
    report = crypto.prove(ground, seed=5, nonces=2_000, kills=0)

    assert report.failures == []
    assert report.passed > 500


def test_a_seal_that_forgets_its_cell_is_caught(ground, monkeypatch):
    monkeypatch.setattr("hutong.foundation.secrecy.fields.cell", lambda *_: "anywhere")
    found = crypto.prove(ground, seed=5, nonces=200, kills=0).failures

    assert any("opens in another row" in one or "is shut" in one for one in found)


def test_a_number_left_plain_is_caught(ground):
    with psycopg.connect(ground.administrator) as server:
        server.execute("alter table people_child drop constraint people_child_is_sealed")
        server.execute("alter table people_child disable trigger user")
        server.execute("update people_child set phone = '13800000000'")
    found = crypto.prove(ground, seed=5, nonces=200, kills=0).failures

    assert any("people_child.phone" in one and "plain" in one for one in found)
