"""Writing down what a released round tells the bank to pay."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from hutong.foundation.access import Officer
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits.models import (
    Carried,
    Payment,
    Remittance,
    Round,
    Settled,
    Settlement,
    Unsent,
)
from hutong.programmes.benefits.queries.payments import Instruction, instructions

BATCH = 2000


class SentMeanwhile(Refused):
    """Somebody else sent or settled the same money at this moment."""


def freeze(made: Round, by: Officer) -> Remittance:
    """Keep a released round's bank file as rows, and declare their number and their sum.

    The database compares: what a file pays, leaves unsent and takes off is what its lines, and the
    late money it takes along, come to.
    """
    day = made.released_on
    if day is None:
        raise ValueError("Only a released round goes to the bank.")
    going = instructions(made, day)
    try:
        with transaction.atomic():
            return _written(made, going, day, by)
    except IntegrityError as clash:
        if "carried" not in str(clash) and "No more is settled" not in str(clash):
            raise
        raise SentMeanwhile(
            Finding(
                Text(
                    "有一笔补付的款项刚被另一批带走，或者应退的款项刚刚变动；请重新登记。",
                    "Money that this file takes along was just sent or settled elsewhere; please"
                    " record it once more.",
                )
            )
        ) from None


def _written(made: Round, going: Sequence[Instruction], day: date, by: Officer) -> Remittance:
    Carried.objects.bulk_create(
        [
            Carried(
                round=made,
                child_id=one.payee.child,
                failed_id=late.failed,
                unsent_id=late.unsent,
                amount=late.amount,
                place_id=one.place,
            )
            for one in going
            for late in one.late
        ],
        batch_size=BATCH,
    )
    Settlement.objects.bulk_create(
        [
            Settlement(
                child_id=one.payee.child,
                kind=Settled.OFFSET,
                amount=one.offset,
                round=made,
                settled_on=day,
                recorded_on=day,
                recorded_by_id=by.account_id,
                place_id=one.place,
            )
            for one in going
            if one.offset > 0
        ],
        batch_size=BATCH,
    )
    Unsent.objects.bulk_create(
        [
            Unsent(round=made, child_id=one.payee.child, amount=one.amount, place_id=one.place)
            for one in going
            if one.amount > 0 and not one.payee.account
        ],
        batch_size=BATCH,
    )
    payable = [one for one in going if one.amount > 0 and one.payee.account]
    Payment.objects.bulk_create(
        [
            Payment(
                round=made,
                child_id=one.payee.child,
                number=number,
                holder=one.payee.holder or "",
                bank=one.payee.bank or "",
                account=one.payee.account or "",
                id_number=one.payee.id_number or "",
                amount=one.amount,
                attempt=one.attempt,
                place_id=one.place,
            )
            for number, one in enumerate(payable, 1)
        ],
        batch_size=BATCH,
    )
    return Remittance.objects.create(
        round=made,
        count=len(payable),
        total=sum(one.amount for one in payable),
        sent_on=day,
        sent_by_id=by.account_id,
    )
