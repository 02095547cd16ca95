"""Granting a benefit, declining it, ending it, and departing from the rule with a second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from hutong.casework.models import Case
from hutong.casework.queries import case_about
from hutong.foundation.access import Officer
from hutong.foundation.kernel.money import yuan
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Office, Outcome
from hutong.programmes.benefits._competence import alone, refuse_unless_competent
from hutong.programmes.benefits._duties import AGREES, DECIDES, require
from hutong.programmes.benefits._granting import (
    NotGranted,
    first_month,
    frozen_facts,
    refusal_of,
)
from hutong.programmes.benefits._law import benefit_of, fingerprint
from hutong.programmes.benefits.models import Determination, Deviation, Entitlement
from hutong.registry.people.models import Child
from hutong.registry.people.queries import fact_rows

if TYPE_CHECKING:
    from hutong.foundation.policy import Benefit, Verdict
    from hutong.registry.people.queries import KnownFact


class AlreadyGranted(Refused):
    """The child has this benefit in some of these months."""


class DecidedInACase(Refused):
    """A case about this benefit is open; it is decided there."""


class NotAnEnd(Refused):
    """The entitlement cannot end like this."""


@transaction.atomic
def confirm(
    *,
    child: Child,
    benefit: str,
    applied_on: date,
    deviation: Deviation | None = None,
    case: Case | None = None,
    office: Office | None = None,
    counts_from: date | None = None,
    by: Officer,
    on: date,
) -> Entitlement:
    """Grant a benefit on what is known today, and freeze what it rests on.

    The office that the law names grants it, and where one office prepares and another decides, not
    on what one person alone has recorded. Unless the rule says yes, a deviation is needed to which
    a second person has agreed. While a case about the benefit is open, it is granted there.
    `office` is the one that a procedure names in place of the benefit's own; money counts from the
    month after `counts_from` where that is earlier than today.
    """
    _refuse_beside_a_case(child, benefit, case)
    return _confirmed(
        child=child,
        benefit=benefit,
        applied_on=applied_on,
        deviation=deviation,
        office=office,
        counts_from=counts_from,
        by=by,
        on=on,
    )


@dataclass(frozen=True, slots=True)
class Resumption:
    """What had been stopped, the first month it may count again, and why it does."""

    stopped: Entitlement
    earliest: Month
    reason: str
    from_month: Month | None = None

    def begins(self, otherwise: Month) -> Month:
        """The month that was asked for, or that of a new grant, never one that counted before."""
        return self.from_month or max(otherwise, self.earliest)


@transaction.atomic
def confirm_again(
    *,
    child: Child,
    benefit: str,
    applied_on: date,
    resumption: Resumption,
    case: Case | None = None,
    by: Officer,
    on: date,
) -> Entitlement:
    """Grant again what had been stopped, judged anew like any grant."""
    _refuse_beside_a_case(child, benefit, case)
    return _confirmed(
        child=child, benefit=benefit, applied_on=applied_on, resumption=resumption, by=by, on=on
    )


def _confirmed(
    *,
    child: Child,
    benefit: str,
    applied_on: date,
    deviation: Deviation | None = None,
    resumption: Resumption | None = None,
    office: Office | None = None,
    counts_from: date | None = None,
    by: Officer,
    on: date,
) -> Entitlement:
    require(by, DECIDES)
    provision = benefit_of(benefit)
    refuse_unless_competent(by, child, provision, on, office)
    known, verdict = _judged(child, provision, on)
    begins = first_month(provision, applied_on=applied_on, confirmed_on=counts_from or on)
    if resumption is not None:
        begins = resumption.begins(begins)
    if applied_on > on:
        raise NotGranted(
            Finding(
                Text("申请日期晚于确认日期。", "The application is dated after the confirmation."),
                field="applied_on",
            )
        )
    if verdict.outcome is not Outcome.YES:
        deviation = deviation or _agreed(child, benefit, begins)
        _refuse_unless_agreed(verdict, deviation, child, benefit, begins)
    elif refusal := alone(by, verdict, known):
        raise refusal
    entitlement = _granted(
        Entitlement(
            child=child,
            benefit=provision.code,
            account=provision.account,
            applied_on=applied_on,
            confirmed_on=on,
            confirmed_by_id=by.account_id,
            first_month=begins,
            resumes=None if resumption is None else resumption.stopped,
            resumed_because="" if resumption is None else resumption.reason,
        )
    )
    _freeze(child, known, verdict, entitlement=entitlement, deviation=deviation, by=by, on=on)
    return entitlement


@transaction.atomic
def decline(
    *,
    child: Child,
    benefit: str,
    case: Case | None = None,
    office: Office | None = None,
    by: Officer,
    on: date,
) -> Determination:
    """Record that a benefit was refused, with every reason; a yes cannot be refused."""
    require(by, DECIDES)
    _refuse_beside_a_case(child, benefit, case)
    provision = benefit_of(benefit)
    refuse_unless_competent(by, child, provision, on, office)
    known, verdict = _judged(child, provision, on)
    if verdict.outcome is Outcome.YES:
        raise NotGranted(
            Finding(
                Text(
                    "该儿童符合全部条件，不能作不予确认的决定。",
                    "The child meets every condition; it cannot be declined.",
                )
            )
        )
    return _freeze(child, known, verdict, entitlement=None, deviation=None, by=by, on=on)


@transaction.atomic
def end(
    *, entitlement: Entitlement, last_month: Month, reason: str, by: Officer, on: date
) -> Entitlement:
    """End an entitlement after a last month; what was paid beyond it comes back in later rounds.

    One that was ended already may be ended with an earlier month, if that is learned later.
    """
    require(by, DECIDES)
    current = Entitlement.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=entitlement.pk
    )
    refuse_unless_competent(by, current.child, benefit_of(current.benefit), on)
    faults = []
    if current.ended_month is not None and current.ended_month <= last_month:
        faults.append(Text("这项待遇已经终止。", "This entitlement has been ended already."))
    if last_month < current.first_month - 1:
        faults.append(
            Text(
                "末领年月不能早于起领年月 {first} 的上一个月。",
                "It cannot end before the month that precedes its first, {first}.",
            ).filled(first=current.first_month)
        )
    if not reason.strip():
        faults.append(Text("请写明终止的理由。", "Say why it ends."))
    if faults:
        raise NotAnEnd(*map(Finding, faults))
    current.ended_month = last_month
    current.ended_on = on
    current.ended_by_id = by.account_id
    current.reason = reason.strip()
    current.save(update_fields=["ended_month", "ended_on", "ended_by", "reason"])
    return current


@transaction.atomic
def propose_deviation(
    *,
    child: Child,
    benefit: str,
    first_month: Month,
    last_month: Month,
    amount: Decimal,
    reason: str,
    by: Officer,
    on: date,
) -> Deviation:
    """Propose to pay other than the rule says for some months; it counts once another agrees."""
    require(by, DECIDES)
    provision = benefit_of(benefit)
    faults = []
    if not reason.strip():
        faults.append(Text("偏离规则必须写明理由。", "A deviation gives its reason."))
    if last_month < first_month:
        faults.append(Text("末月早于首月。", "The last month comes before the first."))
    if amount < 0:
        faults.append(Text("金额不能为负。", "The amount is not less than nought."))
    if faults:
        raise NotGranted(*map(Finding, faults))
    return Deviation.objects.create(
        child=child,
        benefit=provision.code,
        first_month=first_month,
        last_month=last_month,
        amount=yuan(amount),
        reason=reason.strip(),
        proposed_by_id=by.account_id,
        proposed_on=on,
    )


@transaction.atomic
def agree_to_deviation(*, deviation: Deviation, by: Officer, on: date) -> Deviation:
    """Agree, as a second person, to depart from the rule."""
    require(by, AGREES)
    current = Deviation.objects.select_for_update(no_key=True, of=("self",)).get(pk=deviation.pk)
    if current.proposed_by_id == by.account_id:
        raise NotGranted(
            Finding(
                Text(
                    "提出偏离的人不能自己同意，请由另一人办理。",
                    "Whoever proposed a deviation cannot agree to it; another person does.",
                )
            )
        )
    if current.agreed_on is not None:
        return current
    current.agreed_by_id = by.account_id
    current.agreed_on = on
    try:
        with transaction.atomic():
            current.save(update_fields=["agreed_by", "agreed_on"])
    except IntegrityError as clash:
        if "one_deviation_for_a_month" not in str(clash):
            raise
        raise NotGranted(
            Finding(
                Text("这些月份里已有同意的偏离。", "Another deviation was agreed for these months.")
            )
        ) from None
    return current


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """A benefit granted on paper before this system, and from which month it counts here."""

    child: Child
    benefit: str
    confirmed_on: date
    applied_on: date | None = None
    first_month: Month | None = None
    paper: str = ""


@transaction.atomic
def take_over(*, grants: Iterable[TakenOver], by: Officer, on: date) -> list[Entitlement]:
    """Enter benefits that were granted before this system; either all are entered or none.

    No verdict is made up for them: the paper that granted them stands in its place. Money counts
    from `first_month`, so that what was paid elsewhere before it is not paid again.
    """
    require(by, DECIDES)
    provisions: dict[str, Benefit] = {}
    entitlements = []
    for grant in grants:
        provision = provisions.setdefault(grant.benefit, benefit_of(grant.benefit))
        applied_on = grant.applied_on or grant.confirmed_on
        if not applied_on <= grant.confirmed_on <= on:
            raise NotGranted(
                Finding(
                    Text(
                        "{name}：申请、确认和登记的日期前后不符。",
                        "{name}: application, confirmation and entry are dated out of order.",
                    ).filled(name=grant.child.name),
                    field="confirmed_on",
                )
            )
        entitlements.append(
            Entitlement(
                child=grant.child,
                benefit=provision.code,
                account=provision.account,
                applied_on=applied_on,
                confirmed_on=grant.confirmed_on,
                confirmed_by_id=by.account_id,
                first_month=grant.first_month
                or first_month(provision, applied_on=applied_on, confirmed_on=grant.confirmed_on),
                paper=grant.paper.strip() or "接入系统前已确认",
            )
        )
    try:
        with transaction.atomic():
            return Entitlement.objects.bulk_create(entitlements)
    except IntegrityError as clash:
        raise _already_granted(clash) from None


def verdict_today(child: Child, benefit: str, on: date) -> "Verdict":
    """What the rule says of a child on what is known today."""
    return _judged(child, benefit_of(benefit), on)[1]


def _judged(child: Child, provision: "Benefit", on: date) -> tuple[list["KnownFact"], "Verdict"]:
    """What is known today, and what the rule says of it."""
    known = fact_rows(child, on, on)
    facts = {item.fact.name: item.value for item in known}
    return known, provision.judge(facts, on, known_on=on)


def _refuse_beside_a_case(child: Child, benefit: str, case: Case | None) -> None:
    """Refuse a decision that passes by the open case which is about it."""
    if case is not None:
        return
    open_one = case_about(child, benefit)
    if open_one is None:
        return
    raise DecidedInACase(
        Finding(
            Text(
                "这项待遇正在办件 {number} 中办理，请在办件里作出决定。",
                "Case {number} is about this benefit; decide there.",
            ).filled(number=open_one.number)
        )
    )


def _agreed(child: Child, benefit: str, begins: Month) -> Deviation | None:
    """The deviation that two people agreed on for a month, if there is one."""
    return Deviation.objects.filter(
        child=child,
        benefit=benefit,
        agreed_on__isnull=False,
        first_month__lte=begins,
        last_month__gte=begins,
    ).first()


def _refuse_unless_agreed(
    verdict: "Verdict", deviation: Deviation | None, child: Child, benefit: str, begins: Month
) -> None:
    if deviation is None:
        raise refusal_of(verdict)
    deviation.refresh_from_db()
    if (
        deviation.child_id != child.pk
        or deviation.benefit != benefit
        or not deviation.covers(begins)
    ):
        raise NotGranted(
            Finding(
                Text(
                    "偏离规则须由另一人同意，且须包括起领月份 {month}。",
                    "A deviation must be agreed by a second person and cover the first month,"
                    " {month}.",
                ).filled(month=begins),
                field="deviation",
            )
        )


def _granted(entitlement: Entitlement) -> Entitlement:
    try:
        with transaction.atomic():
            entitlement.save(force_insert=True)
    except IntegrityError as clash:
        raise _already_granted(clash) from None
    return entitlement


def _already_granted(clash: IntegrityError) -> AlreadyGranted:
    if "a_benefit_is_granted_once" not in str(clash):
        raise clash
    return AlreadyGranted(
        Finding(
            Text(
                "该儿童在这些月份已有这项待遇，不重复确认。",
                "The child has this benefit in these months already; it is not granted twice.",
            )
        )
    )


def _freeze(
    child: Child,
    known: list["KnownFact"],
    verdict: "Verdict",
    *,
    entitlement: Entitlement | None,
    deviation: Deviation | None,
    by: Officer,
    on: date,
) -> Determination:
    return Determination.objects.create(
        child=child,
        benefit=verdict.benefit.code,
        entitlement=entitlement,
        deviation=deviation,
        decided_on=on,
        decided_by_id=by.account_id,
        granted=entitlement is not None,
        outcome=verdict.outcome.value,
        amount=verdict.amount,
        facts=frozen_facts(known),
        verdict=verdict.as_json(),
        rules=fingerprint(verdict.benefit),
    )
