"""What the city of Beijing decides."""

from dataclasses import replace
from functools import cache

from hutong.casework import Procedure
from hutong.foundation.policy import Pack
from hutong.foundation.policy.packs import PayDay
from hutong.law import china
from hutong.law.beijing.texts import DISABILITY_2016
from hutong.law.china import Entry


def entries(kind: str) -> dict[str, Entry]:
    """Every entry of one kind by its code; Beijing's replaces China's of the same code."""
    return china.entries(kind) | china.entries(kind, __name__)


# Said of the disability subsidies; the living allowances go out with them.
PAY_DAY = PayDay(10, DISABILITY_2016["8"])


@cache
def pack() -> Pack:
    """Beijing's law as one pack, China's entries included where Beijing has none of its own."""
    return replace(china.packed(entries("categories"), entries("benefits")), pay_day=PAY_DAY)


def all_procedures() -> list[Procedure]:
    """How Beijing's offices proceed, China's procedures included where Beijing has none."""
    return [entry for entry in entries("procedures").values() if isinstance(entry, Procedure)]
