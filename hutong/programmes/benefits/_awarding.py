"""Writing an award down, in one place for every verb that decides a sum once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hutong.foundation.access import Officer
from hutong.programmes.benefits._granting import first_month
from hutong.programmes.benefits.models import Award
from hutong.registry.people.models import Child

if TYPE_CHECKING:
    from hutong.casework.models import Case
    from hutong.foundation.policy import Benefit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum as it was reached: for whom, of what, applied for when, and on what basis."""

    child: Child
    benefit: "Benefit"
    amount: Decimal
    basis: Mapping[str, object]
    applied_on: date
    case: "Case | None" = None


def awarded(decided: Sum, *, by: Officer, on: date) -> Award:
    """Write a sum down as awarded; it counts from the month from which its benefit is paid."""
    return Award.objects.create(
        child=decided.child,
        case=decided.case,
        benefit=decided.benefit.code,
        account=decided.benefit.account,
        month=first_month(decided.benefit, applied_on=decided.applied_on, confirmed_on=on),
        amount=decided.amount,
        basis=dict(decided.basis),
        decided_on=on,
        decided_by_id=by.account_id,
    )
