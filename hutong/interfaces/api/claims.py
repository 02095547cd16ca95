"""The bills of a claim for medical costs, what they come to, and an award taken back."""

from datetime import date
from decimal import Decimal
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from hutong.casework.models import Case
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.history.actions import record_reading
from hutong.interfaces.api.gate import OfficerCall, Sentence, answers, for_post, sentence
from hutong.interfaces.api.numbers import Words
from hutong.programmes.benefits.actions import claims, withdraw_award
from hutong.programmes.benefits.medical import BillKind
from hutong.programmes.benefits.models import MedicalBill
from hutong.programmes.benefits.queries.claims import (
    BillLine,
    ClaimRead,
    claim_in,
    terms_of,
)

router = Router(tags=["claims"])
Sum = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]


class BillIn(Schema):
    """One hospital bill: its sum, and what insurance and other aid paid of it."""

    day: date
    kind: BillKind
    hospital: Words
    number: Words
    total: Sum
    by_insurance: Sum = Decimal(0)
    by_others: Sum = Decimal(0)


class ReasonIn(Schema):
    """Why something is struck or taken back."""

    reason: Words


class BillOut(Schema):
    """A bill with its working; the working is empty as long as nothing can be worked out."""

    id: UUID
    day: date
    kind: BillKind
    hospital: str
    number: str
    total: Decimal
    by_insurance: Decimal
    by_others: Decimal
    left: Decimal | None
    part: Decimal | None
    share: Decimal | None
    cap: Decimal | None
    spent: Decimal | None
    paid: Decimal | None
    law: str


class ClaimOut(Schema):
    """A claim: its bills, what they come to, why not yet, and what was decided."""

    year: int
    open: bool
    bills: list[BillOut]
    total: Decimal
    paid: Decimal | None
    why_not: list[Sentence]
    award: UUID | None
    paid_with: str
    withdrawn_on: date | None


@router.get(
    "/cases/{case_id}/bills",
    auth=for_post(Kind.CASE, Act.VIEW),
    response=answers(ClaimOut),
    summary="The bills of a claim",
)
def read_bills(request: OfficerCall, case_id: UUID) -> ClaimOut:
    """The bills of a claim, each with how it was worked out."""
    return _claim(_opened(request, case_id)[1])


@router.post(
    "/cases/{case_id}/bills",
    auth=for_post(Kind.CASE, Act.CHANGE),
    response=answers(ClaimOut, HTTPStatus.CREATED),
    summary="Enter a bill",
)
def add_bill(request: OfficerCall, case_id: UUID, given: BillIn) -> Status[ClaimOut]:
    """Enter a bill of a claim that is not handed in; one that was sent in before is refused."""
    case, found = _opened(request, case_id)
    terms = terms_of(case)
    if terms is None:
        raise Http404
    claims.add_bill(
        claim=found.claim, **given.dict(), terms=terms, by=request.officer, on=request.today
    )
    return Status(HTTPStatus.CREATED, _claim(_read(case, request.today)))


@router.post(
    "/cases/{case_id}/bills/{bill_id}/strike",
    auth=for_post(Kind.CASE, Act.CHANGE),
    response=answers(ClaimOut),
    summary="Strike a bill",
)
def strike_bill(request: OfficerCall, case_id: UUID, bill_id: UUID, given: ReasonIn) -> ClaimOut:
    """Strike a bill of a claim that is not handed in; it may be sent in again."""
    case, found = _opened(request, case_id)
    bill = get_object_or_404(MedicalBill, pk=bill_id, claim=found.claim)
    claims.strike_bill(bill=bill, reason=given.reason, by=request.officer, on=request.today)
    return _claim(_read(case, request.today))


@router.post(
    "/cases/{case_id}/award/withdraw",
    auth=for_post(Kind.CASE, Act.CHANGE),
    response=answers(ClaimOut),
    summary="Take an award back",
)
def take_back(request: OfficerCall, case_id: UUID, given: ReasonIn) -> ClaimOut:
    """Take back what was awarded; what was paid of it comes back in the next round."""
    case, found = _opened(request, case_id)
    if found.award is None:
        raise Http404
    withdraw_award(award=found.award, reason=given.reason, by=request.officer, on=request.today)
    return _claim(_read(case, request.today))


def _opened(request: OfficerCall, case_id: UUID) -> tuple[Case, ClaimRead]:
    case = get_object_or_404(Case.objects.select_related("child"), pk=case_id)
    found = _read(case, request.today)
    record_reading(
        file=case.child_id, what=f"bills {case.number}", by=request.officer, on=request.today
    )
    return case, found


def _read(case: Case, on: date) -> ClaimRead:
    found = claim_in(case, on)
    if found is None:
        raise Http404
    return found


def _claim(found: ClaimRead) -> ClaimOut:
    return ClaimOut(
        year=found.claim.year,
        open=found.open,
        bills=[_bill(line) for line in found.lines],
        total=found.total,
        paid=found.paid,
        why_not=[sentence(one) for one in found.why_not.findings] if found.why_not else [],
        award=found.award.pk if found.award else None,
        paid_with=str(found.award.month) if found.award else "",
        withdrawn_on=found.withdrawal.withdrawn_on if found.withdrawal else None,
    )


def _bill(line: BillLine) -> BillOut:
    bill, working = line.bill, line.working
    return BillOut(
        id=bill.pk,
        day=bill.day,
        kind=line.kind,
        hospital=bill.hospital,
        number=bill.number,
        total=bill.total,
        by_insurance=bill.by_insurance,
        by_others=bill.by_others,
        left=working.left if working else None,
        part=working.part if working else None,
        share=working.share if working else None,
        cap=working.cap if working else None,
        spent=working.spent if working else None,
        paid=working.paid if working else None,
        law=working.law if working else "",
    )
