"""Filters in words, as they stand above a table and in its address."""

from dataclasses import dataclass

from hutong.foundation.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Word:
    """One choice: what it is called, where it leads, how many it holds if that is known."""

    label: Text | str
    href: str
    current: bool = False
    count: int | None = None
