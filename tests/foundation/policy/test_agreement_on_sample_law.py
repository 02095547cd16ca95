from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.foundation.policy.compile import Layout
from tests.foundation.policy.agreement import (
    assert_agreement,
    assert_nothing_else_matters,
    draw_cases,
)
from tests.foundation.policy.sample_law import PACK

FACTS = Layout(PACK).facts
RANDOMS = st.randoms(use_true_random=True)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None)
@given(RANDOMS, st.sampled_from([None, date(2023, 8, 1), date(2024, 1, 1)]))
def test_python_postgresql_and_duckdb_agree_on_every_case(random, known_on):
    cases = draw_cases(FACTS, random, 120)

    assert_agreement(PACK, cases, connection, known_on=known_on)


@settings(max_examples=10, deadline=None)
@given(RANDOMS)
def test_nothing_but_what_is_missing_can_change_an_outcome(random):
    assert_nothing_else_matters(PACK, draw_cases(FACTS, random, 30), random)


@pytest.mark.django_db
@settings(max_examples=8, deadline=None)
@given(RANDOMS, st.sampled_from([(date(2014, 1, 1), date(2018, 1, 1)), (date(2025, 6, 30),) * 2]))
def test_leaving_out_what_no_row_can_meet_changes_nothing(random, days):
    cases = [
        replace(case, on=random.choice(days), values_on=random.choice(days))
        for case in draw_cases(FACTS, random, 80)
    ]

    assert_agreement(PACK, cases, connection, days=days)
