"""Changes of a law, declared as data, and the law that they would make of it.

A `NewFigure` puts another value in the place of a dated one from a day on; a `NewAnswers` lets a
condition ask for other answers (levels, codes, a number); `Without` leaves a condition out;
`AlsoCounts` lets a condition be met by belonging to a class of children as well. None of them
touches the law itself: `changed` gives back another pack. What the law does not know is refused,
with the names that come near it.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar, cast

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import answers
from hutong.foundation.policy._phrases import joined, phrase
from hutong.foundation.policy.benefits import Benefit
from hutong.foundation.policy.dated import NOT_GIVEN, Dated, Value
from hutong.foundation.policy.derived import Category, Derived
from hutong.foundation.policy.expressions import (
    Comparison,
    Constant,
    Expression,
    Membership,
    Plain,
)
from hutong.foundation.policy.facts import Fact
from hutong.foundation.policy.grounds import grounds_of
from hutong.foundation.policy.judging import Reckoner
from hutong.foundation.policy.kinds import Kind, WrongKind
from hutong.foundation.policy.packs import Pack
from hutong.foundation.policy.provisions import Condition
from hutong.foundation.policy.rebuilding import Rebuilder

TRIAL = Citation("试算")
T = TypeVar("T")
NEAR = 4  # how many names are offered instead of a wrong one


class NoSuchRule(Refused):
    """The law knows no benefit, figure, condition or class of this name."""


class NotAChange(Refused):
    """What was asked for cannot be made of this law, or would leave it as it is."""


@dataclass(frozen=True, slots=True)
class NewFigure:
    """Another value of a figure; `within` a benefit or an account, or wherever it is used."""

    figure: str
    amount: Decimal | int
    within: str = ""


@dataclass(frozen=True, slots=True)
class NewAnswers:
    """Other answers to a fact that a condition asks for: levels, codes, one number.

    Where the condition asks for the fact in several places, `place` says which, counted from 1.
    """

    benefit: str
    condition: str
    fact: str
    answers: tuple[Plain, ...]
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Without:
    """A condition of a benefit left out."""

    benefit: str
    condition: str


@dataclass(frozen=True, slots=True)
class AlsoCounts:
    """A condition of a benefit that whoever belongs to a class of children meets as well."""

    benefit: str
    condition: str
    category: str


Change = NewFigure | NewAnswers | Without | AlsoCounts
Asking = Membership | Comparison


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words: what it is about, how it stands, how it would stand, and in what."""

    what: Text
    before: Text
    after: Text
    law: Citation | None
    benefits: tuple[Benefit, ...]


def changed(pack: Pack, changes: Sequence[Change], *, since: date, known_on: date) -> Pack:
    """The law with these changes in it from a day on, as if they were known on another."""
    if len(set(map(_target, changes))) < len(changes):
        raise NotAChange(
            Finding(Text("同一处只能改一次。", "The same place can be changed only once."))
        )
    for change in changes:
        if isinstance(change, NewFigure):
            pack = _with_figure(pack, change, since, known_on)
        else:
            pack = _with_condition(pack, change)
    return pack


def told(pack: Pack, change: Change, *, since: date, known_on: date) -> Told:
    """A change of this law in words, as the law stood on the day it would begin."""
    if isinstance(change, NewFigure):
        figure = figure_of(pack, change.figure)
        now = figure.in_force(since, known_on)
        return Told(
            figure.label,
            NOT_GIVEN if now is None else figure.said(now.amount),
            figure.said(change.amount),
            None if now is None else now.law,
            tuple(item for item in _within(pack, change.within) if _uses(item, figure)),
        )
    benefit = benefit_of(pack, change.benefit)
    condition = condition_of(benefit, change.condition)
    if isinstance(change, NewAnswers):
        old = _asking(condition, change)
        new = _answered(old, _fact_of(condition, change.fact), change.answers)
        words = phrase(old), phrase(new)
    elif isinstance(change, Without):
        words = condition.label, Text("不再要求", "no longer asked for")
    else:
        also = category_of(pack, change.category).label
        words = (
            condition.label,
            Text(f"{condition.label.zh}，或属于{also.zh}", f"{condition.label.en}, or {also.en}"),
        )
    return Told(condition.label, *words, condition.law, (benefit,))


# --- what may be changed --------------------------------------------------------------------------


def figures_counting(rules: Iterable[Expression], *, on: date, known_on: date) -> list[Dated]:
    """The figures that can make a difference on a day, in the order in which the rules read them.

    What the law said at other times only, and what another figure has switched off, is left out.
    """
    stated = list(rules)
    found = Reckoner(stated).reckon({}, on, on, known_on)
    return [figure for figure, _ in grounds_of(found, *stated).figures]


def asked_in(condition: Condition) -> list[tuple[Fact, Asking]]:
    """Where a condition asks a fact for fixed answers, in order: levels, codes, one number."""
    return [
        (asked, item)
        for item in _parts([condition.rule])
        if isinstance(item, Asking) and (asked := _asked(item)) is not None
    ]


def answers_of(asking: Asking) -> tuple[Plain, ...]:
    """The answers a test asks for."""
    if isinstance(asking, Membership):
        return asking.values
    return (cast("Constant", asking.right).value,)


def figure_of(pack: Pack, code: str) -> Dated:
    """The figure of a code, wherever the law uses it."""
    figures = {item.code: item for item in _parts(_rules(pack)) if isinstance(item, Dated)}
    return _named(code, figures, Text("数值", "figure"))


def benefit_of(pack: Pack, code: str) -> Benefit:
    """The benefit of a code."""
    return _named(code, {item.code: item for item in pack.benefits}, Text("待遇", "benefit"))


def category_of(pack: Pack, code: str) -> Category:
    """The class of children of a code."""
    classes = {item.code: item for item in pack.categories}
    return _named(code, classes, Text("儿童类别", "class of children"))


def condition_of(benefit: Benefit, code: str) -> Condition:
    """The condition of a code in a benefit."""
    stated = {item.code: item for item in benefit.requires}
    return _named(code, stated, Text("条件", "condition"))


def read_amount(figure: Dated, raw: object) -> Decimal | int:
    """The value of a figure that somebody wrote: 3000, 18, 45% or 0.45."""
    written = str(raw).strip()
    share = figure.kind is Kind.RATIO
    if share and written.endswith(("%", "％")):
        amount = _read(figure.label, written[:-1], Kind.MONEY)
        found: Decimal | int = cast("Decimal", amount) / 100
    else:
        kind = Kind.MONEY if share else figure.kind
        found = cast("Decimal | int", _read(figure.label, written, kind))
    if found < 0 or (figure.words and set(figure.words) <= {0, 1} and found not in {0, 1}):
        raise NotAChange(
            Finding(
                Text("{what}不能是{raw}。", "{en} cannot be {raw}.").filled(
                    what=figure.label.zh, en=figure.label.en, raw=written[:40]
                ),
                field=figure.code,
            )
        )
    return found


def read_answers(fact: Fact, raw: object) -> tuple[Plain, ...]:
    """The answers somebody wrote, with commas between them."""
    listed = raw if isinstance(raw, list | tuple) else str(raw).replace("，", ",").split(",")
    found = tuple(cast("Plain", _read(fact.label, one, fact.kind, fact)) for one in listed)
    return tuple(dict.fromkeys(found))


# --- how they are made ----------------------------------------------------------------------------


def _target(change: Change) -> tuple[object, ...]:
    """What a change is about, without what it makes of it."""
    if isinstance(change, NewFigure):
        return (change.figure,)
    place = change.place if isinstance(change, NewAnswers) else None
    fact = change.fact if isinstance(change, NewAnswers) else ""
    return (change.benefit, change.condition, fact, place)


def _with_figure(pack: Pack, change: NewFigure, since: date, known_on: date) -> Pack:
    figure = figure_of(pack, change.figure)
    chosen = _within(pack, change.within)
    if not any(_uses(item, figure) for item in chosen):
        parts = _parts(rule for one in chosen for rule in one.rules)
        near = {item.code for item in parts if isinstance(item, Dated)}
        raise _unknown(change.figure, near, Text("数值", "figure"))
    now = figure.in_force(since, known_on)
    if now is not None and now.amount == change.amount:
        said = figure.said(now.amount)
        raise NotAChange(
            Finding(
                Text("{zh}现在就是 {said}。", "{en} is {said_en} already.").filled(
                    zh=figure.label.zh, en=figure.label.en, said=said.zh, said_en=said.en
                ),
                field=figure.code,
            )
        )
    fresh = Value(since, change.amount, TRIAL, published=min(since, known_on))
    earlier = [value for value in figure.values if value.from_day < since]
    try:
        other = Dated(figure.code, figure.label, [*earlier, fresh], figure.kind, figure.words)
    except WrongKind as fault:
        raise NotAChange(Finding(Text(str(fault), str(fault)), field=figure.code)) from None
    rebuilder = Rebuilder(lambda item: other if _is_figure(item, figure.code) else item)
    if change.within:
        return _replaced(pack, {item.code: _rebuilt(item, rebuilder) for item in chosen})
    return replace(
        pack,
        categories=[cast("Category", rebuilder.rebuilt(item)) for item in pack.categories],
        derived=[cast("Derived", rebuilder.rebuilt(item)) for item in pack.derived],
        benefits=[_rebuilt(item, rebuilder) for item in pack.benefits],
    )


def _with_condition(pack: Pack, change: NewAnswers | Without | AlsoCounts) -> Pack:
    benefit = benefit_of(pack, change.benefit)
    condition = condition_of(benefit, change.condition)
    if isinstance(change, Without):
        rest = [item for item in benefit.requires if item is not condition]
        if not rest:
            raise NotAChange(
                Finding(
                    Text(
                        "“{zh}”是唯一的条件，不能去掉。",
                        "“{en}” is the only condition and cannot be left out.",
                    ).filled(zh=condition.label.zh, en=condition.label.en)
                )
            )
        return _replaced(pack, {benefit.code: replace(benefit, requires=rest, examples=())})
    if isinstance(change, AlsoCounts):
        rule = condition.rule | category_of(pack, change.category)
    else:
        rule = _with_answers(condition, change)
    stated = [replace(item, rule=rule) if item is condition else item for item in benefit.requires]
    return _replaced(pack, {benefit.code: replace(benefit, requires=stated, examples=())})


def _with_answers(condition: Condition, change: NewAnswers) -> Expression:
    old = _asking(condition, change)
    new = _answered(old, _fact_of(condition, change.fact), change.answers)
    if set(answers_of(new)) == set(answers_of(old)):
        said = phrase(old)
        raise NotAChange(
            Finding(
                Text("现在就是：{zh}。", "It is so already: {en}.").filled(zh=said.zh, en=said.en)
            )
        )
    return Rebuilder(lambda item: new if item is old else item).rebuilt(condition.rule)


def _asking(condition: Condition, change: NewAnswers) -> Asking:
    """The place in a condition at which a fact is asked for these answers."""
    fact = _fact_of(condition, change.fact)
    asked = [item for one, item in asked_in(condition) if one is fact]
    if change.place is None and len(asked) == 1:
        return asked[0]
    if change.place is not None and 1 <= change.place <= len(asked):
        return asked[change.place - 1]
    listed = [
        Text(f"{fact.name}#{number}：{phrase(item).zh}", f"{fact.name}#{number}: {phrase(item).en}")
        for number, item in enumerate(asked, 1)
    ]
    several = joined(listed, "；", "; ")
    raise NoSuchRule(
        Finding(
            Text(
                "这个条件有 {n} 处问到它，请说明是哪一处：{zh}。",
                "The condition asks for it in {n} places; say which: {en}.",
            ).filled(n=len(asked), zh=several.zh, en=several.en),
            field=fact.name,
        )
    )


def _answered(old: Asking, fact: Fact, given: tuple[Plain, ...]) -> Asking:
    """The same test, asking for other answers."""
    if not given:
        raise NotAChange(Finding(Text("请写明改成什么。", "Say what it becomes."), field=fact.name))
    if isinstance(old, Membership):
        return cast("Membership", fact.is_in(*given))
    if len(given) > 1:
        raise NotAChange(
            Finding(Text("这里只能写一个值。", "Only one value can stand here."), field=fact.name)
        )
    return replace(old, right=Constant(given[0], fact.kind))


def _asked(item: Asking) -> Fact | None:
    """The fact that a test with fixed answers is about."""
    if isinstance(item, Membership):
        return item.part if isinstance(item.part, Fact) else None
    if isinstance(item.left, Fact) and isinstance(item.right, Constant):
        return item.left
    return None


def _fact_of(condition: Condition, name: str) -> Fact:
    facts = {fact.name: fact for fact, _ in asked_in(condition)}
    return _named(name, facts, Text("问到的事实", "fact that is asked for"))


def _rebuilt(benefit: Benefit, rebuilder: Rebuilder) -> Benefit:
    return replace(
        benefit,
        requires=[replace(one, rule=rebuilder.rebuilt(one.rule)) for one in benefit.requires],
        pays=None if benefit.pays is None else rebuilder.rebuilt(benefit.pays),
        examples=(),
    )


def _replaced(pack: Pack, benefits: dict[str, Benefit]) -> Pack:
    return replace(pack, benefits=[benefits.get(item.code, item) for item in pack.benefits])


def _within(pack: Pack, scope: str) -> list[Benefit]:
    """The benefits of a code or of an account; all of them where neither is said."""
    chosen = [item for item in pack.benefits if scope in {"", item.code, item.account}]
    if not chosen:
        known = {item.code for item in pack.benefits} | {item.account for item in pack.benefits}
        raise _unknown(scope, known, Text("待遇", "benefit"))
    return chosen


def _uses(benefit: Benefit, figure: Dated) -> bool:
    return any(_is_figure(item, figure.code) for item in _parts(benefit.rules))


def _is_figure(item: Expression, code: str) -> bool:
    return isinstance(item, Dated) and item.code == code


def _rules(pack: Pack) -> list[Expression]:
    return [*pack.categories, *(rule for benefit in pack.benefits for rule in benefit.rules)]


def _parts(rules: Iterable[Expression]) -> Iterator[Expression]:
    """Every part of these rules once, in the order of reading."""
    seen: set[int] = set()
    waiting = list(reversed(list(rules)))
    while waiting:
        item = waiting.pop()
        if id(item) not in seen:
            seen.add(id(item))
            yield item
            waiting += reversed(item.parts)


def _read(label: Text, raw: object, kind: Kind, fact: Fact | None = None) -> object:
    try:
        found = answers.read(raw, kind, None if fact is None else fact.codes)
    except answers.Unreadable as fault:
        raise NotAChange(
            Finding(
                Text(
                    f"{label.zh}：{fault.sentence.zh}",
                    f"{label.en}: {fault.sentence.en}",
                )
            )
        ) from None
    if found is None:
        raise NotAChange(Finding(Text("请写明改成什么。", "Say what it becomes.")))
    return found


def _named(code: str, known: dict[str, T], what: Text) -> T:
    if code in known:
        return known[code]
    raise _unknown(code, known, what)


def _unknown(code: str, known: Iterable[str], what: Text) -> NoSuchRule:
    names = sorted(known)
    near = difflib.get_close_matches(code, names, n=NEAR, cutoff=0.4) or names
    listed = ", ".join(near)
    return NoSuchRule(
        Finding(
            Text(
                "没有代码为“{code}”的{zh}；相近的有：{listed}。",
                "No {en} has the code “{code}”; near it: {listed}.",
            ).filled(code=code, zh=what.zh, en=what.en, listed=listed)
        )
    )
