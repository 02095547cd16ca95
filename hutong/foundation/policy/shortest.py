"""The fewest facts that, if they turn out well, settle a question the right way.

For every step the search keeps the few smallest sets of facts that could bring it to a wanted
answer, together with the codes they would have to be, so that nobody is asked for a father who is
both dead and in prison. Dates, numbers and sums are taken as able to turn out well. A figure the
law has not given cannot be brought by anybody.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from hutong.foundation.policy.choices import Choice
from hutong.foundation.policy.dated import Amended, Dated
from hutong.foundation.policy.expressions import (
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    Expression,
    Membership,
    Not,
    Plain,
    Relation,
)
from hutong.foundation.policy.facts import Fact, FactTuple
from hutong.foundation.policy.judging import Reckoning
from hutong.foundation.policy.kinds import Kind

KEPT = 8  # sets kept for each step; more find rarer short cuts and take longer


@dataclass(frozen=True, slots=True)
class Wanted:
    """An answer that would do."""

    key: Hashable
    accepts: Callable[[Any], bool]


SETTLED = Wanted("settled", lambda _: True)
HOLDS = Wanted("holds", lambda value: value is True)
FAILS = Wanted("fails", lambda value: value is False)
_TURNED = {HOLDS: FAILS, FAILS: HOLDS, SETTLED: SETTLED}


@dataclass(frozen=True, slots=True)
class Way:
    """A set of facts, and for some of them the codes they would have to be."""

    facts: int
    limits: dict[int, frozenset[object]]

    def joined(self, other: "Way") -> "Way | None":
        """Both at once; None if a fact would have to be two things."""
        if not other.facts:
            return self
        limits = self.limits
        if other.limits:
            limits = dict(limits)
            for bit, codes in other.limits.items():
                limits[bit] = both = codes & limits.get(bit, codes)
                if not both:
                    return None
        return Way(self.facts | other.facts, limits)


NOTHING = Way(0, {})


def shortest(
    found: Reckoning, holding: Iterable[Expression], settled: Iterable[Expression]
) -> FactTuple:
    """The smallest set of facts that could make all of these hold and settle all of those."""
    search = _Search(found)
    ways = search.all_of(
        [(item, HOLDS) for item in holding] + [(item, SETTLED) for item in settled]
    )
    return found.plan.facts(ways[0].facts) if ways else FactTuple()


class _Search:
    def __init__(self, found: Reckoning) -> None:
        self.found = found
        self.done: dict[tuple[int, Hashable], list[Way]] = {}

    def all_of(self, goals: list[tuple[Expression, Wanted]]) -> list[Way]:
        ways = [NOTHING]
        for item, wanted in goals:
            more = self.ways(item, wanted)
            if len(more) == 1 and not more[0].facts:
                continue
            ways = _best(way.joined(other) for way in ways for other in more)
            if not ways:
                return ways
        return ways

    def any_of(self, goals: list[tuple[Expression, Wanted]]) -> list[Way]:
        return _best(way for item, wanted in goals for way in self.ways(item, wanted))

    def ways(self, item: Expression, wanted: Wanted) -> list[Way]:
        number = self.found.plan.number(item)
        if not self.found.missing[number]:
            return [NOTHING] if wanted.accepts(self.found.values[number]) else []
        key = (number, wanted.key)
        ways = self.done.get(key)
        if ways is None:
            ways = self.done[key] = self._open(self.found.plan.nodes[number], wanted)
        return ways

    def _open(self, item: Expression, wanted: Wanted) -> list[Way]:
        """The ways to bring an unknown step to the wanted answer."""
        if isinstance(item, Fact | Dated):
            return self._of_fact(item, wanted) if isinstance(item, Fact) else []
        if isinstance(item, Amended):
            wording = item.in_force(self.found.on)
            return [] if wording is None else self.ways(wording.rule, wanted)
        if isinstance(item, Choice):
            return self._of_choice(item, wanted)
        if isinstance(item, Not):
            return self.ways(item.part, _TURNED[wanted])
        if isinstance(item, AllOf | AnyOf):
            return self._of_several(item, wanted)
        return self._of_test(item, wanted)

    def _of_fact(self, fact: Fact, wanted: Wanted) -> list[Way]:
        bit = self.found.plan.mask_of(fact)
        codes: Iterable[object] | None = fact.possible
        if fact.kind is Kind.YES_NO:
            codes = (True, False)
        if codes is None or wanted is SETTLED:
            return [Way(bit, {})]
        accepted = frozenset(code for code in codes if wanted.accepts(code))
        return [Way(bit, {bit: accepted})] if accepted else []

    def _of_several(self, item: AllOf | AnyOf, wanted: Wanted) -> list[Way]:
        if wanted is SETTLED:
            return _best([*self._of_several(item, HOLDS), *self._of_several(item, FAILS)])
        goals = [(part, wanted) for part in item.parts]
        together = isinstance(item, AllOf) is (wanted is HOLDS)
        return self.all_of(goals) if together else self.any_of(goals)

    def _of_choice(self, choice: Choice, wanted: Wanted) -> list[Way]:
        found: list[Way] = []
        passed: list[tuple[Expression, Wanted]] = []
        for condition, value in zip(choice.conditions, choice.values, strict=True):
            found += self.all_of([*passed, (condition, HOLDS), (value, wanted)])
            passed.append((condition, FAILS))
        return _best([*found, *self.all_of([*passed, (choice.otherwise, wanted)])])

    def _of_test(self, item: Expression, wanted: Wanted) -> list[Way]:
        holds, settled = wanted is HOLDS, wanted is SETTLED
        if isinstance(item, Membership) and not settled:
            return self.ways(item.part, _among(item.values, holds))
        if isinstance(item, Comparison) and isinstance(item.right, Constant) and not settled:
            return self.ways(item.left, _related(item.relation, item.right.value, holds))
        return self.all_of([(part, SETTLED) for part in item.parts])


def _among(values: tuple[Plain, ...], holds: bool) -> Wanted:
    chosen = frozenset(values)
    return Wanted((chosen, holds), lambda value: (value in chosen) is holds)


def _related(relation: Relation, fixed: Plain, holds: bool) -> Wanted:
    test = relation.test
    return Wanted((relation, str(fixed), holds), lambda value: test(value, fixed) is holds)


def _best(ways: Iterable[Way | None]) -> list[Way]:
    """The few smallest, each once."""
    kept = sorted((way for way in ways if way is not None), key=lambda way: way.facts.bit_count())
    found: list[Way] = []
    for way in kept:
        if not any(_no_better(way, other) for other in found):
            found.append(way)
            if len(found) == KEPT:
                break
    return found


def _no_better(way: Way, other: Way) -> bool:
    """The other asks for no more facts, and binds none of them more tightly."""
    return not other.facts & ~way.facts and all(
        bit in way.limits and way.limits[bit] <= codes for bit, codes in other.limits.items()
    )
