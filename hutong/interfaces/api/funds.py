"""Money that arrived for one's own place and what was handed down of it."""

from datetime import date
from decimal import Decimal
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import by_number
from hutong.interfaces.api.gate import OfficerCall, answers, for_post
from hutong.interfaces.api.numbers import Words
from hutong.programmes.benefits.actions import funding
from hutong.programmes.benefits.models import FundAllocation, FundReceipt, Purpose, Source
from hutong.programmes.benefits.queries import funding as queries

router = Router(tags=["funds"])
Sum = Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)]
Year = Annotated[int, Field(ge=2000, le=2100)]


class ReceiptIn(Schema):
    """Money that arrived: by which document, from whom, what for, in yuan."""

    document: Words
    title: Words
    purpose: Purpose
    source: Source
    amount: Sum
    year: Year
    arrived_on: date


class AllocationIn(Schema):
    """A part of money that arrived, for a place below."""

    place: int
    amount: Sum
    allotted_on: date
    document: Words


class ReasonIn(Schema):
    """Why something is struck."""

    reason: Words


class AllocationOut(Schema):
    """A part that was handed down; it counts once it is confirmed and not struck."""

    id: UUID
    place: int
    document: str
    amount: Decimal
    allotted_on: date
    confirmed_on: date | None
    struck_on: date | None


class FundOut(Schema):
    """Money that arrived, what was handed down of it and what is left, in yuan."""

    id: UUID
    document: str
    title: str
    purpose: Purpose
    source: Source
    amount: Decimal
    year: int
    arrived_on: date
    confirmed_on: date | None
    struck_on: date | None
    handed_down: Decimal
    left: Decimal
    allocations: list[AllocationOut]


@router.get(
    "/funds",
    auth=for_post(Kind.FUND, Act.VIEW),
    response=answers(list[FundOut]),
    summary="The money of a year",
)
def read_funds(request: OfficerCall, year: Year | None = None) -> list[FundOut]:
    """The money to be used in a year that arrived for one's own place, the latest first."""
    place = by_number(request.officer.place_number)
    return [_fund(one) for one in queries.funds_of(place, year or request.today.year)]


@router.post(
    "/funds",
    auth=for_post(Kind.FUND, Act.CREATE),
    response=answers(FundOut, HTTPStatus.CREATED),
    summary="Record money that arrived",
)
def record_receipt(request: OfficerCall, given: ReceiptIn) -> Status[FundOut]:
    """Record money that arrived for one's own place; a second person confirms it."""
    made = funding.record_receipt(
        place=by_number(request.officer.place_number),
        **given.dict(),
        by=request.officer,
        on=request.today,
    )
    return Status(HTTPStatus.CREATED, _fund(queries.fund(made)))


@router.post(
    "/funds/{fund_id}/confirm",
    auth=for_post(Kind.FUND, Act.APPROVE),
    response=answers(FundOut),
    summary="Confirm money",
)
def confirm_receipt(request: OfficerCall, fund_id: UUID) -> FundOut:
    """Confirm money that somebody else recorded; from then on it counts."""
    receipt = get_object_or_404(FundReceipt, pk=fund_id)
    funding.confirm_money(moved=receipt, by=request.officer, on=request.today)
    return _read(fund_id)


@router.post(
    "/funds/{fund_id}/strike",
    auth=for_post(Kind.FUND, Act.APPROVE),
    response=answers(FundOut),
    summary="Strike money",
)
def strike_receipt(request: OfficerCall, fund_id: UUID, given: ReasonIn) -> FundOut:
    """Strike money that was recorded wrongly; what was handed down of it is struck first."""
    receipt = get_object_or_404(FundReceipt, pk=fund_id)
    funding.strike_money(moved=receipt, reason=given.reason, by=request.officer, on=request.today)
    return _read(fund_id)


@router.post(
    "/funds/{fund_id}/allocations",
    auth=for_post(Kind.FUND, Act.CREATE),
    response=answers(FundOut, HTTPStatus.CREATED),
    summary="Hand a part down",
)
def hand_down(request: OfficerCall, fund_id: UUID, given: AllocationIn) -> Status[FundOut]:
    """Record that a place below is given a part of confirmed money; never more than is left."""
    receipt = get_object_or_404(FundReceipt, pk=fund_id)
    place = get_object_or_404(Place, pk=given.place)
    funding.hand_down(
        receipt=receipt,
        place=place,
        amount=given.amount,
        allotted_on=given.allotted_on,
        document=given.document,
        by=request.officer,
        on=request.today,
    )
    return Status(HTTPStatus.CREATED, _read(fund_id))


@router.post(
    "/funds/{fund_id}/allocations/{part_id}/confirm",
    auth=for_post(Kind.FUND, Act.APPROVE),
    response=answers(FundOut),
    summary="Confirm a part handed down",
)
def confirm_allocation(request: OfficerCall, fund_id: UUID, part_id: UUID) -> FundOut:
    """Confirm a part that somebody else handed down."""
    funding.confirm_money(moved=_part(fund_id, part_id), by=request.officer, on=request.today)
    return _read(fund_id)


@router.post(
    "/funds/{fund_id}/allocations/{part_id}/strike",
    auth=for_post(Kind.FUND, Act.APPROVE),
    response=answers(FundOut),
    summary="Strike a part handed down",
)
def strike_allocation(
    request: OfficerCall, fund_id: UUID, part_id: UUID, given: ReasonIn
) -> FundOut:
    """Strike a part that was recorded wrongly; its money is left again."""
    funding.strike_money(
        moved=_part(fund_id, part_id), reason=given.reason, by=request.officer, on=request.today
    )
    return _read(fund_id)


def _part(fund_id: UUID, part_id: UUID) -> FundAllocation:
    return get_object_or_404(FundAllocation, pk=part_id, receipt=fund_id)


def _read(fund_id: UUID) -> FundOut:
    found = FundReceipt.objects.filter(pk=fund_id).first()
    if found is None:
        raise Http404
    return _fund(queries.fund(found))


def _fund(one: queries.Fund) -> FundOut:
    receipt = one.receipt
    return FundOut(
        id=receipt.pk,
        document=receipt.document,
        title=receipt.title,
        purpose=Purpose(receipt.purpose),
        source=Source(receipt.source),
        amount=receipt.amount,
        year=receipt.year,
        arrived_on=receipt.arrived_on,
        confirmed_on=receipt.confirmed_on,
        struck_on=receipt.struck_on,
        handed_down=one.handed_down,
        left=one.left,
        allocations=[
            AllocationOut(
                id=part.pk,
                place=part.place_id,
                document=part.document,
                amount=part.amount,
                allotted_on=part.allotted_on,
                confirmed_on=part.confirmed_on,
                struck_on=part.struck_on,
            )
            for part in one.allocations
        ],
    )
