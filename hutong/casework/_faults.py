"""What can be wrong with a declaration before any case runs under it."""

import inspect
from collections import Counter
from collections.abc import Iterator

from hutong.casework._table import Table
from hutong.casework.steps import BACK, END, PAUSES, START, Move, Step

# What the engine can hand to a verb besides the step's own answers and what the law gives.
HANDED = frozenset({"child", "case", "applied_on", "reason", "by", "on"})


def faults_of(table: Table) -> list[str]:
    """Every fault of a table of steps, each a sentence."""
    return [
        *_of_names(table),
        *_of_ways(table),
        *(fault for step in table.steps for fault in _of_step(table, step)),
    ]


def _of_names(table: Table) -> Iterator[str]:
    for code, count in Counter(step.code for step in table.steps).items():
        if count > 1:
            yield f"{count} steps are called {code}."
    named = {START, END, *table.states}
    for step in table.steps:
        for state in (*step.from_states, step.enters):
            if state not in named and state != BACK:
                yield f"{step.code} names the state {state}, which has no name in words."
    used = {state for step in table.steps for state in (*step.from_states, step.enters)}
    for state in table.states:
        if state not in used:
            yield f"no step leaves or enters {state}."


def _of_ways(table: Table) -> Iterator[str]:
    if not table.openings:
        yield "nothing opens a case."
    reached = _reached(table)
    for state in table.states:
        if state not in reached:
            yield f"{state} is never reached."
        leaving = table.from_state(state)
        if not leaving:
            yield f"{state} leads nowhere."
        elif not any(step.drives for step in leaving):
            yield f"in {state} nobody is waited for."
    for state in reached - {END} - _ending(table):
        if table.from_state(state):
            yield f"from {state} no way leads to the end."
    for state in table.paused:
        entering = {step.move in PAUSES for step in table.steps if step.enters == state}
        if entering == {True, False}:
            yield f"the time limits both wait and run in {state}."


def _next(table: Table, state: str) -> Iterator[str]:
    for step in table.from_state(state):
        if step.enters == BACK:
            suspending = [one for one in table.steps if one.enters == state]
            yield from (left for one in suspending for left in one.from_states)
        else:
            yield step.enters


def _reached(table: Table) -> set[str]:
    reached, waiting = set[str](), [START]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += _next(table, state)
    return reached


def _ending(table: Table) -> set[str]:
    """The states from which the end can be reached."""
    ending = {END}
    states = {START, *table.states}
    while True:
        more = {
            state
            for state in states - ending
            if any(after in ending for after in _next(table, state))
        }
        if not more:
            return ending
        ending |= more


def _of_step(table: Table, step: Step) -> Iterator[str]:
    if step.drives and START not in step.from_states and not (step.within or step.unlimited):
        yield f"{step.code} has no time limit, and nothing says why."
    if step.within and step.unlimited:
        yield f"{step.code} has a time limit and says why it has none."
    opens = START in step.from_states
    if step.move is Move.LAPSE and not step.within and not opens:
        yield f"{step.code} lapses, but no limit says when."
    if step.move is Move.LAPSE and (step.does or step.needs or (step.asks and not opens)):
        yield f"{step.code} lapses by itself, and can neither ask for anything nor do it."
    if step.waits and START in step.from_states:
        yield f"{step.code} opens a case and cannot wait for anything before it."
    if step.since and step.since not in table:
        yield f"the limit of {step.code} runs from {step.since}, which is no step."
    for other in step.not_by:
        if other not in table:
            yield f"{step.code} may not be taken by whoever took {other}, which is no step."
    if step.enters == BACK and step.move is not Move.RESUME:
        yield f"{step.code} goes back, but does not resume a suspended case."
    if step.does is not None:
        yield from _of_verb(table, step)


def _of_verb(table: Table, step: Step) -> Iterator[str]:
    """A verb must be able to get everything it asks for, here or from an earlier step."""
    if step.does is None:
        return
    asked = {ask.name for one in table.steps for ask in one.asks}
    openings = [{ask.name for ask in one.asks if ask.required} for one in table.openings]
    opening = set.intersection(*openings) if openings else set()
    had = HANDED | asked | set(step.given)
    sure = HANDED | opening | {ask.name for ask in step.asks if ask.required} | set(step.given)
    for name, parameter in inspect.signature(step.does).parameters.items():
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            yield f"{step.code} does something whose {name} is not told by name."
        elif name not in had and parameter.default is inspect.Parameter.empty:
            yield f"{step.code} does something that asks for {name}, which nobody supplies."
        elif name not in sure and parameter.default is inspect.Parameter.empty:
            yield f"{step.code} does something that needs {name}, which may be left empty."
