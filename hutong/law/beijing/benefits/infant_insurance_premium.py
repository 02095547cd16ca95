"""婴幼儿重大疾病和意外伤害保险: the district pays the yearly premium; its sum is not known."""

from datetime import date

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    NOT_CONFIGURED,
    Begins,
    Benefit,
    Condition,
    Dated,
    Example,
    Kind,
    Value,
)
from hutong.law.beijing.categories.infant_in_difficulty import INFANT
from hutong.law.beijing.living_allowance import ALIVE, REGISTERED
from hutong.law.beijing.offices import DISTRICT_PAYS_THE_PREMIUM
from hutong.law.beijing.texts import CLASSES_2016, ISSUED_2016
from hutong.registry.people.facts import child

PREMIUM = Dated(
    "infant-insurance-premium",
    Text("婴幼儿重大疾病和意外伤害保险年保费", "yearly premium of the infants' insurance"),
    [
        Value(
            ISSUED_2016,
            NOT_CONFIGURED,
            CLASSES_2016["五（四）"],
            confirmed=False,
            note=Text(
                "保费、承保机构和是否仍在执行均未查到。",
                "Premium, insurer and whether the scheme still runs were not found.",
            ),
        )
    ],
    kind=Kind.MONEY,
)

MIANMIAN = {"birth_date": date(2024, 9, 1), "hukou": "city", "family_in_difficulty": True}
ON = date(2026, 3, 31)

benefit = Benefit(
    "infant-insurance-premium",
    Text("婴幼儿重大疾病和意外伤害保险补贴", "premium of the infants' insurance"),
    CLASSES_2016["五（四）"],
    account="infant-insurance-premium",
    requires=[
        REGISTERED,
        Condition(
            "infant",
            Text("零至三岁", "aged 0 to 3"),
            INFANT,
            CLASSES_2016["五（四）"],
            otherwise=Text("该儿童不在零至三岁之间。", "The child is not between 0 and 3."),
        ),
        Condition(
            "family-in-difficulty",
            Text("属困难家庭", "the family is in difficulty"),
            child.family_in_difficulty,
            CLASSES_2016["五（四）"],
            otherwise=Text("该儿童的家庭不属困难家庭。", "The family is not in difficulty."),
        ),
        ALIVE,
    ],
    pays=PREMIUM,
    competence=DISTRICT_PAYS_THE_PREMIUM,
    begins=Begins.MONTH_OF_APPLICATION,
    period="year",
    unconfirmed=[
        Text(
            "该保险目前是否仍在执行，待核。",
            "Whether the insurance still runs is to be confirmed.",
        )
    ],
    examples=[
        Example(
            "whether 绵绵's family is in difficulty is not known",
            MIANMIAN | {"family_in_difficulty": None},
            on=ON,
            lacks="family_in_difficulty",
        ),
        Example("at four", MIANMIAN, on=date(2028, 9, 1), refuses="infant"),
        Example(
            "a family that is not in difficulty",
            MIANMIAN | {"family_in_difficulty": False},
            on=ON,
            refuses="family-in-difficulty",
        ),
    ],
)
