"""困境儿童生活费（临时无人抚养儿童）: the same living security before everything is proved.

Promptly re-checked, the text says without a number; so no re-check month stands here.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Example
from hutong.law.beijing.categories.temporarily_unsupported import (
    TEMPORARILY_UNSUPPORTED,
)
from hutong.law.beijing.categories.temporarily_unsupported import category as temporarily
from hutong.law.beijing.living_allowance import (
    ACCOUNT,
    ALIVE,
    NOT_ON_DISABLED_LIVING_SUBSIDY,
    REGISTERED,
    UNDER_AGE,
    not_on_tekun,
)
from hutong.law.beijing.offices import DISTRICT_INQUIRES
from hutong.law.beijing.rates import FOR_DE_FACTO, topped_up
from hutong.law.beijing.texts import DE_FACTO_2019
from hutong.law.china.examples import able, in_prison, lost

SHITOU = {
    "birth_date": date(2019, 2, 14),
    "hukou": "city",
    "nobody_caring": True,
    "circumstances_being_verified": False,
    "father_revocation_pending": False,
    "mother_revocation_pending": False,
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
}
ON = date(2026, 3, 31)

benefit = Benefit(
    "living-allowance-temporarily-unsupported",
    Text(
        "困境儿童生活费（临时无人抚养儿童）",
        "living allowance (temporarily unsupported children)",
    ),
    DE_FACTO_2019["二（一）"],
    account=ACCOUNT,
    requires=[
        REGISTERED,
        Condition(
            "temporarily-unsupported",
            Text(
                "经区民政部门调查，临时无人抚养",
                "temporarily unsupported, by the district's inquiry",
            ),
            TEMPORARILY_UNSUPPORTED,
            DE_FACTO_2019["二（一）"],
            otherwise=Text(
                "经区民政部门调查，该儿童有人照料，或者没有待查、未满期限的情形。",
                "By the district's inquiry somebody cares for the child, or nothing is still to be"
                " verified or short of its term.",
            ),
        ),
        ALIVE,
        UNDER_AGE,
        not_on_tekun(DE_FACTO_2019["二（一）"]),
        NOT_ON_DISABLED_LIVING_SUBSIDY,
    ],
    pays=topped_up(FOR_DE_FACTO),
    competence=DISTRICT_INQUIRES,
    provisional=True,
    examples=[
        Example(
            "石头's parents have just vanished, and nobody cares for him",
            SHITOU | {"circumstances_being_verified": True},
            on=ON,
            pays=Decimal(2850),
            category=temporarily,
        ),
        Example(
            "a mother in custody for five months",
            SHITOU | able("father") | in_prison("mother", 5),
            on=ON,
            pays=Decimal(2850),
        ),
        Example(
            "a mother out of contact for three months",
            SHITOU | able("father") | lost("mother", date(2025, 12, 20), receipt=False),
            on=ON,
            pays=Decimal(2850),
        ),
        Example(
            "an aunt looks after him",
            SHITOU | {"circumstances_being_verified": True, "nobody_caring": False},
            on=ON,
            refuses="temporarily-unsupported",
        ),
        Example(
            "before the district has looked into it",
            SHITOU | {"circumstances_being_verified": True, "nobody_caring": None},
            on=ON,
            lacks="nobody_caring",
        ),
        Example(
            "before the class existed",
            SHITOU | {"circumstances_being_verified": True},
            on=date(2019, 10, 31),
            refuses="temporarily-unsupported",
        ),
    ],
)
