"""Whose turn it is: what waits for a post, and what is late in the offices below it."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from hutong.casework._whose import UP_THE_LINE
from hutong.casework.models import Turn
from hutong.foundation.access import Officer
from hutong.foundation.access.models import Posting

if TYPE_CHECKING:
    from django.db.models import QuerySet


def waiting_for(officer: Officer, on: date) -> "QuerySet[Turn]":
    """The turns that wait for an officer, the nearest limit first.

    What belongs to a vacant post one step down the line counts too, while nobody stands in there.
    """
    own = Q(office=officer.place_number, roles__contains=[officer.role.value])
    return _open().filter(own | _left_to(officer, on)).order_by(*IN_ORDER)


def late_in(officer: Officer, on: date) -> "QuerySet[Turn]":
    """The turns in an officer's area whose limit has passed, whoever should act."""
    area = Q(office__range=(officer.place_number, officer.place_last))
    return _open().filter(area, due_on__lt=on).order_by(*IN_ORDER)


IN_ORDER = (F("due_on").asc(nulls_last=True), "came_on", "pk")


def _open() -> "QuerySet[Turn]":
    return Turn.objects.filter(until__isnull=True).select_related("case__child", "since")


def _left_to(officer: Officer, on: date) -> Q:
    """The turns of posts below that nobody holds."""
    below = Q(pk__in=[])
    for role, (_, above) in UP_THE_LINE.items():
        if above is officer.role:
            held = Posting.objects.filter(
                place_id=OuterRef("office"), role=role.value, days__contains=on
            )
            below |= Q(
                ~Exists(held),
                roles=[role.value],
                office__gt=officer.place_number,
                office__lte=officer.place_last,
            )
    return below
