"""What of a round goes to the bank, to whom, and who cannot be paid by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import Sum

from hutong.programmes.benefits.models import Line, PayeeAccount, Round
from hutong.registry.people.models import Child


@dataclass(frozen=True, slots=True)
class BankPayment:
    """What one child receives by one round, and the account it goes to if there is one."""

    child: Child
    amount: Decimal
    account: PayeeAccount | None


@dataclass(frozen=True)
class BankPreview:
    """Everybody of a round: who is in the bank's file, who has no account, who owes money back."""

    payments: tuple[BankPayment, ...]

    @cached_property
    def in_the_file(self) -> Sequence[BankPayment]:
        """Those the bank pays."""
        return [item for item in self.payments if item.amount > 0 and item.account is not None]

    @cached_property
    def without_account(self) -> Sequence[BankPayment]:
        """Those who are due money and have no account on record."""
        return [item for item in self.payments if item.amount > 0 and item.account is None]

    @cached_property
    def owing(self) -> Sequence[BankPayment]:
        """Those of whom more is to be recovered than they receive."""
        return [item for item in self.payments if item.amount < 0]

    @property
    def count(self) -> int:
        """How many payments the bank's file declares."""
        return len(self.in_the_file)

    @property
    def total(self) -> Decimal:
        """The sum the bank's file declares."""
        return sum((item.amount for item in self.in_the_file), Decimal(0))


def bank_preview(round: Round) -> BankPreview:  # noqa: A002 - it is the word
    """What of a round goes to the bank: the sums of each child's lines, recoveries taken off."""
    lines = Line.objects.filter(round=round)
    sums = lines.values("child").annotate(amount=Sum("amount"))
    amounts = {row["child"]: row["amount"] for row in sums}
    accounts = payee_accounts(round)
    children = Child.objects.filter(pk__in=lines.values("child"))
    return BankPreview(
        tuple(BankPayment(child, amounts[child.pk], accounts.get(child.pk)) for child in children)
    )


def payee_accounts(round: Round) -> dict[UUID, PayeeAccount]:  # noqa: A002 - it is the word
    """The account each child of a round has on the day it is paid, or would be today."""
    day = round.released_on or round.approved_on or round.made_on
    found = PayeeAccount.objects.filter(
        child__in=Line.objects.filter(round=round).values("child"), days__contains=day
    )
    return {account.child_id: account for account in found}
