"""低收入家庭儿童、学生生活补贴: a quarter of the dibao standard; the assistance office pays it."""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Dated, Example, Kind, Value
from hutong.law.beijing.dibao import ASSISTANCE_OFFICE, CHILD_OR_STUDENT, STANDARD
from hutong.law.beijing.living_allowance import ALIVE
from hutong.law.beijing.texts import DIBAO_2018
from hutong.registry.people.facts import child, household

SHARE = Dated(
    "low-income-living-subsidy-share",
    Text("低收入家庭生活补贴占低保标准的比例", "living subsidy: share of the dibao standard"),
    [Value(date(2019, 1, 1), Decimal("0.25"), DIBAO_2018["十一"])],
    kind=Kind.RATIO,
)

TONGTONG = {
    "birth_date": date(2013, 2, 8),
    "on_dibao": False,
    "household_low_income": True,
}
ON = date(2025, 3, 31)

benefit = Benefit(
    "low-income-living-subsidy",
    Text(
        "低收入家庭儿童、学生生活补贴",
        "living subsidy for children and students of low-income families",
    ),
    DIBAO_2018["十一"],
    account="low-income-living-subsidy",
    requires=[
        Condition(
            "low-income-not-dibao",
            Text("家庭持有低收入家庭救助证，且未享受低保", "low-income certificate, and no dibao"),
            household.household_low_income & ~child.on_dibao,
            DIBAO_2018["十一"],
            otherwise=Text(
                "该儿童的家庭没有低收入家庭救助证，或者已享受低保。",
                "The family holds no low-income certificate, or draws dibao.",
            ),
        ),
        Condition(
            "child-or-student",
            Text("十六周岁及以下，或者在读学生", "16 and under, or a student"),
            CHILD_OR_STUDENT,
            DIBAO_2018["十一"],
            otherwise=Text(
                "该儿童已满十七周岁，且不在读。", "The child is over 16 and not in education."
            ),
        ),
        ALIVE,
    ],
    pays=STANDARD * SHARE,
    paid_by=ASSISTANCE_OFFICE,
    unconfirmed=[
        Text(
            "能否与困境儿童生活费同时享受，所见文件没有写明，待核。",
            "Whether it is drawn beside the living allowance is not said in the texts seen.",
        )
    ],
    examples=[
        Example(
            "彤彤's family has the low-income certificate", TONGTONG, on=ON, pays=Decimal("362.50")
        ),
        Example(
            "a family on dibao has category assistance instead",
            TONGTONG | {"on_dibao": True},
            on=ON,
            refuses="low-income-not-dibao",
        ),
        Example(
            "at 17 and out of school",
            TONGTONG | {"birth_date": date(2008, 3, 1), "study": "none"},
            on=ON,
            refuses="child-or-student",
        ),
        Example(
            "the certificate has not been seen",
            TONGTONG | {"household_low_income": None},
            on=ON,
            lacks="household_low_income",
        ),
    ],
)
