"""Where a child must be registered for what is not the living allowance."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Condition
from hutong.law.beijing.texts import CLASSES_2016
from hutong.registry.people.facts import Hukou, child

REGISTERED = Condition(
    "registered-in-the-city",
    Text("具有本市户籍", "registered in the city"),
    child.hukou.is_in(Hukou.CITY, Hukou.INSTITUTION_COLLECTIVE),
    CLASSES_2016["四"],
    otherwise=Text(
        "该儿童没有本市户籍，应向户籍所在地申请。",
        "The child is not registered in the city; it is applied for where the child is.",
    ),
)
