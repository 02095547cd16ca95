"""How money paid too much comes back: two people decide how, and each part of it is recorded.

The texts say that it is recovered (36号 五(三), 173号 五(三)) and not how; so nothing is taken off
a payment before two people have decided on it.
"""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from hutong.foundation.access import Officer
from hutong.foundation.kernel.money import show
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._competence import stranger
from hutong.programmes.benefits._duties import AGREES, KEEPS_ACCOUNTS, require
from hutong.programmes.benefits.models import RecoveryPlan, Settled, Settlement, Way
from hutong.programmes.benefits.queries.recovering import owed_back
from hutong.registry.people.models import Child

RECOVERS = KEEPS_ACCOUNTS


class NotRecovered(Refused):
    """Nothing is owed, or it cannot be recovered or settled in this way."""


class StillOwed(Refused):
    """Something is still owed."""


def open_recovery(*, child: Child, by: Officer) -> None:
    """Begin to recover an overpayment; refused where the approved rounds found none."""
    require(by, RECOVERS)
    _refuse_stranger(by, child)
    faults = _nothing_owed(child)
    if faults:
        raise NotRecovered(*faults)


@transaction.atomic
def propose_recovery(
    *, child: Child, way: str, monthly: Decimal | None = None, reason: str, by: Officer, on: date
) -> RecoveryPlan:
    """Propose how an overpayment comes back: off the next payments, by the month, or repaid.

    It takes effect once a second person agreed. `monthly` is in yuan; only what comes back by the
    month has it.
    """
    require(by, RECOVERS)
    _lock(child)
    _refuse_stranger(by, child)
    faults = [*_nothing_owed(child), *_without(reason)]
    if way not in set(Way):
        faults.append(Finding(Text("没有这种追回方式。", "There is no such way."), field="way"))
    if way == Way.MONTHLY and not (monthly is not None and monthly > 0):
        faults.append(
            Finding(
                Text("请写明每月抵扣多少。", "Say how much is taken off a month."), field="monthly"
            )
        )
    if _standing(child) is not None:
        faults.append(
            Finding(
                Text(
                    "已有一个追回方案；先终止它，再提出新的。",
                    "There is a plan already; end it before proposing another.",
                )
            )
        )
    if faults:
        raise NotRecovered(*faults)
    return RecoveryPlan.objects.create(
        child=child,
        way=way,
        monthly=monthly if way == Way.MONTHLY else None,
        reason=reason.strip(),
        proposed_on=on,
        proposed_by_id=by.account_id,
    )


@transaction.atomic
def agree_to_recovery(*, child: Child, by: Officer, on: date) -> RecoveryPlan:
    """Agree to how an overpayment comes back; somebody other than who proposed it."""
    require(by, AGREES)
    _lock(child)
    _refuse_stranger(by, child)
    plan = _standing(child)
    if plan is None or plan.agreed_on is not None:
        raise NotRecovered(
            Finding(Text("没有待同意的追回方案。", "No plan waits to be agreed to."))
        )
    if plan.proposed_by_id == by.account_id:
        raise NotRecovered(_another())
    plan.agreed_on = on
    plan.agreed_by_id = by.account_id
    plan.save(update_fields=["agreed_on", "agreed_by"])
    return plan


@transaction.atomic
def end_recovery(*, child: Child, by: Officer, on: date) -> RecoveryPlan:
    """End a plan, so that nothing more is taken off and another can be proposed."""
    require(by, RECOVERS)
    _lock(child)
    _refuse_stranger(by, child)
    plan = _standing(child)
    if plan is None:
        raise NotRecovered(Finding(Text("没有追回方案。", "There is no plan.")))
    plan.ended_on = on
    plan.ended_by_id = by.account_id
    plan.save(update_fields=["ended_on", "ended_by"])
    return plan


@transaction.atomic
def record_repayment(
    *, child: Child, amount: Decimal, received_on: date, paper: str, by: Officer, on: date
) -> Settlement:
    """Record that a family paid money back: how much in yuan, on which day, on which paper."""
    require(by, RECOVERS)
    _lock(child)
    _refuse_stranger(by, child)
    faults = [*_nothing_owed(child), *_too_much(child, amount)]
    if not paper.strip():
        faults.append(
            Finding(
                Text("请写明收款凭证。", "Name the paper that shows it was received."),
                field="paper",
            )
        )
    if received_on > on:
        faults.append(
            Finding(
                Text("收款日期不能晚于今天。", "It cannot have been received after today."),
                field="received_on",
            )
        )
    if faults:
        raise NotRecovered(*faults)
    return _settled(
        Settlement(
            child=child,
            kind=Settled.REPAID.value,
            amount=amount,
            settled_on=received_on,
            paper=paper.strip(),
            recorded_on=on,
            recorded_by_id=by.account_id,
        )
    )


@transaction.atomic
def propose_waiver(
    *, child: Child, amount: Decimal, reason: str, by: Officer, on: date
) -> Settlement:
    """Propose that a part of what is owed is not asked back; it counts once another agreed."""
    require(by, RECOVERS)
    _lock(child)
    _refuse_stranger(by, child)
    faults = [*_nothing_owed(child), *_too_much(child, amount), *_without(reason)]
    if _waiting(child) is not None:
        faults.append(
            Finding(Text("已有一笔免追待同意。", "A waiver waits to be agreed to already."))
        )
    if faults:
        raise NotRecovered(*faults)
    return _settled(
        Settlement(
            child=child,
            kind=Settled.WAIVED.value,
            amount=amount,
            settled_on=on,
            reason=reason.strip(),
            recorded_on=on,
            recorded_by_id=by.account_id,
        )
    )


@transaction.atomic
def agree_to_waiver(*, child: Child, by: Officer, on: date) -> Settlement:
    """Agree that a part of what is owed is not asked back; somebody other than who proposed it."""
    require(by, AGREES)
    _lock(child)
    _refuse_stranger(by, child)
    waiver = _waiting(child)
    if waiver is None:
        raise NotRecovered(Finding(Text("没有待同意的免追。", "No waiver waits to be agreed to.")))
    if waiver.recorded_by_id == by.account_id:
        raise NotRecovered(_another())
    faults = _too_much(child, waiver.amount)
    if faults:
        raise NotRecovered(*faults)
    waiver.agreed_on = on
    waiver.agreed_by_id = by.account_id
    waiver.save(update_fields=["agreed_on", "agreed_by"])
    return waiver


@transaction.atomic
def decline_waiver(*, child: Child, by: Officer, on: date) -> Settlement:
    """Say that a proposed waiver is not agreed to; what it would have waived stays owed."""
    require(by, AGREES)
    _lock(child)
    _refuse_stranger(by, child)
    waiver = _waiting(child)
    if waiver is None:
        raise NotRecovered(Finding(Text("没有待同意的免追。", "No waiver waits to be agreed to.")))
    waiver.declined_on = on
    waiver.declined_by_id = by.account_id
    waiver.save(update_fields=["declined_on", "declined_by"])
    return waiver


@transaction.atomic
def close_recovery(*, child: Child, by: Officer, on: date) -> RecoveryPlan | None:
    """Say that an overpayment is settled; refused while anything is owed. A standing plan ends."""
    require(by, RECOVERS)
    _lock(child)
    _refuse_stranger(by, child)
    owed = owed_back(child)
    if owed > 0:
        raise StillOwed(
            Finding(
                Text(
                    "还有 {sum} 没有追回、退还或免追，不能办结。",
                    "{sum} has not been taken off, paid back or waived; it cannot be closed.",
                ).filled(sum=show(owed))
            )
        )
    return end_recovery(child=child, by=by, on=on) if _standing(child) else None


def _settled(settlement: Settlement) -> Settlement:
    try:
        with transaction.atomic():
            settlement.save(force_insert=True)
    except IntegrityError as clash:
        if "No more is settled" not in str(clash):
            raise
        raise NotRecovered(
            Finding(Text("比尚欠的还多。", "It is more than what is still owed."), field="amount")
        ) from None
    return settlement


def _lock(child: Child) -> None:
    Child.objects.select_for_update(no_key=True, of=("self",)).get(pk=child.pk)


def _refuse_stranger(by: Officer, child: Child) -> None:
    refusal = stranger(by, child)
    if refusal is not None:
        raise refusal


def _standing(child: Child) -> RecoveryPlan | None:
    return RecoveryPlan.objects.filter(child=child, ended_on__isnull=True).first()


def _waiting(child: Child) -> Settlement | None:
    found = Settlement.objects.filter(child=child, kind=Settled.WAIVED.value)
    return found.filter(agreed_on__isnull=True, declined_on__isnull=True).first()


def _nothing_owed(child: Child) -> list[Finding]:
    if owed_back(child) > 0:
        return []
    return [
        Finding(
            Text(
                "该儿童没有应退未退的款项；多发由月度名单查出，审批后计入。",
                "Nothing is owed back. What was paid too much is found by the month's round, and"
                " counts once that is approved.",
            )
        )
    ]


def _too_much(child: Child, amount: Decimal) -> list[Finding]:
    owed = owed_back(child)
    if 0 < amount <= owed and amount == amount.quantize(Decimal("0.01")):
        return []
    return [
        Finding(
            Text(
                "金额应大于零，且不超过尚欠的 {owed}。", "More than nought, {owed} at most."
            ).filled(owed=show(max(owed, Decimal(0)))),
            field="amount",
        )
    ]


def _without(reason: str) -> list[Finding]:
    if reason.strip():
        return []
    return [Finding(Text("请写明理由。", "Say why."), field="reason")]


def _another() -> Finding:
    return Finding(
        Text("须由提出人以外的另一人同意。", "Somebody other than who proposed it agrees to it.")
    )
