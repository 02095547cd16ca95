"""What may be asked of the calendar."""

from collections import defaultdict
from typing import TYPE_CHECKING

from hutong.foundation.calendar.models import AnnouncedYear
from hutong.foundation.kernel.working_days import WorkingCalendar

if TYPE_CHECKING:
    from datetime import date


def working_calendar() -> WorkingCalendar:
    """Every announced year, as time limits need it."""
    years: defaultdict[int, dict[date, bool]] = defaultdict(dict)
    for year, day, working in AnnouncedYear.objects.values_list(
        "year", "days__day", "days__working"
    ):
        named = years[year]
        if day is not None:
            named[day] = working
    return WorkingCalendar(dict(years))
