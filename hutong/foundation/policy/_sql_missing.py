"""What every unknown step lacks, as SQL: sets of facts and figures written as whole numbers.

A set is spread over words of 62 bits. For most steps it is one AND: a step that is unknown exactly
when one of its sources is (a comparison, a sum, an age) lacks those of its sources that are
unknown, and what is known has none. Only where something settled can hide an unknown part, in an
*and*, an *or*, a choice or an amended rule, is there a CASE; it is worked out for open rows alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlglot import exp

from hutong.foundation.policy._sql_steps import Steps, column
from hutong.foundation.policy._sql_values import (
    VALUES_ON_COLUMN,
    Values,
    by_wording,
    case,
    chain,
    typed,
)
from hutong.foundation.policy.choices import Choice
from hutong.foundation.policy.dated import Amended, Dated
from hutong.foundation.policy.expressions import AllOf, AnyOf
from hutong.foundation.policy.facts import Fact
from hutong.foundation.policy.kinds import Kind
from hutong.foundation.policy.plans import Plan

WORD = 62  # bits of a signed 64-bit number that can be used without a thought for its sign
_HIDING = (AllOf, AnyOf, Choice, Amended)


def words_of(mask: int) -> Iterator[tuple[int, int]]:
    """The words of a set that hold anything, each with its number."""
    number = 0
    while mask:
        word = mask & ((1 << WORD) - 1)
        if word:
            yield number, word
        mask >>= WORD
        number += 1


class Missing:
    """Writes the set each step lacks, and makes a column of what is used more than once."""

    def __init__(self, plan: Plan, roots: Iterable[int]) -> None:
        self.plan = plan
        self._plain = _plain_steps(plan)
        self._uses: Counter[int] = Counter()
        self.values_used: Counter[int] = Counter()
        self._count_uses(list(roots))

    def begin(self, steps: Steps, values: Values) -> None:
        """Take the steps to write into and the values that tell what is open."""
        self.steps = steps
        self.values = values

    def together(self, numbers: Iterable[int], word: int) -> exp.Expr | None:
        """The sets of several steps as one; nothing if they can lack nothing of this word."""
        plain, sets = 0, []
        for number in dict.fromkeys(numbers):
            reach = self._reach(number, word)
            if reach and self._plain[number]:
                plain |= reach
            elif reach:
                sets.append(self._of(number, word))
        if plain:
            sets.insert(0, exp.BitwiseAnd(this=self._unknown(word), expression=_number(plain)))
        return chain(exp.BitwiseOr, sets) if sets else None

    def _reach(self, number: int, word: int) -> int:
        return self.plan.sources_of(number) >> word * WORD & ((1 << WORD) - 1)

    def _unknown(self, word: int) -> exp.Expr:
        """The facts and figures that are unknown in this row."""
        name = f"unknown_{word}"
        if name not in self.steps:
            sources = self.plan.sources[word * WORD : (word + 1) * WORD]
            tests = [
                case([(test, _number(1 << place))], _number(0))
                for place, source in enumerate(sources)
                if (test := self._unknown_source(source)) is not None
            ]
            self.steps.define(name, chain(exp.BitwiseOr, tests) if tests else _number(0))
        return column(name)

    def _unknown_source(self, source: Fact | Dated | Amended) -> exp.Expr | None:
        if isinstance(source, Fact):
            return exp.Is(this=column(source.name), expression=exp.null())
        if isinstance(source, Amended):
            return None  # an amended rule adds its own bit where its wording is chosen
        spans = []
        timeline = source.timeline(self.values.known_on)
        starts = [None, *(value.from_day for value in timeline)]
        amounts = [None, *(value.amount for value in timeline)]
        for start, end, amount in zip(starts, [*starts[1:], None], amounts, strict=True):
            if amount is None:
                day = column(VALUES_ON_COLUMN)
                since = start and exp.GTE(this=day, expression=typed(start, Kind.DATE))
                until = end and exp.LT(this=day.copy(), expression=typed(end, Kind.DATE))
                limits = [limit for limit in (since, until) if limit]
                spans.append(chain(exp.And, limits) if limits else exp.true())
        return chain(exp.Or, spans) if spans else None

    def _of(self, number: int, word: int) -> exp.Expr:
        if self._uses[number] < 2:
            return self._write(number, word)
        name = f"missing_{word}_{number}"
        if name not in self.steps:
            self.steps.define(name, self._write(number, word))
        return column(name)

    def _write(self, number: int, word: int) -> exp.Expr:
        node, parts = self.plan.nodes[number], self.plan.parts[number]
        if isinstance(node, AllOf | AnyOf):
            return case([(self.values.is_unknown(number), self._all(parts, word))], _number(0))
        if isinstance(node, Choice):
            return self._of_choice(node, parts, word)
        if isinstance(node, Amended):
            bit = self.plan.bit(number) >> word * WORD & ((1 << WORD) - 1)
            texts = [self._all([part], word) for part in parts]
            return by_wording(node, _number(bit), texts)
        return self._all(parts, word)

    def _of_choice(self, node: Choice, parts: tuple[int, ...], word: int) -> exp.Expr:
        """What a condition and its branch lack unless it fails; then the rest unless it holds."""
        many = len(node.conditions)
        found = self._all(parts[-1:], word)
        for condition, value in reversed(list(zip(parts[:many], parts[many:-1], strict=True))):
            fails = exp.Not(this=exp.Paren(this=self.values.of(condition)))
            here = self.together([condition, value], word)
            sets = [] if here is None else [case([(fails, _number(0))], here)]
            sets.append(case([(self.values.of(condition), _number(0))], found))
            found = chain(exp.BitwiseOr, sets)
        return found

    def _all(self, numbers: Iterable[int], word: int) -> exp.Expr:
        found = self.together(numbers, word)
        return _number(0) if found is None else found

    def _count_uses(self, waiting: list[int]) -> None:
        """How often each set, and each value, is named in the SQL of the sets above it."""
        self._uses.update(waiting)
        seen: set[int] = set()
        while waiting:
            number = waiting.pop()
            if number in seen or self._plain[number]:
                continue
            seen.add(number)
            node, parts = self.plan.nodes[number], self.plan.parts[number]
            if isinstance(node, AllOf | AnyOf):
                self.values_used[number] += 1
            elif isinstance(node, Choice):
                self.values_used.update(parts[: len(node.conditions)] * 2)
            self._uses.update(parts)
            waiting += parts


def _plain_steps(plan: Plan) -> list[bool]:
    """For each step, whether it is unknown exactly when one of its sources is."""
    plain: list[bool] = []
    for node, parts in zip(plan.nodes, plan.parts, strict=True):
        plain.append(not isinstance(node, _HIDING) and all(plain[part] for part in parts))
    return plain


def _number(value: int) -> exp.Expr:
    return exp.cast(exp.Literal.number(str(value)), "BIGINT")
