"""A thing that waits for somebody: about whom, what, by when, and how pressing it is."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from hutong.foundation.kernel.text import Text


class Standing(IntEnum):
    """How pressing a thing is; the smaller comes first."""

    LATE = 0
    SOON = 1
    RETURNED = 2
    NEW = 3
    LATER = 4


class When(NamedTuple):
    """When something is due, in words."""

    standing: Standing
    tone: str
    word: Text
    detail: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits: about whom, what, by when, and the one act that moves it on."""

    who: Text | str
    href: str
    what: Text
    act: Text
    act_href: str
    where: str = ""
    sign: str = ""
    due: date | None = None
    returned_on: date | None = None
    came_on: date | None = None
    things: int = 1  # how many it stands for
    when: When | None = None  # where neither a limit nor an arrival says it
