"""Two at once, and a server that dies in the middle: one round or none, and nobody paid twice."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import psycopg
import pytest
from django.db import OperationalError, connection

from hutong.foundation.access import Officer, acting
from hutong.foundation.kernel.months import Month
from hutong.foundation.places.models import Place
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import Held, Line, Payment, Round
from hutong.registry.people import actions as people
from tests.programmes.benefits.families import a_family, granted, lines_of, paid, run_month

pytestmark = pytest.mark.usefixtures("own_database")

MARCH, ON = Month(2026, 3), date(2026, 3, 2)
RATE = Decimal("2850.00")
ORPHANS = "living-allowance-orphan"


@pytest.fixture
def yutong(huilongguan, shen_li):
    child = a_family("童雨桐", huilongguan, shen_li)
    granted(child, ORPHANS, shen_li, date(2026, 1, 20))
    return child


def make(by, place, patience="4s"):
    """Make March's round over a connection of one's own; the round, or the refusal."""
    try:
        with acting(by):
            with connection.cursor() as cursor:
                cursor.execute("select set_config('lock_timeout', %s, true)", [patience])
            return benefits.make_round(month=MARCH, place=place, by=by, on=ON)
    except benefits.RoundInTheWay as refusal:
        return refusal
    finally:
        if threading.current_thread() is not threading.main_thread():
            connection.close()


def test_of_two_who_make_the_round_at_once_one_wins_and_the_other_is_told(
    yutong, changping, city, du_ruo, qin_yue
):
    with ThreadPoolExecutor(1) as other:
        with acting(du_ruo):
            first = benefits.make_round(month=MARCH, place=changping, by=du_ruo, on=ON)
            same = other.submit(make, du_ruo, changping, "200ms").result()
            wider = other.submit(make, qin_yue, city, "200ms").result()
        again = other.submit(make, du_ruo, changping).result()
        wider_again = other.submit(make, qin_yue, city).result()

    assert "正由他人编制" in str(same)
    assert "正由他人编制" in str(wider)
    assert again == first
    assert "还没有审批" in str(wider_again)
    assert paid(yutong, du_ruo) == {"2026-02": RATE, "2026-03": RATE}


def test_twenty_who_press_the_button_together_make_one_round(yutong, changping, du_ruo):
    ready = threading.Barrier(20)

    def press(_):
        ready.wait()
        return make(du_ruo, changping)

    with ThreadPoolExecutor(20) as many:
        found = list(many.map(press, range(20)))

    with acting(du_ruo):
        assert Round.objects.count() == 1
        assert {item for item in found if isinstance(item, Round)} == {Round.objects.get()}
    assert paid(yutong, du_ruo) == {"2026-02": RATE, "2026-03": RATE}


@pytest.mark.parametrize("table", ["people_fact", "benefits_line", "benefits_held"])
def test_a_server_killed_in_the_middle_leaves_nothing_and_the_next_try_does_it_all(
    table, own_database, yutong, changping, du_ruo
):
    assert yutong.pk
    with psycopg.connect(own_database) as admin, ThreadPoolExecutor(1) as other:
        # The round gets as far as this table, and there its connection dies.
        admin.execute(f"lock table {table} in access exclusive mode")
        broken = other.submit(make, du_ruo, changping, "60s")
        with psycopg.connect(own_database, autocommit=True) as killer:
            killed = None
            for _ in range(200):
                killed = killer.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where datname = current_database() and wait_event_type = 'Lock'"
                ).fetchone()
                if killed:
                    break
                time.sleep(0.05)
        assert killed
        assert isinstance(broken.exception(), OperationalError)
        admin.rollback()

    with acting(du_ruo):
        assert not Round.objects.exists()
        assert not Line.objects.exists()
        assert not Held.objects.exists()
    made = make(du_ruo, changping)
    assert lines_of(made, du_ruo) == [
        ("2026-02", "back_pay", RATE),
        ("2026-03", "normal", RATE),
    ]


def test_two_who_approve_at_the_same_moment_approve_once(yutong, changping, payers):
    with acting(payers.makes):
        made = benefits.make_round(month=MARCH, place=changping, by=payers.makes, on=ON)
    with acting(payers.checks):
        benefits.check_round(round=made, by=payers.checks, on=ON)
    ready = threading.Barrier(8)

    def approve(_):
        ready.wait()
        try:
            with acting(payers.approves):
                return benefits.approve_round(round=made, by=payers.approves, on=ON)
        except benefits.NotThisRound as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as many:
        found = list(many.map(approve, range(8)))

    assert sum(isinstance(item, Round) for item in found) == 1
    assert paid(yutong, payers.makes) == {"2026-02": RATE, "2026-03": RATE}


def test_lines_changed_behind_the_back_of_the_check_stop_the_approval(
    own_database, yutong, changping, payers
):
    assert yutong.pk
    with acting(payers.makes):
        made = benefits.make_round(month=MARCH, place=changping, by=payers.makes, on=ON)
    with acting(payers.checks):
        benefits.check_round(round=made, by=payers.checks, on=ON)
    # What nobody can do with the rights the system runs with.
    with psycopg.connect(own_database) as admin:
        admin.execute("set session_replication_role = replica")
        admin.execute("update benefits_line set due = due + 1, amount = amount + 1")
    with acting(payers.approves):
        with pytest.raises(benefits.LinesChanged, match="名单与复核时不一致"):
            benefits.approve_round(round=made, by=payers.approves, on=ON)
        made.refresh_from_db()
    assert made.state == "checked"


def test_lines_changed_behind_the_back_of_the_approval_are_not_sent_to_the_bank(
    own_database, yutong, changping, payers
):
    assert yutong.pk
    with acting(payers.makes):
        made = benefits.make_round(month=MARCH, place=changping, by=payers.makes, on=ON)
    with acting(payers.checks):
        benefits.check_round(round=made, by=payers.checks, on=ON)
    with acting(payers.approves):
        benefits.approve_round(round=made, by=payers.approves, on=ON)
    with psycopg.connect(own_database) as admin:
        admin.execute("set session_replication_role = replica")
        admin.execute("update benefits_line set due = due + 1, amount = amount + 1")
    with acting(payers.makes):
        with pytest.raises(benefits.LinesChanged, match="名单与复核时不一致"):
            benefits.release_round(round=made, by=payers.makes, on=ON)
        made.refresh_from_db()
        assert made.state == "approved"
        assert not Payment.objects.exists()


class Neighbour(NamedTuple):
    district: Place
    community: Place
    clerk: Officer


@pytest.fixture
def neighbour(miyun, gulou, fang_zhi):
    return Neighbour(miyun, gulou, fang_zhi)


def test_a_child_that_moves_while_its_round_is_open_waits_for_it(
    yutong, changping, shen_li, payers, neighbour
):
    there = neighbour.clerk
    with acting(payers.makes):
        made = benefits.make_round(month=MARCH, place=changping, by=payers.makes, on=ON)
    with acting(shen_li):
        people.record_move(child=yutong, to=neighbour.community, kind="hukou", by=shen_li, on=ON)
    with acting(there):
        theirs = benefits.make_round(month=MARCH, place=neighbour.district, by=there, on=ON)
        assert [(held.child_id, held.cause) for held in theirs.held.all()] == [
            (yutong.pk, "other_round")
        ]
        assert not theirs.lines.exists()
        benefits.withdraw_round(round=theirs, reason="等待", by=there, on=ON)

    with acting(payers.checks):
        benefits.check_round(round=made, by=payers.checks, on=ON)
    with acting(payers.approves):
        benefits.approve_round(round=made, by=payers.approves, on=ON)
    with acting(there):
        theirs = benefits.make_round(month=MARCH, place=neighbour.district, by=there, on=ON)
        assert not theirs.lines.exists()
        assert not theirs.held.exists()
        benefits.withdraw_round(round=theirs, reason="无人", by=there, on=ON)
    april = date(2026, 4, 2)
    ours = run_month("2026-04", april, changping, payers)
    assert lines_of(ours, payers.makes) == []
    with acting(there):
        month = Month(2026, 4)
        theirs = benefits.make_round(month=month, place=neighbour.district, by=there, on=april)
    assert lines_of(theirs, there) == [("2026-04", "normal", RATE)]
    with acting(payers.makes):
        (left,) = queries.changed_lines(ours)
    assert (left.changes, left.why.zh) == (
        (queries.Change.LEFT,),
        "户籍已迁出本地区，由迁入地接续发放，次月停发。",
    )
