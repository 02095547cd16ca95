"""The law as the system holds it: benefits, classes and figures, each with its article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple, TypeVar

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    Amended,
    Benefit,
    Category,
    Dated,
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


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name in a rule means, with its article."""

    label: Text
    law: Citation | None
    said: Said

    @property
    def brief(self) -> bool:
        return not self.said.others and self.said.now is not None and not self.said.now.items


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
        accounts=by_account(law.benefits),
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
        figures=figures_in(found.rules, on=request.today),
        sums=[] if found.pays is None else figures_in([found.pays], on=request.today),
        facts=facts_in(found.rules),
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
