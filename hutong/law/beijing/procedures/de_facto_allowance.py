"""事实无人抚养儿童生活费: from a family's word to the street's decision in five working days.

No public notice is made, to spare the child. The street decides and files with the district.
"""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step, community
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import days, working_days
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.papers import (
    APPLICATION,
    HOUSEHOLD_REGISTER,
    PROOF_OF_GUARDIANSHIP,
    PROOF_OF_PARENTS,
)
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019
from hutong.programmes.benefits.actions import granting

BENEFIT = "living-allowance-de-facto"
DIRECTOR = community(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
# What lies in another office's register is fetched there; only the form must be signed.
HANDED_IN = (APPLICATION, PROOF_OF_PARENTS, HOUSEHOLD_REGISTER, PROOF_OF_GUARDIANSHIP)
NO_LIMIT = Text("文件没有规定这一步的期限。", "The text sets no time limit for this step.")

procedure = Procedure(
    code="de-facto-allowance",
    name=Text("事实无人抚养儿童生活费", "living allowance of a de facto unsupported child"),
    about=Text(
        "监护人向户籍地街道申请，街道受理后五个工作日内查验并确认，报区备案；不公示。",
        "The guardian applies to the street of registration, which checks and decides within five "
        "working days and files with the district; nothing is published.",
    ),
    law=DE_FACTO_2019["四"],
    since=ISSUED_2019,
    competent=Competent.HUKOU,
    benefit=BENEFIT,
    states={
        "applied": Text("已申请，待受理", "applied for"),
        "accepted": Text("已受理，查验中", "accepted, being checked"),
        "supplement": Text("待补正材料", "papers to be supplied"),
        "confirmed": Text("已确认，待备案", "granted, to be filed"),
    },
    steps=(
        Step(
            code="apply",
            label=Text("提出申请", "apply"),
            leaves=START,
            enters="applied",
            by=(DIRECTOR, STREET),
            law=DE_FACTO_2019["四（一）"],
            asks=(
                Ask("applicant", Text("申请人", "applicant")),
                Ask("relation", Text("与儿童的关系", "what they are to the child")),
                Ask("phone", Text("联系电话", "telephone"), required=False),
            ),
            takes=HANDED_IN,
            tells=Text(
                "已代为提交申请，受理后五个工作日内答复。",
                "The application was handed in; an answer follows within five working days of "
                "acceptance.",
            ),
        ),
        Step(
            code="accept",
            label=Text("受理", "accept"),
            leaves="applied",
            enters="accepted",
            by=STREET,
            law=DE_FACTO_2019["四（二）"],
            unlimited=NO_LIMIT,
            takes=HANDED_IN,
            needs=(APPLICATION,),
            letter="receipt",
            tells=Text("申请已受理。", "The application was accepted."),
        ),
        Step(
            code="ask-for-papers",
            label=Text("一次告知补正", "ask for papers"),
            leaves=("applied", "accepted"),
            enters="supplement",
            by=STREET,
            law=DE_FACTO_2019["四（二）"],
            move=Move.RETURN,
            letter="papers",
            tells=Text("请补充材料，原因见告知书。", "Papers are missing; the letter says which."),
        ),
        Step(
            code="supply",
            label=Text("补齐材料", "supply the papers"),
            leaves="supplement",
            enters="accepted",
            by=(DIRECTOR, STREET),
            law=DE_FACTO_2019["四（二）"],
            unlimited=NO_LIMIT,
            takes=HANDED_IN,
        ),
        Step(
            code="confirm",
            label=Text("查验后确认", "check and grant"),
            leaves="accepted",
            enters="confirmed",
            by=STREET,
            law=DE_FACTO_2019["四（二）"],
            within=working_days(5),
            does=granting.confirm,
            given={"benefit": BENEFIT},
            opens="half-yearly-recheck",
            not_by=("apply",),
            letter="granted",
            tells=Text(
                "已确认，自次月起发放到儿童本人账户。",
                "Granted; paid from next month to the child's own account.",
            ),
        ),
        Step(
            code="decline",
            label=Text("不予确认", "decline"),
            leaves="accepted",
            enters=END,
            by=STREET,
            law=DE_FACTO_2019["四（二）"],
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
            code="file",
            label=Text("录入系统备案", "file with the district"),
            leaves="confirmed",
            enters=END,
            by=DISTRICT,
            law=DE_FACTO_2019["四（三）"],
            within=days(10),
            asks=(
                Ask(
                    "entry_number",
                    Text("全国系统编号", "number in the national system"),
                    Shape.LINE,
                    required=False,
                ),
            ),
        ),
        Step(
            code="withdraw",
            label=Text("申请人撤回", "withdrawn by the applicant"),
            leaves=("applied", "accepted", "supplement"),
            enters=END,
            by=(DIRECTOR, STREET),
            law=DE_FACTO_2019["四（一）"],
            move=Move.WITHDRAW,
        ),
    ),
)
