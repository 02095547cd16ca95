"""The years whose holidays are announced, and the days their notices name."""

from django.db import models
from django.db.models import F, Q


class AnnouncedYear(models.Model):
    """A year for which the State Council's holiday notice is known."""

    year = models.SmallIntegerField(primary_key=True)
    source = models.TextField()
    entered_by = models.TextField()
    entered_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""), name="an_announced_year_names_its_notice"
            ),
        ]


class Day(models.Model):
    """A day that a notice names: a rest day, or a day of the weekend on which people work.

    A day without a row follows the week. `source` says by which notice, or why it was amended.
    """

    day = models.DateField(primary_key=True)
    year = models.ForeignKey(AnnouncedYear, models.PROTECT, related_name="days")
    working = models.BooleanField()
    name = models.TextField(blank=True)
    source = models.TextField()
    entered_by = models.TextField()
    entered_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(day__year=F("year")), name="a_day_lies_in_its_announced_year"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="a_named_day_says_why"),
        ]
