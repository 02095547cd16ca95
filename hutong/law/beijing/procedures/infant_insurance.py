"""婴幼儿重大疾病和意外伤害保险: the district pays the yearly premium of families in difficulty.

Premium and insurer are not known to this system; until they are, nothing can be granted, and the
refusal says so.
"""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Step
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.papers import APPLICATION
from hutong.law.beijing.texts import CLASSES_2016, ISSUED_2016
from hutong.programmes.benefits.actions import granting

BENEFIT = "infant-insurance-premium"
HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
LAW = CLASSES_2016["五（四）"]
NO_LIMIT = Text("文件没有规定这一步的期限。", "The text sets no time limit for this step.")

procedure = Procedure(
    code="infant-insurance",
    name=Text("婴幼儿重大疾病和意外伤害保险", "the infants' insurance"),
    about=Text(
        "困难家庭零至三岁婴幼儿的保费由区全额承担；保费标准尚未配置，配置前不能核定。",
        "The district pays the full premium for infants up to three of families in difficulty; the "
        "premium is not configured, and nothing is granted before it is.",
    ),
    law=LAW,
    since=ISSUED_2016,
    competent=Competent.HUKOU,
    benefit=BENEFIT,
    unconfirmed=(
        Text(
            "该保险是否仍在执行、由谁承保、由谁受理，均未查到。",
            "Whether the insurance still runs, who insures and who takes applications was not "
            "found.",
        ),
    ),
    states={
        "applied": Text("已申请，街道核对", "applied for, being checked"),
        "checked": Text("已核对，待区核定", "checked, the district decides"),
    },
    steps=(
        Step(
            code="apply",
            label=Text("提出申请", "apply"),
            leaves=START,
            enters="applied",
            by=(HOME, STREET),
            law=LAW,
            asks=(Ask("applicant", Text("申请人", "applicant")),),
            takes=(APPLICATION,),
        ),
        Step(
            code="check",
            label=Text("街道核对", "the street checks"),
            leaves="applied",
            enters="checked",
            by=STREET,
            law=LAW,
            unlimited=NO_LIMIT,
            needs=(APPLICATION,),
        ),
        Step(
            code="grant",
            label=Text("区核定", "the district grants"),
            leaves="checked",
            enters=END,
            by=DISTRICT,
            law=LAW,
            unlimited=NO_LIMIT,
            does=granting.confirm,
            given={"benefit": BENEFIT},
            letter="awarded-to-provider",
            tells=Text("已核定，保费由区承担。", "Granted; the district pays the premium."),
        ),
        Step(
            code="decline",
            label=Text("不予核定", "decline"),
            leaves="checked",
            enters=END,
            by=DISTRICT,
            law=LAW,
            move=Move.REFUSE,
            does=granting.decline,
            given={"benefit": BENEFIT},
            letter="declined",
            tells=Text(
                "不符合条件，理由和救济途径见书面告知。",
                "Declined; the letter gives the reasons and what can be done.",
            ),
        ),
        Step(
            code="withdraw",
            label=Text("申请人撤回", "withdrawn by the applicant"),
            leaves=("applied", "checked"),
            enters=END,
            by=(HOME, STREET),
            law=LAW,
            move=Move.WITHDRAW,
        ),
    ),
)
