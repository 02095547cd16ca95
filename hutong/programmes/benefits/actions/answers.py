"""What the bank answers, taken in line by line; what nobody knows is ruled by a second person."""

import hashlib
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from hutong.foundation.access import Officer
from hutong.foundation.exchange import actions as exchange
from hutong.foundation.exchange.reading import read_workbook
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.programmes.benefits._answers import answers_in, matched
from hutong.programmes.benefits._duties import CHECKS, MAKES, require
from hutong.programmes.benefits.models import (
    Answer,
    AnswerFile,
    Mismatch,
    Payment,
    Remittance,
    Round,
    Ruled,
    Ruling,
)
from hutong.programmes.benefits.queries.reconciling import answered_payments, standing_of

BRINGS = MAKES
RULES = CHECKS
SAYS_AGAIN = (*MAKES, *CHECKS)


class NotAnswers(Refused):
    """The file holds no answers to this round's payments, or was taken in before."""


class NotToBeRuled(Refused):
    """This payment is not one that a person rules on, or not this person."""


@transaction.atomic
def take_answers(
    *,
    round: Round,  # noqa: A002 - it is the word
    file_name: str,
    content: bytes,
    by: Officer,
    on: date,
) -> AnswerFile:
    """Take in the bank's answers to a round; each line finds its payment, or is shown as it is.

    A line is a payment's answer if number, account and sum are the payment's. Nothing is guessed:
    a line that differs, stands twice or answers once more counts for nothing until a person looks.
    """
    require(by, BRINGS)
    current = Round.objects.select_for_update(of=("self",)).select_related("place").get(pk=round.pk)
    _refuse_unless_whole(by, current)
    if not Remittance.objects.filter(round=current).exists():
        raise NotAnswers(
            Finding(
                Text(
                    "这一期还没有逐笔送银行，没有可以对账的款项。",
                    "This round has not gone to the bank line by line; there is nothing to answer.",
                )
            )
        )
    fingerprint = hashlib.sha256(content).hexdigest()
    earlier = AnswerFile.objects.filter(round=current, fingerprint=fingerprint).first()
    if earlier is not None:
        raise NotAnswers(
            Finding(
                Text(
                    "这份回盘文件 {day} 已经导入过，不重复计入。",
                    "This very file was taken in on {day}; it counts once.",
                ).filled(day=earlier.taken_on),
                field="file",
            )
        )
    lines = answers_in(read_workbook(content, file_name))
    if not lines:
        raise NotAnswers(
            Finding(
                Text(
                    "没有找到回盘明细：要有“序号、账号、金额、状态”各栏，下面有款项。",
                    "No answers were found: columns 序号, 账号, 金额 and 状态 are needed, with"
                    " lines below.",
                ),
                field="file",
            )
        )
    receipt = exchange.take_in(
        kind="bank-answers", file_name=file_name, content=content, by=by, on=on
    )
    file = AnswerFile.objects.create(
        round=current,
        receipt=receipt,
        fingerprint=fingerprint,
        taken_on=on,
        taken_by_id=by.account_id,
    )
    payments = {one.number: one for one in Payment.objects.filter(round=current)}
    Answer.objects.bulk_create(
        [
            Answer(
                file=file,
                row=line.row,
                written={name: said for name, said in line.written.items() if name != "account"},
                account=line.written.get("account", ""),
                outcome=line.outcome.value,
                reason=line.reason,
                payment=line.payment,
                mismatch=line.mismatch.value,
                place_id=line.payment.place_id if line.payment else current.place_id,
            )
            for line in matched(lines, payments, answered_payments(current))
        ],
        batch_size=2000,
    )
    return file


@transaction.atomic
def rule_payment(*, payment: Payment, ruled: Ruled, reason: str, by: Officer, on: date) -> Ruling:
    """Say what became of a payment of which the bank says nothing certain: it arrived, or not.

    Somebody other than whoever brought the answer, or sent the file, does so, and says why.
    """
    require(by, RULES)
    current = _in_reach(payment, by)
    standing = standing_of(current)
    faults = _without_reason(reason)
    if ruled is Ruled.RESEND or not standing.open_to_ruling:
        faults.append(
            Finding(
                Text(
                    "这一笔银行已经答复，或已另行补付，不需要认定。",
                    "The bank has answered for this payment, or it was sent again; there is nothing"
                    " to rule.",
                )
            )
        )
    told_by = _told_by(current)
    if told_by == by.account_id:
        faults.append(
            Finding(
                Text(
                    "导入回盘（或送银行）的人不能自己认定，须由另一人办理。",
                    "Whoever brought the answers, or sent the file, does not rule on them; another"
                    " person does.",
                )
            )
        )
    if faults:
        raise NotToBeRuled(*faults)
    return _ruling(current, ruled, reason, told_by=told_by, by=by, on=on)


@transaction.atomic
def send_again(*, payment: Payment, reason: str, by: Officer, on: date) -> Ruling:
    """Let a failed payment join the next bank file though its account is the same as before.

    Where the account was mended it joins without this.
    """
    require(by, SAYS_AGAIN)
    current = _in_reach(payment, by)
    standing = standing_of(current)
    faults = _without_reason(reason)
    if not standing.failed_and_waiting:
        faults.append(
            Finding(
                Text(
                    "只有确认失败、还没有重新发送的款项才能再发。",
                    "Only a payment that failed, and was not sent since, is sent again.",
                )
            )
        )
    elif standing.resend:
        faults.append(
            Finding(Text("这一笔已定于下一批再发。", "It is to go with the next file already."))
        )
    if faults:
        raise NotToBeRuled(*faults)
    return _ruling(current, Ruled.RESEND, reason, told_by=_told_by(current), by=by, on=on)


def _ruling(
    payment: Payment, ruled: Ruled, reason: str, *, told_by: UUID, by: Officer, on: date
) -> Ruling:
    try:
        with transaction.atomic():
            return Ruling.objects.create(
                payment=payment,
                ruled=ruled.value,
                reason=reason.strip(),
                told_by_id=told_by,
                ruled_on=on,
                ruled_by_id=by.account_id,
                child_id=payment.child_id,
                place_id=payment.place_id,
            )
    except IntegrityError:
        raise NotToBeRuled(
            Finding(
                Text(
                    "另一人刚刚办理了这一笔，请刷新后再看。",
                    "Somebody else has just dealt with this payment; look again.",
                )
            )
        ) from None


def _told_by(payment: Payment) -> UUID:
    """Who brought what is known of a payment: the latest answer, or else whoever sent it."""
    answer = (
        Answer.objects.filter(payment=payment)
        .exclude(mismatch=Mismatch.UNREADABLE)
        .select_related("file")
        .order_by("-pk")
        .first()
    )
    if answer is not None:
        return answer.file.taken_by_id
    return Remittance.objects.get(round=payment.round_id).sent_by_id


def _in_reach(payment: Payment, by: Officer) -> Payment:
    current = Payment.objects.select_related("round__place").get(pk=payment.pk)
    _refuse_unless_whole(by, current.round)
    return current


def _without_reason(reason: str) -> list[Finding]:
    if reason.strip():
        return []
    return [Finding(Text("请写明依据和理由。", "Say why, and on what ground."), field="reason")]


def _refuse_unless_whole(by: Officer, made: Round) -> None:
    if not (by.answers_for(made.place_id) and by.answers_for(made.place_last)):
        raise NotAnswers(
            Finding(
                Text(
                    "您不负责{place}的全部范围。", "Your post does not cover all of {place}."
                ).filled(place=made.place.name)
            )
        )
