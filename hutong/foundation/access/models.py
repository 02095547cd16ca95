"""Who may sign in, and the posts they hold."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from hutong.foundation.access.roles import Role
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


class Posting(models.Model):
    """A person in a post at a place, from a first day to a last; the end day is exclusive."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    role = models.TextField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="postings")
    days = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]),
                name="a_posting_is_to_a_known_role",
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
        ]
