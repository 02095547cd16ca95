from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.foundation.kernel.working_days import WorkingCalendar, YearNotAnnounced

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
EARLY_DAYS = st.dates(date(2024, 12, 31), date(2026, 6, 30))


def test_a_saturday_worked_in_exchange_for_the_festival_is_a_working_day(calendar):
    assert calendar.is_working(date(2026, 2, 14))
    assert not calendar.is_working(date(2026, 2, 16))
    assert not calendar.is_working(date(2026, 2, 7))
    assert calendar.is_working(date(2026, 2, 9))


def test_the_next_working_day_after_the_festival_eve_is_the_day_offices_open(calendar):
    assert calendar.next_working(date(2026, 2, 14)) == date(2026, 2, 24)
    assert calendar.on_or_after(date(2026, 2, 14)) == date(2026, 2, 14)
    assert calendar.on_or_after(date(2026, 2, 15)) == date(2026, 2, 24)


def test_a_check_begun_on_tuesday_3_march_has_three_days_left_on_thursday(calendar):
    assert calendar.after(date(2026, 3, 3), 5) == date(2026, 3, 10)
    assert calendar.working_days_between(date(2026, 3, 5), date(2026, 3, 10)) == 3


def test_what_was_due_on_wednesday_is_two_working_days_late_on_friday(calendar):
    assert calendar.working_days_between(date(2026, 3, 6), date(2026, 3, 4)) == -2


def test_a_year_nobody_announced_is_named_and_not_guessed(calendar):
    with pytest.raises(YearNotAnnounced) as refusal:
        calendar.after(date(2026, 12, 30), 3)

    assert refusal.value.year == 2027
    assert refusal.value.findings[0].sentence.zh == (
        "2027 年的放假安排尚未公布，或者尚未录入工作日历，无法推算该年的工作日。"
    )
    assert "2027" in refusal.value.findings[0].sentence.en


def test_a_calendar_refuses_a_day_of_another_year():
    with pytest.raises(ValueError, match="2025-05-01 does not lie in 2026"):
        WorkingCalendar({2026: {date(2025, 5, 1): False}})


def test_nobody_counts_the_noughth_working_day(calendar):
    with pytest.raises(ValueError, match="from the first one"):
        calendar.after(date(2026, 3, 3), 0)


@given(start=EARLY_DAYS, count=st.integers(1, 100))
def test_counting_days_after_and_days_between_are_inverse(calendar, start, count):
    end = calendar.after(start, count)

    assert calendar.is_working(end)
    assert calendar.working_days_between(start, end) == count
    assert calendar.working_days_between(start, end - timedelta(days=1)) == count - 1


@given(days=st.tuples(DAYS, DAYS, DAYS))
def test_working_days_of_two_periods_add_up_to_those_of_both(calendar, days):
    first, second, third = days
    between = calendar.working_days_between

    assert between(first, second) + between(second, third) == between(first, third)


def test_the_year_2026_has_248_working_days(calendar):
    assert calendar.working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 248
