"""How an amount came about, line by line, each with its article."""

from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.money import Rounding
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.answers import in_words
from hutong.foundation.policy.choices import Choice
from hutong.foundation.policy.dated import Amended, Dated
from hutong.foundation.policy.derived import Named
from hutong.foundation.policy.expressions import (
    Constant,
    Difference,
    Expression,
    Largest,
    Product,
    Smallest,
    Sum,
)
from hutong.foundation.policy.facts import Fact
from hutong.foundation.policy.grounds import taken
from hutong.foundation.policy.judging import Reckoning

PAYABLE = Text("应发", "payable")


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line of a sum; the last one is the total of those before it."""

    label: Text
    amount: Decimal
    law: Citation | None = None
    is_total: bool = False

    def less(self) -> "SumLine":
        """The same line taken away."""
        return SumLine(
            Text(f"减：{self.label.zh}", f"less {self.label.en}"), -self.amount, self.law
        )


def sum_of(found: Reckoning, pays: Expression, rounding: Rounding) -> tuple[SumLine, ...]:
    """The lines of a known amount; those before the total add up to it."""
    total = PAYABLE
    law: Citation | None = None
    item = pays
    while isinstance(item, Choice | Amended | Named):
        if isinstance(item, Named):
            total, law = item.label, item.law
        item = _within(found, item)
    lines = _terms(found, item, law)
    exact = sum((line.amount for line in lines), Decimal(0))
    amount = rounding.apply(exact)
    if amount != exact:
        lines.append(SumLine(rounding.label, amount - exact))
    return (*lines, SumLine(total, amount, law, is_total=True))


def _within(found: Reckoning, item: Choice | Amended | Named) -> Expression:
    if isinstance(item, Choice):
        return taken(found, item)
    if isinstance(item, Named):
        return item.rule
    wording = item.in_force(found.on)
    if wording is None:
        raise ValueError(f"{item.code} was not in force, so no sum can rest on it.")
    return wording.rule


def _terms(found: Reckoning, item: Expression, law: Citation | None = None) -> list[SumLine]:
    """Lines that add up to an expression."""
    if isinstance(item, Sum):
        return _terms(found, item.left, law) + _terms(found, item.right, law)
    if isinstance(item, Difference):
        taken_away = [line.less() for line in _terms(found, item.right, law)]
        return _terms(found, item.left, law) + taken_away
    if isinstance(item, Largest | Smallest):
        return _limited(found, item, law)
    if not isinstance(item, Choice | Amended | Named):
        return [_line(found, item, law)]
    if isinstance(item, Named):
        law = item.law
    lines = _terms(found, _within(found, item), law)
    if isinstance(item, Named) and len(lines) == 1:
        return [SumLine(item.label, _amount(found, item), item.law)]
    return lines


def _line(found: Reckoning, item: Expression, law: Citation | None) -> SumLine:
    if isinstance(item, Dated):
        value = item.in_force(found.values_on, found.known_on)
        return SumLine(item.label, _amount(found, item), law if value is None else value.law)
    if isinstance(item, Fact):
        return SumLine(item.label, _amount(found, item))
    if isinstance(item, Product):
        return _times(found, item, law)
    return SumLine(Text("定额", "fixed sum"), _amount(found, item), law)


def _times(found: Reckoning, item: Product, law: Citation | None) -> SumLine:
    """Money times a share: one line such as 保障标准 × 40%."""
    money = _terms(found, item.left, law)
    times = in_words(found.value(item.right), item.right.kind)
    amount = _amount(found, item)
    if len(money) > 1:
        return SumLine(Text(f"合计 × {times.zh}", f"the sum of these × {times.en}"), amount, law)
    (line,) = money
    label = Text(f"{line.label.zh} × {times.zh}", f"{line.label.en} × {times.en}")
    return SumLine(label, amount, line.law or law)


def _limited(found: Reckoning, item: Largest | Smallest, law: Citation | None) -> list[SumLine]:
    """The member that counts; a floor or ceiling that bites is a line of its own."""
    amount = _amount(found, item)
    members = [part for part in item.parts if not isinstance(part, Constant)]
    counting = next((part for part in members if _amount(found, part) == amount), None)
    up = isinstance(item, Largest)
    if counting is not None:
        lines = _terms(found, counting, law)
        if len(members) == 1 or len(lines) > 1:
            return lines
        word = Text("择高：", "the higher: ") if up else Text("取低：", "the lower: ")
        (line,) = lines
        label = Text(word.zh + line.label.zh, word.en + line.label.en)
        return [SumLine(label, line.amount, line.law)]
    if len(members) != 1:
        return [_line(found, item, law)]
    limit = in_words(amount, item.kind)
    label = Text(
        f"{'不足' if up else '超过'} {limit.zh} 的按 {limit.zh} 计",
        f"{'at least' if up else 'at most'} {limit.en}",
    )
    return [
        *_terms(found, members[0], law),
        SumLine(label, amount - _amount(found, members[0]), law),
    ]


def _amount(found: Reckoning, item: Expression) -> Decimal:
    return cast("Decimal", found.value(item))
