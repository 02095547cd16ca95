"""What a table is as of, or over: a day, a month, a quarter or half a year."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text


class NotAPeriod(Refused):
    """What was written is no such day, month, quarter or half-year, or has not begun yet."""


class Span(StrEnum):
    """How long the time is that a table speaks of."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"


HOW_WRITTEN = {
    Span.DAY: Text("日期，如 2026-11-23", "a day, such as 2026-11-23"),
    Span.MONTH: Text("月份，如 2026-11", "a month, such as 2026-11"),
    Span.QUARTER: Text("季度，如 2026-Q4", "a quarter, such as 2026-Q4"),
    Span.HALF_YEAR: Text("半年，如 2026-H2", "half a year, such as 2026-H2"),
}
OFFERED_MONTHS = 24
LENGTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF_YEAR: 6}
_QUARTER = re.compile(r"((?:19|20)\d\d)-Q([1-4])")
_HALF = re.compile(r"((?:19|20)\d\d)-H([12])")
_QUARTERS = "一二三四"
_HALVES = "上下"


@dataclass(frozen=True, slots=True)
class Period:
    """Some months, or one day; `day` is the last one it speaks of."""

    span: Span
    first: Month
    day: date

    @property
    def last(self) -> Month:
        """Its last month."""
        return self.first + (LENGTHS.get(self.span, 1) - 1)

    @property
    def written(self) -> str:
        """As it is typed and stands in an address."""
        match self.span:
            case Span.DAY:
                return self.day.isoformat()
            case Span.MONTH:
                return str(self.first)
            case Span.QUARTER:
                return f"{self.first.year}-Q{(self.first.number + 2) // 3}"
            case Span.HALF_YEAR:
                return f"{self.first.year}-H{(self.first.number + 5) // 6}"

    @property
    def label(self) -> Text:
        """As a page offers it."""
        return Text(self.printed, self.written)

    @property
    def printed(self) -> str:
        """As it stands under the title of a table."""
        year, number = self.first.year, self.first.number
        match self.span:
            case Span.DAY:
                return f"截至 {self.day.year} 年 {self.day.month} 月 {self.day.day} 日"
            case Span.MONTH:
                return f"{year} 年 {number} 月"
            case Span.QUARTER:
                return f"{year} 年第{_QUARTERS[(number - 1) // 3]}季度"
            case Span.HALF_YEAR:
                return f"{year} 年{_HALVES[(number - 1) // 6]}半年"


def read_period(span: Span, written: str, *, on: date) -> Period:
    """The period that was written; one that begins after today is refused."""
    period = _read(span, written.strip())
    begins = period.day if span is Span.DAY else period.first.first_day
    if begins > on:
        raise NotAPeriod(
            Finding(
                Text("{period}还没有开始。", "{written} has not begun yet.").filled(
                    period=period.printed, written=period.written
                ),
                field="period",
            )
        )
    return period


def period_on(span: Span, on: date) -> Period:
    """The period a day lies in."""
    if span is Span.DAY:
        return Period(span, Month.of(on), on)
    length = LENGTHS[span]
    first = Month(on.year, (on.month - 1) // length * length + 1)
    return _months(span, first)


def earlier_periods(span: Span, on: date) -> list[Period]:
    """The periods one can choose from on a day, the latest first: some two years of them."""
    length = LENGTHS[span]
    latest = period_on(span, on).first
    return [_months(span, latest - count * length) for count in range(OFFERED_MONTHS // length)]


def _months(span: Span, first: Month) -> Period:
    return Period(span, first, (first + (LENGTHS[span] - 1)).last_day)


def _read(span: Span, written: str) -> Period:
    match span:
        case Span.DAY:
            try:
                day = date.fromisoformat(written)
            except ValueError:
                raise _not_a_period(span, written) from None
            return Period(span, Month.of(day), day)
        case Span.MONTH:
            return _months(span, Month.parse(written))
        case _:
            pattern = _QUARTER if span is Span.QUARTER else _HALF
            found = pattern.fullmatch(written)
            if found is None:
                raise _not_a_period(span, written)
            first = (int(found[2]) - 1) * LENGTHS[span] + 1
            return _months(span, Month(int(found[1]), first))


def _not_a_period(span: Span, written: str) -> NotAPeriod:
    how = HOW_WRITTEN[span]
    return NotAPeriod(
        Finding(
            Text(
                f"“{written[:20]}”不是{how.zh.partition('，')[0]}；请写{how.zh}。",
                f"“{written[:20]}” is not {how.en.partition(',')[0]}; write {how.en}.",
            ),
            field="period",
        )
    )
