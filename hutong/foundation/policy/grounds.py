"""What an answer rests on: the facts, figures and named rules that made it what it is."""

from dataclasses import dataclass, field

from hutong.foundation.policy.choices import Choice
from hutong.foundation.policy.dated import Amended, Dated, Value
from hutong.foundation.policy.derived import Named
from hutong.foundation.policy.expressions import AllOf, AnyOf, Expression
from hutong.foundation.policy.facts import Fact
from hutong.foundation.policy.judging import Reckoning


@dataclass(slots=True)
class Grounds:
    """Facts that were known, figures in force, named rules, and rules not in force that day."""

    facts: list[Fact] = field(default_factory=list)
    figures: list[tuple[Dated, Value]] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    not_in_force: list[Amended] = field(default_factory=list)


def grounds_of(found: Reckoning, *items: Expression) -> Grounds:
    """The grounds of several answers together, each once, in the order of the rules."""
    grounds = Grounds()
    seen: set[int] = set()
    waiting = list(reversed(items))
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        _note(found, item, grounds)
        waiting += reversed(deciding(found, item))
    return grounds


def _note(found: Reckoning, item: Expression, grounds: Grounds) -> None:
    if isinstance(item, Fact):
        if not found.lacks(item):
            grounds.facts.append(item)
    elif isinstance(item, Dated):
        value = item.in_force(found.values_on, found.known_on)
        if value is not None and value.amount is not None:
            grounds.figures.append((item, value))
    elif isinstance(item, Named):
        grounds.named.append(item)
    elif isinstance(item, Amended) and item.in_force(found.on) is None:
        grounds.not_in_force.append(item)


def deciding(found: Reckoning, item: Expression) -> tuple[Expression, ...]:
    """The parts that made an answer what it is; of an unknown one, every part that was read."""
    if isinstance(item, Amended):
        wording = item.in_force(found.on)
        return () if wording is None else (wording.rule,)
    if isinstance(item, Choice):
        return _read(found, item)
    if isinstance(item, AllOf | AnyOf):
        settling = isinstance(item, AnyOf)
        settled = tuple(part for part in item.parts if found.value(part) is settling)
        return settled or item.parts
    return item.parts


def _read(found: Reckoning, choice: Choice) -> tuple[Expression, ...]:
    """The conditions up to the one that holds, and the value beside it."""
    read: list[Expression] = []
    for condition, value in zip(choice.conditions, choice.values, strict=True):
        held = found.value(condition)
        read.append(condition)
        if held is False:
            continue
        read.append(value)
        if held:
            return tuple(read)
    return (*read, choice.otherwise)


def taken(found: Reckoning, choice: Choice) -> Expression:
    """The value a choice came to; all its conditions on the way are settled."""
    return _read(found, choice)[-1]
