"""Ages and months are counted alike in Python, PostgreSQL and DuckDB."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    Benefit,
    Condition,
    Fact,
    Kind,
    Pack,
    age_in_years,
    constant,
    months_since,
)
from tests.foundation.policy.agreement import Case, judged_in_duckdb, judged_in_postgres

WORDS = Text("示例", "example")
LAW = Citation("临水市示例〔2026〕1号")
START = Fact("start", Kind.DATE, WORDS, WORDS, WORDS)

# What is paid tells what was counted: one yuan for a month, a thousand for a year.
COUNTED = constant(1, Kind.MONEY) * months_since(START) + constant(1000, Kind.MONEY) * age_in_years(
    START
)
PACK = Pack(
    [],
    [
        Benefit(
            "counted",
            WORDS,
            LAW,
            "counted",
            [Condition("known", WORDS, START.is_known(), LAW, WORDS)],
            pays=COUNTED,
        )
    ],
)


def counted(start, on):
    amount = int(PACK.judge_all({"start": start}, on)[0].amount)
    years, months = divmod(amount + 500_000, 1000)
    return years - 500, months


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2008, 3, 9), date(2026, 3, 8), 17),
        (date(2008, 3, 9), date(2026, 3, 9), 18),
        (date(2008, 12, 31), date(2027, 1, 1), 18),
        (date(2026, 3, 9), date(2026, 3, 9), 0),
    ],
)
def test_a_year_is_complete_on_the_birthday_and_a_leap_day_child_waits_for_march(born, on, years):
    assert counted(born, on)[0] == years


@pytest.mark.parametrize(
    ("since", "on", "months"),
    [
        (date(2025, 8, 31), date(2026, 2, 27), 5),
        (date(2025, 8, 31), date(2026, 2, 28), 6),
        (date(2023, 8, 31), date(2024, 2, 28), 5),
        (date(2023, 8, 31), date(2024, 2, 29), 6),
        (date(2025, 8, 30), date(2026, 2, 28), 6),
        (date(2025, 10, 31), date(2025, 11, 29), 0),
        (date(2025, 10, 31), date(2025, 11, 30), 1),
        (date(2025, 12, 15), date(2026, 1, 14), 0),
        (date(2025, 12, 15), date(2026, 1, 15), 1),
    ],
)
def test_a_month_is_full_on_its_day_or_on_the_last_of_a_shorter_month(since, on, months):
    assert counted(since, on)[1] == months


@pytest.mark.django_db
def test_every_pair_of_difficult_days_is_counted_alike_by_both_databases():
    turns = [
        date(year, month, 1) - timedelta(days=before)
        for year, month, before in product((2007, 2008, 2009, 2024), (1, 2, 3, 4, 9), (0, 1, 2, 3))
    ]
    cases = [Case({"start": start}, on, on) for start, on in product(turns, turns)]
    in_python = [PACK.judge_all(case.facts, case.on)[0].amount for case in cases]

    for rows in (
        judged_in_duckdb(PACK, cases, days=(min(turns), max(turns))),
        judged_in_postgres(PACK, cases, connection),
    ):
        assert [row["counted"].amount for row in rows] == in_python
