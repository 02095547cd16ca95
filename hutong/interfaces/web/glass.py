"""Looking into a file that is not one's own, in an emergency; and looking at who did."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import EMERGENCIES, Act, Emergency, Kind
from hutong.foundation.access.models import Glass
from hutong.foundation.kernel.identity import mask
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.queries import full_name
from hutong.interfaces.web.children import SHELTERED, age, born
from hutong.interfaces.web.discretion import circumstances
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here
from hutong.registry.people import actions as people
from hutong.registry.people import queries
from hutong.registry.people.models import Child, Relation

REFUSED, LATEST = 422, 20
SUBJECTS = ("father", "mother", "child", "household")


@dataclass(frozen=True, slots=True)
class GlassForm:
    """What somebody types to break a glass."""

    number: str = ""
    ground: str = ""
    reason: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "GlassForm":
        """The form as it was sent."""
        return cls(**{one.name: given.get(one.name, "").strip() for one in fields(cls)})


@require_http_methods(["GET", "HEAD", "POST"])
def glasses(request: OfficerRequest) -> HttpResponse:
    """Break a glass; one's own; and, for offices, those that wait for somebody to look at them."""
    if request.method != "POST":
        return _page(request, GlassForm())
    form = GlassForm.of(request.POST)
    try:
        broken = people.break_glass(
            number=form.number,
            ground=form.ground,
            reason=form.reason,
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _page(request, form, refusal)
    return HttpResponseRedirect(reverse("glass", args=[broken.pk]))


@require_safe
def glass(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """What one must know of the child, for half an hour; nothing can be changed from here."""
    broken = get_object_or_404(Glass, pk=pk, account_id=request.officer.account_id)
    try:
        child = people.look_through(glass=broken, by=request.officer, on=request.today)
    except Refused as refusal:
        return _page(request, GlassForm(), refusal)
    rows = queries.fact_rows(child, request.today, request.today)
    return show(
        request,
        "glass/file.html",
        glass=broken,
        child=child,
        age=age(child, child.died_on or request.today),
        born=born(child),
        address=here(SHELTERED) if child.sheltered else _address(child),
        number=mask(child.id_number) if child.id_number else "",
        kin=_kin(child, request),
        found=circumstances(rows, request.officer.role, *SUBJECTS),
    )


@require_POST
def review_glass(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Say whether it was right."""
    broken = get_object_or_404(Glass, pk=pk)
    try:
        people.review_glass(
            glass=broken,
            justified=request.POST.get("justified") == "yes",
            finding=request.POST.get("finding", ""),
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _page(request, GlassForm(), refusal)
    messages.success(request, here(Text("已复核。", "It has been looked at.")))
    return HttpResponseRedirect(reverse("glasses"))


def _page(request: OfficerRequest, form: GlassForm, refusal: Refused | None = None) -> HttpResponse:
    reviews = may(request.officer.role, Kind.GLASS, Act.APPROVE)
    waiting = list(queries.glasses_to_review(but=request.officer.account_id)) if reviews else []
    names = dict(
        Child.objects.filter(pk__in=[one.file for one in waiting]).values_list("pk", "name")
    )
    own = queries.glasses_of(request.officer.account_id)[:LATEST]
    return show(
        request,
        "glass/glasses.html",
        status=REFUSED if refusal else 200,
        form=form,
        refusal=refusal,
        grounds=list(EMERGENCIES.items()),
        waiting=[
            (one, names.get(one.file, ""), EMERGENCIES[Emergency(one.ground)], people.due(one))
            for one in waiting
        ],
        own=[(one, EMERGENCIES[Emergency(one.ground)], people.due(one)) for one in own],
        suspended=people.suspended_by(account=request.officer.account_id, on=request.today),
    )


def _address(child: Child) -> str:
    place = full_name(child.residence) if child.residence else ""
    return f"{place}{child.residence_detail}"


def _kin(child: Child, request: OfficerRequest) -> list[Relation]:
    """Whom to ring."""
    around = Relation.objects.standing().true_on(request.today).filter(child=child)
    return list(around.select_related("adult").order_by("kind", "pk"))
