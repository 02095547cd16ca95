"""To whom a child's money may go, and what the law says of changing it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hutong.foundation.kernel.dates import TimeLimit, days
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Dated

CHANGE_OF_PAYEE = "change-of-payee"  # the procedure whose steps are approve, refuse and withdraw


class HolderKind(StrEnum):
    """In which capacity somebody holds the account; payee, guardian and carer are three roles."""

    OWN = "own"
    GUARDIAN = "guardian"
    INSTITUTION = "institution"
    CARER = "carer"
    OTHER = "other"


HOLDERS = {
    HolderKind.OWN: Text("儿童本人", "the child itself"),
    HolderKind.GUARDIAN: Text("监护人", "guardian"),
    HolderKind.INSTITUTION: Text("养育机构", "institution"),
    HolderKind.CARER: Text("实际照料人", "actual carer"),
    HolderKind.OTHER: Text("其他人", "somebody else"),
}


@dataclass(frozen=True, slots=True)
class AccountRules:
    """What the law says of payees: where money goes, and how many days a change waits."""

    payee: Citation
    to_institution: Citation
    waits: Dated

    def waiting_time(self, on: date) -> TimeLimit | None:
        """How long a change approved on a day waits; nothing if nobody has said."""
        value = self.waits.in_force(on, on)
        return None if value is None or value.amount is None else days(int(value.amount))
