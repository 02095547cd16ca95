"""What several procedures ask of a grant: which, since when it ceased, from when it goes on."""

from typing import Final

from hutong.casework import Ask, Shape
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit
from hutong.law.beijing import entries
from hutong.law.beijing.living_allowance import ACCOUNT

_BENEFITS: Final = [one for one in entries("benefits").values() if isinstance(one, Benefit)]

# Every class of the living allowance of children in difficulty.
ALLOWANCES: Final = tuple(one.code for one in _BENEFITS if one.account == ACCOUNT)

WHICH: Final = Ask(
    "benefit",
    Text("哪一项待遇", "which benefit"),
    Shape.CHOICE,
    choices=tuple((one.code, one.name) for one in _BENEFITS),
)

HAPPENED_ON: Final = Ask(
    "happened_on",
    Text("发生之日", "the day it happened"),
    Shape.DAY,
    hint=Text("当月仍发，次月起停发", "its month is still paid, the next is not"),
)

FROM_MONTH: Final = Ask(
    "from_month",
    Text("补回自何月", "made up from the month"),
    Shape.MONTH,
    required=False,
    hint=Text(
        "只在停发有误时填写：自误停的首月起补发；否则自确认次月起。",
        "Only where the stop was mistaken: the first month lost. Otherwise the month after.",
    ),
)
