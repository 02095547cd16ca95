"""The institutions that take children in, with the beds they are approved for."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from hutong.foundation.access.models import Unit
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place
from hutong.registry.facilities.kinds import InstitutionKind, InstitutionLevel


class Institution(models.Model):
    """A public institution while it is open; the end day is exclusive.

    `unit` is who works in it: the files of the children who sleep there are given to it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    name = models.TextField()
    level = models.TextField()
    kind = models.TextField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="institutions")
    unit = models.OneToOneField(Unit, models.PROTECT, related_name="institution")
    approved_beds = models.PositiveIntegerField()
    days = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in InstitutionLevel]),
                name="an_institution_is_the_citys_or_a_districts",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in InstitutionKind]),
                name="an_institution_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(days__isempty=False), name="an_institution_lasts_at_least_a_day"
            ),
        ]
