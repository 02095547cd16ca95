"""What is granted and what is paid, and what can never be false of either."""

from hutong.programmes.benefits.models.awarding import Award, AwardWithdrawal
from hutong.programmes.benefits.models.changing import AccountChange, AccountHold
from hutong.programmes.benefits.models.claiming import MedicalBill, MedicalClaim
from hutong.programmes.benefits.models.funding import FundAllocation, FundReceipt, Purpose, Source
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
from hutong.programmes.benefits.models.recovering import RecoveryPlan, Settled, Settlement, Way
from hutong.programmes.benefits.models.remitting import (
    Answer,
    AnswerFile,
    Carried,
    Mismatch,
    Outcome,
    Payment,
    Remittance,
    Ruled,
    Ruling,
    Unsent,
)

__all__ = [
    "AccountChange",
    "AccountHold",
    "Answer",
    "AnswerFile",
    "Award",
    "AwardWithdrawal",
    "Carried",
    "Cause",
    "Determination",
    "Deviation",
    "Entitlement",
    "FundAllocation",
    "FundReceipt",
    "Held",
    "Kind",
    "Line",
    "MedicalBill",
    "MedicalClaim",
    "Mismatch",
    "MonthField",
    "Outcome",
    "PayeeAccount",
    "Payment",
    "Purpose",
    "Recheck",
    "RecoveryPlan",
    "Remittance",
    "Round",
    "Ruled",
    "Ruling",
    "Settled",
    "Settlement",
    "Source",
    "State",
    "Unsent",
    "Way",
]
