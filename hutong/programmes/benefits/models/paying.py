"""What is paid: the rounds, their lines that are never edited, and the accounts money goes to."""

from decimal import Decimal
from enum import StrEnum

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import BigIntegerRangeField
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Now

from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place
from hutong.foundation.secrecy.fields import BlindIndex, SealedText
from hutong.foundation.secrecy.kinds import Secret
from hutong.programmes.benefits.models.months import MonthField
from hutong.programmes.benefits.payees import HolderKind
from hutong.registry.people.models import Child


class State(StrEnum):
    """How far a round has come."""

    MADE = "made"
    CHECKED = "checked"
    APPROVED = "approved"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """What a line is: this month's payment, money for an earlier month, or money owed back."""

    NORMAL = "normal"
    BACK_PAY = "back_pay"
    RECOVERY = "recovery"


class Cause(StrEnum):
    """Why a round could say nothing of a child."""

    MISSING = "missing"
    OTHER_ROUND = "other_round"


class Round(models.Model):
    """One month's payments of a place: made, checked and approved by three different people."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    month = MonthField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="rounds")
    place_last = models.BigIntegerField()
    made_at = models.DateTimeField(db_default=Now())
    made_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="rounds")
    checked_on = models.DateField(null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="rounds_checked"
    )
    digest = models.TextField(blank=True)  # of the lines, as they were when checked
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="rounds_approved"
    )
    released_on = models.DateField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="rounds_released"
    )
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="rounds_withdrawn"
    )
    reason = models.TextField(blank=True)  # why it was withdrawn

    class Meta:
        db_table = "benefits_round"
        indexes = [models.Index(fields=["place", "month"], name="round_by_place")]
        constraints = [
            models.UniqueConstraint(fields=["id", "month"], name="a_round_is_of_one_month"),
            models.CheckConstraint(
                condition=Q(place_last__gte=F("place_id")), name="a_round_covers_its_place"
            ),
            models.CheckConstraint(
                condition=~Q(checked_by=F("made_by"))
                & ~Q(approved_by=F("made_by"))
                & ~Q(approved_by=F("checked_by")),
                name="three_people_make_check_and_approve",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True, checked_on__isnull=True, digest="")
                | Q(checked_by__isnull=False, checked_on__isnull=False)
                & Q(checked_on__gte=F("made_on"))
                & ~Q(digest=""),
                name="a_round_is_checked_after_it_is_made",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_on__isnull=True)
                | Q(approved_by__isnull=False, approved_on__isnull=False)
                & Q(checked_on__isnull=False, approved_on__gte=F("checked_on")),
                name="a_round_is_approved_after_it_is_checked",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True, released_on__isnull=True)
                | Q(released_by__isnull=False, released_on__isnull=False)
                & Q(approved_on__isnull=False, released_on__gte=F("approved_on")),
                name="a_round_is_released_after_it_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_on__isnull=True, reason="")
                | Q(
                    withdrawn_by__isnull=False,
                    withdrawn_on__isnull=False,
                    withdrawn_on__gte=F("made_on"),
                    approved_on__isnull=True,
                )
                & ~Q(reason=""),
                name="only_an_unapproved_round_is_withdrawn",
            ),
            ExclusionConstraint(
                name="one_open_round_for_a_place",
                expressions=[
                    (
                        Func(
                            F("place_id"),
                            F("place_last"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                condition=Q(approved_on__isnull=True, withdrawn_on__isnull=True),
            ),
        ]

    @property
    def state(self) -> State:
        """How far it has come."""
        if self.withdrawn_on is not None:
            return State.WITHDRAWN
        if self.released_on is not None:
            return State.RELEASED
        if self.approved_on is not None:
            return State.APPROVED
        return State.CHECKED if self.checked_on is not None else State.MADE


class Line(models.Model):
    """One step in what a child has been paid for one month; never edited, never deleted.

    `due` is what today's knowledge says is due for the month, `paid_before` what earlier lines add
    up to, `amount` the difference. Each line goes on from the one before it: the database refuses
    a line whose `paid_before` is not the `due` of the line numbered one less, so nothing can be
    paid twice. `live` is true, or empty once the round was withdrawn.
    """

    id = models.BigAutoField(primary_key=True)
    # The key to the round is of two columns, in the migration; the others have their indexes below.
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="lines", db_constraint=False, db_index=False
    )
    paid_in = MonthField()  # the month of the round
    child = models.ForeignKey(Child, models.PROTECT, related_name="lines", db_index=False)
    account = models.TextField()
    benefit = models.TextField()
    month = MonthField()
    sequence = models.SmallIntegerField()
    previous = models.GeneratedField(
        expression=Case(When(sequence__gt=1, then=F("sequence") - 1)),
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )
    due = models.DecimalField(max_digits=12, decimal_places=2)
    paid_before = models.DecimalField(max_digits=12, decimal_places=2)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    kind = models.GeneratedField(
        expression=Case(
            When(amount__lt=0, then=Value(Kind.RECOVERY.value)),
            When(month=F("paid_in"), then=Value(Kind.NORMAL.value)),
            default=Value(Kind.BACK_PAY.value),
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    reason = models.JSONField(default=dict)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    live = models.BooleanField(null=True, default=True)

    class Meta:
        db_table = "benefits_line"
        indexes = [
            models.Index(fields=["round", "child", "account"], name="line_of_round"),
            models.Index(fields=["month", "place"], name="line_by_month_and_place"),
            # Few lines take money back; who owes something is found by these alone.
            models.Index(
                fields=["child"], condition=Q(amount__lt=0, live=True), name="line_taking_back"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "account", "month", "sequence", "live"],
                name="one_line_for_each_step",
            ),
            # What the next line holds on to: see the foreign key in the migration.
            models.UniqueConstraint(
                fields=["child", "account", "month", "sequence", "due", "live"],
                name="a_step_ends_with_what_is_due",
            ),
            models.CheckConstraint(
                condition=Q(due=F("paid_before") + F("amount")),
                name="a_line_leads_from_paid_to_due",
            ),
            models.CheckConstraint(condition=~Q(amount=Decimal(0)), name="a_line_moves_money"),
            models.CheckConstraint(condition=Q(due__gte=0), name="nothing_less_than_nought_is_due"),
            models.CheckConstraint(
                condition=Q(sequence__gt=1) | Q(sequence=1, paid_before=0),
                name="the_first_line_starts_from_nought",
            ),
            models.CheckConstraint(
                condition=Q(month__lte=F("paid_in")), name="no_month_is_paid_ahead"
            ),
            models.CheckConstraint(
                condition=Q(live=True) | Q(live__isnull=True), name="a_line_is_live_or_void"
            ),
        ]


class Held(models.Model):
    """A child for whom a round could not say what is due, and what was missing."""

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="held", db_index=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    account = models.TextField()
    benefit = models.TextField()
    first_month = MonthField()
    last_month = MonthField()
    months = models.SmallIntegerField()
    cause = models.TextField()
    missing = models.JSONField(default=list)  # names of facts and codes of figures
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "benefits_held"
        indexes = [models.Index(fields=["round", "child"], name="held_by_round")]
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=[cause.value for cause in Cause]),
                name="a_child_is_held_for_a_known_cause",
            ),
        ]


class PayeeAccount(models.Model):
    """The bank account a child's money goes to, from a first day to a last.

    All but a child's first rest on a `change` that two people made; one that was called off before
    it took effect has no days.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="payee_accounts")
    change = models.OneToOneField(
        "AccountChange", models.PROTECT, null=True, related_name="account"
    )
    holder = models.TextField()
    kind = models.TextField()
    relation = models.TextField()
    bank = models.TextField()
    number = SealedText(secret=Secret.ACCOUNT, index="number_index", fixed=True)
    number_index = BlindIndex(of="number", purpose="bank account")
    days = DateRangeField()
    paper = models.TextField(blank=True)
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        db_table = "benefits_payee_account"
        indexes = [models.Index(fields=["number_index"], name="payee_account_by_number")]
        constraints = [
            ExclusionConstraint(
                name="a_child_has_one_account_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=~Q(holder=""), name="an_account_has_a_holder"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in HolderKind]),
                name="an_account_holder_is_of_a_known_kind",
            ),
        ]
