"""What every unknown step lacks, as SQL: sets of facts and figures written as whole numbers.

A set is spread over words of 31 bits. For most steps it is one AND: a step that is unknown exactly
when one of its sources is (a comparison, a sum, an age) lacks those of its sources that are
unknown, and what is known has none. Only where something settled can hide an unknown part, in an
*and*, an *or*, a choice or an amended rule, is there a CASE; it is worked out for open rows alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from sqlglot import exp

from hutong.foundation.policy._sql_parts import chain, is_null, number_of, typed
from hutong.foundation.policy._sql_steps import Steps, column
from hutong.foundation.policy._sql_values import Values
from hutong.foundation.policy.choices import Choice
from hutong.foundation.policy.dated import Amended, Dated
from hutong.foundation.policy.expressions import AllOf, AnyOf
from hutong.foundation.policy.facts import Fact
from hutong.foundation.policy.kinds import Kind
from hutong.foundation.policy.plans import Plan

WORD = 31  # bits of a signed 32-bit number that can be used without a thought for its sign
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
        self._size = _sizes(plan, self._plain)
        self._count_uses(list(roots))

    def begin(self, steps: Steps, values: Values) -> None:
        """Take the steps to write into and the values that tell what is open."""
        self.steps = steps
        self.values = values
        self._possible = 0
        for source in self.plan.sources:
            if not isinstance(source, Dated) or values.span.can_be_unknown(source):
                self._possible |= self.plan.mask_of(source)

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
            sets.insert(0, exp.BitwiseAnd(this=self._unknown(word), expression=number_of(plain)))
        return chain(exp.BitwiseOr, sets) if sets else None

    def _reach(self, number: int, word: int) -> int:
        reach = self.plan.sources_of(number) & self._possible
        return reach >> word * WORD & ((1 << WORD) - 1)

    def _unknown(self, word: int) -> exp.Expr:
        """The facts and figures that are unknown in this row."""
        name = f"unknown_{word}"
        if name not in self.steps:
            sources = self.plan.sources[word * WORD : (word + 1) * WORD]
            tests = [
                self.values.where(test, number_of(1 << place))
                for place, source in enumerate(sources)
                if (test := self._unknown_source(source)) is not None
            ]
            self.steps.define(name, chain(exp.BitwiseOr, tests) if tests else number_of(0))
        return column(name)

    def _unknown_source(self, source: Fact | Dated | Amended) -> exp.Expr | None:
        span = self.values.span
        if isinstance(source, Fact):
            return is_null(column(source.name))
        if isinstance(source, Amended) or not span.can_be_unknown(source):
            return None  # an amended rule adds its own bit where its wording is chosen
        return span.figure(source, lambda amount: typed(amount is None, Kind.YES_NO))

    def _of(self, number: int, word: int) -> exp.Expr:
        if self._uses[number] < 2 or self._size[number] <= self.values.rewritten:
            return self._write(number, word)
        name = f"missing_{word}_{number}"
        if name not in self.steps:
            self.steps.define(name, self._write(number, word))
        return column(name)

    def _write(self, number: int, word: int) -> exp.Expr:
        node, parts = self.plan.nodes[number], self.plan.parts[number]
        if isinstance(node, AllOf | AnyOf):
            return self.values.where(self.values.is_unknown(number), self._all(parts, word))
        if isinstance(node, Choice):
            return self._of_choice(node, parts, word)
        if isinstance(node, Amended):
            bit = self.plan.bit(number) >> word * WORD & ((1 << WORD) - 1)
            texts = [partial(self._all, [part], word) for part in parts]
            return self.values.span.wording(node, number_of(bit), texts)
        return self._all(parts, word)

    def _of_choice(self, node: Choice, parts: tuple[int, ...], word: int) -> exp.Expr:
        """What a condition and its branch lack unless it fails; then the rest unless it holds."""
        many = len(node.conditions)
        found = self._all(parts[-1:], word)
        for condition, value in reversed(list(zip(parts[:many], parts[many:-1], strict=True))):
            here = self.together([condition, value], word)
            fails, holds = self.values.fails(condition), self.values.holds(condition)
            sets = [] if here is None else [self.values.unless(fails, here)]
            found = chain(exp.BitwiseOr, [*sets, self.values.unless(holds, found)])
        return found

    def _all(self, numbers: Iterable[int], word: int) -> exp.Expr:
        found = self.together(numbers, word)
        return number_of(0) if found is None else found

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


def _sizes(plan: Plan, plain: list[bool]) -> list[int]:
    """How many steps the set of each step is written with."""
    sizes: list[int] = []
    for number, parts in enumerate(plan.parts):
        sizes.append(1 if plain[number] else 1 + sum(sizes[part] for part in parts))
    return sizes
