"""事实无人抚养儿童医疗费用: parts of the bills up to yearly caps.

On dibao or with a low-income certificate the guardian chooses: this scheme, or the medical aid of
social assistance, never both. Money goes out claim by claim; how much stands in `medical_costs`.
"""

from datetime import date

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Example
from hutong.law.beijing.de_facto import UNSUPPORTED
from hutong.law.beijing.living_allowance import ALIVE, UNDER_AGE
from hutong.law.beijing.medical_costs import DE_FACTO
from hutong.law.beijing.offices import DISTRICT_PAYS_THE_BILLS
from hutong.law.beijing.parents import NOT_REREAD
from hutong.law.beijing.registration import REGISTERED
from hutong.law.beijing.texts import MEDICAL_2018
from hutong.law.china.examples import able, dead, in_prison, lost
from hutong.registry.people.facts import MedicalScheme, child, household

XIAOMAN = {
    "birth_date": date(2016, 5, 21),
    "hukou": "city",
    "on_dibao": False,
    "household_dibao": False,
    "household_low_income": False,
}
ON = date(2026, 3, 5)
BOTH = XIAOMAN | in_prison("father", 38) | lost("mother", date(2025, 9, 2), receipt=True)

CHOSEN_OR_ALONE = (child.medical_scheme == MedicalScheme.CHILD) | ~(
    child.on_dibao | household.household_dibao | household.household_low_income
)

benefit = Benefit(
    DE_FACTO,
    Text("事实无人抚养儿童医疗费用", "medical costs of a de facto unsupported child"),
    MEDICAL_2018["一（二）"],
    account=DE_FACTO,
    requires=[
        REGISTERED,
        *UNSUPPORTED,
        Condition(
            "one-scheme-alone",
            Text(
                "未同时享受社会救助医疗救助", "takes no medical aid of social assistance beside it"
            ),
            CHOSEN_OR_ALONE,
            MEDICAL_2018["五（二）"],
            otherwise=Text(
                "该儿童属于低保或者低收入家庭，监护人选择了社会救助医疗救助，两者不能同时享受。",
                "The family is on dibao or low-income assistance, and the guardian chose the"
                " medical aid of social assistance; both are not taken.",
            ),
        ),
        ALIVE,
        UNDER_AGE,
    ],
    competence=DISTRICT_PAYS_THE_BILLS,
    unconfirmed=[NOT_REREAD],
    examples=[
        Example("小满's father serves 38 months and her mother is lost", BOTH, on=ON, grants=True),
        Example(
            "on dibao, and the guardian chose this scheme",
            BOTH | {"on_dibao": True, "medical_scheme": "child"},
            on=ON,
            grants=True,
        ),
        Example(
            "on dibao, and the guardian chose social assistance",
            BOTH | {"on_dibao": True, "medical_scheme": "assistance"},
            on=ON,
            refuses="one-scheme-alone",
        ),
        Example(
            "a low-income certificate, and nobody has asked what the guardian chooses",
            BOTH | {"household_low_income": True},
            on=ON,
            lacks="medical_scheme",
        ),
        Example(
            "a mother who is able",
            XIAOMAN | in_prison("father", 38) | able("mother"),
            on=ON,
            refuses="mother-unable",
        ),
        Example(
            "two dead parents make an orphan",
            XIAOMAN | dead("father") | dead("mother"),
            on=ON,
            refuses="not-an-orphan",
        ),
    ],
)
