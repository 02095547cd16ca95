"""What was changed and what was read; written by triggers and by one verb, never edited."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from hutong.foundation.kernel.keys import new_key


class Change(models.Model):
    """One change of one row, as the database saw it."""

    at = models.DateTimeField()
    table_name = models.TextField()
    row_id = models.TextField()
    file = models.UUIDField(null=True)  # the child's file it belongs to, if it belongs to one
    action = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    actor = models.UUIDField(null=True)
    posting = models.UUIDField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "history_change"
        indexes = [
            models.Index(fields=["file", "at"], name="change_by_file"),
            models.Index(fields=["table_name", "row_id"], name="change_by_row"),
        ]


class Reading(models.Model):
    """One opening of a child's file: who looked at what, on which day, and what for."""

    at = models.DateTimeField(db_default=Now())
    on = models.DateField()
    file = models.UUIDField()
    what = models.TextField()
    purpose = models.TextField(blank=True)
    actor = models.UUIDField()
    posting = models.UUIDField(null=True)

    class Meta:
        db_table = "history_reading"
        indexes = [models.Index(fields=["file", "at"], name="reading_by_file")]


class Search(models.Model):
    """One question to the register: who asked, and which files were answered.

    What was sought is a child's name, so only its keyed digest is kept.
    """

    at = models.DateTimeField(db_default=Now())
    on = models.DateField()
    what = models.TextField()
    sought = models.TextField(blank=True)
    files = ArrayField(models.UUIDField())
    actor = models.UUIDField()
    posting = models.UUIDField(null=True)

    class Meta:
        db_table = "history_search"
        indexes = [GinIndex(fields=["files"], name="search_by_file")]


class Decoy(models.Model):
    """A file of a child that does not exist, planted so that whoever opens it is noticed.

    Only the security administrator knows which files these are.
    """

    file = models.UUIDField(primary_key=True)
    planted_on = models.DateField()
    planted_by = models.UUIDField()

    class Meta:
        db_table = "history_decoy"


class AlertKind(models.TextChoices):
    """What an alert is about."""

    DECOY = "decoy"
    GLASS = "glass"
    SEALER = "sealer"


class Alert(models.Model):
    """Something the security administrator must look at; raised by the database, never edited."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    at = models.DateTimeField(db_default=Now())
    kind = models.TextField(choices=AlertKind.choices)
    file = models.UUIDField(null=True)
    actor = models.UUIDField(null=True)
    posting = models.UUIDField(null=True)
    told = models.TextField(blank=True)
    seen_on = models.DateField(null=True)
    seen_by = models.UUIDField(null=True)
    finding = models.TextField(blank=True)

    class Meta:
        db_table = "history_alert"
        indexes = [
            models.Index(fields=["at"], condition=models.Q(seen_on=None), name="alert_not_seen")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=AlertKind.values), name="an_alert_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(seen_on__isnull=True, seen_by__isnull=True, finding="")
                | (models.Q(seen_on__isnull=False, seen_by__isnull=False) & ~models.Q(finding="")),
                name="an_alert_is_seen_by_somebody_who_says_what_it_was",
            ),
        ]
