"""The holiday notices since 2004, as the package `chinesecalendar` holds them."""

from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain, groupby

from chinese_calendar import constants

from hutong.foundation.calendar.holidays import HOLIDAYS, NamedDay

_NAMES = {holiday.en: holiday.zh for holiday in HOLIDAYS}


def source() -> str:
    """How rows taken from the package say where they come from."""
    return f"chinesecalendar {version('chinesecalendar')}"


def years() -> Iterator[tuple[int, list[NamedDay]]]:
    """Each year the package knows, with the days its notice names."""
    named = sorted(
        chain(
            (
                NamedDay(day, False, _NAMES.get(name, name))
                for day, name in constants.holidays.items()
            ),
            (
                NamedDay(day, True, _NAMES.get(name, name))
                for day, name in constants.workdays.items()
            ),
        )
    )
    for year, days in groupby(named, lambda named_day: named_day.day.year):
        yield year, list(days)
