"""P3 发放名单汇总表: what was paid for orphans in a month, by street, without a name.

It may be put up in public, so lines of fewer than three children are put together. The same table
for children whom nobody in fact supports is an inner one: their cases are never put up.
"""

from collections.abc import Callable

from hutong.foundation.exchange.official import Check, Numbered, Official
from hutong.foundation.exchange.writing import Shape
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._paid import by_area, money, people
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span
from hutong.oversight.statistics.returns.small_cells import FEWEST, Counted, merged

COLUMNS = (
    Numbered("乡镇（街道）名称", 26),
    Numbered("人数（人）", 12, Shape.NUMBER, summed=True),
    Numbered("总合计金额（元）", 18, Shape.MONEY, summed=True),
    Numbered("备注", 26, Shape.LONG_TEXT),
)
_INCLUDED = "人数、金额含补发，已扣追回。"
_NOTICE_LEGEND = f"不公布姓名。少于 {FEWEST} 人的乡镇（街道）合并为一行。"


def _of(fund: str, *, public: bool) -> Callable[[Asked], Answer]:
    def answer(asked: Asked) -> Answer:
        is_it = f"fund = '{fund}'"
        found = by_area(asked, [people(is_it), money(is_it)], everywhere=False, settings=False)
        lines = [Counted(area, *amounts) for area, amounts in found.rows]
        shown = merged(lines) if public else [one for one in lines if one.children or one.amount]
        children, amount = found.total
        rows = [(one.area, one.children, one.amount, "") for one in shown]
        return Answer(rows, total=("合计", children, amount, ""))

    return answer


def _by_fund(asked: Asked) -> Answer:
    orphans, others = "fund = 'orphan'", "fund <> 'orphan'"
    found = by_area(
        asked,
        [people(orphans), money(orphans), people(others), money(others), money("true")],
        everywhere=True,
        settings=False,
    )
    rows = [(area, *amounts) for area, amounts in found.rows]
    return Answer(rows, total=("合计", *found.total))


notice = Return(
    Official(
        code="P3",
        name=Text("孤儿基本生活费发放公示", "public notice: paid for orphans"),
        purpose=Text(
            "按月、按乡镇（街道）公示孤儿基本生活费发放人数和金额，不公布姓名。",
            "Each month's children and money by street, to be put up in public, without names.",
        ),
        title="孤儿基本生活费发放名单汇总表",
        columns=COLUMNS,
        legend=(_NOTICE_LEGEND, _INCLUDED),
        signatures=("填报人", "复核人", "单位负责人"),
        unit="元",
        stubs=1,
    ),
    Kind.NOTICE,
    Span.MONTH,
    _of("orphan", public=True),
)
inner = Return(
    Official(
        code="P3-S",
        name=Text("事实无人抚养儿童生活费发放汇总", "paid for de facto unsupported children"),
        purpose=Text(
            "按月、按乡镇（街道）汇总事实无人抚养儿童生活费；该类儿童不公示，本表只供内部使用。",
            "Each month's children and money by street; these cases are never put up in public.",
        ),
        title="事实无人抚养儿童基本生活费发放汇总表",
        columns=COLUMNS,
        legend=(f"内部使用，不得公示。{_INCLUDED}",),
        signatures=("填报人", "复核人", "单位负责人"),
        unit="元",
        stubs=1,
    ),
    Kind.COUNT,
    Span.MONTH,
    _of("de facto", public=False),
)
by_fund = Return(
    Official(
        code="P4",
        name=Text("孤儿、困境儿童生活费发放表", "paid for orphans and others, by street"),
        purpose=Text(
            "按月、按乡镇（街道）对照孤儿和其他困境儿童的发放人数、金额。",
            "Each month's children and money by street, orphans beside the other children.",
        ),
        title="孤儿和困境儿童基本生活费发放情况表",
        columns=(
            Numbered("乡镇（街道）", 22),
            Numbered("人数", 10, Shape.NUMBER, "孤儿", summed=True),
            Numbered("金额（元）", 16, Shape.MONEY, "孤儿", summed=True),
            Numbered("人数", 10, Shape.NUMBER, "困境儿童", summed=True),
            Numbered("金额（元）", 16, Shape.MONEY, "困境儿童", summed=True),
            Numbered("共计（元）", 18, Shape.MONEY, summed=True),
        ),
        checks=(Check("5=2+4"),),
        legend=("内部使用，不得公示。“困境儿童”为领取困境儿童生活费的其他各类儿童。",),
        unit="元",
        stubs=1,
    ),
    Kind.COUNT,
    Span.MONTH,
    _by_fund,
)
