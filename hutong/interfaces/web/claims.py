"""The bills of a claim: entered one by one, struck, and what they come to."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hutong.casework.models import Case
from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.money import NotAnAmount, read_amount
from hutong.foundation.kernel.money import show as in_words
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.form_days import NotFilled, day_needed
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here
from hutong.programmes.benefits.actions import claims
from hutong.programmes.benefits.medical import BillKind, Terms
from hutong.programmes.benefits.models import MedicalBill
from hutong.programmes.benefits.queries.claims import (
    ClaimRead,
    claim_in,
    terms_of,
    why_not_enter_bills,
)

REFUSED = 422
DONE = Text("已录入：{hospital} {number}，{sum}。", "Entered: {hospital} {number}, {sum}.")
STRUCK = Text("已划去：{hospital} {number}。", "Struck: {hospital} {number}.")


@dataclass(frozen=True, slots=True)
class BillForm:
    """What somebody types of a bill; nothing of it is lost when it is refused."""

    day: str = ""
    kind: str = ""
    hospital: str = ""
    number: str = ""
    total: str = ""
    by_insurance: str = ""
    by_others: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "BillForm":
        """The form as it was sent."""
        return cls(**{one.name: given.get(one.name, "").strip() for one in fields(cls)})


class Choice(NamedTuple):
    """A kind of bill to choose from."""

    value: str
    label: Text
    current: bool


@require_http_methods(["GET", "HEAD", "POST"])
def bills(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The bills of a claim with their working; sent, the form enters one more."""
    case, found, terms = _opened(request, pk)
    if request.method != "POST":
        return _page(request, case, found, BillForm())
    form = BillForm.of(request.POST)
    try:
        made = _enter(request, found, form, terms)
    except Refused as refusal:
        return _page(request, case, found, form, refusal)
    done = DONE.filled(hospital=made.hospital, number=made.number, sum=in_words(made.total))
    messages.success(request, here(done))
    return HttpResponseRedirect(reverse("case_bills", args=[case.pk]))


@require_POST
def strike(request: OfficerRequest, pk: UUID, bill: UUID) -> HttpResponse:
    """Strike a bill of a claim that is not handed in."""
    case, found, _ = _opened(request, pk)
    struck = get_object_or_404(MedicalBill, pk=bill, claim=found.claim)
    try:
        claims.strike_bill(
            bill=struck, reason=request.POST.get("reason", ""), by=request.officer, on=request.today
        )
    except Refused as refusal:
        return _page(request, case, found, BillForm(), refusal)
    messages.success(request, here(STRUCK.filled(hospital=struck.hospital, number=struck.number)))
    return HttpResponseRedirect(reverse("case_bills", args=[case.pk]))


def _opened(request: OfficerRequest, pk: UUID) -> tuple[Case, ClaimRead, Terms]:
    """A case that has a claim, within the scope; the opening is recorded."""
    case = get_object_or_404(Case.objects.select_related("child"), pk=pk)
    found, terms = claim_in(case, request.today), terms_of(case)
    if found is None or terms is None:
        raise Http404
    record_reading(
        file=case.child_id, what=f"bills {case.number}", by=request.officer, on=request.today
    )
    return case, found, terms


def _enter(request: OfficerRequest, found: ClaimRead, form: BillForm, terms: Terms) -> MedicalBill:
    return claims.add_bill(
        claim=found.claim,
        day=day_needed(form.day, "day", Text("请填就诊日期。", "Say the day of treatment.")),
        kind=_kind(form.kind),
        hospital=form.hospital,
        number=form.number,
        total=_sum(form.total, "total", needed=True),
        by_insurance=_sum(form.by_insurance, "by_insurance"),
        by_others=_sum(form.by_others, "by_others"),
        terms=terms,
        by=request.officer,
        on=request.today,
    )


def _kind(given: str) -> BillKind:
    if given not in {kind.value for kind in BillKind}:
        raise NotFilled(Finding(Text("请选择票据类别。", "Choose what was treated."), field="kind"))
    return BillKind(given)


def _sum(given: str, field: str, *, needed: bool = False) -> Decimal:
    if not given and not needed:
        return Decimal(0)
    if not given:
        raise NotFilled(Finding(Text("请填票据总额。", "Write the bill's total."), field=field))
    try:
        return read_amount(given)
    except NotAnAmount as refusal:
        raise NotFilled(*(replace(one, field=field) for one in refusal.findings)) from None


def _page(
    request: OfficerRequest,
    case: Case,
    found: ClaimRead,
    form: BillForm,
    refusal: Refused | None = None,
) -> HttpResponse:
    return show(
        request,
        "claims/bills.html",
        status=REFUSED if refusal else 200,
        case=case,
        child=case.child,
        found=found,
        form=form,
        kinds=[Choice(kind.value, kind.label, kind.value == form.kind) for kind in BillKind],
        refusal=refusal,
        locked=why_not_enter_bills(request.officer),
        left=_left(found),
        today=request.today,
    )


def _left(found: ClaimRead) -> Decimal:
    """What insurance and others leave of all the bills."""
    paid = (line.bill.by_insurance + line.bill.by_others for line in found.lines)
    return found.total - sum(paid, Decimal(0))
