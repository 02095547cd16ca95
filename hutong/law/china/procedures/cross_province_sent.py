"""跨省通办（代收）: the street where a child lives takes its application to another province."""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import community as community_post
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.china.cross_province import (
    ANSWERED_WITHIN,
    APPLICATION_ELSEWHERE,
    CROSS_PROVINCE,
    EVIDENCE,
    IN_FORCE,
    PUSHED_WITHIN,
    TOLD_WITHIN,
    UNREAD,
)

HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
APPLIED_FOR = (
    ("orphan", Text("孤儿", "orphan")),
    ("de-facto", Text("事实无人抚养儿童", "de facto unsupported child")),
)

procedure = Procedure(
    code="cross-province-sent",
    name=Text("跨省通办：代收外省户籍儿童的申请", "application for a child of another province"),
    about=Text(
        "儿童住在本地、户籍在外省的，居住地街道收件，三个工作日内推送，户籍地乡镇、县各十五个工作日，"
        "结果三个工作日内告知。",
        "A child lives here and is registered in another province: the street takes the "
        "application and sends it on in three working days; the township and the county of "
        "registration have fifteen each; the result is told within three.",
    ),
    law=CROSS_PROVINCE,
    since=IN_FORCE,
    competent=Competent.RESIDENCE,
    unconfirmed=(UNREAD,),
    states={
        "taken-in": Text("已收件，待推送", "taken in, to be sent on"),
        "supplement": Text("待补正材料", "papers to be supplied"),
        "with-them": Text("户籍地办理中", "with the place of registration"),
        "answered": Text("已有结果，待告知", "answered, the family to be told"),
    },
    steps=(
        Step(
            code="take-in",
            label=Text("收件", "take the application in"),
            leaves=START,
            enters="taken-in",
            by=(HOME, STREET),
            law=CROSS_PROVINCE,
            asks=(
                Ask("applicant", Text("申请人", "applicant")),
                Ask("relation", Text("与儿童的关系", "what they are to the child")),
                Ask(
                    "applied_for",
                    Text("申请认定为", "applied for"),
                    Shape.CHOICE,
                    choices=APPLIED_FOR,
                ),
                Ask("sent_to", Text("户籍地（省、县、乡镇）", "place of registration")),
            ),
            takes=(APPLICATION_ELSEWHERE, EVIDENCE),
            tells=Text(
                "已收件，三个工作日内推送户籍地。", "Taken in; sent on within three working days."
            ),
        ),
        Step(
            code="push",
            label=Text("形式审查后推送", "check the form and send on"),
            leaves="taken-in",
            enters="with-them",
            by=STREET,
            law=CROSS_PROVINCE,
            within=PUSHED_WITHIN,
            takes=(EVIDENCE,),
            needs=(APPLICATION_ELSEWHERE,),
            asks=(Ask("entry_number", Text("全国系统编号", "number in the national system")),),
            letter="receipt",
        ),
        Step(
            code="ask-for-papers",
            label=Text("一次告知补正", "ask for papers"),
            leaves=("taken-in", "with-them"),
            enters="supplement",
            by=STREET,
            law=CROSS_PROVINCE,
            move=Move.RETURN,
            letter="papers",
            tells=Text("请补充材料，原因见告知书。", "Papers are missing; the letter says which."),
        ),
        Step(
            code="supply",
            label=Text("补齐材料", "supply the papers"),
            leaves="supplement",
            enters="taken-in",
            by=(HOME, STREET),
            law=CROSS_PROVINCE,
            takes=(APPLICATION_ELSEWHERE, EVIDENCE),
            unlimited=Text("没有规定补正的期限。", "No limit is set for supplying papers."),
        ),
        Step(
            code="record-answer",
            label=Text("登记户籍地的结果", "enter what they decided"),
            leaves="with-them",
            enters="answered",
            by=STREET,
            law=CROSS_PROVINCE,
            within=ANSWERED_WITHIN,
            asks=(
                Ask(
                    "outcome",
                    Text("结果", "result"),
                    Shape.CHOICE,
                    choices=(
                        ("granted", Text("予以确认", "granted")),
                        ("declined", Text("不予确认", "declined")),
                    ),
                ),
                Ask("decided_by", Text("作出决定的机关", "office that decided")),
                Ask("decided_on", Text("决定日期", "day of the decision"), Shape.DAY),
                Ask("grounds", Text("理由", "grounds"), Shape.TEXT, required=False),
            ),
        ),
        Step(
            code="tell",
            label=Text("告知申请人", "tell whoever applied"),
            leaves="answered",
            enters=END,
            by=STREET,
            law=CROSS_PROVINCE,
            within=TOLD_WITHIN,
            tells=Text(
                "户籍地已有结果，由收件的街道当面告知。",
                "The place of registration has decided; the street that took it in tells you.",
            ),
        ),
        Step(
            code="withdraw",
            label=Text("申请人撤回", "withdrawn by the applicant"),
            leaves=("taken-in", "supplement", "with-them"),
            enters=END,
            by=(HOME, STREET),
            law=CROSS_PROVINCE,
            move=Move.WITHDRAW,
        ),
    ),
)
