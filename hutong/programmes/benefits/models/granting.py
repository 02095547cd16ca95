"""What was decided: a benefit granted, on which facts, and where people departed from the rule."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from hutong.foundation.kernel.keys import new_key
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits.models.months import MonthField
from hutong.registry.people.models import Child


def months(first: str, last: str) -> Func:
    """The span from one month to another, both included; empty when it ends before it begins."""
    after = Func(F(last), template="(%(expressions)s + interval '1 month')::date")
    return Func(F(first), after, template="daterange(%(expressions)s, '[)')")


class Entitlement(models.Model):
    """A benefit that a person has granted to a child; the rule says month by month what is due.

    It stands until a person ends it. `ended_month` is the last month that counts.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="entitlements")
    benefit = models.TextField()
    account = models.TextField()
    applied_on = models.DateField()
    confirmed_on = models.DateField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="entitlements_confirmed"
    )
    first_month = MonthField()
    paper = models.TextField(blank=True)  # what it rests on if it was granted before this system
    ended_month = MonthField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="entitlements_ended"
    )
    reason = models.TextField(blank=True)  # why it ended
    # What had been stopped and goes on with this, and why.
    resumes = models.ForeignKey("self", models.PROTECT, null=True, related_name="resumed_by")
    resumed_because = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "benefits_entitlement"
        indexes = [models.Index(fields=["child", "account"], name="entitlement_of_child")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on__gte=F("applied_on")),
                name="a_benefit_is_confirmed_after_it_is_applied_for",
            ),
            models.CheckConstraint(
                condition=Q(
                    ended_month__isnull=True,
                    ended_on__isnull=True,
                    ended_by__isnull=True,
                    reason="",
                )
                | Q(ended_month__isnull=False, ended_on__isnull=False, ended_by__isnull=False)
                & ~Q(reason=""),
                name="an_end_has_a_day_a_person_and_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(resumes__isnull=True, resumed_because="")
                | Q(resumes__isnull=False) & ~Q(resumed_because=""),
                name="a_resumption_has_a_reason",
            ),
            models.UniqueConstraint(fields=["resumes"], name="what_was_stopped_is_resumed_once"),
            ExclusionConstraint(
                name="a_benefit_is_granted_once",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("benefit", RangeOperators.EQUAL),
                    (months("first_month", "ended_month"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def covers(self, month: Month) -> bool:
        """Whether a month lies between the first and the last that count."""
        return self.first_month <= month and (self.ended_month is None or month <= self.ended_month)


class Recheck(models.Model):
    """A look at a grant after it was made: who looked, on which day, and what they found."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="rechecks", db_index=False)
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, related_name="rechecks", db_index=False
    )
    finding = models.TextField()
    looked_on = models.DateField()
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="rechecks", db_index=False
    )

    class Meta:
        db_table = "benefits_recheck"
        indexes = [models.Index(fields=["entitlement", "looked_on"], name="recheck_of_grant")]
        constraints = [
            models.CheckConstraint(condition=~Q(finding=""), name="a_recheck_found_something"),
        ]


class Deviation(models.Model):
    """A departure from what the rule says, for some months: who asked for it, who agreed, and why.

    It counts once a second person has agreed. An amount of nought withholds what the rule grants.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="deviations")
    benefit = models.TextField()
    first_month = MonthField()
    last_month = MonthField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reason = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="deviations_proposed"
    )
    proposed_on = models.DateField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="deviations_agreed"
    )
    agreed_on = models.DateField(null=True)

    class Meta:
        db_table = "benefits_deviation"
        constraints = [
            models.CheckConstraint(
                condition=~Q(agreed_by=F("proposed_by")),
                name="nobody_agrees_to_their_own_deviation",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_on__isnull=True)
                | Q(agreed_by__isnull=False, agreed_on__isnull=False)
                & Q(agreed_on__gte=F("proposed_on")),
                name="a_deviation_is_agreed_after_it_is_proposed",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="a_deviation_is_no_negative_amount"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_deviation_has_a_reason"),
            models.CheckConstraint(
                condition=Q(last_month__gte=F("first_month")),
                name="a_deviation_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="one_deviation_for_a_month",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("benefit", RangeOperators.EQUAL),
                    (months("first_month", "last_month"), RangeOperators.OVERLAPS),
                ],
                condition=Q(agreed_by__isnull=False),
            ),
        ]

    def covers(self, month: Month) -> bool:
        """Whether it has been agreed to and speaks of this month."""
        return self.agreed_on is not None and self.first_month <= month <= self.last_month


class Determination(models.Model):
    """A decision as it was made: the facts it used, the rule and the answer, frozen together."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="determinations")
    benefit = models.TextField()
    entitlement = models.ForeignKey(
        Entitlement, models.PROTECT, null=True, related_name="determinations"
    )
    deviation = models.ForeignKey(
        Deviation, models.PROTECT, null=True, related_name="determinations"
    )
    decided_on = models.DateField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="determinations"
    )
    granted = models.BooleanField()
    outcome = models.TextField()
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    facts = models.JSONField()
    verdict = models.JSONField()
    rules = models.TextField()  # the fingerprint of the rule and its values

    class Meta:
        db_table = "benefits_determination"
        indexes = [models.Index(fields=["child", "decided_on"], name="determination_of_child")]
        constraints = [
            models.CheckConstraint(
                condition=Q(entitlement__isnull=False, granted=True)
                | Q(entitlement__isnull=True, granted=False),
                name="what_is_granted_has_an_entitlement",
            ),
            models.CheckConstraint(
                condition=Q(granted=False) | Q(deviation__isnull=False) | Q(outcome=Value("yes")),
                name="only_a_deviation_grants_without_a_yes",
            ),
        ]
