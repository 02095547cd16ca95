"""恢复发放: what was stopped is granted again, on what is known today.

No text writes of resuming; it is done as a new confirmation is, by the office that confirms.
"""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.grants import FROM_MONTH, WHICH
from hutong.law.beijing.papers import APPLICATION, PROOF_OF_CHANGE
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019, ORPHANS_2011
from hutong.programmes.benefits.actions import granting, stopping

HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
CONFIRM, CERTIFY = DE_FACTO_2019["四（二）"], ORPHANS_2011["三（二）"]
NO_LIMIT = Text(
    "文件没有写恢复发放，也没有期限。", "The texts do not write of resuming, and set no limit."
)
GOES_ON = Text("已恢复，起领年月见书面告知。", "It goes on; the letter says from which month.")
DECLINED = Text(
    "不符合条件，理由和救济途径见书面告知。",
    "Declined; the letter gives the reasons and what can be done.",
)

procedure = Procedure(
    code="resumption-of-allowance",
    name=Text("恢复发放待遇", "resuming a benefit"),
    about=Text(
        "停发后情形又符合的，或者停发有误的，按今天掌握的情况重新判断；由原确认机关恢复。",
        "Where the conditions are met again, or the stop was mistaken, the case is judged anew on "
        "what is known today, by the office that confirms.",
    ),
    law=CONFIRM,
    since=ISSUED_2019,
    competent=Competent.HUKOU,
    unconfirmed=(
        Text(
            "所见文件没有写恢复发放的程序，暂按重新确认办理。",
            "The texts seen do not write of resuming; it is done as a new confirmation.",
        ),
    ),
    states={
        "asked": Text("已提出，街道核实中", "asked for, the street checks"),
        "checked": Text("街道已核实，区决定", "checked, the district decides"),
    },
    steps=(
        Step(
            code="ask",
            label=Text("提出恢复", "ask for it"),
            leaves=START,
            enters="asked",
            by=(HOME, STREET),
            law=CONFIRM,
            asks=(
                WHICH,
                Ask("grounds", Text("恢复的情况", "why it should go on"), Shape.TEXT),
            ),
            takes=(APPLICATION, PROOF_OF_CHANGE),
        ),
        Step(
            code="resume",
            label=Text("核实后恢复", "check and resume"),
            leaves="asked",
            enters=END,
            by=STREET,
            law=CONFIRM,
            unlimited=NO_LIMIT,
            takes=(PROOF_OF_CHANGE,),
            asks=(FROM_MONTH,),
            does=stopping.resume,
            with_reason=True,
            letter="granted",
            tells=GOES_ON,
        ),
        Step(
            code="send-up",
            label=Text("核实后报区决定", "check and send up"),
            leaves="asked",
            enters="checked",
            by=STREET,
            law=CERTIFY,
            unlimited=NO_LIMIT,
            takes=(PROOF_OF_CHANGE,),
            asks=(Ask("opinion", Text("街道核实情况", "what the street found"), Shape.TEXT),),
        ),
        Step(
            code="decline",
            label=Text("不予恢复", "decline"),
            leaves="asked",
            enters=END,
            by=STREET,
            law=CONFIRM,
            move=Move.REFUSE,
            does=granting.decline,
            letter="declined",
            tells=DECLINED,
        ),
        Step(
            code="resume-by-district",
            label=Text("区决定恢复", "the district resumes"),
            leaves="checked",
            enters=END,
            by=DISTRICT,
            law=CERTIFY,
            unlimited=NO_LIMIT,
            asks=(FROM_MONTH,),
            does=stopping.resume,
            with_reason=True,
            letter="granted",
            tells=GOES_ON,
        ),
        Step(
            code="send-back",
            label=Text("退回街道重新核实", "send back to the street"),
            leaves="checked",
            enters="asked",
            by=DISTRICT,
            law=CERTIFY,
            unlimited=NO_LIMIT,
            with_reason=True,
        ),
        Step(
            code="decline-by-district",
            label=Text("区决定不予恢复", "the district declines"),
            leaves="checked",
            enters=END,
            by=DISTRICT,
            law=CERTIFY,
            move=Move.REFUSE,
            does=granting.decline,
            letter="declined",
            tells=DECLINED,
        ),
        Step(
            code="withdraw",
            label=Text("申请人撤回", "withdrawn by the applicant"),
            leaves="asked",
            enters=END,
            by=(HOME, STREET),
            law=CONFIRM,
            move=Move.WITHDRAW,
        ),
    ),
)
