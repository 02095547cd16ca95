"""What may be asked of benefits and money."""

from hutong.programmes.benefits._law import law
from hutong.programmes.benefits.queries.accounts import account_on, accounts_of
from hutong.programmes.benefits.queries.duties import (
    Deciding,
    deciding_office,
    why_not_decide,
    why_not_grant,
    why_not_keep_accounts,
    why_not_look_again,
    why_not_step,
)
from hutong.programmes.benefits.queries.ledgers import Entry, MonthOfLedger, ledger
from hutong.programmes.benefits.queries.owing import Owed, owed
from hutong.programmes.benefits.queries.payments import (
    BankPayment,
    BankPreview,
    BankSummary,
    Payee,
    bank_preview,
    bank_summary,
    without_account,
)
from hutong.programmes.benefits.queries.rechecks import (
    granted_now,
    recheck_due,
    recheck_months,
    rechecks_of,
)
from hutong.programmes.benefits.queries.rounds import (
    Change,
    ChangedLine,
    HeldChild,
    HeldGround,
    Position,
    Summary,
    Sums,
    changed_lines,
    changes_since_last_month,
    held,
    held_grounds,
    held_page,
    round_summary,
    rounds_of,
)

__all__ = [
    "BankPayment",
    "BankPreview",
    "BankSummary",
    "Change",
    "ChangedLine",
    "Deciding",
    "Entry",
    "HeldChild",
    "HeldGround",
    "MonthOfLedger",
    "Owed",
    "Payee",
    "Position",
    "Summary",
    "Sums",
    "account_on",
    "accounts_of",
    "bank_preview",
    "bank_summary",
    "changed_lines",
    "changes_since_last_month",
    "deciding_office",
    "granted_now",
    "held",
    "held_grounds",
    "held_page",
    "law",
    "ledger",
    "owed",
    "recheck_due",
    "recheck_months",
    "rechecks_of",
    "round_summary",
    "rounds_of",
    "why_not_decide",
    "why_not_grant",
    "why_not_keep_accounts",
    "why_not_look_again",
    "why_not_step",
    "without_account",
]
