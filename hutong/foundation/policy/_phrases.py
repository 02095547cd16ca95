"""One expression as one phrase, in Chinese and in English side by side."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.ages import MonthsPassed, YearsPassed
from hutong.foundation.policy.answers import in_words
from hutong.foundation.policy.choices import Choice
from hutong.foundation.policy.dated import NOT_GIVEN, Amended, Dated
from hutong.foundation.policy.derived import Category, Derived, Named
from hutong.foundation.policy.expressions import (
    OPPOSITE,
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    Difference,
    Expression,
    IsKnown,
    Largest,
    Membership,
    Not,
    OnDay,
    Product,
    Relation,
    Smallest,
    Sum,
)
from hutong.foundation.policy.facts import Fact
from hutong.foundation.policy.kinds import Kind

_LOOSE = (AllOf, AnyOf, Choice)  # read wrongly inside another phrase unless in brackets
_RECKONED = (Sum, Difference)

_EQUALITY = {Relation.EQUAL: Text("为", " is "), Relation.UNEQUAL: Text("不为", " is not ")}
_SIZE = {
    Relation.LESS: Text("低于", " is less than "),
    Relation.AT_MOST: Text("不高于", " is at most "),
    Relation.MORE: Text("高于", " is more than "),
    Relation.AT_LEAST: Text("不低于", " is at least "),
}
_TIME = {
    Relation.LESS: Text("早于", " is before "),
    Relation.AT_MOST: Text("不晚于", " is not after "),
    Relation.MORE: Text("晚于", " is after "),
    Relation.AT_LEAST: Text("不早于", " is not before "),
}
_FULL = {  # "未满" leaves the number itself out, "满" takes it in (Civil Code, art. 1259)
    Relation.LESS: Text("未满", "under"),
    Relation.AT_MOST: Text("不超过", "at most"),
    Relation.MORE: Text("超过", "over"),
    Relation.AT_LEAST: Text("已满", "at least"),
    Relation.EQUAL: Text("恰为", "exactly"),
    Relation.UNEQUAL: Text("不为", "not"),
}


def phrase(item: Expression) -> Text:
    """An expression as one phrase; a named rule inside it is called by its name."""
    return _PHRASES[type(item)](item)


def figure_in_words(figure: Dated) -> Text:
    """A figure by its name, and with its value if it has only ever had one."""
    if len(figure.values) > 1:
        return quoted(figure.label)
    (value,) = figure.values
    amount = figure.said(value.amount)
    return Text(f"{figure.label.zh}（{amount.zh}）", f"{figure.label.en} ({amount.en})")


def quoted(text: Text) -> Text:
    """A name in quotation marks."""
    return Text(f"“{text.zh}”", f"“{text.en}”")


def joined(members: Iterable[Text], zh: str, en: str) -> Text:
    """Phrases with a word between them."""
    listed = list(members)
    return Text(zh.join(one.zh for one in listed), en.join(one.en for one in listed))


def _within(item: Expression, loose: tuple[type[Expression], ...] = _LOOSE) -> Text:
    """A phrase as part of another, in brackets where it would run into it."""
    found = phrase(item)
    if isinstance(item, loose) and len(item.parts) > 1:
        return Text(f"（{found.zh}）", f"({found.en})")
    return found


def _fixed(item: Expression, beside: Expression) -> Text:
    """A fixed answer in the words of what it is compared with."""
    if not isinstance(item, Constant):
        return _within(item, (*_LOOSE, *_RECKONED))
    if isinstance(beside, Fact):
        found = beside.show(item.value)
    else:
        codes = beside.codes if isinstance(beside, Derived) else None
        found = in_words(item.value, item.kind, codes)
    return quoted(found) if item.kind is Kind.CODE else found


def _setting(item: Comparison) -> Text | None:
    """That a figure is set to a value that has a word of its own, such as yes."""
    figure, fixed = item.left, item.right
    if not isinstance(figure, Dated) or not isinstance(fixed, Constant):
        return None
    amount = fixed.value
    word = figure.words.get(amount) if isinstance(amount, Decimal | int) else None
    verb = _EQUALITY.get(item.relation)
    if word is None or verb is None:
        return None
    called, value = quoted(figure.label), quoted(word)
    found = Text(called.zh + verb.zh + value.zh, called.en + verb.en + value.en)
    if all(one.amount is None for one in figure.values):
        return Text(f"{found.zh}（{NOT_GIVEN.zh}）", f"{found.en} ({NOT_GIVEN.en})")
    return found


def _comparison(item: Comparison) -> Text:
    left, right = item.left, item.right
    if isinstance(right, Constant) and isinstance(right.value, bool):
        same = right.value is (item.relation is Relation.EQUAL)
        return phrase(left) if same else _denied(left)
    setting = _setting(item)
    if setting is not None:
        return setting
    counted = left.rule if isinstance(left, Named) else left
    if isinstance(counted, YearsPassed | MonthsPassed):
        return _passed(counted, item.relation, _fixed(right, left))
    verbs = _EQUALITY
    if item.relation not in _EQUALITY:
        verbs = _TIME if left.kind is Kind.DATE else _SIZE
    verb = verbs[item.relation]
    subject, other = _within(left), _fixed(right, left)
    return Text(subject.zh + verb.zh + other.zh, subject.en + verb.en + other.en)


def _passed(item: YearsPassed | MonthsPassed, relation: Relation, count: Text) -> Text:
    since, word = _within(item.since), _FULL[relation]
    until = Text("", "")
    if not isinstance(item.until, OnDay):
        end = _within(item.until)
        until = Text(f"至{end.zh}", f" until {end.en}")
    if isinstance(item, YearsPassed):
        return Text(
            f"按{since.zh}计算{until.zh}{word.zh}{count.zh}周岁",
            f"{word.en} {count.en} years of age by {since.en}{until.en}",
        )
    return Text(
        f"自{since.zh}起{until.zh}{word.zh}{count.zh}个月",
        f"{word.en} {count.en} full months since {since.en}{until.en}",
    )


def _membership(item: Membership, verb: Text | None = None) -> Text:
    part = _within(item.part)
    choices = [_fixed(Constant(value, item.part.kind), item.part) for value in item.values]
    word = verb or _EQUALITY[Relation.EQUAL]
    among = joined(choices, "、", ", ")
    if len(choices) == 1:
        return Text(part.zh + word.zh + among.zh, part.en + word.en + among.en)
    return Text(f"{part.zh}{word.zh}{among.zh}之一", f"{part.en}{word.en}one of {among.en}")


def _denied(item: Expression) -> Text:
    """That something does not hold."""
    if isinstance(item, Comparison):
        return _comparison(Comparison(item.left, OPPOSITE[item.relation], item.right))
    if isinstance(item, Membership):
        return _membership(item, _EQUALITY[Relation.UNEQUAL])
    if isinstance(item, IsKnown):
        part = quoted(_within(item.part))
        return Text(f"{part.zh}没有记录", f"{part.en} is not on record")
    if isinstance(item, AllOf | AnyOf | Choice):
        found = phrase(item)
        return Text(f"并非（{found.zh}）", f"it is not so that ({found.en})")
    found = phrase(item)
    if not isinstance(item, Named):
        found = quoted(found)
    return Text(f"并非{found.zh}", f"it is not so that {found.en}")


def _choice(item: Choice) -> Text:
    cases = [
        Text(
            f"若{_within(test).zh}，则{_within(value).zh}",
            f"if {_within(test).en}: {_within(value).en}",
        )
        for test, value in zip(item.conditions, item.values, strict=True)
    ]
    last = _within(item.otherwise)
    return joined([*cases, Text(f"否则{last.zh}", f"otherwise {last.en}")], "；", "; ")


def _product(item: Product) -> Text:
    left, right = _within(item.left, (*_LOOSE, *_RECKONED)), phrase(item.right)
    if isinstance(item.right, Constant) and item.right.kind is Kind.RATIO:
        return Text(f"{left.zh}的{right.zh}", f"{right.en} of {left.en}")
    return Text(f"{left.zh}乘以{right.zh}", f"{left.en} times {right.en}")


def _limited(item: Largest | Smallest) -> Text:
    up = isinstance(item, Largest)
    fixed = [part for part in item.parts if isinstance(part, Constant)]
    moving = [part for part in item.parts if not isinstance(part, Constant)]
    if len(fixed) == 1 and len(moving) == 1:
        limit, found = phrase(fixed[0]), _within(moving[0])
        zh, en = ("不低于", "not less than") if up else ("不高于", "not more than")
        return Text(f"{found.zh}（{zh}{limit.zh}）", f"{found.en} ({en} {limit.en})")
    listed = joined(map(_within, item.parts), "、", ", ")
    zh, en = ("较高者", "the larger") if up else ("较低者", "the smaller")
    return Text(f"{listed.zh}中的{zh}", f"{en} of {listed.en}")


def _named(item: Named | Amended) -> Text:
    return quoted(item.label)


def _constant(item: Constant) -> Text:
    return in_words(item.value, item.kind)


def _between(zh: str, en: str, loose: tuple[type[Expression], ...]) -> Callable[[Any], Text]:
    return lambda item: joined((_within(part, loose) for part in item.parts), zh, en)


def _on_record(item: IsKnown) -> Text:
    part = quoted(_within(item.part))
    return Text(f"{part.zh}已有记录", f"{part.en} is on record")


def _years(item: YearsPassed) -> Text:
    since = _within(item.since)
    return Text(f"按{since.zh}计算的周岁", f"years completed since {since.en}")


def _months(item: MonthsPassed) -> Text:
    since = _within(item.since)
    return Text(f"自{since.zh}起的足月数", f"full months since {since.en}")


_PHRASES: dict[type[Expression], Callable[[Any], Text]] = {
    Fact: lambda item: item.label,
    Dated: figure_in_words,
    Amended: _named,
    Derived: _named,
    Category: _named,
    Constant: _constant,
    OnDay: lambda _: Text("认定当日", "the day of the decision"),
    Comparison: _comparison,
    Membership: _membership,
    IsKnown: _on_record,
    Not: lambda item: _denied(item.part),
    AllOf: _between("，并且", ", and ", _LOOSE),
    AnyOf: _between("，或者", ", or ", _LOOSE),
    Sum: _between("加", " plus ", (*_LOOSE,)),
    Difference: _between("减去", " minus ", (*_LOOSE, *_RECKONED)),
    Product: _product,
    Largest: _limited,
    Smallest: _limited,
    YearsPassed: _years,
    MonthsPassed: _months,
    Choice: _choice,
}
