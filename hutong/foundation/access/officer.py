"""Who is acting, and within which scope the database lets them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from hutong.foundation.access import signing
from hutong.foundation.access.roles import LABELS, WITHOUT_AN_AREA, Role
from hutong.foundation.kernel.text import Text

if TYPE_CHECKING:
    from hutong.foundation.access.models import Posting

# The signed context, and the two numbers that let the planner expect how much it lets through.
SETTINGS = ("hutong.acting", "hutong.low", "hutong.high")


@dataclass(frozen=True, slots=True)
class Officer:
    """A person acting in one of their posts; the place's numbers are the scope, if it has one."""

    account_id: UUID
    name: str
    posting_id: UUID | None
    role: Role
    place_number: int
    place_last: int
    place_name: str = ""
    unit_id: UUID | None = None

    @classmethod
    def of(cls, posting: "Posting") -> "Officer":
        """The officer that a posting makes of its holder."""
        return cls(
            account_id=posting.account_id,
            name=posting.account.name,
            posting_id=posting.pk,
            role=Role(posting.role),
            place_number=posting.place_id,
            place_last=posting.place.last,
            place_name=posting.place.name,
            unit_id=posting.unit_id,
        )

    @property
    def title(self) -> Text:
        """The name of the post."""
        return LABELS[self.role]

    @property
    def has_an_area(self) -> bool:
        """Whether the post answers for a place, and not only for what is given to it."""
        return self.role not in WITHOUT_AN_AREA

    def answers_for(self, number: int | None) -> bool:
        """Whether a place lies within the scope."""
        if number is None or not self.has_an_area:
            return False
        return self.place_number <= number <= self.place_last


@contextmanager
def acting(officer: Officer, reason: str = "") -> Iterator[Officer]:
    """Do everything inside as this officer: one transaction, one scope, one name in the history.

    The scope is local to the transaction and ends with it; an inner block gives way to the outer
    one again. What the database should be told is bound here and nowhere else, and signed.
    """
    with transaction.atomic():
        before, began = _found()
        _set(_context(officer, reason, began=began))
        yield officer
        if not connection.needs_rollback:  # a rollback puts the old scope back by itself
            _set(before)


def _context(officer: Officer, reason: str, *, began: int) -> tuple[str, str, str]:
    numbers = (officer.place_number, officer.place_last)
    low, high = map(str, numbers) if officer.has_an_area else ("", "")
    posting, unit = str(officer.posting_id or ""), str(officer.unit_id or "")
    who = (str(officer.account_id), posting, officer.role.value, unit)
    body = "|".join((low, high, *who, reason))
    process = connection.connection.info.backend_pid
    return signing.signed(body, process=process, began=began), low, high


def _found() -> tuple[tuple[str, ...], int]:
    """What is set so far, and the microsecond in which this transaction began."""
    read = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"select {signing.BEGAN}, {read}")
        began, *before = cursor.fetchone()
    return tuple(before), began


def _set(values: tuple[str, ...]) -> None:
    write = ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"select {write}", values)
