"""事实无人抚养儿童: both parents unable, or one dead or missing and the other unable.

The text of 2019 named six circumstances; the notice of 2020 added two. Two parents dead or declared
missing are no case of this class: that child is an orphan.
"""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Amended, Category, all_of
from hutong.law.china.ages import MINOR
from hutong.law.china.parents import (
    BOTH,
    BOTH_GONE,
    CANNOT_BE_FOUND,
    FROM_2019,
    FROM_2020,
    NOTICE_2020,
    OPINION_2019,
)

BY_THE_PARENTS = Amended(
    "de-facto-unsupported-in-china",
    Text("父母双方的情形", "the circumstances of both parents"),
    [
        (FROM_2019, all_of(*(one.unable(one.of_2019) for one in BOTH)), OPINION_2019["一"]),
        (FROM_2020, all_of(*(one.unable(one.of_2020) for one in BOTH)), NOTICE_2020["一"]),
    ],
)

category = Category(
    "de-facto-unsupported",
    Text("事实无人抚养儿童", "de facto unsupported child"),
    all_of(MINOR, BY_THE_PARENTS, ~BOTH_GONE, ~CANNOT_BE_FOUND),
    OPINION_2019["一"],
    note=Text(
        "父母双方均有所列情形之一，或一方死亡、失踪而另一方有所列情形之一；省级可以细化。",
        "Both parents are in one of the listed circumstances, or one is dead or missing and the"
        " other is in one; provinces may add detail.",
    ),
)
