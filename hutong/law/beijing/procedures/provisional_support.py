"""先救助后确认: a child nobody cares for is supported while its circumstances are looked into."""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019
from hutong.programmes.benefits.actions import granting

BENEFIT = "living-allowance-temporarily-unsupported"
HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
AT_ONCE = Text(
    "文件要求先行救助，没有规定具体时限：应当立即办理。",
    "The text asks for support first and names no limit: it is done at once.",
)
PROMPTLY = Text(
    "文件要求及时复核，没有规定具体时限。", "The text asks for a prompt re-check, without a limit."
)

procedure = Procedure(
    code="provisional-support",
    name=Text("临时无人抚养儿童先行救助", "support of a temporarily unsupported child"),
    about=Text(
        "先救助后确认：区调查确认无人照料的，先按同一标准保障，情形查清后转为正式类别或者终止。",
        "Support first, confirm later: where the district finds nobody caring, the child is paid "
        "the same while its circumstances are looked into, and then settled.",
    ),
    law=DE_FACTO_2019["二（一）"],
    since=ISSUED_2019,
    competent=Competent.HUKOU,
    benefit=BENEFIT,
    states={
        "reported": Text("已报告，待区调查", "reported, the district inquires"),
        "supported": Text("先行救助中，待查清", "supported while it is looked into"),
    },
    steps=(
        Step(
            code="report",
            label=Text("报告无人照料", "report that nobody cares"),
            leaves=START,
            enters="reported",
            by=(HOME, STREET, DISTRICT),
            law=DE_FACTO_2019["三"],
            asks=(Ask("found", Text("发现的情况", "what was found"), Shape.TEXT),),
        ),
        Step(
            code="support",
            label=Text("先行救助", "support at once"),
            leaves="reported",
            enters="supported",
            by=DISTRICT,
            law=DE_FACTO_2019["二（一）"],
            unlimited=AT_ONCE,
            does=granting.confirm,
            given={"benefit": BENEFIT},
            tells=Text(
                "先行救助，情形查清后再作确认。", "Supported now; confirmed once all is clear."
            ),
        ),
        Step(
            code="no-need",
            label=Text("有人照料，不需先行救助", "somebody cares; no need"),
            leaves="reported",
            enters=END,
            by=DISTRICT,
            law=DE_FACTO_2019["二（一）"],
            move=Move.REFUSE,
        ),
        Step(
            code="still-open",
            label=Text("复核，尚未查清", "looked again: still not clear"),
            leaves="supported",
            enters="supported",
            by=STREET,
            law=DE_FACTO_2019["四（四）"],
            unlimited=PROMPTLY,
            asks=(Ask("found", Text("复核情况", "what was found"), Shape.TEXT),),
        ),
        Step(
            code="settle",
            label=Text("查清，转正式办理", "settled: go on to the class proper"),
            leaves="supported",
            enters=END,
            by=STREET,
            law=DE_FACTO_2019["四（四）"],
            unlimited=PROMPTLY,
            asks=(Ask("found", Text("查清的情况", "what was found"), Shape.TEXT),),
        ),
    ),
)
