"""How a time limit runs, waits and runs on; what has been used is never given back or taken."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from hutong.foundation.kernel.dates import TimeLimit, Unit, add_months
from hutong.foundation.kernel.working_days import ONE_DAY, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Count:
    """A limit on its way: since when it runs, and how much was used before.

    The whole and the used are working days for a limit in working days, minutes for one in hours,
    and otherwise calendar days.
    """

    unit: Unit
    whole: int
    used: int
    since: date | None  # nothing while it waits

    @classmethod
    def begun(cls, limit: TimeLimit, since: date) -> "Count":
        """A limit whose first day, which does not count, is `since`."""
        if limit.unit is Unit.MONTH:
            whole = (add_months(since, limit.amount) - since).days
        elif limit.unit is Unit.HOUR:
            whole = limit.amount * 60
        else:
            whole = limit.amount
        return cls(limit.unit, whole, 0, since)

    @property
    def left(self) -> int:
        """What was left when it last began to run."""
        return self.whole - self.used

    def used_by(self, day: date, calendar: WorkingCalendar) -> int:
        """How much has been used by a day, or by a moment where hours count."""
        if self.since is None:
            return self.used
        if self.unit is Unit.HOUR:
            return self.used + _minutes(self.since, day)
        if self.unit is Unit.WORKING_DAY:
            return self.used + calendar.working_days_between(self.since, day)
        return self.used + (day - self.since).days

    def waiting(self, day: date, calendar: WorkingCalendar) -> "Count":
        """The same limit, waiting from a day on."""
        return replace(self, used=self.used_by(day, calendar), since=None)

    def running(self, day: date) -> "Count":
        """The same limit, running on from a day."""
        return replace(self, since=day)

    def due(self, calendar: WorkingCalendar) -> date | None:
        """The last day or moment on which it is kept; nothing while it waits.

        Unless hours count, it is always a working day: one that would end on a rest day runs on
        to the next (Civil Code art. 203), also when nothing is left on the day it runs on.
        """
        return self._reached(self.left, calendar)

    def half(self, calendar: WorkingCalendar) -> date | None:
        """When half of the whole is used; nothing if that is the end itself, or past already."""
        half = (self.whole + 1) // 2
        if half == self.whole or half <= self.used:
            return None
        return self._reached(half - self.used, calendar)

    def _reached(self, ahead: int, calendar: WorkingCalendar) -> date | None:
        if self.since is None:
            return None
        if self.unit is Unit.HOUR:
            return self.since + timedelta(minutes=ahead)
        if self.unit is Unit.WORKING_DAY:
            return _working_day(self.since, ahead, calendar)
        return calendar.on_or_after(self.since + timedelta(days=ahead))


def _working_day(since: date, ahead: int, calendar: WorkingCalendar) -> date:
    if ahead > 0:
        return calendar.after(since, ahead)
    if ahead == 0:
        return calendar.on_or_after(since)
    day, back = since, -ahead
    while back > 0 or not calendar.is_working(day):
        back -= calendar.is_working(day)
        day -= ONE_DAY
    return day


def _minutes(start: date, end: date) -> int:
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        raise TypeError("Hours are counted between moments, not days.")
    return int((end - start).total_seconds() // 60)
