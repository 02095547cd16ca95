"""Yes/no steps as two columns that are never NULL: where it holds, and where it fails.

DuckDB works out AND and OR of columns without NULL some ten times faster than with. So each fact
is looked at once; from there on unknown is *neither holds nor fails*, and *not* costs nothing. Of a
code it keeps one number with a bit for each code the rules name, so that a membership is one test.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import cast

from sqlglot import exp

from hutong.foundation.policy._sql_parts import (
    Span,
    as_type,
    case,
    chain,
    is_null,
    negated,
    paren,
    typed,
)
from hutong.foundation.policy._sql_steps import Steps, column
from hutong.foundation.policy._sql_values import Values
from hutong.foundation.policy.choices import Choice
from hutong.foundation.policy.dated import Amended, Dated
from hutong.foundation.policy.expressions import (
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    Expression,
    IsKnown,
    Membership,
    Not,
    Plain,
    Relation,
)
from hutong.foundation.policy.facts import Fact
from hutong.foundation.policy.kinds import Kind
from hutong.foundation.policy.plans import Plan

_WIDTHS = (
    (8, exp.DType.UTINYINT),
    (16, exp.DType.USMALLINT),
    (32, exp.DType.UINT),
)


class Rails(Values):
    """Writes yes/no steps as a pair, and all other steps as values with NULL for unknown."""

    rewritten = 0  # every row pays for every set, so none is written twice

    def __init__(
        self,
        plan: Plan,
        steps: Steps,
        span: Span,
        roots: Iterable[int],
        also_used: Counter[int],
    ) -> None:
        super().__init__(plan, steps, span, roots, also_used)
        self._named = _bits_of_codes(plan)

    def of(self, number: int) -> exp.Expr:
        """The value of a step; of a yes/no step the two columns made one, with NULL."""
        if self.plan.nodes[number].kind is not Kind.YES_NO:
            return super().of(number)
        if isinstance(self.plan.nodes[number], Fact | Constant):
            return self.write(number)
        return self.settled(self.holds(number), self.fails(number))

    def holds(self, number: int) -> exp.Expr:
        """True where a yes/no step is yes, false elsewhere."""
        return self.rail(number, holding=True)

    def fails(self, number: int) -> exp.Expr:
        """True where a yes/no step is no, false elsewhere."""
        return self.rail(number, holding=False)

    def is_unknown(self, number: int) -> exp.Expr:
        """Whether a step is unknown, as a column without NULL."""
        if self.plan.nodes[number].kind is Kind.YES_NO:
            return negated(chain(exp.Or, [self.holds(number), self.fails(number)]))
        return super().is_unknown(number)

    def settled(self, holds: exp.Expr, fails: exp.Expr) -> exp.Expr:
        """Yes where one holds, no where the other does, NULL where neither does."""
        return exp.Nullif(this=holds, expression=fails)

    def where(self, test: exp.Expr, found: exp.Expr) -> exp.Expr:
        """A set where a test is true: a test as a number is 1, and minus 1 has every bit."""
        every_bit = exp.Neg(this=as_type(test, "INT"))
        return exp.BitwiseAnd(this=every_bit, expression=paren(found))

    def unless(self, test: exp.Expr, found: exp.Expr) -> exp.Expr:
        """A set except where a test is true."""
        return self.where(negated(test), found)

    def rail(self, number: int, *, holding: bool) -> exp.Expr:
        """One column of the pair."""
        node, parts = self.plan.nodes[number], self.plan.parts[number]
        if isinstance(node, Constant):
            return exp.true() if node.value is holding else exp.false()
        if isinstance(node, Not):
            return self.rail(parts[0], holding=not holding)
        if isinstance(node, Comparison) and _fixed_truth(node) is not None:
            agreeing = _fixed_truth(node) is (node.relation is Relation.EQUAL)
            return self.rail(parts[0], holding=holding is agreeing)
        write = partial(_WRITERS.get(type(node), _looked_at), self, number, holding)
        if self.used_often(number) or (holding and type(node) not in _WRITERS):
            return self.kept("holds" if holding else "fails", number, write)
        return write()

    def known(self, number: int) -> list[exp.Expr]:
        """Tests without NULL that all hold where a step is known."""
        node = self.plan.nodes[number]
        if isinstance(node, Fact):
            return [negated(is_null(column(node.name)))]
        if node.kind is Kind.YES_NO:
            return [chain(exp.Or, [self.holds(number), self.fails(number)])]
        if isinstance(node, Dated) and not self.span.can_be_unknown(node):
            return []
        if isinstance(node, Dated | Choice | Amended):
            return [negated(is_null(self.of(number)))]
        tests = [test for part in self.plan.parts[number] for test in self.known(part)]
        return list(dict.fromkeys(tests))

    def codes(self, fact: int) -> tuple[exp.Expr, dict[str, int]]:
        """A number with one bit for the code a fact has, and the bit of each code the rules name.

        All codes no rule names share the last bit; nought is unknown.
        """
        node = cast("Fact", self.plan.nodes[fact])
        bits = self._named[fact]

        def write() -> exp.Expr:
            whens = [(is_null(column(node.name)), exp.Literal.number(0))]
            for code, bit in bits.items():
                test = exp.EQ(this=column(node.name), expression=typed(code, Kind.CODE))
                whens.append((test, exp.Literal.number(bit)))
            width = next(name for most, name in _WIDTHS if len(bits) < most)
            return as_type(case(whens, exp.Literal.number(1 << len(bits))), width)

        return self.kept("codes", fact, write), bits


def _bits_of_codes(plan: Plan) -> dict[int, dict[str, int]]:
    """For each fact that is a code, a bit for each code that a rule names."""
    named: dict[int, dict[str, int]] = {}
    for node, parts in zip(plan.nodes, plan.parts, strict=True):
        for code in _codes_named(plan, node, parts):
            bits = named.setdefault(parts[0], {})
            bits.setdefault(code, 1 << len(bits))
    return named


def _codes_named(plan: Plan, node: Expression, parts: tuple[int, ...]) -> list[str]:
    """The fixed codes a step compares a fact with; none for any other step."""
    if not parts or not isinstance(plan.nodes[parts[0]], Fact):
        return []
    if plan.nodes[parts[0]].kind is not Kind.CODE:
        return []
    if isinstance(node, Membership):
        return [str(value) for value in node.values]
    if isinstance(node, Comparison) and isinstance(node.right, Constant):
        return [str(node.right.value)]
    return []


def _fixed_truth(node: Comparison) -> bool | None:
    """The yes or no a step is compared with."""
    fixed = node.right.value if isinstance(node.right, Constant) else None
    return fixed if isinstance(fixed, bool) else None


def _looked_at(rails: Rails, number: int, holding: bool) -> exp.Expr:
    """A fact, or a test of facts: the one place where NULL is met."""
    node, parts = rails.plan.nodes[number], rails.plan.parts[number]
    codes = _codes_named(rails.plan, node, parts)
    if codes:
        bits, named = rails.codes(parts[0])
        chosen = sum(named[code] for code in dict.fromkeys(codes))
        equal = not isinstance(node, Comparison) or node.relation is Relation.EQUAL
        if equal is not holding:
            chosen = (2 << len(named)) - 1 - chosen
        anded = exp.BitwiseAnd(this=bits, expression=exp.Literal.number(chosen))
        return exp.NEQ(this=paren(anded), expression=exp.Literal.number(0))
    if holding:
        found = _equal_to(rails, node, parts)
        if found is None:
            found = exp.NullSafeEQ(this=paren(rails.write(number)), expression=exp.true())
        return found
    known = [test for item in parts or (number,) for test in rails.known(item)]
    return chain(exp.And, [*known, negated(rails.holds(number))])


def _equal_to(rails: Rails, node: Expression, parts: tuple[int, ...]) -> exp.Expr | None:
    """A test for one of a few fixed answers, which NULL never passes; nothing for other steps."""
    fixed: tuple[Plain, ...] = ()
    if isinstance(node, Membership):
        fixed = node.values
    elif isinstance(node, Comparison) and node.relation is Relation.EQUAL:
        fixed = (node.right.value,) if isinstance(node.right, Constant) else ()
    tests = [
        exp.NullSafeEQ(this=paren(rails.of(parts[0])), expression=typed(value, node.parts[0].kind))
        for value in dict.fromkeys(fixed)
    ]
    return chain(exp.Or, tests) if tests else None


def _joined(rails: Rails, number: int, holding: bool) -> exp.Expr:
    """An *and* holds where all members hold and fails where one fails; an *or* the other way."""
    together = isinstance(rails.plan.nodes[number], AllOf) is holding
    members = [rails.rail(part, holding=holding) for part in rails.plan.parts[number]]
    return chain(exp.And if together else exp.Or, members)


def _is_known(rails: Rails, number: int, holding: bool) -> exp.Expr:
    known = chain(exp.And, rails.known(rails.plan.parts[number][0]) or [exp.true()])
    return known if holding else negated(known)


def _choice(rails: Rails, number: int, holding: bool) -> exp.Expr:
    node, parts = rails.plan.nodes[number], rails.plan.parts[number]
    many = len(cast("Choice", node).conditions)
    found = rails.rail(parts[-1], holding=holding)
    for condition, value in reversed(list(zip(parts[:many], parts[many:-1], strict=True))):
        taken = chain(exp.And, [rails.holds(condition), rails.rail(value, holding=holding)])
        passed = chain(exp.And, [rails.fails(condition), found])
        found = chain(exp.Or, [taken, passed])
    return found


def _amended(rails: Rails, number: int, holding: bool) -> exp.Expr:
    node, parts = rails.plan.nodes[number], rails.plan.parts[number]
    before = exp.false() if holding else exp.true()
    texts = [partial(rails.rail, part, holding=holding) for part in parts]
    return rails.span.wording(cast("Amended", node), before, texts)


_WRITERS: dict[type[Expression], Callable[[Rails, int, bool], exp.Expr]] = {
    AllOf: _joined,
    AnyOf: _joined,
    IsKnown: _is_known,
    Choice: _choice,
    Amended: _amended,
}
