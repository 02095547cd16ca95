"""The decision on one benefit for one child: the conditions, the sum, the papers, the grant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hutong.casework import queries as casework
from hutong.foundation.access.roles import Role
from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.money import show as in_yuan
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import ConditionFinding, Fact, Kind, Outcome, Verdict
from hutong.interfaces.web import words
from hutong.interfaces.web.both_sides import comparison
from hutong.interfaces.web.child_file import file_opened
from hutong.interfaces.web.discretion import NOT_TOLD, is_guarded, is_telling, may_be_told, told
from hutong.interfaces.web.filters import Word
from hutong.interfaces.web.owing import paid, papers_of
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Determination
from hutong.programmes.benefits.queries import (
    Deciding,
    Owed,
    deciding_office,
    owed,
    recheck_months,
    why_not_decide,
    why_not_grant,
)
from hutong.registry.people.models import Child
from hutong.registry.people.queries import KnownFact, fact_rows, why_not_write

REFUSED = 422
GRANT, DECLINE = "grant", "decline"
TOTALS = {
    "month": Text("每月金额", "A month"),
    "year": Text("每年金额", "A year"),
    "once": Text("一次性金额", "Once"),
}


class NoDay(Refused):
    """The day of the application is missing or is no day."""


@dataclass(frozen=True, slots=True)
class Why:
    """One condition as the page shows it."""

    outcome: bool | None
    sentence: Text
    detail: Text | None
    lacks: Text | None
    law: Citation
    href: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that is missing, what it would settle, and where to record it."""

    paper: Text
    supplier: Text
    settles: Text
    href: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Another benefit of the same account: what it comes to, and how it compares."""

    name: Text
    href: str
    amount: Text | None
    outcome: Outcome
    remark: Text


@dataclass(frozen=True, slots=True)
class Heading:
    """The answer in words."""

    answer: Text
    detail: Text


@dataclass(frozen=True, slots=True)
class Answer:
    """What the law says of a benefit, in a line."""

    benefit: str
    outcome: str
    heading: Heading


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: OfficerRequest, pk: UUID, code: str) -> HttpResponse:
    """Show why a benefit is due or not; grant or decline it. Opening the decision is recorded."""
    child = file_opened(pk)
    if request.method != "POST":
        one = _judged(child, code, request.today)
        record_reading(
            file=child.pk,
            what=f"decision {one.benefit.code}",
            purpose="decision",
            by=request.officer,
            on=request.today,
        )
        return _page(request, child, code)
    _judged(child, code, request.today)
    try:
        done = _act(request, child, code)
    except Refused as refusal:
        return _page(request, child, code, refusal)
    messages.success(request, here(done))
    return HttpResponseRedirect(reverse("decision", args=[child.pk, code]))


def _act(request: OfficerRequest, child: Child, code: str) -> Text:
    """Grant or decline, and say what was done."""
    by, on = request.officer, request.today
    match request.POST.get("act"):
        case "grant":
            applied_on = _applied_on(request.POST.get("applied_on", ""))
            granted = benefits.confirm(
                child=child, benefit=code, applied_on=applied_on, by=by, on=on
            )
            first = words.month(granted.first_month)
            return Text(f"已确认，{first.zh}起领。", f"Granted; it counts from {first.en}.")
        case "decline":
            benefits.decline(child=child, benefit=code, by=by, on=on)
            return Text(
                "已作不予确认的决定，理由逐条记入档案。",
                "Declined; every reason is kept in the file.",
            )
        case _:
            raise Http404


def _applied_on(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise NoDay(
            Finding(
                Text(
                    "请填申请日期，写作 2026-03-05。",
                    "Give the day of the application, written 2026-03-05.",
                ),
                field="applied_on",
            )
        ) from None


def answer(child: Child, code: str, on: date) -> Answer:
    """What the law says of a child and a benefit on a day, in a line, for whoever decides it."""
    every = owed(child, on=on, known_on=on)
    one = next(item for item in every if item.benefit.code == code)
    return Answer(
        one.benefit.code, one.verdict.outcome.value, _heading(one, _beside(child, one, every))
    )


def _judged(child: Child, code: str, on: date) -> Owed:
    """The verdict on this benefit; a benefit that the law does not know is not found."""
    for one in owed(child, on=on, known_on=on):
        if one.benefit.code == code:
            return one
    raise Http404


def _page(
    request: OfficerRequest, child: Child, code: str, refusal: Refused | None = None
) -> HttpResponse:
    on = request.today
    every = owed(child, on=on, known_on=on)
    one = next(item for item in every if item.benefit.code == code)
    verdict = one.verdict
    rows = {row.fact.name: row for row in fact_rows(child, on, on)}
    why = [_why(finding, rows, request) for finding in _in_order(verdict.findings)]
    unclear = request.GET.get("show") == "unclear"
    shortest, others = _wanted(child, verdict, request.officer.role)
    beside = _beside(child, one, every)
    deciding = deciding_office(child, one.benefit, on)
    return show(
        request,
        "decisions/decision.html",
        status=REFUSED if refusal else 200,
        refusal=refusal,
        child=child,
        benefit=one.benefit,
        outcome=verdict.outcome.value,
        heading=_heading(one, beside),
        entitlement=one.entitlement,
        looked_at_again=recheck_months(one.benefit) is not None,
        why=[item for item in why if item.outcome is None] if unclear else why,
        filters=_filters(why, unclear=unclear),
        lines=[line for line in verdict.sum if not line.is_total],
        total=verdict.amount,
        total_label=TOTALS[one.benefit.period],
        shortest=shortest,
        others=others,
        missing_values=verdict.missing_values if not shortest else (),
        beside=beside,
        compared=comparison(every, one.benefit, request.officer.role),
        unconfirmed=[*one.unconfirmed, *_doubts(deciding)],
        decided=Determination.objects.filter(child=child, benefit=code)
        .select_related("decided_by")
        .order_by("-decided_on", "-pk"),
        locked=_locked(request, one, rows.values(), deciding),
        open_case=casework.case_about(child, code),
        procedure=casework.for_benefit(code, on),
        deciding=deciding,
        may_decline=verdict.outcome is Outcome.NO
        and why_not_decide(request.officer, one.benefit, deciding) is None,
        may_record=why_not_write(child, request.officer) is None,
        applied_on=request.POST.get("applied_on", on.isoformat()),
    )


# --- the answer ---------------------------------------------------------------------------------


def _heading(one: Owed, beside: Sequence[Beside]) -> Heading:
    match one.verdict.outcome:
        case Outcome.YES:
            return Heading(_yes(one), _counted(one.verdict))
        case Outcome.NO:
            n = len(one.verdict.failed)
            answer = Text(
                f"{n} 项条件不符合", f"{n} condition{'s are' if n > 1 else ' is'} not met"
            )
            return Heading(answer, _meanwhile(_counted(one.verdict), beside))
        case Outcome.NOT_YET:
            return Heading(_not_yet(one.verdict), _meanwhile(_counted(one.verdict), beside))


def _yes(one: Owed) -> Text:
    amount = paid(one.verdict) or Text("", "")
    if one.entitlement:
        month = words.month(one.entitlement.first_month)
        return Text(
            f"已确认，{month.zh}起领，{amount.zh}",
            f"Granted from {month.en}, {amount.en}",
        )
    if one.proposed:
        return Text(f"全部条件都符合，{amount.zh}", f"Every condition is met: {amount.en}")
    more = in_yuan(one.difference or Decimal(0))
    return Text(
        f"也符合，但另一项每月多 {more}，只发一项",
        f"Met as well, but another pays {more} more a month; one is paid",
    )


def _not_yet(verdict: Verdict) -> Text:
    n = len(papers_of(verdict.shortest))
    if n == 1:
        return Text("只差一份材料，不是不符合", "One paper is missing; nothing speaks against it")
    if n:
        return Text(
            f"还差 {n} 份材料，不是不符合", f"{n} papers are missing; nothing speaks against it"
        )
    return Text(
        "政策数值还没有配置，算不出金额",
        "A figure of the law is not configured; no sum can be told",
    )


def _counted(verdict: Verdict) -> Text:
    """How many of the conditions are met, and how many are not clear."""
    outcomes = [finding.outcome for finding in verdict.findings]
    n, met, unclear = len(outcomes), outcomes.count(True), outcomes.count(None)
    zh, en = f"{n} 项条件中 {met} 项符合", f"{met} of {n} conditions are met"
    if unclear:
        zh, en = f"{zh}，{unclear} 项尚不清楚", f"{en}, {unclear} not yet clear"
    return Text(f"{zh}。", f"{en}.")


def _meanwhile(counted: Text, beside: Sequence[Beside]) -> Text:
    """What of the same account is due meanwhile."""
    due = next((one for one in beside if one.outcome is Outcome.YES and one.amount), None)
    if due is None or due.amount is None:
        return counted
    return Text(
        f"{counted.zh}同时，按“{due.name.zh}”可以先给，{due.amount.zh}。",
        f"{counted.en} Meanwhile “{due.name.en}” is due: {due.amount.en}.",
    )


# --- the conditions -----------------------------------------------------------------------------


def _in_order(findings: Iterable[ConditionFinding]) -> list[ConditionFinding]:
    """The unclear ones first, then what fails, then what holds."""
    rank = {None: 0, False: 1, True: 2}
    return sorted(findings, key=lambda finding: rank[finding.outcome])


def _why(finding: ConditionFinding, rows: Mapping[str, KnownFact], request: OfficerRequest) -> Why:
    known = [rows[fact.name] for fact in finding.rests_on if rows[fact.name].record]
    benefit = request.resolver_match.kwargs["code"] if request.resolver_match else ""
    failed = finding.outcome is False
    return Why(
        outcome=finding.outcome,
        sentence=finding.condition.otherwise if failed else finding.condition.label,
        detail=_known(known, request, brief=finding.outcome is None),
        lacks=_lacks(finding.missing, request.officer.role) if finding.outcome is None else None,
        law=finding.condition.law,
        href=reverse("policy_benefit", args=[benefit]),
    )


def _known(rows: Sequence[KnownFact], request: OfficerRequest, *, brief: bool) -> Text | None:
    """What is known with its days and papers; in brief, what was ruled out is only counted."""
    telling = [row for row in rows if not brief or _says_something(row)]
    ruled_out = len(rows) - len(telling)
    grouped: dict[tuple[date | None, str], list[Text]] = {}
    for row in telling:
        since = None if row.fact.kind is Kind.DATE else row.since
        grouped.setdefault((since, row.paper), []).append(told(row, request.officer.role))
    said = [_with_paper(texts, since, paper) for (since, paper), texts in grouped.items()]
    if ruled_out:
        said.append(Text(f"另 {ruled_out} 项已查清", f"{ruled_out} more are settled"))
    if not said:
        return None
    return Text("；".join(one.zh for one in said), "; ".join(one.en for one in said))


def _says_something(row: KnownFact) -> bool:
    return is_telling(row.fact, row.value) if is_guarded(row.fact) else row.value is not False


def _with_paper(said: Sequence[Text], since: date | None, paper: str) -> Text:
    zh, en = "，".join(one.zh for one in said), ", ".join(one.en for one in said)
    beside = [f"{since} 起"] if since else []
    beside_en = [f"since {since}"] if since else []
    if paper:
        beside.append(f"凭{paper}")
        beside_en.append(paper)
    if not beside:
        return Text(zh, en)
    return Text(f"{zh}（{'，'.join(beside)}）", f"{en} ({', '.join(beside_en)})")


def _lacks(missing: Iterable[Fact], role: Role) -> Text:
    facts = list(missing)
    labels = [fact.label for fact in facts if may_be_told(fact, role)]
    labels += [NOT_TOLD] if len(labels) < len(facts) else []
    return Text(
        f"还不知道：{'、'.join(label.zh for label in labels)}",
        f"not known: {', '.join(label.en for label in labels)}",
    )


def _filters(why: Sequence[Why], *, unclear: bool) -> list[Word]:
    open_ones = sum(item.outcome is None for item in why)
    if not open_ones:
        return []
    return [
        Word(Text("全部", "All"), "?", current=not unclear, count=len(why)),
        Word(Text("未清", "Unclear"), "?show=unclear", current=unclear, count=open_ones),
    ]


# --- the papers, what else there is, and who may --------------------------------------------------


def _wanted(child: Child, verdict: Verdict, role: Role) -> tuple[list[Wanted], list[Wanted]]:
    """The papers of the shortest way to a yes, and those that might settle it besides."""
    nearest = verdict.shortest.names
    told_of = [fact for fact in verdict.missing if may_be_told(fact, role)]
    shortest = [fact for fact in told_of if fact.name in nearest]
    others = [fact for fact in told_of if fact.name not in nearest]
    return _papers(child, shortest, verdict), _papers(child, others, verdict)


def _papers(child: Child, facts: Iterable[Fact], verdict: Verdict) -> list[Wanted]:
    record = reverse("record_fact", args=[child.pk])
    return [
        Wanted(
            paper=paper,
            supplier=settled[0].supplier,
            settles=_settles(settled, verdict),
            href=f"{record}?name={settled[0].name}&for={verdict.benefit.code}",
        )
        for paper, settled in papers_of(facts).items()
    ]


def _settles(facts: Sequence[Fact], verdict: Verdict) -> Text:
    """The conditions that some facts would decide, or the amount if they decide none."""
    labels = [
        finding.condition.label
        for finding in verdict.findings
        if finding.outcome is None and any(fact in finding.missing for fact in facts)
    ]
    if not labels:
        return Text("金额", "the amount")
    return Text("；".join(one.zh for one in labels), "; ".join(one.en for one in labels))


def _beside(child: Child, one: Owed, every: Iterable[Owed]) -> list[Beside]:
    """The other benefits of the account that are due or may be, the proposed one first."""
    others = [
        other
        for other in every
        if other.benefit.account == one.benefit.account
        and other is not one
        and other.verdict.outcome is not Outcome.NO
    ]
    return [
        Beside(
            name=other.benefit.name,
            href=reverse("decision", args=[child.pk, other.benefit.code]),
            amount=paid(other.verdict),
            outcome=other.verdict.outcome,
            remark=_remark(one, other),
        )
        for other in sorted(others, key=_weight)
    ]


def _weight(one: Owed) -> tuple[bool, bool]:
    return not one.proposed, one.verdict.outcome is not Outcome.YES


def _remark(one: Owed, other: Owed) -> Text:
    if other.verdict.outcome is Outcome.NOT_YET:
        return Text("尚不能定", "not yet clear")
    if other.proposed:
        if one.difference:
            more = in_yuan(one.difference)
            return Text(f"拟发这一项，每月多 {more}", f"the one proposed: {more} more a month")
        return Text("拟发这一项", "the one proposed")
    if other.difference:
        return Text(
            f"每月少 {in_yuan(other.difference)}", f"{in_yuan(other.difference)} less a month"
        )
    return Text("金额相同", "the same amount")


def _doubts(deciding: Deciding | None) -> list[Text]:
    """What is still to be checked about which office decides."""
    note = deciding.competence.note if deciding else None
    return [note] if note else []


def _locked(
    request: OfficerRequest, one: Owed, known: Iterable[KnownFact], deciding: Deciding | None
) -> Sequence[Finding]:
    """Why nothing can be granted here now: the post, the office, one person alone, or the case."""
    refusal = why_not_decide(request.officer, one.benefit, deciding)
    if refusal is None and one.verdict.outcome is Outcome.YES:
        refusal = why_not_grant(request.officer, one.verdict, known, deciding)
    if refusal is not None:
        return refusal.findings
    match one.verdict.outcome:
        case Outcome.YES:
            return ()
        case Outcome.NO:
            said = Text(
                "条件不符合，不能确认；情况有变先登记。",
                "The conditions are not met; record first what has changed.",
            )
        case Outcome.NOT_YET:
            said = Text(
                "条件还没有查清，暂不能确认；收到材料先登记。",
                "The conditions are not settled; record the papers first.",
            )
    return (Finding(said),)
