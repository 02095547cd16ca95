"""困境儿童生活费（孤儿、弃婴）: the monthly allowance of orphans and foundlings.

1,400 a month in families from 2010 and 1,600 in institutions from 2011; one rate for both since
2019. Dibao is not drawn beside it. Rural five-guarantee support was topped up until 2017 and has
excluded it since.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Amended, Benefit, Condition, Example, choose, constant
from hutong.law.beijing.categories.orphan import category as orphan
from hutong.law.beijing.living_allowance import (
    ACCOUNT,
    ALIVE,
    NOT_ON_DISABLED_LIVING_SUBSIDY,
    ORPHAN_AT_SCHOOL,
    REGISTERED,
    not_on_dibao,
    not_on_tekun,
    under_age_or_at_school,
)
from hutong.law.beijing.offices import DISTRICT_CERTIFIES
from hutong.law.beijing.rates import FOR_AN_ORPHAN
from hutong.law.beijing.texts import (
    CLASSES_2016,
    ORPHANS_2011,
    RATES_2026,
    START_OF_2010,
    TEKUN_2017,
)
from hutong.law.china.examples import able, dead, in_prison
from hutong.law.china.parents import ORPHANED
from hutong.registry.people.facts import child

TEKUN_EXCLUDED_FROM = date(2017, 2, 9)

EXCLUDED_BY_TEKUN = Amended(
    "orphan-beside-tekun",
    Text("孤儿生活费与特困供养的关系", "the orphan allowance beside tekun support"),
    [
        (START_OF_2010, constant(value=True), ORPHANS_2011["二（二）"]),
        (TEKUN_EXCLUDED_FROM, ~child.on_tekun, TEKUN_2017["28"]),
    ],
)

TOPPED_UP_UNTIL_2017 = Amended(
    "orphan-allowance-beside-tekun",
    Text("孤儿生活费应发金额", "orphan allowance to be paid"),
    [
        (
            START_OF_2010,
            choose(
                (child.on_tekun, (FOR_AN_ORPHAN - child.own_tekun_amount).at_least(0)),
                otherwise=FOR_AN_ORPHAN,
            ),
            ORPHANS_2011["二（二）"],
        ),
        (TEKUN_EXCLUDED_FROM, FOR_AN_ORPHAN, TEKUN_2017["28"]),
    ],
)

YUTONG = {
    "birth_date": date(2014, 6, 1),
    "hukou": "city",
    "adopted": False,
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
}
BOTH_DEAD = YUTONG | dead("father") | dead("mother")
FOUNDLING = YUTONG | {
    "birth_parents_found": False,
    "hukou": "institution_collective",
    "care_setting": "institution",
}

benefit = Benefit(
    "living-allowance-orphan",
    Text("困境儿童生活费（孤儿、弃婴）", "living allowance (orphans and foundlings)"),
    RATES_2026["二"],
    account=ACCOUNT,
    requires=[
        REGISTERED,
        Condition(
            "orphan",
            Text("失去父母或查找不到生父母", "has lost both parents or they cannot be found"),
            ORPHANED,
            RATES_2026["一"],
            otherwise=Text(
                "该儿童的父母并非均已死亡、失踪或查找不到，不属于孤儿。",
                "The child's parents are not both dead, missing or impossible to find.",
            ),
        ),
        Condition(
            "not-adopted",
            Text("未被收养", "not adopted"),
            ~child.adopted,
            ORPHANS_2011["四（四）"],
            otherwise=Text(
                "该儿童已被收养，孤儿生活费自收养次月起停发。",
                "The child has been adopted; the orphan allowance stops from the month after.",
            ),
        ),
        ALIVE,
        under_age_or_at_school(ORPHAN_AT_SCHOOL, CLASSES_2016["五（一）"]),
        not_on_dibao(ORPHANS_2011["二（二）"]),
        not_on_tekun(TEKUN_2017["28"], EXCLUDED_BY_TEKUN),
        NOT_ON_DISABLED_LIVING_SUBSIDY,
    ],
    pays=TOPPED_UP_UNTIL_2017,
    competence=DISTRICT_CERTIFIES,
    not_income=ORPHANS_2011["二（二）"],
    yearly_in=12,
    examples=[
        Example(
            "雨桐 lost both parents and lives with her grandmother",
            BOTH_DEAD,
            on=date(2026, 3, 31),
            pays=Decimal(2850),
            category=orphan,
        ),
        Example(
            "a foundling in the city's home, whose parents the police could not find",
            FOUNDLING,
            on=date(2026, 3, 31),
            pays=Decimal(2850),
            category=orphan,
        ),
        Example(
            "雨桐 before her mother's death is proved",
            YUTONG | dead("father"),
            on=date(2026, 3, 31),
            lacks="mother_life",
        ),
        Example(
            "a girl whose mother is in prison is no orphan",
            YUTONG | dead("father") | in_prison("mother", 40),
            on=date(2026, 3, 31),
            refuses="orphan",
        ),
        Example(
            "one parent who is able settles it, whatever became of the other",
            YUTONG | able("mother"),
            on=date(2026, 3, 31),
            refuses="orphan",
        ),
        Example(
            "雨桐 on the last day before she turns 18, out of school",
            BOTH_DEAD | {"study": "none"},
            on=date(2032, 5, 31),
            pays=Decimal(2850),
        ),
        Example(
            "雨桐 on her 18th birthday, out of school",
            BOTH_DEAD | {"study": "none"},
            on=date(2032, 6, 1),
            refuses="under-age-or-at-school",
        ),
        Example(
            "雨桐 at 18 and a student",
            BOTH_DEAD | {"study": "undergraduate"},
            on=date(2032, 6, 1),
            pays=Decimal(2850),
        ),
        Example(
            "雨桐 at 18, school not yet known",
            BOTH_DEAD,
            on=date(2032, 6, 1),
            lacks="study",
        ),
        Example(
            "born on 29 February, still 17 on 28 February of a common year",
            BOTH_DEAD | {"birth_date": date(2008, 2, 29), "study": "none"},
            on=date(2026, 2, 28),
            pays=Decimal(2850),
        ),
        Example(
            "born on 29 February, 18 on 1 March of a common year",
            BOTH_DEAD | {"birth_date": date(2008, 2, 29), "study": "none"},
            on=date(2026, 3, 1),
            refuses="under-age-or-at-school",
        ),
        Example(
            "an undergraduate of 18 under the text of 2011, which named secondary schools only",
            BOTH_DEAD | {"birth_date": date(1995, 9, 1), "study": "undergraduate"},
            on=date(2015, 3, 31),
            refuses="under-age-or-at-school",
        ),
        Example(
            "adopted: no orphan any more",
            BOTH_DEAD | {"adopted": True},
            on=date(2026, 3, 31),
            refuses="not-adopted",
        ),
        Example(
            "dibao is not drawn beside it",
            BOTH_DEAD | {"on_dibao": True},
            on=date(2026, 3, 31),
            refuses="not-on-dibao",
        ),
        Example(
            "five-guarantee support was topped up in 2012",
            BOTH_DEAD
            | {
                "birth_date": date(2003, 4, 5),
                "care_setting": "family",
                "on_tekun": True,
                "own_tekun_amount": Decimal(400),
            },
            on=date(2012, 3, 31),
            pays=Decimal(1000),
        ),
        Example(
            "tekun support excludes it today",
            BOTH_DEAD | {"on_tekun": True},
            on=date(2026, 3, 31),
            refuses="not-on-tekun",
        ),
        Example(
            "registered in another province",
            BOTH_DEAD | {"hukou": "elsewhere"},
            on=date(2026, 3, 31),
            refuses="registered-in-the-city",
        ),
        Example(
            "December 2025, before the new rate was published",
            BOTH_DEAD,
            on=date(2025, 11, 30),
            values_on=date(2025, 12, 1),
            known_on=date(2025, 12, 5),
            pays=Decimal(2650),
        ),
        Example(
            "the same month, as known after the rate was published",
            BOTH_DEAD,
            on=date(2025, 11, 30),
            values_on=date(2025, 12, 1),
            known_on=date(2026, 2, 5),
            pays=Decimal(2850),
        ),
    ],
)
