"""What a set of rules is made of: its named rules and the figures it rests on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hutong.foundation.policy import Benefit, Category, Dated, Derived, Expression, Value


@dataclass(frozen=True)
class Figure:
    """One value of one figure of the law, as the page of values lists it."""

    figure: Dated
    value: Value

    @property
    def confirmed(self) -> bool:
        """Somebody has checked it against the original."""
        return self.value.confirmed

    @property
    def configured(self) -> bool:
        """The sum or number is known at all."""
        return self.value.amount is not None


def rules_of(categories: Iterable[Category], benefits: Iterable[Benefit]) -> list[Expression]:
    """Every rule of these entries."""
    return [*categories, *(rule for benefit in benefits for rule in benefit.rules)]


def parts_of(rules: Iterable[Expression]) -> Iterator[Expression]:
    """Every part of these rules, each once, in the order in which they are read."""
    seen: set[int] = set()
    waiting = list(reversed(list(rules)))
    while waiting:
        item = waiting.pop()
        if id(item) not in seen:
            seen.add(id(item))
            yield item
            waiting += reversed(item.parts)


def derived_in(rules: Iterable[Expression]) -> list[Derived]:
    """The named rules these rest on."""
    return [item for item in parts_of(rules) if isinstance(item, Derived)]


def figures_in(rules: Iterable[Expression]) -> list[Figure]:
    """Every value of every figure these rest on."""
    found = [item for item in parts_of(rules) if isinstance(item, Dated)]
    return [Figure(item, value) for item in found for value in item.values]
