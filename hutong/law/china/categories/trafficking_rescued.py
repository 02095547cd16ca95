"""打拐解救儿童: handed over by the police with a temporary care notice."""

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category
from hutong.law.china.ages import MINOR
from hutong.registry.people.facts import Origin, child

LAW = Citation("民发〔2015〕159号")

category = Category(
    "trafficking-rescued",
    Text("打拐解救儿童", "child rescued from trafficking"),
    MINOR & (child.origin == Origin.TRAFFICKED),
    LAW,
)
