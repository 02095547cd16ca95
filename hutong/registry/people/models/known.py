"""What was true on its days, and what the office knew of it from one day on."""

from datetime import date
from typing import Self, TypeVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from hutong.foundation.access.models import Account

K = TypeVar("K", bound=models.Model)


class KnownQuerySet(models.QuerySet[K]):
    """Rows with two time axes: the days they are true of, and the days they were believed."""

    def believed_on(self, known_on: date) -> Self:
        """What the office knew at the end of a day."""
        return self.filter(
            Q(superseded_on__isnull=True) | Q(superseded_on__gt=known_on),
            recorded_on__lte=known_on,
        )

    def standing(self) -> Self:
        """What nobody has corrected, withdrawn or overtaken."""
        return self.filter(superseded_on__isnull=True)

    def true_on(self, day: date) -> Self:
        """What holds on a day."""
        return self.filter(days__contains=day)


class Known(models.Model):
    """A row that is never overwritten: what takes its place supersedes it."""

    days = DateRangeField()
    paper = models.TextField(blank=True)
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    superseded_on = models.DateField(null=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="supersedes", db_index=False
    )
    reason = models.TextField(blank=True)  # why it was superseded, where that is not plain

    objects = KnownQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(days__isempty=False), name="%(class)s_holds_for_a_day"
            ),
            models.CheckConstraint(
                condition=Q(superseded_on__isnull=True) | Q(superseded_on__gte=F("recorded_on")),
                name="%(class)s_is_superseded_once_recorded",
            ),
        ]

    @property
    def since(self) -> date | None:
        """The first day, if it has one."""
        first: date | None = self.days.lower
        return first

    @property
    def until(self) -> date | None:
        """The first day on which it no longer holds, if it ends."""
        end: date | None = self.days.upper
        return end
