"""停发: what the guardian, the committee or the institution tells ends a benefit with its month.

The street verifies and ends what it decides on; what the district decides on it sends up, and the
district takes back the certificate of an orphan.
"""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.grants import HAPPENED_ON, WHICH
from hutong.law.beijing.papers import PROOF_OF_CHANGE
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019, ORPHANS_2011
from hutong.programmes.benefits.actions import stopping

HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
CEASES, WITHDRAWN = DE_FACTO_2019["四（四）"], ORPHANS_2011["四（四）"]
PROMPTLY = Text(
    "文件要求及时核实、及时终止，没有规定具体时限。",
    "The text asks to verify and end it in time, and names no limit.",
)
NO_MORE_FROM = Text(
    "自情形消失的次月起停发，理由和救济途径见书面告知。",
    "It stops from the month after; the letter gives the reason and what can be done.",
)
EVENT = Ask(
    "event",
    Text("发生了什么", "what happened"),
    Shape.CHOICE,
    choices=(
        ("died", Text("儿童死亡", "the child died")),
        ("of-age", Text("年满十八周岁且不再就读", "18 and no longer at school")),
        ("adopted", Text("被依法收养", "adopted")),
        ("parent-back", Text("查找到生父母，或父母恢复抚养", "a parent was found, or cares again")),
        ("ceased", Text("其他情形消失", "the circumstances ceased otherwise")),
        ("left", Text("户籍迁出本市", "registered outside the city")),
    ),
)
TOLD_BY = Ask(
    "told_by",
    Text("由谁告知", "who told it"),
    Shape.CHOICE,
    choices=(
        ("guardian", Text("监护人", "guardian")),
        ("committee", Text("居（村）民委员会", "residents' committee")),
        ("institution", Text("儿童福利机构", "children's institution")),
        ("match", Text("数据比对或复核发现", "found by a match or a re-check")),
    ),
)

procedure = Procedure(
    code="stop-of-allowance",
    name=Text("停发待遇", "stopping a benefit"),
    about=Text(
        "监护人、居（村）委会、机构应当告知情形变化；街道核实，自次月起停发。"
        "由区认定的（孤儿等）报区终止并收回儿童福利证。",
        "Guardian, committee and institution must tell what has changed; the street verifies it, "
        "and payment stops from the month after. What the district granted it ends itself, and "
        "takes back an orphan's certificate.",
    ),
    law=CEASES,
    since=ISSUED_2019,
    competent=Competent.HUKOU,
    states={
        "told": Text("已告知，街道核实中", "told, the street verifies"),
        "verified": Text("街道已核实，区终止", "verified, the district ends it"),
    },
    steps=(
        Step(
            code="tell",
            label=Text("告知情形变化", "tell what has changed"),
            leaves=START,
            enters="told",
            by=(HOME, STREET, DISTRICT),
            law=CEASES,
            asks=(WHICH, EVENT, HAPPENED_ON, TOLD_BY),
            takes=(PROOF_OF_CHANGE,),
        ),
        Step(
            code="stop",
            label=Text("核实后停发", "verify and stop"),
            leaves="told",
            enters=END,
            by=STREET,
            law=CEASES,
            unlimited=PROMPTLY,
            takes=(PROOF_OF_CHANGE,),
            does=stopping.stop,
            with_reason=True,
            letter="stopped",
            tells=NO_MORE_FROM,
        ),
        Step(
            code="send-up",
            label=Text("核实后报区终止", "verify and send up"),
            leaves="told",
            enters="verified",
            by=STREET,
            law=WITHDRAWN,
            unlimited=PROMPTLY,
            takes=(PROOF_OF_CHANGE,),
            asks=(Ask("opinion", Text("街道核实情况", "what the street found"), Shape.TEXT),),
        ),
        Step(
            code="not-so",
            label=Text("核实不属实，不停发", "not so: nothing is stopped"),
            leaves="told",
            enters=END,
            by=STREET,
            law=CEASES,
            move=Move.REFUSE,
        ),
        Step(
            code="withdraw-certificate",
            label=Text("停发并收回儿童福利证", "stop, and take back the certificate"),
            leaves="verified",
            enters=END,
            by=DISTRICT,
            law=WITHDRAWN,
            unlimited=PROMPTLY,
            asks=(
                Ask(
                    "certificate_number",
                    Text("收回的儿童福利证号", "number of the certificate taken back"),
                    required=False,
                    hint=Text("孤儿填写", "for orphans"),
                ),
            ),
            does=stopping.stop,
            with_reason=True,
            letter="stopped",
            tells=NO_MORE_FROM,
        ),
        Step(
            code="send-back",
            label=Text("退回街道重新核实", "send back to the street"),
            leaves="verified",
            enters="told",
            by=DISTRICT,
            law=WITHDRAWN,
            unlimited=PROMPTLY,
            with_reason=True,
        ),
        Step(
            code="keep",
            label=Text("不终止", "nothing is ended"),
            leaves="verified",
            enters=END,
            by=DISTRICT,
            law=WITHDRAWN,
            move=Move.REFUSE,
        ),
    ),
)
