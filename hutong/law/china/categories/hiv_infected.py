"""艾滋病病毒感染儿童: the most closely held class; no list may show its ground."""

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category
from hutong.law.china.ages import MINOR
from hutong.registry.people.facts import child

LAW = Citation("民发〔2012〕179号")

category = Category(
    "hiv-infected",
    Text("艾滋病病毒感染儿童", "child living with HIV"),
    MINOR & child.hiv_infected,
    LAW,
    note=Text(
        "自2012年起参照孤儿标准发放基本生活费；属最严格保密信息。",
        "Paid by reference to the orphan standard since 2012; the strictest of secrets.",
    ),
    unconfirmed=(
        Text(
            "民发〔2012〕179号原文未核对。",
            "The text of 民发〔2012〕179号 has not been checked.",
        ),
    ),
)
