"""What is granted and what is paid, and what can never be false of either."""

from hutong.programmes.benefits.models.awarding import Award, AwardWithdrawal
from hutong.programmes.benefits.models.granting import (
    Determination,
    Deviation,
    Entitlement,
    Recheck,
)
from hutong.programmes.benefits.models.months import MonthField
from hutong.programmes.benefits.models.paying import (
    Cause,
    Held,
    Kind,
    Line,
    PayeeAccount,
    Round,
    State,
)

__all__ = [
    "Award",
    "AwardWithdrawal",
    "Cause",
    "Determination",
    "Deviation",
    "Entitlement",
    "Held",
    "Kind",
    "Line",
    "MonthField",
    "PayeeAccount",
    "Recheck",
    "Round",
    "State",
]
