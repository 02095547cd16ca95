"""What is kept: each paper in a child's file, and apart from it what it shows."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hutong.foundation.kernel.keys import new_key
from hutong.foundation.policy.facts import Sensitivity
from hutong.foundation.secrecy.fields import SealedBytes
from hutong.foundation.secrecy.kinds import Secret

_WITHDRAWN = {"withdrawn_on": None, "withdrawn_by": None, "withdrawn_reason": ""}


class Paper(models.Model):
    """One paper in a child's file: what it is, what proves it unchanged, and how long it holds.

    It is never edited; one that was kept by mistake is withdrawn and another kept. `file` is the
    key of the child: children stand on a floor above, so it is no foreign key, and the migration
    there says who sees a paper. `valid_until` is the last day on which it can be used.
    `fingerprint` (SHA-256) is of what is kept, `came_as` of what came in: a picture is drawn anew.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    file = models.UUIDField()
    kind = models.TextField()
    title = models.TextField(blank=True)
    number = models.TextField(blank=True)
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    sensitivity = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=64)
    came_as = models.CharField(max_length=64)
    media_type = models.TextField()
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True)
    file_name = models.TextField()
    kept_on = models.DateField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["file", "kind", "-id"], name="paper_by_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "kind", "came_as"],
                condition=Q(withdrawn_on=None),
                name="a_file_keeps_the_same_paper_once",
            ),
            models.CheckConstraint(
                condition=Q(**_WITHDRAWN)
                | Q(withdrawn_on__gte=F("kept_on"), withdrawn_by__isnull=False)
                & ~Q(withdrawn_reason=""),
                name="a_paper_is_withdrawn_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(issued_on__lte=F("kept_on")),
                name="a_paper_is_issued_before_it_is_kept",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("issued_on")),
                name="a_paper_holds_from_the_day_it_is_issued",
            ),
            models.CheckConstraint(
                condition=Q(sensitivity__in=[level.value for level in Sensitivity]),
                name="a_paper_has_a_known_sensitivity",
            ),
        ]


class Content(models.Model):
    """What a paper shows, byte for byte as it was kept.

    It stands in the database and not in a folder, so that it is kept or lost together with the
    paper, lies under the same row security, and travels in the same backup.
    """

    paper = models.OneToOneField(Paper, models.PROTECT, primary_key=True, related_name="content")
    bytes = SealedBytes(secret=Secret.FILE, bound_to=("paper_id",), fixed=True)
