"""What the clock has told a post since it last read: what its own list does not say already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

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
    found = (
        Notice.objects.filter(
            office__range=(officer.place_number, officer.place_last),
            roles__contains=[officer.role.value],
            alarm__clock__ended_by__isnull=True,
            case__closed_on__isnull=True,
        )
        .exclude(case__in=own.order_by().values("case"))
        .select_related("case__child", "alarm__clock")
    )
    if read is not None:
        found = found.filter(Q(pk__gt=read.up_to))
    return Unread(list(found.order_by("-pk")[:AT_MOST]), read.on if read else None)
