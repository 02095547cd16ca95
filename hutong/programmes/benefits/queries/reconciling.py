"""What became of a bank file: declared, paid, failed, unknown, not answered; and who must look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce

from hutong.foundation.access import Officer
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._duties import CHECKS, MAKES, NotYourDuty, require
from hutong.programmes.benefits.models import (
    Answer,
    AnswerFile,
    Carried,
    Mismatch,
    Outcome,
    PayeeAccount,
    Payment,
    Remittance,
    Round,
    Ruled,
    Ruling,
    Unsent,
)
from hutong.programmes.benefits.queries.rounds import Sums

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from hutong.foundation.access.roles import Role

NOTHING = Sums(0, Decimal(0))


class Heap(StrEnum):
    """Which payments of a file are meant, by what became of them."""

    PAID = "paid"
    FAILED = "failed"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"


LABELS: Mapping[Heap, Text] = {
    Heap.PAID: Text("到账", "paid"),
    Heap.FAILED: Text("失败", "failed"),
    Heap.UNKNOWN: Text("结果不明", "unknown"),
    Heap.UNANSWERED: Text("未回盘", "not answered"),
}
MISMATCHES: Mapping[Mismatch, Text] = {
    Mismatch.UNREADABLE: Text("序号、账号或金额读不出", "number, account or sum cannot be read"),
    Mismatch.NO_SUCH: Text("文件里没有这个序号", "the file has no such number"),
    Mismatch.OTHER_ACCOUNT: Text("账号与所发不同", "the account is not the one paid to"),
    Mismatch.OTHER_AMOUNT: Text("金额与所发不同", "the sum is not the one sent"),
    Mismatch.TWICE: Text("同一笔出现两次以上", "the payment stands there more than once"),
    Mismatch.AGAIN: Text("这一笔先前已有答复", "the payment was answered before"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one payment stands: what became of it, and what may still be done."""

    payment: Payment
    heap: Heap
    reason: str
    ruling: Ruling | None
    resend: bool
    carried: bool
    mended: bool
    contradicted: bool

    @property
    def open_to_ruling(self) -> bool:
        """Whether a person must say what became of it."""
        if self.carried or self.ruling is not None:
            return False
        return self.heap in {Heap.UNKNOWN, Heap.UNANSWERED} or self.contradicted

    @property
    def failed_and_waiting(self) -> bool:
        """Whether its money came back and has not gone out again."""
        return self.heap is Heap.FAILED and not self.carried

    @property
    def next(self) -> Text:
        """What happens to it from here, in words."""
        if self.contradicted and self.ruling is None and not self.carried:
            return Text("银行又答复了一次，须认定", "answered once more; somebody must rule")
        if self.heap is Heap.PAID:
            return Text("已到账", "it arrived")
        if self.carried:
            return Text("已随后一批重新发放", "sent again with a later file")
        if self.heap is Heap.FAILED:
            return (
                Text("账户已更正，随下一批发放", "account mended; it goes with the next file")
                if self.mended
                else Text("已定随下一批再发", "to go with the next file")
                if self.resend
                else Text("待更正账户，或写明再发", "mend the account, or say to send it again")
            )
        return Text("须由另一人认定", "another person must rule")


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A released round against the bank's answers; the heaps add up to what was declared."""

    remittance: Remittance
    heaps: Mapping[Heap, Sums]
    resent: Sums
    findings: int
    files: Sequence[AnswerFile]
    unsent: Sums

    @property
    def declared(self) -> Sums:
        """What the file declared: how many payments, and how much."""
        return Sums(self.remittance.count, self.remittance.total)

    @property
    def difference(self) -> Sums:
        """What the heaps lack of the declared; nothing, or the figures cannot be trusted."""
        return Sums(
            self.declared.children - sum(one.children for one in self.heaps.values()),
            self.declared.amount - sum((one.amount for one in self.heaps.values()), Decimal(0)),
        )

    @property
    def adds_up(self) -> bool:
        """Whether declared is paid and failed and unknown and not answered, to the fen."""
        return self.difference == NOTHING

    @property
    def done(self) -> bool:
        """Whether every payment has arrived or was sent again."""
        failed = self.heaps[Heap.FAILED]
        waiting = failed.children - self.resent.children
        open_ = self.heaps[Heap.UNKNOWN].children + self.heaps[Heap.UNANSWERED].children
        return waiting == 0 and open_ == 0


def reconciliation(round: Round) -> Reconciliation | None:  # noqa: A002 - it is the word
    """A released round against the bank's answers; nothing where its file is not kept as rows."""
    remittance = Remittance.objects.filter(round=round).select_related("sent_by").first()
    if remittance is None:
        return None
    rows = payments_with_outcome(round).values("heap").annotate(n=Count("pk"), sum=Sum("amount"))
    heaps = dict.fromkeys(Heap, NOTHING) | {
        Heap(row["heap"]): Sums(row["n"], row["sum"]) for row in rows.order_by()
    }
    resent = Carried.objects.filter(failed__round=round).aggregate(n=Count("pk"), sum=Sum("amount"))
    unsent = Unsent.objects.filter(round=round).aggregate(n=Count("pk"), sum=Sum("amount"))
    return Reconciliation(
        remittance=remittance,
        heaps=heaps,
        resent=Sums(resent["n"], resent["sum"] or Decimal(0)),
        findings=Answer.objects.filter(file__round=round).exclude(mismatch="").count(),
        files=list(
            AnswerFile.objects.filter(round=round)
            .select_related("receipt", "taken_by")
            .order_by("receipt_id")
        ),
        unsent=Sums(unsent["n"], unsent["sum"] or Decimal(0)),
    )


def payments_with_outcome(round: Round) -> "QuerySet[Any]":  # noqa: A002 - it is the word
    """A round's payments, each with `heap`: as a person ruled, or else as the bank answered."""
    counted = Answer.objects.filter(payment=OuterRef("pk"), mismatch="")
    ruling = Ruling.objects.filter(payment=OuterRef("pk"), ruled__in=[Ruled.PAID, Ruled.FAILED])
    return Payment.objects.filter(round=round).annotate(
        heap=Coalesce(
            Subquery(ruling.values("ruled")[:1]),
            Subquery(counted.values("outcome")[:1]),
            Value(Heap.UNANSWERED.value),
            output_field=TextField(),
        ),
        said=Coalesce(Subquery(counted.values("reason")[:1]), Value(""), output_field=TextField()),
        contradicted=Exists(Answer.objects.filter(payment=OuterRef("pk"), mismatch="again")),
        was_carried=Exists(Carried.objects.filter(failed=OuterRef("pk"))),
    )


def answered_payments(round: Round) -> frozenset[int]:  # noqa: A002 - it is the word
    """The payments of a round that the bank has answered for, or a person has ruled on."""
    found = payments_with_outcome(round).exclude(heap=Heap.UNANSWERED.value)
    return frozenset(found.values_list("pk", flat=True))


def standing_of(payment: Payment) -> Standing:
    """How one payment stands."""
    found = payments_with_outcome(payment.round).filter(pk=payment.pk)
    return _standings(found, payment.round)[0]


def standings(
    round: Round,  # noqa: A002 - it is the word
    heap: Heap | None = None,
    *,
    after: int = 0,
    limit: int,
) -> list[Standing]:
    """The payments of a heap in the order of their numbers; without one, those that need a person.

    Before the bank has answered anything, not having been answered is nothing to look at.
    """
    found = payments_with_outcome(round).filter(number__gt=after)
    if heap is not None:
        found = found.filter(heap=heap.value)
    else:
        waits = Q(heap=Heap.UNKNOWN.value) | Q(contradicted=True) | Q(heap=Heap.FAILED.value)
        if AnswerFile.objects.filter(round=round).exists():
            waits |= Q(heap=Heap.UNANSWERED.value)
        found = found.filter(waits, was_carried=False)
    return _standings(found.order_by("number")[:limit], round)


def findings_of(round: Round, *, limit: int) -> list[Answer]:  # noqa: A002 - it is the word
    """The lines of the bank's answers that count for nothing, the latest file first."""
    found = Answer.objects.filter(file__round=round).exclude(mismatch="")
    return list(found.select_related("payment", "file__receipt").order_by("-file", "row")[:limit])


def paid_out(payments: "QuerySet[Payment]") -> Decimal:
    """What of some payments is known to have arrived."""
    arrived = payments.annotate(
        ruled=Subquery(
            Ruling.objects.filter(
                payment=OuterRef("pk"), ruled__in=[Ruled.PAID, Ruled.FAILED]
            ).values("ruled")[:1]
        ),
        answered=Subquery(
            Answer.objects.filter(payment=OuterRef("pk"), mismatch="").values("outcome")[:1]
        ),
    ).annotate(became=Coalesce(F("ruled"), F("answered")))
    total: Decimal | None = arrived.filter(became=Outcome.PAID.value).aggregate(s=Sum("amount"))[
        "s"
    ]
    return total or Decimal(0)


def _standings(found: "QuerySet[Any]", made: Round) -> list[Standing]:
    rows = list(found.select_related("child"))
    keys = [row.pk for row in rows]
    rulings: dict[int, list[Ruling]] = {}
    for ruling in Ruling.objects.filter(payment__in=keys).select_related("ruled_by"):
        rulings.setdefault(ruling.payment_id, []).append(ruling)
    mended = _mended(rows, made.released_on)
    return [
        Standing(
            payment=row,
            heap=Heap(row.heap),
            reason=row.said,
            ruling=next(
                (one for one in rulings.get(row.pk, []) if one.ruled != Ruled.RESEND), None
            ),
            resend=any(one.ruled == Ruled.RESEND for one in rulings.get(row.pk, [])),
            carried=row.was_carried,
            mended=row.pk in mended,
            contradicted=row.contradicted,
        )
        for row in rows
    ]


def _mended(rows: Sequence[Payment], since: "date | None") -> set[int]:
    """Those whose child has had another account since the payment was sent."""
    if since is None:
        return set()
    accounts: dict[object, PayeeAccount] = {}
    children = [row.child_id for row in rows]
    found = PayeeAccount.objects.filter(child__in=children, days__startswith__gt=since)
    for account in found.order_by("days"):
        accounts[account.child_id] = account
    return {
        row.pk
        for row in rows
        if (later := accounts.get(row.child_id))
        and (later.number, later.holder, later.bank) != (row.account, row.holder, row.bank)
    }


def why_not_bring(by: Officer) -> NotYourDuty | None:
    """Why an officer may not bring the bank's answers; nothing if they may."""
    return _refusal(by, MAKES)


def why_not_rule(by: Officer) -> NotYourDuty | None:
    """Why an officer may not rule on what the bank left open; nothing if they may."""
    return _refusal(by, CHECKS)


def why_not_send_again(by: Officer) -> NotYourDuty | None:
    """Why an officer may not have a failed payment sent again; nothing if they may."""
    return _refusal(by, (*MAKES, *CHECKS))


def _refusal(by: Officer, roles: "tuple[Role, ...]") -> NotYourDuty | None:
    try:
        require(by, roles)
    except NotYourDuty as refusal:
        return refusal
    return None
