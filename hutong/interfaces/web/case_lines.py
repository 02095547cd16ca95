"""The cases of a child as its file lists them: what runs, what came of the others."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from hutong.casework import queries
from hutong.casework.models import Case, Turn
from hutong.foundation.calendar.queries import working_calendar
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web import clocks
from hutong.registry.people.models import Child

LISTED = 6


class CaseLine(NamedTuple):
    """One case of a child: what it is, where it stands, and how pressing that is."""

    case: Case
    name: Text
    state: Text
    left: Text | None
    tone: str


def cases_of(child: Child, on: date) -> Sequence[CaseLine]:
    """The newest cases of a child, the open ones first."""
    found = Case.objects.filter(child=child).order_by("closed_on", "-opened_on", "-pk")
    cases = sorted(found[: 2 * LISTED], key=lambda case: case.closed_on is not None)[:LISTED]
    turns = {
        turn.case_id: turn
        for turn in Turn.objects.filter(case__in=cases, until__isnull=True).order_by("-due_on")
    }
    calendar = working_calendar() if turns else None
    lines = []
    for case in cases:
        procedure = queries.procedure_of(case)
        turn = turns.get(case.pk)
        if turn is None or calendar is None:
            lines.append(CaseLine(case, procedure.name, procedure.state_name("end"), None, ""))
            continue
        left, tone = (
            (None, "")
            if turn.due_on is None
            else clocks.left(turn.due_on, today=on, calendar=calendar)
        )
        lines.append(CaseLine(case, procedure.name, procedure.state_name(turn.state), left, tone))
    return lines
