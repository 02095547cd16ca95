"""困境儿童生活费: what every class of it asks for, and what may not be drawn beside it."""

from typing import Final

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    ON_DAY,
    Amended,
    Condition,
    Expression,
)
from hutong.law.beijing.texts import (
    CLASSES_2016,
    DE_FACTO_2019,
    DISABILITY_2016,
    ISSUED_2016,
    ORPHANS_2011,
    RATE_OF_2019,
    START_OF_2010,
    TEKUN_2017,
)
from hutong.law.china.ages import MINOR
from hutong.registry.people.facts import Hukou, Study, child

ACCOUNT: Final = "living-allowance"
# Every class of it, for what excludes it; a test holds the list to the files.
LIVING_ALLOWANCES: Final = (
    "living-allowance-orphan",
    "living-allowance-de-facto",
    "living-allowance-temporarily-unsupported",
    "living-allowance-adopted-disabled-orphan",
    "living-allowance-class-4",
    "living-allowance-institution-ward",
    "living-allowance-dibao-family",
)

REGISTERED = Condition(
    "registered-in-the-city",
    Text("具有本市户籍", "registered in the city"),
    child.hukou.is_in(Hukou.CITY, Hukou.INSTITUTION_COLLECTIVE),
    CLASSES_2016["四"],
    otherwise=Text(
        "该儿童没有本市户籍，生活费应向户籍所在地申请。",
        "The child is not registered in the city; the allowance is applied for where it is.",
    ),
)

# A person counts as alive until a death is on record; no family is asked to prove it. A day before
# the birth is judged too when a late paper moves the birth date: nothing is owed for it.
ALIVE = Condition(
    "alive",
    Text("已出生且没有死亡记录", "born, and no death is on record"),
    (child.birth_date <= ON_DAY) & ~(child.deceased.is_known() & child.deceased),
    ORPHANS_2011["四（四）"],
    otherwise=Text(
        "该儿童已死亡（自次月起停发），或当日尚未出生。",
        "The child has died (it stops from the month after), or was not yet born that day.",
    ),
)

_AFTER_2016 = child.study.is_in(
    Study.GENERAL_HIGH,
    Study.SECONDARY_VOCATIONAL,
    Study.HIGHER_VOCATIONAL,
    Study.UNDERGRADUATE,
)

ORPHAN_AT_SCHOOL = Amended(
    "orphan-at-school",
    Text("孤儿年满十八周岁后就读的学校", "schools at which an orphan of 18 and over goes on"),
    [
        (
            START_OF_2010,
            child.study.is_in(Study.COMPULSORY, Study.GENERAL_HIGH, Study.SECONDARY_VOCATIONAL),
            ORPHANS_2011["一"],
        ),
        (ISSUED_2016, _AFTER_2016, CLASSES_2016["五（一）"]),
    ],
)
CHILD_AT_SCHOOL = Amended(
    "child-at-school",
    Text("年满十八周岁后就读的学校", "schools at which a child of 18 and over goes on"),
    [(ISSUED_2016, _AFTER_2016, CLASSES_2016["五（一）"])],
)
DE_FACTO_AT_SCHOOL = Amended(
    "de-facto-at-school",
    Text(
        "事实无人抚养儿童年满十八周岁后就读的学校",
        "schools at which a de facto unsupported child of 18 and over goes on",
    ),
    [
        (ISSUED_2016, _AFTER_2016, CLASSES_2016["五（一）"]),
        (RATE_OF_2019, _AFTER_2016, DE_FACTO_2019["二（一）"]),
    ],
)


def under_age_or_at_school(schools: Expression, law: Citation) -> Condition:
    """Under 18, or 18 and over at one of the schools this class names."""
    return Condition(
        "under-age-or-at-school",
        Text(
            "未满十八周岁，或年满十八周岁仍在规定学校就读",
            "under 18, or 18 and over and still at one of the named schools",
        ),
        MINOR | schools,
        law,
        otherwise=Text(
            "该儿童已年满十八周岁，且不在普通高中、中等职业学校、高等职业学校或普通本专科就读。",
            "The child is 18 or over and not at a general high school, secondary or higher"
            " vocational school, or in undergraduate study.",
        ),
    )


def not_on_tekun(law: Citation, rule: Expression | None = None) -> Condition:
    """The child receives no tekun support beside this class of the allowance."""
    return Condition(
        "not-on-tekun",
        Text("未享受特困人员救助供养", "does not receive tekun support"),
        ~child.on_tekun if rule is None else rule,
        law,
        otherwise=Text(
            "该儿童正在享受特困人员救助供养，与困境儿童生活费不能同时享受，可择高选择一项。",
            "The child receives tekun support, which excludes this allowance;"
            " the higher may be chosen.",
        ),
    )


NOT_ON_DISABLED_LIVING_SUBSIDY = Condition(
    "not-on-disabled-living-subsidy",
    Text("未领取困难残疾人生活补贴", "does not draw the living subsidy for disabled persons"),
    ~child.on_disabled_living_subsidy,
    DISABILITY_2016["3"],
    otherwise=Text(
        "该儿童正在领取困难残疾人生活补贴，与困境儿童生活费不能同时享受，可择高选择一项。",
        "The child draws the living subsidy for disabled persons, which excludes this allowance;"
        " the higher may be chosen.",
    ),
)

NO_TEKUN_BESIDE_DISABILITY = Condition(
    "not-on-tekun",
    Text("未享受特困人员救助供养", "does not receive tekun support"),
    ~child.on_tekun,
    TEKUN_2017["28"],
    otherwise=Text(
        "该儿童正在享受特困人员救助供养，不再享受残疾人两项补贴。",
        "The child receives tekun support, which excludes both disability subsidies.",
    ),
)


def not_on_dibao(law: Citation) -> Condition:
    """The child draws no dibao beside this class of the allowance."""
    return Condition(
        "not-on-dibao",
        Text("本人未享受最低生活保障", "the child does not draw dibao"),
        ~child.on_dibao,
        law,
        otherwise=Text(
            "该儿童本人正在享受最低生活保障，领取本项生活费的不再享受低保，可择高选择一项。",
            "The child draws dibao, which excludes this allowance; the higher may be chosen.",
        ),
    )


UNDER_AGE = Condition(
    "under-age",
    Text("未满十八周岁", "under 18"),
    MINOR,
    MINOR.law,
    otherwise=Text("该儿童已年满十八周岁。", "The child is 18 or over."),
)

DIBAO_NOT_SETTLED = Text(
    "文件没有写明本类儿童与低保的关系，暂按“择高不重复”处理。",
    "The texts do not say how this class stands to dibao; the higher counts, never both.",
)
