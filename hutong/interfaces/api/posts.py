"""Posts: who is away and who stands in, and a post handed from one person to another."""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from hutong.casework.actions import handing_over
from hutong.casework.queries.handing_over import lines_of, signatures_of
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.places.models import Place
from hutong.interfaces.api.gate import OfficerCall, answers, for_post
from hutong.interfaces.api.numbers import Words
from hutong.registry.workforce import actions as workforce
from hutong.registry.workforce.models import Absence, HandOver, HandOverRefusal
from hutong.registry.workforce.queries import away_in, hand_overs_of

router = Router(tags=["posts"])
MOST = 200


class PostingOut(Schema):
    """Somebody in a post at a place; `until` is the first day on which they no longer hold it."""

    id: UUID
    name: str
    username: str
    role: str
    place: int
    since: date | None
    until: date | None

    @staticmethod
    def of(posting: Posting) -> "PostingOut":
        """A posting, as the interface tells it."""
        return PostingOut(
            id=posting.pk,
            name=posting.account.name,
            username=posting.account.username,
            role=posting.role,
            place=posting.place_id,
            since=posting.days.lower,
            until=posting.days.upper,
        )


class AbsenceOut(Schema):
    """Days on which a holder is away; one that never came to be has neither first nor last."""

    id: UUID
    posting: UUID
    name: str
    since: date | None
    back_on: date | None
    reason: str
    stand_ins: list[str]

    @staticmethod
    def of(absence: Absence) -> "AbsenceOut":
        """An absence, as the interface tells it."""
        return AbsenceOut(
            id=absence.pk,
            posting=absence.posting_id,
            name=absence.posting.account.name,
            since=absence.days.lower,
            back_on=absence.days.upper,
            reason=absence.reason,
            stand_ins=[one.posting.account.name for one in absence.stand_ins.all()],
        )


class AbsenceIn(Schema):
    """From which day somebody is away, when they are back if that is known, and why."""

    since: date
    back_on: date | None = None
    reason: Words


class BackIn(Schema):
    """The day on which somebody is back."""

    back_on: date


class NamedIn(Schema):
    """Who stands in."""

    username: Words


class LineOut(Schema):
    """One line of a hand-over, and why it was not taken, and how that was settled."""

    number: int
    child: str
    name: str
    case: str
    matter: str
    state: str
    since: date | None
    due_on: date | None
    refused: str
    settled: str


class SignatureOut(Schema):
    """Who signed for a side, and on which day."""

    side: str
    name: str
    on: date
    instead_because: str


class HandOverOut(Schema):
    """A hand-over: from whom to whom, its list and who has signed it."""

    id: UUID
    giver: PostingOut
    taker: PostingOut
    last_day: date
    drawn_on: date
    closed_on: date | None
    withdrawn_because: str
    digest: str
    signatures: list[SignatureOut]
    lines: list[LineOut]


class HandOverIn(Schema):
    """Who takes a post over, and the giver's last day in it."""

    taker: UUID
    last_day: date


class SignIn(Schema):
    """Why the office signs where the giver cannot; the giver leaves it empty."""

    instead_because: Words = ""


class RefusedIn(Schema):
    """A line that is not taken, and why."""

    line: int
    reason: Words


class TakeIn(Schema):
    """The lines that are not taken."""

    refused: list[RefusedIn] = []


class BecauseIn(Schema):
    """Why a hand-over is withdrawn."""

    because: Words


class HowIn(Schema):
    """How a line that was not taken was settled."""

    how: Words


@router.get(
    "/postings",
    auth=for_post(Kind.POST, Act.VIEW),
    response=answers(list[PostingOut]),
    summary="Who holds which post",
)
def read_postings(request: OfficerCall, name: Words = "") -> list[PostingOut]:
    """Those who hold a post in this officer's area today, by the beginning of their name."""
    held = Posting.objects.filter(
        days__contains=request.today,
        place__number__range=(request.officer.place_number, request.officer.place_last),
    )
    if name:
        held = held.filter(Q(account__name__startswith=name) | Q(account__username=name))
    found = held.select_related("account", "place").order_by("place_id", "role", "pk")
    return [PostingOut.of(posting) for posting in found[:MOST]]


@router.get(
    "/absences",
    auth=for_post(Kind.POST, Act.VIEW),
    response=answers(list[AbsenceOut]),
    summary="Who is away",
)
def read_absences(request: OfficerCall) -> list[AbsenceOut]:
    """Who is away from a post in this officer's area now or later."""
    place = Place.objects.get(pk=request.officer.place_number)
    return [AbsenceOut.of(one) for one in away_in(place, request.today)[:MOST]]


@router.post(
    "/postings/{posting_id}/absences",
    auth=for_post(Kind.POST, Act.CHANGE),
    response=answers(AbsenceOut, HTTPStatus.CREATED),
    summary="Record an absence",
)
def record_absence(request: OfficerCall, posting_id: UUID, given: AbsenceIn) -> Status[AbsenceOut]:
    """Record that the holder of a post is away."""
    made = workforce.record_absence(
        posting=_posting(request, posting_id),
        since=given.since,
        back_on=given.back_on,
        reason=given.reason,
        by=request.officer,
        on=request.today,
    )
    return Status(HTTPStatus.CREATED, AbsenceOut.of(made))


@router.post(
    "/absences/{absence_id}/stand-ins",
    auth=for_post(Kind.POST, Act.CHANGE),
    response=answers(AbsenceOut),
    summary="Name who stands in",
)
def name_stand_in(request: OfficerCall, absence_id: UUID, given: NamedIn) -> AbsenceOut:
    """Let somebody do the work of a holder who is away."""
    absence = _absence(request, absence_id)
    workforce.name_stand_in(
        absence=absence,
        account=get_object_or_404(Account, username=given.username),
        by=request.officer,
        on=request.today,
    )
    return AbsenceOut.of(_absence(request, absence_id))


@router.post(
    "/absences/{absence_id}/end",
    auth=for_post(Kind.POST, Act.CHANGE),
    response=answers(AbsenceOut),
    summary="Back earlier",
)
def end_absence(request: OfficerCall, absence_id: UUID, given: BackIn) -> AbsenceOut:
    """Record that somebody is back earlier, or did not go."""
    workforce.end_absence(
        absence=_absence(request, absence_id),
        back_on=given.back_on,
        by=request.officer,
        on=request.today,
    )
    return AbsenceOut.of(_absence(request, absence_id))


@router.get(
    "/hand-overs",
    auth=for_post(Kind.POST, Act.VIEW),
    response=answers(list[HandOverOut]),
    summary="Hand-overs",
)
def read_hand_overs(request: OfficerCall) -> list[HandOverOut]:
    """The hand-overs of posts in this officer's area, without their lines."""
    place = Place.objects.get(pk=request.officer.place_number)
    return [_told(one, lines=False) for one in hand_overs_of(place)[:MOST]]


@router.get(
    "/hand-overs/{key}",
    auth=for_post(Kind.POST, Act.VIEW),
    response=answers(HandOverOut),
    summary="One hand-over",
)
def read_hand_over(request: OfficerCall, key: UUID) -> HandOverOut:
    """A hand-over with every line of its list."""
    return _told(_hand_over(key))


@router.post(
    "/postings/{posting_id}/hand-over",
    auth=for_post(Kind.POST, Act.CHANGE),
    response=answers(HandOverOut, HTTPStatus.CREATED),
    summary="Draw up a hand-over",
)
def draw_up(request: OfficerCall, posting_id: UUID, given: HandOverIn) -> Status[HandOverOut]:
    """Draw up the list of everything that lies at a post."""
    taker = Posting.objects.select_related("account", "place")
    made = handing_over.hand_over(
        from_posting=_posting(request, posting_id),
        to_posting=get_object_or_404(taker, pk=given.taker),
        last_day=given.last_day,
        by=request.officer,
        on=request.today,
    )
    return Status(HTTPStatus.CREATED, _told(made))


@router.post(
    "/hand-overs/{key}/sign",
    auth=for_post(Kind.POST, Act.CHANGE),
    response=answers(HandOverOut),
    summary="Sign as giver",
)
def sign(request: OfficerCall, key: UUID, given: SignIn) -> HandOverOut:
    """Sign that the list is what is handed over."""
    handing_over.sign_as_giver(
        hand_over=_hand_over(key),
        instead_because=given.instead_because,
        by=request.officer,
        on=request.today,
    )
    return _told(_hand_over(key))


@router.post(
    "/hand-overs/{key}/take",
    auth=for_post(Kind.POST, Act.CHANGE),
    response=answers(HandOverOut),
    summary="Take it over",
)
def take(request: OfficerCall, key: UUID, given: TakeIn) -> HandOverOut:
    """Sign as the taker; the lines named are not taken, for the reasons given."""
    handing_over.take_over(
        hand_over=_hand_over(key),
        refused={one.line: one.reason for one in given.refused},
        by=request.officer,
        on=request.today,
    )
    return _told(_hand_over(key))


@router.post(
    "/hand-overs/{key}/withdraw",
    auth=for_post(Kind.POST, Act.CHANGE),
    response=answers(HandOverOut),
    summary="Withdraw it",
)
def withdraw(request: OfficerCall, key: UUID, given: BecauseIn) -> HandOverOut:
    """Withdraw a hand-over that is not signed by both."""
    handing_over.withdraw(
        hand_over=_hand_over(key), because=given.because, by=request.officer, on=request.today
    )
    return _told(_hand_over(key))


@router.post(
    "/hand-overs/{key}/lines/{number}/settle",
    auth=for_post(Kind.POST, Act.CHANGE),
    response=answers(HandOverOut),
    summary="Settle a line",
)
def settle(request: OfficerCall, key: UUID, number: int, given: HowIn) -> HandOverOut:
    """Settle a line that was not taken; the office above does it."""
    drawn = _hand_over(key)
    refusal = next((line.refusal for line in lines_of(drawn) if _is_refused(line, number)), None)
    if refusal is None:
        raise Http404
    handing_over.settle(refusal=refusal, how=given.how, by=request.officer, on=request.today)
    return _told(_hand_over(key))


def _is_refused(line: object, number: int) -> bool:
    return getattr(line, "number", None) == number and hasattr(line, "refusal")


def _posting(request: OfficerCall, key: UUID) -> Posting:
    found = get_object_or_404(Posting.objects.select_related("account", "place"), pk=key)
    if not (
        request.officer.answers_for(found.place_id)
        or found.account_id == request.officer.account_id
    ):
        raise Http404
    return found


def _absence(request: OfficerCall, key: UUID) -> Absence:
    found = Absence.objects.select_related("posting__account", "posting__place")
    absence = get_object_or_404(found.prefetch_related("stand_ins__posting__account"), pk=key)
    _posting(request, absence.posting_id)
    return absence


def _hand_over(key: UUID) -> HandOver:
    found = HandOver.objects.select_related(
        "giver__account", "giver__place", "taker__account", "taker__place"
    )
    return get_object_or_404(found, pk=key)


def _told(drawn: HandOver, *, lines: bool = True) -> HandOverOut:
    refused: HandOverRefusal | None
    told = []
    for line in lines_of(drawn) if lines else []:
        refused = getattr(line, "refusal", None)
        told.append(
            LineOut(
                number=line.number,
                child=line.child,
                name=line.name,
                case=line.case,
                matter=line.matter,
                state=line.state,
                since=line.since,
                due_on=line.due_on,
                refused=refused.reason if refused else "",
                settled=refused.settled if refused else "",
            )
        )
    return HandOverOut(
        id=drawn.pk,
        giver=PostingOut.of(drawn.giver),
        taker=PostingOut.of(drawn.taker),
        last_day=drawn.last_day,
        drawn_on=drawn.drawn_on,
        closed_on=drawn.closed_on,
        withdrawn_because=drawn.withdrawn_because,
        digest=drawn.digest,
        signatures=[
            SignatureOut(
                side=one.side, name=one.by.name, on=one.on, instead_because=one.instead_because
            )
            for one in signatures_of(drawn).values()
        ],
        lines=told,
    )
