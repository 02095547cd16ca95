"""What the city of Beijing decides."""

from functools import cache

from hutong.foundation.policy import Pack
from hutong.law import china
from hutong.law.china import Entry


def entries(kind: str) -> dict[str, Entry]:
    """Every entry of one kind by its code; Beijing's replaces China's of the same code."""
    return china.entries(kind) | china.entries(kind, __name__)


@cache
def pack() -> Pack:
    """Beijing's law as one pack, China's entries included where Beijing has none of its own."""
    return china.packed(entries("categories"), entries("benefits"))
