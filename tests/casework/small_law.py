"""A law with one procedure: a child asks for a bicycle."""

from datetime import date

from hutong.casework import (
    BACK,
    END,
    START,
    Ask,
    Competent,
    Move,
    Procedure,
    Shape,
    Step,
    community,
    district,
    street,
    writing,
)
from hutong.casework.forms import Forms
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import days, hours, working_days
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

LAW = Citation("自行车办法（示例）")
STREET = street(Role.CHILD_SUPERVISOR)
DIRECTOR = community(Role.CHILD_DIRECTOR)
DISTRICT = district(Role.DISTRICT_OFFICER)


class NoBicycles(Refused):
    """The shed is empty."""


def hand_over(*, child, colour, sum_paid=None, by, on):
    if colour == "gold":
        raise NoBicycles(Finding(Text("没有金色的自行车。", "There is no golden bicycle.")))


def step(code, leaves, enters, by, **more):
    more.setdefault("label", Text(f"办{code}", code))
    return Step(code=code, leaves=leaves, enters=enters, by=by, law=LAW[1], **more)


STATES = {
    "asked": Text("已申请", "asked"),
    "weighed": Text("已查验", "weighed"),
    "papers": Text("待补正", "papers missing"),
    "stopped": Text("已中止", "suspended"),
    "granted": Text("已同意", "granted"),
}
STEPS = (
    step("ask", START, "asked", (DIRECTOR, STREET), asks=(Ask("wish", Text("心愿", "wish")),)),
    step("weigh", "asked", "weighed", STREET, within=working_days(5)),
    step("return", ("asked", "weighed"), "papers", STREET, move=Move.RETURN),
    step("supply", "papers", "asked", (DIRECTOR, STREET), within=days(10)),
    step(
        "grant",
        "weighed",
        "granted",
        STREET,
        within=working_days(3),
        not_by=("weigh",),
        does=hand_over,
        asks=(
            Ask(
                "colour",
                Text("颜色", "colour"),
                Shape.CHOICE,
                choices=(("red", Text("红", "red")), ("gold", Text("金", "gold"))),
            ),
            Ask("sum_paid", Text("金额", "sum"), Shape.MONEY, required=False),
        ),
    ),
    step("file", "granted", END, DISTRICT, within=days(7), since="grant", opens="bell"),
    step("refuse", ("asked", "weighed"), END, STREET, move=Move.REFUSE),
    step("suspend", ("asked", "weighed"), "stopped", STREET, move=Move.SUSPEND),
    step(
        "resume",
        "stopped",
        BACK,
        STREET,
        move=Move.RESUME,
        unlimited=Text("中止原因消失之前不计时", "until the ground is gone"),
    ),
)
bicycle = Procedure(
    code="bicycle",
    name=Text("自行车", "bicycle"),
    about=Text("一辆自行车", "one bicycle"),
    law=LAW,
    since=date(2020, 1, 1),
    competent=Competent.HUKOU,
    states=STATES,
    steps=STEPS,
)
bell = Procedure(
    code="bell",
    name=Text("车铃", "bell"),
    about=Text("一只车铃", "one bell"),
    law=LAW,
    since=date(2020, 1, 1),
    competent=Competent.RESIDENCE,
    states={"ringing": Text("在响", "ringing")},
    steps=(
        step("begin", START, "ringing", DISTRICT),
        step("stop", "ringing", END, STREET, within=hours(24)),
    ),
)
NOTICE = Procedure(
    code="notice",
    name=Text("公示", "notice"),
    about=Text("张榜七日", "seven days on the wall"),
    law=LAW,
    since=date(2020, 1, 1),
    competent=Competent.HUKOU,
    states={
        "posted": Text("公示中", "on the wall"),
        "over": Text("公示期满", "the notice has run out"),
    },
    steps=(
        step("post", START, "posted", STREET),
        step("expire", "posted", "over", STREET, within=days(7), move=Move.LAPSE),
        step("object", "posted", END, STREET, move=Move.REFUSE),
        step("grant", "over", END, STREET, within=working_days(5)),
    ),
)


def all_procedures():
    return [bicycle, bell, NOTICE]


def all_letters():
    return {"receipt": writing.receipt, "papers": writing.papers}


def all_forms():
    return Forms(of_cases={}, of_children={})


def all_titles():
    return {"自行车办法（示例）": "关于自行车的办法"}
