"""弃婴（弃儿）: found abandoned; an orphan once the birth parents cannot be found."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category
from hutong.law.china.ages import MINOR
from hutong.law.china.parents import ORPHANS_2010
from hutong.registry.people.facts import Origin, child

category = Category(
    "foundling",
    Text("弃婴（弃儿）", "abandoned infant or child"),
    MINOR & (child.origin == Origin.FOUNDLING),
    ORPHANS_2010["四（二）"],
)
