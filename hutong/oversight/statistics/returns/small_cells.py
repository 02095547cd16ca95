"""How a public notice hides the few: no line that a neighbour could put a name to."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

FEWEST = 3  # children that a line of a public notice stands for; our own number, of no article
TOGETHER = "其他（合并公示）"


class TooFewToPublish(Refused):
    """The whole place has so few children that any notice would name them."""


class Counted(NamedTuple):
    """One line of a notice: an area, its children and their money."""

    area: str
    children: int
    amount: Decimal


def merged(lines: Sequence[Counted]) -> list[Counted]:
    """The lines with those of fewer than three children put together; the total stays the same.

    Where these come to fewer than three themselves, the next smallest joins them, or the total
    would give them away.
    """
    with_children = [line for line in lines if line.children or line.amount]
    shown = sorted(with_children, key=lambda line: -line.children)
    hidden: list[Counted] = []
    while shown and (
        shown[-1].children < FEWEST or (hidden and sum(h.children for h in hidden) < FEWEST)
    ):
        hidden.append(shown.pop())
    if hidden and sum(line.children for line in hidden) < FEWEST:
        raise TooFewToPublish(
            Finding(
                Text(
                    "全辖区不足 {fewest} 人，任何公示都等于公布了是谁，不能生成公示表。",
                    "The whole place has fewer than {fewest} children; any notice would say who"
                    " they are.",
                ).filled(fewest=FEWEST),
                field="place",
            )
        )
    kept = [line for line in with_children if line in shown]
    if hidden:
        children = sum(line.children for line in hidden)
        amount = sum((line.amount for line in hidden), Decimal(0))
        kept.append(Counted(TOGETHER, children, amount))
    return kept
