"""The law as the system holds it: benefits, classes and figures, each with its article."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple, TypeVar

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.money import show as in_yuan
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    Amended,
    Benefit,
    Category,
    Dated,
    Example,
    Expression,
    Fact,
    Pack,
    Value,
)
from hutong.foundation.policy.derived import Named
from hutong.foundation.policy.plans import Plan
from hutong.foundation.policy.wording import Clause, definitions, outline
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.programmes.benefits.queries import law as law_in_force

BENEFITS, CLASSES, FIGURES, UNCHECKED = "benefits", "classes", "figures", "unchecked"


class State(NamedTuple):
    """How sure we are of a figure."""

    word: Text
    tone: str
    sign: str


CHECKED = State(Text("已核对", "checked"), "done", "check")
TO_CHECK = State(Text("待核对", "to be checked"), "soon", "question-mark")
NOT_CONFIGURED = State(Text("未配置", "not configured"), "soon", "question-mark")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law on a day: what holds then, what held before, and how sure we are."""

    dated: Dated
    now: Value | None

    @property
    def state(self) -> State:
        return state_of(self.now)

    @property
    def amount(self) -> Text:
        return amount_of(self.dated, self.now)


class Row(NamedTuple):
    """One value of a figure, in words."""

    value: Value
    amount: Text
    state: State
    current: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A rule in words: as it is in force, and as it was worded at other times."""

    now: Clause | None
    others: Sequence[Clause] = ()

    @property
    def brief(self) -> bool:
        """Whether it is one sentence, which needs no unfolding."""
        return not self.others and self.now is not None and not self.now.items


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name in a rule means, with its article."""

    label: Text
    law: Citation | None
    said: Said

    @property
    def brief(self) -> bool:
        return self.said.brief


@require_safe
def policy(request: OfficerRequest) -> HttpResponse:
    """Every benefit, class and figure, or what nobody has checked yet."""
    law = law_in_force()
    chosen = request.GET.get("show", BENEFITS)
    figures = figures_in(every_rule(law), on=request.today)
    unchecked = [figure for figure in figures if figure.state is not CHECKED]
    entries: list[Benefit | Category] = [*law.benefits, *law.categories]
    doubtful = [entry for entry in entries if entry.unconfirmed]
    counts = {
        BENEFITS: len(law.benefits),
        CLASSES: len(law.categories),
        FIGURES: len(figures),
        UNCHECKED: len(unchecked) + len(doubtful),
    }
    if chosen not in counts:
        raise Http404
    return show(
        request,
        "policy/policy.html",
        chosen=chosen,
        tabs=[Tab(name, label, counts[name], chosen) for name, label in TABS.items()],
        counts=counts,
        accounts=grouped(law.benefits),
        classes=law.categories,
        figures=unchecked if chosen == UNCHECKED else figures,
        doubtful=doubtful,
    )


@require_safe
def benefit(request: OfficerRequest, code: str) -> HttpResponse:
    """One benefit: who, how much, from when, beside what, and how sure we are."""
    law = law_in_force()
    found = _of_code(law.benefits, code)
    beside = set(found.excludes) | {
        other.code for other in law.benefits if found.code in other.excludes
    }
    return show(
        request,
        "policy/benefit.html",
        benefit=found,
        conditions=[(one, said(one.rule, on=request.today)) for one in found.requires],
        meanings=meanings_of(found.rules, on=request.today),
        amount=None if found.pays is None else said(found.pays, on=request.today),
        figures=_asked_about(found, on=request.today),
        sums=through_time(paid_by(found), on=request.today),
        facts=facts_in(found.rules),
        examples=examples_of(found, law),
        account=[b for b in law.benefits if b.account == found.account and b is not found],
        excluded=[b for b in law.benefits if b.code in beside],
    )


@require_safe
def category(request: OfficerRequest, code: str) -> HttpResponse:
    """One class of children: who belongs to it."""
    law = law_in_force()
    found = _of_code(law.categories, code)
    return show(
        request,
        "policy/category.html",
        category=found,
        said=said(found, on=request.today),
        meanings=meanings_of([found], on=request.today),
        figures=figures_in([found], on=request.today),
        facts=facts_in([found]),
    )


@require_safe
def figure(request: OfficerRequest, code: str) -> HttpResponse:
    """One figure of the law with every value it has had, the latest first."""
    law = law_in_force()
    found = _of_code([one.dated for one in figures_in(every_rule(law), on=request.today)], code)
    now = found.in_force(request.today)
    rows = [
        Row(value, amount_of(found, value), state_of(value), value is now)
        for value in reversed(found.values)
    ]
    return show(
        request,
        "policy/figure.html",
        figure=Figure(found, now),
        rows=rows,
        users=[b for b in law.benefits if uses(b.rules, found)],
        classes=[c for c in law.categories if uses([c], found)],
    )


# --- what the pages are made of -----------------------------------------------------------------

TABS = {
    BENEFITS: Text("待遇", "Benefits"),
    CLASSES: Text("儿童类别", "Classes of children"),
    FIGURES: Text("数值", "Figures"),
    UNCHECKED: Text("待核对", "To be checked"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists, as a filter in words."""

    name: str
    label: Text
    count: int
    chosen: str

    @property
    def href(self) -> str:
        return f"?show={self.name}"

    @property
    def current(self) -> bool:
        return self.name == self.chosen


def by_account(benefits: Iterable[Benefit]) -> Sequence[Sequence[Benefit]]:
    """Benefits that draw on one account stand together: of these the best is paid."""
    ordered = sorted(benefits, key=lambda benefit: benefit.account)
    groups = [list(group) for _, group in groupby(ordered, lambda benefit: benefit.account)]
    return sorted(groups, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Group:
    """Benefits that belong together, with a heading and what follows from it."""

    heading: Text
    sentence: Text
    benefits: Sequence[Benefit]


def grouped(benefits: Iterable[Benefit]) -> Sequence[Group]:
    """The benefits of each account together, those paid by themselves, those paid elsewhere."""
    every = list(benefits)
    groups = by_account(one for one in every if one.paid_here)
    together = [_of_one_account(group) for group in groups if len(group) > 1]
    alone = [one for group in groups if len(group) == 1 for one in group]
    return [
        *together,
        *([_each_by_itself(alone)] if alone else []),
        *_paid_elsewhere([one for one in every if not one.paid_here]),
    ]


def _paid_elsewhere(benefits: Sequence[Benefit]) -> list[Group]:
    """What other offices pay, so that both sides of a choice can be told; a group an office."""
    offices = dict.fromkeys(one.paid_by for one in benefits if one.paid_by is not None)
    return [
        Group(
            Text(f"由{office.zh}发放的", f"Paid by {office.en}"),
            Text(
                "本系统不审批、不发放；列在这里，是为了享受哪一边两边都算得清。",
                "Neither granted nor paid here; they stand here so that both sides of a choice"
                " are told.",
            ),
            [one for one in benefits if one.paid_by == office],
        )
        for office in offices
    ]


def _of_one_account(group: Sequence[Benefit]) -> Group:
    n = len(group)
    return Group(
        common_name(group),
        Text(
            f"这 {n} 项合为一账：同时符合几项的，一个月只发其中最高的一项。",
            f"These {n} draw on one account: whoever qualifies for several is paid the best of"
            " them for a month.",
        ),
        group,
    )


def _each_by_itself(alone: Sequence[Benefit]) -> Group:
    n = len(alone)
    return Group(
        Text("单独发放的", "Paid by themselves"),
        Text(
            f"这 {n} 项各有一账；与别项不能同时享受的，写在各项的页上。",
            f"These {n} have an account each; what excludes them stands on their own pages.",
        ),
        alone,
    )


def common_name(group: Sequence[Benefit]) -> Text:
    """The name before the words in brackets, if all have it: 困境儿童生活费（孤儿、弃婴）."""
    zh = {one.name.zh.partition("（")[0] for one in group}
    en = {one.name.en.partition(" (")[0].capitalize() for one in group}
    if len(zh) > 1 or len(en) > 1:
        return Text("合为一账的", "Of one account")
    return Text(zh.pop(), en.pop())


class Cell(NamedTuple):
    """A figure on one of its days; new where it changed on that very day."""

    label: Text
    amount: Text
    new: bool
    unchecked: bool


class Day(NamedTuple):
    """What the figures of a sum were from a day on, and where that stands."""

    on: date
    cells: Sequence[Cell]
    laws: Sequence[Citation]
    current: bool


@dataclass(frozen=True, slots=True)
class Through:
    """The figures of a sum through time: a column for each, a row for each day of a change."""

    figures: Sequence[Dated]
    days: Sequence[Day]


def through_time(figures: Sequence[Dated], *, on: date) -> Through:
    """What some figures were on each day one of them changed, the latest first."""
    days = sorted({value.from_day for one in figures for value in one.timeline()})
    current = max((day for day in days if day <= on), default=None)
    return Through(figures, [_day(figures, day, current=day == current) for day in reversed(days)])


def _day(figures: Sequence[Dated], day: date, *, current: bool) -> Day:
    found = [(one, one.in_force(day)) for one in figures]
    fresh = [value for _, value in found if value is not None and value.from_day == day]
    cells = [
        Cell(
            one.label,
            amount_of(one, value),
            new=value is not None and value.from_day == day,
            unchecked=value is not None and state_of(value) is not CHECKED,
        )
        for one, value in found
    ]
    return Day(day, cells, list(dict.fromkeys(value.law for value in fresh)), current)


def paid_by(benefit: Benefit) -> list[Dated]:
    """The figures from which the sum is worked out."""
    if benefit.pays is None:
        return []
    return [one for one in Plan([benefit.pays]).sources if isinstance(one, Dated)]


def _asked_about(benefit: Benefit, *, on: date) -> list[Figure]:
    """The figures that the conditions rest on, as they stand on a day."""
    paid = {id(one) for one in paid_by(benefit)}
    return [one for one in figures_in(benefit.rules, on=on) if id(one.dated) not in paid]


class Shown(NamedTuple):
    """A worked example in words: the case, the day, and what the rules say of it."""

    on: date
    facts: Sequence[tuple[Text, Text]]
    answer: Text
    tone: str


def examples_of(benefit: Benefit, law: Pack) -> list[Shown]:
    """The worked examples as a page shows them: the first in full, then what differs from it.

    The same ones are tried whenever the law changes.
    """
    if not benefit.examples:
        return []
    first = benefit.examples[0].facts
    return [
        Shown(
            one.on, _facts(one.facts, {} if not place else first, law), *_answer(one, benefit, law)
        )
        for place, one in enumerate(benefit.examples)
    ]


def _facts(
    told: Mapping[str, object], first: Mapping[str, object], law: Pack
) -> list[tuple[Text, Text]]:
    """What an example knows other than the first; what only the first knows is unknown here."""
    differing = {name: value for name, value in told.items() if first.get(name, ...) != value}
    open_here = {name: None for name in first if name not in told}
    return [
        (law.vocabulary[name].label, law.vocabulary[name].show(value))
        for name, value in (differing | open_here).items()
    ]


def _answer(example: Example, benefit: Benefit, law: Pack) -> tuple[Text, str]:
    if example.refuses is not None:
        failed = next(one for one in benefit.requires if one.code == example.refuses)
        return Text(f"不予：{failed.otherwise.zh}", f"not due: {failed.otherwise.en}"), ""
    if example.lacks is not None:
        lacking = _called(example.lacks, benefit, law)
        return Text(f"尚不能定：缺{lacking.zh}", f"not yet: {lacking.en} is missing"), "soon"
    if example.pays is None:
        return Text("应予", "due"), "done"
    amount = in_yuan(Decimal(example.pays))
    return Text(f"应予 {amount}", f"due, {amount}"), "done"


def _called(name: str, benefit: Benefit, law: Pack) -> Text:
    """What a fact or a figure is called that an example lacks."""
    figures = {one.code: one.label for one in Plan(benefit.rules).sources if isinstance(one, Dated)}
    return figures[name] if name in figures else law.vocabulary[name].label


def every_rule(law: Pack) -> list[Expression]:
    """Every rule of the law."""
    return [*(rule for found in law.benefits for rule in found.rules), *law.categories]


def figures_in(rules: Iterable[Expression], *, on: date) -> list[Figure]:
    """The figures these rules rest on, as they stand on a day."""
    sources = Plan(rules).sources
    return [Figure(one, one.in_force(on)) for one in sources if isinstance(one, Dated)]


def facts_in(rules: Iterable[Expression]) -> list[Fact]:
    """The facts these rules ask for."""
    return [one for one in Plan(rules).sources if isinstance(one, Fact)]


def said(rule: Expression, *, on: date) -> Said:
    """A rule in words; of one that was amended, the wording in force on a day comes first."""
    whole = outline(rule)
    amended = rule.rule if isinstance(rule, Named) else rule
    if isinstance(amended, Amended):
        pairs = list(zip(amended.wordings, whole.items, strict=False))
        now = [clause for wording, clause in pairs if wording.from_day <= on][-1:]
        others = [clause for _, clause in reversed(pairs) if clause not in now]
        return Said(levelled(now[0]) if now else None, [levelled(clause) for clause in others])
    note = rule.note if isinstance(rule, Category) else None
    items = tuple(item for item in whole.items if item.text is not note)
    return Said(levelled(Clause(whole.text, None, items)))


def levelled(clause: Clause) -> Clause:
    """The same clause, without the steps that lead to one clause only."""
    text, law, items = clause.text, clause.law, clause.items
    while len(items) == 1 and (law is None or items[0].law in {None, law}):
        only = items[0]
        text = Text(f"{text.zh}：{only.text.zh}", f"{text.en}: {only.text.en}")
        law, items = law or only.law, only.items
    return Clause(text, law, tuple(map(levelled, items)))


def meanings_of(rules: Sequence[Expression], *, on: date) -> list[Meaning]:
    """What the names in these rules mean; figures have pages of their own, the rules are shown."""
    shown = {id(rule) for rule in rules}
    return [
        Meaning(one.label, one.clause.law, said(one.item, on=on))
        for one in definitions(*rules)
        if not isinstance(one.item, Dated) and id(one.item) not in shown
    ]


def uses(rules: Iterable[Expression], dated: Dated) -> bool:
    """Whether any of these rules rests on a figure."""
    return any(one is dated for one in Plan(rules).sources)


def amount_of(dated: Dated, value: Value | None) -> Text:
    """A value in words: a sum, a number or a share."""
    if value is None or value.amount is None:
        return Text("—", "—")
    return dated.said(value.amount)


def state_of(value: Value | None) -> State:
    """How sure we are of a value."""
    if value is None or value.amount is None:
        return NOT_CONFIGURED
    return CHECKED if value.confirmed else TO_CHECK


Coded = TypeVar("Coded", Benefit, Category, Dated)


def _of_code(entries: Iterable[Coded], code: str) -> Coded:
    for entry in entries:
        if entry.code == code:
            return entry
    raise Http404
