"""P7 资金到账 and 资金下拨: what arrived for a place in half a year, and what it handed down.

Only what a second person confirmed is in the tables.
"""

from decimal import Decimal

from hutong.foundation.exchange.official import Check, Numbered, Official
from hutong.foundation.exchange.writing import Shape
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.queries import full_name
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span
from hutong.programmes.benefits.queries import funding

_CONFIRMED = "只列经第二人确认的资金；登记后划去的不列。"


def _arrived(asked: Asked) -> Answer:
    period = asked.period
    funds = funding.confirmed_in(asked.place, period.first.first_day, period.day)
    rows = [
        (
            one.receipt.document,
            one.receipt.title,
            one.purpose.zh,
            one.source.zh,
            str(one.receipt.year),
            one.receipt.arrived_on,
            one.receipt.recorded_by.name,
            one.receipt.amount,
            one.handed_down,
            one.left,
        )
        for one in funds
    ]
    sums = [sum((row[column] for row in rows), Decimal(0)) for column in (7, 8, 9)]
    return Answer(rows, total=("合计", *[None] * 6, *sums))


def _handed_down(asked: Asked) -> Answer:
    period = asked.period
    given = funding.handed_down_in(asked.place, period.first.first_day, period.day)
    rows = [
        (
            str(one.place.number),
            full_name(one.place),
            one.document,
            one.receipt.document,
            one.receipt.title,
            one.allotted_on,
            one.recorded_by.name,
            one.amount,
        )
        for one in given
    ]
    total = sum((one.amount for one in given), Decimal(0))
    return Answer(rows, total=("合计", *[None] * 6, total))


def _money(header: str) -> Numbered:
    return Numbered(header, 18, Shape.MONEY, summed=True)


arrived = Return(
    Official(
        code="P7",
        name=Text("资金到账", "money that arrived"),
        purpose=Text(
            "本地区半年内到账的儿童福利资金，已下拨多少、还剩多少。",
            "The money that arrived for a place in half a year, how much of it was handed down.",
        ),
        title="儿童福利资金到账情况表",
        columns=(
            Numbered("文件编号", 22),
            Numbered("标题", 36),
            Numbered("资金类型", 22),
            Numbered("来源", 20),
            Numbered("使用年度", 10, Shape.CENTRED),
            Numbered("到账日期", 12, Shape.DAY),
            Numbered("经办人", 10),
            _money("金额（元）"),
            _money("已下拨（元）"),
            _money("未下拨（元）"),
        ),
        checks=(Check("7=8+9"),),
        legend=(_CONFIRMED, "已下拨截至表内最后一日。"),
        unit="元",
        stubs=1,
    ),
    Kind.COUNT,
    Span.HALF_YEAR,
    _arrived,
)
handed_down = Return(
    Official(
        code="P7-X",
        name=Text("资金下拨", "money handed down"),
        purpose=Text(
            "本地区半年内下拨给下级的儿童福利资金，逐笔列出。",
            "The money that a place handed down in half a year, one by one.",
        ),
        title="儿童福利资金下拨情况表",
        columns=(
            Numbered("机构（地区）代码", 18),
            Numbered("名称", 26),
            Numbered("下拨文件编号", 22),
            Numbered("到账文件编号", 22),
            Numbered("到账文件标题", 36),
            Numbered("下拨日期", 12, Shape.DAY),
            Numbered("经办人", 10),
            _money("金额（元）"),
        ),
        legend=(_CONFIRMED,),
        unit="元",
        stubs=1,
    ),
    Kind.COUNT,
    Span.HALF_YEAR,
    _handed_down,
)
