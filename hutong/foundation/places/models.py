"""The five-level tree of divisions; a place's key is also its jurisdiction number."""

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q


class Level(models.IntegerChoices):
    """How far down the tree a division stands."""

    PROVINCE = 1
    CITY = 2
    DISTRICT = 3
    STREET = 4
    COMMUNITY = 5


class Place(models.Model):
    """One division while it exists; what lies inside it has a number between its own and `last`.

    The number is the 12-digit statistical code read as a number, except for units that the code
    does not show as they are governed. Numbers are never reused.
    """

    number = models.BigIntegerField(primary_key=True)
    last = models.BigIntegerField()
    code = models.CharField(max_length=12, db_index=True)
    name = models.TextField()
    pinyin = models.TextField()
    level = models.SmallIntegerField()
    form = models.TextField(blank=True)  # 居委会, 村委会, 街道, 镇, 乡, 地区, 开发区 …
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    days = DateRangeField()

    class Meta:
        indexes = [
            models.Index(fields=["parent", "number"], name="place_parts"),
            models.Index(fields=["name"], name="place_by_name"),
            GistIndex(fields=["days"], name="place_days"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("number")), name="a_place_spans_itself"),
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="a_place_has_a_known_level"
            ),
        ]


class Succession(models.Model):
    """What became of a place: a new name, a merger, a split, or a move to another parent."""

    kind = models.TextField()
    before = models.ForeignKey(Place, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Place, models.PROTECT, related_name="predecessions")
    on = models.DateField()
    former_name = models.TextField(blank=True)
    paper = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["renamed", "merged", "split", "moved"]),
                name="a_succession_is_of_a_known_kind",
            ),
        ]
