"""流浪乞讨、生活无着未成年人: rescue is owed at once; parents are sought."""

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category
from hutong.law.china.ages import MINOR
from hutong.registry.people.facts import Origin, child

LAW = Citation("国办发〔2011〕39号")

category = Category(
    "vagrant",
    Text("流浪乞讨、生活无着未成年人", "vagrant or destitute minor"),
    MINOR & (child.origin == Origin.VAGRANT),
    LAW["三"],
)
