"""Limits over every announced calendar: never on a rest day, never shorter or longer by a pause."""

from datetime import date, datetime, timedelta

import chinese_calendar
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.casework._counting import Count
from hutong.foundation.calendar._package import years
from hutong.foundation.kernel.dates import CHINA_TIME, TimeLimit, Unit
from hutong.foundation.kernel.working_days import WorkingCalendar

FIRST, LAST = date(2010, 1, 1), date(2026, 6, 30)
CALENDAR = WorkingCalendar(
    {year: {named.day: named.working for named in days} for year, days in years()}
)
DAYS = st.dates(FIRST, LAST)
LIMITS = st.builds(
    TimeLimit, st.integers(1, 60), st.sampled_from([Unit.WORKING_DAY, Unit.DAY])
) | st.builds(TimeLimit, st.integers(1, 6), st.just(Unit.MONTH))


def working(day):
    return chinese_calendar.is_workday(day)


@settings(max_examples=2_000)
@given(LIMITS, st.dates(FIRST, date(2025, 12, 31)))
def test_no_limit_ends_on_a_rest_day(limit, since):
    due = Count.begun(limit, since).due(CALENDAR)

    assert working(due)
    assert due == limit.due(since, CALENDAR)


@settings(max_examples=2_000)
@given(
    st.integers(1, 40),
    st.dates(FIRST, date(2025, 3, 1)),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 60)), max_size=4),
)
def test_pauses_leave_as_many_working_days_as_there_were(amount, since, pauses):
    count, day = Count.begun(TimeLimit(amount, Unit.WORKING_DAY), since), since
    for run, wait in pauses:
        day += timedelta(days=run)
        left = count.whole - count.used_by(day, CALENDAR)
        count = count.waiting(day, CALENDAR)
        day += timedelta(days=wait)
        assert count.due(CALENDAR) is None
        count = count.running(day)
        due = count.due(CALENDAR)
        assert working(due)
        if left > 0 or (left == 0 and working(day)):
            assert CALENDAR.working_days_between(day, due) == left
        elif left == 0:  # nothing left, and resumed on a rest day: the next working day
            assert due == CALENDAR.on_or_after(day)
        else:
            assert CALENDAR.working_days_between(due, day) == -left


@settings(max_examples=1_000)
@given(
    st.integers(1, 90),
    st.dates(FIRST, date(2025, 3, 1)),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 60)), max_size=4),
)
def test_pauses_leave_as_many_days_as_there_were(amount, since, pauses):
    count, day, waited = Count.begun(TimeLimit(amount, Unit.DAY), since), since, 0
    for run, wait in pauses:
        day += timedelta(days=run)
        count = count.waiting(day, CALENDAR)
        day += timedelta(days=wait)
        waited += wait
        count = count.running(day)

    assert count.due(CALENDAR) == CALENDAR.on_or_after(since + timedelta(days=amount + waited))


@given(st.integers(1, 100), st.integers(0, 5_000), st.integers(0, 5_000))
def test_hours_run_through_rest_days_and_wait_by_the_minute(amount, run, wait):
    since = datetime(2026, 2, 14, 17, 30, tzinfo=CHINA_TIME)
    count = Count.begun(TimeLimit(amount, Unit.HOUR), since)
    paused = since + timedelta(minutes=run)
    count = count.waiting(paused, CALENDAR).running(paused + timedelta(minutes=wait))

    assert count.due(CALENDAR) == since + timedelta(hours=amount, minutes=wait)


@given(st.integers(1, 40), st.dates(FIRST, date(2025, 12, 31)))
def test_half_comes_before_the_end_or_not_at_all(amount, since):
    count = Count.begun(TimeLimit(amount, Unit.WORKING_DAY), since)
    half = count.half(CALENDAR)

    if amount == 1:
        assert half is None
    else:
        assert CALENDAR.working_days_between(since, half) == (amount + 1) // 2
        assert half < count.due(CALENDAR)


def test_a_pause_that_does_not_count_working_days_is_caught():
    """The control: a count that gives a pause's working days back as calendar days fails."""
    since, paused, resumed = date(2026, 2, 9), date(2026, 2, 11), date(2026, 2, 20)
    count = Count.begun(TimeLimit(5, Unit.WORKING_DAY), since)
    true = count.waiting(paused, CALENDAR).running(resumed).due(CALENDAR)
    planted = count.due(CALENDAR) + (resumed - paused)

    assert true == date(2026, 2, 26)  # the Spring Festival lasts until the 23rd
    assert planted != true
