"""Calendar months, in which benefits are counted."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import overload

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

_WRITTEN = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


class NotAMonth(Refused):
    """What was written is not a month such as 2026-11."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year; months can be put in order, added to and subtracted."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (MINYEAR <= self.year <= MAXYEAR and 1 <= self.number <= 12):
            raise ValueError(f"There is no month {self.number} of the year {self.year}.")

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, written: str) -> "Month":
        """The month that was written as 2026-11."""
        found = _WRITTEN.fullmatch(written.strip())
        if found is None or int(found[1]) < MINYEAR:
            raise NotAMonth(
                Finding(
                    Text(
                        "“{written}”不是月份；月份写作 2026-11。",
                        "“{written}” is not a month; a month is written 2026-11.",
                    ).filled(written=written)
                )
            )
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def span(cls, first: "Month", last: "Month") -> Iterator["Month"]:
        """Every month from the first to the last, both included."""
        return (first + count for count in range(last - first + 1))

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def day(self, number: int) -> date:
        """The day of this number, or the month's last day where the month is too short for it."""
        return date(self.year, self.number, min(number, self.last_day.day))

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.number)

    def __add__(self, months: int) -> "Month":
        years, number = divmod(self._ordinal + months, 12)
        return Month(years, number + 1)

    @overload
    def __sub__(self, other: "Month") -> int: ...
    @overload
    def __sub__(self, other: int) -> "Month": ...
    def __sub__(self, other: "Month | int") -> "Month | int":
        if isinstance(other, Month):
            return self._ordinal - other._ordinal
        return self + -other

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def _ordinal(self) -> int:
        return self.year * 12 + self.number - 1
