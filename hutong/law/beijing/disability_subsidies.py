"""残疾人两项补贴: the one way both disability subsidies take, from the window to the district.

Unlike the living allowances they are put on public notice in the community for seven days. They are
paid from the month in which the application was handed in.
"""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.kernel.dates import days, working_days
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.texts import DISABILITY_2016, DISABILITY_ISSUED
from hutong.programmes.benefits.actions import granting

HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
DISABILITY_CARD = PaperKind(
    "disability-card",
    Text("残疾人证", "disability card"),
    Text("监护人；残联", "guardian; disabled persons' federation"),
    law=DISABILITY_2016["5"],
)
INCOME_REPORT = PaperKind(
    "income-check-report",
    Text("家庭经济状况核对报告", "report of the income check"),
    Text("街道（乡镇）社会救助部门", "the street's social assistance office"),
    law=DISABILITY_2016["7"],
)
OPINION = Ask("opinion", Text("意见", "opinion"), Shape.TEXT)


def disability_subsidy(
    *, code: str, name: Text, benefit: str, decided_on: tuple[PaperKind, ...] = ()
) -> Procedure:
    """The procedure of one of the two; `decided_on` are papers the district must have before it."""
    return Procedure(
        code=code,
        name=name,
        about=Text(
            "街道残联三个工作日、街道民政四个工作日、公示七日、区残联三个工作日、区民政五个工作日。",
            "The street's federation has three working days, the street four, the notice hangs "
            "seven days, the district's federation has three working days, the district five.",
        ),
        law=DISABILITY_2016["5"],
        since=DISABILITY_ISSUED,
        competent=Competent.HUKOU,
        benefit=benefit,
        unconfirmed=(
            Text(
                "公示与区级审核的先后、公示内容是否写儿童姓名，待核对原件；残联的意见由街道、区民政代录。",
                "Whether the notice precedes the district's check, and whether it names the child, "
                "is to be checked; civil affairs offices enter what the federations think.",
            ),
        ),
        states={
            "handed-in": Text("已收件，街道残联审核", "handed in, the federation checks"),
            "checked": Text("街道残联已审核，街道初审", "checked, the street gives its opinion"),
            "on-notice": Text("公示中", "on public notice"),
            "notice-over": Text("公示期满，区残联审核", "notice over, the federation checks"),
            "to-decide": Text("待区民政审定", "the district decides"),
            "supplement": Text("待补正材料", "papers to be supplied"),
        },
        steps=(
            Step(
                code="hand-in",
                label=Text("递交申请", "hand in"),
                leaves=START,
                enters="handed-in",
                by=(HOME, STREET),
                law=DISABILITY_2016["5"],
                needs=(DISABILITY_CARD,),
                asks=(Ask("applicant", Text("申请人", "applicant")),),
            ),
            Step(
                code="federation-checks",
                label=Text("街道残联审核", "the street's federation checks"),
                leaves="handed-in",
                enters="checked",
                by=STREET,
                law=DISABILITY_2016["5"],
                within=working_days(3),
                asks=(OPINION,),
            ),
            Step(
                code="ask-for-papers",
                label=Text("一次告知补正", "ask for papers"),
                leaves=("handed-in", "checked"),
                enters="supplement",
                by=STREET,
                law=DISABILITY_2016["5"],
                move=Move.RETURN,
            ),
            Step(
                code="supply",
                label=Text("补齐材料", "supply the papers"),
                leaves="supplement",
                enters="handed-in",
                by=(HOME, STREET),
                law=DISABILITY_2016["5"],
                unlimited=Text("文件没有规定补正期限。", "The text sets no limit for it."),
            ),
            Step(
                code="first-opinion",
                label=Text("街道初审并公示", "the street's opinion, and the notice"),
                leaves="checked",
                enters="on-notice",
                by=STREET,
                law=DISABILITY_2016["5"],
                within=working_days(4),
                asks=(OPINION,),
            ),
            Step(
                code="notice-ends",
                label=Text("公示期满无异议", "the notice has run out"),
                leaves="on-notice",
                enters="notice-over",
                by=STREET,
                law=DISABILITY_2016["5"],
                move=Move.LAPSE,
                within=days(7),
            ),
            Step(
                code="objection",
                label=Text("公示期间有异议", "somebody objected"),
                leaves="on-notice",
                enters="checked",
                by=STREET,
                law=DISABILITY_2016["5"],
                with_reason=True,
                unlimited=Text("公示期间随时受理。", "taken at any time while the notice hangs"),
            ),
            Step(
                code="district-federation-checks",
                label=Text("区残联审核", "the district's federation checks"),
                leaves="notice-over",
                enters="to-decide",
                by=DISTRICT,
                law=DISABILITY_2016["6"],
                within=working_days(3),
                asks=(OPINION,),
            ),
            Step(
                code="decide",
                label=Text("区民政审定", "the district decides"),
                leaves="to-decide",
                enters=END,
                by=DISTRICT,
                law=DISABILITY_2016["7"],
                within=working_days(5),
                needs=decided_on,
                does=granting.confirm,
                given={"benefit": benefit},
                letter="granted",
                tells=Text(
                    "已审定，自递交申请的当月起发放。", "Granted, from the month it was handed in."
                ),
            ),
            Step(
                code="decline",
                label=Text("不予审定", "decline"),
                leaves="to-decide",
                enters=END,
                by=DISTRICT,
                law=DISABILITY_2016["7"],
                move=Move.REFUSE,
                does=granting.decline,
                given={"benefit": benefit},
                letter="declined",
            ),
            Step(
                code="withdraw",
                label=Text("申请人撤回", "withdrawn by the applicant"),
                leaves=("handed-in", "checked", "supplement"),
                enters=END,
                by=(HOME, STREET),
                law=DISABILITY_2016["5"],
                move=Move.WITHDRAW,
            ),
        ),
    )
