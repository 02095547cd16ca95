"""特困人员（未成年人）: under 16, without means, and without a supporter who is able."""

from datetime import date

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import ON_DAY, Category, Dated, Derived, Value, all_of
from hutong.law.china.ages import AGE
from hutong.registry.people.facts import child

LAW = Citation("特困人员认定办法")

WITHOUT_WORK_ABILITY = Dated(
    "tekun-age",
    Text("视为无劳动能力的年龄（不满）", "counts as without working ability when younger than"),
    [
        # Only the year of the first and the month of the second are known: their last days.
        Value(date(2016, 12, 31), 16, Citation("国发〔2016〕36号", "二（一）")),
        Value(date(2021, 7, 31), 16, LAW["5"]),
    ],
)

NO_SUPPORT = Derived(
    "without_means_or_support",
    Text(
        "无生活来源，且无法定抚养义务人或其无履行义务能力",
        "has no means of its own and no legal supporter who is able",
    ),
    ~child.has_means & ~child.supporter_able,
    LAW["4"],
)

category = Category(
    "tekun",
    Text("特困儿童", "child in extreme poverty support"),
    all_of(child.birth_date <= ON_DAY, AGE < WITHOUT_WORK_ABILITY, NO_SUPPORT),
    LAW["4"],
    note=Text(
        "同时符合孤儿、事实无人抚养儿童条件并选择后者的，不再认定为特困人员（第九条）。",
        "Who also qualifies as an orphan or as de facto unsupported and chooses that is not tekun"
        " (art. 9).",
    ),
)
