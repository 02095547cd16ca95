"""Who is acting, and within which scope the database lets them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.kernel.text import Text

if TYPE_CHECKING:
    from hutong.foundation.access.models import Posting

SETTINGS = ("hutong.low", "hutong.high", "hutong.actor", "hutong.posting", "hutong.reason")


@dataclass(frozen=True, slots=True)
class Officer:
    """A person acting in one of their posts; the place's numbers are the scope."""

    account_id: UUID
    name: str
    posting_id: UUID | None
    role: Role
    place_number: int
    place_last: int
    place_name: str = ""

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
        )

    @property
    def title(self) -> Text:
        """The name of the post."""
        return LABELS[self.role]

    def answers_for(self, number: int | None) -> bool:
        """Whether a place lies within the scope."""
        return number is not None and self.place_number <= number <= self.place_last


@contextmanager
def acting(officer: Officer, reason: str = "") -> Iterator[Officer]:
    """Do everything inside as this officer: one transaction, one scope, one name in the history.

    The scope is local to the transaction and ends with it; an inner block gives way to the outer
    one again. What the database should be told is bound here and nowhere else.
    """
    values = (
        str(officer.place_number),
        str(officer.place_last),
        str(officer.account_id),
        str(officer.posting_id or ""),
        reason,
    )
    with transaction.atomic():
        before = _exchange(values)
        yield officer
        if not connection.needs_rollback:  # a rollback puts the old scope back by itself
            _exchange(before)


def _exchange(values: tuple[str, ...]) -> tuple[str, ...]:
    """Set the scope and hand back the one it replaces."""
    read = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS)
    write = ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"select {read}")
        before: tuple[str, ...] = cursor.fetchone()
        cursor.execute(f"select {write}", values)
    return before
