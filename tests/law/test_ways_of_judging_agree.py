"""The shipped law comes to the same in Python, PostgreSQL and DuckDB, and misses nothing."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.foundation.policy.compile import Layout
from hutong.law.beijing import pack
from tests.foundation.policy.agreement import (
    assert_agreement,
    assert_nothing_else_matters,
    draw_cases,
)

RANDOMS = st.randoms(use_true_random=True)


@pytest.mark.django_db
@settings(max_examples=4, deadline=None)
@given(RANDOMS, st.sampled_from([None, date(2019, 12, 1), date(2026, 1, 13)]))
def test_python_postgresql_and_duckdb_judge_every_case_alike(random, known_on):
    cases = draw_cases(Layout(pack()).facts, random, 300, unknown=0.2)

    assert_agreement(pack(), cases, connection, known_on=known_on)


@settings(max_examples=10, deadline=None)
@given(RANDOMS)
def test_nothing_but_what_is_missing_can_change_what_the_law_says(random):
    cases = draw_cases(Layout(pack()).facts, random, 10, unknown=0.3)

    assert_nothing_else_matters(pack(), cases, random)
