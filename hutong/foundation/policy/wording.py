"""Rules in words, so that a lawyer can check them against the text.

`describe(rule, "zh" | "en")` is one sentence; `outline(rule)` a tree of clauses for a page;
`definitions(*rules)` says what every name in them means, with its article; `describe_benefit`
prints a whole benefit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy._phrases import joined, phrase, quoted
from hutong.foundation.policy.answers import day_in_words
from hutong.foundation.policy.choices import Choice
from hutong.foundation.policy.dated import Amended, Dated, Value
from hutong.foundation.policy.derived import Category, Named
from hutong.foundation.policy.expressions import AllOf, AnyOf, Expression
from hutong.foundation.policy.provisions import Provision

ALL = Text("同时符合下列各项", "all of the following")
ONE = Text("符合下列情形之一", "one of the following")
BY_CASE = Text("按下列情形之一确定", "by the first of these that holds")
BY_DAY = Text("按认定当日有效的文本", "by the text in force on the day of the decision")


@dataclass(frozen=True)
class Clause:
    """One clause of a rule in words, with its article and the clauses under it."""

    text: Text
    law: Citation | None = None
    items: tuple["Clause", ...] = ()


@dataclass(frozen=True)
class Definition:
    """What a name in a rule means."""

    item: Named | Amended | Dated
    clause: Clause

    @property
    def label(self) -> Text:
        return self.item.label


def describe(rule: Expression, language: str) -> str:
    """A rule as one sentence; the names in it are explained by its definitions."""
    return in_one(rule).in_language(language)


def in_one(rule: Expression) -> Text:
    """A rule as one sentence in both languages; a named rule by what it says, not by its name."""
    while isinstance(rule, Named):
        rule = rule.rule
    if isinstance(rule, Amended):
        return joined([_cited(clause) for clause in _texts(rule)], "；", "; ")
    if isinstance(rule, Dated):
        return joined([_cited(clause) for clause in map(_value(rule), rule.values)], "；", "; ")
    return phrase(rule)


def outline(rule: Expression) -> Clause:
    """A rule as a tree of clauses; a named rule inside it is called by its name."""
    return _opened(rule) if isinstance(rule, Named | Amended | Dated) else _outlined(rule)


def definitions(*rules: Expression) -> tuple[Definition, ...]:
    """Every named rule, amended rule and figure these rest on, in the order of reading."""
    found: list[Definition] = []
    seen: set[int] = set()
    waiting = list(reversed(rules))
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, Named | Amended | Dated):
            found.append(Definition(item, _opened(item)))
        if isinstance(item, Named) and isinstance(item.rule, Amended):
            seen.add(id(item.rule))  # its wordings stand under the name itself
            waiting += reversed(item.rule.parts)
        waiting += reversed(item.parts)
    return tuple(found)


def describe_benefit(
    benefit: Provision, language: str, names: Mapping[str, Text] | None = None
) -> str:
    """A whole benefit in words: who, how much, from when, and what each name means.

    `names` are those of other benefits by their code, for the ones it excludes.
    """
    lines = [Text(f"{benefit.name.zh}（{benefit.law}）", f"{benefit.name.en} ({benefit.law})")]
    lines.append(Text("条件（须全部符合）：", "Conditions (all must be met):"))
    for number, condition in enumerate(benefit.requires, 1):
        items = tuple(
            item for item in _under(condition.rule) if not _repeats(item, condition.label)
        )
        lines += _printed(Clause(condition.label, condition.law, items), (number,))
    if benefit.pays is not None:
        lines.append(Text("金额：", "Amount:"))
        lines += _printed(Clause(benefit.often, None, _under(benefit.pays)), ())
    lines += [Text(f"{item.zh}。", f"{item.en}.") for item in terms(benefit, names)]
    shown = {id(rule) for rule in benefit.rules if isinstance(rule, Amended)}
    meanings = [item for item in definitions(*benefit.rules) if id(item.item) not in shown]
    if meanings:
        lines.append(Text("上述用语的含义：", "Meaning of the names used:"))
    for meaning in meanings:
        name = quoted(meaning.label)
        under = Clause(meaning.clause.text, None, meaning.clause.items)
        if isinstance(meaning.item, Dated):
            lines += _printed(Clause(name, None, meaning.clause.items), ())
        else:
            lines += _printed(Clause(name, meaning.clause.law, (under,)), ())
    return "\n".join(_capital(line.in_language(language)) for line in lines)


def terms(benefit: Provision, names: Mapping[str, Text] | None = None) -> tuple[Text, ...]:
    """How a benefit is rounded, when it begins, what it excludes and how often it is looked at."""
    found = [benefit.rounding.label, benefit.begins.label]
    if benefit.excludes:
        called = [(names or {}).get(code, Text(code, code)) for code in benefit.excludes]
        listed = joined(called, "、", ", ")
        found.append(Text(f"不得与下列待遇同时享受：{listed.zh}", f"not beside: {listed.en}"))
    if benefit.recheck_months:
        found.append(
            Text(
                f"每{benefit.recheck_months}个月复核一次",
                f"looked at again every {benefit.recheck_months} months",
            )
        )
    if benefit.yearly_in:
        found.append(
            Text(
                f"每年{benefit.yearly_in}月年审",
                f"reviewed every year in month {benefit.yearly_in}",
            )
        )
    noted = [
        Text(f"待确认：{note.zh}", f"to be confirmed: {note.en}") for note in benefit.unconfirmed
    ]
    return (*found, *noted)


def _outlined(rule: Expression) -> Clause:
    if isinstance(rule, AllOf | AnyOf) and _is_long(rule):
        head = ALL if isinstance(rule, AllOf) else ONE
        return Clause(head, None, tuple(map(_outlined, rule.parts)))
    if isinstance(rule, Choice):
        cases = [
            Clause(
                Text(f"{phrase(test).zh}的", f"where {phrase(test).en}"), None, (_outlined(value),)
            )
            for test, value in zip(rule.conditions, rule.values, strict=True)
        ]
        rest = Clause(Text("其他情形", "otherwise"), None, (_outlined(rule.otherwise),))
        return Clause(BY_CASE, None, (*cases, rest))
    return Clause(phrase(rule), rule.law if isinstance(rule, Named) else None)


def _is_long(rule: Expression) -> bool:
    return len(rule.parts) > 2 or any(
        isinstance(part, AllOf | AnyOf | Choice) for part in rule.parts
    )


def _opened(item: Named | Amended | Dated) -> Clause:
    """What a name stands for."""
    if isinstance(item, Dated):
        return Clause(item.label, None, tuple(map(_value(item), item.values)))
    if isinstance(item, Amended):
        return Clause(BY_DAY, None, _texts(item))
    inner = item.rule
    clause = _opened(inner) if isinstance(inner, Amended) else _outlined(inner)
    note = item.note if isinstance(item, Category) else None
    items = clause.items if note is None else (*clause.items, Clause(note))
    return Clause(clause.text, item.law, items)


def _texts(rule: Amended) -> tuple[Clause, ...]:
    """Each wording of an amended rule with its first day and its article."""
    clauses = []
    for wording in rule.wordings:
        day = day_in_words(wording.from_day)
        since = Text(f"自{day.zh}起", f"from {day.en}")
        clauses.append(Clause(since, wording.law, (_outlined(wording.rule),)))
    return tuple(clauses)


def _value(figure: Dated) -> Callable[[Value], Clause]:
    def clause(value: Value) -> Clause:
        amount = figure.said(value.amount)
        day = day_in_words(value.from_day)
        found = Text(f"自{day.zh}起 {amount.zh}", f"{amount.en} from {day.en}")
        if value.published is not None:
            made = day_in_words(value.published)
            found = Text(f"{found.zh}，{made.zh}公布", f"{found.en}, published {made.en}")
        if not value.confirmed:
            found = Text(
                f"{found.zh}，待与原文核对", f"{found.en}, to be checked against the original"
            )
        return Clause(found, value.law)

    return clause


def _cited(clause: Clause) -> Text:
    """A clause, its article and what is under it on one line."""
    law = "" if clause.law is None else str(clause.law)
    head = Text(
        f"{clause.text.zh}（{law}）" if law else clause.text.zh,
        f"{clause.text.en} ({law})" if law else clause.text.en,
    )
    if not clause.items:
        return head
    under = joined(map(_cited, clause.items), "；", "; ")
    return Text(f"{head.zh}：{under.zh}", f"{head.en}: {under.en}")


def _repeats(clause: Clause, label: Text) -> bool:
    """Whether a clause says no more than the label before it."""
    return not clause.items and clause.text in (label, quoted(label))


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]


def _under(rule: Expression) -> tuple[Clause, ...]:
    return (outline(rule),) if isinstance(rule, Amended | Dated) else (_outlined(rule),)


def _printed(clause: Clause, place: tuple[int, ...]) -> list[Text]:
    """A clause on lines of its own, numbered and set in by its depth."""
    zh, en = _mark(place)
    single = clause.items[0] if len(clause.items) == 1 else None
    if single is not None:
        head = _cited(Clause(clause.text, clause.law, (Clause(single.text, single.law),)))
        items: Sequence[Clause] = single.items
    else:
        head, items = _cited(Clause(clause.text, clause.law)), clause.items
    end = Text("：", ":") if items else Text("。", ".")
    lines = [Text(f"{zh}{head.zh}{end.zh}", f"{en}{head.en}{end.en}")]
    for number, item in enumerate(items, 1):
        lines += _printed(item, (*place, number))
    return lines


_NUMERALS = "〇一二三四五六七八九"


def _mark(place: tuple[int, ...]) -> tuple[str, str]:
    """The number of a clause, as statutes count: 一、（一）1．（1）; in English 1.2.3."""
    if not place:
        return "", ""
    number, depth = place[-1], len(place)
    marks = (f"{_numeral(number)}、", f"（{_numeral(number)}）", f"{number}．", f"（{number}）")
    zh = marks[depth - 1] if depth <= len(marks) else "· "
    en = f"{number}." if depth == 1 else ".".join(map(str, place))
    return "　" * (depth - 1) + zh, f"{'   ' * (depth - 1)}{en} "


def _numeral(number: int) -> str:
    """A whole number below a hundred in Chinese numerals."""
    tens, ones = divmod(number, 10)
    start = ("" if tens == 1 else _NUMERALS[tens]) + "十" if tens else ""
    return start + (_NUMERALS[ones] if ones or not tens else "")
