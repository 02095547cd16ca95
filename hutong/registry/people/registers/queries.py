"""What may be asked about registers that were sent in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from hutong.registry.people.models.imports import ImportedFile, ImportedRow
from hutong.registry.people.registers.proposal import TAKEABLE, Verdict

if TYPE_CHECKING:
    from django.db.models import QuerySet


def files() -> "QuerySet[ImportedFile]":
    """The registers sent in within one's area, the newest first, with their receipts."""
    return ImportedFile.objects.select_related("receipt", "receipt__taken_by").order_by("-pk")


def waiting() -> "QuerySet[ImportedFile]":
    """The registers of one's area with rows that could be taken and were not, the oldest first."""
    rows = ImportedRow.objects.filter(
        imported=OuterRef("pk"), verdict__in=[one.value for one in TAKEABLE], taken_on__isnull=True
    )
    return files().filter(Exists(rows)).order_by("pk")


def rows_of(
    imported: ImportedFile, verdicts: Sequence[Verdict] = tuple(Verdict)
) -> "QuerySet[ImportedRow]":
    """The rows of a register with these verdicts, in the order of the file."""
    return imported.rows.filter(verdict__in=[verdict.value for verdict in verdicts]).order_by(
        "position"
    )


def counts(imported: ImportedFile) -> dict[str, int]:
    """How many rows have each verdict, how many can still be taken, and how many were."""
    per_verdict = dict.fromkeys((verdict.value for verdict in Verdict), 0)
    per_verdict |= dict(
        imported.rows.values_list("verdict")
        .annotate(Count("pk"))
        .values_list("verdict", "pk__count")
    )
    taken = imported.rows.aggregate(taken=Count("pk", filter=Q(taken_on__isnull=False)))["taken"]
    waiting = sum(per_verdict[verdict.value] for verdict in TAKEABLE) - taken
    return per_verdict | {"taken": taken, "waiting": waiting, "rows": imported.rows.count()}
