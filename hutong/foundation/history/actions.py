"""What may be done here by hand: to say that a file was opened."""

from datetime import date
from uuid import UUID

from hutong.foundation.access import Officer
from hutong.foundation.history.models import Reading


def record_reading(*, file: UUID, what: str, purpose: str = "", by: Officer, on: date) -> None:
    """Record that an officer opened a child's file, in the same transaction as the opening."""
    Reading.objects.create(
        file=file, what=what, purpose=purpose, actor=by.account_id, posting=by.posting_id, on=on
    )
