"""How far somebody has read what the clock told their post."""

from datetime import date
from uuid import UUID

from hutong.foundation.access import Officer
from hutong.registry.workforce.models import NoticesRead


def notices_read(*, up_to: UUID, by: Officer, on: date) -> None:
    """Note up to which notice somebody has read; going back to an earlier one changes nothing."""
    if by.posting_id is None:
        return
    kept, made = NoticesRead.objects.get_or_create(
        posting_id=by.posting_id,
        defaults={"place_id": by.place_number, "up_to": up_to, "on": on},
    )
    if not made and kept.up_to < up_to:
        kept.up_to, kept.on = up_to, on
        kept.save(update_fields=["up_to", "on"])
