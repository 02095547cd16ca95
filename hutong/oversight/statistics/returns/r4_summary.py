"""R4 困境儿童统计汇总表: children in difficulty by area, each in one kind, and what is secured."""

from hutong.foundation.exchange.official import Check, Numbered, Official
from hutong.foundation.exchange.writing import Shape
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._counts import children_where, counted
from hutong.oversight.statistics.returns._standing import has_class
from hutong.oversight.statistics.returns.classes import DISABLED, ORPHAN, TEKUN, in_difficulty
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span

_KINDS = ("孤儿", "特困儿童", "重病重残儿童", "其他困境儿童", "合计")
_SECURED = ("基本生活保障", "教育保障", "基本医疗保障", "落实监护责任", "残疾儿童福利服务")
_FACTS = frozenset({"on_tekun", "on_dibao", "major_disease"})
_LIVING_SECURED = (
    "grants.child_id is not null or coalesce(known.on_dibao, false)"
    " or coalesce(known.on_tekun, false)"
)

COLUMNS = (
    Numbered("县（市、区）", 18),
    *(Numbered(kind, 10, Shape.NUMBER, summed=True) for kind in _KINDS),
    *(
        Numbered(header, 8, Shape.NUMBER, group, summed=True)
        for group in _SECURED
        for header in ("已保", "未保")
    ),
)


def _cells() -> list[str | None]:
    orphan = has_class(ORPHAN)
    tekun = f"({has_class(TEKUN)} or coalesce(known.on_tekun, false))"
    ill = f"(coalesce(known.major_disease, false) or {has_class(DISABLED)})"
    return [
        children_where(orphan),
        children_where(f"not {orphan} and {tekun}"),
        children_where(f"not {orphan} and not {tekun} and {ill}"),
        children_where(f"not {orphan} and not {tekun} and not {ill}"),
        "count(*)",
        children_where(_LIVING_SECURED),
        children_where(f"not ({_LIVING_SECURED})"),
        *[None] * (2 * (len(_SECURED) - 1)),
    ]


def _answer(asked: Asked) -> Answer:
    return counted(asked, _cells(), of=in_difficulty(asked), facts=_FACTS)


returned = Return(
    Official(
        code="R4",
        name=Text("困境儿童统计汇总表", "summary of children in difficulty"),
        purpose=Text(
            "按地区汇总困境儿童人数和基本生活保障落实情况。",
            "Children in difficulty by area, and for how many the basic living is secured.",
        ),
        title="困境儿童统计汇总表",
        columns=COLUMNS,
        checks=(
            Check("5=1+2+3+4=6+7"),
            Check("5=8+9"),
            Check("5=10+11"),
            Check("5=12+13"),
        ),
        legend=(
            "每名儿童只计一次，依次归入孤儿、特困、重病重残、其他。",
            "已保：享受困境儿童生活费、低保或特困供养；其余计为未保。",
            "系统未登记的项目留空：教育、医疗、监护责任和残疾儿童福利服务的落实情况；含空栏的勾稽关系不作判断。",
        ),
        signatures=("填报人", "联系方式", "民政部门负责人"),
        unit="人",
        stubs=1,
    ),
    Kind.COUNT,
    Span.DAY,
    _answer,
)
