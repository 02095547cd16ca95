"""Yes, no and unknown are joined as SQL joins TRUE, FALSE and NULL."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.policy import (
    WrongKind,
    all_of,
    any_of,
    choose,
    larger,
    smaller,
)
from hutong.foundation.policy.judging import Reckoner
from tests.foundation.policy.sample_law import RATE, child

ON = date(2026, 3, 1)
YES, NO, UNKNOWN = True, False, None
SIGNS = {YES: "yes", NO: "no", UNKNOWN: "unknown"}


def reckoned(rule, **facts):
    """What a rule comes to, and the names of the facts it lacks."""
    found = Reckoner([rule]).reckon(facts, ON)
    return found.value(rule), found.plan.facts(found.lacks(rule)).names


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (NO, NO, NO, NO),
        (YES, UNKNOWN, UNKNOWN, YES),
        (NO, UNKNOWN, NO, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
    ids=lambda value: SIGNS[value],
)
def test_and_and_or_of_yes_no_and_unknown(one, other, both, either):
    for adopted, on_dibao in ((one, other), (other, one)):
        facts = {"adopted": adopted, "on_dibao": on_dibao}
        assert reckoned(child.adopted & child.on_dibao, **facts)[0] is both
        assert reckoned(child.adopted | child.on_dibao, **facts)[0] is either


def test_not_of_unknown_is_unknown():
    assert reckoned(~child.adopted) == (None, ("adopted",))
    assert reckoned(~child.adopted, adopted=True) == (False, ())


def test_a_settled_member_lacks_nothing_and_settles_the_rest():
    rule = any_of(child.adopted & child.on_dibao, child.city_hukou)

    assert reckoned(rule, adopted=True) == (None, ("on_dibao", "city_hukou"))
    assert reckoned(rule, adopted=False) == (None, ("city_hukou",))
    assert reckoned(rule, city_hukou=True) == (True, ())


def test_a_comparison_with_the_unknown_is_unknown_even_with_itself():
    assert reckoned(child.household_size == child.household_size) == (None, ("household_size",))
    assert reckoned(child.father_life.is_in("dead", "alive")) == (None, ("father_life",))
    assert reckoned(child.household_size * 0) == (None, ("household_size",))


def test_the_larger_and_the_smaller_are_unknown_while_a_part_is():
    assert reckoned(larger(child.own_dibao_amount, 100)) == (None, ("own_dibao_amount",))
    assert reckoned(smaller(child.own_dibao_amount, 100)) == (None, ("own_dibao_amount",))
    assert reckoned(child.own_dibao_amount.at_least(100), own_dibao_amount=20)[0] == 100
    assert reckoned(child.own_dibao_amount.at_most(100), own_dibao_amount=200)[0] == 100


def test_being_on_record_is_always_yes_or_no_and_asks_for_nothing():
    assert reckoned(child.receipt_held.is_known()) == (False, ())
    assert reckoned(child.receipt_held.is_known(), receipt_held=False) == (True, ())
    assert reckoned(child.receipt_held.is_known() & child.receipt_held) == (False, ())


def test_a_choice_reads_its_conditions_in_order_and_stops_at_the_unknown():
    rule = choose((child.adopted, child.own_dibao_amount), (child.on_dibao, 20), otherwise=RATE - 1)

    assert reckoned(rule, adopted=True, own_dibao_amount=Decimal(7)) == (7, ())
    assert reckoned(rule, adopted=True) == (None, ("own_dibao_amount",))
    assert reckoned(rule, adopted=False, on_dibao=True) == (20, ())
    assert reckoned(rule, adopted=False, on_dibao=False) == (2849, ())
    assert reckoned(rule, on_dibao=True) == (None, ("adopted", "own_dibao_amount"))
    assert reckoned(rule) == (None, ("adopted", "on_dibao", "own_dibao_amount"))


def test_a_choice_between_equals_is_still_unknown_as_in_sql():
    assert reckoned(choose((child.adopted, 5), otherwise=5)) == (None, ("adopted",))


def test_the_wrong_sort_of_answer_is_refused_and_never_read_as_another():
    for facts in ({"adopted": 1}, {"father_life": "asleep"}, {"household_size": True}):
        rule = all_of(child.adopted, child.father_life == "dead", child.household_size > 1)
        with pytest.raises(WrongKind):
            reckoned(rule, **facts)
    with pytest.raises(WrongKind, match="birth_date is a date"):
        reckoned(child.birth_date < ON, birth_date="2015-02-28")
