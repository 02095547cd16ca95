"""Whose turn it is: what waits for a post, and what is late in the offices below it."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from hutong.casework._whose import UP_THE_LINE, held
from hutong.casework.models import Turn
from hutong.foundation.access import Officer

if TYPE_CHECKING:
    from django.db.models import QuerySet


def waiting_for(officer: Officer, on: date) -> "QuerySet[Turn]":
    """The turns that wait for an officer, the nearest limit first.

    What belongs to a vacant post one step down the line counts too, while nobody stands in there.
    """
    area = Q(office__range=(officer.place_number, officer.place_last))
    own = Q(roles__contains=[officer.role.value])
    return _open().filter(area, own | _left_to(officer, on)).order_by(*IN_ORDER)


def late_in(officer: Officer, on: date) -> "QuerySet[Turn]":
    """The turns in an officer's area whose limit has passed, whoever should act."""
    area = Q(office__range=(officer.place_number, officer.place_last))
    return _open().filter(area, due_on__lt=on).order_by(*IN_ORDER)


IN_ORDER = (F("due_on").asc(nulls_last=True), "came_on", "pk")


def _open() -> "QuerySet[Turn]":
    return Turn.objects.filter(until__isnull=True).select_related(
        "case__child__residence", "case__child__hukou", "since"
    )


def _left_to(officer: Officer, on: date) -> Q:
    """The turns of posts below that nobody holds."""
    below = Q(pk__in=[])
    for role, (_, above) in UP_THE_LINE.items():
        if above is officer.role:
            around = held(role, on).filter(
                place_id__lte=OuterRef("office"), place__last__gte=OuterRef("office")
            )
            below |= Q(~Exists(around), roles=[role.value])
    return below
