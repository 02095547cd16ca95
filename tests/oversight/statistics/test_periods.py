"""The day, month, quarter or half-year a table speaks of."""

from datetime import date

import pytest

from hutong.foundation.kernel.months import Month
from hutong.oversight.statistics.returns.periods import (
    NotAPeriod,
    Span,
    period_on,
    read_period,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("span", "written", "first", "last_day", "printed"),
    [
        (Span.DAY, "2026-11-03", Month(2026, 11), date(2026, 11, 3), "截至 2026 年 11 月 3 日"),
        (Span.MONTH, "2026-02", Month(2026, 2), date(2026, 2, 28), "2026 年 2 月"),
        (Span.QUARTER, "2026-Q3", Month(2026, 7), date(2026, 9, 30), "2026 年第三季度"),
        (Span.HALF_YEAR, "2026-H1", Month(2026, 1), date(2026, 6, 30), "2026 年上半年"),
    ],
)
def test_a_period_is_read_as_it_is_written(span, written, first, last_day, printed):
    period = read_period(span, written, on=TODAY)

    assert (period.first, period.day, period.written, period.printed) == (
        first,
        last_day,
        written,
        printed,
    )


@pytest.mark.parametrize("span", list(Span))
def test_todays_period_is_the_one_today_lies_in(span):
    period = period_on(span, TODAY)

    assert read_period(span, period.written, on=TODAY) == period
    assert period.first.first_day <= TODAY <= period.day


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (Span.DAY, "2026-02-30"),
        (Span.QUARTER, "2026-Q5"),
        (Span.QUARTER, "2026-10"),
        (Span.HALF_YEAR, "2026-H3"),
    ],
)
def test_what_is_no_period_is_refused_with_an_example(span, written):
    with pytest.raises(NotAPeriod, match="如 2026-"):
        read_period(span, written, on=TODAY)


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (Span.DAY, "2026-11-24"),
        (Span.MONTH, "2026-12"),
        (Span.QUARTER, "2027-Q1"),
        (Span.HALF_YEAR, "2027-H1"),
    ],
)
def test_what_has_not_begun_has_no_table(span, written):
    with pytest.raises(NotAPeriod, match="还没有开始"):
        read_period(span, written, on=TODAY)
