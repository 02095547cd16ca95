"""The scope is kept by the database, and ends with the act."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.config.database import refusals
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.history.models import Change
from hutong.foundation.places.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def changping():
    return Place.objects.create(
        number=110114000000,
        last=110114999999,
        code="110114000000",
        name="昌平区",
        pinyin="changpingqu",
        level=3,
        days=DateRange(date(1999, 1, 1), None),
    )


@pytest.fixture
def shen_li(changping):
    account = Account.objects.create(username="shenli", name="沈立")
    return Posting.objects.create(
        account=account,
        role=Role.DISTRICT_OFFICER,
        place=changping,
        days=DateRange(date(2026, 1, 1), None),
    )


def setting(name):
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(current_setting(%s, true), '')", [name])
        return cursor.fetchone()[0]


def test_shen_li_acts_within_changping_and_the_scope_ends_with_the_act(shen_li):
    with acting(Officer.of(shen_li)):
        assert setting("hutong.low") == "110114000000"
        assert setting("hutong.high") == "110114999999"

    assert setting("hutong.low") == ""


def test_an_inner_act_gives_way_to_the_outer_one_even_when_it_fails(shen_li):
    outer = Officer.of(shen_li)
    inner = Officer(outer.account_id, outer.name, None, Role.CITY_OFFICER, 1, 2)

    with acting(outer):
        with pytest.raises(ZeroDivisionError), acting(inner):
            1 / 0  # noqa: B018 - the failure is the story
        assert setting("hutong.low") == "110114000000"
        with acting(inner):
            assert setting("hutong.low") == "1"
        assert setting("hutong.low") == "110114000000"


def test_an_act_that_is_taken_back_leaves_the_scope_as_it_was(shen_li):
    outer = Officer.of(shen_li)
    inner = Officer(outer.account_id, outer.name, None, Role.CITY_OFFICER, 1, 2)

    with acting(outer):
        with acting(inner):
            transaction.set_rollback(True)
        assert setting("hutong.low") == "110114000000"


def test_the_serving_role_is_fit_and_the_hasty_test_server_is_refused():
    sentences = [finding.sentence.en for finding in refusals(connection)]

    # The test server is started without fsync on purpose: it is the planted defect.
    assert [sentence.split(":")[0] for sentence in sentences] == [
        "fsync is off",
        "synchronous_commit is off",
        "full_page_writes is off",
    ]


def test_a_posting_keeps_its_history_with_the_name_of_whoever_changed_it(shen_li):
    with acting(Officer.of(shen_li), reason="调任"):
        Posting.objects.filter(pk=shen_li.pk).update(
            days=DateRange(date(2026, 1, 1), date(2026, 9, 1))
        )

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from history_change")
        assert cursor.fetchone() == (0,)  # the serving role reads no history but that of its files
    assert not Change.objects.exists()


def test_history_can_be_neither_written_nor_altered_by_the_serving_role():
    for statement in (
        (
            "insert into history_change (at, table_name, row_id, action, reason)"
            " values (now(), 't', '1', 'insert', '')"
        ),
        "update history_change set reason = 'x'",
        "delete from history_change",
    ):
        with (
            pytest.raises(Exception, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
