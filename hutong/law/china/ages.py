"""Up to which age a person is a child, and what that means on a given day."""

from datetime import date

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Dated, Derived, Value, age_in_years
from hutong.registry.people.facts import child

LAW = Citation("未成年人保护法")

# The law is older than 2010, where the register of this city's rules begins.
MAJORITY = Dated(
    "age-of-majority",
    Text("成年年龄（周岁）", "age of majority in years"),
    [Value(date(2010, 1, 1), 18, LAW["2"])],
)

AGE = Derived(
    "age",
    Text("周岁年龄", "age in completed years"),
    age_in_years(child.birth_date),
    LAW["2"],
)

MINOR = Derived(
    "minor",
    Text("未满十八周岁", "under 18"),
    AGE < MAJORITY,
    LAW["2"],
)
