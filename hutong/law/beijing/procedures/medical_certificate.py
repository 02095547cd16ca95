"""事实无人抚养儿童住院即时结算证明: the street certifies on the spot, the hospital advances.

The district settles with the hospital afterwards; nothing is paid to the family.
"""

from hutong.casework import END, START, Ask, Competent, Procedure, Shape, Step
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.papers import INSURANCE_SETTLEMENT
from hutong.law.beijing.texts import MEDICAL_2018, MEDICAL_ISSUED

STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
LAW = MEDICAL_2018["三（二）"]

procedure = Procedure(
    code="medical-certificate",
    name=Text("住院医疗费用即时结算证明", "certificate for settlement in hospital"),
    about=Text(
        "街道社保所当场开具证明，医院先行垫付，区与医院结算；不向家庭发放。",
        "The street's social security office certifies on the spot, the hospital advances the "
        "costs and the district settles with it; nothing is paid to the family.",
    ),
    law=LAW,
    since=MEDICAL_ISSUED,
    competent=Competent.HUKOU,
    several=True,
    unconfirmed=(
        Text(
            "社保所没有系统岗位，由街道代录；证明的式样未见，系统不开具，只登记；"
            "即时结算占用的年度限额未与报销合并计算。",
            "The social security office has no post here and the street enters it. The form of the "
            "certificate was not found: it is recorded, not printed. What the hospital settles is "
            "not counted against the caps of claims.",
        ),
    ),
    states={"certified": Text("已开具，待区与医院结算", "certified, the district settles")},
    steps=(
        Step(
            code="certify",
            label=Text("当场开具证明", "certify"),
            leaves=START,
            enters="certified",
            by=STREET,
            law=LAW,
            asks=(
                Ask("hospital", Text("医院", "hospital")),
                Ask("admitted_on", Text("入院日期", "day of admission"), Shape.DAY),
            ),
            tells=Text(
                "凭证明住院，符合规定的费用由医院先行垫付。",
                "With the certificate the hospital advances the costs that the rules cover.",
            ),
        ),
        Step(
            code="settle",
            label=Text("与医院结算", "settle with the hospital"),
            leaves="certified",
            enters=END,
            by=DISTRICT,
            law=LAW,
            unlimited=Text(
                "文件没有规定这一步的期限。", "The text sets no time limit for this step."
            ),
            takes=(INSURANCE_SETTLEMENT,),
            asks=(Ask("settled", Text("与医院结算的金额", "sum settled"), Shape.MONEY),),
        ),
        Step(
            code="unused",
            label=Text("证明未使用", "the certificate was not used"),
            leaves="certified",
            enters=END,
            by=(STREET, DISTRICT),
            law=LAW,
            with_reason=True,
            unlimited=Text("随时可以办理。", "taken at any time"),
        ),
    ),
)
