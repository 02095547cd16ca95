"""Time limits in words and in pips."""

from collections.abc import Sequence
from datetime import date, timedelta

from hutong.foundation.kernel.text import Text
from hutong.foundation.kernel.working_days import WorkingCalendar, YearNotAnnounced

ONE_DAY = timedelta(days=1)
SOON = 3


def left(due: date, *, today: date, calendar: WorkingCalendar) -> tuple[Text, str]:
    """How much time is left, in working days where the year is announced, and its tone."""
    if due == today:
        return Text("今天到期", "due today"), "soon"
    try:
        days = calendar.working_days_between(today, due)
    except YearNotAnnounced:
        return _calendar_days((due - today).days)
    if due < today:
        # A day that fell due before a rest day is late even before the next working day.
        return _late(max(-days, 1))
    tone = "soon" if days <= SOON else ""
    ending = "" if days == 1 else "s"
    return Text(f"剩 {days} 个工作日", f"{days} working day{ending} left"), tone


def pips(begun: date, due: date, *, today: date, calendar: WorkingCalendar) -> Sequence[str]:
    """One pip a day from the day after the beginning: used, today, late, off, or still open."""
    drawn = []
    day = begun
    while day < max(due, today):
        day += ONE_DAY
        try:
            working = calendar.is_working(day)
        except YearNotAnnounced:
            return []
        drawn.append(_pip(day, due, today=today, working=working))
    return drawn


def _pip(day: date, due: date, *, today: date, working: bool) -> str:
    if not working:
        return "off"
    if day > due:
        return "late"
    if day == today:
        return "today"
    return "used" if day < today else "open"


def _late(days: int) -> tuple[Text, str]:
    ending = "" if days == 1 else "s"
    return Text(f"迟 {days} 个工作日", f"{days} working day{ending} late"), "late"


def _calendar_days(days: int) -> tuple[Text, str]:
    if days < 0:
        return Text(f"迟 {-days} 天", f"{-days} days late"), "late"
    return Text(f"剩 {days} 天", f"{days} days left"), "soon" if days <= SOON else ""
