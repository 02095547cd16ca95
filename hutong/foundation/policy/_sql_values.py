"""The value of every step of a plan as SQL, with NULL for unknown."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from sqlglot import exp

from hutong.foundation.policy._sql_parts import (
    ON_DAY_COLUMN,
    Span,
    as_type,
    case,
    chain,
    is_null,
    negated,
    number_of,
    paren,
    typed,
)
from hutong.foundation.policy._sql_steps import Steps, column
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
    Relation,
    Smallest,
    Sum,
)
from hutong.foundation.policy.facts import Fact
from hutong.foundation.policy.kinds import Kind
from hutong.foundation.policy.plans import Plan

RELATIONS: dict[Relation, type[exp.Binary]] = {
    Relation.EQUAL: exp.EQ,
    Relation.UNEQUAL: exp.NEQ,
    Relation.LESS: exp.LT,
    Relation.AT_MOST: exp.LTE,
    Relation.MORE: exp.GT,
    Relation.AT_LEAST: exp.GTE,
}
_BARE = (Fact, Constant, OnDay)


class Values:
    """Writes the value of each step, and makes a column of what is used more than once."""

    rewritten = 20  # a set of so few steps is written again at each use: only open rows pay for it

    def __init__(
        self,
        plan: Plan,
        steps: Steps,
        span: Span,
        roots: Iterable[int],
        also_used: Counter[int],
    ) -> None:
        self.plan = plan
        self.steps = steps
        self.span = span
        self._uses = _count_uses(plan, roots) + also_used
        self._names = {plan.number(named): repr(named) for named in plan.named}

    def of(self, number: int) -> exp.Expr:
        """The value of a step: a column if it is one, else the expression in place."""
        if self.is_bare(number) or self._uses[number] < 2:
            return self.write(number)
        return self.column(number)

    def column(self, number: int) -> exp.Expr:
        """The value of a step as a column of its own, unless it is bare already."""
        if self.is_bare(number):
            return self.write(number)
        return self.kept("value", number, partial(self.write, number))

    def holds(self, number: int) -> exp.Expr:
        """True where a yes/no step is yes; false or NULL elsewhere."""
        return self.of(number)

    def fails(self, number: int) -> exp.Expr:
        """True where a yes/no step is no; false or NULL elsewhere."""
        return negated(self.of(number))

    def is_unknown(self, number: int) -> exp.Expr:
        """Whether a step is unknown."""
        return is_null(self.of(number))

    def settled(self, holds: exp.Expr, fails: exp.Expr) -> exp.Expr:
        """Yes where one holds, no where the other does, NULL where neither does."""
        return case([(chain(exp.Or, [fails, holds]), holds.copy())])

    def where(self, test: exp.Expr, found: exp.Expr) -> exp.Expr:
        """A set where a test is true, and the empty set elsewhere."""
        return case([(test, found)], number_of(0))

    def unless(self, test: exp.Expr, found: exp.Expr) -> exp.Expr:
        """A set except where a test is true."""
        return case([(test, number_of(0))], found)

    def is_bare(self, number: int) -> bool:
        """Whether a step is a fact's column or a fixed value, which needs no column of its own."""
        return isinstance(self.plan.nodes[number], _BARE)

    def never_unknown(self, number: int) -> bool:
        """Whether a step is known whatever the facts are."""
        return not self.plan.sources_of(number) and not isinstance(self.plan.nodes[number], Amended)

    def kept(self, what: str, number: int, write: Callable[[], exp.Expr]) -> exp.Expr:
        """A column for something about a step, written at its first use."""
        name = f"{what}_{number}_{self._names.get(number, '').replace('-', '_')[:40]}".rstrip("_")
        if name not in self.steps:
            self.steps.define(name, write())
        return column(name)

    def used_often(self, number: int) -> bool:
        """Whether a step is named more than once."""
        return self._uses[number] > 1

    def write(self, number: int) -> exp.Expr:
        """The value of a step, written in place."""
        node = self.plan.nodes[number]
        return _WRITERS[type(node)](self, node, self.plan.parts[number])


def _count_uses(plan: Plan, roots: Iterable[int]) -> Counter[int]:
    """How often each step's value is named in the SQL of the steps above it."""
    uses: Counter[int] = Counter()
    waiting = list(roots)
    seen: set[int] = set()
    for root in waiting:
        uses[root] += 1
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        parts = plan.parts[number]
        node = plan.nodes[number]
        often = len(node.conditions) if isinstance(node, Choice) else 0
        if isinstance(node, Largest | Smallest):
            often = len(parts)
        for place, part in enumerate(parts):
            uses[part] += 2 if place < often else 1
        waiting += parts
    return uses


def _fact(_: Values, node: Fact, __: tuple[int, ...]) -> exp.Expr:
    return column(node.name)


def _constant(_: Values, node: Constant, __: tuple[int, ...]) -> exp.Expr:
    return typed(node.value, node.kind)


def _on_day(values: Values, _: OnDay, __: tuple[int, ...]) -> exp.Expr:
    day = values.span.only_day
    return column(ON_DAY_COLUMN) if day is None else typed(day, Kind.DATE)


def _dated(values: Values, node: Dated, _: tuple[int, ...]) -> exp.Expr:
    return values.span.figure(node, partial(typed, kind=node.kind))


def _amended(values: Values, node: Amended, parts: tuple[int, ...]) -> exp.Expr:
    before = exp.false() if node.kind is Kind.YES_NO else typed(None, node.kind)
    return values.span.wording(node, before, [partial(values.of, part) for part in parts])


def _comparison(values: Values, node: Comparison, parts: tuple[int, ...]) -> exp.Expr:
    left, right = map(values.of, parts)
    fixed = node.right.value if isinstance(node.right, Constant) else None
    if isinstance(fixed, bool):
        return left if fixed is (node.relation is Relation.EQUAL) else negated(left)
    return RELATIONS[node.relation](this=paren(left), expression=paren(right))


def _membership(values: Values, node: Membership, parts: tuple[int, ...]) -> exp.Expr:
    (part,) = parts
    chosen = [typed(value, node.part.kind) for value in dict.fromkeys(node.values)]
    return exp.In(this=paren(values.of(part)), expressions=chosen)


def _is_known(values: Values, _: IsKnown, parts: tuple[int, ...]) -> exp.Expr:
    (part,) = parts
    return negated(values.is_unknown(part))


def _not(values: Values, _: Not, parts: tuple[int, ...]) -> exp.Expr:
    (part,) = parts
    return negated(values.of(part))


def _joined(joining: type[exp.Binary]) -> Callable[[Values, Expression, tuple[int, ...]], exp.Expr]:
    return lambda values, _, parts: chain(joining, map(values.of, parts))


def _product(values: Values, node: Product, parts: tuple[int, ...]) -> exp.Expr:
    left, right = map(values.of, parts)
    if node.kind is Kind.NUMBER:
        left = as_type(left, "BIGINT")
    return exp.Mul(this=paren(left), expression=paren(right))


def _sized(
    function: type[exp.Func],
) -> Callable[[Values, Expression, tuple[int, ...]], exp.Expr]:
    """GREATEST and LEAST pass over NULL; a rule may not, so every part is asked for first."""

    def write(values: Values, _: Expression, parts: tuple[int, ...]) -> exp.Expr:
        first, *rest = map(values.of, parts)
        found = function(this=first, expressions=rest, ignore_nulls=True)
        tests = [
            exp.Not(this=values.is_unknown(part))
            for part in parts
            if not values.never_unknown(part)
        ]
        return case([(chain(exp.And, tests), found)]) if tests else found

    return write


def _extract(part: str, value: exp.Expr) -> exp.Expr:
    return as_type(exp.Extract(this=exp.var(part), expression=value), "INT")


def _years(values: Values, _: YearsPassed, parts: tuple[int, ...]) -> exp.Expr:
    since, until = parts

    def day_of_year(number: int) -> exp.Expr:
        month, day = _extract("MONTH", values.of(number)), _extract("DAY", values.of(number))
        return exp.Add(this=exp.Mul(this=month, expression=exp.Literal.number(100)), expression=day)

    years = exp.Sub(
        this=_extract("YEAR", values.of(until)), expression=_extract("YEAR", values.of(since))
    )
    short = exp.LT(this=day_of_year(until), expression=day_of_year(since))
    return exp.Sub(this=years, expression=_one_if(short))


def _months(values: Values, _: MonthsPassed, parts: tuple[int, ...]) -> exp.Expr:
    since, until = parts

    def months(number: int) -> exp.Expr:
        year, month = _extract("YEAR", values.of(number)), _extract("MONTH", values.of(number))
        return exp.Add(this=exp.Mul(this=year, expression=exp.Literal.number(12)), expression=month)

    next_day = exp.DateAdd(
        this=values.of(until), expression=exp.Literal.number(1), unit=exp.var("DAY")
    )
    short = exp.And(
        this=exp.LT(
            this=_extract("DAY", values.of(until)), expression=_extract("DAY", values.of(since))
        ),
        expression=exp.NEQ(this=_extract("DAY", next_day), expression=exp.Literal.number(1)),
    )
    passed = exp.Sub(this=months(until), expression=exp.Paren(this=months(since)))
    return exp.Sub(this=passed, expression=_one_if(short))


def _one_if(test: exp.Expr) -> exp.Expr:
    return case([(test, exp.Literal.number(1))], exp.Literal.number(0))


def _choice(values: Values, node: Choice, parts: tuple[int, ...]) -> exp.Expr:
    many = len(node.conditions)
    whens = []
    for condition, value in zip(parts[:many], parts[many:-1], strict=True):
        whens.append((values.holds(condition), values.of(value)))
        if not values.never_unknown(condition):
            whens.append((values.is_unknown(condition), exp.null()))
    return case(whens, values.of(parts[-1]))


_WRITERS: dict[type[Expression], Callable[[Values, Any, tuple[int, ...]], exp.Expr]] = {
    Fact: _fact,
    Dated: _dated,
    Amended: _amended,
    Constant: _constant,
    OnDay: _on_day,
    Comparison: _comparison,
    Membership: _membership,
    IsKnown: _is_known,
    Not: _not,
    AllOf: _joined(exp.And),
    AnyOf: _joined(exp.Or),
    Sum: _joined(exp.Add),
    Difference: _joined(exp.Sub),
    Product: _product,
    Largest: _sized(exp.Greatest),
    Smallest: _sized(exp.Least),
    YearsPassed: _years,
    MonthsPassed: _months,
    Choice: _choice,
}
