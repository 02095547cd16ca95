"""From whom a child is kept, by whose order; and who on the staff belongs to whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hutong.foundation.kernel.keys import new_key
from hutong.foundation.secrecy.fields import BlindIndex, SealedText
from hutong.foundation.secrecy.kinds import Secret
from hutong.registry.people.models.adult import Adult
from hutong.registry.people.models.child import Child


class NoContactOrder(models.Model):
    """An order that keeps somebody from a child; while it stands, nobody of theirs finds the child.

    It stands until somebody lifts it: one whose days have run out keeps hiding until it has been
    looked at. `until` is the first day on which it no longer binds.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="no_contact_orders")
    adult = models.ForeignKey(Adult, models.PROTECT, related_name="no_contact_orders")
    court = models.TextField()
    number = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    recorded_on = models.DateField()
    lifted_on = models.DateField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    lifted_because = models.TextField(blank=True)

    class Meta:
        db_table = "people_no_contact"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "adult"],
                condition=Q(lifted_on__isnull=True),
                name="one_order_stands_against_a_person_for_a_child",
            ),
            models.CheckConstraint(
                condition=~Q(court="") & ~Q(number=""), name="an_order_names_its_court_and_number"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="an_order_binds_at_least_a_day",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True, lifted_because="")
                | (Q(lifted_on__isnull=False, lifted_by__isnull=False) & ~Q(lifted_because="")),
                name="an_order_is_lifted_by_somebody_for_a_reason",
            ),
        ]


class Tie(models.Model):
    """A member of the staff who belongs to somebody: family, or close enough to be kept out.

    Whom they belong to is told by the identity number, which finds every record of that person.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="ties")
    name = models.TextField()
    id_number = SealedText(secret=Secret.IDENTITY, index="id_number_index")
    id_number_index = BlindIndex(of="id_number", purpose="identity number")
    relation = models.TextField()
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    declared_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["id_number_index"], name="tie_by_id_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "id_number_index"],
                condition=Q(ended_on__isnull=True),
                name="a_tie_is_declared_once",
            ),
            models.CheckConstraint(
                condition=~Q(id_number="") & ~Q(relation="") & ~Q(name=""),
                name="a_tie_says_to_whom_and_how",
            ),
        ]
