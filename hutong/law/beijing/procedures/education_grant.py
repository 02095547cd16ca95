"""助学补助: every school year, topped up over other student aid."""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Step
from hutong.casework import community as community_post
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.papers import PROOF_OF_ENROLMENT
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019
from hutong.programmes.benefits.actions import granting

BENEFIT = "education-grant"
HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
LAW = DE_FACTO_2019["二（三）"]
NO_LIMIT = Text("文件没有规定这一步的期限。", "The text sets no time limit for this step.")

procedure = Procedure(
    code="education-grant",
    name=Text("事实无人抚养儿童助学补助", "education grant"),
    about=Text(
        "就读职业院校、高等院校的，每学年补足到规定标准，已享受的其他资助相应扣除。",
        "In vocational or higher education: what other student aid falls short of the year's sum.",
    ),
    law=LAW,
    since=ISSUED_2019,
    competent=Competent.HUKOU,
    benefit=BENEFIT,
    unconfirmed=(
        Text(
            "由谁确认、期限多长，文件没有写；暂与生活费相同，由街道确认。",
            "Who confirms, and within which time, is not said; the street does, as for the "
            "allowance.",
        ),
    ),
    states={
        "applied": Text("已申请，待街道确认", "applied for, the street decides"),
        "supplement": Text("待补正材料", "papers to be supplied"),
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
            takes=(PROOF_OF_ENROLMENT,),
        ),
        Step(
            code="ask-for-papers",
            label=Text("一次告知补正", "ask for papers"),
            leaves="applied",
            enters="supplement",
            by=STREET,
            law=LAW,
            move=Move.RETURN,
            letter="papers",
            tells=Text("请补充材料，原因见告知书。", "Papers are missing; the letter says which."),
        ),
        Step(
            code="supply",
            label=Text("补齐材料", "supply the papers"),
            leaves="supplement",
            enters="applied",
            by=(HOME, STREET),
            law=LAW,
            unlimited=NO_LIMIT,
            takes=(PROOF_OF_ENROLMENT,),
        ),
        Step(
            code="confirm",
            label=Text("确认", "grant"),
            leaves="applied",
            enters=END,
            by=STREET,
            law=LAW,
            unlimited=NO_LIMIT,
            needs=(PROOF_OF_ENROLMENT,),
            does=granting.confirm,
            given={"benefit": BENEFIT},
            not_by=("apply",),
            letter="awarded",
            tells=Text(
                "已确认，按学年补足发放。",
                "Granted; topped up for the school year.",
            ),
        ),
        Step(
            code="decline",
            label=Text("不予确认", "decline"),
            leaves="applied",
            enters=END,
            by=STREET,
            law=LAW,
            move=Move.REFUSE,
            does=granting.decline,
            given={"benefit": BENEFIT},
            not_by=("apply",),
            letter="declined",
            tells=Text(
                "不符合条件，理由和救济途径见书面告知。",
                "Declined; the letter gives the reasons and what can be done.",
            ),
        ),
        Step(
            code="withdraw",
            label=Text("申请人撤回", "withdrawn by the applicant"),
            leaves=("applied", "supplement"),
            enters=END,
            by=(HOME, STREET),
            law=LAW,
            move=Move.WITHDRAW,
        ),
    ),
)
