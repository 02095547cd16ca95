"""An account that is to take another's place, and one to which nothing is paid for a while."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from hutong.foundation.kernel.keys import new_key
from hutong.foundation.secrecy.fields import BlindIndex, SealedText
from hutong.foundation.secrecy.kinds import Secret
from hutong.programmes.benefits.models.paying import PayeeAccount
from hutong.programmes.benefits.payees import HolderKind
from hutong.registry.people.models import Child

REFUSED, WITHDRAWN = "refused", "withdrawn"


class AccountChange(models.Model):
    """A wish that money go to another account: proposed by one person, approved by another.

    Approved, it takes effect after `waiting_days` whole days. `doubts` are what the approver was
    told of it, and `answer` is what they say to that. It ends early if it is refused, or withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="account_changes")
    replaces = models.ForeignKey(PayeeAccount, models.PROTECT, null=True, related_name="+")
    holder = models.TextField()
    kind = models.TextField()
    relation = models.TextField()
    bank = models.TextField()
    number = SealedText(secret=Secret.ACCOUNT, index="number_index", fixed=True)
    number_index = BlindIndex(of="number", purpose="bank account")
    wished_from = models.DateField()
    why = models.TextField()
    paper = models.TextField(blank=True)
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    waiting_days = models.SmallIntegerField(null=True)
    takes_effect_on = models.DateField(null=True)
    doubts = models.JSONField(default=list)
    answer = models.TextField(blank=True)
    ended_as = models.TextField(blank=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "benefits_account_change"
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(approved_on__isnull=True, ended_on__isnull=True),
                name="one_change_of_account_is_asked_for_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(holder=""),
                name="a_changed_account_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in HolderKind]),
                name="a_changed_account_has_a_known_holder",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="two_people_change_an_account",
            ),
            models.CheckConstraint(
                condition=Q(
                    approved_by__isnull=True,
                    approved_on__isnull=True,
                    waiting_days__isnull=True,
                    takes_effect_on__isnull=True,
                )
                | Q(
                    approved_by__isnull=False,
                    approved_on__isnull=False,
                    waiting_days__isnull=False,
                    takes_effect_on__isnull=False,
                    approved_on__gte=F("proposed_on"),
                    waiting_days__gte=1,
                    takes_effect_on__gte=F("wished_from"),
                    takes_effect_on__gt=F("approved_on") + F("waiting_days"),
                ),
                name="a_change_waits_after_it_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(doubts=[]) | ~Q(answer="") | Q(approved_by__isnull=True),
                name="doubts_about_an_account_are_answered",
            ),
            models.CheckConstraint(
                condition=Q(ended_as="", ended_on__isnull=True, ended_by__isnull=True, reason="")
                | Q(
                    ended_as=REFUSED,
                    ended_by__isnull=False,
                    ended_on__isnull=False,
                    ended_on__gte=F("proposed_on"),
                    approved_on__isnull=True,
                )
                & ~Q(reason="")
                & ~Q(ended_by=F("proposed_by"))
                | Q(
                    ended_as=WITHDRAWN,
                    ended_by__isnull=False,
                    ended_on__isnull=False,
                    ended_on__gte=F("proposed_on"),
                )
                & (Q(takes_effect_on__isnull=True) | Q(takes_effect_on__gt=F("ended_on")))
                & ~Q(reason=""),
                name="a_change_ends_by_somebody_for_a_reason",
            ),
        ]

    @property
    def undecided(self) -> bool:
        """Whether a second person has yet to say yes or no."""
        return self.approved_on is None and self.ended_on is None


class AccountHold(models.Model):
    """Days on which nothing is paid to an account, such as a card that was lost."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    account = models.ForeignKey(PayeeAccount, models.PROTECT, related_name="holds")
    days = DateRangeField()
    reason = models.TextField()
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    lifted_because = models.TextField(blank=True)

    class Meta:
        db_table = "benefits_account_hold"
        constraints = [
            ExclusionConstraint(
                name="an_account_is_held_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(days__endswith__isnull=True, lifted_by__isnull=True, lifted_because="")
                | Q(lifted_by__isnull=False) & ~Q(lifted_because=""),
                name="a_hold_is_lifted_by_somebody_for_a_reason",
            ),
        ]
