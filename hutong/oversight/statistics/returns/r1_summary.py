"""R1-S 农村留守儿童统计汇总表: thirty-two numbered columns with the sums the form prints.

Of the public form the numbers and the sums are known, and the headings of columns 1 to 18 and of
30 to 32. Columns whose heading was not seen (19 to 29) carry their number only. What the register
does not hold stands empty: primary and junior school are one fact here, and nobody records how well
a guardian does.
"""

from hutong.foundation.exchange.official import Check, Numbered, Official
from hutong.foundation.exchange.writing import Shape
from hutong.foundation.kernel.text import Text
from hutong.oversight.statistics.returns._counts import children_where, counted
from hutong.oversight.statistics.returns.classes import LEFT_BEHIND
from hutong.oversight.statistics.returns.declared import Answer, Asked, Kind, Return
from hutong.oversight.statistics.returns.periods import Span

# 勾稽关系, as the form prints them.
CHECKS = (
    Check("1=2+5+8=11..18=19+20=21..25=26..29=30+31+32"),
    Check("2=3+4"),
    Check("5=6+7"),
    Check("8=9+10"),
    Check("13+14=24+25"),
)

_AGE = "extract(year from age({day}, here.birth_date))"
_BANDS = (("0—5周岁", 0, 5), ("6—13周岁", 6, 13), ("14—16周岁", 14, 16))
_SCHOOLS = ("幼儿园", "未入园", "小学", "初中", "高中", "中职", "辍学", "不在学")
_UNSEEN = range(19, 30)
_GUARDED_BY = ("较好", "一般", "差")


def _column(header: str, group: str = "") -> Numbered:
    return Numbered(header, 8, Shape.NUMBER, group, summed=True)


COLUMNS = (
    Numbered("地区", 18),
    _column("合计"),
    *(_column(header, band) for band, _, _ in _BANDS for header in ("小计", "男", "女")),
    *(_column(header, "就学情况") for header in _SCHOOLS),
    *(_column(f"第{number}列", "表头待核") for number in _UNSEEN),
    *(_column(header, "监护情况评估") for header in _GUARDED_BY),
)


def _cells(asked: Asked) -> list[str | None]:
    age = _AGE.format(day=f"date '{asked.period.day.isoformat()}'")
    bands = [
        children_where(f"{age} between {low} and {high}{sex}")
        for _, low, high in _BANDS
        for sex in ("", " and here.sex = '1'", " and here.sex = '2'")
    ]
    schools = [
        children_where("known.study = 'preschool'"),
        children_where(f"known.study = 'none' and {age} < 6"),
        None,
        None,
        children_where("known.study = 'general_high'"),
        children_where("known.study = 'secondary_vocational'"),
        children_where(f"known.study = 'none' and {age} between 6 and 13"),
        children_where(f"known.study = 'none' and {age} >= 14"),
    ]
    return ["count(*)", *bands, *schools, *[None] * (len(_UNSEEN) + len(_GUARDED_BY))]


def _answer(asked: Asked) -> Answer:
    return counted(asked, _cells(asked), of={LEFT_BEHIND}, facts={"study"})


returned = Return(
    Official(
        code="R1-S",
        name=Text("留守儿童统计汇总表", "summary of left-behind children"),
        purpose=Text(
            "按地区汇总留守儿童的年龄、性别和就学情况，表内有勾稽关系。",
            "Left-behind children by area, age, sex and school, with the form's own checks.",
        ),
        title="农村留守儿童统计汇总表",
        columns=COLUMNS,
        checks=CHECKS,
        legend=(
            f"表间勾稽关系：{'；'.join(check.text for check in CHECKS)}。",
            "年龄按统计日实足周岁；辍学为 6 至 13 周岁不在学，不在学为 14 周岁以上不在学。",
            "留空的栏目系统没有登记或表头待核：13、14、19—32列；含空栏的勾稽关系不作判断。",
        ),
        signatures=("单位负责人", "填表人", "复核人"),
        unit="人",
        stubs=1,
        shows_numbers=True,
    ),
    Kind.COUNT,
    Span.DAY,
    _answer,
)
