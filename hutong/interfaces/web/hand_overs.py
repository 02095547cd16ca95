"""Handing a post over: the list, the two who sign it, and what was not taken."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from hutong.casework import Procedure
from hutong.casework import queries as casework
from hutong.casework.actions import handing_over
from hutong.casework.queries.handing_over import (
    lines_of,
    may_settle,
    signatures_of,
    takers,
    waiting_for_signature,
)
from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.documents import letters
from hutong.foundation.exchange.actions import hand_out
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.queries import full_name
from hutong.interfaces.web.absences import posting_asked_for
from hutong.interfaces.web.form_days import NotFilled, day_needed
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here
from hutong.registry.workforce.models import HandOver, HandOverLine, HandOverRefusal, Side
from hutong.registry.workforce.queries import hand_overs_of, why_not_fill, why_not_speak_for

REFUSED = 422
LISTED = 50
SIDES = {Side.GIVER: "移交人", Side.TAKER: "接收人"}


class Row(NamedTuple):
    """A line of the list in words."""

    line: HandOverLine
    matter: Text
    state: Text
    late: bool
    refusal: HandOverRefusal | None
    reason: str  # what the taker typed against it
    may_settle: bool


@require_safe
def hand_overs(request: OfficerRequest) -> HttpResponse:
    """The hand-overs in my area, those that wait for my signature first."""
    return show(
        request,
        "hand_overs/hand_overs.html",
        own=request.postings,
        waiting=list(waiting_for_signature(request.officer)),
        listed=list(hand_overs_of(request.posting.place)[:LISTED]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: OfficerRequest, posting: UUID) -> HttpResponse:
    """Choose who takes a post over, and draw up the list."""
    giver = posting_asked_for(request, posting)
    found = takers(giver, request.today)
    refusal = None
    if request.method == "POST":
        try:
            drawn = handing_over.hand_over(
                from_posting=giver,
                to_posting=_chosen(request, found),
                last_day=day_needed(
                    request.POST.get("last_day", ""),
                    "last_day",
                    Text("请填最后在岗的一天。", "Say which day in the post is the last."),
                ),
                by=request.officer,
                on=request.today,
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(
                request,
                here(Text("清单已生成，等移交人签字。", "The list is made; the giver signs it.")),
            )
            return HttpResponseRedirect(reverse("hand_over", args=[drawn.pk]))
    return show(
        request,
        "hand_overs/begin.html",
        status=REFUSED if refusal else 200,
        giver=giver,
        takers=found,
        chosen=request.POST.get("taker", ""),
        last_day=request.POST.get("last_day") or request.today.isoformat(),
        refusal=refusal,
        locked=why_not_speak_for(posting=giver, by=request.officer),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """One hand-over: its lines, and the one thing that this person can do with it."""
    drawn = _asked_for(pk)
    if request.method != "POST":
        return _page(request, drawn)
    try:
        done = _act(request, drawn)
    except Refused as refusal:
        return _page(request, _asked_for(pk), refusal)
    messages.success(request, here(done))
    return HttpResponseRedirect(reverse("hand_over", args=[drawn.pk]))


@require_safe
def signed_list(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The list as a PDF, with who has signed so far."""
    drawn = _asked_for(pk)
    content = letters.write(_sheet(drawn))
    name = f"{drawn.place.name}岗位交接清单{drawn.drawn_on}.pdf"
    hand_out(
        kind="hand-over",
        file_name=name,
        content=content,
        note="岗位交接",
        by=request.officer,
        on=request.today,
    )
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _chosen(request: OfficerRequest, found: list[Posting]) -> Posting:
    for one in found:
        if str(one.pk) == request.POST.get("taker", ""):
            return one
    raise NotFilled(Finding(Text("请选由谁接收。", "Choose who takes it over."), field="taker"))


def _asked_for(pk: UUID) -> HandOver:
    found = HandOver.objects.select_related(
        "giver__account", "giver__place", "taker__account", "taker__place", "place", "drawn_by"
    )
    return get_object_or_404(found, pk=pk)


def _act(request: OfficerRequest, drawn: HandOver) -> Text:
    by, on = request.officer, request.today
    match request.POST.get("act"):
        case "sign":
            handing_over.sign_as_giver(
                hand_over=drawn,
                instead_because=request.POST.get("instead_because", ""),
                by=by,
                on=on,
            )
            return Text("已签字，等接收人签。", "Signed; the taker signs next.")
        case "take":
            handing_over.take_over(hand_over=drawn, refused=_refused(request.POST), by=by, on=on)
            return Text("已接收，交接办结。", "Taken over; the hand-over is closed.")
        case "withdraw":
            handing_over.withdraw(
                hand_over=drawn, because=request.POST.get("because", ""), by=by, on=on
            )
            return Text("这份清单已作废。", "The list is withdrawn.")
        case "settle":
            handing_over.settle(
                refusal=_refusal(request, drawn), how=request.POST.get("how", ""), by=by, on=on
            )
            return Text("已处理。", "Settled.")
        case _:
            raise Http404


def _refused(given: Mapping[str, str]) -> dict[int, str]:
    """The lines that the taker ticked as not taken, each with the reason beside it."""
    return {
        int(name.removeprefix("refuse-")): given.get(f"reason-{name.removeprefix('refuse-')}", "")
        for name in given
        if name.startswith("refuse-") and name.removeprefix("refuse-").isdecimal()
    }


def _refusal(request: OfficerRequest, drawn: HandOver) -> HandOverRefusal:
    number = request.POST.get("line", "")
    found = HandOverRefusal.objects.filter(line__hand_over=drawn).select_related(
        "line__hand_over__giver"
    )
    chosen = found.filter(line__number=int(number)).first() if number.isdecimal() else None
    if chosen is None:
        raise Http404
    return chosen


def _page(request: OfficerRequest, drawn: HandOver, refusal: Refused | None = None) -> HttpResponse:
    signed = signatures_of(drawn)
    is_giver = request.officer.account_id == drawn.giver.account_id
    is_open = drawn.closed_on is None
    return show(
        request,
        "hand_overs/hand_over.html",
        status=REFUSED if refusal else 200,
        drawn=drawn,
        rows=_rows(request, drawn),
        giver_signed=signed.get(Side.GIVER),
        taker_signed=signed.get(Side.TAKER),
        may_sign=is_open
        and Side.GIVER not in signed
        and (is_giver or why_not_fill(place=drawn.place, by=request.officer) is None),
        instead=not is_giver,
        may_take=is_open
        and Side.GIVER in signed
        and request.officer.account_id == drawn.taker.account_id,
        may_refuse=drawn.taker.role == drawn.giver.role,
        may_withdraw=is_open
        and (
            why_not_speak_for(posting=drawn.giver, by=request.officer) is None
            or request.officer.account_id == drawn.taker.account_id
        ),
        refusal=refusal,
        given=request.POST,
    )


def _rows(request: OfficerRequest, drawn: HandOver) -> list[Row]:
    rows = []
    known = _procedures(drawn.drawn_on)
    for line in lines_of(drawn):
        matter, state = _words(line, known)
        refused = getattr(line, "refusal", None)
        if refused is not None:
            refused.line.hand_over = drawn
        rows.append(
            Row(
                line,
                matter,
                state,
                line.due_on is not None and line.due_on < drawn.drawn_on,
                refused,
                request.POST.get(f"reason-{line.number}", ""),
                refused is not None
                and refused.settled_on is None
                and may_settle(refused, request.officer),
            )
        )
    return rows


def _words(line: HandOverLine, known: Mapping[str, Procedure]) -> tuple[Text, Text]:
    """What a line is about and where it stood, in the words of its procedure."""
    procedure = known.get(line.matter)
    if procedure is None:
        return Text(line.matter, line.matter), Text(line.state, line.state)
    return procedure.name, procedure.state_name(line.state)


def _procedures(on: date) -> dict[str, Procedure]:
    return {one.code: one for one in casework.all_in_force(on)}


def _sheet(drawn: HandOver) -> letters.HandOverList:
    signed = signatures_of(drawn)
    lines = []
    known = _procedures(drawn.drawn_on)
    for line in lines_of(drawn):
        matter, state = _words(line, known)
        refused = getattr(line, "refusal", None)
        lines.append(
            letters.HandedLine(
                number=line.number,
                child=line.name,
                child_no=line.child,
                matter=matter.zh,
                case=line.case,
                state=state.zh,
                since=f"{line.since or ''}",
                due=f"{line.due_on or ''}",
                late=line.due_on is not None and line.due_on < drawn.drawn_on,
                refused=refused.reason if refused else "",
            )
        )
    return letters.HandOverList(
        on=drawn.drawn_on,
        place=full_name(drawn.place),
        post=LABELS[Role(drawn.giver.role)].zh,
        giver=drawn.giver.account.name,
        taker=drawn.taker.account.name,
        taker_post=f"{full_name(drawn.taker.place)}{LABELS[Role(drawn.taker.role)].zh}",
        last_day=drawn.last_day,
        lines=lines,
        signatures=[
            letters.Signed(
                side=words,
                name=signed[side].by.name if side in signed else "",
                on=signed[side].on if side in signed else None,
                instead=signed[side].instead_because if side in signed else "",
            )
            for side, words in SIDES.items()
        ],
        children=drawn.children,
        digest=drawn.digest,
        withdrawn=drawn.withdrawn_because,
    )
