"""Who lives together, under one number."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q

from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place
from hutong.foundation.secrecy.fields import SealedText
from hutong.foundation.secrecy.kinds import Secret
from hutong.registry.people.models.adult import Adult
from hutong.registry.people.models.child import Child
from hutong.registry.people.models.known import Known


class Household(models.Model):
    """One household; its place's office may see it, and whoever may see one of its members."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    number = models.TextField(blank=True, db_collation="C")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    detail = SealedText(secret=Secret.CONTACT, blank=True)


class Membership(Known):
    """A person in a household, and what they are to its head."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="memberships")
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="memberships")
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, related_name="memberships")
    relation_to_head = models.TextField(blank=True)

    class Meta(Known.Meta):
        constraints = [
            *Known.Meta.constraints,
            models.CheckConstraint(
                condition=Q(child__isnull=False, adult__isnull=True)
                | Q(child__isnull=True, adult__isnull=False),
                name="a_member_is_one_person",
            ),
            ExclusionConstraint(
                name="a_child_lives_in_one_household",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_on__isnull=True, child__isnull=False),
            ),
            ExclusionConstraint(
                name="an_adult_lives_in_one_household",
                expressions=[
                    ("adult", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_on__isnull=True, adult__isnull=False),
            ),
        ]
