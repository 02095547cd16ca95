"""Working days, as the State Council's yearly holiday notice leaves them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class YearNotAnnounced(Refused):
    """Nobody can say yet which days of this year are working days."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            Finding(
                Text(
                    "{year} 年的放假安排尚未公布，或者尚未录入工作日历，无法推算该年的工作日。",
                    "The holidays of {year} have not been announced, or not been entered in the "
                    "calendar, so its working days cannot be told.",
                ).filled(year=year)
            )
        )


@dataclass(frozen=True)
class WorkingCalendar:
    """The announced years: for each the days named by its notice, true where people work.

    A day that the notice does not name follows the week: Monday to Friday are working days.
    """

    years: Mapping[int, Mapping[date, bool]] = field(repr=False)

    def __post_init__(self) -> None:
        for year, named in self.years.items():
            for day in named:
                if day.year != year:
                    raise ValueError(f"{day} does not lie in {year}.")

    def is_working(self, day: date) -> bool:
        """Whether offices are open on this day."""
        try:
            named = self.years[day.year]
        except KeyError:
            raise YearNotAnnounced(day.year) from None
        return named.get(day, day.weekday() < SATURDAY)

    def next_working(self, day: date) -> date:
        """The first working day after this one."""
        return self.after(day, 1)

    def on_or_after(self, day: date) -> date:
        """This day if it is a working day, otherwise the next one."""
        return day if self.is_working(day) else self.next_working(day)

    def after(self, start: date, count: int) -> date:
        """The working day of this number after the start, which itself does not count."""
        if count < 1:
            raise ValueError("Working days are counted from the first one after the start.")
        day = start
        while count:
            day += ONE_DAY
            count -= self.is_working(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days follow the start up to and with the end; negative when it is past.

        So a limit of five working days ends on the first day for which this is five.
        """
        if end < start:
            return -self.working_days_between(end, start)
        return sum(
            self.is_working(start + timedelta(days=count))
            for count in range(1, (end - start).days + 1)
        )
