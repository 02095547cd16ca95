"""What a child was paid too much, what of it came back, and how the rest is to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Min, Q, Sum

from hutong.foundation.access import Officer
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._duties import AGREES, KEEPS_ACCOUNTS, NotYourDuty, require
from hutong.programmes.benefits.models import (
    Kind,
    Line,
    Payment,
    RecoveryPlan,
    Round,
    Settled,
    Settlement,
    Unsent,
    Way,
)
from hutong.programmes.benefits.models.recovering import COUNTS
from hutong.programmes.benefits.queries.reconciling import paid_out
from hutong.registry.people.models import Child

if TYPE_CHECKING:
    from hutong.foundation.access.roles import Role

RECOVERS = KEEPS_ACCOUNTS
WAYS = {
    Way.WHOLE: Text("从以后的发放中一次抵扣", "taken off the next payments, all of it"),
    Way.MONTHLY: Text("从以后的发放中按月抵扣", "taken off the next payments, so much a month"),
    Way.REPAID: Text("由家庭退还", "paid back by the family"),
}
KINDS = {
    Settled.OFFSET: Text("抵扣", "taken off"),
    Settled.REPAID: Text("退还", "paid back"),
    Settled.WAIVED: Text("免追", "waived"),
}


class Negative(NamedTuple):
    """A round by which more was taken back from a child than it received."""

    round: UUID
    net: Decimal


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One round by which more was taken back from a child than it received."""

    round: Round | None
    net: Decimal
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Receivable:
    """What a child owes back: each sum taken back, each settlement, and what is still open."""

    child: Child
    taken_back: Sequence[TakenBack]
    settlements: Sequence[Settlement]
    plan: RecoveryPlan | None

    @property
    def total(self) -> Decimal:
        """All that was found to be paid too much, in yuan."""
        return -sum((one.net for one in self.taken_back), Decimal(0))

    @property
    def settled(self) -> Decimal:
        """What has been taken off, paid back or waived by two people."""
        return sum((one.amount for one in self.settlements if counts(one)), Decimal(0))

    @property
    def open(self) -> Decimal:
        """What is still owed."""
        return self.total - self.settled

    @property
    def waiting(self) -> Settlement | None:
        """A waiver that a second person has not agreed to yet."""
        return next(
            (one for one in self.settlements if not counts(one) and one.declined_on is None), None
        )


def counts(settlement: Settlement) -> bool:
    """Whether a settlement lessens what is owed: a waiver does once it was agreed to."""
    return settlement.kind != Settled.WAIVED or settlement.agreed_on is not None


def owed_back(child: Child) -> Decimal:
    """What a child still owes back, in yuan."""
    taken = -sum((row.net for row in _negative(child)), Decimal(0))
    found = Settlement.objects.filter(COUNTS, child=child).aggregate(total=Sum("amount"))
    settled: Decimal | None = found["total"]
    return taken - (settled or Decimal(0))


def receivable(child: Child) -> Receivable:
    """What a child owes back, and how it is to come back."""
    rows = _negative(child)
    rounds = Round.objects.in_bulk([row.round for row in rows])
    months: dict[object, list[Month]] = {}
    lines = Line.objects.filter(
        child=child, live=True, kind=Kind.RECOVERY.value, round__in=[row.round for row in rows]
    )
    for line in lines.order_by("month"):
        months.setdefault(line.round_id, []).append(line.month)
    return Receivable(
        child=child,
        taken_back=[
            TakenBack(rounds.get(row.round), row.net, tuple(dict.fromkeys(months[row.round])))
            for row in rows
        ],
        settlements=list(
            Settlement.objects.filter(child=child)
            .select_related("round", "recorded_by", "agreed_by", "declined_by")
            .order_by("settled_on", "pk")
        ),
        plan=RecoveryPlan.objects.filter(child=child, ended_on__isnull=True)
        .select_related("proposed_by", "agreed_by")
        .first(),
    )


@dataclass(frozen=True, slots=True)
class Account:
    """A child's money on both sides: what the lines say, and where it is. All sums in yuan.

    lines = paid + on its way + unsent - repaid - waived - open
    """

    lines: Decimal
    paid: Decimal
    on_its_way: Decimal
    unsent: Decimal
    repaid: Decimal
    waived: Decimal
    open: Decimal

    @property
    def adds_up(self) -> bool:
        """Whether both sides are the same to the fen."""
        received = self.paid + self.on_its_way + self.unsent
        return self.lines == received - self.repaid - self.waived - self.open


def account_of(child: Child) -> Account:
    """What a child's released rounds say it got, against where that money is.

    What failed and has not gone out again counts as unsent.
    """
    released = Line.objects.filter(child=child, live=True, round__released_on__isnull=False)
    payments = Payment.objects.filter(child=child, carried__isnull=True)
    sent = payments.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    arrived = paid_out(payments)
    failed = sum((one.amount for one in payments if _failed(one)), Decimal(0))
    waiting = Unsent.objects.filter(child=child, carried__isnull=True)
    settled = dict(
        Settlement.objects.filter(COUNTS, child=child)
        .values_list("kind")
        .annotate(Sum("amount"))
        .order_by()
    )
    taken = -sum((row.net for row in _negative(child, released_only=True)), Decimal(0))
    return Account(
        lines=released.aggregate(sum=Sum("amount"))["sum"] or Decimal(0),
        paid=arrived,
        on_its_way=sent - arrived - failed,
        unsent=failed + (waiting.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)),
        repaid=settled.get(Settled.REPAID.value, Decimal(0)),
        waived=settled.get(Settled.WAIVED.value, Decimal(0)),
        open=taken - sum(settled.values(), Decimal(0)),
    )


def _failed(payment: Payment) -> bool:
    ruled = payment.rulings.filter(ruled__in=["paid", "failed"]).first()
    if ruled is not None:
        return ruled.ruled == "failed"
    return payment.answers.filter(mismatch="", outcome="failed").exists()


def why_not_recover(by: Officer) -> NotYourDuty | None:
    """Why an officer may not propose how money comes back, or record that it did."""
    return _refusal(by, RECOVERS)


def why_not_agree(by: Officer) -> NotYourDuty | None:
    """Why an officer may not agree to how money comes back; nothing if they may."""
    return _refusal(by, AGREES)


def _refusal(by: Officer, roles: "tuple[Role, ...]") -> NotYourDuty | None:
    try:
        require(by, roles)
    except NotYourDuty as refusal:
        return refusal
    return None


def _negative(child: Child, *, released_only: bool = False) -> list[Negative]:
    """The rounds by which more was taken back from a child than it received, the oldest first."""
    approved = (
        Q(round__released_on__isnull=False)
        if released_only
        else Q(round__approved_on__isnull=False)
    )
    taking = Line.objects.filter(child=child, live=True, amount__lt=0).values("round")
    lines = Line.objects.filter(approved, child=child, live=True, round__in=taking)
    found = lines.values_list("round").annotate(net=Sum("amount"), first=Min("pk"))
    return [Negative(*row[:2]) for row in found.filter(net__lt=0).order_by("first")]
