"""What kinds of paper there are: a law declares them, this floor knows only their shape."""

from dataclasses import dataclass

from hutong.foundation.kernel.dates import TimeLimit, Unit
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.facts import Sensitivity


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: what it is called, who can supply it, and how long one stays valid.

    Without `valid` a paper of this kind does not grow old; with it, the limit in days or months
    runs from the day the paper was issued. A rest day does not lengthen it.
    """

    code: str
    label: Text
    supplier: Text
    valid: TimeLimit | None = None
    sensitivity: Sensitivity = Sensitivity.NORMAL
    law: Citation | None = None

    def __post_init__(self) -> None:
        if self.valid is not None and self.valid.unit not in {Unit.DAY, Unit.MONTH}:
            raise ValueError(f"{self.code}: how long a paper holds is said in days or months.")
