"""A receipt for every file that came in or went out, and the bytes of those that came in."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place
from hutong.foundation.secrecy.fields import SealedBytes
from hutong.foundation.secrecy.kinds import Secret


class Direction(models.TextChoices):
    """Which way a file went."""

    IN = "in"
    OUT = "out"


class Receipt(models.Model):
    """One file: what it was, its fingerprint, and who took or gave it at which post and day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.TextField()
    direction = models.TextField()
    file_name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    rows = models.PositiveIntegerField(null=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    on = models.DateField()
    note = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["place", "-id"], name="receipt_by_place"),
            models.Index(fields=["sha256"], name="receipt_by_fingerprint"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values),
                name="a_file_comes_in_or_goes_out",
            ),
        ]


class Upload(models.Model):
    """The bytes of a file that came in, kept as they came.

    They stand in the database and not in a folder, so that they are kept or lost together with
    the rows read from them, lie under the same row security, and travel in the same backup.
    """

    receipt = models.OneToOneField(Receipt, models.PROTECT, primary_key=True, related_name="upload")
    content = SealedBytes(secret=Secret.FILE, bound_to=("receipt_id",), fixed=True)
