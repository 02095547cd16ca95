"""A procedure of the law as one declaration, from which everything about its cases follows."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hutong.casework._faults import faults_of
from hutong.casework._table import Table
from hutong.casework.steps import END, START, Move, Step
from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text

# What whoever asks for a benefit signs, and what offices sign when one is granted.
OF_EVERY_GRANT = ("application", "approval")
ONWARD = frozenset({Move.FORWARD, Move.LAPSE, Move.RESUME})


class Competent(StrEnum):
    """Which of a child's places makes an office competent."""

    HUKOU = "hukou"
    RESIDENCE = "residence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A legal procedure as it stands from a day on; another day's wording is another version.

    A case keeps the version it began under. `states` names every state between start and end in
    words. `benefit` is the code of what it grants or declines, if it does; `further_forms`
    are the sheets that its cases offer to be printed besides those of every grant.
    """

    code: str
    name: Text
    about: Text
    law: Citation
    since: date
    competent: Competent
    states: Mapping[str, Text]
    steps: tuple[Step, ...]
    benefit: str = ""
    several: bool = False  # whether one child may have more than one open at a time
    other: Text | None = None  # what the other place it concerns is, if it concerns one
    unconfirmed: tuple[Text, ...] = ()
    further_forms: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The sheets that its cases offer to be printed, by their names."""
        return (OF_EVERY_GRANT if self.benefit else ()) + self.further_forms

    @property
    def table(self) -> Table:
        """Its states and the steps between them."""
        return Table(self.states, self.steps)

    def __getitem__(self, code: str) -> Step:
        step = self.table.get(code)
        if step is None:
            raise KeyError(code)
        return step

    def get(self, code: str) -> Step | None:
        """The step of a code, if there is one."""
        return self.table.get(code)

    def __contains__(self, code: str) -> bool:
        return code in self.table

    def from_state(self, state: str) -> tuple[Step, ...]:
        """The steps that can be taken from a state, those it waits for first."""
        return self.table.from_state(state)

    @property
    def openings(self) -> tuple[Step, ...]:
        """The steps that open a case."""
        return self.table.openings

    @property
    def paused(self) -> frozenset[str]:
        """The states in which the time limits wait."""
        return self.table.paused

    @property
    def version(self) -> str:
        """The day from which this wording is in force, as cases keep it."""
        return self.since.isoformat()

    @property
    def fingerprint(self) -> str:
        """The same for two declarations exactly when their steps, duties and limits are."""
        stated = [
            (
                step.code,
                step.from_states,
                step.enters,
                [(duty.where, duty.roles, duty.there) for duty in step.duties],
                str(step.law),
                step.move,
                (step.within.amount, step.within.unit) if step.within else None,
                step.since,
                (step.waits.amount, step.waits.unit) if step.waits else None,
                [kind.code for kind in step.takes],
                [kind.code for kind in step.needs],
                [(ask.name, ask.shape, ask.required) for ask in step.asks],
                sorted((name, str(value)) for name, value in step.given.items()),
                step.opens,
                step.not_by,
            )
            for step in self.steps
        ]
        return hashlib.sha256(repr((self.code, self.competent, stated)).encode()).hexdigest()

    @property
    def papers(self) -> tuple[PaperKind, ...]:
        """Every kind of paper that one of its steps asks for."""
        return tuple(dict.fromkeys(kind for step in self.steps for kind in step.papers))

    def still_needed(self, state: str) -> tuple[PaperKind, ...]:
        """The papers without which the steps ahead of a state cannot be taken."""
        ahead = self.way_from(state)
        return tuple(dict.fromkeys(kind for step in ahead for kind in step.needs))

    def state_name(self, state: str) -> Text:
        """A state in words."""
        ends = {START: Text("未开始", "not begun"), END: Text("办结", "closed")}
        return ends.get(state) or self.states[state]

    def way_from(self, state: str = START) -> Iterator[Step]:
        """The steps a case takes from a state on when nothing goes wrong, in order."""
        seen = {state}
        while state != END:
            forward = [
                step
                for step in self.from_state(state)
                if step.move in ONWARD and step.enters not in seen
            ]
            if not forward:
                return
            yield forward[0]
            state = forward[0].enters
            seen.add(state)

    def faults(self) -> list[str]:
        """What is wrong with the declaration, in sentences; none if it can be run."""
        return [f"{self.code}: {fault}" for fault in faults_of(self.table)]
