"""困境儿童生活费（事实无人抚养儿童）: topped up from the child's own dibao.

The street re-checks every half year; no public notice is made. Until July 2019 the class had a rate
of its own; since then it is the orphan rate. It is not counted in the guardian's household income.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Example
from hutong.law.beijing.categories.de_facto_unsupported import category as de_facto
from hutong.law.beijing.living_allowance import (
    ACCOUNT,
    ALIVE,
    DE_FACTO_AT_SCHOOL,
    NOT_ON_DISABLED_LIVING_SUBSIDY,
    REGISTERED,
    not_on_tekun,
    under_age_or_at_school,
)
from hutong.law.beijing.offices import STREET_CONFIRMS
from hutong.law.beijing.parents import (
    FATHER_UNABLE,
    MOTHER_UNABLE,
    NOT_ORPHANED,
    NOT_REREAD,
)
from hutong.law.beijing.rates import FOR_DE_FACTO, topped_up
from hutong.law.beijing.texts import DE_FACTO_2019, RATES_2026
from hutong.law.china.examples import able, dead, in_prison, lost

XIAOMAN = {
    "birth_date": date(2016, 5, 21),
    "hukou": "city",
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
}
ON = date(2026, 3, 5)
FATHER_IN_PRISON = in_prison("father", 38)
MOTHER_LOST = lost("mother", date(2025, 9, 2), receipt=True)
BOTH = XIAOMAN | FATHER_IN_PRISON | MOTHER_LOST

benefit = Benefit(
    "living-allowance-de-facto",
    Text("困境儿童生活费（事实无人抚养儿童）", "living allowance (de facto unsupported children)"),
    RATES_2026["二"],
    account=ACCOUNT,
    requires=[
        REGISTERED,
        Condition(
            "father-unable",
            Text("父亲一方符合规定情形", "the father's side is met"),
            FATHER_UNABLE,
            DE_FACTO_2019["一"],
            otherwise=Text(
                "父亲不属于死亡、失踪、重残、重病、服刑在押、强制隔离戒毒、失联等规定情形。",
                "The father is in none of the circumstances the rule names.",
            ),
        ),
        Condition(
            "mother-unable",
            Text("母亲一方符合规定情形", "the mother's side is met"),
            MOTHER_UNABLE,
            DE_FACTO_2019["一"],
            otherwise=Text(
                "母亲不属于死亡、失踪、重残、重病、服刑在押、强制隔离戒毒、失联等规定情形。",
                "The mother is in none of the circumstances the rule names.",
            ),
        ),
        Condition(
            "not-an-orphan",
            Text("不属于孤儿", "not an orphan"),
            NOT_ORPHANED,
            DE_FACTO_2019["一"],
            otherwise=Text(
                "该儿童的父母均已死亡、失踪或查找不到，按孤儿保障。",
                "Both parents are dead, missing or cannot be found: the child is an orphan.",
            ),
        ),
        ALIVE,
        under_age_or_at_school(DE_FACTO_AT_SCHOOL, DE_FACTO_2019["二（一）"]),
        not_on_tekun(DE_FACTO_2019["二（一）"]),
        NOT_ON_DISABLED_LIVING_SUBSIDY,
    ],
    pays=topped_up(FOR_DE_FACTO),
    competence=STREET_CONFIRMS,
    not_income=DE_FACTO_2019["二（一）"],
    recheck_months=6,
    unconfirmed=[NOT_REREAD],
    examples=[
        Example(
            "小满's father serves 38 months and her mother is lost",
            BOTH,
            on=ON,
            pays=Decimal(2850),
            category=de_facto,
        ),
        Example(
            "小满 on dibao is topped up from her own amount",
            BOTH | {"on_dibao": True, "own_dibao_amount": Decimal("1812.50")},
            on=ON,
            pays=Decimal("1037.50"),
        ),
        Example(
            "小满 on dibao, her own amount not yet known",
            BOTH | {"on_dibao": True},
            on=ON,
            lacks="own_dibao_amount",
        ),
        Example(
            "小满 before the police receipt has come",
            XIAOMAN | FATHER_IN_PRISON | lost("mother", date(2025, 9, 2), receipt=None),
            on=ON,
            lacks="mother_search_receipt",
        ),
        Example(
            "exactly six months after the search was taken up",
            BOTH,
            on=date(2026, 3, 2),
            pays=Decimal(2850),
        ),
        Example(
            "a day short of six months",
            BOTH,
            on=date(2026, 3, 1),
            refuses="mother-unable",
        ),
        Example(
            "a search taken up on 31 August is six months old on the last day of February",
            XIAOMAN | FATHER_IN_PRISON | lost("mother", date(2025, 8, 31), receipt=True),
            on=date(2026, 2, 28),
            pays=Decimal(2850),
        ),
        Example(
            "and not a day earlier",
            XIAOMAN | FATHER_IN_PRISON | lost("mother", date(2025, 8, 31), receipt=True),
            on=date(2026, 2, 27),
            refuses="mother-unable",
        ),
        Example(
            "a term of exactly six months",
            XIAOMAN | in_prison("father", 6) | MOTHER_LOST,
            on=ON,
            pays=Decimal(2850),
        ),
        Example(
            "a term of five months",
            XIAOMAN | in_prison("father", 5) | MOTHER_LOST,
            on=ON,
            refuses="father-unable",
        ),
        Example(
            "the mother is able, and nothing is known of the father",
            XIAOMAN | able("mother"),
            on=ON,
            refuses="mother-unable",
        ),
        Example(
            "two dead parents make an orphan",
            XIAOMAN | dead("father") | dead("mother"),
            on=ON,
            refuses="not-an-orphan",
        ),
        Example(
            "a committee found the father unable for other circumstances; the mother is dead",
            XIAOMAN
            | able("father")
            | dead("mother")
            | {"committee_found_other_parent_unable": True},
            on=ON,
            pays=Decimal(2850),
        ),
        Example(
            "under the text of 2016, with eleven months of the sentence left",
            XIAOMAN
            | in_prison("father", 24)
            | {"father_measure_months_left_at_application": 11}
            | dead("mother"),
            on=date(2018, 3, 31),
            refuses="father-unable",
        ),
        Example(
            "under the text of 2016, with twelve months left",
            XIAOMAN
            | in_prison("father", 24)
            | {"father_measure_months_left_at_application": 12}
            | dead("mother"),
            on=date(2018, 3, 31),
            pays=Decimal(1800),
        ),
        Example(
            "at 18 in general high school",
            BOTH | {"birth_date": date(2008, 3, 5), "study": "general_high"},
            on=ON,
            pays=Decimal(2850),
        ),
        Example(
            "on the 18th birthday, out of school",
            BOTH | {"birth_date": date(2008, 3, 5), "study": "none"},
            on=ON,
            refuses="under-age-or-at-school",
        ),
        Example(
            "tekun support excludes it",
            BOTH | {"on_tekun": True},
            on=ON,
            refuses="not-on-tekun",
        ),
        Example(
            "the living subsidy for disabled persons excludes it",
            BOTH | {"on_disabled_living_subsidy": True},
            on=ON,
            refuses="not-on-disabled-living-subsidy",
        ),
    ],
)
