"""临时无人抚养儿童: rescue first, confirm later, while nobody cares for the child."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Amended, Category, Derived, Expression, all_of, any_of
from hutong.law.beijing.parents import FATHER, MOTHER
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019
from hutong.law.china.ages import MINOR
from hutong.law.china.parents import MEASURE_MONTHS, Circumstances
from hutong.registry.people.facts import Measure, child


def _not_yet_long_enough(parent: Circumstances) -> tuple[Expression, ...]:
    """In custody or out of contact for less than the six months, or before revocation."""
    return (
        all_of(
            parent.fact("measure") == Measure.PRISON,
            parent.fact("measure_months") < MEASURE_MONTHS,
        ),
        all_of(
            parent.fact("out_of_contact"),
            ~parent.fact("performs_guardianship"),
            # Six months not yet proved: from then on the child is de facto unsupported.
            ~(parent.lost.is_known() & parent.lost),
        ),
        parent.fact("revocation_pending"),
    )


PROVISIONAL = Derived(
    "provisional_ground",
    Text(
        "情形尚未查清，或服刑、失联未满六个月，或尚未判决撤销监护资格",
        "not yet verified, or prison or lost contact under six months, or before revocation",
    ),
    any_of(
        child.circumstances_being_verified,
        *_not_yet_long_enough(FATHER.national),
        *_not_yet_long_enough(MOTHER.national),
    ),
    DE_FACTO_2019["二（一）"],
)

TEMPORARILY_UNSUPPORTED = Amended(
    "temporarily-unsupported-child",
    Text("临时无人抚养的情形", "the case of a temporarily unsupported child"),
    [(ISSUED_2019, child.nobody_caring & PROVISIONAL, DE_FACTO_2019["二（一）"])],
)

category = Category(
    "temporarily-unsupported",
    Text("临时无人抚养儿童", "temporarily unsupported child"),
    MINOR & TEMPORARILY_UNSUPPORTED,
    DE_FACTO_2019["二（一）"],
    note=Text(
        "先救助后确认：查清以前给予同等生活保障，并及时复核。",
        "Rescue first, confirm later: the same living security meanwhile, re-checked promptly.",
    ),
)
