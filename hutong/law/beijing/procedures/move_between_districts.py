"""户籍在市内迁移: the old place pays the month of its transfer paper, the new one from the next."""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.papers import HOUSEHOLD_REGISTER
from hutong.law.beijing.texts import DISABILITY_2016, ISSUED_2016
from hutong.programmes.benefits.actions import moving

OLD_STREET = street_office(Role.CHILD_SUPERVISOR)
NEW_STREET = street_office(Role.CHILD_SUPERVISOR, there=True)
OLD_DISTRICT = district_office(Role.DISTRICT_OFFICER)
NEW_DISTRICT = district_office(Role.DISTRICT_OFFICER, there=True)
TEN = DISABILITY_2016["10"]
NO_LIMIT = Text("文件没有规定这一步的期限。", "The text sets no time limit for this step.")

procedure = Procedure(
    code="move-between-districts",
    name=Text("待遇随户籍迁移转移", "benefits follow a change of registration in the city"),
    about=Text(
        "户籍在市内迁移的，转出地开具转移单，发放到当月；转入地自次月起接续，不断档、不重复。",
        "The old place issues a transfer paper and pays that month; the new one goes on from the "
        "next: no gap, no overlap.",
    ),
    law=TEN,
    since=ISSUED_2016,
    competent=Competent.HUKOU,
    other=Text("迁入的社区（村）", "the community it moves to"),
    unconfirmed=(
        Text(
            "434号第10条只写残疾人两项补贴；生活费的转移暂照此办理。",
            "The article speaks of the disability subsidies; the allowances are moved alike.",
        ),
    ),
    states={
        "asked": Text("已申请，待转出", "asked for, to be transferred"),
        "transferred": Text("已转出，待接续", "transferred, to be taken over"),
    },
    steps=(
        Step(
            code="ask",
            label=Text("申请转移", "ask for the transfer"),
            leaves=START,
            enters="asked",
            by=(OLD_STREET, NEW_STREET, OLD_DISTRICT, NEW_DISTRICT),
            law=TEN,
            asks=(
                Ask("applicant", Text("申请人", "applicant")),
                Ask("moved_on", Text("户口迁移日期", "day of registration"), Shape.DAY),
            ),
            takes=(HOUSEHOLD_REGISTER,),
            tells=Text(
                "转移期间待遇不中断。", "Nothing is interrupted while the benefits are moved."
            ),
        ),
        Step(
            code="transfer",
            label=Text("开具转移单", "issue the transfer paper"),
            leaves="asked",
            enters="transferred",
            by=(OLD_STREET, OLD_DISTRICT),
            law=TEN,
            needs=(HOUSEHOLD_REGISTER,),
            unlimited=NO_LIMIT,
            tells=Text(
                "转出地发放到本月，下月起由转入地发放。",
                "The old place pays this month; from the next the new one does.",
            ),
        ),
        Step(
            code="take-over",
            label=Text("接续发放", "take over"),
            leaves="transferred",
            enters=END,
            by=(NEW_DISTRICT, OLD_DISTRICT),
            law=TEN,
            unlimited=NO_LIMIT,
            does=moving.take_over_child,
        ),
        Step(
            code="stays",
            label=Text("户口没有迁移，不转移", "the registration did not move"),
            leaves=("asked", "transferred"),
            enters=END,
            by=(OLD_STREET, OLD_DISTRICT),
            law=TEN,
            move=Move.WITHDRAW,
        ),
    ),
)
