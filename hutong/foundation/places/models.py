"""The five-level tree of divisions; a place's key is also its jurisdiction number."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact


class Level(models.IntegerChoices):
    """How far down the tree a division stands."""

    PROVINCE = 1
    CITY = 2
    DISTRICT = 3
    STREET = 4
    COMMUNITY = 5


# How many numbers a place of each level holds: twelve digits, two for the province, then two, two,
# three and three.
SPAN = {
    Level.PROVINCE: 10**10,
    Level.CITY: 10**8,
    Level.DISTRICT: 10**6,
    Level.STREET: 10**3,
    Level.COMMUNITY: 1,
}


def _spans(level: Level) -> Q:
    """A place of a level begins a block of numbers, no larger block, and holds it whole."""
    begins = Q(Exact(Mod(F("number"), SPAN[level]), 0))
    if level > Level.PROVINCE:
        begins &= ~Q(Exact(Mod(F("number"), SPAN[Level(level - 1)]), 0))
    return Q(level=level, last=F("number") + (SPAN[level] - 1)) & begins


SPANS_ITS_BLOCK = Q()
for _level in Level:
    SPANS_ITS_BLOCK |= _spans(_level)
LIES_IN_ITS_PARENT = Q(parent=None)
for _around in (Level.STREET, Level.DISTRICT, Level.CITY, Level.PROVINCE):
    LIES_IN_ITS_PARENT |= Q(parent=F("number") - Mod(F("number"), SPAN[_around]))


class PlaceQuerySet(models.QuerySet["Place"]):
    """The places that a question is about."""

    def on(self, day: date) -> Self:
        """Those that existed on a day."""
        return self.filter(days__contains=day)

    def within(self, place: "Place") -> Self:
        """A place and everything inside it."""
        return self.filter(number__range=(place.number, place.last))


class Place(models.Model):
    """One division while it exists; what lies inside it has a number between its own and `last`.

    The number is the 12-digit statistical code read as a number, except for units that the code
    does not show as they are governed, and for places that came under another parent. Numbers are
    never used again. A place whose first day is open existed before the first list that was loaded.
    """

    number = models.BigIntegerField(primary_key=True)
    last = models.BigIntegerField()
    code = models.CharField(max_length=12, blank=True)
    name = models.TextField()
    pinyin = models.TextField(blank=True)
    initials = models.TextField(blank=True)
    level = models.SmallIntegerField()
    form = models.TextField(blank=True)  # 居委会, 村委会, 街道, 镇, 乡, 地区, 开发区 …
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="parts", db_index=False
    )
    days = DateRangeField()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["parent", "number"], name="place_parts"),
            models.Index(fields=["name"], name="place_by_name"),
            models.Index(fields=["code"], name="place_by_code"),
        ]
        constraints = [
            # Scope is an interval. Blocks of one level cannot overlap, and a block lies in its
            # parent's: so no district ever sees another's children.
            models.CheckConstraint(condition=SPANS_ITS_BLOCK, name="a_place_spans_its_block"),
            models.CheckConstraint(
                condition=LIES_IN_ITS_PARENT & ~Q(parent=F("number")),
                name="a_place_lies_in_its_parent",
            ),
        ]


class Succession(models.Model):
    """What happened to a place: set up, renamed, merged, split, or moved to another parent."""

    kind = models.TextField()
    before = models.ForeignKey(Place, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Place, models.PROTECT, related_name="predecessions")
    on = models.DateField()
    former_name = models.TextField(blank=True)
    paper = models.TextField(blank=True)
    recorded_by = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["founded", "renamed", "merged", "split", "moved"]),
                name="a_succession_is_of_a_known_kind",
            ),
            models.UniqueConstraint(
                fields=["before", "after", "on", "kind"], name="a_succession_is_recorded_once"
            ),
        ]
