"""Orders that keep somebody from a child, and to whom the staff belong."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.models import Account
from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.identity import mask
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.child_file import file_opened
from hutong.interfaces.web.form_days import NotFilled, day_given, day_needed
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here
from hutong.registry.people import actions as people
from hutong.registry.people import queries
from hutong.registry.people.models import Adult, Child, NoContactOrder

REFUSED = 422
SINCE_WHEN = Text("请填从哪一天起。", "Say from which day.")


@dataclass(frozen=True, slots=True)
class OrderForm:
    """What somebody types of an order; nothing of it is lost when it is refused."""

    against: str = ""
    court: str = ""
    number: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "OrderForm":
        """The form as it was sent."""
        return cls(**{one.name: given.get(one.name, "").strip() for one in fields(cls)})


@dataclass(frozen=True, slots=True)
class TieForm:
    """What somebody types of a tie."""

    username: str = ""
    name: str = ""
    id_number: str = ""
    relation: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "TieForm":
        """The form as it was sent."""
        return cls(**{one.name: given.get(one.name, "").strip() for one in fields(cls)})


@require_http_methods(["GET", "HEAD", "POST"])
def orders(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The orders for a child; the opening is recorded. A new one hides the child at once."""
    child = file_opened(pk)
    if request.method != "POST":
        record_reading(file=child.pk, what="orders", by=request.officer, on=request.today)
        return _page(request, child, OrderForm(since=request.today.isoformat()))
    form = OrderForm.of(request.POST)
    try:
        order = people.record_order(
            child=child,
            against=_named(child, form.against),
            court=form.court,
            number=form.number,
            since=day_needed(form.since, "since", SINCE_WHEN),
            until=day_given(form.until, "until"),
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _page(request, child, form, refusal)
    done = Text(
        "已登记。从现在起，与{name}有关系的工作人员看不到这个孩子，所有表册和文书不写去向。",
        "Recorded. From now on no staff tied to {name} sees this child, and no sheet tells where"
        " the child is.",
    ).filled(name=order.adult.name)
    messages.success(request, here(done))
    return HttpResponseRedirect(reverse("orders", args=[child.pk]))


@require_POST
def lift_order(request: OfficerRequest, pk: UUID, order: UUID) -> HttpResponse:
    """End an order that has run out or was taken back."""
    child = file_opened(pk)
    found = get_object_or_404(NoContactOrder, pk=order, child=child)
    try:
        people.lift_order(
            order=found,
            because=request.POST.get("because", ""),
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _page(request, child, OrderForm(), refusal)
    messages.success(request, here(Text("已解除。", "The order is lifted.")))
    return HttpResponseRedirect(reverse("orders", args=[child.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def ties(request: OfficerRequest) -> HttpResponse:
    """To whom one belongs oneself; offices declare it for their staff as well."""
    if request.method != "POST":
        return _ties(request, TieForm())
    form = TieForm.of(request.POST)
    try:
        tie = people.declare_tie(
            account=_colleague(request, form.username),
            name=form.name,
            id_number=form.id_number,
            relation=form.relation,
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _ties(request, form, refusal)
    done = Text("已申报与{name}的关系。", "Declared: {name}.").filled(name=tie.name)
    messages.success(request, here(done))
    return HttpResponseRedirect(reverse("ties"))


def _named(child: Child, key: str) -> Adult:
    for one in queries.adults_around(child):
        if str(one.adult_id) == key:
            return one.adult
    raise NotFilled(
        Finding(Text("请选不准接触的人。", "Choose who is kept away."), field="against")
    )


def _colleague(request: OfficerRequest, username: str) -> Account:
    if not username:
        return Account.objects.get(pk=request.officer.account_id)
    found = Account.objects.filter(username=username).first()
    if found is None or not may(request.officer.role, Kind.ORDER, Act.CREATE):
        raise NotFilled(
            Finding(Text("没有这个登录名。", "Nobody signs in by that name."), field="username")
        )
    return found


def _page(
    request: OfficerRequest, child: Child, form: OrderForm, refusal: Refused | None = None
) -> HttpResponse:
    return show(
        request,
        "orders/orders.html",
        status=REFUSED if refusal else 200,
        child=child,
        form=form,
        refusal=refusal,
        standing=queries.orders_of(child).filter(lifted_on__isnull=True),
        lifted=queries.orders_of(child).filter(lifted_on__isnull=False),
        around=queries.adults_around(child),
    )


def _ties(request: OfficerRequest, form: TieForm, refusal: Refused | None = None) -> HttpResponse:
    own = queries.ties_of(request.officer.account_id)
    return show(
        request,
        "orders/ties.html",
        status=REFUSED if refusal else 200,
        form=form,
        refusal=refusal,
        ties=[(tie, mask(tie.id_number)) for tie in own],
        for_others=may(request.officer.role, Kind.ORDER, Act.CREATE),
    )
