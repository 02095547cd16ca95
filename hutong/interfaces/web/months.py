"""The month: what is due, what differs from last month and why, and the three who sign."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_POST, require_safe

from hutong.foundation.access.models import Account
from hutong.foundation.exchange.actions import hand_out
from hutong.foundation.kernel.months import Month, NotAMonth
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.queries import parts_of
from hutong.interfaces.web import words
from hutong.interfaces.web.filters import Word
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import change, here, money
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries, tables
from hutong.programmes.benefits.models import Round, State
from hutong.programmes.benefits.queries import Change, ChangedLine, Position, Summary
from hutong.registry.people.models import Child
from hutong.registry.people.queries import position_of

PAGE = 30
ROUNDS_SHOWN = 24
NAMES_SHOWN = 20
PAPERS_SHOWN = 5
REFUSED = 422
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
STATE_TONES = {
    State.MADE: "soon",
    State.CHECKED: "soon",
    State.APPROVED: "done",
    State.RELEASED: "done",
    State.WITHDRAWN: "",
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
class SumLine:
    """One line of how the difference came about."""

    label: Text
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Seen:
    """A changed line as the page shows it: which changes, in which tone."""

    line: ChangedLine
    area: str
    paid_now: Decimal
    states: Sequence[tuple[Text, str]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A round in the list of the months, with those who signed it."""

    round: Round
    state: Text
    tone: str
    signed: Sequence[str]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that several held children lack, and who can supply it."""

    paper: Text
    supplier: Text
    children: int

    @property
    def lacked(self) -> Text:
        return Text(f"{self.paper.zh}（{self.children} 人）", f"{self.paper.en} ({self.children})")


@require_safe
def months(request: OfficerRequest) -> HttpResponse:
    """The rounds of one's place, the newest first."""
    return _months(request)


@require_POST
def make(request: OfficerRequest) -> HttpResponse:
    """Make the round of a month for one's own place."""
    try:
        month = Month.parse(request.POST.get("month", ""))
        made = benefits.make_round(
            month=month, place=request.posting.place, by=request.officer, on=request.today
        )
    except (NotAMonth, Refused) as refusal:
        return _months(request, refusal=refusal, status=REFUSED)
    return redirect("month", pk=made.pk)


def _months(
    request: OfficerRequest, *, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    rounds = list(queries.rounds_of(request.posting.place)[:ROUNDS_SHOWN])
    this_month = Month.of(request.today)
    return show(
        request,
        "months/months.html",
        rounds=_listed(rounds),
        this_month=this_month,
        standing=next((one for one in rounds if _is_mine(one, request, this_month)), None),
        make=_may_make(request),
        refusal=refusal,
        status=status,
    )


def _listed(rounds: Sequence[Round]) -> list[Listed]:
    names = _names(rounds)
    return [
        Listed(
            one,
            STATES[one.state],
            STATE_TONES[one.state],
            [names.get(key, "") for key in (one.made_by_id, one.checked_by_id, one.approved_by_id)],
        )
        for one in rounds
    ]


def _is_mine(one: Round, request: OfficerRequest, month: Month) -> bool:
    """Whether this is the round that stands for one's own place and month."""
    mine = one.place_id == request.posting.place_id and one.month == month
    return mine and one.state is not State.WITHDRAWN


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
        return _month(request, made, refusal=refusal, status=REFUSED)
    messages.success(request, here(DONE[act]))
    return redirect("month", pk=made.pk)


@require_safe
def held(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The children a round could say nothing of, and what would settle it."""
    made = get_object_or_404(Round.objects.select_related("place"), pk=pk)
    grounds = queries.held_grounds(made)
    asked = request.GET.get("ground", "")
    chosen = next((one for one in grounds if str(one.key) == asked), None)
    after = _after(request)
    if after is not None and not after.account.isdecimal():
        raise Http404
    found = queries.held_page(made, chosen.key if chosen else None, after=after, limit=PAGE + 1)
    base = reverse("month_held", args=[made.pk])
    areas = _areas(request)
    return show(
        request,
        "months/held.html",
        round=made,
        title=words.month(made.month),
        filters=[
            Word(Text("全部", "all"), base, chosen is None),
            *(
                Word(one.name, f"{base}?ground={one.key}", one is chosen, one.children)
                for one in grounds
            ),
        ],
        chosen=chosen,
        found=[(one, areas(one.child)) for one in found[:PAGE]],
        onward=_onward(base, found[PAGE - 1].position, ground=asked if chosen else "")
        if len(found) > PAGE
        else "",
    )


@require_safe
def payment_list(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The payment list and its summary (P1, P2) as Excel."""
    made = get_object_or_404(queries.rounds_of(request.posting.place), pk=pk)
    return _handed_out(
        request,
        kind="payment-list",
        name=f"{made.place.name}{made.month}发放名单.xlsx",
        content=tables.payment_list_xlsx(made),
        content_type=XLSX,
    )


@require_safe
def bank_file(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The bank's file, once the round was sent: every payment in it stands from then on."""
    made = get_object_or_404(queries.rounds_of(request.posting.place), pk=pk)
    if made.state is not State.RELEASED or not _covers_all(request, made):
        raise Http404
    ready = tables.bank_file(made)
    return _handed_out(
        request,
        kind="bank-file",
        name=f"{made.place.name}{made.month}银行发放.csv",
        content=ready.content,
        content_type="text/csv; charset=utf-8",
        rows=ready.count,
        note=ready.note.zh,
    )


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
    "approve": Text(
        "已审批，登记送银行后可以下载银行文件。",
        "Approved; the bank's file can be had once it is recorded as sent.",
    ),
    "release": Text(
        "已登记送银行，每一笔付款已固定，可以下载银行文件。",
        "Recorded as sent to the bank: every payment is fixed, and the file can be had.",
    ),
    "withdraw": Text("已退回，名单不再计入。", "Withdrawn; its lines no longer count."),
}


def _month(
    request: OfficerRequest, made: Round, *, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    summary = queries.round_summary(made)
    chosen = _chosen(request)
    lines = queries.changed_lines(made, chosen, after=_after(request), limit=PAGE + 1)
    grounds = queries.held_grounds(made)
    seen_from = None if _covers_all(request, made) else request.posting.place
    bank = None if seen_from else queries.bank_summary(made)
    areas = _areas(request)
    base = reverse("month", args=[made.pk])
    return show(
        request,
        "months/month.html",
        "changed",
        round=made,
        seen_from=seen_from,
        title=words.month(made.month),
        summary=summary,
        back_pay=summary.changes[Change.BACK_PAY].amount,
        recovery=summary.changes[Change.RECOVERY].amount,
        stages=_stages(made, summary),
        filters=_filters(base, summary, chosen),
        lines=[_seen(line, areas) for line in lines[:PAGE]],
        onward=_onward(base, lines[PAGE - 1].position, show=chosen.value if chosen else "")
        if len(lines) > PAGE
        else "",
        first="" if _after(request) is None else base,
        changed=sum(sums.children for sums in _differing(summary)),
        track=_track(made),
        act=_act(request, made),
        may_withdraw=_may_withdraw(request, made),
        sums=_sums(summary),
        grounds=grounds,
        papers=_papers(grounds),
        bank=bank,
        changing=queries.unfinished_in(made, request.today) if bank else [],
        held_back=queries.held_back_in(made, request.today) if bank else [],
        no_account=queries.without_account(made, limit=NAMES_SHOWN)
        if bank and bank.without_account
        else [],
        bank_ready=made.state is State.RELEASED and _covers_all(request, made),
        refusal=refusal,
        status=status,
    )


def _covers_all(request: OfficerRequest, made: Round) -> bool:
    """Whether the post answers for the whole of a round, not only for a part of it."""
    return request.officer.answers_for(made.place_id) and request.officer.answers_for(
        made.place_last
    )


def _areas(request: OfficerRequest) -> Callable[[Child], str]:
    """Where in one's place a child is at home: in which of the places just below it."""
    parts = list(parts_of(request.posting.place, request.today).order_by("number"))

    def area(child: Child) -> str:
        homes = [number for number in (child.hukou_id, child.residence_id) if number]
        found = (one.name for home in homes for one in parts if one.number <= home <= one.last)
        return next(found, "")

    return area


def _chosen(request: OfficerRequest) -> Change | None:
    asked = request.GET.get("show", "")
    return Change(asked) if asked in set(Change) else None


def _after(request: OfficerRequest) -> Position | None:
    """After whom the page begins; the address names a child by its key alone."""
    child, account = (request.GET.get(name, "") for name in ("child", "account"))
    try:
        found = position_of(UUID(child)) if child else None
    except ValueError:
        raise Http404 from None
    return Position(found.reading, found.child, account) if found else None


def _onward(base: str, last: Position, **asked: str) -> str:
    position = {"child": str(last.child), "account": last.account}
    return f"{base}?{urlencode(position | {name: one for name, one in asked.items() if one})}"


def _seen(line: ChangedLine, areas: Callable[[Child], str]) -> Seen:
    return Seen(
        line,
        areas(line.child),
        line.this_month + line.back_pay + line.recovery,
        [(kind.label, TONES[kind]) for kind in line.changes],
    )


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


def _filters(base: str, summary: Summary, chosen: Change | None) -> list[Word]:
    kinds = [
        Word(kind.label, f"{base}?show={kind.value}", chosen is kind, sums.children)
        for kind, sums in summary.changes.items()
        if sums.children
    ]
    return [Word(Text("全部", "all"), base, chosen is None), *kinds]


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
    locked = _whose(request, code) or _not_all_of_it(request, made) or _same_person(request, made)
    return Act(code, label, locked)


def _may_withdraw(request: OfficerRequest, made: Round) -> bool:
    return (
        made.state in {State.MADE, State.CHECKED}
        and _whose(request, "withdraw") is None
        and _covers_all(request, made)
    )


def _not_all_of_it(request: OfficerRequest, made: Round) -> Text | None:
    if _covers_all(request, made):
        return None
    return Text(
        f"这一期由{made.place.name}统一办理，您看到的是其中本地区的部分。",
        f"This round is {made.place.name}'s; you see the part of it that is your place's.",
    )


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


def _papers(grounds: Sequence[queries.HeldGround]) -> list[Paper]:
    """What the held children lack, the commonest first."""
    vocabulary = queries.law().vocabulary
    lacking: dict[tuple[Text, Text], int] = {}
    for ground in grounds:
        for fact in (vocabulary[name] for name in ground.missing if name in vocabulary):
            pair = fact.paper, fact.supplier
            lacking[pair] = lacking.get(pair, 0) + ground.children
    papers = [Paper(*one, children) for one, children in lacking.items()]
    return sorted(papers, key=lambda paper: -paper.children)[:PAPERS_SHOWN]


def _handed_out(
    request: OfficerRequest,
    *,
    kind: str,
    name: str,
    content: bytes,
    content_type: str,
    rows: int | None = None,
    note: str = "月度发放",
) -> HttpResponse:
    """The file, once it is on record who was given it."""
    hand_out(
        kind=kind,
        file_name=name,
        content=content,
        rows=rows,
        note=note,
        by=request.officer,
        on=request.today,
    )
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response
