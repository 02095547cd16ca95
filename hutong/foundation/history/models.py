"""What was changed and what was read; written by triggers and by one verb, never edited."""

from django.db import models
from django.db.models.functions import Now


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
