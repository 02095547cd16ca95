"""动态管理复核: the street looks again at a de facto unsupported child every half year."""

from hutong.casework import END, START, Ask, Competent, Move, Procedure, Shape, Step
from hutong.casework import street as street_office
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import months
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019

STREET = street_office(Role.CHILD_SUPERVISOR)

procedure = Procedure(
    code="half-yearly-recheck",
    name=Text("事实无人抚养儿童半年复核", "half-yearly re-check of a de facto unsupported child"),
    about=Text(
        "街道每半年复核一次，情形消失的及时终止；结果当月报区备案。",
        "The street looks again every half year and ends what no longer holds; the result is filed "
        "with the district within the month.",
    ),
    law=DE_FACTO_2019["四（四）"],
    since=ISSUED_2019,
    competent=Competent.HUKOU,
    states={"holding": Text("在享受，待复核", "holding, to be looked at again")},
    steps=(
        Step(
            code="begin",
            label=Text("列入复核", "put on the list"),
            leaves=START,
            enters="holding",
            by=STREET,
            law=DE_FACTO_2019["四（四）"],
        ),
        Step(
            code="recheck",
            label=Text("复核，情形未变", "looked again: unchanged"),
            leaves="holding",
            enters="holding",
            by=STREET,
            law=DE_FACTO_2019["四（四）"],
            within=months(6),
            asks=(Ask("found", Text("复核情况", "what was found"), Shape.TEXT),),
        ),
        Step(
            code="ceased",
            label=Text("复核，情形消失", "looked again: no longer so"),
            leaves="holding",
            enters=END,
            by=STREET,
            law=DE_FACTO_2019["四（四）"],
            move=Move.REFUSE,
            asks=(Ask("found", Text("复核情况", "what was found"), Shape.TEXT),),
            tells=Text(
                "复核发现情形已经消失，将停止发放并书面告知。",
                "The circumstances no longer hold; payment will stop, and a letter follows.",
            ),
        ),
    ),
)
