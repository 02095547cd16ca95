"""What the clock has told a post since it last read: what its own list does not say already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from hutong.casework.models import Notice
from hutong.foundation.access import Officer
from hutong.registry.workforce.models import NoticesRead

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hutong.casework.models import Turn

AT_MOST = 200  # notices that are looked at; more are a flood, and the lists tell it better


@dataclass(frozen=True, slots=True)
class Unread:
    """What a post was told and has not read, the latest first, and since which day it counts."""

    notices: Sequence[Notice]
    since: date | None

    @property
    def up_to(self) -> UUID | None:
        """The latest of them."""
        return max((notice.pk for notice in self.notices), default=None)


def unread_notices(officer: Officer, own: "QuerySet[Turn]") -> Unread:
    """What the clock told an officer's post since they read last, in running cases.

    What is on their own list already, `own`, says itself by when it is due, and is left out.
    """
    held = officer.posting_id
    read = NoticesRead.objects.filter(posting__pk=held).first() if held else None
    told = Notice.objects.filter(
        office__range=(officer.place_number, officer.place_last),
        roles__contains=[officer.role.value],
    ).exclude(case__in=own.order_by().values("case"))
    if read is not None:
        told = told.filter(pk__gt=read.up_to)
    latest = told.order_by("-pk").values("pk")[:AT_MOST]
    running = Notice.objects.filter(
        pk__in=latest, alarm__clock__ended_by__isnull=True, case__closed_on__isnull=True
    )
    found = running.select_related("case__child").order_by("-pk")
    return Unread(list(found), read.on if read else None)
