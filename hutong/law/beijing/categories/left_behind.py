"""留守儿童: Beijing's joint conference of 2016 dropped the word rural; town and country count."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category
from hutong.law.beijing.texts import JOINT_CONFERENCE_2016
from hutong.law.china.categories.left_behind import LEFT_BEHIND

category = Category(
    "left-behind",
    Text("留守儿童", "left-behind child"),
    LEFT_BEHIND,
    JOINT_CONFERENCE_2016,
    note=Text(
        "本市不区分城乡：城镇和农村的留守儿童都在范围内。",
        "The city does not tell town from country: left-behind children of both are covered.",
    ),
)
