"""What may be asked about institutions."""

from datetime import date
from typing import TYPE_CHECKING

from hutong.registry.facilities.models import Institution

if TYPE_CHECKING:
    from django.db.models import QuerySet


def institutions_on(on: date) -> "QuerySet[Institution]":
    """The institutions open on a day, the city's first, with their places."""
    opened = Institution.objects.filter(days__contains=on)
    return opened.select_related("place").order_by("level", "place_id", "name", "pk")
