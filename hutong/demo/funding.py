"""The invented money: what the centre and the city gave this year, and what the districts got."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from hutong.demo.days import earlier
from hutong.demo.matters import WHY
from hutong.demo.players import CHECKER, CLERK
from hutong.foundation.access import Officer, acting
from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import parts_of
from hutong.programmes.benefits.actions.funding import confirm_money, hand_down, record_receipt
from hutong.programmes.benefits.models import FundReceipt, Purpose, Source

EACH: Final = Decimal(1_500_000)  # yuan for each district of what is handed down
DISTRICTS: Final = 16


class Given(NamedTuple):
    """Money by a document: what for, from whom, how much, how many months ago it arrived."""

    document: str
    title: str
    purpose: Purpose
    source: Source
    amount: Decimal
    months: int


GIVEN: Final = (
    Given(
        "京财社指〔2026〕9901号",
        "困难群众救助补助资金（困境儿童生活费）",
        Purpose.LIVING,
        Source.PROVINCE,
        Decimal(32_000_000),
        9,
    ),
    Given(
        "财社〔2026〕9901号",
        "中央财政困难群众救助补助资金",
        Purpose.LIVING,
        Source.CENTRAL,
        Decimal(8_600_000),
        5,
    ),
    Given(
        "京财社指〔2026〕9902号",
        "福彩公益金（残疾儿童康复）",
        Purpose.DISABILITY,
        Source.LOTTERY,
        Decimal(2_400_000),
        1,
    ),
)


def come_about(*, officers: Mapping[str, Officer], on: date) -> None:
    """Record the year's money, unless it is there; the first is handed down, the last waits."""
    with acting(officers[CLERK], reason=WHY) as clerk:
        if FundReceipt.objects.exists():
            return
        city = Place.objects.get(pk=clerk.place_number)
        receipts = [_arrived(one, city, by=clerk, on=on) for one in GIVEN]
    for receipt in receipts[:-1]:
        with acting(officers[CHECKER], reason=WHY) as checker:
            confirm_money(moved=receipt, by=checker, on=earlier(receipt.arrived_on, days=-1))
    _hand_down(receipts[0], city, officers, earlier(receipts[0].arrived_on, days=-10))


def _arrived(one: Given, city: Place, *, by: Officer, on: date) -> FundReceipt:
    day = earlier(on, months=one.months)
    return record_receipt(
        place=city,
        document=one.document,
        title=one.title,
        purpose=one.purpose,
        source=one.source,
        amount=one.amount,
        year=on.year,
        arrived_on=day,
        by=by,
        on=day,
    )


def _hand_down(
    receipt: FundReceipt, city: Place, officers: Mapping[str, Officer], day: date
) -> None:
    """A part for each district; the checker confirms all but the last."""
    with acting(officers[CLERK], reason=WHY) as clerk:
        parts = [
            hand_down(
                receipt=receipt,
                place=district,
                amount=EACH,
                allotted_on=day,
                document=f"京民计〔2026〕{9900 + number}号",
                by=clerk,
                on=day,
            )
            for number, district in enumerate(parts_of(city, day)[:DISTRICTS], 1)
        ]
    with acting(officers[CHECKER], reason=WHY) as checker:
        for part in parts[:-1]:
            confirm_money(moved=part, by=checker, on=day)
