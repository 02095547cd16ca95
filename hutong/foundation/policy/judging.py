"""A plan worked out for one person on one day.

Each step gives a value and the set of what is missing: the unknown facts and figures that could
still change it. A step is unknown exactly when that set is not empty. The set of an *and* or an
*or* comes from its unknown members only, and what is settled contributes nothing; a choice whose
condition is unknown lacks what the condition lacks and what its open branches lack. So no fact
outside the set can change the step, neither alone nor together with others.

`is_known()` speaks of the record: it is settled whatever the record says, and what it asks about
is not missing on its account.
"""

import operator
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from hutong.foundation.policy.ages import MonthsPassed, YearsPassed
from hutong.foundation.policy.choices import Choice
from hutong.foundation.policy.dated import Amended, Dated
from hutong.foundation.policy.expressions import (
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    Difference,
    Expression,
    IsKnown,
    Largest,
    Membership,
    Not,
    OnDay,
    Product,
    Smallest,
    Sum,
)
from hutong.foundation.policy.facts import Fact
from hutong.foundation.policy.kinds import Kind
from hutong.foundation.policy.plans import Plan

Found = tuple[object, int]


class Reckoning:
    """What every step of a plan comes to for one person on one day."""

    __slots__ = ("facts", "known_on", "missing", "on", "plan", "values", "values_on")

    def __init__(
        self,
        plan: Plan,
        facts: Mapping[str, object],
        on: date,
        values_on: date | None,
        known_on: date | None,
    ) -> None:
        self.plan = plan
        self.facts = facts
        self.on = on
        self.values_on = values_on or on
        self.known_on = known_on
        self.values: list[object] = [None] * len(plan.nodes)
        self.missing: list[int] = [0] * len(plan.nodes)

    def value(self, item: Expression) -> object:
        """What an expression comes to; None while it is unknown."""
        return self.values[self.plan.number(item)]

    def lacks(self, item: Expression) -> int:
        """The set of facts and figures that could still change an expression."""
        return self.missing[self.plan.number(item)]


Step = Callable[[Reckoning], Found]


class Reckoner:
    """A plan made ready to be worked out again and again."""

    def __init__(self, roots: Iterable[Expression]) -> None:
        self.plan = Plan(roots)
        self._steps: list[Step] = [
            _MAKERS[type(node)](node, self.plan.parts[number], self.plan.bit(number))
            for number, node in enumerate(self.plan.nodes)
        ]

    def reckon(
        self,
        facts: Mapping[str, object],
        on: date,
        values_on: date | None = None,
        known_on: date | None = None,
    ) -> Reckoning:
        """Every step for these facts on this day, with the figures of `values_on` as `known_on`."""
        found = Reckoning(self.plan, facts, on, values_on, known_on)
        values, missing = found.values, found.missing
        for number, step in enumerate(self._steps):
            values[number], missing[number] = step(found)
        return found


def _fact(fact: Fact, _: tuple[int, ...], bit: int) -> Step:
    name, is_money, possible = fact.name, fact.kind is Kind.MONEY, fact.possible
    expected = _EXACT[fact.kind]

    def step(found: Reckoning) -> Found:
        value = found.facts.get(name)
        if value is None:
            return None, bit
        if type(value) is not expected or (possible is not None and value not in possible):
            fact.check(value)
        return (Decimal(value) if is_money and type(value) is int else value), 0

    return step


_EXACT = {
    Kind.YES_NO: bool,
    Kind.CODE: str,
    Kind.NUMBER: int,
    Kind.DATE: date,
    Kind.MONEY: Decimal,
}


def _dated(figure: Dated, _: tuple[int, ...], bit: int) -> Step:
    in_money = figure.kind is not Kind.NUMBER

    def step(found: Reckoning) -> Found:
        value = figure.in_force(found.values_on, found.known_on)
        if value is None or value.amount is None:
            return None, bit
        return (Decimal(value.amount) if in_money else value.amount), 0

    return step


def _amended(rule: Amended, parts: tuple[int, ...], bit: int) -> Step:
    before: Found = (None, bit) if bit else (False, 0)
    days = [wording.from_day for wording in rule.wordings]

    def step(found: Reckoning) -> Found:
        if found.on < days[0]:
            return before
        part = parts[bisect_right(days, found.on) - 1]
        return found.values[part], found.missing[part]

    return step


def _constant(item: Constant, _: tuple[int, ...], __: int) -> Step:
    always: Found = (item.value, 0)
    return lambda _found: always


def _on_day(_: OnDay, __: tuple[int, ...], ___: int) -> Step:
    return lambda found: (found.on, 0)


def _comparison(item: Comparison, parts: tuple[int, ...], _: int) -> Step:
    left, right = parts
    test = item.relation.test

    def step(found: Reckoning) -> Found:
        missing = found.missing[left] | found.missing[right]
        if missing:
            return None, missing
        return test(found.values[left], found.values[right]), 0

    return step


def _membership(item: Membership, parts: tuple[int, ...], _: int) -> Step:
    (part,) = parts
    chosen = frozenset(item.values)

    def step(found: Reckoning) -> Found:
        missing = found.missing[part]
        return (None, missing) if missing else (found.values[part] in chosen, 0)

    return step


def _is_known(_: IsKnown, parts: tuple[int, ...], __: int) -> Step:
    (part,) = parts
    return lambda found: (not found.missing[part], 0)


def _not(_: Not, parts: tuple[int, ...], __: int) -> Step:
    (part,) = parts

    def step(found: Reckoning) -> Found:
        missing = found.missing[part]
        return (None, missing) if missing else (not found.values[part], 0)

    return step


def _joined(settling: bool) -> Callable[[Expression, tuple[int, ...], int], Step]:
    """The step of an *or* (one yes settles it) or of an *and* (one no does)."""

    def make(_: Expression, parts: tuple[int, ...], __: int) -> Step:
        def step(found: Reckoning) -> Found:
            values, missing = found.values, found.missing
            lacking = 0
            for part in parts:
                if values[part] is settling:
                    return settling, 0
                lacking |= missing[part]
            return (None, lacking) if lacking else (not settling, 0)

        return step

    return make


def _reckoned(
    together: Callable[[Iterable[Any]], object],
) -> Callable[[Expression, tuple[int, ...], int], Step]:
    """The step of a sum, a count or a comparison of sizes: unknown while a part is."""

    def make(_: Expression, parts: tuple[int, ...], __: int) -> Step:
        def step(found: Reckoning) -> Found:
            lacking = 0
            for part in parts:
                lacking |= found.missing[part]
            if lacking:
                return None, lacking
            return together(found.values[part] for part in parts), 0

        return step

    return make


def _passed(item: YearsPassed | MonthsPassed, parts: tuple[int, ...], _: int) -> Step:
    since, until = parts
    count = type(item).count

    def step(found: Reckoning) -> Found:
        missing = found.missing[since] | found.missing[until]
        if missing:
            return None, missing
        start, end = found.values[since], found.values[until]
        return count(cast("date", start), cast("date", end)), 0

    return step


def _choice(item: Choice, parts: tuple[int, ...], _: int) -> Step:
    many = len(item.conditions)
    cases = tuple(zip(parts[:many], parts[many:-1], strict=True))
    otherwise = parts[-1]

    def step(found: Reckoning) -> Found:
        values, missing = found.values, found.missing
        lacking = 0
        for condition, value in cases:
            held = values[condition]
            if held is False:
                continue
            if held and not lacking:
                return values[value], missing[value]
            lacking |= missing[condition] | missing[value]
            if held:
                return None, lacking
        if lacking:
            return None, lacking | missing[otherwise]
        return values[otherwise], missing[otherwise]

    return step


_MAKERS: dict[type[Expression], Callable[[Any, tuple[int, ...], int], Step]] = {
    Fact: _fact,
    Dated: _dated,
    Amended: _amended,
    Constant: _constant,
    OnDay: _on_day,
    Comparison: _comparison,
    Membership: _membership,
    IsKnown: _is_known,
    Not: _not,
    AllOf: _joined(settling=False),
    AnyOf: _joined(settling=True),
    Sum: _reckoned(lambda two: operator.add(*two)),
    Difference: _reckoned(lambda two: operator.sub(*two)),
    Product: _reckoned(lambda two: operator.mul(*two)),
    Largest: _reckoned(max),
    Smallest: _reckoned(min),
    YearsPassed: _passed,
    MonthsPassed: _passed,
    Choice: _choice,
}
