"""What of a round goes to the bank, to whom, and who cannot be paid by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from hutong.programmes.benefits.models import Line, Round


class Payee(NamedTuple):
    """Whom a round pays, and the account the money goes to if there is one.

    It is known to the payers even when the child has moved out of their sight meanwhile.
    """

    child: UUID
    child_no: str
    name: str
    reading: str
    sex: str
    id_number: str | None
    holder: str | None
    relation: str | None
    bank: str | None
    account: str | None


@dataclass(frozen=True, slots=True)
class BankPayment:
    """What one child receives by one round."""

    payee: Payee
    amount: Decimal


@dataclass(frozen=True)
class BankPreview:
    """Everybody of a round: who is in the bank's file, who has no account, who owes money back."""

    payments: tuple[BankPayment, ...]

    @cached_property
    def in_the_file(self) -> Sequence[BankPayment]:
        """Those the bank pays."""
        return [item for item in self.payments if item.amount > 0 and item.payee.account]

    @cached_property
    def without_account(self) -> Sequence[BankPayment]:
        """Those who are due money and have no account on record."""
        return [item for item in self.payments if item.amount > 0 and not item.payee.account]

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
    payees = payees_of(round)
    sums = (
        Line.objects.filter(round=round)
        .values("child_id", "place_id")
        .annotate(amount=Sum("amount"))
        .order_by("place_id")
    )
    payments = [
        (row["place_id"], BankPayment(payees[row["child_id"]], row["amount"]))
        for row in sums
        if row["child_id"] in payees
    ]
    payments.sort(key=lambda item: (item[0], item[1].payee.reading, item[1].payee.child))
    return BankPreview(tuple(payment for _, payment in payments))


@dataclass(frozen=True, slots=True)
class BankSummary:
    """A bank's file in figures: its payments, who has no account, who owes money back."""

    count: int
    total: Decimal
    without_account: int
    owing: int


# What each child receives by a round, beside the account it goes to.
PAID = """
    with paid as (
        select child_id, sum(amount) as amount from benefits_line where round_id = %(round)s
         group by child_id
    )
    select {wanted} from paid join benefits_payees(%(round)s, %(day)s) payee
      on payee.child = paid.child_id
"""


def bank_summary(round: Round) -> BankSummary:  # noqa: A002 - it is the word
    """The figures of a round's bank file, without reading who is in it."""
    wanted = """
        count(*) filter (where amount > 0 and account <> ''),
        coalesce(sum(amount) filter (where amount > 0 and account <> ''), 0),
        count(*) filter (where amount > 0 and coalesce(account, '') = ''),
        count(*) filter (where amount < 0)"""
    with connection.cursor() as cursor:
        cursor.execute(PAID.format(wanted=wanted), {"round": round.pk, "day": _day_of(round)})
        return BankSummary(*cursor.fetchone())


def without_account(round: Round, *, limit: int) -> list[BankPayment]:  # noqa: A002 - it is the word
    """Some of those who are due money and have no account on record."""
    wanted = "payee.*, amount"
    lacking = (
        " where amount > 0 and coalesce(account, '') = '' order by reading, child limit %(limit)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            PAID.format(wanted=wanted) + lacking,
            {"round": round.pk, "day": _day_of(round), "limit": limit},
        )
        return [BankPayment(Payee(*row[:-1]), row[-1]) for row in cursor.fetchall()]


def payees_of(round: Round) -> dict[UUID, Payee]:  # noqa: A002 - it is the word
    """Whom a round pays, with the account on the day it is paid, or would be today."""
    with connection.cursor() as cursor:
        cursor.execute("select * from benefits_payees(%s, %s)", [round.pk, _day_of(round)])
        return {row[0]: Payee(*row) for row in cursor.fetchall()}


def _day_of(made: Round) -> date:
    return made.released_on or made.approved_on or made.made_on
