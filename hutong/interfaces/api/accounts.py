"""Changing the account a child's money goes to, and holding one back."""

from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.documents.models import Paper
from hutong.foundation.history.actions import record_reading
from hutong.interfaces.api.gate import OfficerCall, Sentence, answers, for_post, sentence
from hutong.interfaces.api.numbers import Words
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import AccountChange, AccountHold
from hutong.programmes.benefits.payees import HolderKind
from hutong.registry.people.models import Child

if TYPE_CHECKING:
    from collections.abc import Sequence

router = Router(tags=["accounts"])
MOST_PAPERS = 20


class AccountChangeIn(Schema):
    """The account that money is to go to, why, and the papers in the file it rests on."""

    holder: Words
    holder_kind: HolderKind
    relation: Words
    bank: Words
    number: Words = Field(description="8 to 30 digits")
    why: Words
    wished_from: date | None = None
    paper: Words = ""
    papers: list[UUID] = Field([], max_length=MOST_PAPERS, description="papers in the file")


class AccountApprovalIn(Schema):
    """What the second person answers to the doubts, and further papers."""

    answer: Words = ""
    papers: list[UUID] = Field([], max_length=MOST_PAPERS, description="papers in the file")


class AccountReasonIn(Schema):
    """Why it is done."""

    reason: Words


class AccountChangeOut(Schema):
    """A change of account and how far it has come; of the number only the tail is told."""

    id: UUID
    holder: str
    holder_kind: str
    relation: str
    bank: str
    number: str
    why: str
    wished_from: date
    proposed_on: date
    approved_on: date | None
    takes_effect_on: date | None
    ended_as: str = Field(description="refused, withdrawn, or empty")
    reason: str
    doubts: list[Sentence]

    @staticmethod
    def of(change: AccountChange, on: date) -> "AccountChangeOut":
        """What is told of a change; while it is undecided, also what speaks against it."""
        found = queries.account_doubts(change, on) if change.undecided else []
        return AccountChangeOut(
            id=change.pk,
            holder=change.holder,
            holder_kind=change.kind,
            relation=change.relation,
            bank=change.bank,
            number=f"**** {change.number[-4:]}",
            why=change.why,
            wished_from=change.wished_from,
            proposed_on=change.proposed_on,
            approved_on=change.approved_on,
            takes_effect_on=change.takes_effect_on,
            ended_as=change.ended_as,
            reason=change.reason,
            doubts=[sentence(finding) for finding in found],
        )


class AccountHoldOut(Schema):
    """Days on which nothing is paid to the present account."""

    since: date
    until: date | None
    reason: str

    @staticmethod
    def of(hold: AccountHold, until: date | None) -> "AccountHoldOut":
        """What is told of a hold."""
        return AccountHoldOut(since=hold.recorded_on, until=until, reason=hold.reason)


@router.get(
    "/{child_id}/account-changes",
    auth=for_post(Kind.ACCOUNT, Act.VIEW),
    response=answers(list[AccountChangeOut]),
    summary="Changes of account",
)
def read_changes(request: OfficerCall, child_id: UUID) -> list[AccountChangeOut]:
    """Every change of account that was asked for, the latest first."""
    child = get_object_or_404(Child, pk=child_id)
    record_reading(file=child.pk, what="account", by=request.officer, on=request.today)
    return [AccountChangeOut.of(one, request.today) for one in queries.account_changes_of(child)]


@router.post(
    "/{child_id}/account-changes",
    auth=for_post(Kind.ACCOUNT, Act.CHANGE),
    response=answers(AccountChangeOut, HTTPStatus.CREATED),
    summary="Ask that money go to another account",
)
def propose_change(
    request: OfficerCall, child_id: UUID, given: AccountChangeIn
) -> Status[AccountChangeOut]:
    """Nothing changes until another person approves it and the waiting time is over."""
    child = get_object_or_404(Child, pk=child_id)
    made = benefits.propose_account_change(
        child=child,
        papers=_papers(child, given.papers),
        **given.model_dump(exclude={"papers"}),
        by=request.officer,
        on=request.today,
    )
    return Status(HTTPStatus.CREATED, AccountChangeOut.of(made, request.today))


@router.post(
    "/{child_id}/account-changes/{change_id}/approve",
    auth=for_post(Kind.ACCOUNT, Act.CHANGE),
    response=answers(AccountChangeOut),
    summary="Approve a change of account",
)
def approve_change(
    request: OfficerCall, child_id: UUID, change_id: UUID, given: AccountApprovalIn
) -> AccountChangeOut:
    """Approve as another person than whoever proposed it, answering every doubt."""
    change = _change(child_id, change_id)
    done = benefits.approve_account_change(
        change=change,
        answer=given.answer,
        papers=_papers(change.child, given.papers),
        by=request.officer,
        on=request.today,
    )
    return AccountChangeOut.of(done, request.today)


@router.post(
    "/{child_id}/account-changes/{change_id}/refuse",
    auth=for_post(Kind.ACCOUNT, Act.CHANGE),
    response=answers(AccountChangeOut),
    summary="Refuse a change of account",
)
def refuse_change(
    request: OfficerCall, child_id: UUID, change_id: UUID, given: AccountReasonIn
) -> AccountChangeOut:
    """Refuse as another person than whoever proposed it; money goes on where it went."""
    done = benefits.refuse_account_change(
        change=_change(child_id, change_id),
        reason=given.reason,
        by=request.officer,
        on=request.today,
    )
    return AccountChangeOut.of(done, request.today)


@router.post(
    "/{child_id}/account-changes/{change_id}/withdraw",
    auth=for_post(Kind.ACCOUNT, Act.CHANGE),
    response=answers(AccountChangeOut),
    summary="Call a change of account off",
)
def withdraw_change(
    request: OfficerCall, child_id: UUID, change_id: UUID, given: AccountReasonIn
) -> AccountChangeOut:
    """Call it off before it takes effect; money goes on where it went."""
    done = benefits.withdraw_account_change(
        change=_change(child_id, change_id),
        reason=given.reason,
        by=request.officer,
        on=request.today,
    )
    return AccountChangeOut.of(done, request.today)


@router.post(
    "/{child_id}/account-hold",
    auth=for_post(Kind.ACCOUNT, Act.CHANGE),
    response=answers(AccountHoldOut, HTTPStatus.CREATED),
    summary="Pay nothing to the present account",
)
def hold(request: OfficerCall, child_id: UUID, given: AccountReasonIn) -> Status[AccountHoldOut]:
    """What is due waits until the hold is lifted or another account takes effect."""
    child = get_object_or_404(Child, pk=child_id)
    made = benefits.hold_account(
        child=child, reason=given.reason, by=request.officer, on=request.today
    )
    return Status(HTTPStatus.CREATED, AccountHoldOut.of(made, None))


@router.post(
    "/{child_id}/account-hold/lift",
    auth=for_post(Kind.ACCOUNT, Act.CHANGE),
    response=answers(AccountHoldOut),
    summary="Pay to the present account again",
)
def lift(request: OfficerCall, child_id: UUID, given: AccountReasonIn) -> AccountHoldOut:
    """Money goes to the account again from today."""
    child = get_object_or_404(Child, pk=child_id)
    done = benefits.lift_hold(
        child=child, reason=given.reason, by=request.officer, on=request.today
    )
    return AccountHoldOut.of(done, request.today)


def _change(child: UUID, change: UUID) -> AccountChange:
    changes = AccountChange.objects.select_related("child")
    return get_object_or_404(changes, pk=change, child=child)


def _papers(child: Child, keys: "Sequence[UUID]") -> list[Paper]:
    return [get_object_or_404(Paper, pk=key, file=child.pk) for key in keys]
