"""孤儿: a child who has lost both parents, or whose birth parents cannot be found."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category, all_of
from hutong.law.china.ages import MINOR
from hutong.law.china.parents import ORPHANED, ORPHANS_2010
from hutong.registry.people.facts import child

category = Category(
    "orphan",
    Text("孤儿", "orphan"),
    all_of(MINOR, ORPHANED, ~child.adopted),
    ORPHANS_2010["一"],
    note=Text(
        "失去父母或查找不到生父母的未满十八周岁的未成年人，由县级以上民政部门认定；被收养后不再是孤儿。",
        "Under 18, has lost the parents or the birth parents cannot be found; recognised by the"
        " county's civil affairs department; adoption ends it.",
    ),
)
