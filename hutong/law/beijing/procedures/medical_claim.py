"""医疗费用报销: the bills of a month, checked by the street, decided by the district.

Orphans are paid in full, de facto unsupported children in parts up to yearly caps. The bills are
entered on the claim's own page; what they come to is worked out there and frozen by the decision.
"""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.medical_costs import TERMS
from hutong.law.beijing.papers import DIAGNOSIS, HOSPITAL_INVOICES, INSURANCE_SETTLEMENT
from hutong.law.beijing.texts import MEDICAL_2018, MEDICAL_ISSUED
from hutong.programmes.benefits.actions import claims

HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
CLAIM = MEDICAL_2018["二"]
NO_LIMIT = Text(
    "文件只写“按月报销”，没有规定这一步的期限。",
    "The text says “claimed monthly” and sets no limit for this step.",
)
PAPERS = (DIAGNOSIS, HOSPITAL_INVOICES, INSURANCE_SETTLEMENT)

procedure = Procedure(
    code="medical-claim",
    name=Text("医疗费用报销", "claim for medical costs"),
    about=Text(
        "监护人按月交来票据，街道核对，区审定；孤儿实报实销，事实无人抚养儿童按比例、不超过年度限额。",
        "The guardian hands in bills month by month; the street checks them and the district "
        "decides: orphans in full, de facto unsupported children in part, up to a yearly cap.",
    ),
    law=CLAIM,
    since=MEDICAL_ISSUED,
    competent=Competent.HUKOU,
    unconfirmed=(
        Text(
            "各环节由谁办理、期限多长，所见文件没有写，暂按街道核对、区审定。",
            "Who does which step, and within which time, is not said in the text seen; the street "
            "checks and the district decides meanwhile.",
        ),
    ),
    states={
        "collecting": Text("录入票据", "bills being entered"),
        "handed-in": Text("已提交，街道核对", "handed in, being checked"),
        "returned": Text("已退回，补正票据", "returned, to be put right"),
        "checked": Text("已核对，待区审定", "checked, the district decides"),
    },
    steps=(
        Step(
            code="begin",
            label=Text("开始申报", "begin a claim"),
            leaves=START,
            enters="collecting",
            by=(HOME, STREET),
            law=CLAIM,
            asks=(
                Ask(
                    "insurance_year",
                    Text("参保年度", "insurance year"),
                    Shape.NUMBER,
                    hint=Text("如 2026", "such as 2026"),
                ),
            ),
            does=claims.begin_claim,
        ),
        Step(
            code="hand-in",
            label=Text("提交票据", "hand in the bills"),
            leaves="collecting",
            enters="handed-in",
            by=(HOME, STREET),
            law=CLAIM,
            unlimited=NO_LIMIT,
            takes=PAPERS,
            does=claims.hand_in_claim,
            tells=Text(
                "票据已提交，结果另行书面告知。",
                "The bills were handed in; the result follows in writing.",
            ),
        ),
        Step(
            code="check",
            label=Text("核对票据", "check the bills"),
            leaves="handed-in",
            enters="checked",
            by=STREET,
            law=CLAIM,
            unlimited=NO_LIMIT,
            takes=PAPERS,
            needs=PAPERS,
            asks=(Ask("opinion", Text("核对意见", "opinion"), Shape.TEXT),),
            letter="receipt",
        ),
        Step(
            code="return",
            label=Text("退回补正", "return the bills"),
            leaves=("handed-in", "checked"),
            enters="returned",
            by=(STREET, DISTRICT),
            law=CLAIM,
            move=Move.RETURN,
            does=claims.return_claim,
            letter="papers",
            tells=Text(
                "票据有误或不全，原因见告知书。", "The letter says what is to be put right."
            ),
        ),
        Step(
            code="hand-in-again",
            label=Text("再次提交", "hand in again"),
            leaves="returned",
            enters="handed-in",
            by=(HOME, STREET),
            law=CLAIM,
            unlimited=NO_LIMIT,
            takes=PAPERS,
            does=claims.hand_in_claim,
        ),
        Step(
            code="decide",
            label=Text("核算并审定", "work out and decide"),
            leaves="checked",
            enters=END,
            by=DISTRICT,
            law=CLAIM,
            unlimited=NO_LIMIT,
            does=claims.decide_claim,
            given={"terms": TERMS},
            not_by=("begin", "hand-in", "hand-in-again", "check"),
            letter="awarded",
            tells=Text(
                "已审定，随下月生活费一并发放。",
                "Decided; paid with next month's allowance.",
            ),
        ),
        Step(
            code="decline",
            label=Text("不予报销", "decline"),
            leaves="checked",
            enters=END,
            by=DISTRICT,
            law=CLAIM,
            move=Move.REFUSE,
            does=claims.drop_claim,
            not_by=("begin", "hand-in", "hand-in-again", "check"),
            letter="declined",
            tells=Text(
                "不予报销，理由和救济途径见书面告知。",
                "Declined; the letter gives the reasons and what can be done.",
            ),
        ),
        Step(
            code="withdraw",
            label=Text("申请人撤回", "withdrawn by the family"),
            leaves=("collecting", "handed-in", "returned", "checked"),
            enters=END,
            by=(HOME, STREET),
            law=CLAIM,
            move=Move.WITHDRAW,
            does=claims.drop_claim,
        ),
    ),
)
