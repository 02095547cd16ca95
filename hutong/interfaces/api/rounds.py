"""Rounds: a month's payments of a place, made, checked and approved."""

from datetime import date
from decimal import Decimal
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import File, Path, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.exchange.faults import UnreadableFile
from hutong.foundation.exchange.limits import DEFAULT
from hutong.foundation.kernel.months import Month
from hutong.foundation.places.models import Place
from hutong.interfaces.api.gate import OfficerCall, Sentence, answers, for_post
from hutong.interfaces.api.numbers import PlaceNumber, Words
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import Answer, Line, Mismatch, Payment, Round, Ruled

router = Router(tags=["rounds"])

MonthText = Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]


PaymentNumber = Annotated[int, Path(ge=1, lt=2**31)]


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


class RoundLineOut(Schema):
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

    lines: list[RoundLineOut]
    next: int | None = None


class Walk(Schema):
    """From where on, and how many."""

    after: int = Field(0, ge=0, lt=2**63)
    limit: int = Field(200, ge=1, le=1000)


class SumsOut(Schema):
    """How many payments, and how much in yuan."""

    count: int
    amount: Decimal

    @staticmethod
    def of(sums: queries.Sums) -> "SumsOut":
        """Sums as the interface tells them."""
        return SumsOut(count=sums.children, amount=sums.amount)


class ReconciliationOut(Schema):
    """A released round against the bank's answers; the heaps add up to what was declared."""

    declared: SumsOut
    paid: SumsOut
    failed: SumsOut
    unknown: SumsOut
    unanswered: SumsOut
    resent: SumsOut
    unsent: SumsOut
    findings: int
    adds_up: bool

    @staticmethod
    def of(found: queries.Reconciliation) -> "ReconciliationOut":
        """A reconciliation as the interface tells it."""
        heaps = {heap.value: SumsOut.of(sums) for heap, sums in found.heaps.items()}
        return ReconciliationOut(
            declared=SumsOut.of(found.declared),
            **heaps,
            resent=SumsOut.of(found.resent),
            unsent=SumsOut.of(found.unsent),
            findings=found.findings,
            adds_up=found.adds_up,
        )


class PaymentOut(Schema):
    """One payment of a bank file, what became of it and what is next; of the account its tail."""

    number: int
    child: UUID
    holder: str
    account: str
    amount: Decimal
    attempt: int
    outcome: str
    reason: str
    next: Sentence

    @staticmethod
    def of(standing: queries.Standing) -> "PaymentOut":
        """A payment as the interface tells it."""
        payment = standing.payment
        return PaymentOut(
            number=payment.number,
            child=payment.child_id,
            holder=payment.holder,
            account=f"**** {payment.account[-4:]}",
            amount=payment.amount,
            attempt=payment.attempt,
            outcome=standing.heap.value,
            reason=standing.reason,
            next=Sentence(zh=standing.next.zh, en=standing.next.en),
        )


class FindingOut(Schema):
    """A line of the bank's answers that counts for nothing, and why."""

    row: int
    number: str
    amount: str
    outcome: str
    why: Sentence

    @staticmethod
    def of(answer: Answer) -> "FindingOut":
        """A line as the interface tells it."""
        why = queries.MISMATCHES[Mismatch(answer.mismatch)]
        return FindingOut(
            row=answer.row,
            number=str(answer.written.get("number", "")),
            amount=str(answer.written.get("amount", "")),
            outcome=answer.outcome,
            why=Sentence(zh=why.zh, en=why.en),
        )


class HeapWalk(Schema):
    """Which payments: those of one outcome, or without it those that a person must look at."""

    outcome: queries.Heap | None = None
    after: int = Field(0, ge=0, lt=2**31)
    limit: int = Field(200, ge=1, le=1000)


class RulingIn(Schema):
    """What is ruled on a payment: `paid`, `failed`, or `resend` to send it again; and why."""

    ruled: Ruled
    reason: Words = Field(min_length=1)


class ReasonIn(Schema):
    """Why a round is withdrawn."""

    reason: Words = Field(min_length=1)


@router.get(
    "",
    auth=for_post(Kind.PAYMENT, Act.VIEW),
    response=answers(list[RoundOut]),
    summary="Rounds, the newest first",
)
def list_rounds(request: OfficerCall) -> list[RoundOut]:
    """The rounds that touch your place."""
    place = get_object_or_404(Place, number=request.officer.place_number)
    return [RoundOut.of(made) for made in queries.rounds_of(place)[:50]]


@router.post(
    "",
    auth=for_post(Kind.PAYMENT, Act.CREATE),
    response=answers(RoundOut, HTTPStatus.CREATED),
    summary="Make a round",
)
def make_round(request: OfficerCall, given: RoundIn) -> Status[RoundOut]:
    """Work out the month; the same open round is given back as it is."""
    made = benefits.make_round(
        month=Month.parse(given.month),
        place=get_object_or_404(Place, number=given.place),
        by=request.officer,
        on=request.today,
    )
    return Status(HTTPStatus.CREATED, RoundOut.of(made))


@router.get(
    "/{round_id}",
    auth=for_post(Kind.PAYMENT, Act.VIEW),
    response=answers(SummaryOut),
    summary="A round in figures",
)
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


@router.get(
    "/{round_id}/lines",
    auth=for_post(Kind.PAYMENT, Act.VIEW),
    response=answers(LinesOut),
    summary="The lines of a round",
)
def read_lines(request: OfficerCall, round_id: UUID, walk: Query[Walk]) -> LinesOut:
    """The lines in the order they were written."""
    made = get_object_or_404(Round, pk=round_id)
    found = list(Line.objects.filter(round=made, pk__gt=walk.after).order_by("pk")[: walk.limit])
    return LinesOut(
        lines=[
            RoundLineOut(
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


@router.post(
    "/{round_id}/check",
    auth=for_post(Kind.PAYMENT, Act.CHANGE),
    response=answers(RoundOut),
    summary="Check a round",
)
def check_round(request: OfficerCall, round_id: UUID) -> RoundOut:
    """Say that the lines are right; somebody other than its maker does."""
    made = get_object_or_404(Round, pk=round_id)
    return RoundOut.of(benefits.check_round(round=made, by=request.officer, on=request.today))


@router.post(
    "/{round_id}/approve",
    auth=for_post(Kind.PAYMENT, Act.CHANGE),
    response=answers(RoundOut),
    summary="Approve a round",
)
def approve_round(request: OfficerCall, round_id: UUID) -> RoundOut:
    """Approve what was checked; a third person does."""
    made = get_object_or_404(Round, pk=round_id)
    return RoundOut.of(benefits.approve_round(round=made, by=request.officer, on=request.today))


@router.post(
    "/{round_id}/withdraw",
    auth=for_post(Kind.PAYMENT, Act.CHANGE),
    response=answers(RoundOut),
    summary="Withdraw a round",
)
def withdraw_round(request: OfficerCall, round_id: UUID, given: ReasonIn) -> RoundOut:
    """Take back a round that nobody has approved."""
    made = get_object_or_404(Round, pk=round_id)
    return RoundOut.of(
        benefits.withdraw_round(
            round=made, reason=given.reason, by=request.officer, on=request.today
        )
    )


@router.post(
    "/{round_id}/release",
    auth=for_post(Kind.PAYMENT, Act.CHANGE),
    response=answers(RoundOut),
    summary="Send a round to the bank",
)
def release_round(request: OfficerCall, round_id: UUID) -> RoundOut:
    """Freeze the payments of an approved round, and declare their number and sum."""
    made = get_object_or_404(Round, pk=round_id)
    return RoundOut.of(benefits.release_round(round=made, by=request.officer, on=request.today))


@router.get(
    "/{round_id}/reconciliation",
    auth=for_post(Kind.PAYMENT, Act.VIEW),
    response=answers(ReconciliationOut),
    summary="A round against the bank's answers",
)
def read_reconciliation(request: OfficerCall, round_id: UUID) -> ReconciliationOut:
    """Declared, paid, failed, unknown, not answered: count and sum of each."""
    found = queries.reconciliation(_whole(request, round_id))
    if found is None:
        raise Http404
    return ReconciliationOut.of(found)


@router.get(
    "/{round_id}/payments",
    auth=for_post(Kind.PAYMENT, Act.VIEW),
    response=answers(list[PaymentOut]),
    summary="What became of payments",
)
def read_payments(request: OfficerCall, round_id: UUID, walk: Query[HeapWalk]) -> list[PaymentOut]:
    """The payments by their numbers; without an outcome those that need a person."""
    made = _whole(request, round_id)
    found = queries.standings(made, walk.outcome, after=walk.after, limit=walk.limit)
    return [PaymentOut.of(standing) for standing in found]


@router.get(
    "/{round_id}/findings",
    auth=for_post(Kind.PAYMENT, Act.VIEW),
    response=answers(list[FindingOut]),
    summary="Answers that count not",
)
def read_findings(request: OfficerCall, round_id: UUID) -> list[FindingOut]:
    """The lines of the bank's answers that match no payment, the latest file first."""
    found = queries.findings_of(_whole(request, round_id), limit=1000)
    return [FindingOut.of(answer) for answer in found]


@router.post(
    "/{round_id}/answers",
    auth=for_post(Kind.PAYMENT, Act.CHANGE),
    response=answers(ReconciliationOut, HTTPStatus.CREATED),
    summary="Bring in the bank's answers",
)
def take_answers(
    request: OfficerCall, round_id: UUID, content: Annotated[UploadedFile, File()]
) -> Status[ReconciliationOut]:
    """A file (xlsx or csv) with number, account, sum and status of each payment."""
    made = _whole(request, round_id)
    if (content.size or 0) > DEFAULT.file_bytes:
        raise UnreadableFile("too-large", bytes=content.size, limit=DEFAULT.file_bytes)
    benefits.take_answers(
        round=made,
        file_name=content.name or "",
        content=content.read(),
        by=request.officer,
        on=request.today,
    )
    found = queries.reconciliation(made)
    if found is None:
        raise Http404
    return Status(HTTPStatus.CREATED, ReconciliationOut.of(found))


@router.post(
    "/{round_id}/payments/{number}/rulings",
    auth=for_post(Kind.PAYMENT, Act.CHANGE),
    response=answers(PaymentOut, HTTPStatus.CREATED),
    summary="Rule on a payment",
)
def rule_payment(
    request: OfficerCall,
    round_id: UUID,
    number: Annotated[int, Path(ge=1, lt=2**31)],
    given: RulingIn,
) -> Status[PaymentOut]:
    """Say that a payment arrived or did not, or have a failed one sent again."""
    made = _whole(request, round_id)
    payment = get_object_or_404(Payment, round=made, number=number)
    if given.ruled is Ruled.RESEND:
        benefits.send_again(
            payment=payment, reason=given.reason, by=request.officer, on=request.today
        )
    else:
        benefits.rule_payment(
            payment=payment,
            ruled=given.ruled,
            reason=given.reason,
            by=request.officer,
            on=request.today,
        )
    return Status(HTTPStatus.CREATED, PaymentOut.of(queries.standing_of(payment)))


def _whole(request: OfficerCall, round_id: UUID) -> Round:
    """A round that whoever calls answers for as a whole; another is not there."""
    made = get_object_or_404(Round, pk=round_id)
    officer = request.officer
    if not (officer.answers_for(made.place_id) and officer.answers_for(made.place_last)):
        raise Http404
    return made
