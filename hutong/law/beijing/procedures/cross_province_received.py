"""跨省通办（户籍地办理）: an application for a child of ours that another province took in."""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Office
from hutong.law.beijing.benefits import living_allowance_de_facto, living_allowance_orphan
from hutong.law.china.cross_province import (
    APPLICATION_ELSEWHERE,
    CROSS_PROVINCE,
    DECIDED_WITHIN,
    EVIDENCE,
    IN_FORCE,
    OPINION_WITHIN,
    TOLD_WITHIN,
    UNREAD,
)
from hutong.programmes.benefits.actions import granting

STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
APPLIED_FOR = tuple(
    (one.benefit.code, one.benefit.name)
    for one in (living_allowance_de_facto, living_allowance_orphan)
)
AT_ONCE = Text("没有规定收到推送后登记的期限。", "No limit is set for entering what was sent.")

procedure = Procedure(
    code="cross-province-received",
    name=Text("跨省通办：办理外省推送的申请", "application sent on by another province"),
    about=Text(
        "本市户籍儿童在外省居住，由居住地收件推送；户籍地街道十五个工作日内初审，区十五个工作日内"
        "确认，结果推回收件地。",
        "A child registered here lives in another province, which takes the application in: the "
        "street of registration gives its opinion in fifteen working days, the district decides in "
        "fifteen, and the result goes back.",
    ),
    law=CROSS_PROVINCE,
    since=IN_FORCE,
    competent=Competent.HUKOU,
    unconfirmed=(UNREAD,),
    states={
        "received": Text("已收到推送，待初审", "received, the street's opinion is due"),
        "supplement": Text("待收件地补正", "papers asked of the place that took it in"),
        "to-decide": Text("已初审，待区确认", "the district decides"),
        "decided": Text("已确认，待推回结果", "granted, the result to be sent back"),
        "refused": Text("不予确认，待推回结果", "declined, the result to be sent back"),
    },
    steps=(
        Step(
            code="receive",
            label=Text("登记推送的申请", "enter what was sent"),
            leaves=START,
            enters="received",
            by=STREET,
            law=CROSS_PROVINCE,
            asks=(
                Ask("applicant", Text("申请人", "applicant")),
                Ask("relation", Text("与儿童的关系", "what they are to the child")),
                Ask(
                    "benefit", Text("申请的待遇", "applied for"), Shape.CHOICE, choices=APPLIED_FOR
                ),
                Ask("taken_in_by", Text("收件的街道（省、县、乡镇）", "street that took it in")),
                Ask("entry_number", Text("全国系统编号", "number in the national system")),
            ),
            takes=(APPLICATION_ELSEWHERE, EVIDENCE),
        ),
        Step(
            code="ask-for-papers",
            label=Text("退收件地补正", "ask the place that took it in for papers"),
            leaves=("received", "to-decide"),
            enters="supplement",
            by=(STREET, DISTRICT),
            law=CROSS_PROVINCE,
            move=Move.RETURN,
            letter="papers",
        ),
        Step(
            code="supply",
            label=Text("补正后重新推送", "sent again with the papers"),
            leaves="supplement",
            enters="received",
            by=STREET,
            law=CROSS_PROVINCE,
            takes=(APPLICATION_ELSEWHERE, EVIDENCE),
            unlimited=Text("没有规定补正的期限。", "No limit is set for supplying papers."),
        ),
        Step(
            code="first-opinion",
            label=Text("街道初审", "the street's opinion"),
            leaves="received",
            enters="to-decide",
            by=STREET,
            law=CROSS_PROVINCE,
            within=OPINION_WITHIN,
            takes=(EVIDENCE,),
            needs=(APPLICATION_ELSEWHERE,),
            asks=(Ask("opinion", Text("初审意见", "opinion"), Shape.TEXT),),
        ),
        Step(
            code="confirm",
            label=Text("区确认", "the district grants"),
            leaves="to-decide",
            enters="decided",
            by=DISTRICT,
            law=CROSS_PROVINCE,
            within=DECIDED_WITHIN,
            does=granting.confirm,
            given={"office": Office.DISTRICT},
            letter="granted",
            not_by=("first-opinion",),
        ),
        Step(
            code="decline",
            label=Text("不予确认", "decline"),
            leaves="to-decide",
            enters="refused",
            by=DISTRICT,
            law=CROSS_PROVINCE,
            move=Move.REFUSE,
            does=granting.decline,
            given={"office": Office.DISTRICT},
            letter="declined",
        ),
        Step(
            code="send-back",
            label=Text("推回结果", "send the result back"),
            leaves=("decided", "refused"),
            enters=END,
            by=(STREET, DISTRICT),
            law=CROSS_PROVINCE,
            within=TOLD_WITHIN,
            tells=Text(
                "结果已推回收件的街道，由其当面告知。",
                "The result went back to the street that took it in, which tells you.",
            ),
        ),
        Step(
            code="withdraw",
            label=Text("申请人撤回", "withdrawn by the applicant"),
            leaves=("received", "supplement", "to-decide"),
            enters=END,
            by=(STREET, DISTRICT),
            law=CROSS_PROVINCE,
            move=Move.WITHDRAW,
        ),
    ),
)
