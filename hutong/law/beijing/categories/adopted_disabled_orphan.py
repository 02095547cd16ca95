"""被收养的残疾孤儿: adoption ended the orphan status, the allowance goes on."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Category, Derived, all_of
from hutong.law.beijing.texts import RATES_2026
from hutong.law.china.ages import MINOR
from hutong.registry.people.facts import DisabilityKind, child

ADOPTED_DISABLED_ORPHAN = Derived(
    "adopted_disabled_orphan",
    Text("收养前为孤儿的残疾儿童", "a disabled child who was an orphan before the adoption"),
    all_of(
        child.adopted,
        child.orphan_before_adoption,
        child.disability_kind != DisabilityKind.NONE,
    ),
    RATES_2026["一"],
)

category = Category(
    "adopted-disabled-orphan",
    Text("被收养的残疾孤儿", "adopted disabled orphan"),
    MINOR & ADOPTED_DISABLED_ORPHAN,
    RATES_2026["一"],
)
