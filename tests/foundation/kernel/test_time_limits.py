from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.foundation.kernel.dates import (
    TimeLimit,
    Unit,
    add_months,
    age_on,
    day_in_china,
    days,
    hours,
    months,
    months_between,
    working_days,
)
from hutong.foundation.kernel.working_days import YearNotAnnounced

BIRTHS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
STARTS = st.dates(date(2025, 1, 1), date(2026, 4, 30))
LIMITS = st.builds(
    TimeLimit, st.integers(1, 7), st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH])
)


class TestAge:
    def test_xiaoyu_is_eighteen_on_her_birthday_and_not_the_day_before(self):
        born = date(2008, 3, 9)

        assert age_on(born, date(2026, 3, 8)) == 17
        assert age_on(born, date(2026, 3, 9)) == 18

    def test_who_was_born_on_29_february_turns_older_on_1_march_of_a_common_year(self):
        born = date(2008, 2, 29)

        assert age_on(born, date(2026, 2, 28)) == 17
        assert age_on(born, date(2026, 3, 1)) == 18
        assert age_on(born, date(2028, 2, 29)) == 20

    def test_before_the_birth_the_number_is_negative(self):
        assert age_on(date(2026, 5, 1), date(2026, 4, 30)) == -1

    @given(BIRTHS, st.integers(0, 40))
    def test_nobody_is_older_than_the_years_since_birth(self, birth, days_later):
        day = birth + timedelta(days=days_later * 100)

        assert age_on(birth, day) == months_between_by_counting(birth, day, 12)


def months_between_by_counting(start, day, step):
    """Counts up from the start; 29 February has its day on 1 March, a month's end on its last."""
    count = 0
    while True:
        following = add_months(start, (count + 1) * step)
        if step == 12 and (start.month, start.day) == (2, 29) and following.day == 28:
            following += timedelta(days=1)
        if following > day:
            return count
        count += 1


class TestMonthsBetween:
    def test_a_father_in_prison_since_31_august_has_been_there_six_months_on_28_february(self):
        assert months_between(date(2025, 8, 31), date(2026, 2, 27)) == 5
        assert months_between(date(2025, 8, 31), date(2026, 2, 28)) == 6

    def test_six_months_are_met_exactly_on_the_corresponding_day(self):
        assert months_between(date(2026, 1, 15), date(2026, 7, 14)) == 5
        assert months_between(date(2026, 1, 15), date(2026, 7, 15)) == 6

    @given(BIRTHS, st.integers(-300, 300))
    def test_adding_months_and_counting_them_agree(self, day, count):
        assert months_between(day, add_months(day, count)) == count
        assert months_between(day, add_months(day, count) - timedelta(days=1)) == count - 1

    @given(BIRTHS, st.integers(0, 900))
    def test_months_are_those_one_can_count_up(self, start, days_later):
        day = start + timedelta(days=days_later)

        assert months_between(start, day) == months_between_by_counting(start, day, 1)


class TestTimeLimits:
    def test_five_working_days_from_the_friday_before_spring_festival(self, calendar):
        accepted = date(2026, 2, 13)

        # Saturday 14 is worked and the first; then the festival; 24 to 27 February are the rest.
        assert working_days(5).due(accepted, calendar) == date(2026, 2, 27)

    def test_ten_working_days_from_the_same_friday_count_the_swapped_saturday(self, calendar):
        assert working_days(10).due(date(2026, 2, 13), calendar) == date(2026, 3, 5)

    def test_working_days_accepted_on_a_rest_day_begin_with_the_next_working_day(self, calendar):
        assert working_days(1).due(date(2026, 2, 17), calendar) == date(2026, 2, 24)

    def test_thirty_days_that_end_in_the_national_holiday_run_on_to_8_october(self, calendar):
        noticed = date(2026, 9, 2)

        assert days(30).due(noticed, None) == date(2026, 10, 2)
        assert days(30).due(noticed, calendar) == date(2026, 10, 8)

    def test_days_that_end_on_a_worked_saturday_end_there(self, calendar):
        assert days(7).due(date(2026, 2, 7), calendar) == date(2026, 2, 14)

    def test_a_month_from_31_january_ends_on_the_last_of_february_which_is_worked(self, calendar):
        assert months(1).due(date(2026, 1, 31), calendar) == date(2026, 2, 28)

    def test_six_months_that_end_on_a_sunday_run_on_to_monday(self, calendar):
        assert months(6).due(date(2026, 2, 15), None) == date(2026, 8, 15)
        assert months(6).due(date(2026, 2, 15), calendar) == date(2026, 8, 17)

    def test_a_day_of_24_hours_runs_from_the_moment_and_through_the_night_of_the_festival(
        self, calendar
    ):
        entered = datetime(2026, 2, 14, 17, 30, tzinfo=UTC)

        assert hours(24).due(entered, calendar) == datetime(2026, 2, 15, 17, 30, tzinfo=UTC)
        assert hours(24).due_day(entered, calendar) == date(2026, 2, 16)

    def test_hours_need_a_moment_to_begin_at(self, calendar):
        with pytest.raises(TypeError, match="begins at a moment"):
            hours(24).due(date(2026, 2, 14), calendar)

    def test_working_days_need_a_calendar(self):
        with pytest.raises(TypeError, match="without a calendar"):
            working_days(5).due(date(2026, 2, 13), None)

    def test_a_report_after_midnight_in_beijing_belongs_to_the_new_day(self, calendar):
        reported = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)

        assert day_in_china(reported) == date(2026, 3, 3)
        assert days(3).due(reported, calendar) == date(2026, 3, 6)

    def test_a_limit_that_ends_in_a_year_not_announced_is_an_error_that_names_it(self, calendar):
        with pytest.raises(YearNotAnnounced) as refusal:
            months(6).due(date(2026, 9, 1), calendar)

        assert refusal.value.year == 2027
        assert months(6).due(date(2026, 9, 1), None) == date(2027, 3, 1)

    def test_a_limit_says_itself_in_both_languages(self):
        assert working_days(5).text == ("5 个工作日", "5 working days")
        assert months(1).text == ("1 个月", "1 month")
        assert str(hours(24)) == "24 小时"

    def test_there_is_no_limit_of_no_days(self):
        with pytest.raises(ValueError, match="at least one"):
            days(0)

    @given(start=STARTS, later=st.integers(0, 30), limit=LIMITS)
    def test_who_begins_later_is_never_due_earlier(self, calendar, start, later, limit):
        after = start + timedelta(days=later)

        assert limit.due(start, calendar) <= limit.due(after, calendar)

    @given(start=STARTS, limit=LIMITS)
    def test_a_longer_limit_never_ends_earlier(self, calendar, start, limit):
        longer = TimeLimit(limit.amount + 1, limit.unit)

        assert start < limit.due(start, calendar) <= longer.due(start, calendar)

    @given(start=STARTS, limit=LIMITS)
    def test_every_limit_ends_on_a_working_day_and_never_before_it_was_counted(
        self, calendar, start, limit
    ):
        due = limit.due(start, calendar)

        assert calendar.is_working(due)
        if limit.unit is not Unit.WORKING_DAY:
            counted = limit.due(start, None)
            assert counted <= due
            assert calendar.working_days_between(counted, due) <= 1
