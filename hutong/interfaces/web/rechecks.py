"""Looking again at what was granted: what was found, and by when the next look is due."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit
from hutong.interfaces.web.child_file import file_opened
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Entitlement
from hutong.programmes.benefits.queries import (
    granted_now,
    law,
    recheck_due,
    recheck_months,
    rechecks_of,
    why_not_look_again,
)
from hutong.registry.people.models import Child

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
def recheck(request: OfficerRequest, pk: UUID, code: str) -> HttpResponse:
    """Record that somebody looked again at a grant; one that is not looked at is not found."""
    child = file_opened(pk)
    benefit = next((one for one in law().benefits if one.code == code), None)
    granted = granted_now(child, code, request.today)
    if benefit is None or granted is None or recheck_months(benefit) is None:
        raise Http404
    if request.method != "POST":
        return _page(request, child, benefit, granted)
    finding = request.POST.get("finding", "")
    try:
        benefits.look_again(
            entitlement=granted, finding=finding, by=request.officer, on=request.today
        )
    except Refused as refusal:
        return _page(request, child, benefit, granted, finding=finding, refusal=refusal)
    due = recheck_due(benefit, granted)
    told = Text("复核已记下，下一次应于 {due} 前。", "Recorded; the next look is due by {due}.")
    messages.success(request, here(told.filled(due=due)))
    return HttpResponseRedirect(reverse("decision", args=[child.pk, code]))


def _page(
    request: OfficerRequest,
    child: Child,
    benefit: Benefit,
    granted: Entitlement,
    *,
    finding: str = "",
    refusal: Refused | None = None,
) -> HttpResponse:
    return show(
        request,
        "rechecks/recheck.html",
        status=REFUSED if refusal else 200,
        child=child,
        benefit=benefit,
        entitlement=granted,
        finding=finding,
        refusal=refusal,
        locked=why_not_look_again(child, request.officer),
        looks=rechecks_of(granted),
        due=recheck_due(benefit, granted),
    )
