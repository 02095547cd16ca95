"""最低生活保障: the child's own share of what its household draws; the assistance office pays it.

Hutong neither grants nor pays it. It stands here so that a family sees both sides of a choice.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Example
from hutong.law.beijing.dibao import ASSISTANCE_OFFICE
from hutong.law.beijing.living_allowance import ALIVE
from hutong.law.beijing.texts import DIBAO_2018
from hutong.registry.people.facts import child

LANLAN = {
    "birth_date": date(2015, 10, 3),
    "on_dibao": True,
    "own_dibao_amount": Decimal("1812.50"),
}
ON = date(2026, 3, 31)

benefit = Benefit(
    "dibao",
    Text("最低生活保障（本人部分）", "dibao (the child's own share)"),
    DIBAO_2018,
    account="dibao",
    requires=[
        Condition(
            "on-dibao",
            Text("享受最低生活保障", "draws dibao"),
            child.on_dibao,
            DIBAO_2018,
            otherwise=Text("该儿童没有享受最低生活保障。", "The child does not draw dibao."),
        ),
        ALIVE,
    ],
    pays=child.own_dibao_amount,
    excludes=["living-allowance-orphan"],
    paid_by=ASSISTANCE_OFFICE,
    drawn=child.on_dibao,
    examples=[
        Example("岚岚's family is on dibao", LANLAN, on=ON, pays=Decimal("1812.50")),
        Example("off dibao", LANLAN | {"on_dibao": False}, on=ON, refuses="on-dibao"),
        Example(
            "what the household draws for her is not on file",
            LANLAN | {"own_dibao_amount": None},
            on=ON,
            lacks="own_dibao_amount",
        ),
    ],
)
