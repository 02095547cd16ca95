"""What the security administrator must look at."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hutong.foundation.access.models import Account
from hutong.foundation.history import actions as history
from hutong.foundation.history.models import Alert, AlertKind
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here

REFUSED, ON_THE_PAGE = 422, 100
LABELS = {
    AlertKind.DECOY: Text("有人打开了诱饵档案", "somebody opened a decoy"),
    AlertKind.GLASS: Text("有人紧急查看了一份档案", "somebody opened a file in an emergency"),
    AlertKind.SEALER: Text("日志封存停了", "the log is not being sealed"),
}


@require_safe
def alerts(request: OfficerRequest) -> HttpResponse:
    """The alerts nobody has looked at, and the latest that somebody has."""
    return _page(request)


@require_POST
def put_away(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Say what an alert turned out to be."""
    alert = get_object_or_404(Alert, pk=pk)
    try:
        history.put_away(
            alert=alert,
            finding=request.POST.get("finding", ""),
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _page(request, refusal)
    messages.success(request, here(Text("已记下。", "Put away.")))
    return HttpResponseRedirect(reverse("alerts"))


def _page(request: OfficerRequest, refusal: Refused | None = None) -> HttpResponse:
    latest = list(Alert.objects.order_by("seen_on", "-at")[:ON_THE_PAGE])
    people = Account.objects.in_bulk([one.actor for one in latest if one.actor])
    lines = [
        (one, LABELS[AlertKind(one.kind)], people[one.actor].name if one.actor in people else "")
        for one in latest
    ]
    return show(
        request,
        "alerts/alerts.html",
        status=REFUSED if refusal else 200,
        refusal=refusal,
        waiting=[line for line in lines if line[0].seen_on is None],
        past=[line for line in lines if line[0].seen_on is not None],
    )
