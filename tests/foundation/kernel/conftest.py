"""The State Council's notice for 2026, and the plain weeks of the year before."""

from datetime import date, timedelta

import pytest

from hutong.foundation.kernel.working_days import WorkingCalendar

# Spring Festival is 15 to 23 February; people work on Saturday 14 and Saturday 28.
OFF_IN_2026 = [
    (date(2026, 1, 1), 3),
    (date(2026, 2, 15), 9),
    (date(2026, 4, 4), 3),
    (date(2026, 5, 1), 5),
    (date(2026, 6, 19), 3),
    (date(2026, 9, 25), 3),
    (date(2026, 10, 1), 7),
]
SWAPPED_IN_2026 = [
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
]


@pytest.fixture(scope="session")
def calendar():
    named = dict.fromkeys(SWAPPED_IN_2026, True)
    for first, length in OFF_IN_2026:
        named |= {first + timedelta(days=count): False for count in range(length)}
    return WorkingCalendar({2025: {date(2025, 1, 1): False}, 2026: named})
