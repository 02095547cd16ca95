"""Which of Beijing's benefits a case is about, where its procedure serves several."""

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
