"""Units, who may sign in, the posts they hold, and whose files are given to whom."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hutong.foundation.access.kinds import Emergency, UnitKind
from hutong.foundation.access.roles import ADMINISTRATORS, HOLDABLE, IN_A_UNIT
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the name they sign in with."""


class Account(AbstractBaseUser):
    """A person who may sign in; what they may see follows from their posts alone."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    username = models.TextField(unique=True)
    name = models.TextField()
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects: ClassVar[AccountManager] = AccountManager()


class Unit(models.Model):
    """An office, an institution or an organisation, while there is one; the end day is exclusive.

    `place` is where it stands, and what it answers for if it is an office of the area.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.TextField()
    name = models.TextField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="units")
    under = models.ForeignKey("self", models.PROTECT, null=True, related_name="units")
    days = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in UnitKind]),
                name="a_unit_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(days__isempty=False), name="a_unit_lasts_at_least_a_day"
            ),
            ExclusionConstraint(
                name="a_place_has_one_unit_of_a_name",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Posting(models.Model):
    """A person in a post at a place, from a first day to a last; the end day is exclusive.

    Posts that answer for no area are held in a unit, and answer for what is given to it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    role = models.TextField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="postings")
    days = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in HOLDABLE]),
                name="a_posting_is_to_a_known_role",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False)
                | ~Q(role__in=sorted(role.value for role in IN_A_UNIT)),
                name="a_post_without_an_area_is_held_in_a_unit",
            ),
            ExclusionConstraint(
                name="a_person_holds_a_post_once",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
            # Of those who keep the system, nobody is two at a time.
            ExclusionConstraint(
                name="nobody_is_two_administrators",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=sorted(role.value for role in ADMINISTRATORS)),
            ),
        ]


class Assignment(models.Model):
    """A child's file given to a unit or to one person, wherever the child lives, until it is ended.

    `ground` says by what: a stay in the institution, a place in the case's team.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    file = models.UUIDField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="assignments")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="assignments")
    ground = models.TextField()
    since = models.DateField()
    given_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["file"], name="assignment_of_file")]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, account__isnull=True)
                | Q(unit__isnull=True, account__isnull=False),
                name="a_file_is_given_to_a_unit_or_a_person",
            ),
            models.UniqueConstraint(
                fields=["file", "unit"],
                condition=Q(ended_on__isnull=True, unit__isnull=False),
                name="a_file_is_given_to_a_unit_once",
            ),
            models.UniqueConstraint(
                fields=["file", "account"],
                condition=Q(ended_on__isnull=True, account__isnull=False),
                name="a_file_is_given_to_a_person_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("since")),
                name="an_assignment_ends_after_it_begins",
            ),
        ]


class Glass(models.Model):
    """One look into a file that is not one's own, in an emergency: half an hour, reading only.

    Somebody else looks at it by the next working day, or whoever broke the glass may not again.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    file = models.UUIDField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="glasses")
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+")
    ground = models.TextField()
    reason = models.TextField()
    broken_on = models.DateField()
    broken_at = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(db_default=Now() + timedelta(minutes=30))
    reviewed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    reviewed_on = models.DateField(null=True)
    justified = models.BooleanField(null=True)
    finding = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["file"], name="glass_of_file")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ground__in=[ground.value for ground in Emergency]),
                name="a_glass_is_broken_on_a_known_ground",
            ),
            models.CheckConstraint(
                condition=Q(until__lte=models.F("broken_at") + timedelta(minutes=30)),
                name="a_glass_is_broken_for_half_an_hour",
            ),
            models.CheckConstraint(
                condition=Q(
                    reviewed_by__isnull=True,
                    reviewed_on__isnull=True,
                    justified__isnull=True,
                    finding="",
                )
                | (
                    Q(
                        reviewed_by__isnull=False,
                        reviewed_on__isnull=False,
                        justified__isnull=False,
                    )
                    & ~Q(finding="")
                    & ~Q(reviewed_by=models.F("account"))
                ),
                name="a_glass_is_reviewed_by_somebody_else_in_words",
            ),
        ]
