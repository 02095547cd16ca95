"""What does not fit together is never constructed."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    NOT_CONFIGURED,
    Benefit,
    Condition,
    Dated,
    Kind,
    Pack,
    Value,
    WrongKind,
    age_in_years,
    all_of,
    any_of,
    choose,
    constant,
    larger,
    months_since,
)
from hutong.foundation.policy.expressions import AllOf
from hutong.foundation.policy.plans import Plan
from tests.foundation.policy.sample_law import CITY, PACK, RATE, SHARE, Life, child, fact

LAW = Citation("临水市示例〔2026〕1号")
WORDS = Text("示例", "example")


@pytest.mark.parametrize(
    ("build", "advice"),
    [
        (lambda: child.adopted and child.city_hukou, r"write & \| ~"),
        (lambda: 1 if child.adopted else 2, "choose"),
        (lambda: 1 <= child.disability_level <= 2, "a < b < c"),
    ],
)
def test_and_or_not_and_if_cannot_be_used_by_mistake(build, advice):
    with pytest.raises(WrongKind, match=advice):
        build()


@pytest.mark.parametrize(
    "build",
    [
        lambda: child.birth_date < 18,
        lambda: child.father_life == "asleep",
        lambda: child.father_life.is_in(Life.DEAD, "asleep"),
        lambda: child.father_life < Life.DEAD,
        lambda: child.father_life == child.father_able,
        lambda: child.adopted > child.city_hukou,
        lambda: child.adopted == None,  # noqa: E711 - the mistake itself
        lambda: child.adopted & child.father_life,
        lambda: ~child.birth_date,
        lambda: child.own_dibao_amount + child.household_size,
        lambda: child.own_dibao_amount * child.household_income,
        lambda: child.own_dibao_amount > 99.5,
        lambda: age_in_years(child.household_size),
        lambda: months_since(18),
        lambda: choose((child.adopted, child.birth_date), otherwise=RATE),
        lambda: choose((child.household_size, 1), otherwise=2),
        lambda: choose(otherwise=2),
        lambda: larger(child.birth_date, date(2026, 1, 1)),
        lambda: SHARE + RATE,
        all_of,
        any_of,
        child.father_life.is_in,
        lambda: constant(Decimal("NaN")),
        lambda: child.adopted.is_in("yes"),
    ],
)
def test_parts_that_do_not_fit_together_do_not_construct(build):
    with pytest.raises(WrongKind):
        build()


def test_an_unknown_fact_is_refused_with_the_names_near_it():
    with pytest.raises(AttributeError, match="near it: birth_date"):
        _ = child.birth_dat
    with pytest.raises(KeyError, match="father_life"):
        _ = child["fathers_life"]


def test_plain_values_take_the_kind_of_what_they_stand_beside():
    assert (RATE - 100).kind is Kind.MONEY
    assert (RATE * Decimal("0.4")).kind is Kind.MONEY
    assert (100 + RATE).kind is Kind.MONEY
    assert larger(child.household_size, 3).kind is Kind.NUMBER
    assert choose((child.adopted, Decimal(5)), otherwise=RATE).kind is Kind.MONEY
    assert (child.own_dibao_amount >= 100).kind is Kind.YES_NO


def test_joined_conditions_are_flat_and_a_double_negation_is_none():
    joined = child.adopted & child.city_hukou & (child.on_dibao & child.hiv_infected)

    assert isinstance(joined, AllOf)
    assert len(joined.members) == 4
    assert ~~child.adopted is child.adopted


def test_what_is_stated_twice_is_worked_out_once():
    once = (age_in_years(child.birth_date) < 18) & child.adopted
    again = (age_in_years(child.birth_date) < 18) & child.adopted

    plan = Plan([once, again])

    assert plan.number(once) == plan.number(again)
    assert len(plan.nodes) == len(Plan([once]).nodes)


def test_two_facts_of_one_name_are_refused():
    other = fact("adopted", Kind.YES_NO, "被收养", "adopted")

    with pytest.raises(WrongKind, match="Two facts are named adopted"):
        Plan([other & child.adopted])


def test_a_benefit_states_its_conditions_once_and_pays_money():
    with pytest.raises(WrongKind, match="pays a whole number"):
        Benefit("b", WORDS, LAW, "a", [CITY], pays=child.household_size)
    with pytest.raises(WrongKind, match="two conditions of one code"):
        Benefit("b", WORDS, LAW, "a", [CITY, CITY], pays=RATE)
    with pytest.raises(WrongKind, match="is no code"):
        Benefit("Living_Allowance", WORDS, LAW, "a", [CITY], pays=RATE)
    with pytest.raises(WrongKind, match="yes or no"):
        Condition("c", WORDS, child.household_size, LAW, WORDS)


def test_a_pack_refuses_what_its_vocabulary_does_not_hold_and_what_nobody_grants():
    stray = fact("stray", Kind.YES_NO, "走失", "stray")
    asks = Condition("stray", WORDS, stray, LAW, WORDS)

    with pytest.raises(WrongKind, match="does not hold the fact stray"):
        Pack([], [Benefit("b", WORDS, LAW, "a", [asks], pays=RATE)], vocabulary=child)
    with pytest.raises(WrongKind, match="excludes c, which is no benefit here"):
        Pack([], [Benefit("b", WORDS, LAW, "a", [CITY], pays=RATE, excludes=["c"])])
    with pytest.raises(WrongKind, match="Two benefits are called library-card"):
        Pack([], [*PACK.benefits, PACK.benefit("library-card")])


def test_a_figure_needs_values_of_one_kind_and_one_for_a_day():
    with pytest.raises(WrongKind, match="NOT_CONFIGURED"):
        Dated("f", WORDS, [])
    with pytest.raises(WrongKind, match="two values from one day"):
        Dated("f", WORDS, [Value(date(2026, 1, 1), amount, LAW) for amount in (1, 2)])
    with pytest.raises(WrongKind, match="is not a whole number"):
        Dated("f", WORDS, [Value(date(2026, 1, 1), Decimal(1), LAW)], Kind.NUMBER)

    assert Dated("f", WORDS, [Value(date(2026, 1, 1), NOT_CONFIGURED, LAW)]).kind is Kind.MONEY
    assert Dated("f", WORDS, [Value(date(2026, 1, 1), 6, LAW)]).kind is Kind.NUMBER
