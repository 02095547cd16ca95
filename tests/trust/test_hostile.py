"""Hostile SQL shows nothing; and a guard that was taken off is found by it."""

import os
from pathlib import Path

import pytest
from django.db import connection

from hutong.config.embedded import ADMIN, Cluster
from hutong.trust import hostile
from hutong.trust.ground import Ground
from tests.server import MARK

pytest_plugins = ["tests.city"]
ALL = len(hostile.ROLES) * len(hostile.TRIES)


def ground(day):
    cluster = Cluster(Path(os.environ[MARK]))
    return Ground(cluster.url(ADMIN, connection.settings_dict["NAME"]), day)


def test_no_hostile_statement_shows_a_row_outside_the_scope(city):
    report = hostile.prove(ground(city), seed=3, statements=ALL // 2)

    assert report.failures == []
    assert report.passed == ALL // 2 + 3 + len(hostile.ROLES)


@pytest.mark.parametrize(
    ("flawed_city", "told"),
    [
        ("create policy planted on people_child using (true)", "people_child"),
        ("alter table benefits_payee_account disable row level security", "payee_account"),
        ("grant select on history_decoy, access_gate to hutong_app", None),
    ],
    indirect=["flawed_city"],
)
def test_a_guard_that_was_taken_off_is_found(flawed_city, told):
    report = hostile.prove(ground(flawed_city), seed=3, statements=ALL // 4)

    if told is None:  # both are guarded twice: without a policy nothing shows
        assert report.failures == []
    else:
        assert any(told in one for one in report.failures)
