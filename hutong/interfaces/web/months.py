"""The month: what is due, what differs from last month and why, and the three who sign."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from hutong.foundation.access.models import Account
from hutong.foundation.kernel.months import Month, NotAMonth
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web import words
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import change, here, money
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries, tables
from hutong.programmes.benefits.models import Round, State
from hutong.programmes.benefits.queries import Change, ChangedLine, Position, Summary

PAGE = 30
HELD_SHOWN = 30
TONES = {
    Change.ENTERED: "done",
    Change.LEFT: "",
    Change.ALTERED: "act",
    Change.HELD: "soon",
    Change.BACK_PAY: "act",
    Change.RECOVERY: "soon",
}
STATES = {
    State.MADE: Text("等待复核", "to be checked"),
    State.CHECKED: Text("等待审批", "to be approved"),
    State.APPROVED: Text("已审批", "approved"),
    State.RELEASED: Text("已送银行", "sent to the bank"),
    State.WITHDRAWN: Text("已退回", "withdrawn"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Act:
    """What may be done next with a round, and by whom: a button, or why it is locked."""

    code: str
    label: Text
    locked: Text | None

    @property
    def open(self) -> bool:
        return self.locked is None


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the month; what is not reached yet is pale."""

    label: Text
    figure: Text
    detail: Text
    state: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter in words."""

    label: Text
    href: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line of how the difference came about."""

    label: Text
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Seen:
    """A changed line as the page shows it: which changes, in which tone."""

    line: ChangedLine
    states: Sequence[tuple[Text, str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that several held children lack, and who can supply it."""

    paper: Text
    supplier: Text
    children: int


@require_safe
def months(request: OfficerRequest) -> HttpResponse:
    """The rounds of one's place, the newest first."""
    rounds = list(queries.rounds_of(request.posting.place)[:24])
    names = _names(rounds)
    return show(
        request,
        "months/months.html",
        rounds=[
            {
                "round": one,
                "state": STATES[one.state],
                "tone": "done" if one.state in {State.APPROVED, State.RELEASED} else "soon",
                "made_by": names.get(one.made_by_id, ""),
            }
            for one in rounds
        ],
        this_month=Month.of(request.today),
        make=_may_make(request),
    )


@require_POST
def make(request: OfficerRequest) -> HttpResponse:
    """Make the round of a month for one's own place."""
    try:
        month = Month.parse(request.POST.get("month", ""))
        made = benefits.make_round(
            month=month, place=request.posting.place, by=request.officer, on=request.today
        )
    except (NotAMonth, Refused) as refusal:
        rounds = list(queries.rounds_of(request.posting.place)[:24])
        return show(
            request,
            "months/months.html",
            rounds=[{"round": one, "state": STATES[one.state]} for one in rounds],
            this_month=Month.of(request.today),
            make=_may_make(request),
            refusal=refusal,
            status=422,
        )
    return redirect("month", pk=made.pk)


@require_safe
def month(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """One round: the funnel, then what differs, each line with its reason."""
    return _month(request, get_object_or_404(Round.objects.select_related("place"), pk=pk))


@require_POST
def step(request: OfficerRequest, pk: UUID, act: str) -> HttpResponse:
    """Check, approve, send or withdraw a round; a refusal is told in place."""
    made = get_object_or_404(Round.objects.select_related("place"), pk=pk)
    if act not in STEPS:
        raise Http404
    try:
        STEPS[act](made, request)
    except Refused as refusal:
        return _month(request, made, refusal=refusal, status=422)
    messages.success(request, here(DONE[act]))
    return redirect("month", pk=made.pk)


@require_safe
def payment_list(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The payment list and its summary (P1, P2) as Excel."""
    made = get_object_or_404(queries.rounds_of(request.posting.place), pk=pk)
    return _file(tables.payment_list_xlsx(made), XLSX, f"payment-list-{made.month}.xlsx")


@require_safe
def bank_file(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The bank's file, once three people have signed."""
    made = get_object_or_404(queries.rounds_of(request.posting.place), pk=pk)
    if made.state not in {State.APPROVED, State.RELEASED}:
        raise Http404
    return _file(tables.bank_file_csv(made), "text/csv; charset=utf-8", f"bank-{made.month}.csv")


STEPS: dict[str, Callable[[Round, OfficerRequest], Round]] = {
    "check": lambda made, request: benefits.check_round(
        round=made, by=request.officer, on=request.today
    ),
    "approve": lambda made, request: benefits.approve_round(
        round=made, by=request.officer, on=request.today
    ),
    "release": lambda made, request: benefits.release_round(
        round=made, by=request.officer, on=request.today
    ),
    "withdraw": lambda made, request: benefits.withdraw_round(
        round=made,
        reason=request.POST.get("reason", ""),
        by=request.officer,
        on=request.today,
    ),
}
DONE = {
    "check": Text("已复核，等待审批。", "Checked; it waits for approval."),
    "approve": Text("已审批，可以生成银行文件。", "Approved; the bank's file can be made."),
    "release": Text("已登记送银行。", "Recorded as sent to the bank."),
    "withdraw": Text("已退回，名单不再计入。", "Withdrawn; its lines no longer count."),
}


def _month(
    request: OfficerRequest, made: Round, *, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    summary = queries.round_summary(made)
    chosen = _chosen(request)
    lines = queries.changed_lines(made, chosen, after=_after(request), limit=PAGE + 1)
    held = queries.held(made)
    bank = queries.bank_preview(made)
    return show(
        request,
        "months/month.html",
        "changed",
        round=made,
        title=words.month(made.month),
        summary=summary,
        stages=_stages(made, summary),
        filters=_filters(made, summary, chosen),
        lines=[_seen(line) for line in lines[:PAGE]],
        onward=_onward(made, lines[PAGE - 1], chosen) if len(lines) > PAGE else "",
        changed=sum(sums.children for sums in _differing(summary)),
        track=_track(made),
        act=_act(request, made),
        may_withdraw=made.state in {State.MADE, State.CHECKED}
        and queries.why_not_step(request.officer, "withdraw") is None,
        sums=_sums(summary),
        held=held[:HELD_SHOWN],
        held_more=max(0, len(held) - HELD_SHOWN),
        papers=_papers(held),
        bank=bank,
        bank_ready=made.state in {State.APPROVED, State.RELEASED},
        refusal=refusal,
        status=status,
    )


def _chosen(request: OfficerRequest) -> Change | None:
    asked = request.GET.get("show", "")
    return Change(asked) if asked in set(Change) else None


def _after(request: OfficerRequest) -> Position | None:
    pinyin, child, account = (request.GET.get(name, "") for name in ("after", "child", "account"))
    try:
        return Position(pinyin, UUID(child), account) if child else None
    except ValueError:
        return None


def _onward(made: Round, last: ChangedLine, chosen: Change | None) -> str:
    asked = {
        "after": last.position.pinyin,
        "child": str(last.position.child),
        "account": last.position.account,
    } | ({"show": chosen.value} if chosen else {})
    return f"{reverse('month', args=[made.pk])}?{urlencode(asked)}"


def _seen(line: ChangedLine) -> Seen:
    return Seen(line, [(change.label, TONES[change]) for change in line.changes])


def _differing(summary: Summary) -> list[queries.Sums]:
    return [
        summary.changes[change]
        for change in (Change.ENTERED, Change.LEFT, Change.ALTERED, Change.HELD)
    ]


def _in_figures(sums: queries.Sums) -> tuple[Text, Text]:
    amount = money(sums.amount)
    return _people(sums.children), Text(amount, amount)


def _people(count: int) -> Text:
    return Text(f"{count:,} 人", f"{count:,}")


def _stages(made: Round, summary: Summary) -> list["Stage"]:
    """The round as a funnel; what has not been reached yet is pale."""
    differing = sum(sums.children for sums in _differing(summary))
    signed = (
        (made.checked_on, Text("已复核", "checked"), Text("须另一人", "by another person")),
        (made.approved_on, Text("已审批", "approved"), Text("须第三人", "by a third person")),
        (made.released_on, Text("银行", "bank"), Text("审批后送", "after approval")),
    )
    return [
        Stage(Text("应发", "due"), *_in_figures(summary.due)),
        Stage(Text("上月已发", "paid last month"), *_in_figures(summary.paid_last_month)),
        Stage(
            Text("与上月不同", "differs"),
            _people(differing),
            Text(change(summary.difference), change(summary.difference)),
            "hot",
        ),
        Stage(Text("本次拨付", "to be paid"), *_in_figures(summary.to_pay)),
        *(
            Stage(
                label,
                words.near_day(day) if day else Text("—", "—"),
                Text("", "") if day else waiting,
                "" if day else "wait",
            )
            for day, label, waiting in signed
        ),
    ]


def _filters(made: Round, summary: Summary, chosen: Change | None) -> list[Filter]:
    base = reverse("month", args=[made.pk])
    kinds = [
        Filter(kind.label, f"{base}?show={kind.value}", chosen is kind, sums.children)
        for kind, sums in summary.changes.items()
        if sums.children
    ]
    return [Filter(Text("全部", "all"), base, chosen is None), *kinds]


def _track(made: Round) -> list[dict[str, object]]:
    names = _names([made])
    done = [
        (Text("经办", "made"), made.made_by_id, made.made_on),
        (Text("复核", "checked"), made.checked_by_id, made.checked_on),
        (Text("审批", "approved"), made.approved_by_id, made.approved_on),
    ]
    first_open = next((place for place, (_, who, _) in enumerate(done) if who is None), len(done))
    return [
        {
            "label": label,
            "who": names.get(who, "") if who else Text("须另一人", "another person"),
            "state": "done" if who else "current" if place == first_open else "waiting",
            "note": words.near_day(on) if on else None,
        }
        for place, (label, who, on) in enumerate(done)
    ]


def _names(rounds: Sequence[Round]) -> dict[UUID | None, str]:
    keys = {
        key for one in rounds for key in (one.made_by_id, one.checked_by_id, one.approved_by_id)
    }
    known = [key for key in keys if key]
    return dict(Account.objects.filter(pk__in=known).values_list("pk", "name"))


NEXT = {
    State.MADE: ("check", Text("复核通过", "Check")),
    State.CHECKED: ("approve", Text("审批通过", "Approve")),
    State.APPROVED: ("release", Text("登记送银行", "Record as sent to the bank")),
}


def _act(request: OfficerRequest, made: Round) -> Act | None:
    """The one next step of the round; locked, with the reason, for whoever may not take it."""
    if made.state not in NEXT:
        return None
    code, label = NEXT[made.state]
    return Act(code, label, _whose(request, code) or _same_person(request, made))


def _whose(request: OfficerRequest, step: str) -> Text | None:
    """The sentence that says whose duty a step is, for somebody who may not take it."""
    refusal = queries.why_not_step(request.officer, step)
    return refusal.findings[0].sentence if refusal else None


def _same_person(request: OfficerRequest, made: Round) -> Text | None:
    signed = {made.made_by_id, made.checked_by_id} - {None}
    if made.state in {State.MADE, State.CHECKED} and request.officer.account_id in signed:
        return Text(
            "您已经办理过这一期，下一步须由另一人办理。",
            "You have signed this round already; the next step is another person's.",
        )
    return None


def _may_make(request: OfficerRequest) -> Act:
    return Act("make", Text("生成本月名单", "Make this month's list"), _whose(request, "make"))


def _sums(summary: Summary) -> list[SumLine]:
    """How the difference to last month came about."""
    return [
        SumLine(
            Text(f"{kind.label.zh} {sums.children} 人", f"{kind.label.en}: {sums.children}"),
            sums.amount,
        )
        for kind, sums in summary.changes.items()
        if sums.children and kind not in {Change.BACK_PAY, Change.RECOVERY}
    ]


def _papers(held: Sequence[queries.HeldChild]) -> list[Paper]:
    """What the held children lack, the commonest first."""
    vocabulary = queries.law().vocabulary
    lacking: dict[tuple[Text, Text], set[UUID]] = {}
    for one in held:
        for name in one.missing:
            if name in vocabulary:
                fact = vocabulary[name]
                lacking.setdefault((fact.paper, fact.supplier), set()).add(one.child.pk)
    papers = [Paper(*pair, len(children)) for pair, children in lacking.items()]
    return sorted(papers, key=lambda paper: -paper.children)[:5]


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
