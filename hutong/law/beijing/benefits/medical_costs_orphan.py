"""孤儿医疗费用实报实销: what insurance leaves of an orphan's hospital bills is paid in full.

Money goes out claim by claim; how much stands in `medical_costs`.
"""

from datetime import date

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Example
from hutong.law.beijing.living_allowance import ALIVE, UNDER_AGE
from hutong.law.beijing.medical_costs import ORPHANS
from hutong.law.beijing.offices import DISTRICT_PAYS_THE_BILLS
from hutong.law.beijing.registration import REGISTERED
from hutong.law.beijing.texts import MEDICAL_2018
from hutong.law.china.examples import able, dead
from hutong.law.china.parents import ORPHANED
from hutong.registry.people.facts import child

YUTONG = {"birth_date": date(2014, 6, 1), "hukou": "city", "adopted": False}
BOTH_DEAD = YUTONG | dead("father") | dead("mother")
ON = date(2026, 3, 31)

benefit = Benefit(
    ORPHANS,
    Text("孤儿医疗费用", "medical costs of an orphan"),
    MEDICAL_2018["一（一）"],
    account=ORPHANS,
    requires=[
        REGISTERED,
        Condition(
            "orphan",
            Text("失去父母或查找不到生父母", "has lost both parents or they cannot be found"),
            ORPHANED,
            MEDICAL_2018["一（一）"],
            otherwise=Text(
                "该儿童的父母并非均已死亡、失踪或查找不到，不属于孤儿。",
                "The child's parents are not both dead, missing or impossible to find.",
            ),
        ),
        Condition(
            "not-adopted",
            Text("未被收养", "not adopted"),
            ~child.adopted,
            MEDICAL_2018["一（一）"],
            otherwise=Text("该儿童已被收养。", "The child has been adopted."),
        ),
        ALIVE,
        UNDER_AGE,
    ],
    competence=DISTRICT_PAYS_THE_BILLS,
    unconfirmed=[
        Text(
            "年满十八周岁仍在校的孤儿是否包括在内，所见文件没有写，暂不包括。",
            "Whether orphans of 18 and over still at school are included is not said; they are"
            " not, meanwhile.",
        )
    ],
    examples=[
        Example("雨桐 has lost both parents", BOTH_DEAD, on=ON, grants=True),
        Example(
            "a mother who is able",
            YUTONG | dead("father") | able("mother"),
            on=ON,
            refuses="orphan",
        ),
        Example(
            "whether 雨桐 was adopted is not known",
            BOTH_DEAD | {"adopted": None},
            on=ON,
            lacks="adopted",
        ),
        Example("on the 18th birthday", BOTH_DEAD, on=date(2032, 6, 1), refuses="under-age"),
    ],
)
