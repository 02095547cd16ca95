"""Ages, months between days, and the time limits of the law (Civil Code, art. 200-204)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.text import Text
from hutong.foundation.kernel.working_days import WorkingCalendar

CHINA_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")


class Precision(StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


def age_on(birth: date, day: date) -> int:
    """The years a person has completed; the birthday itself completes one.

    Who was born on 29 February turns a year older on 1 March of a common year. The number is
    negative on a day before the birth.
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later, or that month's last day if it has none."""
    return (Month.of(day) + months).day(day.day)


def months_between(start: date, end: date) -> int:
    """How many months are full at the end; a shorter month is full on its last day.

    The number is negative when the end comes before the start.
    """
    months = Month.of(end) - Month.of(start)
    return months - (end < Month.of(end).day(start.day))


def day_in_china(moment: date) -> date:
    """The day on the calendar in China at a moment, or the day itself."""
    if not isinstance(moment, datetime):
        return moment
    return (moment if moment.tzinfo is None else moment.astimezone(CHINA_TIME)).date()


class Unit(StrEnum):
    """What a time limit counts."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working day"
    MONTH = "month"


_COUNTED = {
    Unit.HOUR: ("小时", "hour"),
    Unit.DAY: ("日", "day"),
    Unit.WORKING_DAY: ("个工作日", "working day"),
    Unit.MONTH: ("个月", "month"),
}


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long somebody has to do what the law asks.

    Hours run from the moment itself (Civil Code, art. 201 para. 2) and through rest days. Of
    days, working days and months the first day is not counted (art. 201 para. 1). Months end on
    the corresponding day of the last month, or on its last day where it has none (art. 202). A
    limit of days or months whose last day is a rest day runs on to the next working day
    (art. 203); only the calendar can tell, so without one the last day stays as counted and is
    never later than the true one. A special law may count otherwise (art. 204): then its
    procedure states another limit.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError("A time limit lasts at least one hour or day.")

    def due(self, start: date, calendar: WorkingCalendar | None) -> date:
        """The last day on which the duty can still be met; for hours, the last moment."""
        if self.unit is Unit.HOUR:
            if not isinstance(start, datetime):
                raise TypeError("A limit in hours begins at a moment, not on a day.")
            return start + timedelta(hours=self.amount)
        begun = day_in_china(start)
        if self.unit is Unit.WORKING_DAY:
            if calendar is None:
                raise TypeError("Working days cannot be counted without a calendar.")
            return calendar.after(begun, self.amount)
        if self.unit is Unit.MONTH:
            last = add_months(begun, self.amount)
        else:
            last = begun + timedelta(days=self.amount)
        return last if calendar is None else calendar.on_or_after(last)

    def due_day(self, start: date, calendar: WorkingCalendar | None) -> date:
        """The day in China on which the limit ends, whatever it counts."""
        return day_in_china(self.due(start, calendar))

    @property
    def text(self) -> Text:
        """The limit in words, such as 5 个工作日."""
        zh, en = _COUNTED[self.unit]
        return Text(f"{self.amount} {zh}", f"{self.amount} {en}{'s' if self.amount > 1 else ''}")

    def __str__(self) -> str:
        return str(self.text)


def hours(amount: int) -> TimeLimit:
    """So many hours from the moment itself."""
    return TimeLimit(amount, Unit.HOUR)


def days(amount: int) -> TimeLimit:
    """So many calendar days."""
    return TimeLimit(amount, Unit.DAY)


def working_days(amount: int) -> TimeLimit:
    """So many days on which offices are open."""
    return TimeLimit(amount, Unit.WORKING_DAY)


def months(amount: int) -> TimeLimit:
    """So many months."""
    return TimeLimit(amount, Unit.MONTH)
