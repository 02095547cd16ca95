"""What a child was paid too much: how it is to come back, and what has come back."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place
from hutong.programmes.benefits.models.paying import Round
from hutong.registry.people.models import Child


class Way(StrEnum):
    """How money comes back: off the next payments, so much a month off them, or by the family."""

    WHOLE = "whole"
    MONTHLY = "monthly"
    REPAID = "repaid"


class Settled(StrEnum):
    """How a part of what a child owes was settled."""

    OFFSET = "offset"
    REPAID = "repaid"
    WAIVED = "waived"


class RecoveryPlan(models.Model):
    """How a child's overpayment comes back: proposed by one person, agreed to by another.

    The law says that it is recovered and not how fast; so nothing is taken off before two people
    have decided.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="recovery_plans")
    way = models.TextField()
    monthly = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    reason = models.TextField()
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        db_table = "benefits_recovery_plan"
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(ended_on__isnull=True),
                name="a_child_has_one_plan_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(way__in=[one.value for one in Way]), name="a_plan_has_a_known_way"
            ),
            models.CheckConstraint(
                condition=Q(way="monthly", monthly__isnull=False, monthly__gt=0)
                | Q(monthly__isnull=True) & ~Q(way="monthly"),
                name="only_a_monthly_plan_says_how_much",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_plan_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(agreed_by=F("proposed_by")), name="two_people_decide_on_a_plan"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_on__isnull=True)
                | Q(
                    agreed_by__isnull=False,
                    agreed_on__isnull=False,
                    agreed_on__gte=F("proposed_on"),
                ),
                name="a_plan_is_agreed_after_it_is_proposed",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_on__isnull=True)
                | Q(
                    ended_by__isnull=False,
                    ended_on__isnull=False,
                    ended_on__gte=F("proposed_on"),
                ),
                name="a_plan_ends_on_a_day_by_a_person",
            ),
        ]


class Settlement(models.Model):
    """A part of what a child owes, settled; what is waived counts once a second person agreed."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="settlements")
    kind = models.TextField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="offsets")
    settled_on = models.DateField()  # the day the money came, was taken off, or the waiver proposed
    paper = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    declined_on = models.DateField(null=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "benefits_settlement"
        constraints = [
            models.UniqueConstraint(fields=["round", "child"], name="a_round_offsets_a_child_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_settlement_is_money"),
            models.CheckConstraint(
                condition=Q(kind="offset", round__isnull=False)
                | Q(kind="repaid", round__isnull=True) & ~Q(paper="")
                | Q(kind="waived", round__isnull=True) & ~Q(reason=""),
                name="a_settlement_says_by_what",
            ),
            models.CheckConstraint(
                condition=~Q(agreed_by=F("recorded_by")), name="two_people_waive"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_on__isnull=True)
                | Q(
                    kind="waived",
                    agreed_by__isnull=False,
                    agreed_on__isnull=False,
                    agreed_on__gte=F("recorded_on"),
                ),
                name="only_a_waiver_is_agreed_to",
            ),
            models.CheckConstraint(
                condition=Q(declined_by__isnull=True, declined_on__isnull=True)
                | Q(
                    kind="waived",
                    agreed_on__isnull=True,
                    declined_by__isnull=False,
                    declined_on__isnull=False,
                ),
                name="only_a_waiver_is_declined",
            ),
            models.CheckConstraint(
                condition=Q(recorded_on__gte=F("settled_on")),
                name="money_is_recorded_after_it_came",
            ),
        ]


COUNTS = ~Q(kind="waived") | Q(agreed_on__isnull=False)  # a waiver nobody agreed to counts nothing
