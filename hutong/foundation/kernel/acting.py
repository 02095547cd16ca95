"""Whoever acts has a name."""

from typing import Protocol


class HasName(Protocol):
    """Somebody who can be named; all that the floors below access need to know of an officer."""

    @property
    def name(self) -> str: ...
