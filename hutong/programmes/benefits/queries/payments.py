"""What of a round goes to the bank, to whom, and who cannot be paid by it.

Until the round is released this is worked out anew; then the rows stand that were given to the
bank.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Sum

from hutong.foundation.secrecy.fields import opened
from hutong.programmes.benefits.models import (
    Carried,
    Line,
    PayeeAccount,
    Payment,
    Remittance,
    Round,
    Unsent,
)
from hutong.registry.people.models import Child

if TYPE_CHECKING:
    from django.db.models import QuerySet


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
class Late:
    """Money of an earlier file that this one takes along: it failed there, or was never sent."""

    amount: Decimal
    attempt: int
    failed: int | None
    unsent: int | None


@dataclass(frozen=True, slots=True)
class Instruction:
    """What one child comes to in a bank file, in yuan.

    `net` is the sum of its lines, negative where more is taken back than paid; `late` comes from
    earlier files; `offset` is taken off for an earlier overpayment, as two people decided.
    """

    payee: Payee
    place: int
    net: Decimal
    offset: Decimal
    late: tuple[Late, ...]

    @property
    def amount(self) -> Decimal:
        """What the bank is told to pay, or what stays unsent; never less than nothing."""
        return max(self.net, Decimal(0)) + sum((one.amount for one in self.late), -self.offset)

    @property
    def attempt(self) -> int:
        """How often this money will have been sent."""
        return 1 + max((one.attempt for one in self.late), default=0)


@dataclass(frozen=True, slots=True)
class BankPayment:
    """What one child receives by one round."""

    payee: Payee
    amount: Decimal
    attempt: int = 1


@dataclass(frozen=True)
class BankPreview:
    """Everybody of a round: who is in the bank's file, who has no account, who owes money back."""

    instructions: tuple[Instruction, ...]

    @cached_property
    def in_the_file(self) -> Sequence[BankPayment]:
        """Those the bank pays, in the order of their numbers."""
        return [
            BankPayment(item.payee, item.amount, item.attempt)
            for item in self.instructions
            if item.amount > 0 and item.payee.account
        ]

    @cached_property
    def without_account(self) -> Sequence[BankPayment]:
        """Those who are due money and have no account on record."""
        return [
            BankPayment(item.payee, item.amount)
            for item in self.instructions
            if item.amount > 0 and not item.payee.account
        ]

    @cached_property
    def owing(self) -> Sequence[BankPayment]:
        """Those of whom more is to be recovered than they receive."""
        return [BankPayment(item.payee, item.net) for item in self.instructions if item.net < 0]

    @property
    def count(self) -> int:
        """How many payments the bank's file declares."""
        return len(self.in_the_file)

    @property
    def total(self) -> Decimal:
        """The sum the bank's file declares."""
        return sum((item.amount for item in self.in_the_file), Decimal(0))


def bank_preview(round: Round) -> BankPreview:  # noqa: A002 - it is the word
    """What of a round would go to the bank: each child's lines, what is late, less what is owed."""
    return BankPreview(tuple(instructions(round, _day_of(round))))


def instructions(round: Round, day: date) -> list[Instruction]:  # noqa: A002 - it is the word
    """What a round comes to for each child if it goes to the bank on a day.

    Only whoever answers for the whole of the round is told. Nothing is taken off for a child that
    has no account: its money waits.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from benefits_instructions(%s, %s) order by place, reading, child",
            [round.pk, day],
        )
        return [_instruction(row) for row in cursor.fetchall()]


PAYEE_COLUMNS = len(Payee._fields)


def _instruction(row: Sequence[Any]) -> Instruction:
    place, net, owed, allowed, carried, account_row = row[PAYEE_COLUMNS:]
    payee = _payee(row, account_row)
    late = tuple(
        Late(Decimal(one["amount"]), one["attempt"], one["failed"], one["unsent"])
        for one in _read(carried)
    )
    gross = max(net, Decimal(0)) + sum((one.amount for one in late), Decimal(0))
    offset = max(min(owed, allowed, gross), Decimal(0)) if payee.account else Decimal(0)
    return Instruction(payee, place, net, offset, late)


def _payee(row: Sequence[Any], account_row: UUID | None) -> Payee:
    """The first columns of a row, with what stands sealed in it opened."""
    payee = Payee(*row[:PAYEE_COLUMNS])
    return payee._replace(
        id_number=opened(Child, "id_number", payee.id_number, id=payee.child),
        account=opened(PayeeAccount, "number", payee.account, id=account_row),
    )


def _read(carried: object) -> Iterable[dict[str, Any]]:
    found: Iterable[dict[str, Any]] = (
        json.loads(carried) if isinstance(carried, str) else carried  # type: ignore[assignment]
    )
    return found


def sent(round: Round) -> "QuerySet[Payment]":  # noqa: A002 - it is the word
    """The payments of a released round as they were given to the bank, by their numbers."""
    return Payment.objects.filter(round=round).order_by("number")


def is_frozen(round: Round) -> bool:  # noqa: A002 - it is the word
    """Whether a round's bank file stands as rows; one sent before these were kept does not."""
    return _remittance(round) is not None


def _remittance(made: Round) -> Remittance | None:
    if made.released_on is None:
        return None
    return Remittance.objects.filter(round=made).first()


@dataclass(frozen=True, slots=True)
class BankSummary:
    """A bank's file in figures: its payments, who has no account, who owes money back.

    `offset` is what is taken off for earlier overpayments, `late` what comes from earlier files.
    """

    count: int
    total: Decimal
    without_account: int
    owing: int
    offset: Decimal = Decimal(0)
    late: int = 0


# What `_instruction` works out for one child, for all of them at once.
GOING = """
    with asked as (
        select *, greatest(net, 0) + (select coalesce(sum((late ->> 'amount')::numeric), 0)
                                        from jsonb_array_elements(carried) late) as gross
          from benefits_instructions(%(round)s, %(day)s)
    ),
    going as (
        select *, coalesce(account, '') <> '' as has_account,
               case when coalesce(account, '') <> ''
                    then greatest(least(owed, allowed, gross), 0) else 0 end as taken
          from asked
    )
"""
IN_FIGURES = """
    select count(*) filter (where has_account and gross > taken),
           coalesce(sum(gross - taken) filter (where has_account), 0),
           count(*) filter (where gross > 0 and not has_account),
           count(*) filter (where net < 0),
           coalesce(sum(taken), 0),
           count(*) filter (where carried <> '[]')
      from going
"""
LACKING = f"""
    select {", ".join(Payee._fields)}, gross from going
     where gross > 0 and not has_account order by reading, child limit %(limit)s
"""  # noqa: S608 - the names are our own


def bank_summary(round: Round) -> BankSummary:  # noqa: A002 - it is the word
    """The figures of a round's bank file, without reading who is in it."""
    remittance = _remittance(round)
    if remittance is None:
        with connection.cursor() as cursor:
            cursor.execute(GOING + IN_FIGURES, {"round": round.pk, "day": _day_of(round)})
            return BankSummary(*cursor.fetchone())
    taken_off = round.offsets.aggregate(sum=Sum("amount"))["sum"]
    net = Line.objects.filter(round=round).values("child").annotate(net=Sum("amount"))
    return BankSummary(
        count=remittance.count,
        total=remittance.total,
        without_account=Unsent.objects.filter(round=round).count(),
        owing=net.filter(net__lt=0).count(),
        offset=taken_off or Decimal(0),
        late=Carried.objects.filter(round=round).aggregate(n=Count("child", distinct=True))["n"],
    )


def without_account(round: Round, *, limit: int) -> list[BankPayment]:  # noqa: A002 - it is the word
    """Some of those who are due money and had no account on the day."""
    if _remittance(round) is None:
        with connection.cursor() as cursor:
            cursor.execute(
                GOING + LACKING, {"round": round.pk, "day": _day_of(round), "limit": limit}
            )
            return [BankPayment(Payee(*row[:-1]), row[-1]) for row in cursor.fetchall()]
    payees = payees_of(round)
    found = Unsent.objects.filter(round=round).order_by(F("child__reading"), "child")[:limit]
    return [BankPayment(payees[one.child_id], one.amount) for one in found]


def payees_of(round: Round) -> dict[UUID, Payee]:  # noqa: A002 - it is the word
    """Whom a round pays, with the account on the day it is paid, or would be today."""
    with connection.cursor() as cursor:
        cursor.execute("select * from benefits_payees(%s, %s)", [round.pk, _day_of(round)])
        return {row[0]: _payee(row, row[PAYEE_COLUMNS]) for row in cursor.fetchall()}


def _day_of(made: Round) -> date:
    return made.released_on or made.approved_on or made.made_on
