"""A claim for medical costs as people read it: its bills, the working, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from hutong.casework import Procedure
from hutong.casework.models import Case
from hutong.casework.queries import procedure_of
from hutong.foundation.access import Officer
from hutong.foundation.kernel.refusal import Refused
from hutong.programmes.benefits._claiming import WorkedOut, standing_bills, worked_out
from hutong.programmes.benefits._duties import ENTERS_BILLS, NotYourDuty, require
from hutong.programmes.benefits._reasons import withdrawal_of
from hutong.programmes.benefits.medical import BillKind, Terms
from hutong.programmes.benefits.models import Award, AwardWithdrawal, MedicalBill, MedicalClaim


@dataclass(frozen=True, slots=True)
class Working:
    """How one bill was worked out; every sum to the fen, the cap empty where there is none."""

    left: Decimal
    part: Decimal
    share: Decimal
    cap: Decimal | None
    spent: Decimal
    paid: Decimal
    law: str

    @property
    def percent(self) -> str:
        """The part as people write it, such as 80%."""
        return f"{self.part * 100:.0f}%"

    @property
    def room(self) -> Decimal | None:
        """What was left under the cap."""
        return None if self.cap is None else max(self.cap - self.spent, Decimal(0))

    @property
    def capped(self) -> bool:
        """Whether the cap took something off."""
        return self.paid < self.share


@dataclass(frozen=True, slots=True)
class BillLine:
    """One bill with its working, as far as it can be worked out."""

    bill: MedicalBill
    kind: BillKind
    working: Working | None


@dataclass(frozen=True, slots=True)
class ClaimRead:
    """A claim: its lines, what they come to, why not, and the award if it was decided."""

    claim: MedicalClaim
    lines: Sequence[BillLine]
    struck: Sequence[MedicalBill]
    total: Decimal
    paid: Decimal | None
    why_not: Refused | None
    award: Award | None

    @property
    def withdrawal(self) -> AwardWithdrawal | None:
        """The row that took the award back, if one did."""
        return None if self.award is None else withdrawal_of(self.award)

    @property
    def open(self) -> bool:
        """Whether its bills may still be changed."""
        return self.claim.handed_in_on is None and self.claim.case.closed_on is None


def terms_in(procedure: Procedure) -> Terms | None:
    """The terms by which a procedure works bills out, if it is one that does."""
    given = (step.given.get("terms") for step in procedure.steps)
    return next((terms for terms in given if isinstance(terms, Terms)), None)


def claim_in(case: Case, on: date) -> ClaimRead | None:
    """The claim of a case with its bills, worked out by what is known on a day; none otherwise.

    Once decided, it is read as it was decided.
    """
    terms = terms_in(procedure_of(case))
    claim = MedicalClaim.objects.select_related("child", "case").filter(case=case).first()
    if terms is None or claim is None:
        return None
    award = Award.objects.filter(case=case).select_related("withdrawal", "decided_by").first()
    bills = standing_bills(claim)
    struck = list(claim.bills.filter(struck_on__isnull=False).order_by("day", "pk"))
    why_not: Refused | None = None
    found: dict[str, Working] = {}
    if award is not None:
        kept = cast("Sequence[Mapping[str, Any]]", award.basis["bills"])
        found = {line["bill"]: _kept(line) for line in kept}
        if withdrawal_of(award) is not None:  # its bills were struck with it
            bills = [bill for bill in struck if str(bill.pk) in found]
            struck = [bill for bill in struck if str(bill.pk) not in found]
    elif bills and case.closed_on is None:
        try:
            found = _by_bill(worked_out(claim, terms, on))
        except Refused as refusal:
            why_not = refusal
    return ClaimRead(
        claim=claim,
        lines=[BillLine(bill, BillKind(bill.kind), found.get(str(bill.pk))) for bill in bills],
        struck=struck,
        total=sum((bill.total for bill in bills), Decimal("0.00")),
        paid=sum((one.paid for one in found.values()), Decimal("0.00")) if found else None,
        why_not=why_not,
        award=award,
    )


def terms_of(case: Case) -> Terms | None:
    """The terms by which a case's bills are worked out, if it has any."""
    return terms_in(procedure_of(case))


def why_not_enter_bills(officer: Officer) -> Refused | None:
    """Why an officer may not enter bills; nothing if they may."""
    try:
        require(officer, ENTERS_BILLS)
    except NotYourDuty as refusal:
        return refusal
    return None


def _by_bill(found: WorkedOut) -> dict[str, Working]:
    return {str(one.charge.bill): _kept(one.as_json()) for one in found.covered}


def _kept(line: Mapping[str, Any]) -> Working:
    """The working as the basis of a decision keeps it."""
    return Working(
        left=Decimal(line["left"]),
        part=Decimal(line["part"]),
        share=Decimal(line["share"]),
        cap=None if line["cap"] is None else Decimal(line["cap"]),
        spent=Decimal(line["spent"]),
        paid=Decimal(line["paid"]),
        law=line["law"],
    )
