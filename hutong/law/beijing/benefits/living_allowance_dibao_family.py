"""困境儿童生活费（低保家庭重病、残疾儿童）: a share of the rate, on top of dibao, both in full.

It is not counted in the guardian's household income.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Example
from hutong.law.beijing.categories.dibao_sick_or_disabled import (
    DEFINITION_NOT_SEEN,
    SICK_OR_DISABLED,
)
from hutong.law.beijing.categories.dibao_sick_or_disabled import category as sick_or_disabled
from hutong.law.beijing.living_allowance import (
    ACCOUNT,
    ALIVE,
    CHILD_AT_SCHOOL,
    NOT_ON_DISABLED_LIVING_SUBSIDY,
    REGISTERED,
    under_age_or_at_school,
)
from hutong.law.beijing.offices import DISTRICT_PAYS_THE_SHARE
from hutong.law.beijing.rates import DIBAO_FAMILY_SHARE, FOR_DE_FACTO
from hutong.law.beijing.texts import CLASSES_2016, RATES_2026
from hutong.registry.people.facts import child

XIAOLU = {
    "birth_date": date(2015, 10, 3),
    "hukou": "city",
    "on_dibao": True,
    "major_disease": False,
    "disability_kind": "intellectual",
    "disability_level": 3,
    "on_disabled_living_subsidy": False,
}
ON = date(2026, 3, 31)

benefit = Benefit(
    "living-allowance-dibao-family",
    Text(
        "困境儿童生活费（低保家庭重病、残疾儿童）",
        "living allowance (seriously ill or disabled children of dibao families)",
    ),
    RATES_2026["二4"],
    account=ACCOUNT,
    requires=[
        REGISTERED,
        Condition(
            "on-dibao",
            Text("享受最低生活保障", "draws dibao"),
            child.on_dibao,
            CLASSES_2016["四"],
            otherwise=Text("该儿童没有享受最低生活保障。", "The child does not draw dibao."),
        ),
        Condition(
            "sick-or-disabled",
            Text(
                "患重大疾病，或不满十六周岁并有规定等级的残疾",
                "seriously ill, or under 16 and disabled",
            ),
            SICK_OR_DISABLED,
            CLASSES_2016["四"],
            otherwise=Text(
                "该儿童没有重大疾病，也不是不满十六周岁并有规定等级残疾的儿童。",
                "The child has no major disease and is not under 16 with a disability of the levels"
                " named.",
            ),
        ),
        ALIVE,
        under_age_or_at_school(CHILD_AT_SCHOOL, CLASSES_2016["五（一）"]),
        NOT_ON_DISABLED_LIVING_SUBSIDY,
    ],
    pays=FOR_DE_FACTO * DIBAO_FAMILY_SHARE,
    competence=DISTRICT_PAYS_THE_SHARE,
    not_income=CLASSES_2016["五（一）"],
    unconfirmed=[
        DEFINITION_NOT_SEEN,
        Text(
            "按京民福发〔2016〕434号第三条字面，本项与困难残疾人生活补贴不能同时享受，待核。",
            "On the literal words of 京民福发〔2016〕434号 art. 3 this excludes the living subsidy"
            " for disabled persons: to be confirmed.",
        ),
    ],
    examples=[
        Example(
            "小路 is disabled and her family is on dibao",
            XIAOLU,
            on=ON,
            pays=Decimal(1140),
            category=sick_or_disabled,
        ),
        Example("小路 in 2017", XIAOLU, on=date(2017, 3, 31), pays=Decimal(720)),
        Example(
            "on her 16th birthday the disability no longer counts",
            XIAOLU,
            on=date(2031, 10, 3),
            refuses="sick-or-disabled",
        ),
        Example(
            "a major disease counts until 18",
            XIAOLU | {"major_disease": True},
            on=date(2031, 10, 3),
            pays=Decimal(1140),
        ),
        Example("off dibao", XIAOLU | {"on_dibao": False}, on=ON, refuses="on-dibao"),
        Example(
            "the level of her card is not known",
            XIAOLU | {"disability_level": None},
            on=ON,
            lacks="disability_level",
        ),
        Example(
            "the living subsidy for disabled persons is not drawn beside it",
            XIAOLU | {"on_disabled_living_subsidy": True},
            on=ON,
            refuses="not-on-disabled-living-subsidy",
        ),
    ],
)
