"""What may be asked about files that were looked into in an emergency."""

from typing import TYPE_CHECKING

from hutong.foundation.access.models import Glass

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def glasses_of(account: "UUID") -> "QuerySet[Glass]":
    """One's own, the latest first."""
    return Glass.objects.filter(account_id=account).order_by("-broken_at")


def glasses_to_review(*, but: "UUID") -> "QuerySet[Glass]":
    """Those that nobody has looked at, of children one answers for, and that are not one's own."""
    waiting = Glass.objects.filter(reviewed_on__isnull=True).exclude(account_id=but)
    return waiting.select_related("account", "posting__place").order_by("broken_at")
