"""事实无人抚养儿童入园补助: paid once, from the age of three, on entry into a kindergarten."""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Dated, Example, Value
from hutong.law.beijing.de_facto import UNSUPPORTED
from hutong.law.beijing.kindergarten import AT_SCHOOL
from hutong.law.beijing.living_allowance import ALIVE
from hutong.law.beijing.offices import AS_FOR_DE_FACTO
from hutong.law.beijing.parents import NOT_REREAD
from hutong.law.beijing.registration import REGISTERED
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019
from hutong.law.china.ages import AGE
from hutong.law.china.examples import able, in_prison, lost
from hutong.registry.people.facts import Kindergarten, child

LAW = DE_FACTO_2019["二（三）"]
ENTRY_GRANT = Dated(
    "kindergarten-entry-grant",
    Text("入园补助", "kindergarten entry grant"),
    [Value(ISSUED_2019, Decimal(6000), LAW)],
)
ENTRY_AGE = Dated(
    "kindergarten-entry-age",
    Text("入园补助起始年龄（周岁）", "age from which the entry grant is paid"),
    [Value(ISSUED_2019, 3, LAW)],
)

DOUDOU = {"birth_date": date(2022, 9, 1), "hukou": "city", "kindergarten": "inclusive"}
BOTH = DOUDOU | in_prison("father", 38) | lost("mother", date(2025, 1, 2), receipt=True)
ON = date(2025, 9, 30)

benefit = Benefit(
    "kindergarten-entry-grant",
    Text("事实无人抚养儿童入园补助", "kindergarten entry grant"),
    LAW,
    account="kindergarten-entry-grant",
    requires=[
        REGISTERED,
        *UNSUPPORTED,
        Condition(
            "three-years-old",
            Text("年满三周岁", "three years old"),
            AGE >= ENTRY_AGE,
            LAW,
            otherwise=Text("该儿童未满三周岁。", "The child is not yet three."),
        ),
        Condition(
            "at-a-public-or-inclusive-kindergarten",
            Text(
                "就读公办或者普惠性民办幼儿园", "attends a public or inclusive private kindergarten"
            ),
            child.kindergarten.is_in(Kindergarten.PUBLIC, Kindergarten.INCLUSIVE) & ~AT_SCHOOL,
            LAW,
            otherwise=Text(
                "该儿童没有就读公办或者普惠性民办幼儿园。",
                "The child attends no public or inclusive private kindergarten.",
            ),
        ),
        ALIVE,
    ],
    pays=ENTRY_GRANT,
    competence=AS_FOR_DE_FACTO,
    period="once",
    unconfirmed=[
        NOT_REREAD,
        Text(
            "文件没有写从哪个月发放，暂自确认的次月发放。",
            "The text does not say in which month it is paid: in that after the confirmation,"
            " meanwhile.",
        ),
    ],
    examples=[
        Example("豆豆 enters an inclusive kindergarten at three", BOTH, on=ON, pays=Decimal(6000)),
        Example(
            "the day before the third birthday",
            BOTH,
            on=date(2025, 8, 31),
            refuses="three-years-old",
        ),
        Example(
            "a kindergarten that is neither public nor inclusive",
            BOTH | {"kindergarten": "other"},
            on=ON,
            refuses="at-a-public-or-inclusive-kindergarten",
        ),
        Example(
            "a mother who is able",
            DOUDOU | in_prison("father", 38) | able("mother"),
            on=ON,
            refuses="mother-unable",
        ),
        Example(
            "the kindergarten has not yet certified the entry",
            BOTH | {"kindergarten": None},
            on=ON,
            lacks="kindergarten",
        ),
    ],
)
