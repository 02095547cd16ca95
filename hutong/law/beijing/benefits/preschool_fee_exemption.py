"""学前教育资助（保教费减免）: who holds the welfare certificate pays no kindergarten fee.

No money goes to the family: the kindergarten does not ask for it, up to the public fee.
"""

from datetime import date

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Condition, Example
from hutong.law.beijing.kindergarten import AT_SCHOOL
from hutong.law.beijing.living_allowance import ALIVE
from hutong.law.beijing.offices import DISTRICT_EDUCATION_DECIDES
from hutong.law.beijing.texts import PRESCHOOL_2018
from hutong.registry.people.facts import Kindergarten, child

DOUDOU = {
    "birth_date": date(2022, 9, 1),
    "welfare_certificate": True,
    "kindergarten": "public",
}
ON = date(2025, 9, 30)

benefit = Benefit(
    "preschool-fee-exemption",
    Text("幼儿园保教费免除", "exemption from kindergarten fees"),
    PRESCHOOL_2018["二"],
    account="preschool-fee-exemption",
    requires=[
        Condition(
            "holds-the-certificate",
            Text("持有儿童福利证", "holds the child welfare certificate"),
            child.welfare_certificate,
            PRESCHOOL_2018["二"],
            otherwise=Text(
                "该儿童没有儿童福利证。", "The child holds no child welfare certificate."
            ),
        ),
        Condition(
            "at-kindergarten",
            Text("在幼儿园就读", "attends a kindergarten"),
            (child.kindergarten != Kindergarten.NONE) & ~AT_SCHOOL,
            PRESCHOOL_2018["二"],
            otherwise=Text("该儿童没有入园。", "The child attends no kindergarten."),
        ),
        ALIVE,
    ],
    competence=DISTRICT_EDUCATION_DECIDES,
    period="year",
    unconfirmed=[
        Text(
            "免除的金额以公办园收费标准为限，由幼儿园直接减免，不发放到账户。",
            "The exemption goes up to the public fee; the kindergarten does not charge it, and no"
            " money is paid out.",
        )
    ],
    examples=[
        Example("豆豆 holds the certificate", DOUDOU, on=ON, grants=True),
        Example(
            "without the certificate",
            DOUDOU | {"welfare_certificate": False},
            on=ON,
            refuses="holds-the-certificate",
        ),
        Example(
            "not yet at kindergarten",
            DOUDOU | {"kindergarten": "none"},
            on=ON,
            refuses="at-kindergarten",
        ),
        Example(
            "whether a certificate was issued is not known",
            DOUDOU | {"welfare_certificate": None},
            on=ON,
            lacks="welfare_certificate",
        ),
    ],
)
