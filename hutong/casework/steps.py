"""One step of a procedure: what it leaves and enters, whose duty it is, by when, on which paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hutong.casework.asking import Ask
from hutong.casework.duties import Duty
from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.kernel.dates import TimeLimit
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text

START, END = "start", "end"
BACK = "back"  # the state that was left when the case was suspended


class Move(StrEnum):
    """What a step does to the case."""

    FORWARD = "forward"
    RETURN = "return"  # for papers to be supplied; the time limits wait
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    SUSPEND = "suspend"  # on a ground of the law; the time limits wait
    RESUME = "resume"
    LAPSE = "lapse"  # taken by the clock itself: when a limit has run out, or to open a case


PAUSES = frozenset({Move.RETURN, Move.SUSPEND})
WITH_REASON = frozenset({Move.RETURN, Move.REFUSE, Move.WITHDRAW, Move.SUSPEND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step cites its article; without one it does not construct.

    `within` runs from the day the state was entered, or from the step that `since` names; before
    `waits` has run since then, the step is refused. `takes` are papers that may be handed in with
    it, `needs` those without which it is not taken; one that lies valid in the file counts. `does`
    is a verb: the engine hands it the child, the case, the answers so far and who acts on what
    day, as far as its parameters ask for them. `letter` names what the family is sent. `not_by`
    names steps whose takers may not take this one.
    """

    code: str
    label: Text
    leaves: str | tuple[str, ...]
    enters: str
    by: Duty | tuple[Duty, ...]
    law: Citation
    move: Move = Move.FORWARD
    within: TimeLimit | None = None
    since: str = ""
    unlimited: Text | None = None  # why the law sets no limit
    waits: TimeLimit | None = None
    takes: tuple[PaperKind, ...] = ()
    needs: tuple[PaperKind, ...] = ()
    asks: tuple[Ask, ...] = ()
    does: Callable[..., object] | None = None
    given: Mapping[str, object] = field(default_factory=dict)
    opens: str = ""
    tells: Text | None = None
    letter: str = ""
    not_by: tuple[str, ...] = ()
    with_reason: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.law, Citation):
            raise TypeError(f"{self.code}: a step cites its article.")

    @property
    def from_states(self) -> tuple[str, ...]:
        """The states it can be taken from."""
        return (self.leaves,) if isinstance(self.leaves, str) else self.leaves

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Whose duty it is; any of them may take it."""
        return (self.by,) if isinstance(self.by, Duty) else self.by

    @property
    def papers(self) -> tuple[PaperKind, ...]:
        """The papers that may be handed in with it, those it cannot do without first."""
        return tuple(dict.fromkeys((*self.needs, *self.takes)))

    @property
    def asks_reason(self) -> bool:
        """Whether it must be said why it is taken."""
        return self.with_reason or self.move in WITH_REASON

    @property
    def drives(self) -> bool:
        """Whether it is what the case waits for, and not a way out of it."""
        return self.move in {Move.FORWARD, Move.LAPSE, Move.RESUME}
