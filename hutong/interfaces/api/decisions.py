"""Decisions: what the law owes a child, and granting it."""

from datetime import date
from decimal import Decimal
from http import HTTPStatus
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.history.actions import record_reading
from hutong.interfaces.api.gate import OfficerCall, Sentence, answers, for_post, sentence
from hutong.interfaces.api.numbers import Words
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import Entitlement, PayeeAccount
from hutong.registry.people.models import Child

router = Router(tags=["decisions"])


class WordsOut(Schema):
    """The same words in both languages."""

    zh: str
    en: str


class ConditionOut(Schema):
    """One condition: yes, no, or not known yet, with its article."""

    code: str
    label: WordsOut
    outcome: bool | None
    law: str
    missing: list[str]


class SumLineOut(Schema):
    """One line of a sum; the last is the total."""

    label: WordsOut
    amount: Decimal
    law: str


class OwedOut(Schema):
    """One benefit for one child: the verdict with everything it rests on."""

    benefit: str
    name: WordsOut
    account: str
    paid_by: WordsOut | None = Field(description="the office that pays it, if it is another")
    outcome: str = Field(description="yes, no or not_yet")
    amount: Decimal | None
    proposed: bool
    conditions: list[ConditionOut]
    missing: list[str]
    shortest: list[str]
    sum: list[SumLineOut]
    refusals: list[Sentence]
    unconfirmed: list[WordsOut]
    granted_from: str = Field(description="the first month granted, or empty")

    @staticmethod
    def of(one: queries.Owed) -> "OwedOut":
        """What is owed, as the interface tells it."""
        verdict = one.verdict
        return OwedOut(
            benefit=one.benefit.code,
            name=WordsOut(**one.benefit.name._asdict()),
            account=one.benefit.account,
            paid_by=WordsOut(**one.benefit.paid_by._asdict()) if one.benefit.paid_by else None,
            outcome=verdict.outcome.value,
            amount=verdict.amount,
            proposed=one.proposed,
            conditions=[
                ConditionOut(
                    code=finding.condition.code,
                    label=WordsOut(**finding.condition.label._asdict()),
                    outcome=finding.outcome,
                    law=str(finding.condition.law),
                    missing=list(finding.missing.names),
                )
                for finding in verdict.findings
            ],
            missing=list(verdict.missing.names),
            shortest=list(verdict.shortest.names),
            sum=[
                SumLineOut(
                    label=WordsOut(**line.label._asdict()),
                    amount=line.amount,
                    law=str(line.law or ""),
                )
                for line in verdict.sum
            ],
            refusals=[sentence(finding) for finding in verdict.refusals],
            unconfirmed=[WordsOut(**note._asdict()) for note in one.unconfirmed],
            granted_from=str(one.entitlement.first_month) if one.entitlement else "",
        )


class SideLineOut(Schema):
    """One benefit of a side, with its sum, its article and who pays it."""

    benefit: str
    name: WordsOut
    amount: Decimal
    period: str = Field(description="month, year or once")
    law: str
    paid_by: WordsOut | None = Field(description="the office that pays it, if it is another")
    part_of: str = Field(description="the benefit whose sum holds it already, or empty")
    not_income: str = Field(description="the article by which it is no income, or empty")


class SideOut(Schema):
    """What a child draws with one choice: the lines, their total a month, what is given up."""

    proposed: bool
    total: Decimal
    less: Decimal = Field(description="how much less a month than the side that pays most")
    gives_up: list[str]
    lines: list[SideLineOut]


class SidesOut(Schema):
    """Every side, the better first; none is proposed while the sum of what is drawn is unknown."""

    waiting: dict[str, list[str]] = Field(description="what is drawn, and the facts its sum lacks")
    sides: list[SideOut]


class GrantIn(Schema):
    """Which benefit is granted, and when it was applied for."""

    benefit: Words
    applied_on: date


class GrantOut(Schema):
    """What was granted, and from which month."""

    id: UUID
    benefit: str
    first_month: str


class LookIn(Schema):
    """What somebody found who looked again at a grant."""

    finding: Words = Field(min_length=1)


class LookOut(Schema):
    """A look at a grant, and by when the next is due."""

    looked_on: date
    finding: str
    due: date | None


class AccountIn(Schema):
    """Where a child's money goes from a day on."""

    holder: Words
    relation: Words
    bank: Words
    number: Words = Field(description="8 to 30 digits")
    since: date
    paper: Words = ""


class AccountOut(Schema):
    """An account and its days; of the number only the tail is told."""

    holder: str
    relation: str
    bank: str
    number: str
    since: date
    until: date | None

    @staticmethod
    def of(account: PayeeAccount) -> "AccountOut":
        """What is told of an account."""
        return AccountOut(
            holder=account.holder,
            relation=account.relation,
            bank=account.bank,
            number=f"**** {account.number[-4:]}",
            since=account.days.lower,
            until=account.days.upper,
        )


@router.get(
    "/{child_id}/owed",
    auth=for_post(Kind.BENEFIT, Act.OPEN),
    response=answers(list[OwedOut]),
    summary="What a child is owed",
)
def read_owed(
    request: OfficerCall, child_id: UUID, on: date | None = None, known_on: date | None = None
) -> list[OwedOut]:
    """A verdict on every benefit of the law for a day, as far as was known on another."""
    child = get_object_or_404(Child, pk=child_id)
    record_reading(file=child.pk, what="api owed", by=request.officer, on=request.today)
    found = queries.owed(child, on=on or request.today, known_on=known_on or request.today)
    return [OwedOut.of(one) for one in found]


@router.get(
    "/{child_id}/sides",
    auth=for_post(Kind.BENEFIT, Act.OPEN),
    response=answers(SidesOut),
    summary="Both sides of a choice",
)
def read_sides(
    request: OfficerCall, child_id: UUID, on: date | None = None, known_on: date | None = None
) -> SidesOut:
    """What a child draws with each choice it has, and which is the better."""
    child = get_object_or_404(Child, pk=child_id)
    record_reading(file=child.pk, what="api sides", by=request.officer, on=request.today)
    found = queries.owed(child, on=on or request.today, known_on=known_on or request.today)
    return SidesOut.model_validate(queries.both_sides(found).as_json())


@router.post(
    "/{child_id}/grants",
    auth=for_post(Kind.BENEFIT, Act.APPROVE),
    response=answers(GrantOut, HTTPStatus.CREATED),
    summary="Grant a benefit",
)
def grant(request: OfficerCall, child_id: UUID, given: GrantIn) -> Status[GrantOut]:
    """Grant what the rule says yes to; anything else is refused with every reason."""
    child = get_object_or_404(Child, pk=child_id)
    made = benefits.confirm(
        child=child,
        benefit=given.benefit,
        applied_on=given.applied_on,
        by=request.officer,
        on=request.today,
    )
    return Status(
        HTTPStatus.CREATED,
        GrantOut(id=made.pk, benefit=made.benefit, first_month=str(made.first_month)),
    )


@router.post(
    "/{child_id}/grants/{grant_id}/looks",
    auth=for_post(Kind.BENEFIT, Act.CHANGE),
    response=answers(LookOut, HTTPStatus.CREATED),
    summary="Look again at a grant",
)
def look_again(
    request: OfficerCall, child_id: UUID, grant_id: UUID, given: LookIn
) -> Status[LookOut]:
    """Record that somebody looked again at a grant, and what they found."""
    granted = get_object_or_404(Entitlement, pk=grant_id, child=child_id)
    look = benefits.look_again(
        entitlement=granted, finding=given.finding, by=request.officer, on=request.today
    )
    due = queries.recheck_due(queries.law().benefit(granted.benefit), granted)
    return Status(
        HTTPStatus.CREATED, LookOut(looked_on=look.looked_on, finding=look.finding, due=due)
    )


@router.get(
    "/{child_id}/accounts",
    auth=for_post(Kind.ACCOUNT, Act.VIEW),
    response=answers(list[AccountOut]),
    summary="Where the money goes",
)
def read_accounts(request: OfficerCall, child_id: UUID) -> list[AccountOut]:
    """The accounts a child's money goes to, the latest first; the numbers are masked."""
    child = get_object_or_404(Child, pk=child_id)
    record_reading(file=child.pk, what="account", by=request.officer, on=request.today)
    return [AccountOut.of(account) for account in queries.accounts_of(child)]


@router.post(
    "/{child_id}/accounts",
    auth=for_post(Kind.ACCOUNT, Act.CHANGE),
    response=answers(AccountOut, HTTPStatus.CREATED),
    summary="Name the payee account",
)
def set_account(request: OfficerCall, child_id: UUID, given: AccountIn) -> Status[AccountOut]:
    """Say where a child's money goes from a day on; the account before it ends that day."""
    child = get_object_or_404(Child, pk=child_id)
    made = benefits.set_payee_account(
        child=child,
        holder=given.holder,
        relation=given.relation,
        bank=given.bank,
        number=given.number,
        since=given.since,
        paper=given.paper,
        by=request.officer,
        on=request.today,
    )
    return Status(HTTPStatus.CREATED, AccountOut.of(made))
