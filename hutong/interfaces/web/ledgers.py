"""A child's ledger: month by month what was due, what was paid, and why."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from hutong.foundation.history.actions import record_reading
from hutong.interfaces.web.owed_back import owed_back
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.queries.ledgers import MonthOfLedger
from hutong.registry.people.models import Child


@require_safe
def ledger(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Every month of a child's money, the newest first; the opening is recorded."""
    child = get_object_or_404(Child, pk=pk)
    record_reading(file=child.pk, what="ledger", by=request.officer, on=request.today)
    months = queries.ledger(child)
    return show(
        request,
        "months/ledger.html",
        child=child,
        years=[
            (year, found, sum((one.due for one in found), Decimal(0)))
            for year, found in (
                (year, list(group))
                for year, group in groupby(months, key=lambda one: one.month.year)
            )
        ],
        total=sum((one.due for one in months), Decimal(0)),
        lines=sum(len(one.entries) for one in months),
        owed=owed_back(child) if _took_back(months) else None,
    )


def _took_back(months: Sequence[MonthOfLedger]) -> bool:
    """Whether any line of a ledger takes money back; only then may something be owed."""
    return any(entry.line.amount < 0 for month in months for entry in month.entries)
