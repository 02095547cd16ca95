"""Rules nobody would write, drawn at random, to hold the ways of judging to one another."""

from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.money import Rounding
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    ON_DAY,
    Amended,
    Benefit,
    Category,
    Condition,
    Derived,
    Kind,
    Pack,
    age_in_years,
    all_of,
    any_of,
    choose,
    constant,
    larger,
    months_since,
    smaller,
)
from tests.foundation.policy.sample_law import DIBAO, MEASURE_MONTHS, RATE, SHARE, child

LAW = Citation("任意示例")
LABEL = Text("任意", "anything")
NUMBERS = st.sampled_from([0, 1, 2, 6, 7, 12, 18])
MONEY = st.sampled_from([Decimal(0), Decimal("99.99"), Decimal("0.005"), Decimal(2850)])
SHARES = st.sampled_from([Decimal("0.4"), Decimal("0.015"), Decimal(1), Decimal("1.5")])
DAYS = st.dates(date(2014, 1, 1), date(2028, 12, 31))


@cache
def facts_of(kind: Kind):
    return st.sampled_from([fact for fact in child if fact.kind is kind])


@cache
def rules(kind: Kind, depth: int):
    """Expressions of one kind, no deeper than this."""
    if depth == 0:
        return _LEAVES[kind]()
    grown = [_GROWN[kind](depth - 1), _GROWN[kind](depth - 1), _any_kind(kind, depth - 1)]
    return st.one_of(*grown) if depth > 1 else st.one_of(_LEAVES[kind](), *grown)


@cache
def _days():
    return st.one_of(facts_of(Kind.DATE), st.just(ON_DAY), DAYS.map(constant))


_LEAVES = {
    Kind.YES_NO: lambda: facts_of(Kind.YES_NO),
    Kind.CODE: lambda: facts_of(Kind.CODE),
    Kind.NUMBER: lambda: st.one_of(
        facts_of(Kind.NUMBER), NUMBERS.map(constant), st.just(MEASURE_MONTHS)
    ),
    Kind.DATE: _days,
    Kind.MONEY: lambda: st.one_of(
        facts_of(Kind.MONEY), MONEY.map(constant), st.sampled_from([RATE, DIBAO])
    ),
}


def _any_kind(kind: Kind, depth: int):
    """A choice, an amended rule or a named one, of any kind."""
    some = rules(kind, depth)
    conditions = rules(Kind.YES_NO, depth)
    return st.one_of(
        st.builds(
            lambda cases, last: choose(*cases, otherwise=last),
            st.lists(st.tuples(conditions, some), min_size=1, max_size=3),
            some,
        ),
        st.builds(
            lambda days, texts: Amended(
                "amended", LABEL, [(day, text, LAW) for day, text in zip(days, texts, strict=False)]
            ),
            st.lists(DAYS, min_size=1, max_size=3, unique=True),
            st.lists(some, min_size=3, max_size=3),
        ),
        st.builds(lambda rule: Derived("derived", LABEL, rule, LAW), some),
    )


def _truths(depth: int):
    truth, number, money = (rules(kind, depth) for kind in (Kind.YES_NO, Kind.NUMBER, Kind.MONEY))
    several = st.lists(truth, min_size=1, max_size=4)
    return st.one_of(
        several.map(lambda members: all_of(*members)),
        several.map(lambda members: any_of(*members)),
        truth.map(lambda member: ~member),
        _compared(number),
        _compared(money),
        _compared(_days()),
        st.builds(
            lambda number, values: number.is_in(*values), number, st.lists(NUMBERS, min_size=1)
        ),
        facts_of(Kind.CODE).flatmap(
            lambda fact: st.lists(
                st.sampled_from(sorted(fact.possible)), min_size=1, max_size=2
            ).map(lambda codes: fact.is_in(*codes))
        ),
        st.builds(lambda truth, fixed: truth == fixed, truth, st.booleans()),
        st.sampled_from([fact.is_known() for fact in (child.receipt_held, child.moved_in_on)]),
    )


def _compared(kind):
    tests = [
        lambda one, other: one < other,
        lambda one, other: one <= other,
        lambda one, other: one > other,
        lambda one, other: one >= other,
        lambda one, other: one == other,
        lambda one, other: one != other,
    ]
    return st.builds(lambda test, one, other: test(one, other), st.sampled_from(tests), kind, kind)


def _numbers(depth: int):
    number = rules(Kind.NUMBER, depth)
    leaf = rules(Kind.NUMBER, 0)
    return st.one_of(
        _days().map(age_in_years),
        _days().map(months_since),
        st.builds(lambda one, other: one + other, number, leaf),
        st.builds(lambda one, other: one - other, number, leaf),
        st.builds(lambda one, other: one * other, leaf, leaf),
        st.lists(number, min_size=1, max_size=3).map(lambda members: larger(*members)),
        st.lists(number, min_size=1, max_size=3).map(lambda members: smaller(*members)),
    )


def _sums(depth: int):
    money = rules(Kind.MONEY, depth)
    return st.one_of(
        st.builds(lambda one, other: one + other, money, money),
        st.builds(lambda one, other: one - other, money, money),
        st.builds(
            lambda one, other: one * other,
            rules(Kind.MONEY, 0),
            st.one_of(SHARES, st.just(SHARE), facts_of(Kind.NUMBER)),
        ),
        st.lists(money, min_size=1, max_size=3).map(lambda members: larger(*members)),
        st.lists(money, min_size=1, max_size=3).map(lambda members: smaller(*members)),
        st.builds(lambda one, floor: one.at_least(floor), money, MONEY),
    )


_GROWN = {
    Kind.YES_NO: _truths,
    Kind.CODE: lambda _: facts_of(Kind.CODE),
    Kind.NUMBER: _numbers,
    Kind.DATE: lambda _: _days(),
    Kind.MONEY: _sums,
}


@st.composite
def packs(draw):
    """Two categories and two benefits that share parts of their rules."""
    shared = draw(st.lists(rules(Kind.YES_NO, 2), min_size=1, max_size=3))
    truths = st.one_of(
        rules(Kind.YES_NO, 3),
        st.sampled_from(shared),
        st.tuples(st.sampled_from(shared), rules(Kind.YES_NO, 1)).map(lambda two: two[0] & two[1]),
    )
    benefits = [
        Benefit(
            f"benefit-{number}",
            LABEL,
            LAW,
            "account",
            [
                Condition(f"condition-{place}", LABEL, rule, LAW, LABEL)
                for place, rule in enumerate(draw(st.lists(truths, min_size=1, max_size=3)))
            ],
            pays=draw(rules(Kind.MONEY, 2)),
            rounding=draw(st.sampled_from(list(Rounding))),
        )
        for number in range(2)
    ]
    return Pack([Category("category", LABEL, draw(truths), LAW)], benefits, vocabulary=child)
