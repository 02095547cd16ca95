"""The money that benefits are paid from: what arrived, what was handed down, who confirmed it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hutong.foundation.kernel.money import NotAnAmount, read_amount
from hutong.foundation.kernel.money import show as in_words
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import parts_of
from hutong.interfaces.web.form_days import NotFilled, day_needed
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here
from hutong.programmes.benefits.actions import funding
from hutong.programmes.benefits.models import FundAllocation, FundReceipt, Purpose, Source
from hutong.programmes.benefits.queries import funding as queries

Kind = TypeVar("Kind", Purpose, Source)
REFUSED = 422
RECORDED = Text("已登记 {sum}，请另一人确认。", "{sum} recorded; a second person confirms it.")
CONFIRMED = Text("已确认 {sum}。", "{sum} confirmed.")
STRUCK = Text("已划去 {sum}。", "{sum} struck.")


@dataclass(frozen=True, slots=True)
class MoneyForm:
    """What somebody types of money that moved; nothing of it is lost when it is refused."""

    document: str = ""
    title: str = ""
    purpose: str = ""
    source: str = ""
    amount: str = ""
    year: str = ""
    day: str = ""
    place: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "MoneyForm":
        """The form as it was sent."""
        return cls(**{one.name: given.get(one.name, "").strip() for one in fields(cls)})


class Choice(NamedTuple):
    """Something to choose from."""

    value: str
    label: str | Text
    current: bool


@require_http_methods(["GET", "HEAD", "POST"])
def funds(request: OfficerRequest) -> HttpResponse:
    """The money of a year for one's own place; sent, the form records money that arrived."""
    if request.method != "POST":
        return _funds(request, MoneyForm(year=str(request.today.year)))
    form = MoneyForm.of(request.POST)
    try:
        made = funding.record_receipt(
            place=request.posting.place,
            document=form.document,
            title=form.title,
            purpose=_chosen(Purpose, form.purpose, "purpose"),
            source=_chosen(Source, form.source, "source"),
            amount=_sum(form.amount),
            year=int(form.year) if form.year.isdecimal() else 0,
            arrived_on=day_needed(
                form.day, "day", Text("请填到账日期。", "Say the day it arrived.")
            ),
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _funds(request, form, _beside(refusal))
    messages.success(request, here(RECORDED.filled(sum=in_words(made.amount))))
    return HttpResponseRedirect(reverse("fund", args=[made.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def fund(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Money that arrived, and where it went; sent, the form hands a part of it down."""
    receipt = _receipt(pk)
    if request.method != "POST":
        return _fund(request, receipt, MoneyForm(day=request.today.isoformat()))
    form = MoneyForm.of(request.POST)
    try:
        made = funding.hand_down(
            receipt=receipt,
            place=_place(receipt, form.place, request),
            amount=_sum(form.amount),
            allotted_on=day_needed(
                form.day, "day", Text("请填下拨日期。", "Say the day it was handed down.")
            ),
            document=form.document,
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _fund(request, receipt, form, _beside(refusal))
    messages.success(request, here(RECORDED.filled(sum=in_words(made.amount))))
    return HttpResponseRedirect(reverse("fund", args=[receipt.pk]))


@require_POST
def confirm_fund(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Confirm money that arrived, or a part handed down, that somebody else recorded."""
    receipt = _receipt(pk)
    moved = _moved(request, receipt)
    try:
        funding.confirm_money(moved=moved, by=request.officer, on=request.today)
    except Refused as refusal:
        return _fund(request, receipt, MoneyForm(), refusal)
    messages.success(request, here(CONFIRMED.filled(sum=in_words(moved.amount))))
    return HttpResponseRedirect(reverse("fund", args=[receipt.pk]))


@require_POST
def strike_fund(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Strike money that arrived, or a part handed down, that was recorded wrongly."""
    receipt = _receipt(pk)
    moved = _moved(request, receipt)
    try:
        funding.strike_money(
            moved=moved,
            reason=request.POST.get("reason", ""),
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _fund(request, receipt, MoneyForm(), refusal)
    messages.success(request, here(STRUCK.filled(sum=in_words(moved.amount))))
    return HttpResponseRedirect(reverse("fund", args=[receipt.pk]))


def _receipt(pk: UUID) -> FundReceipt:
    found = FundReceipt.objects.select_related("place", "recorded_by", "confirmed_by", "struck_by")
    return get_object_or_404(found, pk=pk)


def _moved(request: OfficerRequest, receipt: FundReceipt) -> FundReceipt | FundAllocation:
    """What a button speaks of: the money itself, or the part that it names."""
    part = request.POST.get("part", "")
    if not part:
        return receipt
    found = [one for one in receipt.allocations.all() if str(one.pk) == part]
    if not found:
        raise Http404
    return found[0]


def _place(receipt: FundReceipt, given: str, request: OfficerRequest) -> Place:
    parts = parts_of(receipt.place, request.today)
    found = next((part for part in parts if str(part.number) == given), None)
    if found is None:
        sentence = Text("请选择下拨给哪里。", "Choose where it goes.")
        raise NotFilled(Finding(sentence, field="place"))
    return found


def _chosen(kind: type[Kind], given: str, field: str) -> Kind:
    if given not in {one.value for one in kind}:
        raise NotFilled(Finding(Text("请选择一项。", "Choose one."), field=field))
    return kind(given)


def _sum(given: str) -> Decimal:
    if not given:
        raise NotFilled(Finding(Text("请填金额。", "Write the sum."), field="amount"))
    try:
        return read_amount(given)
    except NotAnAmount as refusal:
        raise NotFilled(*(replace(one, field="amount") for one in refusal.findings)) from None


def _beside(refusal: Refused) -> Refused:
    """The same refusal, its findings beside the fields of the page."""
    names = {"arrived_on": "day", "allotted_on": "day"}
    found = [replace(one, field=names.get(one.field, one.field)) for one in refusal.findings]
    return type(refusal)(*found)


def _funds(
    request: OfficerRequest, form: MoneyForm, refusal: Refused | None = None
) -> HttpResponse:
    place = request.posting.place
    years = queries.years_of(place, request.today)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else request.today.year
    listed = queries.funds_of(place, year)
    return show(
        request,
        "funds/funds.html",
        status=REFUSED if refusal else 200,
        place=place,
        year=year,
        years=years,
        funds=listed,
        standing=sum(
            (
                one.receipt.amount
                for one in listed
                if one.receipt.confirmed_on and not one.receipt.struck_on
            ),
            Decimal(0),
        ),
        given=queries.handed_to(place, year),
        form=form,
        purposes=[
            Choice(one.value, label, one.value == form.purpose)
            for one, label in queries.PURPOSES.items()
        ],
        sources=[
            Choice(one.value, label, one.value == form.source)
            for one, label in queries.SOURCES.items()
        ],
        locked=queries.why_not_record(request.officer),
        refusal=refusal,
    )


def _fund(
    request: OfficerRequest,
    receipt: FundReceipt,
    form: MoneyForm,
    refusal: Refused | None = None,
) -> HttpResponse:
    found = queries.fund(receipt)
    return show(
        request,
        "funds/fund.html",
        status=REFUSED if refusal else 200,
        fund=found,
        me=request.officer.account_id,
        receipt=receipt,
        form=form,
        parts=[
            Choice(str(part.number), part.name, str(part.number) == form.place)
            for part in parts_of(receipt.place, request.today)
        ],
        open=bool(receipt.confirmed_on and not receipt.struck_on and found.left),
        locked=queries.why_not_record(request.officer),
        refusal=refusal,
    )
