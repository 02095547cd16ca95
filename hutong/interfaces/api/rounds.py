"""Rounds: a month's payments of a place, made, checked and approved."""

from datetime import date
from decimal import Decimal
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field, StringConstraints

from hutong.foundation.kernel.months import Month
from hutong.foundation.places.models import Place
from hutong.interfaces.api.gate import OfficerCall, answers
from hutong.interfaces.api.numbers import PlaceNumber, Words
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import Line, Round

router = Router(tags=["rounds"])

MonthText = Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]


class RoundIn(Schema):
    """Which month of which place."""

    month: MonthText
    place: PlaceNumber


class RoundOut(Schema):
    """A round and how far it has come."""

    id: UUID
    month: str
    place: int
    state: str
    made_on: date
    digest: str

    @staticmethod
    def of(made: Round) -> "RoundOut":
        """A round as the interface tells it."""
        return RoundOut(
            id=made.pk,
            month=str(made.month),
            place=made.place_id,
            state=made.state.value,
            made_on=made.made_on,
            digest=made.digest,
        )


class SummaryOut(Schema):
    """A round in figures."""

    due_children: int
    due: Decimal
    paid_last_month: Decimal
    back_pay: Decimal
    recovery: Decimal
    held: int
    lines: int


class LineOut(Schema):
    """One line of a round."""

    id: int
    child: UUID
    account: str
    benefit: str
    month: str
    kind: str
    due: Decimal
    paid_before: Decimal
    amount: Decimal


class LinesOut(Schema):
    """One page of lines; `next` asks for the page after it."""

    lines: list[LineOut]
    next: int | None = None


class Walk(Schema):
    """From where on, and how many."""

    after: int = Field(0, ge=0, lt=2**63)
    limit: int = Field(200, ge=1, le=1000)


class ReasonIn(Schema):
    """Why a round is withdrawn."""

    reason: Words = Field(min_length=1)


@router.get("", response=answers(list[RoundOut]), summary="Rounds, the newest first")
def list_rounds(request: OfficerCall) -> list[RoundOut]:
    """The rounds that touch your place."""
    place = get_object_or_404(Place, number=request.officer.place_number)
    return [RoundOut.of(made) for made in queries.rounds_of(place)[:50]]


@router.post("", response=answers(RoundOut, HTTPStatus.CREATED), summary="Make a round")
def make_round(request: OfficerCall, given: RoundIn) -> Status[RoundOut]:
    """Work out the month; the same open round is given back as it is."""
    made = benefits.make_round(
        month=Month.parse(given.month),
        place=get_object_or_404(Place, number=given.place),
        by=request.officer,
        on=request.today,
    )
    return Status(HTTPStatus.CREATED, RoundOut.of(made))


@router.get("/{round_id}", response=answers(SummaryOut), summary="A round in figures")
def read_round(request: OfficerCall, round_id: UUID) -> SummaryOut:
    """What is due, what was paid last month, and what differs."""
    summary = queries.round_summary(get_object_or_404(Round, pk=round_id))
    return SummaryOut(
        due_children=summary.due.children,
        due=summary.due.amount,
        paid_last_month=summary.paid_last_month.amount,
        back_pay=summary.changes[queries.Change.BACK_PAY].amount,
        recovery=summary.changes[queries.Change.RECOVERY].amount,
        held=summary.held,
        lines=summary.lines,
    )


@router.get("/{round_id}/lines", response=answers(LinesOut), summary="The lines of a round")
def read_lines(request: OfficerCall, round_id: UUID, walk: Query[Walk]) -> LinesOut:
    """The lines in the order they were written."""
    made = get_object_or_404(Round, pk=round_id)
    found = list(Line.objects.filter(round=made, pk__gt=walk.after).order_by("pk")[: walk.limit])
    return LinesOut(
        lines=[
            LineOut(
                id=line.pk,
                child=line.child_id,
                account=line.account,
                benefit=line.benefit,
                month=str(line.month),
                kind=str(line.kind),
                due=line.due,
                paid_before=line.paid_before,
                amount=line.amount,
            )
            for line in found
        ],
        next=found[-1].pk if len(found) == walk.limit else None,
    )


@router.post("/{round_id}/check", response=answers(RoundOut), summary="Check a round")
def check_round(request: OfficerCall, round_id: UUID) -> RoundOut:
    """Say that the lines are right; somebody other than its maker does."""
    made = get_object_or_404(Round, pk=round_id)
    return RoundOut.of(benefits.check_round(round=made, by=request.officer, on=request.today))


@router.post("/{round_id}/approve", response=answers(RoundOut), summary="Approve a round")
def approve_round(request: OfficerCall, round_id: UUID) -> RoundOut:
    """Approve what was checked; a third person does."""
    made = get_object_or_404(Round, pk=round_id)
    return RoundOut.of(benefits.approve_round(round=made, by=request.officer, on=request.today))


@router.post("/{round_id}/withdraw", response=answers(RoundOut), summary="Withdraw a round")
def withdraw_round(request: OfficerCall, round_id: UUID, given: ReasonIn) -> RoundOut:
    """Take back a round that nobody has approved."""
    made = get_object_or_404(Round, pk=round_id)
    return RoundOut.of(
        benefits.withdraw_round(
            round=made, reason=given.reason, by=request.officer, on=request.today
        )
    )
