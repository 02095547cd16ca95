"""What may be asked about accounts and posts."""

from datetime import date
from typing import TYPE_CHECKING

from hutong.foundation.access.models import Account, Posting

if TYPE_CHECKING:
    from collections.abc import Sequence


def postings_of(*, account: Account, on: date) -> "Sequence[Posting]":
    """The posts a person holds on a day, the widest first."""
    held = Posting.objects.filter(account=account, days__contains=on)
    return held.select_related("account", "place").order_by("place__level", "role", "pk")


def posting_in_use(*, account: Account, on: date, chosen: str | None = None) -> Posting | None:
    """The post a person works in: the one they chose, or else the first they hold."""
    held = list(postings_of(account=account, on=on))
    for posting in held:
        if str(posting.pk) == chosen:
            return posting
    return held[0] if held else None
