"""What went to the bank, what the bank answered, and what a person ruled on it."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hutong.foundation.exchange.models import Receipt
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place
from hutong.foundation.secrecy.fields import BlindIndex, SealedText
from hutong.foundation.secrecy.kinds import Secret
from hutong.programmes.benefits.models.paying import Round
from hutong.registry.people.models import Child


class Outcome(StrEnum):
    """What became of a payment, as the bank says or a person ruled."""

    PAID = "paid"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Mismatch(StrEnum):
    """Why a line of the bank's answers is nobody's payment; none if it is one."""

    NONE = ""
    UNREADABLE = "unreadable"
    NO_SUCH = "no_such"
    OTHER_ACCOUNT = "other_account"
    OTHER_AMOUNT = "other_amount"
    TWICE = "twice"
    AGAIN = "again"  # the payment was answered before


class Ruled(StrEnum):
    """What a person ruled on a payment."""

    PAID = "paid"
    FAILED = "failed"
    RESEND = "resend"


class Remittance(models.Model):
    """What a released round declared to the bank; it equals its payments when it is written."""

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="remittance")
    count = models.IntegerField()
    total = models.DecimalField(max_digits=14, decimal_places=2)
    sent_on = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        db_table = "benefits_remittance"


class Payment(models.Model):
    """One line of a bank file as it was given to the bank; never edited, never deleted.

    `attempt` is one more than that of the failed payments whose money it carries.
    """

    id = models.BigAutoField(primary_key=True)
    # The key to the remittance is in the migration: a payment without a declared file cannot stand.
    round = models.ForeignKey(Round, models.PROTECT, related_name="payments", db_index=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="payments")
    number = models.IntegerField()
    holder = models.TextField()
    bank = models.TextField()
    account = SealedText(
        secret=Secret.ACCOUNT, index="account_index", bound_to=("round_id", "number"), fixed=True
    )
    account_index = BlindIndex(of="account", purpose="bank account")
    id_number = SealedText(
        secret=Secret.IDENTITY, bound_to=("round_id", "number"), fixed=True, blank=True
    )
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    attempt = models.SmallIntegerField(default=1)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "benefits_payment"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "child"], name="a_child_is_paid_once_by_a_bank_file"
            ),
            models.UniqueConstraint(
                fields=["round", "number"], name="a_number_stands_once_in_a_bank_file"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="the_bank_is_told_to_pay"),
            models.CheckConstraint(
                condition=Q(number__gte=1, attempt__gte=1), name="a_payment_is_counted_from_one"
            ),
            models.CheckConstraint(condition=~Q(account=""), name="a_payment_has_an_account"),
        ]


class Unsent(models.Model):
    """Money of a released round that went to no bank, as the child had no account that day."""

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="unsent", db_index=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="unsent")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "benefits_unsent"
        constraints = [
            models.UniqueConstraint(fields=["round", "child"], name="money_is_unsent_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="unsent_money_is_money"),
        ]


class Carried(models.Model):
    """Money of an earlier file that a later one takes along: a failed payment, or one never sent.

    Each is taken along once, whatever happens at the same moment.
    """

    id = models.BigAutoField(primary_key=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="carried", db_index=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    failed = models.OneToOneField(Payment, models.PROTECT, null=True, related_name="carried")
    unsent = models.OneToOneField(Unsent, models.PROTECT, null=True, related_name="carried")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "benefits_carried"
        indexes = [models.Index(fields=["round", "child"], name="carried_by_round")]
        constraints = [
            models.CheckConstraint(
                condition=Q(failed__isnull=False, unsent__isnull=True)
                | Q(failed__isnull=True, unsent__isnull=False),
                name="what_is_carried_comes_from_one_file",
            ),
        ]


class AnswerFile(models.Model):
    """A file in which the bank says what became of a round's payments."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="answer_files")
    receipt = models.OneToOneField(Receipt, models.PROTECT, related_name="+")
    fingerprint = models.TextField()
    taken_on = models.DateField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        db_table = "benefits_answer_file"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "fingerprint"], name="an_answer_file_is_taken_once"
            )
        ]


class Answer(models.Model):
    """One line of the bank's answers, with the payment it is about if it is about one.

    `written` is what the line says; only a line without a mismatch counts.
    """

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(AnswerFile, models.PROTECT, related_name="answers")
    row = models.IntegerField()
    written = models.JSONField(default=dict)
    account = SealedText(
        secret=Secret.ACCOUNT,
        index="account_index",
        bound_to=("file_id", "row"),
        fixed=True,
        blank=True,
    )
    account_index = BlindIndex(of="account", purpose="bank account")
    outcome = models.TextField()
    reason = models.TextField(blank=True)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="answers")
    mismatch = models.TextField(blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "benefits_answer"
        constraints = [
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(mismatch=""),
                name="one_answer_counts_for_a_payment",
            ),
            models.CheckConstraint(
                condition=Q(mismatch="", payment__isnull=False) | ~Q(mismatch=""),
                name="an_answer_that_counts_is_about_a_payment",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=[one.value for one in Outcome]),
                name="an_answer_says_what_became_of_it",
            ),
            models.CheckConstraint(
                condition=Q(mismatch__in=[one.value for one in Mismatch]),
                name="an_answer_mismatches_in_a_known_way",
            ),
        ]


class Ruling(models.Model):
    """What a person ruled on a payment: that it arrived, that it did not, or to send it again.

    `told_by` is who brought the answer, or sent the file; somebody else rules what became of it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="rulings")
    ruled = models.TextField()
    reason = models.TextField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ruled_on = models.DateField()
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "benefits_ruling"
        constraints = [
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(ruled__in=["paid", "failed"]),
                name="what_became_of_a_payment_is_ruled_once",
            ),
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(ruled="resend"),
                name="a_payment_is_sent_again_once",
            ),
            models.CheckConstraint(
                condition=Q(ruled__in=[one.value for one in Ruled]), name="a_ruling_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_ruling_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ruled="resend") | ~Q(ruled_by=F("told_by")),
                name="nobody_rules_on_what_they_brought",
            ),
        ]
