"""The steps of a set of rules: each distinct part once, after the parts it is made of."""

from collections.abc import Hashable, Iterable, Iterator
from typing import cast

from hutong.foundation.policy.dated import Amended, Dated
from hutong.foundation.policy.derived import Named
from hutong.foundation.policy.expressions import Expression, IsKnown
from hutong.foundation.policy.facts import Fact, FactTuple
from hutong.foundation.policy.kinds import Kind, WrongKind

Figure = Dated | Amended


class Plan:
    """Numbers every distinct expression, so that what is used often is worked out once.

    Two expressions that state the same share one number; a named rule shares that of the rule it
    stands for. Every fact and every figure of the law has a bit: sets of them are whole numbers.
    """

    def __init__(self, roots: Iterable[Expression]) -> None:
        self.nodes: list[Expression] = []
        self.parts: list[tuple[int, ...]] = []
        self.named: list[Named] = []
        self.sources: list[Fact | Figure] = []
        self._bits: dict[int, int] = {}
        self._numbers: dict[int, int] = {}
        self._same: dict[Hashable, int] = {}
        self._roots = tuple(roots)  # keeps them alive: they are known by identity
        for root in self._roots:
            self._add(root)
        self._give_bits()
        self._reach = self._reaches()

    def number(self, item: Expression) -> int:
        """The number of an expression of this plan."""
        return self._numbers[id(item)]

    def bit(self, number: int) -> int:
        """The bit of a fact or figure, or nought for any other step."""
        return self._bits.get(number, 0)

    def sources_of(self, number: int) -> int:
        """The facts and figures a step could ever lack."""
        return self._reach[number]

    def facts(self, mask: int) -> FactTuple:
        """The facts of a set."""
        return FactTuple(item for item in self._of(mask) if isinstance(item, Fact))

    def figures(self, mask: int) -> tuple[Figure, ...]:
        """The figures of the law of a set."""
        return tuple(item for item in self._of(mask) if not isinstance(item, Fact))

    def mask_of(self, item: Fact | Figure) -> int:
        """The bit of a fact or figure, as a set of one."""
        return self._bits[self.number(item)]

    def _of(self, mask: int) -> Iterator[Fact | Figure]:
        while mask:
            lowest = mask & -mask
            yield self.sources[lowest.bit_length() - 1]
            mask ^= lowest

    def _add(self, item: Expression) -> int:
        found = self._numbers.get(id(item))
        if found is not None:
            return found
        parts = tuple(self._add(part) for part in item.parts)
        if isinstance(item, Named):
            self.named.append(item)
            number = parts[0]
        else:
            number = self._number_of(item, parts)
        self._numbers[id(item)] = number
        return number

    def _number_of(self, item: Expression, parts: tuple[int, ...]) -> int:
        key = (type(item), item.own, parts)
        number = self._same.get(key)
        if number is not None:
            if isinstance(item, Fact) and item is not self.nodes[number]:
                raise WrongKind(f"Two facts are named {item.name}.")
            return number
        number = self._same[key] = len(self.nodes)
        self.nodes.append(item)
        self.parts.append(parts)
        return number

    def _give_bits(self) -> None:
        """Facts come first, in the order in which the rules name them, and then figures."""
        facts = [number for number, node in enumerate(self.nodes) if isinstance(node, Fact)]
        figures = [number for number, node in enumerate(self.nodes) if _is_figure(node)]
        for place, number in enumerate([*facts, *figures]):
            self._bits[number] = 1 << place
            self.sources.append(cast("Fact | Figure", self.nodes[number]))

    def _reaches(self) -> list[int]:
        reaches: list[int] = []
        for number, (node, parts) in enumerate(zip(self.nodes, self.parts, strict=True)):
            reach = self.bit(number)
            for part in () if isinstance(node, IsKnown) else parts:
                reach |= reaches[part]
            reaches.append(reach)
        return reaches


def _is_figure(node: Expression) -> bool:
    """Whether a step can lack a figure of its own; a yes/no rule not yet in force is just no."""
    return isinstance(node, Dated) or (isinstance(node, Amended) and node.kind is not Kind.YES_NO)
