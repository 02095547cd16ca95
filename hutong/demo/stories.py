"""What a story of the cast is: how it begins, how it goes on, and a line for the documentation."""

from collections.abc import Callable
from dataclasses import dataclass

from hutong.demo.plans import Young
from hutong.demo.scene import Scene
from hutong.demo.stage import Stage
from hutong.foundation.kernel.text import Text
from hutong.registry.people.models import Child

Begins = Callable[[Scene], list[Young]]
GoesOn = Callable[..., None]


def nothing_more(stage: Stage, *children: Child) -> None:
    """Nothing has happened since."""


@dataclass(frozen=True, slots=True)
class Story:
    """One story: whom it is about, in a line; who is there at first; what happens then."""

    name: str
    line: Text
    begins: Begins
    goes_on: GoesOn = nothing_more
