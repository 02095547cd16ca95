"""What is known of a person or a household: one fact, its days, its paper."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from hutong.foundation.access.models import Account
from hutong.foundation.kernel.keys import new_key
from hutong.registry.people.models.adult import Adult
from hutong.registry.people.models.child import Child
from hutong.registry.people.models.household import Household
from hutong.registry.people.models.known import Known


class FactRecord(Known):
    """One fact with a value, true on its days, believed from the day it was recorded.

    `subject` is the key of the person or household it is true of. A parent's fact is the
    parent's; where nobody knows who the parent is, the child carries it under the full name.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(
        Child, models.PROTECT, null=True, related_name="facts", db_index=False
    )
    adult = models.ForeignKey(
        Adult, models.PROTECT, null=True, related_name="facts", db_index=False
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="facts", db_index=False
    )
    subject = models.GeneratedField(
        expression=Coalesce("child", "adult", "household"),
        output_field=models.UUIDField(),
        db_persist=True,
    )
    name = models.TextField(db_collation="C")
    value = models.TextField(db_collation="C")
    paper_number = models.TextField(blank=True)
    source = models.TextField(blank=True)
    verified_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta(Known.Meta):
        db_table = "people_fact"
        indexes = [models.Index(fields=["subject", "name"], name="fact_by_subject")]
        constraints = [
            *Known.Meta.constraints,
            models.CheckConstraint(
                condition=Q(child__isnull=False, adult__isnull=True, household__isnull=True)
                | Q(child__isnull=True, adult__isnull=False, household__isnull=True)
                | Q(child__isnull=True, adult__isnull=True, household__isnull=False),
                name="a_fact_is_true_of_one_subject",
            ),
            ExclusionConstraint(
                name="a_fact_has_one_value_at_a_time",
                expressions=[
                    ("subject", RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_on__isnull=True),
            ),
        ]
