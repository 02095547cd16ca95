"""A law to reckon in one's head: benefits that exclude each other, and rare periods."""

from datetime import date
from decimal import Decimal
from functools import cache

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Dated, Pack, Value
from hutong.registry.people.facts import VOCABULARY, child

LAW = Citation("试验规则")


def benefit(code, fact, amount, **more):
    """A benefit that is due exactly while a fact is yes."""
    sums = Dated(
        f"{code}-sum", Text("金额", "sum"), [Value(date(2020, 1, 1), Decimal(amount), LAW["1"])]
    )
    asked = Condition(
        "asked", Text("条件", "condition"), fact, LAW["1"], otherwise=Text("不符合。", "Not so.")
    )
    return Benefit(
        code, Text(code, code), LAW, **{"account": code} | more, requires=[asked], pays=sums
    )


@cache
def pack():
    """Bread and wine together beat meat, which excludes them both; salt comes once a year."""
    return Pack(
        categories=[],
        benefits=[
            benefit("bread", child.adopted, 100),
            benefit("meat", child.on_dibao, 150, excludes=["bread", "wine"]),
            benefit("wine", child.on_tekun, 80),
            benefit("white-bread", child.major_disease, 130, account="bread"),
            benefit("salt", child.adopted, 12, period="year"),
            benefit("bed", child.adopted, 500, period="once"),
        ],
        vocabulary=VOCABULARY,
    )
