"""困境儿童生活费（第四类）: by reference to the orphan rate.

Neither the code nor the name of this benefit tells the ground, so that no list or payment can.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Example
from hutong.law.beijing.living_allowance import (
    ACCOUNT,
    ALIVE,
    CHILD_AT_SCHOOL,
    DIBAO_NOT_SETTLED,
    NOT_ON_DISABLED_LIVING_SUBSIDY,
    REGISTERED,
    not_on_dibao,
    not_on_tekun,
    under_age_or_at_school,
)
from hutong.law.beijing.offices import AS_FOR_ORPHANS
from hutong.law.beijing.rates import FOR_AN_ORPHAN, HIV_SHARE
from hutong.law.beijing.texts import CLASSES_2016, RATES_2026
from hutong.law.china.categories.hiv_infected import category as hiv_infected
from hutong.registry.people.facts import child

ANON = {
    "birth_date": date(2013, 1, 20),
    "hukou": "city",
    "hiv_infected": True,
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
}
ON = date(2026, 3, 31)

benefit = Benefit(
    "living-allowance-class-4",
    Text("困境儿童生活费（第四类）", "living allowance (class 4)"),
    RATES_2026["二"],
    account=ACCOUNT,
    requires=[
        REGISTERED,
        ALIVE,
        under_age_or_at_school(CHILD_AT_SCHOOL, CLASSES_2016["五（一）"]),
        not_on_dibao(CLASSES_2016["五（一）"]),
        not_on_tekun(CLASSES_2016["五（一）"]),
        NOT_ON_DISABLED_LIVING_SUBSIDY,
        Condition(
            "class-4",
            Text("属于第四类儿童", "belongs to class 4"),
            child.hiv_infected,
            RATES_2026["一"],
            otherwise=Text("该儿童不属于第四类儿童。", "The child does not belong to class 4."),
        ),
    ],
    pays=FOR_AN_ORPHAN * HIV_SHARE,
    competence=AS_FOR_ORPHANS,
    unconfirmed=[DIBAO_NOT_SETTLED],
    examples=[
        Example("a child of class 4", ANON, on=ON, pays=Decimal(2850), category=hiv_infected),
        Example("another child", ANON | {"hiv_infected": False}, on=ON, refuses="class-4"),
        Example("not known", ANON | {"hiv_infected": None}, on=ON, lacks="hiv_infected"),
        Example(
            "in 2015, in a family: by reference to that year's rate",
            ANON | {"care_setting": "family"},
            on=date(2015, 3, 31),
            pays=Decimal(1400),
        ),
    ],
)
