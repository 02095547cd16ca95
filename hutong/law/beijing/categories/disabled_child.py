"""残疾儿童: the disabled children under 16 whom the classes of 2016 name."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category
from hutong.law.beijing.categories.dibao_sick_or_disabled import DISABLED_CHILD
from hutong.law.beijing.texts import CLASSES_2016
from hutong.law.china.ages import MINOR

category = Category(
    "disabled-child",
    Text("残疾儿童", "disabled child"),
    MINOR & DISABLED_CHILD,
    CLASSES_2016["四"],
)
