"""A rule with some of its parts replaced: what is not concerned stays the very same."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from hutong.foundation.policy.ages import MonthsPassed, YearsPassed
from hutong.foundation.policy.choices import Choice
from hutong.foundation.policy.dated import Amended, Dated
from hutong.foundation.policy.derived import Category, Derived
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

Parts = Sequence[Expression]
Swap = Callable[[Expression], Expression]


class Rebuilder:
    """Replaces parts of rules; a part that several rules share is replaced once for all of them.

    `swap` is shown every part after the parts it is made of and gives back what stands in its
    place: most often the part itself.
    """

    def __init__(self, swap: Swap) -> None:
        self._swap = swap
        self._done: dict[int, Expression] = {}
        self._kept: list[Expression] = []  # they are known by identity, so they must stay alive

    def rebuilt(self, item: Expression) -> Expression:
        """The rule with every part replaced that is to be."""
        found = self._done.get(id(item))
        if found is None:
            parts = tuple(self.rebuilt(part) for part in item.parts)
            same = all(new is old for new, old in zip(parts, item.parts, strict=True))
            found = self._swap(item if same else _MAKERS[type(item)](item, parts))
            self._kept.append(item)
            self._done[id(item)] = found
        return found


def _itself(item: Expression, _: Parts) -> Expression:
    return item


def _of_two(item: Expression, parts: Parts) -> Expression:
    return type(item)(*parts)


def _of_several(item: Any, parts: Parts) -> Expression:  # noqa: ANN401 - one of several classes with members
    made: Expression = type(item)(tuple(parts))
    return made


def _comparison(item: Comparison, parts: Parts) -> Expression:
    return replace(item, left=parts[0], right=parts[1])


def _of_one(item: Any, parts: Parts) -> Expression:  # noqa: ANN401 - one of several classes with a part
    made: Expression = replace(item, part=parts[0])
    return made


def _choice(item: Choice, parts: Parts) -> Expression:
    many = len(item.conditions)
    return Choice(tuple(parts[:many]), tuple(parts[many:-1]), parts[-1])


def _amended(item: Amended, parts: Parts) -> Expression:
    stated = zip(item.wordings, parts, strict=True)
    return Amended(item.code, item.label, [(old.from_day, new, old.law) for old, new in stated])


def _named(item: Any, parts: Parts) -> Expression:  # noqa: ANN401 - a derived fact or a category
    made: Expression = replace(item, rule=parts[0])
    return made


_MAKERS: dict[type[Expression], Callable[[Any, Parts], Expression]] = {
    Fact: _itself,
    Dated: _itself,
    Constant: _itself,
    OnDay: _itself,
    Amended: _amended,
    Derived: _named,
    Category: _named,
    Comparison: _comparison,
    Membership: _of_one,
    IsKnown: _of_one,
    Not: _of_one,
    AllOf: _of_several,
    AnyOf: _of_several,
    Sum: _of_two,
    Difference: _of_two,
    Product: _of_two,
    Largest: _of_several,
    Smallest: _of_several,
    YearsPassed: _of_two,
    MonthsPassed: _of_two,
    Choice: _choice,
}
