"""What may be asked about the papers in a child's file."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q

from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.documents.models import Paper

if TYPE_CHECKING:
    from django.db.models import QuerySet


def papers_of(file: UUID, on: date) -> "QuerySet[Paper]":
    """The papers that stood in a file on a day, the last kept first."""
    standing = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    return Paper.objects.filter(standing, file=file, kept_on__lte=on).order_by("-kept_on", "-pk")


def valid_papers(file: UUID, kinds: Iterable[PaperKind], on: date) -> "QuerySet[Paper]":
    """The papers of these kinds that can be used on a day, of each kind the last issued first."""
    held = papers_of(file, on).filter(kind__in=[kind.code for kind in kinds])
    return held.filter(Q(valid_until=None) | Q(valid_until__gte=on)).order_by(
        "kind", F("issued_on").desc(nulls_last=True), "-pk"
    )
