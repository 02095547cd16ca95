"""What makes a child de facto unsupported, as conditions of what is granted besides."""

from typing import Final

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Condition
from hutong.law.beijing.parents import FATHER_UNABLE, MOTHER_UNABLE, NOT_ORPHANED
from hutong.law.beijing.texts import DE_FACTO_2019

UNSUPPORTED: Final = (
    Condition(
        "father-unable",
        Text("父亲一方符合规定情形", "the father's side is met"),
        FATHER_UNABLE,
        DE_FACTO_2019["一"],
        otherwise=Text(
            "父亲不属于规定的情形。", "The father is in none of the circumstances named."
        ),
    ),
    Condition(
        "mother-unable",
        Text("母亲一方符合规定情形", "the mother's side is met"),
        MOTHER_UNABLE,
        DE_FACTO_2019["一"],
        otherwise=Text(
            "母亲不属于规定的情形。", "The mother is in none of the circumstances named."
        ),
    ),
    Condition(
        "not-an-orphan",
        Text("不属于孤儿", "not an orphan"),
        NOT_ORPHANED,
        DE_FACTO_2019["一"],
        otherwise=Text("该儿童属于孤儿，按孤儿保障。", "The child is an orphan."),
    ),
)
