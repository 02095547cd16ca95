"""What kinds of paper there are: a law declares them, this floor knows only their shape."""

from dataclasses import dataclass

from hutong.foundation.kernel.dates import TimeLimit
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.facts import Sensitivity


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: what it is called, who can supply it, and how long one stays valid.

    Without `valid` a paper of this kind does not grow old.
    """

    code: str
    label: Text
    supplier: Text
    valid: TimeLimit | None = None
    sensitivity: Sensitivity = Sensitivity.NORMAL
    law: Citation | None = None
