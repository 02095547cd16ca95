"""困境儿童生活费（被收养的残疾孤儿）: the orphan rate goes on after the adoption."""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Example
from hutong.law.beijing.categories.adopted_disabled_orphan import ADOPTED_DISABLED_ORPHAN
from hutong.law.beijing.categories.adopted_disabled_orphan import category as adopted
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
from hutong.law.beijing.rates import ADOPTED_SHARE, ORPHAN_RATE
from hutong.law.beijing.texts import CLASSES_2016, RATES_2026

XINGCHEN = {
    "birth_date": date(2018, 8, 8),
    "hukou": "city",
    "adopted": True,
    "orphan_before_adoption": True,
    "disability_kind": "limb",
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
}
ON = date(2026, 3, 31)

benefit = Benefit(
    "living-allowance-adopted-disabled-orphan",
    Text("困境儿童生活费（被收养的残疾孤儿）", "living allowance (adopted disabled orphans)"),
    RATES_2026["二"],
    account=ACCOUNT,
    requires=[
        REGISTERED,
        Condition(
            "adopted-disabled-orphan",
            Text(
                "收养前为孤儿的残疾儿童", "a disabled child who was an orphan before the adoption"
            ),
            ADOPTED_DISABLED_ORPHAN,
            RATES_2026["一"],
            otherwise=Text(
                "该儿童不是被收养的残疾孤儿：须已被收养、收养前为孤儿并有残疾。",
                "The child is no adopted disabled orphan: adopted, an orphan before, and disabled.",
            ),
        ),
        ALIVE,
        under_age_or_at_school(CHILD_AT_SCHOOL, CLASSES_2016["五（一）"]),
        not_on_dibao(CLASSES_2016["五（一）"]),
        not_on_tekun(CLASSES_2016["五（一）"]),
        NOT_ON_DISABLED_LIVING_SUBSIDY,
    ],
    pays=ORPHAN_RATE * ADOPTED_SHARE,
    competence=AS_FOR_ORPHANS,
    unconfirmed=[DIBAO_NOT_SETTLED],
    examples=[
        Example(
            "星辰 was adopted from the city's home and uses a wheelchair",
            XINGCHEN,
            on=ON,
            pays=Decimal(2850),
            category=adopted,
        ),
        Example(
            "an adopted orphan without a disability",
            XINGCHEN | {"disability_kind": "none"},
            on=ON,
            refuses="adopted-disabled-orphan",
        ),
        Example(
            "whether the child was an orphan before is not on file",
            XINGCHEN | {"orphan_before_adoption": None},
            on=ON,
            lacks="orphan_before_adoption",
        ),
    ],
)
