"""A case as a track: what was done, what is due, what comes next, and who may do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hutong.casework import _stepping
from hutong.casework._law import of_version
from hutong.casework.models import Case, Clock, Notice, Taken, Turn, UsedPaper
from hutong.casework.procedures import Procedure
from hutong.casework.steps import Move, Step
from hutong.foundation.access import Officer
from hutong.foundation.kernel.refusal import Refused


@dataclass(frozen=True, slots=True)
class Track:
    """A case with its declaration, what was done, what runs, and what still lies ahead."""

    case: Case
    procedure: Procedure
    taken: Sequence[Taken]
    clocks: Sequence[Clock]
    turns: Sequence[Turn]
    notices: Sequence[Notice]
    papers: Sequence[UsedPaper]
    ahead: Sequence[Step]

    @property
    def last(self) -> Taken:
        """The step that put the case where it is."""
        return self.taken[-1]

    @property
    def state(self) -> str:
        """Where the case is."""
        return self.last.enters

    @property
    def closed(self) -> bool:
        """Whether it has come to its end."""
        return self.case.closed_on is not None


@dataclass(frozen=True, slots=True)
class Possible:
    """A step that leaves the present state, and why this officer may not take it, if so."""

    step: Step
    refusal: Refused | None


def track(case: Case) -> Track:
    """Everything a page shows of a case."""
    procedure = of_version(case.procedure, case.version)
    taken = list(case.taken.select_related("by").order_by("number"))
    return Track(
        case=case,
        procedure=procedure,
        taken=taken,
        clocks=list(case.clocks.filter(ended_by__isnull=True).order_by("due_on", "pk")),
        turns=list(case.turns.filter(until__isnull=True).order_by("due_on", "pk")),
        papers=list(case.papers.select_related("paper").order_by("pk")),
        notices=list(case.notices.order_by("told_on", "pk")),
        ahead=list(procedure.way_from(taken[-1].enters)),
    )


def possible_steps(found: Track, officer: Officer, on: date) -> list[Possible]:
    """The steps that people can take now, those that drive the case first, with who may not."""
    return [
        Possible(step, _why_not(found, step, officer, on))
        for step in found.procedure.from_state(found.state)
        if step.move is not Move.LAPSE
    ]


def _why_not(found: Track, step: Step, officer: Officer, on: date) -> Refused | None:
    try:
        _stepping.standing_in(step, found.case, officer, on)
        _stepping.refuse_the_same_person(step, _stepping.barred_from(step, found.taken), officer)
    except Refused as refusal:
        return refusal
    return None
