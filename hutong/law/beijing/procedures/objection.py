"""异议和复核: a refused family objects, and another person of the district looks again."""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import community as community_post
from hutong.casework import district as district_office
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit
from hutong.law.beijing.papers import HOUSEHOLD_REGISTER, PROOF_OF_GUARDIANSHIP, PROOF_OF_PARENTS
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019
from hutong.law.china import stated
from hutong.programmes.benefits.actions import objecting

HOME = community_post(Role.CHILD_DIRECTOR)
STREET = street_office(Role.CHILD_SUPERVISOR)
DISTRICT = district_office(Role.DISTRICT_OFFICER)
IN_WRITING = DE_FACTO_2019["四（二）"]  # a refusal is in writing, with its reasons
NO_LIMIT = Text(
    "文件没有规定异议复核的期限；行政复议和诉讼的期限另计。",
    "No text limits the review of an objection; those of reconsideration and suit run apart.",
)
BENEFITS = tuple(
    (one.code, one.name)
    for one in stated("benefits", "hutong.law.beijing")
    if isinstance(one, Benefit)
)
PAPERS = (PROOF_OF_PARENTS, PROOF_OF_GUARDIANSHIP, HOUSEHOLD_REGISTER)

procedure = Procedure(
    code="objection",
    name=Text("对不予确认的异议和复核", "objection to a refusal, and its review"),
    about=Text(
        "家庭对不予确认的决定有异议的，可以提出并补充材料，由区里没有办过的人复核；原决定有误的改为"
        "确认，并从原决定的次月起补发。",
        "A family may object to a refusal and hand in more; somebody of the district who did not "
        "decide it looks again. A wrong refusal is reversed and paid from the month after it.",
    ),
    law=IN_WRITING,
    since=ISSUED_2019,
    competent=Competent.HUKOU,
    several=True,
    unconfirmed=(
        Text(
            "异议由区复核、自原决定次月起补发，是本系统的做法，文件没有写明，请核定。",
            "That the district reviews, and that money counts from the month after the refusal, is "
            "this system's own way; no text says so. Please confirm.",
        ),
    ),
    states={
        "objected": Text("已提出异议，待街道说明", "objected to, the street explains"),
        "explained": Text("待区复核", "the district reviews"),
    },
    steps=(
        Step(
            code="object",
            label=Text("提出异议", "object"),
            leaves=START,
            enters="objected",
            by=(HOME, STREET, DISTRICT),
            law=IN_WRITING,
            asks=(
                Ask("applicant", Text("提出异议的人", "who objects")),
                Ask("benefit", Text("针对哪项待遇", "benefit"), Shape.CHOICE, choices=BENEFITS),
                Ask("grounds", Text("异议的理由", "grounds"), Shape.TEXT),
            ),
            takes=PAPERS,
            does=objecting.object_to,
            tells=Text(
                "异议已登记，由区复核。", "The objection is on record; the district reviews."
            ),
        ),
        Step(
            code="explain",
            label=Text("原办理街道说明", "the street explains its refusal"),
            leaves="objected",
            enters="explained",
            by=STREET,
            law=IN_WRITING,
            unlimited=NO_LIMIT,
            takes=PAPERS,
            asks=(Ask("explanation", Text("说明", "explanation"), Shape.TEXT),),
        ),
        Step(
            code="reverse",
            label=Text("改为确认", "reverse and grant"),
            leaves="explained",
            enters=END,
            by=DISTRICT,
            law=IN_WRITING,
            unlimited=NO_LIMIT,
            takes=PAPERS,
            with_reason=True,
            does=objecting.reverse,
            not_by=("explain",),
            letter="granted",
            tells=Text(
                "复核后改为确认，自原决定的次月起补发。",
                "Reversed on review; paid from the month after the refusal.",
            ),
        ),
        Step(
            code="uphold",
            label=Text("维持原决定", "uphold the refusal"),
            leaves="explained",
            enters=END,
            by=DISTRICT,
            law=IN_WRITING,
            move=Move.REFUSE,
            not_by=("explain",),
            letter="declined",
        ),
        Step(
            code="withdraw",
            label=Text("撤回异议", "withdraw the objection"),
            leaves=("objected", "explained"),
            enters=END,
            by=(HOME, STREET, DISTRICT),
            law=IN_WRITING,
            move=Move.WITHDRAW,
        ),
    ),
)
