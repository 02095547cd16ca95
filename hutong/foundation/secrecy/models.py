"""The keys, each wrapped by the master key, which stands in no database."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hutong.foundation.secrecy.kinds import Secret
from hutong.foundation.secrecy.suites import SUITES


class WrappedKey(models.Model):
    """One version of the key of one class; the newest seals, every one opens.

    A retired key stays: the history, which nobody may alter, holds what it sealed.
    """

    id = models.BigAutoField(primary_key=True)
    secret = models.TextField()
    version = models.PositiveIntegerField()
    suite = models.TextField()
    wrapped = models.TextField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "secrecy_key"
        constraints = [
            models.UniqueConstraint(
                fields=["secret", "version"], name="a_key_has_one_version_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(secret__in=[one.value for one in Secret]),
                name="a_key_is_for_a_known_class",
            ),
            models.CheckConstraint(
                condition=Q(suite__in=list(SUITES)) & ~Q(wrapped=""),
                name="a_key_is_wrapped_for_a_known_suite",
            ),
        ]
