"""低保分类救助: a share of the dibao standard on top, the higher one alone; part of the dibao.

The standard of July 2025 and later was not found: until it is configured, no sum is told.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Dated, Example, Kind, Value, choose
from hutong.law.beijing.dibao import (
    ASSISTANCE_OFFICE,
    CHILD_OR_STUDENT,
    SEVERE,
    SEVERE_NOT_DEFINED,
    STANDARD,
)
from hutong.law.beijing.living_allowance import ALIVE
from hutong.law.beijing.texts import DIBAO_2018
from hutong.registry.people.facts import child


def _share(code: str, label: Text, share: str) -> Dated:
    value = Value(date(2019, 1, 1), Decimal(share), DIBAO_2018["十（二）"])
    return Dated(code, label, [value], kind=Kind.RATIO)


ILL_OR_SEVERE = _share(
    "category-assistance-ill-or-severe",
    Text("分类救助：重病、重残", "category assistance: major disease or severe disability"),
    "0.35",
)
CHILDREN = _share(
    "category-assistance-children",
    Text("分类救助：儿童、学生", "category assistance: children and students"),
    "0.25",
)

LANLAN = {
    "birth_date": date(2015, 10, 3),
    "on_dibao": True,
    "major_disease": False,
    "disability_kind": "intellectual",
    "disability_level": 1,
}
ON = date(2025, 3, 31)

benefit = Benefit(
    "dibao-category-assistance",
    Text("低保分类救助", "dibao category assistance"),
    DIBAO_2018["十（二）"],
    account="dibao-category-assistance",
    requires=[
        Condition(
            "on-dibao",
            Text("享受最低生活保障", "draws dibao"),
            child.on_dibao,
            DIBAO_2018["十（二）"],
            otherwise=Text(
                "该儿童没有享受最低生活保障；低收入家庭不适用分类救助。",
                "The child does not draw dibao; low-income families have no category assistance.",
            ),
        ),
        Condition(
            "child-student-ill-or-severe",
            Text(
                "十六周岁及以下、在读学生、重病或者重残",
                "16 and under, a student, seriously ill or severely disabled",
            ),
            child.major_disease | SEVERE | CHILD_OR_STUDENT,
            DIBAO_2018["十（二）"],
            otherwise=Text(
                "该儿童已满十七周岁，不在读，也没有重病或者重残。",
                "The child is over 16, not in education, and neither seriously ill nor severely"
                " disabled.",
            ),
        ),
        ALIVE,
    ],
    pays=STANDARD * choose((child.major_disease | SEVERE, ILL_OR_SEVERE), otherwise=CHILDREN),
    paid_by=ASSISTANCE_OFFICE,
    part_of="dibao",
    unconfirmed=[SEVERE_NOT_DEFINED],
    examples=[
        Example("岚岚 is severely disabled", LANLAN, on=ON, pays=Decimal("507.50")),
        Example(
            "a child of nine without illness or card",
            LANLAN | {"disability_kind": "none"},
            on=ON,
            pays=Decimal("362.50"),
        ),
        Example(
            "seriously ill and a child: the higher one only",
            LANLAN | {"disability_kind": "none", "major_disease": True},
            on=ON,
            pays=Decimal("507.50"),
        ),
        Example("off dibao", LANLAN | {"on_dibao": False}, on=ON, refuses="on-dibao"),
        Example(
            "at 17, out of school",
            LANLAN | {"disability_kind": "none", "birth_date": date(2008, 3, 1), "study": "none"},
            on=ON,
            refuses="child-student-ill-or-severe",
        ),
        Example(
            "the level of her card is not on file",
            LANLAN | {"disability_level": None},
            on=ON,
            lacks="disability_level",
        ),
    ],
)
