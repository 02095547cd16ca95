"""残疾儿童康复救助: the district's federation approves; a report is re-assessed every year.

What is decided is that a child is served. Items and rates of the city's catalogue are not
configured, and the procedure says so.
"""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import months
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.papers import REHABILITATION_REPORT
from hutong.law.beijing.texts import REHABILITATION_2019, REHABILITATION_FROM
from hutong.programmes.benefits.actions import granting

BENEFIT = "rehabilitation-aid"
HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
NO_LIMIT = Text("文件没有规定这一步的期限。", "The text sets no time limit for this step.")
IN_THE_SYSTEM = Ask(
    "entry_number",
    Text("康复服务系统编号", "number in the rehabilitation system"),
    Shape.LINE,
    required=False,
)

procedure = Procedure(
    code="rehabilitation",
    name=Text("残疾儿童康复救助", "rehabilitation of a disabled child"),
    about=Text(
        "在残疾儿童康复服务系统申请，户籍区残联审核批准；以诊断报告代替残疾人证的，每年重新评估。"
        "项目和标准按康复目录，尚未配置。",
        "Applied for in the rehabilitation system; the federation of the district of registration "
        "approves. Who has a report instead of a card is assessed anew each year. Items and rates "
        "follow a catalogue that is not configured.",
    ),
    law=REHABILITATION_2019["6"],
    since=REHABILITATION_FROM,
    competent=Competent.HUKOU,
    benefit=BENEFIT,
    unconfirmed=(
        Text(
            "残联没有系统岗位，由区民政代录；目录的项目和标准尚未配置，本系统不计算金额。",
            "The federation has no post here and the district enters its steps; the catalogue's "
            "items and rates are not configured, and no sum is worked out.",
        ),
    ),
    states={
        "applied": Text("已申请，待区残联审批", "applied for, the federation decides"),
        "served-by-report": Text("救助中，每年评估", "served, assessed each year"),
    },
    steps=(
        Step(
            code="apply",
            label=Text("提出申请", "apply"),
            leaves=START,
            enters="applied",
            by=(HOME, STREET),
            law=REHABILITATION_2019["6"],
            asks=(Ask("applicant", Text("申请人", "applicant")), IN_THE_SYSTEM),
            takes=(REHABILITATION_REPORT,),
        ),
        Step(
            code="approve",
            label=Text("批准（持残疾人证）", "approve, by the card"),
            leaves="applied",
            enters=END,
            by=DISTRICT,
            law=REHABILITATION_2019["7"],
            unlimited=NO_LIMIT,
            needs=(REHABILITATION_REPORT,),
            does=granting.confirm,
            given={"benefit": BENEFIT},
            letter="awarded-to-provider",
            tells=Text(
                "已批准，可到定点机构康复；费用由区与机构结算。",
                "Approved; the district settles with the provider.",
            ),
        ),
        Step(
            code="approve-by-report",
            label=Text("批准（持诊断报告，每年评估）", "approve, by a report, for a year"),
            leaves="applied",
            enters="served-by-report",
            by=DISTRICT,
            law=REHABILITATION_2019["9"],
            unlimited=NO_LIMIT,
            needs=(REHABILITATION_REPORT,),
            does=granting.confirm,
            given={"benefit": BENEFIT},
            letter="awarded-to-provider",
            tells=Text(
                "已批准，一年后须重新评估；费用由区与机构结算。",
                "Approved; to be assessed anew in a year. The district settles with the provider.",
            ),
        ),
        Step(
            code="assess-again",
            label=Text("年度评估，继续救助", "assessed anew: goes on"),
            leaves="served-by-report",
            enters="served-by-report",
            by=DISTRICT,
            law=REHABILITATION_2019["9"],
            within=months(12),
            takes=(REHABILITATION_REPORT,),
            asks=(Ask("found", Text("评估结果", "what was found"), Shape.TEXT),),
        ),
        Step(
            code="ends",
            label=Text("年度评估，不再需要", "assessed anew: no longer needed"),
            leaves="served-by-report",
            enters=END,
            by=DISTRICT,
            law=REHABILITATION_2019["9"],
            move=Move.REFUSE,
            asks=(Ask("found", Text("评估结果", "what was found"), Shape.TEXT),),
            tells=Text("评估后不再继续救助。", "After the assessment it does not go on."),
        ),
        Step(
            code="decline",
            label=Text("不予批准", "decline"),
            leaves="applied",
            enters=END,
            by=DISTRICT,
            law=REHABILITATION_2019["7"],
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
            leaves="applied",
            enters=END,
            by=(HOME, STREET),
            law=REHABILITATION_2019["6"],
            move=Move.WITHDRAW,
        ),
    ),
)
