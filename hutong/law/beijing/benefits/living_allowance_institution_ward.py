"""困境儿童生活费（福利机构养育的集体户口儿童）: class 5 of the notice of 2026."""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Example
from hutong.law.beijing.categories.institution_ward import COLLECTIVE_HUKOU, INSTITUTION_WARD
from hutong.law.beijing.categories.institution_ward import category as institution_ward
from hutong.law.beijing.living_allowance import (
    ACCOUNT,
    ALIVE,
    CHILD_AT_SCHOOL,
    DIBAO_NOT_SETTLED,
    NOT_ON_DISABLED_LIVING_SUBSIDY,
    not_on_dibao,
    not_on_tekun,
    under_age_or_at_school,
)
from hutong.law.beijing.offices import AS_FOR_ORPHANS
from hutong.law.beijing.rates import INSTITUTION_SHARE, ORPHAN_RATE
from hutong.law.beijing.texts import CLASSES_2016, RATES_2026

DONGDONG = {
    "birth_date": date(2017, 11, 11),
    "hukou": "institution_collective",
    "care_setting": "institution",
    "origin": "trafficked",
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
}
ON = date(2026, 3, 31)

benefit = Benefit(
    "living-allowance-institution-ward",
    Text(
        "困境儿童生活费（福利机构养育的集体户口儿童）",
        "living allowance (institution children with collective registration)",
    ),
    RATES_2026["二"],
    account=ACCOUNT,
    requires=[
        Condition(
            "institution-ward",
            Text(
                "在机构养育的流浪、打拐解救或指定民政部门监护的儿童",
                "raised in an institution as vagrant, rescued or a court-appointed ward",
            ),
            INSTITUTION_WARD,
            RATES_2026["一5"],
            otherwise=Text(
                "该儿童不是在机构养育的流浪乞讨、生活无着儿童，打拐解救儿童，或人民法院指定民政部门监护的儿童。",
                "The child is not raised in an institution as vagrant, rescued from trafficking, or"
                " a ward whom a court entrusted to civil affairs.",
            ),
        ),
        Condition(
            "collective-hukou",
            Text("落户机构集体户口", "holds the institution's collective registration"),
            COLLECTIVE_HUKOU,
            RATES_2026["一5"],
            otherwise=Text(
                "该儿童尚未落机构集体户口，落户后方可领取。",
                "The child does not yet hold the institution's collective registration.",
            ),
        ),
        ALIVE,
        under_age_or_at_school(CHILD_AT_SCHOOL, CLASSES_2016["五（一）"]),
        not_on_dibao(CLASSES_2016["五（一）"]),
        not_on_tekun(CLASSES_2016["五（一）"]),
        NOT_ON_DISABLED_LIVING_SUBSIDY,
    ],
    pays=ORPHAN_RATE * INSTITUTION_SHARE,
    competence=AS_FOR_ORPHANS,
    unconfirmed=[DIBAO_NOT_SETTLED],
    examples=[
        Example(
            "冬冬 was rescued from trafficking and registered at the city's home",
            DONGDONG,
            on=ON,
            pays=Decimal(2850),
            category=institution_ward,
        ),
        Example(
            "冬冬 before she was registered",
            DONGDONG | {"hukou": "none"},
            on=ON,
            refuses="collective-hukou",
        ),
        Example(
            "冬冬 while nobody has noted how she came",
            DONGDONG | {"origin": None, "court_appointed_civil_affairs": False},
            on=ON,
            lacks="origin",
        ),
        Example(
            "a ward whom a court entrusted to civil affairs",
            DONGDONG | {"origin": "family", "court_appointed_civil_affairs": True},
            on=ON,
            pays=Decimal(2850),
        ),
    ],
)
