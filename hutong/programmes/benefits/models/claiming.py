"""What a family claims back: the bills of an insurance year, each sent in once."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hutong.casework.models import Case
from hutong.foundation.kernel.keys import new_key
from hutong.programmes.benefits.medical import BillKind
from hutong.registry.people.models import Child


class MedicalClaim(models.Model):
    """A claim for medical costs of one insurance year; its bills may change until handed in."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="medical_claims")
    case = models.OneToOneField(Case, models.PROTECT, related_name="medical_claim")
    year = models.PositiveSmallIntegerField()
    handed_in_on = models.DateField(null=True)

    class Meta:
        db_table = "benefits_medical_claim"


class MedicalBill(models.Model):
    """One hospital bill of a claim; struck where it should not have been sent in."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    claim = models.ForeignKey(MedicalClaim, models.PROTECT, related_name="bills")
    day = models.DateField()
    kind = models.TextField()
    hospital = models.TextField()
    number = models.TextField()
    total = models.DecimalField(max_digits=12, decimal_places=2)
    by_insurance = models.DecimalField(max_digits=12, decimal_places=2)
    by_others = models.DecimalField(max_digits=12, decimal_places=2)
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    struck_on = models.DateField(null=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.TextField(blank=True)  # why it was struck

    class Meta:
        db_table = "benefits_medical_bill"
        constraints = [
            models.UniqueConstraint(
                fields=["hospital", "number", "day"],
                condition=Q(struck_on__isnull=True),
                name="a_bill_is_sent_in_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in BillKind]),
                name="a_bill_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(hospital="") & ~Q(number=""), name="a_bill_names_hospital_and_number"
            ),
            models.CheckConstraint(
                condition=Q(
                    total__gt=0,
                    by_insurance__gte=0,
                    by_others__gte=0,
                    total__gte=F("by_insurance") + F("by_others"),
                ),
                name="no_more_of_a_bill_was_paid_than_it_was",
            ),
            models.CheckConstraint(
                condition=Q(struck_on__isnull=True, struck_by__isnull=True, reason="")
                | Q(struck_on__isnull=False, struck_by__isnull=False) & ~Q(reason=""),
                name="a_struck_bill_has_a_day_a_person_and_a_reason",
            ),
        ]
