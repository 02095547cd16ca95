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
@settings(max_examples=20, deadline=None)
@given(RANDOMS, st.sampled_from([None, date(2023, 8, 1), date(2024, 1, 1)]))
def test_python_postgresql_and_duckdb_agree_on_every_case(random, known_on):
    cases = draw_cases(FACTS, random, 150)

    assert_agreement(PACK, cases, known_on, connection)


@settings(max_examples=10, deadline=None)
@given(RANDOMS)
def test_nothing_but_what_is_missing_can_change_an_outcome(random):
    assert_nothing_else_matters(PACK, draw_cases(FACTS, random, 30), random)
