"""P5 季度发放情况表: a quarter's children and money by district, in ten thousands of yuan.

What arrived is on record (P7), but not which of it a month was paid from: the columns of sources
stand empty.
"""

from collections.abc import Sequence
from typing import Any

from hutong.foundation.exchange.official import Check, Numbered, Official
from hutong.foundation.exchange.writing import Shape
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Level
from hutong.foundation.places.queries import city
from hutong.oversight.statistics.returns._paid import by_area, money, people
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span

_ORPHANS, _WHO, _MONEY = "孤儿数", "实发人数", "实发资金"
_IN_THE_TABLE = "fund in ('orphan', 'de facto')"
_IN_INSTITUTIONS = "fund = 'orphan' and known.care_setting = 'institution'"
_DISPERSED = "fund = 'orphan' and known.care_setting <> 'institution'"


def _people(header: str, group: str = "", width: float = 10) -> Numbered:
    return Numbered(header, width, Shape.NUMBER, group, summed=True)


def _money(header: str, group: str = "", *, summed: bool = True) -> Numbered:
    return Numbered(header, 14, Shape.TEN_THOUSANDS, group, summed=summed)


def _answer(asked: Asked) -> Answer:
    found = by_area(
        asked,
        [
            people(_IN_THE_TABLE),
            people(_IN_INSTITUTIONS),
            people(_DISPERSED),
            people("fund = 'de facto'"),
            f"round({money(_IN_THE_TABLE)} / 10000, 6)",
            "max(due) filter (where fund = 'orphan')",
        ],
        everywhere=asked.place.level < Level.DISTRICT,
        settings=True,
    )
    whole = city().name
    rows = [(whole, area, *_cells(amounts)) for area, amounts in found.rows]
    *total, _ = _cells(found.total)
    return Answer(rows, total=("合计", "", *total, None))


def _cells(amounts: Sequence[Any]) -> Sequence[Any]:
    """The amounts in the columns of the form; what is not on record stands empty."""
    everybody, institution, dispersed, de_facto, amount, rate = amounts
    return (everybody, institution, dispersed, de_facto, 0, amount, None, None, None, None, rate)


returned = Return(
    Official(
        code="P5",
        name=Text("季度发放情况表", "a quarter's payments"),
        purpose=Text(
            "每季度各区孤儿和事实无人抚养儿童实发人数、资金，单位万元。",
            "A quarter's orphans and de facto unsupported children and their money, by district.",
        ),
        title="孤儿、事实无人抚养儿童基本生活保障资金季度发放情况表",
        columns=(
            Numbered("州（市）", 12),
            Numbered("县（市、区）", 18),
            _people("合计", _WHO),
            _people("机构养育", _ORPHANS),
            _people("散居", _ORPHANS),
            _people("事实无人抚养儿童数", width=14),
            _people("艾滋病病毒感染儿童数", width=14),
            _money("合计", _MONEY),
            _money("中央和省级", _MONEY),
            _money("州（市）配套", _MONEY),
            _money("县（市、区）配套", _MONEY),
            _money("结余资金"),
            Numbered("补助标准（元/月/人）", 14, Shape.MONEY),
        ),
        checks=(Check("1=2+3+4+5"), Check("6=7+8+9")),
        legend=(
            "每名儿童每季只计一次。本市没有为艾滋病病毒感染儿童单列的待遇，该栏为 0。",
            "补助标准为本季孤儿月应发的最高额。每月由哪笔资金支付未登记，来源、结余留空。",
            "含空栏的勾稽关系不作判断。",
        ),
        unit="万元",
        stubs=2,
    ),
    Kind.COUNT,
    Span.QUARTER,
    _answer,
)
