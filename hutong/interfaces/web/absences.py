"""Being away from a post: for which days, who stands in, and being back earlier."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hutong.foundation.access.models import Account, Posting
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.form_days import NotFilled, day_given, day_needed
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.shell import OVER_OTHERS
from hutong.interfaces.web.templatetags.hutong import here
from hutong.registry.workforce import actions as workforce
from hutong.registry.workforce.models import Absence
from hutong.registry.workforce.queries import (
    absences_of,
    away_in,
    colleagues,
    why_not_fill,
    why_not_speak_for,
)

REFUSED = 422
AT_MOST = 20
LISTED = 100
LONGEST_NAME = 40


@require_safe
def absences(request: OfficerRequest) -> HttpResponse:
    """My own posts, who is away in my area, and the way to somebody else's post."""
    over_others = request.officer.role in OVER_OTHERS
    name = request.GET.get("name", "").strip()[:LONGEST_NAME]
    return show(
        request,
        "absences/absences.html",
        own=request.postings,
        over_others=over_others,
        name=name,
        found=_people(request, name) if over_others and name else [],
        away=list(away_in(request.posting.place, request.today)[:LISTED]) if over_others else [],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: OfficerRequest, posting: UUID) -> HttpResponse:
    """The days on which the holder of one post is away; sent, it records, ends or names."""
    held = posting_asked_for(request, posting)
    if request.method != "POST":
        return _page(request, held)
    try:
        done = _act(request, held)
    except Refused as refusal:
        return _page(request, held, refusal)
    messages.success(request, here(done))
    return HttpResponseRedirect(reverse("absence", args=[held.pk]))


def posting_asked_for(request: OfficerRequest, key: UUID) -> Posting:
    """A posting in the area of the post, or one of one's own; any other is not found."""
    found = Posting.objects.select_related("account", "place").filter(pk=key).first()
    if found is None or not (
        request.officer.answers_for(found.place_id) or found.account_id == request.user.pk
    ):
        raise Http404
    return found


def _people(request: OfficerRequest, name: str) -> list[Posting]:
    """Who holds a post in the area, by the beginning of their name or their sign-in name."""
    held = Posting.objects.filter(
        Q(account__name__startswith=name) | Q(account__username=name),
        days__contains=request.today,
        place__number__range=(request.officer.place_number, request.officer.place_last),
    )
    return list(
        held.select_related("account", "place").order_by("place_id", "role", "pk")[:AT_MOST]
    )


def _act(request: OfficerRequest, held: Posting) -> Text:
    match request.POST.get("act"):
        case "record":
            return _record(request, held)
        case "end":
            return _end(request, _absence(request, held))
        case "name":
            return _name(request, _absence(request, held))
        case _:
            raise Http404


def _absence(request: OfficerRequest, held: Posting) -> Absence:
    try:
        key = UUID(request.POST.get("absence", ""))
    except ValueError:
        raise Http404 from None
    found = Absence.objects.select_related("posting__account", "posting__place")
    chosen = found.filter(pk=key, posting=held).first()
    if chosen is None:
        raise Http404
    return chosen


def _record(request: OfficerRequest, held: Posting) -> Text:
    since = day_needed(
        request.POST.get("since", ""), "since", Text("请填从哪一天起。", "Say from which day.")
    )
    made = workforce.record_absence(
        posting=held,
        since=since,
        back_on=day_given(request.POST.get("back_on", ""), "back_on"),
        reason=request.POST.get("reason", ""),
        by=request.officer,
        on=request.today,
    )
    return Text("已登记：{name} {day} 起不在岗。", "Recorded: {name} is away from {day}.").filled(
        name=held.account.name, day=made.days.lower
    )


def _end(request: OfficerRequest, chosen: Absence) -> Text:
    back_on = day_needed(
        request.POST.get("back_on_early", ""),
        "back_on_early",
        Text("请填哪一天返岗。", "Say on which day they are back."),
    )
    workforce.end_absence(absence=chosen, back_on=back_on, by=request.officer, on=request.today)
    return Text("{name} {day} 起返岗。", "{name} is back from {day}.").filled(
        name=chosen.posting.account.name, day=back_on
    )


def _name(request: OfficerRequest, chosen: Absence) -> Text:
    account = Account.objects.filter(username=request.POST.get("account", "").strip()).first()
    if account is None:
        raise NotFilled(
            Finding(
                Text("请选由谁代办。", "Choose who stands in."),
                field="account",
            )
        )
    made = workforce.name_stand_in(
        absence=chosen, account=account, by=request.officer, on=request.today
    )
    return Text("{day} 起由{name}代办。", "{name} stands in from {day}.").filled(
        name=account.name, day=made.days.lower
    )


def _page(request: OfficerRequest, held: Posting, refusal: Refused | None = None) -> HttpResponse:
    found = absences_of(held)
    return show(
        request,
        "absences/absence.html",
        status=REFUSED if refusal else 200,
        held=held,
        absences=found,
        ahead=[one for one in found if _lasts(one, request.today)],
        refusal=refusal,
        given=request.POST,
        since=request.POST.get("since") or request.today.isoformat(),
        back_on_early=request.POST.get("back_on_early") or request.today.isoformat(),
        locked=why_not_speak_for(posting=held, by=request.officer),
        may_name=why_not_fill(place=held.place, by=request.officer) is None,
        candidates=colleagues(held, request.today),
    )


def _lasts(one: Absence, on: date) -> bool:
    end: date | None = one.days.upper
    return end is None or on < end
