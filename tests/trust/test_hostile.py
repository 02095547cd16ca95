"""Hostile SQL shows nothing; and a guard that was taken off is found by it."""

import os
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from hutong.config.embedded import ADMIN, Cluster
from hutong.foundation.access import acting
from hutong.foundation.access.queries import officer_named
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


@pytest.mark.parametrize("flawed_city", ["drop policy fixtures on access_posting"], indirect=True)
@pytest.mark.parametrize("username", ["chenxiuying", "gaolan", "shenli", "heyun", "weiheng"])
def test_nobody_gives_themselves_a_post_outside_their_area(flawed_city, username):
    officer = officer_named(username=username, on=flawed_city)
    give = """
        insert into access_posting (id, account_id, role, place_id, days)
        select gen_random_uuid(), %s, %s, %s, '[2020-01-01,)'
    """
    for role, place in (("city_officer", 110100000000), ("child_director", 110118001001)):
        with (
            acting(officer),
            connection.cursor() as cursor,
            pytest.raises(Exception, match="row-level security"),
            transaction.atomic(),
        ):
            cursor.execute(give, [officer.account_id, role, place])
    with (
        connection.cursor() as cursor,
        pytest.raises(Exception, match="row-level security"),
        transaction.atomic(),
    ):
        cursor.execute(give, [officer.account_id, "city_officer", 110100000000])
    widen = "update access_posting set place_id = 110100000000 where account_id = %s"
    with acting(officer), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(widen, [officer.account_id])
                changed = cursor.rowcount
        except ProgrammingError:  # what it would become lies outside
            changed = 0
    assert changed == 0


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
