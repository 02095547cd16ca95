"""Sums that are decided once: an award, and the day on which one is taken back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hutong.casework.models import Case
from hutong.foundation.kernel.keys import new_key
from hutong.programmes.benefits.models.months import MonthField
from hutong.registry.people.models import Child


class Award(models.Model):
    """A sum decided for a child once; the round of its month, or a later one, pays it.

    `basis` says how the sum was worked out. Nothing of it is ever edited: an award that should not
    have been made is withdrawn, and the next round asks the money back. An award of nought says
    that nothing was left to pay.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="awards", db_index=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="awards", db_index=False)
    benefit = models.TextField()
    account = models.TextField()
    month = MonthField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    basis = models.JSONField()
    decided_on = models.DateField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        db_table = "benefits_award"
        indexes = [
            models.Index(fields=["child", "account", "month"], name="award_of_child"),
            models.Index(fields=["case"], name="award_of_case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="an_award_is_no_negative_amount"
            ),
            models.CheckConstraint(condition=~Q(basis={}), name="an_award_says_how_it_was_reached"),
        ]


class AwardWithdrawal(models.Model):
    """That an award was taken back: when, by whom and why."""

    award = models.OneToOneField(Award, models.PROTECT, primary_key=True, related_name="withdrawal")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    withdrawn_on = models.DateField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    reason = models.TextField()

    class Meta:
        db_table = "benefits_award_withdrawal"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_withdrawal_has_a_reason"),
        ]
