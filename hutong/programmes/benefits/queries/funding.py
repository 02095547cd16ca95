"""What arrived for a place and what was handed down, as pages and tables show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from hutong.foundation.access import Officer
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.programmes.benefits._duties import RECORDS_FUNDS, NotYourDuty, require
from hutong.programmes.benefits.models import FundAllocation, FundReceipt, Purpose, Source

SOURCES = {
    Source.CENTRAL: Text("中央补助", "central government"),
    Source.PROVINCE: Text("省级（直辖市市级）补助", "province, or a municipality itself"),
    Source.PREFECTURE: Text("州（市）配套", "prefecture"),
    Source.COUNTY: Text("县（市、区）配套", "district or county"),
    Source.LOTTERY: Text("福彩公益金", "welfare lottery"),
    Source.CHARITY: Text("慈善资金", "charity"),
    Source.OTHER: Text("其他", "other"),
}
PURPOSES = {
    Purpose.ORPHANS: Text("孤儿基本生活费", "orphans' living allowance"),
    Purpose.DE_FACTO: Text("事实无人抚养儿童基本生活补贴", "de facto unsupported children"),
    Purpose.LIVING: Text("困境儿童生活费", "living allowances"),
    Purpose.DISABILITY: Text("残疾人两项补贴", "disability subsidies"),
    Purpose.MEDICAL: Text("医疗救助", "medical costs"),
    Purpose.EDUCATION: Text("教育资助", "education grants"),
    Purpose.OTHER: Text("其他", "other"),
}
COUNTS = Q(confirmed_on__isnull=False, struck_on__isnull=True)


@dataclass(frozen=True, slots=True)
class Fund:
    """Money that arrived, with what was handed down of it and what is left."""

    receipt: FundReceipt
    allocations: Sequence[FundAllocation]

    @property
    def handed_down(self) -> Decimal:
        """The sum of what was handed down and not struck."""
        standing = (one.amount for one in self.allocations if one.struck_on is None)
        return sum(standing, Decimal(0))

    @property
    def left(self) -> Decimal:
        """What was not handed down."""
        return self.receipt.amount - self.handed_down

    @property
    def source(self) -> Text:
        """From whose purse it came, in words."""
        return SOURCES[Source(self.receipt.source)]

    @property
    def purpose(self) -> Text:
        """What it is for, in words."""
        return PURPOSES[Purpose(self.receipt.purpose)]


def why_not_record(officer: Officer) -> NotYourDuty | None:
    """Why an officer may not record money; nothing if they may."""
    try:
        require(officer, RECORDS_FUNDS)
    except NotYourDuty as refusal:
        return refusal
    return None


def left_of(receipt: FundReceipt) -> Decimal:
    """What of it was not handed down."""
    standing = receipt.allocations.filter(struck_on__isnull=True)
    given = standing.aggregate(sum=Sum("amount"))["sum"]
    return receipt.amount - (given or Decimal(0))


def funds_of(place: Place, year: int) -> list[Fund]:
    """The money for the use of a year that arrived for a place, the latest first."""
    receipts = FundReceipt.objects.filter(place=place, year=year)
    return _with_allocations(receipts.order_by("-arrived_on", "-pk"))


def fund(receipt: FundReceipt) -> Fund:
    """Money that arrived, with what was handed down of it."""
    return Fund(receipt, list(_allocations(receipts=[receipt])))


def handed_to(place: Place, year: int) -> list[FundAllocation]:
    """The money for the use of a year that a place was given from above, the latest first."""
    found = FundAllocation.objects.filter(place=place, receipt__year=year)
    return list(found.select_related("place", "recorded_by").order_by("-allotted_on", "-pk"))


def years_of(place: Place, on: date) -> list[int]:
    """The years in which money arrived for a place or was to be used, and this one."""
    found = FundReceipt.objects.filter(place=place).values_list("year", flat=True).distinct()
    return sorted({*found, on.year}, reverse=True)


def confirmed_in(place: Place, first: date, last: date) -> list[Fund]:
    """The confirmed money that arrived for a place between two days, the first to arrive first."""
    receipts = FundReceipt.objects.filter(COUNTS, place=place, arrived_on__range=(first, last))
    funds = _with_allocations(receipts.order_by("arrived_on", "pk"))
    return [
        Fund(
            one.receipt,
            [
                given
                for given in one.allocations
                if given.confirmed_on and not given.struck_on and given.allotted_on <= last
            ],
        )
        for one in funds
    ]


def handed_down_in(place: Place, first: date, last: date) -> list[FundAllocation]:
    """What a place confirmed to have handed down between two days, the earliest first."""
    found = FundAllocation.objects.filter(
        COUNTS, receipt__place=place, allotted_on__range=(first, last)
    )
    return list(
        found.select_related("receipt", "place", "recorded_by").order_by("allotted_on", "pk")
    )


def _with_allocations(receipts: "QuerySet[FundReceipt]") -> list[Fund]:
    found = list(receipts.select_related("place", "recorded_by", "confirmed_by"))
    given = _allocations(receipts=found)
    return [Fund(one, [each for each in given if each.receipt_id == one.pk]) for one in found]


def _allocations(*, receipts: Sequence[FundReceipt]) -> list[FundAllocation]:
    found = FundAllocation.objects.filter(receipt__in=receipts)
    return list(
        found.select_related("place", "recorded_by", "confirmed_by").order_by("allotted_on", "pk")
    )
