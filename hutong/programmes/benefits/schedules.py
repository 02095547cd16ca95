"""When cases are opened without anybody asking: each year in some months, or before an age."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from hutong.foundation.kernel.dates import add_months
from hutong.foundation.kernel.law import Citation
from hutong.foundation.policy import Dated

ONE_DAY = timedelta(days=1)


class Due(NamedTuple):
    """One occasion on which a child's case is opened: what it is called, and which day it is.

    `happens_on` is the day of what the case is about.
    """

    name: str
    day: date
    happens_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(ABC):
    """For whoever is granted one of some benefits, a procedure begins by itself.

    The law's file of the procedure states it beside the steps. Its opening that the clock takes
    may ask for `benefit` and `happened_on`, and for nothing else.
    """

    procedure: str
    benefits: tuple[str, ...]
    law: Citation

    @abstractmethod
    def births(self, on: date) -> tuple[date, date] | None:
        """Between which birth dates a child can be for anything to be due; none if any."""

    @abstractmethod
    def due(self, birth: date | None, on: date) -> Due | None:
        """What is due on a day for somebody born on another; nothing if nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryYear(Schedule):
    """In some months of each year, on the first day; it is made up for within the month."""

    months: tuple[int, ...]

    def births(self, on: date) -> None:  # noqa: ARG002 - every schedule is asked
        """A yearly schedule asks for no age."""
        return

    def due(self, birth: date | None, on: date) -> Due | None:  # noqa: ARG002 - as above
        """The occasion of this year, or of this month of it where there are several."""
        if on.month not in self.months:
            return None
        day = on.replace(day=1)
        name = str(on.year) if len(self.months) == 1 else f"{day:%Y-%m}"
        return Due(name, day, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAge(Schedule):
    """Once in a life, some months before an age is reached; it is made up for until some after.

    The day is the first from which so many months lead to the birthday or past it, so that limits
    counted in months from it never end before the birthday.
    """

    age: Dated
    months_before: int
    months_after: int

    def births(self, on: date) -> tuple[date, date]:
        """Those who reach the age within the months around a day."""
        years = self._years(on)
        return (
            _years_on(on, -years) - timedelta(days=31 * (self.months_after + 1)),
            _years_on(on, -years) + timedelta(days=31 * (self.months_before + 1)),
        )

    def due(self, birth: date | None, on: date) -> Due | None:
        """The occasion of this birthday, from the first day on which it is due."""
        if birth is None:
            return None
        birthday = _years_on(birth, self._years(on))
        day = add_months(birthday, -self.months_before)
        while add_months(day, self.months_before) < birthday:
            day += ONE_DAY
        if not day <= on <= add_months(birthday, self.months_after):
            return None
        return Due(birthday.isoformat(), day, birthday)

    def _years(self, on: date) -> int:
        value = self.age.in_force(on)
        if value is None or value.amount is None:
            raise LookupError(f"{self.age.code} has no value on {on}.")
        return int(value.amount)


def _years_on(day: date, years: int) -> date:
    """The same day so many years on; for 29 February in a common year 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
