"""What may be asked of benefits and money."""

from hutong.programmes.benefits._law import law
from hutong.programmes.benefits.queries.duties import why_not_decide, why_not_step
from hutong.programmes.benefits.queries.ledgers import Entry, MonthOfLedger, ledger
from hutong.programmes.benefits.queries.owing import Owed, owed
from hutong.programmes.benefits.queries.payments import (
    BankPayment,
    BankPreview,
    Payee,
    bank_preview,
)
from hutong.programmes.benefits.queries.rounds import (
    Change,
    ChangedLine,
    HeldChild,
    Position,
    Summary,
    Sums,
    changed_lines,
    changes_since_last_month,
    held,
    round_summary,
    rounds_of,
)

__all__ = [
    "BankPayment",
    "BankPreview",
    "Change",
    "ChangedLine",
    "Entry",
    "HeldChild",
    "MonthOfLedger",
    "Owed",
    "Payee",
    "Position",
    "Summary",
    "Sums",
    "bank_preview",
    "changed_lines",
    "changes_since_last_month",
    "held",
    "law",
    "ledger",
    "owed",
    "round_summary",
    "rounds_of",
    "why_not_decide",
    "why_not_step",
]
