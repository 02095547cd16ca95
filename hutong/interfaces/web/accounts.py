"""The account a child's money goes to, the one that is to take its place, and those before."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hutong.casework import Step
from hutong.casework.queries import all_in_force, possible_steps, track
from hutong.foundation.documents.models import Paper
from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web import papers
from hutong.interfaces.web.cases import office_names, whose
from hutong.interfaces.web.child_file import file_opened
from hutong.interfaces.web.form_days import NotFilled, day_given, day_needed
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import AccountChange, PayeeAccount
from hutong.programmes.benefits.payees import CHANGE_OF_PAYEE, HOLDERS, HolderKind
from hutong.programmes.benefits.queries import Candidate
from hutong.registry.people.models import Child

REFUSED = 422
OPEN_TAIL = 4  # digits of an account's number that anybody sees
MOST_OFFERED = 12


@dataclass(frozen=True, slots=True)
class AccountForm:
    """What somebody types about an account; nothing of it is lost when it is refused."""

    holder: str = ""
    holder_kind: str = ""
    relation: str = ""
    bank: str = ""
    number: str = ""
    since: str = ""
    paper: str = ""
    why: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "AccountForm":
        """The form as it was sent."""
        return cls(**{one.name: given.get(one.name, "").strip() for one in fields(cls)})

    def account(self) -> dict[str, str]:
        """What it says of the account itself."""
        return {name: value for name, value in asdict(self).items() if name not in {"since", "why"}}


@dataclass(frozen=True, slots=True)
class Line:
    """One account, its number hidden but for the tail."""

    account: PayeeAccount
    number: str
    kind: Text
    current: bool
    ahead: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One step on the way of a change."""

    label: Text
    who: Text
    state: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A change that came to nothing, in words."""

    change: AccountChange
    number: str
    how: Text


@dataclass(frozen=True, slots=True)
class Open:
    """A change that waits for somebody or for its day, and what this officer may do with it."""

    change: AccountChange
    number: str
    kind: Text
    marks: list[Mark]
    doubts: list[Finding]
    slots: list[papers.Slot]
    locked: Refused | None  # why this officer neither approves nor refuses it
    case: UUID | None


@require_http_methods(["GET", "HEAD", "POST"])
def payee_account(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Show where a child's money goes, and change it; each opening is recorded."""
    child = file_opened(pk)
    if request.method != "POST":
        record_reading(file=child.pk, what="account", by=request.officer, on=request.today)
        return _page(request, child, _offered(request, child))
    try:
        done = _deed(request.POST.get("act", "name"))(request, child)
    except Refused as refusal:
        return _page(request, child, AccountForm.of(request.POST), refusal)
    messages.success(request, here(done))
    return HttpResponseRedirect(reverse("payee_account", args=[child.pk]))


def _name(request: OfficerRequest, child: Child) -> Text:
    form = AccountForm.of(request.POST)
    since = day_needed(form.since, "since", Text("请填从哪一天起。", "Say from which day."))
    made = benefits.set_payee_account(
        child=child, since=since, **form.account(), by=request.officer, on=request.today
    )
    return Text(
        "已登记：{day} 起发到{holder}的账户（尾号 {tail}）。",
        "Recorded: from {day} money goes to the account of {holder}, ending in {tail}.",
    ).filled(day=made.days.lower, holder=made.holder, tail=made.number[-OPEN_TAIL:])


def _propose(request: OfficerRequest, child: Child) -> Text:
    form = AccountForm.of(request.POST)
    made = benefits.propose_account_change(
        child=child,
        why=form.why,
        wished_from=day_given(form.since, "since"),
        papers=_handed_in(request, child, "request"),
        **form.account(),
        by=request.officer,
        on=request.today,
    )
    return Text(
        "已提出变更到{holder}的账户（尾号 {tail}），待另一人核准；在此之前仍发到原账户。",
        "The change to the account of {holder}, ending in {tail}, waits for another person; until "
        "then money goes to the old one.",
    ).filled(holder=made.holder, tail=made.number[-OPEN_TAIL:])


def _approve(request: OfficerRequest, child: Child) -> Text:
    made = benefits.approve_account_change(
        change=_unfinished(request, child),
        answer=request.POST.get("answer", ""),
        papers=_handed_in(request, child, "approve"),
        by=request.officer,
        on=request.today,
    )
    return Text(
        "已核准，{day} 起启用；等待期内仍发到原账户。",
        "Approved; in use from {day}. Until then money goes to the old account.",
    ).filled(day=made.takes_effect_on)


def _refuse(request: OfficerRequest, child: Child) -> Text:
    benefits.refuse_account_change(
        change=_unfinished(request, child),
        reason=request.POST.get("reason", ""),
        by=request.officer,
        on=request.today,
    )
    return Text("已驳回，仍发到原账户。", "Refused; money goes on to the old account.")


def _withdraw(request: OfficerRequest, child: Child) -> Text:
    benefits.withdraw_account_change(
        change=_unfinished(request, child),
        reason=request.POST.get("reason", ""),
        by=request.officer,
        on=request.today,
    )
    return Text("已撤回，仍发到原账户。", "Called off; money goes on to the old account.")


def _hold(request: OfficerRequest, child: Child) -> Text:
    benefits.hold_account(
        child=child,
        reason=request.POST.get("reason", ""),
        by=request.officer,
        on=request.today,
    )
    return Text(
        "已暂停发到这个账户，应发的钱留着。", "Nothing goes to this account; what is due waits."
    )


def _lift(request: OfficerRequest, child: Child) -> Text:
    benefits.lift_hold(
        child=child,
        reason=request.POST.get("reason", ""),
        by=request.officer,
        on=request.today,
    )
    return Text("已恢复发到这个账户。", "Money goes to this account again.")


DEEDS: Mapping[str, Callable[[OfficerRequest, Child], Text]] = {
    "name": _name,
    "propose": _propose,
    "approve": _approve,
    "refuse": _refuse,
    "withdraw": _withdraw,
    "hold": _hold,
    "lift": _lift,
}


def _deed(act: str) -> Callable[[OfficerRequest, Child], Text]:
    if act not in DEEDS:
        raise NotFilled(
            Finding(
                Text("这张表不完整，请重新打开页面再办。", "The form is not whole; open it anew.")
            )
        )
    return DEEDS[act]


def _unfinished(request: OfficerRequest, child: Child) -> AccountChange:
    change = queries.unfinished_change(child, request.today)
    if change is None or str(change.pk) != request.POST.get("change"):
        raise NotFilled(
            Finding(
                Text(
                    "这次变更已经办结或者另有一次，请看下面现在的情形。",
                    "That change is over, or there is another; below is how it stands now.",
                )
            )
        )
    return change


def _step(code: str, on: date) -> Step | None:
    """A step of the law's procedure, if the law has one for changing an account."""
    for procedure in all_in_force(on):
        if procedure.code == CHANGE_OF_PAYEE:
            return procedure.get(code)
    return None


def _handed_in(request: OfficerRequest, child: Child, code: str) -> list[Paper]:
    step = _step(code, request.today)
    return papers.handed_in(request, step, child) if step else []


def _slots(request: OfficerRequest, child: Child, code: str) -> list[papers.Slot]:
    step = _step(code, request.today)
    return papers.slots(step, child, request.today, request.POST) if step else []


def _offered(request: OfficerRequest, child: Child) -> AccountForm:
    """An empty form, or one filled with somebody the file knows."""
    form = AccountForm(since=request.today.isoformat())
    chosen = request.GET.get("holder", "")
    if not chosen.isdecimal():
        return form
    known = queries.account_candidates(child, request.today)
    if int(chosen) >= len(known):
        return form
    one = known[int(chosen)]
    return replace(form, holder=one.name, holder_kind=one.kind.value, relation=one.relation)


def _page(
    request: OfficerRequest, child: Child, form: AccountForm, refusal: Refused | None = None
) -> HttpResponse:
    on = request.today
    accounts = queries.accounts_of(child)
    changes = queries.account_changes_of(child)
    change = queries.unfinished_change(child, on)
    return show(
        request,
        "accounts/account.html",
        status=REFUSED if refusal else 200,
        child=child,
        form=form,
        kinds=[(kind.value, label, kind.value == form.holder_kind) for kind, label in KINDS],
        offered=_named(queries.account_candidates(child, on)),
        slots=_slots(request, child, "request") if accounts and change is None else [],
        refusal=refusal,
        act=request.POST.get("act", ""),
        answer=request.POST.get("answer", ""),
        reason=request.POST.get("reason", ""),
        locked=queries.why_not_keep_accounts(request.officer),
        open=_open(request, child, change) if change else None,
        hold=queries.hold_on(child, on),
        wait=queries.waiting_days(on),
        lines=[_line(account, on) for account in accounts],
        ended=[_ended(one) for one in changes if one.ended_on is not None],
    )


KINDS = tuple(HOLDERS.items())


def _named(known: list[Candidate]) -> list[tuple[int, Candidate, Text]]:
    return [(at, one, HOLDERS[one.kind]) for at, one in enumerate(known[:MOST_OFFERED])]


def _open(request: OfficerRequest, child: Child, change: AccountChange) -> Open:
    found = queries.case_of(change)
    running = track(found) if found else None
    locked: Refused | None = queries.why_not_approve_accounts(request.officer)
    second = Text("另一人", "another person")
    if running is not None:
        possible = possible_steps(running, request.officer, request.today)
        refusals = [one.refusal for one in possible if one.step.code == "approve"]
        locked = next(iter(refusals), None)
        if running.turns:
            second = whose(running.turns[0], office_names(running.turns))
    return Open(
        change=change,
        number=_masked(change.number),
        kind=HOLDERS[HolderKind(change.kind)],
        marks=_marks(change, second),
        doubts=queries.account_doubts(change, request.today) if change.undecided else [],
        slots=_slots(request, child, "approve") if change.undecided else [],
        locked=locked if change.undecided else None,
        case=found.pk if found else None,
    )


def _marks(change: AccountChange, second: Text) -> list[Mark]:
    asked = Mark(
        Text("提出", "asked for"),
        Text(change.proposed_by.name, change.proposed_by.name),
        "done",
        Text(f"{change.proposed_on}", f"{change.proposed_on}"),
    )
    in_use = Text("启用", "in use")
    if change.approved_by is None:
        return [
            asked,
            Mark(Text("核准", "approved"), second, "current"),
            Mark(Text("等待期", "waiting time"), Text("", ""), "waiting"),
            Mark(in_use, Text("", ""), "waiting"),
        ]
    day = f"{change.takes_effect_on}"
    return [
        asked,
        Mark(
            Text("核准", "approved"),
            Text(change.approved_by.name, change.approved_by.name),
            "done",
            Text(f"{change.approved_on}", f"{change.approved_on}"),
        ),
        Mark(
            Text("等待期", "waiting time"),
            Text(f"{change.waiting_days} 天", f"{change.waiting_days} days"),
            "current",
            Text("仍发到原账户", "money goes to the old account"),
        ),
        Mark(in_use, Text("", ""), "waiting", Text(f"{day} 起", f"from {day}")),
    ]


def _ended(change: AccountChange) -> Ended:
    refused = change.ended_as == "refused"
    how = Text("已驳回", "refused") if refused else Text("已撤回", "called off")
    return Ended(change, _masked(change.number), how)


def _line(account: PayeeAccount, on: date) -> Line:
    first, end = account.days.lower, account.days.upper
    return Line(
        account,
        _masked(account.number),
        HOLDERS[HolderKind(account.kind)],
        current=first <= on and (end is None or on < end),
        ahead=first > on,
    )


def _masked(number: str) -> str:
    return f"**** {number[-OPEN_TAIL:]}"
