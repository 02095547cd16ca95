"""特困人员救助供养: what a child draws of it; the assistance office grants and pays it.

It excludes dibao, the allowances of the child welfare system and both disability subsidies. The
city's standard is in no text seen, so that only what the payment record shows is told.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Example
from hutong.law.beijing.dibao import ASSISTANCE_OFFICE
from hutong.law.beijing.living_allowance import ALIVE, LIVING_ALLOWANCES
from hutong.law.beijing.texts import TEKUN_2017
from hutong.registry.people.facts import child

SHUSHENG = {
    "birth_date": date(2014, 9, 12),
    "on_tekun": True,
    "own_tekun_amount": Decimal(2175),
}
ON = date(2026, 3, 31)

benefit = Benefit(
    "tekun",
    Text("特困人员救助供养", "tekun support"),
    TEKUN_2017["28"],
    account="tekun",
    requires=[
        Condition(
            "on-tekun",
            Text("享受特困人员救助供养", "receives tekun support"),
            child.on_tekun,
            TEKUN_2017["28"],
            otherwise=Text(
                "该儿童没有享受特困人员救助供养。", "The child receives no tekun support."
            ),
        ),
        ALIVE,
    ],
    pays=child.own_tekun_amount,
    excludes=[
        "dibao",
        *LIVING_ALLOWANCES,
        "disability-nursing-subsidy",
        "disabled-living-subsidy",
    ],
    paid_by=ASSISTANCE_OFFICE,
    drawn=child.on_tekun,
    unconfirmed=[
        Text(
            "本市特困供养标准未见原文，金额以发放记录为准；照料护理标准是否另发，待核。",
            "The city's standard was not found; the sum is that of the payment record. Whether a"
            " nursing rate is paid besides is to be checked.",
        )
    ],
    examples=[
        Example("树生 receives tekun support", SHUSHENG, on=ON, pays=Decimal(2175)),
        Example("no tekun support", SHUSHENG | {"on_tekun": False}, on=ON, refuses="on-tekun"),
        Example(
            "what he receives is not on file",
            SHUSHENG | {"own_tekun_amount": None},
            on=ON,
            lacks="own_tekun_amount",
        ),
    ],
)
