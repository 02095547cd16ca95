"""What a story of the cast is: a name, a line for the documentation, and how it is told."""

from collections.abc import Callable
from dataclasses import dataclass

from hutong.demo.stage import Stage
from hutong.foundation.kernel.text import Text
from hutong.registry.people.models import Child

Told = Callable[[Stage], list[Child]]


@dataclass(frozen=True, slots=True)
class Story:
    """One story: who it is about, in a line, and the function that tells it with verbs."""

    name: str
    line: Text
    told: Told
