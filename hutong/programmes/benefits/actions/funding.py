"""Money that arrived and money handed down: recorded by one person, confirmed by a second."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from hutong.foundation.access import Officer
from hutong.foundation.kernel.money import LARGEST, show, yuan
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.programmes.benefits._duties import CONFIRMS_FUNDS, RECORDS_FUNDS, require
from hutong.programmes.benefits.models import FundAllocation, FundReceipt, Purpose, Source
from hutong.programmes.benefits.queries.funding import left_of

EARLIEST = 2000

# What the database holds of money, in words.
SENTENCES = {
    "money_arrives_once_by_a_document": Text(
        "这份文件的这笔资金（同一来源、同一类型）已经登记过。",
        "This money of the document, from this source and for this purpose, is recorded already.",
    ),
    "money_is_handed_down_once_it_is_there": Text(
        "只能下拨已经到账并经第二人确认的资金，下拨日期不早于到账日期。",
        "Only money that arrived and was confirmed by a second person is handed down, and not "
        "before the day it arrived.",
    ),
    "money_is_handed_down_to_a_place_below": Text(
        "资金只能下拨给下级地区。", "Money is handed down to a place below."
    ),
    "no_more_is_handed_down_than_arrived": Text(
        "下拨合计超过了到账金额。", "More would be handed down than arrived."
    ),
    "what_was_handed_down_is_struck_first": Text(
        "已经下拨了一部分，先划去下拨，再划去到账。",
        "A part was handed down; that is struck first.",
    ),
}


class NotMoney(Refused):
    """What was written of the money cannot be recorded."""


class NotConfirmed(Refused):
    """The movement cannot be confirmed by this person, or not any more."""


class NotStruck(Refused):
    """The movement cannot be struck."""


@transaction.atomic
def record_receipt(
    *,
    place: Place,
    document: str,
    title: str,
    purpose: Purpose,
    source: Source,
    amount: Decimal,
    year: int,
    arrived_on: date,
    by: Officer,
    on: date,
) -> FundReceipt:
    """Record money that arrived for a place (yuan); it counts once a second person confirms it."""
    require(by, RECORDS_FUNDS)
    faults = [*_wrong(document, amount, "arrived_on", arrived_on, on)]
    if not title.strip():
        faults.append(_needed("title", Text("请填文件标题。", "Write the document's title.")))
    if not EARLIEST <= year <= on.year + 1:
        faults.append(
            _needed(
                "year",
                Text(
                    "使用年度请写成 {this} 这样的年份。", "Write the year of use as {this}."
                ).filled(this=on.year),
            )
        )
    if not by.answers_for(place.number):
        faults.append(
            _needed("place", Text("这个地区不在您的辖区。", "The place is not in your area."))
        )
    if faults:
        raise NotMoney(*faults)
    receipt = FundReceipt(
        place=place,
        document=_one_line(document),
        title=_one_line(title),
        purpose=purpose.value,
        source=source.value,
        amount=yuan(amount),
        year=year,
        arrived_on=arrived_on,
        recorded_on=on,
        recorded_by_id=by.account_id,
    )
    _save(receipt)
    return receipt


@transaction.atomic
def hand_down(
    *,
    receipt: FundReceipt,
    place: Place,
    amount: Decimal,
    allotted_on: date,
    document: str,
    by: Officer,
    on: date,
) -> FundAllocation:
    """Record that a place below is given a part (yuan) of money that arrived; never more of it."""
    require(by, RECORDS_FUNDS)
    current = FundReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    faults = [*_wrong(document, amount, "allotted_on", allotted_on, on)]
    left = left_of(current)
    if not faults and amount > left:
        sentence = Text("未下拨的只有 {left}。", "Only {left} is left of it.")
        faults.append(_needed("amount", sentence.filled(left=show(left))))
    if faults:
        raise NotMoney(*faults)
    allocation = FundAllocation(
        receipt=current,
        place=place,
        document=_one_line(document),
        amount=yuan(amount),
        allotted_on=allotted_on,
        recorded_on=on,
        recorded_by_id=by.account_id,
    )
    _save(allocation)
    return allocation


@transaction.atomic
def confirm_money(*, moved: FundReceipt | FundAllocation, by: Officer, on: date) -> None:
    """Confirm a movement that somebody else recorded; from then on it counts."""
    require(by, CONFIRMS_FUNDS)
    current = type(moved).objects.select_for_update(of=("self",)).get(pk=moved.pk)
    if current.struck_on or current.confirmed_on:
        raise NotConfirmed(
            Finding(Text("这一笔已经确认过或者划去了。", "It was confirmed or struck already."))
        )
    if current.recorded_by_id == by.account_id:
        raise NotConfirmed(
            Finding(
                Text(
                    "登记人不能确认自己登记的资金，请由另一人确认。",
                    "Whoever recorded the money cannot confirm it; a second person does.",
                )
            )
        )
    current.confirmed_on, current.confirmed_by_id = on, by.account_id
    current.save(update_fields=["confirmed_on", "confirmed_by"])


@transaction.atomic
def strike_money(
    *, moved: FundReceipt | FundAllocation, reason: str, by: Officer, on: date
) -> None:
    """Strike a movement that was recorded wrongly; it stays to be seen, and counts no more."""
    require(by, CONFIRMS_FUNDS)
    current = type(moved).objects.select_for_update(of=("self",)).get(pk=moved.pk)
    if current.struck_on:
        raise NotStruck(Finding(Text("这一笔已经划去了。", "It was struck already.")))
    if not reason.strip():
        sentence = Text("请写明划去的原因。", "Say why it is struck.")
        raise NotStruck(_needed("reason", sentence))
    current.struck_on, current.struck_by_id = on, by.account_id
    current.reason = _one_line(reason)
    _save(current, fields=["struck_on", "struck_by", "reason"])


def _wrong(document: str, amount: Decimal, field: str, day: date, on: date) -> list[Finding]:
    faults = []
    if not document.strip():
        faults.append(_needed("document", Text("请填文件编号。", "Write the document's number.")))
    if not 0 < amount <= LARGEST:
        faults.append(_needed("amount", Text("金额应当大于零。", "The sum is more than nothing.")))
    if day > on:
        faults.append(_needed(field, Text("日期不能晚于今天。", "The day is no later than today.")))
    return faults


def _needed(field: str, sentence: Text) -> Finding:
    return Finding(sentence, field=field)


def _one_line(given: str) -> str:
    return " ".join(given.split())


def _save(moved: FundReceipt | FundAllocation, *, fields: list[str] | None = None) -> None:
    """Write a movement; what the database refuses of it is said in words."""
    try:
        with transaction.atomic():
            moved.save(update_fields=fields)
    except IntegrityError as clash:
        broken = getattr(getattr(clash.__cause__, "diag", None), "constraint_name", "")
        if broken not in SENTENCES:
            raise
        raise NotMoney(Finding(SENTENCES[broken])) from None
