"""Looking again at what was granted."""

from datetime import date

from django.db import transaction

from hutong.foundation.access import Officer
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._competence import stranger
from hutong.programmes.benefits._duties import DECIDES, require
from hutong.programmes.benefits.models import Entitlement, Recheck


class NotLookedAt(Refused):
    """There is nothing to look at again, or it was not said what was found."""


@transaction.atomic
def look_again(*, entitlement: Entitlement, finding: str, by: Officer, on: date) -> Recheck:
    """Record that somebody looked again at a grant, and what they found.

    It grants and ends nothing: what has changed is recorded as a fact, and what follows from it is
    decided. The next look is counted from this day.
    """
    require(by, DECIDES)
    current = Entitlement.objects.select_related("child").get(pk=entitlement.pk)
    if refusal := stranger(by, current.child):
        raise refusal
    faults = []
    if not finding.strip():
        faults.append(
            Finding(
                Text("请写复核看到了什么。", "Say what was found."),
                field="finding",
            )
        )
    if on < current.confirmed_on:
        faults.append(
            Finding(
                Text(
                    "这项待遇 {day} 才确认，还没有可以复核的。",
                    "This was granted on {day}; there is nothing to look at before that.",
                ).filled(day=current.confirmed_on)
            )
        )
    if current.ended_month is not None and current.ended_month < Month.of(on):
        faults.append(
            Finding(
                Text(
                    "这项待遇 {month} 已经终止，不再复核。",
                    "This ended with {month}; it is not looked at any more.",
                ).filled(month=current.ended_month)
            )
        )
    if faults:
        raise NotLookedAt(*faults)
    return Recheck.objects.create(
        child=current.child,
        entitlement=current,
        finding=finding.strip(),
        looked_on=on,
        looked_by_id=by.account_id,
    )
