"""残疾儿童康复救助: services of the catalogue, paid by the district to those who give them.

The catalogue's items and rates are not known to this system: what is decided is that the child is
served, not a sum.
"""

from datetime import date

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Dated, Example, Value
from hutong.law.beijing.living_allowance import ALIVE
from hutong.law.beijing.offices import DISTRICT_FEDERATION_APPROVES
from hutong.law.beijing.registration import REGISTERED
from hutong.law.beijing.texts import REHABILITATION_2019, REHABILITATION_FROM
from hutong.law.china.ages import AGE
from hutong.registry.people.facts import DisabilityKind, child

OLDEST = Dated(
    "rehabilitation-age",
    Text("康复救助最大周岁年龄", "oldest age for rehabilitation in years"),
    [
        Value(
            REHABILITATION_FROM,
            15,
            REHABILITATION_2019["3"],
            confirmed=False,
            note=Text(
                "“0至15岁”是否包括已满十五周岁的儿童，待核；暂按包括处理。",
                "Whether “0 to 15” takes in children past the fifteenth birthday is to be"
                " confirmed; they are taken in meanwhile.",
            ),
        )
    ],
)
HAS_CARD = child.disability_kind.is_known() & (child.disability_kind != DisabilityKind.NONE)

ANAN = {"birth_date": date(2019, 3, 2), "hukou": "city", "disability_kind": "hearing"}
ON = date(2026, 3, 31)

benefit = Benefit(
    "rehabilitation-aid",
    Text("残疾儿童康复救助", "rehabilitation of a disabled child"),
    REHABILITATION_2019["3"],
    account="rehabilitation-aid",
    requires=[
        REGISTERED,
        Condition(
            "of-age-for-rehabilitation",
            Text("零至十五岁", "aged 0 to 15"),
            AGE <= OLDEST,
            REHABILITATION_2019["3"],
            otherwise=Text("该儿童已超过规定年龄。", "The child is above the age."),
        ),
        Condition(
            "card-or-report",
            Text(
                "持有残疾人证或者定点医疗机构诊断报告",
                "has a disability card or a designated hospital's report",
            ),
            HAS_CARD | child.rehabilitation_report,
            REHABILITATION_2019["3"],
            otherwise=Text(
                "该儿童没有残疾人证，也没有有效的诊断报告。",
                "The child has neither a disability card nor a report that is still valid.",
            ),
        ),
        ALIVE,
    ],
    competence=DISTRICT_FEDERATION_APPROVES,
    unconfirmed=[
        Text(
            "项目和标准见《北京市残疾儿童基本康复目录》，尚未配置；这里只决定是否救助，不决定金额，"
            "由区与定点机构结算。",
            "Items and rates stand in the city's catalogue, which is not configured: whether the"
            " child is served is decided here, not a sum; the district settles with the provider.",
        )
    ],
    examples=[
        Example("安安 has a card for hearing", ANAN, on=ON, grants=True),
        Example(
            "a report of a designated hospital instead of a card",
            ANAN | {"disability_kind": "none", "rehabilitation_report": True},
            on=ON,
            grants=True,
        ),
        Example("at sixteen", ANAN, on=date(2035, 3, 2), refuses="of-age-for-rehabilitation"),
        Example(
            "neither card nor report",
            ANAN | {"disability_kind": "none", "rehabilitation_report": False},
            on=ON,
            refuses="card-or-report",
        ),
        Example(
            "the report has not come yet",
            ANAN | {"disability_kind": None},
            on=ON,
            lacks="rehabilitation_report",
        ),
    ],
)
