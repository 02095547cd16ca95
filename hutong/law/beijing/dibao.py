"""What the city's dibao rules hold ready for the benefits on them: standard, shares and groups."""

from datetime import date
from decimal import Decimal
from typing import Final

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import NOT_CONFIGURED, Dated, Derived, Value, any_of
from hutong.law.beijing.texts import CLASSES_2016, DIBAO_2018, DIBAO_2024
from hutong.law.china.ages import AGE
from hutong.law.china.parents import MIND
from hutong.registry.people.facts import DisabilityKind, Study, child

ASSISTANCE_OFFICE: Final = Text("社会救助部门", "the social assistance office")

STANDARD = Dated(
    "dibao-standard",
    Text("城乡低保标准", "dibao standard"),
    [
        Value(
            date(2024, 7, 1),
            Decimal(1450),
            DIBAO_2024,
            published=date(2024, 8, 21),
            confirmed=False,
            note=Text(
                "所见只写2024年7月起由1,395元调到1,450元，几号起执行待核；此前各年标准未配置。",
                "The text seen says only that 1,395 became 1,450 in July 2024; the day is to be"
                " checked, and the years before are not configured.",
            ),
        ),
        Value(
            date(2025, 7, 1),
            NOT_CONFIGURED,
            DIBAO_2024,
            confirmed=False,
            note=Text(
                "低保标准一般每年7月调整，2025年7月以后的标准未查到。",
                "The standard is usually raised each July; that of July 2025 and later was not"
                " found.",
            ),
        ),
    ],
)

SEVERE = Derived(
    "severely_disabled",
    Text(
        "重度残疾：一级、二级，或智力、精神三级",
        "severely disabled: level 1-2, or level 3 intellectual or mental",
    ),
    (child.disability_kind != DisabilityKind.NONE)
    & any_of(
        child.disability_level.is_in(1, 2),
        (child.disability_level == 3) & child.disability_kind.is_in(*MIND),
    ),
    CLASSES_2016["四"],
)
SEVERE_NOT_DEFINED: Final = Text(
    "“重度”按228号残疾儿童的类别和等级理解（一级、二级，智力、精神三级），本文件的界定未见，待核。",
    "“Severe” is read as the kinds and levels of 京民福发〔2016〕228号 (level 1-2, level 3"
    " intellectual or mental); how this text defines it was not seen.",
)

OLDEST_CHILD = Dated(
    "dibao-child-age",
    Text("低保分类救助儿童最大周岁年龄", "category assistance: oldest age of a child in years"),
    [Value(date(2019, 1, 1), 16, DIBAO_2018["十（二）"])],
)
CHILD_OR_STUDENT = Derived(
    "dibao_child_or_student",
    Text(
        "十六周岁及以下，或十六周岁以上全日制在读至本科",
        "16 and under, or over 16 in full-time education to bachelor level",
    ),
    (AGE <= OLDEST_CHILD)
    | child.study.is_in(
        Study.COMPULSORY,
        Study.GENERAL_HIGH,
        Study.SECONDARY_VOCATIONAL,
        Study.HIGHER_VOCATIONAL,
        Study.UNDERGRADUATE,
    ),
    DIBAO_2018["十（二）"],
)
