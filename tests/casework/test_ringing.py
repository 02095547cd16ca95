"""Who is told when a limit is half gone, due or past; once, also after a night's sleep."""

from datetime import date, datetime, timedelta

import pytest

from hutong.casework import actions as casework
from hutong.casework.models import Alarm, Notice, Taken
from hutong.casework.queries import flow, late_in, waiting_for
from hutong.foundation.access import acting
from hutong.foundation.kernel.dates import CHINA_TIME
from tests.casework.conftest import ON, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("announced")]


def ring(city, *day, hour=9):
    clock = casework.the_clock(city)
    with acting(clock):
        return casework.ring(until=datetime(*day, hour, tzinfo=CHINA_TIME), by=clock)


def told(officer):
    with acting(officer):
        return sorted(
            Notice.objects.filter(
                office=officer.place_number, roles__contains=[officer.role.value]
            ).values_list("kind", "told_on")
        )


def test_half_due_and_late_are_told_once_each_and_late_goes_up(
    asked, city, qian_jin, shen_li, fang_zhi
):
    assert ring(city, 2026, 3, 4) == (0, 0, 0)
    assert ring(city, 2026, 3, 5) == (1, 1, 0)  # three of five working days
    assert ring(city, 2026, 3, 5) == (0, 0, 0)
    assert ring(city, 2026, 3, 9) == (1, 1, 0)
    assert ring(city, 2026, 3, 10) == (1, 2, 0)

    assert told(qian_jin) == [
        ("due", date(2026, 3, 9)),
        ("half", date(2026, 3, 5)),
        ("late", date(2026, 3, 10)),
    ]
    assert told(shen_li) == [("late", date(2026, 3, 10))]
    assert told(fang_zhi) == []


def test_a_clock_that_slept_catches_up_once(asked, city, qian_jin):
    assert ring(city, 2026, 3, 20) == (3, 4, 0)
    assert ring(city, 2026, 3, 21) == (0, 0, 0)


def test_what_waits_or_is_over_rings_no_more(asked, city, qian_jin):
    take(asked, "return", qian_jin, date(2026, 3, 4), reason="缺户口簿")
    with acting(qian_jin):
        waiting = Alarm.objects.filter(case=asked, fires_at__isnull=False)
        assert set(waiting.values_list("clock__step", flat=True)) == {"supply"}
    take(asked, "supply", qian_jin, date(2026, 3, 5))
    take(asked, "refuse", qian_jin, date(2026, 3, 6), reason="已有一辆")

    assert ring(city, 2026, 12, 1) == (0, 0, 0)


def test_a_notice_that_has_hung_seven_days_lapses_by_itself(xiaoman, city, qian_jin):
    with acting(qian_jin):
        case = casework.open_case(procedure="notice", child=xiaoman, by=qian_jin, on=ON)
    assert ring(city, 2026, 3, 9) == (0, 0, 0)
    assert ring(city, 2026, 3, 10) == (1, 0, 1)

    with acting(qian_jin):
        last = Taken.objects.get(case=case, number=2)
    assert (last.step, last.move, last.by_id, last.enters) == ("expire", "lapse", None, "over")
    assert last.done_on == date(2026, 3, 10)


def test_an_objection_in_time_leaves_nothing_to_lapse(xiaoman, city, qian_jin):
    with acting(qian_jin):
        case = casework.open_case(procedure="notice", child=xiaoman, by=qian_jin, on=ON)
    take(case, "object", qian_jin, date(2026, 3, 9), reason="邻居提出异议")

    assert ring(city, 2026, 3, 20) == (0, 0, 0)


def test_the_worklist_of_a_street_and_what_is_late_for_the_district(
    asked, qian_jin, shen_li, fang_zhi, zhao_min
):
    day = date(2026, 3, 11)
    for officer, waits, late in (
        (qian_jin, [asked.pk], [asked.pk]),
        (shen_li, [], [asked.pk]),
        (fang_zhi, [], []),
        (zhao_min, [], []),
    ):
        with acting(officer):
            assert [turn.case_id for turn in waiting_for(officer, day)] == waits, officer.name
            assert [turn.case_id for turn in late_in(officer, day)] == late, officer.name


def test_a_vacant_streets_work_stands_on_the_districts_list(asked, shen_li):
    with acting(shen_li):
        assert [turn.case_id for turn in waiting_for(shen_li, ON)] == [asked.pk]


def test_how_cases_move_in_each_part_of_the_district(asked, changping, qian_jin, sun_li, shen_li):
    take(asked, "weigh", qian_jin, date(2026, 3, 5))
    take(asked, "grant", sun_li, date(2026, 3, 6), answers={"colour": "red"})
    take(asked, "file", shen_li, date(2026, 3, 12), at=datetime(2026, 3, 12, 9, tzinfo=CHINA_TIME))
    with acting(shen_li):
        rows = flow(place=changping, since=ON, on=ON + timedelta(days=30))

    assert [(row.procedure, row.name, row.open, row.late, row.closed) for row in rows] == [
        ("bell", "回龙观街道", 1, 1, 0),
        ("bicycle", "回龙观街道", 0, 0, 1),
    ]
    assert rows[1].median_days == 10
