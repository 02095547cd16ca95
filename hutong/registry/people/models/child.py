"""A child on the register, and where it has lived and been registered."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Reverse

from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.identity import id_tail
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place
from hutong.foundation.secrecy.fields import BlindIndex, SealedText
from hutong.foundation.secrecy.kinds import Secret
from hutong.registry.facilities.models import Institution
from hutong.registry.people.kinds import DomicileKind
from hutong.registry.people.models.known import Known


class Child(models.Model):
    """One child, one file; residence and hukou are the places whose offices may see it.

    `sheltered` says that an order keeps somebody from it, so that no sheet tells where it is.
    Both places follow the newest domicile rows, and a child that leaves the city keeps the last
    place within it, so that no file is ever out of everybody's sight.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child_no = models.TextField(unique=True, db_collation="C")
    name = models.TextField(db_collation="C")
    pinyin = models.TextField(db_collation="C")
    initials = models.TextField(db_collation="C")
    reading = models.TextField(db_collation="C")  # syllable by syllable: the order of every list
    sex = models.CharField(max_length=1)  # GB/T 2261.1
    birth_date = models.DateField(null=True)
    birth_precision = models.TextField()
    id_number = SealedText(secret=Secret.IDENTITY, index="id_number_index", null=True)
    id_number_index = BlindIndex(of="id_number", purpose="identity number", unique=True)
    id_tail_index = BlindIndex(of="id_number", purpose="identity tail", shape=id_tail)
    residence = models.ForeignKey(
        Place, models.PROTECT, null=True, related_name="+", db_index=False
    )
    residence_detail = SealedText(secret=Secret.CONTACT, blank=True)
    hukou = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    hukou_detail = SealedText(secret=Secret.CONTACT, blank=True)
    ethnic_group = models.TextField(blank=True)
    phone = SealedText(secret=Secret.CONTACT, blank=True)
    registered_on = models.DateField()
    died_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    left_reason = models.TextField(blank=True)
    sheltered = models.BooleanField(default=False, db_default=False)

    class Meta:
        # Lists walk these in the order of the page; the key makes the order total. What the row
        # policy asks stands in them too, so that a street's list opens only the rows it shows.
        indexes = [
            models.Index(fields=["reading", "id"], name="child_by_reading"),
            models.Index(
                fields=["residence", "reading", "id"],
                include=["hukou", "died_on", "left_on"],
                name="child_by_residence",
            ),
            models.Index(
                fields=["hukou", "reading", "id"],
                include=["residence", "died_on", "left_on"],
                name="child_by_hukou",
            ),
            models.Index(fields=["pinyin", "id"], name="child_by_pinyin"),
            models.Index(fields=["initials", "id"], name="child_by_initials"),
            models.Index(fields=["name"], name="child_by_name"),
            models.Index(fields=["id_tail_index"], name="child_by_id_tail"),
            models.Index(Reverse("child_no"), name="child_by_number_tail"),
            GinIndex(
                Func(F("name"), function="people_grams"),
                name="child_by_gram",
                fastupdate=False,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(residence__isnull=False) | Q(hukou__isnull=False),
                name="a_child_is_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(sex__in=["0", "1", "2", "9"]), name="a_child_has_a_coded_sex"
            ),
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True, birth_precision=Precision.UNKNOWN.value)
                | Q(
                    birth_date__isnull=False,
                    birth_precision__in=[p.value for p in Precision if p is not Precision.UNKNOWN],
                ),
                name="a_birth_date_says_how_exactly_it_is_known",
            ),
        ]


class Domicile(Known):
    """Where a child lived or was registered, for as long as it did; a place or words for it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="domiciles")
    kind = models.TextField()
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    detail = SealedText(secret=Secret.CONTACT, blank=True)

    class Meta(Known.Meta):
        constraints = [
            *Known.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in DomicileKind]),
                name="a_domicile_is_of_a_known_kind",
            ),
            ExclusionConstraint(
                name="a_child_has_one_domicile_of_a_kind",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_on__isnull=True),
            ),
        ]


class Stay(Known):
    """The nights a child sleeps in an institution, and the paper that put it there."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="stays")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="stays")
    basis = models.TextField()

    class Meta(Known.Meta):
        constraints = [
            *Known.Meta.constraints,
            ExclusionConstraint(
                name="a_child_sleeps_in_one_place",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_on__isnull=True),
            ),
        ]
