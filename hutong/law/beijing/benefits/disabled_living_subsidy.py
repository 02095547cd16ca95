"""困难残疾人生活补贴 of a child: by the family's means and the card, from the month of application.

It is drawn beside the nursing subsidy, and beside neither a living allowance nor tekun support.
Reviewed each January and July from the 1st to the 20th; without review nothing is paid from the
next month.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    Begins,
    Benefit,
    Condition,
    Dated,
    Example,
    Value,
    choose,
)
from hutong.law.beijing.dibao import SEVERE, SEVERE_NOT_DEFINED, STANDARD
from hutong.law.beijing.living_allowance import (
    ALIVE,
    LIVING_ALLOWANCES,
    NO_TEKUN_BESIDE_DISABILITY,
    REGISTERED,
    UNDER_AGE,
)
from hutong.law.beijing.offices import DISTRICT_DECIDES_ON_DISABILITY
from hutong.law.beijing.texts import DISABILITY_2016, DISABILITY_FROM, DISABILITY_ISSUED
from hutong.law.china.ages import AGE
from hutong.registry.people.facts import DisabilityKind, child, household

NOT_REREAD = Text(
    "这是2016年的标准，此后有无调整未核对。",
    "This is the rate of 2016; later changes have not been checked.",
)
ARTICLE = DISABILITY_2016["2（一）"]


def _rate(code: str, label: Text, amount: int) -> Dated:
    value = Value(
        DISABILITY_FROM,
        Decimal(amount),
        ARTICLE,
        published=DISABILITY_ISSUED,
        confirmed=False,
        note=NOT_REREAD,
    )
    return Dated(code, label, [value])


DIBAO_SEVERE = _rate(
    "living-subsidy-dibao-severe",
    Text("生活补贴（低保，重度）", "living subsidy (dibao, severe)"),
    400,
)
DIBAO_OTHER = _rate(
    "living-subsidy-dibao-other",
    Text("生活补贴（低保，非重度）", "living subsidy (dibao, not severe)"),
    320,
)
LOW_INCOME_OTHER = _rate(
    "living-subsidy-low-income-other",
    Text("生活补贴（低收入，非重度）", "living subsidy (low-income, not severe)"),
    300,
)
CHILD_SEVERE = _rate(
    "living-subsidy-child-severe",
    Text("生活补贴（其他儿童，重度）", "living subsidy (other children, severe)"),
    300,
)
CHILD_OTHER = _rate(
    "living-subsidy-child-other",
    Text("生活补贴（其他儿童，非重度）", "living subsidy (other children, not severe)"),
    200,
)
YOUNGER_THAN = Dated(
    "living-subsidy-child-age",
    Text("生活补贴：其他儿童年龄上限（不满）", "living subsidy: other children younger than"),
    [Value(DISABILITY_FROM, 16, ARTICLE, published=DISABILITY_ISSUED)],
)

XINXIN = {
    "birth_date": date(2016, 4, 9),
    "hukou": "city",
    "on_tekun": False,
    "on_dibao": False,
    "household_low_income": False,
    "disability_kind": "intellectual",
    "disability_level": 1,
}
ON = date(2026, 3, 31)
LIGHT = {"disability_kind": "limb", "disability_level": 4}

benefit = Benefit(
    "disabled-living-subsidy",
    Text("困难残疾人生活补贴", "living subsidy for disabled persons in difficulty"),
    ARTICLE,
    account="disabled-living-subsidy",
    requires=[
        REGISTERED,
        Condition(
            "disabled",
            Text("持有残疾人证", "holds a disability card"),
            child.disability_kind != DisabilityKind.NONE,
            ARTICLE,
            otherwise=Text("该儿童没有残疾人证。", "The child holds no disability card."),
        ),
        Condition(
            "under-16-or-in-need",
            Text(
                "不满十六周岁，或者享受低保，或者属低收入家庭",
                "under 16, or on dibao, or of a low-income family",
            ),
            (AGE < YOUNGER_THAN) | child.on_dibao | household.household_low_income,
            ARTICLE,
            otherwise=Text(
                "该儿童已满十六周岁，既未享受低保，也不属低收入家庭。",
                "The child is 16 or over, and neither on dibao nor of a low-income family.",
            ),
        ),
        ALIVE,
        UNDER_AGE,
        NO_TEKUN_BESIDE_DISABILITY,
    ],
    pays=choose(
        (child.on_dibao & SEVERE, DIBAO_SEVERE),
        (child.on_dibao, DIBAO_OTHER),
        (household.household_low_income & SEVERE, STANDARD),
        (household.household_low_income, LOW_INCOME_OTHER),
        (SEVERE, CHILD_SEVERE),
        otherwise=CHILD_OTHER,
    ),
    excludes=LIVING_ALLOWANCES,
    competence=DISTRICT_DECIDES_ON_DISABILITY,
    begins=Begins.MONTH_OF_APPLICATION,
    recheck_months=6,
    drawn=child.on_disabled_living_subsidy,
    not_income=DISABILITY_2016["3"],
    unconfirmed=[
        SEVERE_NOT_DEFINED,
        Text(
            "十六至十八周岁、非低保低收入的残疾儿童是否另有档次，所见节录没有，待核。",
            "Whether disabled children of 16 and 17 who are neither on dibao nor of low income have"
            " a group of their own is not in the excerpt seen.",
        ),
    ],
    examples=[
        Example("欣欣 has a level 1 intellectual disability", XINXIN, on=ON, pays=Decimal(300)),
        Example("level 4 limb", XINXIN | LIGHT, on=ON, pays=Decimal(200)),
        Example("her family is on dibao", XINXIN | {"on_dibao": True}, on=ON, pays=Decimal(400)),
        Example(
            "on dibao, level 4 limb", XINXIN | LIGHT | {"on_dibao": True}, on=ON, pays=Decimal(320)
        ),
        Example(
            "a low-income family: the dibao standard, as far as it is known",
            XINXIN | {"household_low_income": True},
            on=date(2025, 3, 31),
            pays=Decimal(1450),
        ),
        Example(
            "a low-income family, level 4 limb",
            XINXIN | LIGHT | {"household_low_income": True},
            on=ON,
            pays=Decimal(300),
        ),
        Example(
            "on her 16th birthday, without need",
            XINXIN,
            on=date(2032, 4, 9),
            refuses="under-16-or-in-need",
        ),
        Example("no card", XINXIN | {"disability_kind": "none"}, on=ON, refuses="disabled"),
        Example("beside tekun support", XINXIN | {"on_tekun": True}, on=ON, refuses="not-on-tekun"),
        Example(
            "the level is not on file",
            XINXIN | {"disability_level": None},
            on=ON,
            lacks="disability_level",
        ),
    ],
)
