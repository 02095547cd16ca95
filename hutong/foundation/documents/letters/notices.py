"""Letters to a family, each as the dataclass of what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from hutong.foundation.documents.letters.parts import (
    Basis,
    Child,
    MissingPaper,
    Office,
    Reason,
    Remedy,
    SumLine,
)
from hutong.foundation.kernel.months import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every letter says: who writes to whom, on which day, and whom to ask."""

    template: ClassVar[str]

    office: Office
    recipient: str
    child: Child
    on: date
    number: str = ""
    enquiries: Sequence[str] = ()
    signed_for: bool = True  # whether a line is left for whoever takes the letter in hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Letter):
    """受理通知书."""

    template: ClassVar[str] = "receipt"

    matter: str
    applied_on: date
    accepted_on: date
    limit: str = ""
    due_on: date | None = None
    basis: Basis | None = None
    papers: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers(Letter):
    """补正材料通知书."""

    template: ClassVar[str] = "papers"

    matter: str
    applied_on: date
    missing: Sequence[MissingPaper]
    basis: Basis | None = None
    due_on: date | None = None
    further: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted(Letter):
    """予以确认决定书."""

    template: ClassVar[str] = "granted"

    matter: str
    applied_on: date
    category: str
    benefit: str
    findings: Sequence[Reason]
    first_month: Month
    monthly: Decimal
    basis: Basis
    sum: Sequence[SumLine] = ()
    account: str = ""
    duties: Sequence[str] = ()
    remedies: Sequence[Remedy] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Awarded(Letter):
    """予以确认决定书 of what is no sum a month: one sum, a sum a year, or a service."""

    template: ClassVar[str] = "awarded"

    matter: str
    applied_on: date
    benefit: str
    basis: Basis
    paid: str  # how it is paid, in a sentence
    findings: Sequence[Reason] = ()
    every: str = ""
    amount: Decimal | None = None  # nothing where a service is granted
    first_month: Month | None = None
    sum: Sequence[SumLine] = ()
    account: str = ""
    duties: Sequence[str] = ()
    remedies: Sequence[Remedy] = ()


@dataclass(frozen=True, slots=True)
class AccountShown:
    """An account as a letter may show it: whose, where, and its last four figures."""

    which: str
    holder: str
    bank: str
    tail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChanged(Letter):
    """领取账户变更通知书, to whoever is paid from now on, or to whoever was `until_now`.

    The latter is shown no account but their own.
    """

    template: ClassVar[str] = "accountchanged"

    first_day: date
    in_use: bool
    waiting_days: int
    accounts: Sequence[AccountShown]
    if_not_asked: Sequence[str]
    why: str = ""
    until_now: bool = False
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined(Letter):
    """不予确认决定书."""

    template: ClassVar[str] = "declined"

    matter: str
    applied_on: date
    reasons: Sequence[Reason]
    again: str = ""
    remedies: Sequence[Remedy] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped(Letter):
    """停止发放告知书."""

    template: ClassVar[str] = "stopped"

    benefit: str
    first_unpaid_month: Month
    reasons: Sequence[Reason]
    again: str = ""
    remedies: Sequence[Remedy] = ()

    @property
    def last_month(self) -> Month:
        return self.first_unpaid_month - 1


@dataclass(frozen=True, slots=True)
class Overpaid:
    """One month of which too much was paid."""

    month: Month
    paid: Decimal
    due: Decimal
    reason: str = ""

    @property
    def back(self) -> Decimal:
        return self.paid - self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery(Letter):
    """追回款项通知书."""

    template: ClassVar[str] = "recovery"

    benefit: str
    months: Sequence[Overpaid]
    basis: Basis
    how: Sequence[str] = ()
    due_on: date | None = None
    remedies: Sequence[Remedy] = ()

    @property
    def total(self) -> Decimal:
        return sum((month.back for month in self.months), Decimal(0))
