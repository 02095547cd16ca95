"""What a declaration gets wrong is said before any case runs under it."""

from dataclasses import replace

import pytest

from hutong.casework import END, START, Move
from hutong.foundation.kernel.dates import working_days
from hutong.foundation.kernel.text import Text
from tests.casework.small_law import DIRECTOR, STATES, STEPS, STREET, bell, bicycle, step


def with_steps(*more, without=(), states=None):
    kept = tuple(one for one in STEPS if one.code not in without)
    return replace(bicycle, steps=(*kept, *more), states=states or STATES)


def test_the_sample_procedures_have_no_fault():
    assert bicycle.faults() == []
    assert bell.faults() == []


def test_a_step_without_an_article_does_not_construct():
    with pytest.raises(TypeError, match="cites its article"):
        replace(STEPS[0], law=None)


@pytest.mark.parametrize(
    ("procedure", "fault"),
    [
        (with_steps(without=("file",)), "bicycle: granted leads nowhere."),
        (
            with_steps(states=STATES | {"lost": Text("丢失", "lost")}),
            "bicycle: no step leaves or enters lost.",
        ),
        (
            with_steps(step("lose", "granted", "lost", STREET, within=working_days(1))),
            "bicycle: lose names the state lost, which has no name in words.",
        ),
        (
            with_steps(step("again", "asked", "weighed", STREET)),
            "bicycle: again has no time limit, and nothing says why.",
        ),
        (
            with_steps(step("weigh", "asked", "weighed", STREET, within=working_days(1))),
            "bicycle: 2 steps are called weigh.",
        ),
        (
            with_steps(step("late", "asked", END, STREET, within=working_days(1), since="nothing")),
            "bicycle: the limit of late runs from nothing, which is no step.",
        ),
        (
            with_steps(
                step("other", "asked", END, STREET, within=working_days(1), not_by=("nobody",))
            ),
            "bicycle: other may not be taken by whoever took nobody, which is no step.",
        ),
        (
            with_steps(step("nap", "asked", END, STREET, move=Move.LAPSE, unlimited=Text("", ""))),
            "bicycle: nap lapses, but no limit says when.",
        ),
        (
            with_steps(step("put", "asked", "papers", STREET, within=working_days(1))),
            "bicycle: the time limits both wait and run in papers.",
        ),
        (
            with_steps(
                step("do", "asked", END, STREET, within=working_days(1), does=lambda *, size: size)
            ),
            "bicycle: do does something that asks for size, which nobody supplies.",
        ),
        (
            replace(
                bell,
                states={**bell.states, "loop": Text("循环", "loop")},
                steps=(
                    *bell.steps,
                    step("go", "ringing", "loop", STREET, within=working_days(1)),
                    step("on", "loop", "loop", STREET, within=working_days(1)),
                ),
            ),
            "bell: from loop no way leads to the end.",
        ),
        (
            replace(bell, steps=bell.steps[1:]),
            "bell: nothing opens a case.",
        ),
        (
            with_steps(
                step("idle", "asked", "idle", DIRECTOR, within=working_days(1)),
                step("drop", "idle", END, DIRECTOR, move=Move.WITHDRAW),
                states=STATES | {"idle": Text("闲", "idle")},
            ),
            "bicycle: in idle nobody is waited for.",
        ),
    ],
)
def test_each_fault_is_named(procedure, fault):
    assert fault in procedure.faults()


def test_the_way_when_nothing_goes_wrong():
    assert [one.code for one in bicycle.way_from()] == ["ask", "weigh", "grant", "file"]
    assert next(bicycle.way_from()).from_states == (START,)
