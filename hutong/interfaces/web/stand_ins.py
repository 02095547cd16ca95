"""Somebody stands in for the child director of a community that has none."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hutong.foundation.access.models import Account, Posting
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Level, Place
from hutong.foundation.places.queries import full_name
from hutong.interfaces.web.form_days import NotFilled, day_given, day_needed
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.scope import place_asked_for
from hutong.interfaces.web.templatetags.hutong import here
from hutong.registry.workforce import actions as workforce
from hutong.registry.workforce.queries import director_posts, near_by, why_not_fill

REFUSED = 422


@dataclass(frozen=True, slots=True)
class StandInForm:
    """What somebody types; nothing of it is lost when it is refused."""

    account: str = ""  # the sign-in name that was chosen
    username: str = ""  # or one that was typed
    since: str = ""
    until: str = ""
    reason: str = ""
    last_day: str = ""  # of whoever stands in now

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "StandInForm":
        """The form as it was sent."""
        return cls(**{one.name: given.get(one.name, "").strip() for one in fields(cls)})

    def read_account(self) -> Account:
        """Whom it names, or a refusal beside the field."""
        field = "username" if self.username else "account"
        found = Account.objects.filter(username=self.username or self.account).first()
        if found is not None:
            return found
        told = (
            Text(
                f"没有登录名“{self.username[:30]}”。",
                f"Nobody signs in as “{self.username[:30]}”.",
            )
            if self.username
            else Text(
                "请选由谁代理，或者写他的登录名。",
                "Choose who stands in, or give their sign-in name.",
            )
        )
        raise NotFilled(Finding(told, field=field))


@require_http_methods(["GET", "HEAD", "POST"])
def stand_in(request: OfficerRequest, number: int) -> HttpResponse:
    """Name who stands in for a community's child director, or end it."""
    place = place_asked_for(request, number)
    if place.level != Level.COMMUNITY:
        raise Http404
    today = request.today.isoformat()
    if request.method != "POST":
        return _page(request, place, StandInForm(since=today))
    form = StandInForm.of(request.POST)
    try:
        done = _act(request, place, form)
    except Refused as refusal:
        return _page(request, place, form, refusal)
    messages.success(request, here(done))
    return HttpResponseRedirect(reverse("place", args=[place.number]))


def _act(request: OfficerRequest, place: Place, form: StandInForm) -> Text:
    """Name a stand-in or end one, and say what was done."""
    match request.POST.get("act"):
        case "name":
            return _name(request, place, form)
        case "end":
            return _end(request, place, form)
        case _:
            raise Http404


def _name(request: OfficerRequest, place: Place, form: StandInForm) -> Text:
    faults: list[Finding] = []
    for read in (
        form.read_account,
        lambda: day_needed(form.since, "since", Text("请填从哪一天起。", "Say from which day.")),
        lambda: day_given(form.until, "until"),
    ):
        try:
            read()
        except Refused as refusal:
            faults += refusal.findings
    if faults:
        raise NotFilled(*faults)
    made = workforce.let_stand_in(
        account=form.read_account(),
        place=place,
        since=date.fromisoformat(form.since),
        until=day_given(form.until, "until"),
        reason=form.reason,
        by=request.officer,
        on=request.today,
    )
    return Text(
        "{day} 起由{name}代理{place}的儿童主任。",
        "From {day} {name} stands in as child director of {place}.",
    ).filled(day=made.days.lower, name=made.account.name, place=place.name)


def _end(request: OfficerRequest, place: Place, form: StandInForm) -> Text:
    present = _present(place, request.today)
    if present is None or not hasattr(present, "stand_in"):
        raise Http404
    last_day = day_needed(
        form.last_day, "last_day", Text("请填最后一天。", "Say which day is the last.")
    )
    workforce.end_posting(posting=present, last_day=last_day, by=request.officer, on=request.today)
    return Text("{name}的代理到 {day} 为止。", "{name} stands in until {day}.").filled(
        name=present.account.name, day=last_day
    )


def _present(place: Place, on: date) -> Posting | None:
    """Who answers for the community today: its director, or else who stands in."""
    there = [
        posting
        for posting in director_posts(place=place)
        if posting.days.lower <= on and (posting.days.upper is None or on < posting.days.upper)
    ]
    return min(there, key=lambda posting: hasattr(posting, "stand_in"), default=None)


def _page(
    request: OfficerRequest, place: Place, form: StandInForm, refusal: Refused | None = None
) -> HttpResponse:
    return show(
        request,
        "stand_ins/stand_in.html",
        status=REFUSED if refusal else 200,
        place=place,
        where=full_name(place),
        form=replace(form, last_day=form.last_day or request.today.isoformat()),
        refusal=refusal,
        locked=why_not_fill(place=place, by=request.officer),
        present=_present(place, request.today),
        candidates=near_by(place=place, on=request.today),
        held=director_posts(place=place),
    )
