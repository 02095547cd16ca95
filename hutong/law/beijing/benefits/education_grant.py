"""事实无人抚养儿童助学补助: per school year, what other student aid falls short of the sum by."""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Dated, Example, Value
from hutong.law.beijing.de_facto import UNSUPPORTED
from hutong.law.beijing.living_allowance import ALIVE
from hutong.law.beijing.offices import AS_FOR_DE_FACTO
from hutong.law.beijing.parents import NOT_REREAD
from hutong.law.beijing.registration import REGISTERED
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019
from hutong.law.china.examples import in_prison, lost
from hutong.registry.people.facts import Study, child

LAW = DE_FACTO_2019["二（三）"]
GRANT = Dated(
    "education-grant",
    Text("助学补助（每学年）", "education grant of a school year"),
    [Value(ISSUED_2019, Decimal(8000), LAW)],
)

HAOMING = {
    "birth_date": date(2007, 4, 12),
    "hukou": "city",
    "study": "undergraduate",
    "student_aid_this_school_year": Decimal(0),
}
BOTH = HAOMING | in_prison("father", 60) | lost("mother", date(2024, 9, 2), receipt=True)
ON = date(2025, 9, 30)

benefit = Benefit(
    "education-grant",
    Text("事实无人抚养儿童助学补助", "education grant"),
    LAW,
    account="education-grant",
    requires=[
        REGISTERED,
        *UNSUPPORTED,
        Condition(
            "vocational-or-higher-education",
            Text("就读职业院校或者高等院校", "in vocational or higher education"),
            child.study.is_in(
                Study.SECONDARY_VOCATIONAL, Study.HIGHER_VOCATIONAL, Study.UNDERGRADUATE
            ),
            LAW,
            otherwise=Text(
                "该儿童不在职业院校或者高等院校就读。",
                "The child is not in vocational or higher education.",
            ),
        ),
        ALIVE,
    ],
    pays=(GRANT - child.student_aid_this_school_year).at_least(0),
    competence=AS_FOR_DE_FACTO,
    period="year",
    every=Text("每学年", "a school year"),
    recheck_months=12,
    unconfirmed=[
        NOT_REREAD,
        Text(
            "研究生是否包括在内、从哪个月发放，所见文件没有写；暂不含研究生，自确认的次月起每年发放一次。"
            "其他资助每学年重新核对。",
            "Whether postgraduates are included, and the month of payment, are not said: they are"
            " not, and it is paid once a year from the month after confirmation. Other aid is"
            " asked anew each school year.",
        ),
    ],
    examples=[
        Example("浩明 at university, without other aid", BOTH, on=ON, pays=Decimal(8000)),
        Example(
            "topped up over a state grant of 3,300",
            BOTH | {"student_aid_this_school_year": Decimal(3300)},
            on=ON,
            pays=Decimal(4700),
        ),
        Example(
            "other aid above the sum leaves nothing",
            BOTH | {"student_aid_this_school_year": Decimal(9000)},
            on=ON,
            pays=Decimal(0),
        ),
        Example(
            "at general high school",
            BOTH | {"study": "general_high"},
            on=ON,
            refuses="vocational-or-higher-education",
        ),
        Example(
            "the school has not yet said what aid it pays",
            BOTH | {"student_aid_this_school_year": None},
            on=ON,
            lacks="student_aid_this_school_year",
        ),
    ],
)
