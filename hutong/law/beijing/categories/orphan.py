"""孤儿 in Beijing's wording: 京民福发〔2011〕173号 takes a court's declaration as proof.

From 2016 to 2019 the city's records called a child in a family with two dead parents "de facto
unsupported", and "orphans and foundlings" only those in institutions; the rate was the same.
"""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category, all_of
from hutong.law.beijing.texts import ORPHANS_2011
from hutong.law.china.ages import MINOR
from hutong.law.china.parents import ORPHANED
from hutong.registry.people.facts import child

category = Category(
    "orphan",
    Text("孤儿", "orphan"),
    all_of(MINOR, ORPHANED, ~child.adopted),
    ORPHANS_2011["一"],
    note=Text(
        "2016年至2019年本市档案中，父母双亡的散居儿童列在“事实无人抚养儿童”项下，“孤儿、弃婴”仅指"
        "机构内儿童。收养人均死亡的，应先更正“已被收养”一项。",
        "In the city's records of 2016 to 2019 a child in a family with two dead parents stands"
        " under “de facto unsupported”, and “orphans and foundlings” means those in institutions."
        " When both adopters die, the fact “adopted” is ended first.",
    ),
)
