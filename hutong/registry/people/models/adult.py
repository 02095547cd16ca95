"""The grown-ups around a child, and what they are to it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q

from hutong.foundation.kernel.keys import new_key
from hutong.foundation.secrecy.fields import BlindIndex, SealedText
from hutong.foundation.secrecy.kinds import Secret
from hutong.registry.people.kinds import PARENTS, NameKind, RelationKind
from hutong.registry.people.models.child import Child
from hutong.registry.people.models.known import Known


class Adult(models.Model):
    """A parent, guardian or carer; whoever may see one of the children may see the adult.

    An adult has no place of its own. Before it is related to anybody it shows through the child
    it was recorded for.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    recorded_for = models.ForeignKey(Child, models.PROTECT, related_name="adults_recorded")
    name = models.TextField(db_collation="C")
    pinyin = models.TextField(db_collation="C")
    initials = models.TextField(db_collation="C")
    sex = models.CharField(max_length=1)
    birth_date = models.DateField(null=True)
    id_number = SealedText(secret=Secret.IDENTITY, index="id_number_index", null=True)
    id_number_index = BlindIndex(of="id_number", purpose="identity number")
    phone = SealedText(secret=Secret.CONTACT, blank=True)
    was_child = models.ForeignKey(
        Child, models.PROTECT, null=True, related_name="grown", db_index=False
    )

    class Meta:
        indexes = [
            # Not unique: two offices that cannot see each other may record one father twice.
            models.Index(
                fields=["id_number_index"],
                condition=Q(id_number_index__isnull=False),
                name="adult_by_id_number",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sex__in=["0", "1", "2", "9"]), name="an_adult_has_a_coded_sex"
            ),
        ]


class Relation(Known):
    """What an adult is to a child, and for which days."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="relations")
    adult = models.ForeignKey(Adult, models.PROTECT, related_name="relations")
    kind = models.TextField()
    label = models.TextField(blank=True)

    class Meta(Known.Meta):
        constraints = [
            *Known.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in RelationKind]),
                name="a_relation_is_of_a_known_kind",
            ),
            ExclusionConstraint(
                name="a_child_has_one_father_and_one_mother",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_on__isnull=True, kind__in=[kind.value for kind in PARENTS]),
            ),
            ExclusionConstraint(
                name="an_adult_is_one_thing_to_a_child_once",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("adult", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=Q(superseded_on__isnull=True),
            ),
        ]


class OtherName(models.Model):
    """A second name of a child or an adult; the search finds a child by each of its names."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="other_names")
    adult = models.ForeignKey(Adult, models.PROTECT, null=True, related_name="other_names")
    name = models.TextField(db_collation="C")
    pinyin = models.TextField(db_collation="C")
    kind = models.TextField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        db_table = "people_other_name"
        indexes = [
            GinIndex(
                Func(F("name"), function="people_grams"),
                name="other_name_by_gram",
                fastupdate=False,
            ),
            models.Index(fields=["name"], name="other_name_by_name"),
            models.Index(fields=["pinyin"], name="other_name_by_pinyin"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(child__isnull=False, adult__isnull=True)
                | Q(child__isnull=True, adult__isnull=False),
                name="another_name_is_one_persons",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in NameKind]),
                name="another_name_is_of_a_known_kind",
            ),
        ]
