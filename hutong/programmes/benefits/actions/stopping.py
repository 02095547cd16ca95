"""Stopping what was granted with the month of an event, and granting it again."""

from datetime import date

from django.db import transaction

from hutong.casework.models import Case
from hutong.foundation.access import Officer
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Outcome
from hutong.programmes.benefits._competence import refuse_unless_competent
from hutong.programmes.benefits._duties import DECIDES, require
from hutong.programmes.benefits._law import benefit_of
from hutong.programmes.benefits.actions import granting
from hutong.programmes.benefits.models import Entitlement
from hutong.registry.people.models import Child


class NotStopped(Refused):
    """There is nothing to stop, or the law still owes it."""


class NotResumed(Refused):
    """There is nothing that was stopped, or it cannot go on from that month."""


@transaction.atomic
def stop(
    *, child: Child, benefit: str, happened_on: date, reason: str, by: Officer, on: date
) -> Entitlement:
    """End what was granted with the month of an event: it is paid no more from the month after.

    京民福发〔2011〕173号 四（四） and 京社委儿福发〔2019〕36号 四（四） end it so. What was paid
    beyond that month comes back in later rounds. While the rule says yes on what is known today,
    nothing is stopped: the event is recorded first, with its paper.
    """
    require(by, DECIDES)
    provision = benefit_of(benefit)
    refuse_unless_competent(by, child, provision, on)
    last = Month.of(happened_on)
    counting = [
        granted
        for granted in _grants(child, benefit)
        if granted.ended_month is None or granted.first_month <= granted.ended_month > last
    ]
    faults = []
    if happened_on > on:
        faults.append(
            Finding(
                Text("事情还没有发生，不能停发。", "What has not happened stops nothing."),
                field="happened_on",
            )
        )
    if not reason.strip():
        faults.append(Finding(Text("请写明停发的理由。", "Say why it stops."), field="reason"))
    if not counting:
        faults.append(
            Finding(
                Text(
                    "该儿童{month}之后没有“{name}”，不需停发。",
                    "After {month} the child has no “{name_en}” to stop.",
                ).filled(month=last, name=provision.name.zh, name_en=provision.name.en),
                field="benefit",
            )
        )
    elif not faults and granting.verdict_today(child, benefit, on).outcome is Outcome.YES:
        faults.append(
            Finding(
                Text(
                    "按今天掌握的情况，该儿童仍符合“{name}”的全部条件，不能停发；"
                    "请先登记发生的变化和材料。",
                    "By what is known today the child still meets every condition of “{name_en}”; "
                    "record what has changed, with its paper, before it is stopped.",
                ).filled(name=provision.name.zh, name_en=provision.name.en),
                law=provision.law,
            )
        )
    if faults:
        raise NotStopped(*faults)
    for granted in counting:
        ended = granting.end(
            entitlement=granted,
            last_month=max(last, granted.first_month - 1),
            reason=reason,
            by=by,
            on=on,
        )
    return ended


@transaction.atomic
def resume(
    *,
    child: Child,
    benefit: str,
    reason: str,
    from_month: Month | None = None,
    applied_on: date | None = None,
    case: Case | None = None,
    by: Officer,
    on: date,
) -> Entitlement:
    """Grant again what was stopped, judged on what is known today.

    It counts from the month of any new grant. If the stop was mistaken, `from_month` reaches back,
    at the earliest to the month after the last that counted, so that none is lost; what is due for
    each of those months the rule says month by month.
    """
    require(by, DECIDES)
    provision = benefit_of(benefit)
    refuse_unless_competent(by, child, provision, on)
    if provision.period != "month":
        raise NotResumed(
            Finding(
                Text(
                    "“{name}”不是按月发放的，不恢复；请重新申请。",
                    "“{name_en}” is not paid by the month and is not resumed; it is applied for.",
                ).filled(name=provision.name.zh, name_en=provision.name.en),
                field="benefit",
            )
        )
    grants = _grants(child, benefit)
    stopped = grants[-1] if grants else None
    if stopped is None or stopped.ended_month is None:
        raise NotResumed(
            Finding(
                Text(
                    "该儿童没有已停发的“{name}”，不能恢复。",
                    "The child has no “{name_en}” that was stopped.",
                ).filled(name=provision.name.zh, name_en=provision.name.en),
                field="benefit",
            )
        )
    earliest = max(
        (
            granted.ended_month + 1
            for granted in grants
            if granted.ended_month is not None and granted.first_month <= granted.ended_month
        ),
        default=stopped.first_month,
    )
    faults = []
    if not reason.strip():
        faults.append(Finding(Text("请写明恢复的理由。", "Say why it goes on."), field="reason"))
    if from_month is not None and not earliest <= from_month <= Month.of(on) + 1:
        faults.append(
            Finding(
                Text(
                    "恢复的起领年月应在 {earliest} 至 {latest} 之间。",
                    "It can go on from a month between {earliest} and {latest}.",
                ).filled(earliest=earliest, latest=Month.of(on) + 1),
                field="from_month",
            )
        )
    if faults:
        raise NotResumed(*faults)
    return granting.confirm_again(
        child=child,
        benefit=benefit,
        applied_on=applied_on or on,
        resumption=granting.Resumption(stopped, earliest, reason.strip(), from_month),
        case=case,
        by=by,
        on=on,
    )


def _grants(child: Child, benefit: str) -> list[Entitlement]:
    """Every grant of a benefit to a child, the latest last; nobody else changes them meanwhile."""
    granted = Entitlement.objects.select_for_update(no_key=True, of=("self",))
    return list(granted.filter(child=child, benefit=benefit).order_by("first_month", "pk"))
