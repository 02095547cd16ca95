"""The account a child's money goes to, and those it went to before."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.child_file import file_opened
from hutong.interfaces.web.form_days import day_needed
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import PayeeAccount
from hutong.programmes.benefits.queries import accounts_of, why_not_keep_accounts
from hutong.registry.people.models import Child

REFUSED = 422
OPEN_TAIL = 4  # digits of an account's number that anybody sees
DONE = Text(
    "已登记：{day} 起发到{holder}的账户（尾号 {tail}）。",
    "Recorded: from {day} money goes to the account of {holder}, ending in {tail}.",
)


@dataclass(frozen=True, slots=True)
class AccountForm:
    """What somebody types about an account; nothing of it is lost when it is refused."""

    holder: str = ""
    relation: str = ""
    bank: str = ""
    number: str = ""
    since: str = ""
    paper: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "AccountForm":
        """The form as it was sent."""
        return cls(**{one.name: given.get(one.name, "").strip() for one in fields(cls)})


@dataclass(frozen=True, slots=True)
class Line:
    """One account, its number hidden but for the tail."""

    account: PayeeAccount
    number: str
    current: bool
    ahead: bool


@require_http_methods(["GET", "HEAD", "POST"])
def payee_account(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Show where a child's money goes; say where it goes from a day on. Opening is recorded."""
    child = file_opened(pk)
    if request.method != "POST":
        record_reading(file=child.pk, what="account", by=request.officer, on=request.today)
        return _page(request, child, AccountForm(since=request.today.isoformat()))
    form = AccountForm.of(request.POST)
    try:
        made = _set(request, child, form)
    except Refused as refusal:
        return _page(request, child, form, refusal)
    done = DONE.filled(day=made.days.lower, holder=made.holder, tail=made.number[-OPEN_TAIL:])
    messages.success(request, here(done))
    return HttpResponseRedirect(reverse("payee_account", args=[child.pk]))


def _set(request: OfficerRequest, child: Child, form: AccountForm) -> PayeeAccount:
    since = day_needed(form.since, "since", Text("请填从哪一天起。", "Say from which day."))
    return benefits.set_payee_account(
        **asdict(form) | {"child": child, "since": since}, by=request.officer, on=request.today
    )


def _page(
    request: OfficerRequest, child: Child, form: AccountForm, refusal: Refused | None = None
) -> HttpResponse:
    return show(
        request,
        "accounts/account.html",
        status=REFUSED if refusal else 200,
        child=child,
        form=form,
        refusal=refusal,
        locked=why_not_keep_accounts(request.officer),
        lines=[_line(account, request.today) for account in accounts_of(child)],
    )


def _line(account: PayeeAccount, on: date) -> Line:
    first, end = account.days.lower, account.days.upper
    return Line(
        account,
        f"**** {account.number[-OPEN_TAIL:]}",
        current=first <= on and (end is None or on < end),
        ahead=first > on,
    )
