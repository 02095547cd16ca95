"""A register that somebody sent in, and what was made of each of its rows."""

from django.db import models
from django.db.models import Q

from hutong.foundation.access.models import Account
from hutong.foundation.exchange.models import Receipt
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place
from hutong.foundation.secrecy.fields import SealedJSON
from hutong.foundation.secrecy.kinds import Secret
from hutong.registry.people.models.child import Child


class ImportedFile(models.Model):
    """A register as it was read: which kind, which columns were understood, what was noticed.

    It belongs to the place of the post that sent it in, and shows to those who answer for it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    receipt = models.OneToOneField(Receipt, models.PROTECT, related_name="register")
    register = models.TextField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    on = models.DateField()
    as_of = models.DateField()
    columns = models.JSONField()
    remarks = models.JSONField()

    class Meta:
        db_table = "people_imported_file"
        indexes = [models.Index(fields=["place", "-id"], name="imported_file_by_place")]


class ImportedRow(models.Model):
    """One row or form of the register, its verdict with the reasons, and the child it became."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    imported = models.ForeignKey(ImportedFile, models.PROTECT, related_name="rows", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveIntegerField()
    sheet = models.TextField(blank=True)
    row = models.PositiveIntegerField()
    name = models.TextField(blank=True)
    verdict = models.TextField()
    cells = SealedJSON(secret=Secret.CONTACT, fixed=True)
    proposal = SealedJSON(secret=Secret.CONTACT, fixed=True)
    notes = SealedJSON(secret=Secret.CONTACT)
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="imported_rows")
    taken_on = models.DateField(null=True)
    taken_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        db_table = "people_imported_row"
        constraints = [
            models.UniqueConstraint(
                fields=["imported", "position"], name="a_row_stands_in_one_place"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["take", "remarks", "refused", "known", "double"]),
                name="a_row_has_a_known_verdict",
            ),
            models.CheckConstraint(
                condition=Q(taken_on__isnull=True, taken_by__isnull=True)
                | Q(taken_on__isnull=False, taken_by__isnull=False, child__isnull=False),
                name="a_row_that_was_taken_became_a_child",
            ),
        ]
