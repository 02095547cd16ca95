"""流动儿童: moved with a parent or guardian to another county for half a year or more."""

from datetime import date

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    ON_DAY,
    Category,
    Dated,
    Derived,
    Value,
    all_of,
    months_since,
)
from hutong.law.china.ages import AGE
from hutong.registry.people.facts import child

LAW = Citation("民发〔2024〕35号")

# Only the year is known: the text is applied from the last day of it.
FROM = date(2024, 12, 31)

YOUNGER_THAN = Dated(
    "migrant-age",
    Text("流动儿童年龄上限（不满）", "migrant: younger than"),
    [Value(FROM, 16, LAW)],
)
MONTHS_AWAY = Dated(
    "migrant-months",
    Text("流动儿童异地居住最短时间（月）", "migrant: shortest time in the other county, in months"),
    [Value(FROM, 6, LAW)],
)

MIGRANT = Derived(
    "migrant",
    Text(
        "随父母或其他监护人离开户籍地，在其他县级地区居住六个月以上、不满十六周岁",
        "left the hukou county with a parent or guardian six months ago or more, under 16",
    ),
    all_of(
        child.birth_date <= ON_DAY,
        AGE < YOUNGER_THAN,
        child.moved_with_parent_or_guardian,
        months_since(child.lives_outside_hukou_county_since) >= MONTHS_AWAY,
    ),
    LAW,
)

category = Category("migrant", Text("流动儿童", "migrant child"), MIGRANT, LAW)
