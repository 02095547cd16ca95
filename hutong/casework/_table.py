"""The states of a procedure and the steps between them."""

from collections.abc import Mapping
from dataclasses import dataclass

from hutong.casework.steps import PAUSES, START, Move, Step
from hutong.foundation.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Table:
    """Named states, and the steps that leave and enter them."""

    states: Mapping[str, Text]
    steps: tuple[Step, ...]

    def get(self, code: str) -> Step | None:
        """The step of a code, if there is one."""
        return next((step for step in self.steps if step.code == code), None)

    def __contains__(self, code: str) -> bool:
        return self.get(code) is not None

    def from_state(self, state: str) -> tuple[Step, ...]:
        """The steps that can be taken from a state, those it waits for first."""
        steps = [step for step in self.steps if state in step.from_states]
        return tuple(sorted(steps, key=lambda step: not step.drives))

    @property
    def openings(self) -> tuple[Step, ...]:
        """The steps that open a case, those that people take first."""
        steps = self.from_state(START)
        return tuple(sorted(steps, key=lambda step: step.move is Move.LAPSE))

    @property
    def paused(self) -> frozenset[str]:
        """The states in which the time limits wait."""
        return frozenset(step.enters for step in self.steps if step.move in PAUSES)
