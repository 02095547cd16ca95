"""What is owed, said in a line; and what of it became different after something was recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from hutong.foundation.kernel.money import show as in_yuan
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Fact, FactTuple, Outcome, Sensitivity, Verdict
from hutong.interfaces.web import words
from hutong.interfaces.web.discretion import is_guarded
from hutong.programmes.benefits.queries import Owed
from hutong.registry.people.models import Child

PERIODS = {
    "month": Text(" / 月", " a month"),
    "year": Text(" / 年", " a year"),
    "once": Text("，一次", ", once"),
}
OUTCOMES = {
    Outcome.YES: Text("应予", "due"),
    Outcome.NO: Text("不予", "not due"),
    Outcome.NOT_YET: Text("尚不能定", "not yet clear"),
}


@dataclass(frozen=True, slots=True)
class State:
    """How things stand with a benefit, in a word."""

    label: Text
    tone: str
    sign: str


GRANTED = State(Text("已确认", "granted"), tone="done", sign="check")
DUE = State(Text("应予，待确认", "due, to be confirmed"), tone="done", sign="check")
ELSEWHERE = State(Text("其他部门发放", "paid by another office"), tone="", sign="arrow-right")
GIVES_WAY = State(Text("不重复享受", "gives way"), tone="", sign="arrows-exchange")
UNCLEAR = State(Text("尚不能定", "not yet clear"), tone="soon", sign="question-mark")
REFUSED = State(Text("不符合", "not due"), tone="", sign="x")


@dataclass(frozen=True, slots=True)
class Owing:
    """One benefit as the first page of a file shows it."""

    name: Text
    amount: Text | None
    state: State
    sentence: Text
    reasons: Sequence[Text]  # why it is folded away
    href: str
    rank: int


def owings(child: Child, found: Iterable[Owed]) -> list[Owing]:
    """Every benefit in the order of its weight: granted, due, unclear, giving way, refused.

    What another office pays is told where it is drawn, and not what it would take.
    """
    told = [one for one in found if one.benefit.paid_here or one.verdict.eligible]
    return sorted((_owing(child, one) for one in told), key=lambda one: one.rank)


def paid(verdict: Verdict) -> Text | None:
    """What a verdict pays and how often, if it pays."""
    if verdict.amount is None:
        return None
    amount, often = in_yuan(verdict.amount), PERIODS[verdict.benefit.period]
    return Text(f"{amount}{often.zh}", f"{amount}{often.en}")


def papers_of(facts: Iterable[Fact]) -> dict[Text, list[Fact]]:
    """The papers that would settle some facts, each with the facts it settles."""
    papers: dict[Text, list[Fact]] = {}
    for fact in facts:
        papers.setdefault(fact.paper, []).append(fact)
    return papers


def lacking(verdict: Verdict) -> FactTuple:
    """The fewest facts that could make it a yes, or else all that are missing."""
    return verdict.shortest or verdict.missing


def changes(before: Iterable[Owed], after: Iterable[Owed]) -> list[Text]:
    """What became of each benefit whose answer or amount is another than before."""
    was = {one.benefit.code: one.verdict for one in before}
    return [
        _change(was[one.benefit.code], one.verdict)
        for one in after
        if one.benefit.paid_here
        and (one.verdict.outcome, one.verdict.amount)
        != (was[one.benefit.code].outcome, was[one.benefit.code].amount)
    ]


def _change(was: Verdict, now: Verdict) -> Text:
    name, old, new = now.benefit.name, _answer(was), _answer(now)
    return Text(
        f"{name.zh}：由“{old.zh}”变为“{new.zh}”。",
        f"{name.en}: from “{old.en}” to “{new.en}”.",
    )


def _answer(verdict: Verdict) -> Text:
    word, amount = OUTCOMES[verdict.outcome], paid(verdict)
    return Text(f"{word.zh}，{amount.zh}", f"{word.en}, {amount.en}") if amount else word


def _owing(child: Child, one: Owed) -> Owing:
    state, rank = _state(one)
    return Owing(
        name=one.benefit.name,
        amount=paid(one.verdict),
        state=state,
        sentence=_sentence(one),
        reasons=_reasons(one.verdict),
        href=reverse("decision", args=[child.pk, one.benefit.code]),
        rank=rank,
    )


def _reasons(verdict: Verdict) -> list[Text]:
    """Why a benefit is refused; or that nobody is to be asked on a first page what it lacks."""
    if any(fact.sensitivity is Sensitivity.STRICTEST for fact in verdict.missing):
        return [
            Text(
                "尚不能定；所缺的情况不写在首页。",
                "Not yet clear; what is missing is not told on a first page.",
            )
        ]
    return [
        Text(f"{reason.sentence.zh}（{reason.law}）", f"{reason.sentence.en} ({reason.law})")
        for reason in verdict.refusals
    ]


def _state(one: Owed) -> tuple[State, int]:
    if one.verdict.outcome is Outcome.NO:
        return REFUSED, 4
    if one.verdict.outcome is Outcome.NOT_YET:
        return UNCLEAR, 2
    if not one.benefit.paid_here:
        return ELSEWHERE, 3
    if one.entitlement is not None:
        return GRANTED, 0
    return (DUE, 1) if one.proposed else (GIVES_WAY, 3)


def _sentence(one: Owed) -> Text:
    """What a passer-by may read: nothing of a parent's prison, illness or disappearance."""
    if one.verdict.outcome is Outcome.NO:
        return Text("", "")
    if one.verdict.outcome is Outcome.NOT_YET:
        return _what_is_lacking(one.verdict)
    if one.benefit.paid_by:
        return Text(
            f"由{one.benefit.paid_by.zh}发放，不在本系统发放。",
            f"Paid by {one.benefit.paid_by.en}, not here.",
        )
    if one.entitlement:
        month = words.month(one.entitlement.first_month)
        return Text(f"{month.zh}起享受。", f"Counts from {month.en}.")
    if one.proposed:
        return Text("符合全部条件，等确认。", "Every condition is met; to be confirmed.")
    more = in_yuan(one.difference or Decimal(0))
    return Text(f"另一项更高，多 {more}，只发一项。", f"Another pays {more} more; one is paid.")


def _what_is_lacking(verdict: Verdict) -> Text:
    facts = lacking(verdict)
    if not facts:
        return Text("政策数值未配置，请报市级核定。", "A figure of the law is not configured.")
    papers = papers_of(facts)
    suppliers = list(dict.fromkeys(fact.supplier for fact in facts))
    zh, en = "、".join(one.zh for one in suppliers), ", ".join(one.en for one in suppliers)
    if any(is_guarded(fact) for fact in facts):
        n = len(papers)
        return Text(
            f"只差 {n} 份材料，可向{zh}要。",
            f"Only {n} paper{'s' if n > 1 else ''} missing; ask {en}.",
        )
    return Text(
        f"缺{'、'.join(paper.zh for paper in papers)}，可向{zh}要。",
        f"Missing: {', '.join(paper.en for paper in papers)}; ask {en}.",
    )
