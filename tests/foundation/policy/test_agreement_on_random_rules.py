from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.foundation.policy.compile import Layout
from tests.foundation.policy.agreement import (
    assert_agreement,
    assert_nothing_else_matters,
    draw_cases,
)
from tests.foundation.policy.random_rules import packs

RANDOMS = st.randoms(use_true_random=True)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.django_db
@settings(max_examples=50, deadline=None, suppress_health_check=SLOW)
@given(packs(), RANDOMS, st.sampled_from([None, date(2023, 8, 1), date(2026, 1, 13)]))
def test_whatever_the_rules_python_postgresql_and_duckdb_agree(pack, random, known_on):
    cases = draw_cases(Layout(pack).facts, random, 40)

    assert_agreement(pack, cases, connection, known_on=known_on)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(packs(), RANDOMS)
def test_whatever_the_rules_nothing_but_what_is_missing_matters(pack, random):
    assert_nothing_else_matters(pack, draw_cases(Layout(pack).facts, random, 10), random)
