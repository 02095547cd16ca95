"""Nothing that the serving role can set, guess or steal widens what it sees."""

import hmac
from datetime import date
from hashlib import sha256

import psycopg
import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from psycopg.conninfo import make_conninfo

from hutong.foundation.access import Officer, acting, guard, signing
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import Place

pytestmark = pytest.mark.django_db

LOW, HIGH = 110114000000, 110114999999
BODY = f"{LOW}|{HIGH}|{'0' * 8}-0000-4000-8000-{'0' * 12}||city_officer||"


@pytest.fixture
def shen_li():
    place = Place.objects.create(
        number=LOW,
        last=HIGH,
        code=str(LOW),
        name="昌平区",
        pinyin="changpingqu",
        level=3,
        days=DateRange(date(1999, 1, 1), None),
    )
    account = Account.objects.create(username="shenli", name="沈立")
    posting = Posting.objects.create(
        account=account,
        role=Role.DISTRICT_OFFICER,
        place=place,
        days=DateRange(date(2026, 1, 1), None),
    )
    return Officer.of(posting)


def asked(question, *given):
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return cursor.fetchone()[0]


def believed(said):
    """What the policies make of a context that somebody sets by hand."""
    asked("select set_config('hutong.acting', %s, true)", said)
    asked("select set_config('hutong.low', '0', true)")
    asked("select set_config('hutong.high', '999999999999', true)")
    return asked("select access_scope()")


def here():
    with connection.cursor() as cursor:
        cursor.execute(f"select pg_backend_pid(), {signing.BEGAN}")
        return cursor.fetchone()


def address():
    """Of another connection of the serving role."""
    settings = connection.settings_dict
    return make_conninfo(
        host=settings["HOST"],
        dbname=settings["NAME"],
        user=settings["USER"],
        password=settings["PASSWORD"],
    )


def keyed(key, process, began, body):
    return hmac.new(key, f"{process}|{began}|{body}".encode(), sha256).hexdigest() + f"|{body}"


FORGERIES = {
    "nothing at all": lambda *_: "",
    "a body without a signature": lambda *_: BODY,
    "a signature of zeros": lambda *_: f"{'0' * 64}|{BODY}",
    "a signature that is too short": lambda *_: f"{'0' * 63}|{BODY}",
    "a plain digest": lambda p, b: f"{sha256(f'{p}|{b}|{BODY}'.encode()).hexdigest()}|{BODY}",
    "an empty key": lambda p, b: keyed(b"", p, b, BODY),
    "a key of zeros": lambda p, b: keyed(b"\0" * 32, p, b, BODY),
    "the words that the key is made with": lambda p, b: keyed(signing.PURPOSE, p, b, BODY),
    "our signature for another process": lambda p, b: signing.signed(BODY, process=p + 1, began=b),
    "our signature for another transaction": lambda p, b: signing.signed(
        BODY, process=p, began=b - 1
    ),
    "our signature before another body": lambda p, b: (
        signing.signed(BODY.replace("city", "district"), process=p, began=b)[:65] + BODY
    ),
    "our signature in capitals": lambda p, b: (
        signing.signed(BODY, process=p, began=b)[:64].upper() + f"|{BODY}"
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_context_opens_nothing(forgery):
    assert believed(FORGERIES[forgery](*here())) is None


def test_our_own_signature_for_this_transaction_is_believed():
    # The control: the forgeries above fail for want of a signature, not for another reason.
    process, began = here()
    scope = believed(signing.signed(BODY, process=process, began=began))

    assert (scope.lower, scope.upper) == (LOW, HIGH + 1)


def test_a_context_stolen_from_another_connection_opens_nothing(shen_li):
    with acting(shen_li):
        stolen = asked("select current_setting('hutong.acting')")
        with psycopg.connect(address()) as thief:
            thief.execute("select set_config('hutong.acting', %s, true)", [stolen])
            assert thief.execute("select access_signed()").fetchone() == (None,)
        assert asked("select access_low()") == LOW


def test_a_context_that_was_kept_opens_nothing_in_the_next_transaction():
    here = f"select pg_backend_pid(), {signing.BEGAN}"
    with psycopg.connect(address()) as session:
        with session.transaction():
            process, began = session.execute(here).fetchone()
            kept = signing.signed(BODY, process=process, began=began)
            session.execute("select set_config('hutong.acting', %s, false)", [kept])
            assert session.execute("select access_signed()").fetchone() == (BODY,)
        session.commit()
        assert session.execute("select current_setting('hutong.acting')").fetchone() == (kept,)
        assert session.execute("select access_signed()").fetchone() == (None,)


def test_a_scope_widened_in_the_middle_of_a_statement_lets_nothing_more_through(shen_li):
    widen = "set_config('hutong.low', '0', true) || set_config('hutong.high', '999999999999', true)"
    signed = "set_config('hutong.acting', 'forged', true)"
    with acting(shen_li):
        assert (
            asked(
                f"select count(*) from places_place where {guard.within('number')}"  # noqa: S608 - the guard's own words
                f" and {widen} is not null and {signed} is not null"
            )
            <= 1
        )
    Place.objects.create(
        number=110118000000,
        last=110118999999,
        code="110118000000",
        name="密云区",
        pinyin="miyunqu",
        level=3,
        days=DateRange(date(1999, 1, 1), None),
    )
    with acting(shen_li):
        assert (
            asked(
                f"select count(*) from (select {widen}, {signed}) forged, places_place"  # noqa: S608 - the guard's own words
                f" where {guard.within('number')}"
            )
            <= 1
        )


@pytest.mark.parametrize(
    "statement",
    [
        "select * from access_gate",
        "update access_gate set inner_pad = outer_pad",
        "insert into access_gate (inner_pad, outer_pad) values ('', '')",
        "create or replace function access_signed() returns text language sql as $$select 'x'$$",
        "alter function access_scope() set search_path = pg_temp",
        "create table stolen (a int)",
        "set role hutong_owner",
        "set session authorization hutong_owner",
        "alter role hutong_app bypassrls",
        "alter table people_child disable row level security",
        "drop policy scope on people_child",
        "copy people_child from stdin",
        "copy people_child to '/tmp/stolen'",
        "copy people_child to program 'cat'",
        "select pg_read_file('/etc/passwd')",
        "select lo_import('/etc/passwd')",
        "load 'auto_explain'",
        "create extension dblink",
    ],
)
def test_the_serving_role_can_neither_read_the_key_nor_change_the_gate(statement):
    with (
        pytest.raises(Exception, match=r"denied|must be|not allowed|permission|not supported"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_row_security_cannot_be_switched_off_without_an_error(shen_li):
    with acting(shen_li), connection.cursor() as cursor:
        cursor.execute("set local row_security = off")
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            cursor.execute("select count(*) from people_child")
        cursor.execute("set local row_security = on")


def test_history_bears_the_signed_name_whatever_was_set_beside_it(shen_li):
    with acting(shen_li, reason="调任|再议"):
        asked("select set_config('hutong.actor', %s, true)", "0" * 32)
        assert asked("select access_actor()") == shen_li.account_id
        assert asked("select access_posting()") == shen_li.posting_id
        assert asked("select access_role()") == "district_officer"
        assert asked("select access_reason()") == "调任|再议"


def test_a_table_of_ones_own_does_not_stand_in_for_the_gates(shen_li):
    with acting(shen_li):
        before = asked("select access_low()")
        with connection.cursor() as cursor:
            cursor.execute("create temporary table access_gate (inner_pad bytea, outer_pad bytea)")
        assert asked("select access_low()") == before
        assert believed(keyed(b"", *here(), BODY)) is None
