from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.foundation.kernel.months import Month, NotAMonth

MONTHS = st.builds(Month, st.integers(1950, 2100), st.integers(1, 12))
COUNTS = st.integers(-600, 600)


def test_an_allowance_from_november_to_february_is_paid_four_times():
    paid = Month.span(Month(2026, 11), Month.parse("2027-02"))

    assert [str(month) for month in paid] == ["2026-11", "2026-12", "2027-01", "2027-02"]


def test_a_span_that_ends_before_it_begins_is_empty():
    assert list(Month.span(Month(2026, 3), Month(2026, 2))) == []


def test_a_month_knows_its_first_and_last_day():
    february = Month(2028, 2)

    assert (february.first_day, february.last_day) == (date(2028, 2, 1), date(2028, 2, 29))
    assert date(2028, 2, 29) in february
    assert date(2028, 3, 1) not in february
    assert date(2027, 2, 28) not in february


def test_months_stand_in_order():
    assert Month(2025, 12) < Month(2026, 1) < Month(2026, 2)
    assert max(Month(2026, 2), Month(2025, 12)) == Month.of(date(2026, 2, 28))


@pytest.mark.parametrize("written", ["2026-13", "2026-1", "26-11", "", "0000-01", "２０２６-11"])
def test_a_clerk_who_writes_no_month_is_told_how_one_is_written(written):
    with pytest.raises(NotAMonth) as refusal:
        Month.parse(written)

    assert refusal.value.findings[0].sentence.zh == f"“{written}”不是月份；月份写作 2026-11。"


def test_there_is_no_thirteenth_month():
    with pytest.raises(ValueError, match="no month 13"):
        Month(2026, 13)


@given(MONTHS, COUNTS)
def test_adding_and_subtracting_months_undo_each_other(month, count):
    later = month + count

    assert later - month == count
    assert later - count == month
    assert (later > month) == (count > 0)


@given(MONTHS)
def test_a_month_survives_being_written_down(month):
    assert Month.parse(str(month)) == month
    assert Month.of(month.first_day) == Month.of(month.last_day) == month
    assert (month + 1).first_day.toordinal() == month.last_day.toordinal() + 1
