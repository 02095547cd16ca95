"""The days an invented city turns on, all counted from the day it is built."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hutong.foundation.kernel.months import Month

ROUNDS: Final = 5  # months paid from this system before the month of the demo


def earlier(day: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """The day so long before; the last of a month where the day does not exist."""
    year, month = divmod(12 * (day.year - years) + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The day of the demo, and what happened when in the months before it."""

    on: date
    rounds: int = ROUNDS

    @property
    def month(self) -> Month:
        """The month whose round is still to be made."""
        return Month.of(self.on)

    @property
    def first_paid(self) -> Month:
        """The first month paid from this system."""
        return self.month - self.rounds

    @property
    def takeover(self) -> date:
        """The day the old registers were taken over."""
        return self.first_paid.first_day - timedelta(days=11)

    @property
    def paid(self) -> list[Month]:
        """The months already paid from this system."""
        return list(Month.span(self.first_paid, self.month - 1))

    def round_day(self, month: Month) -> date:
        """The day a month's round was made: the third."""
        return month.first_day + timedelta(days=2)

    def intake(self, month: Month, *, early: bool = False) -> date:
        """The day a month's new children were registered; early is before its round is made."""
        return self.within(month, 2 if early else 15)

    def confirmed(self, applied: date) -> date:
        """The day what was applied for was confirmed; what came early was clear at once."""
        early = self.intake(Month.of(applied), early=True)
        return applied if applied == early else self.within(Month.of(applied), 24)

    def within(self, month: Month, day: int) -> date:
        """A day of a month; in the month of the demo never after its day."""
        return min(month.first_day.replace(day=day), self.on)
