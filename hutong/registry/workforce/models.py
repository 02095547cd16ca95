"""What a posting alone does not say: who only stands in, who is away, who handed what to whom."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from hutong.foundation.access.models import Posting
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place


class Absence(models.Model):
    """Days on which the holder of a post is away, from the first to the day they are back.

    One that ends early, or never begins, has its days shortened and keeps who said so, and when.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="absences", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    days = DateRangeField()
    reason = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    recorded_on = models.DateField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_holder_is_away_once_at_a_time",
                expressions=[("posting", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_absence_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_on__isnull=True)
                | Q(ended_by__isnull=False, ended_on__isnull=False),
                name="an_absence_is_ended_by_somebody_on_a_day",
            ),
        ]


class StandIn(models.Model):
    """A posting that fills a gap for a time; the gap stays a gap until somebody is appointed.

    `absence` is what it fills where somebody holds the post and is away.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    posting = models.OneToOneField(Posting, models.PROTECT, related_name="stand_in")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    reason = models.TextField()
    absence = models.ForeignKey(Absence, models.PROTECT, null=True, related_name="stand_ins")


class HandOver(models.Model):
    """One person's work in a post handed to another: a list, frozen when it was drawn up.

    `last_day` is the giver's last day in the post. It is open until both have signed, or until it
    is withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    giver = models.ForeignKey(Posting, models.PROTECT, related_name="handed_over")
    taker = models.ForeignKey(Posting, models.PROTECT, related_name="taken_over")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    last_day = models.DateField()
    digest = models.TextField()
    children = models.PositiveIntegerField()  # in the area of the post, listed or not
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    drawn_on = models.DateField()
    closed_on = models.DateField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["giver"],
                condition=Q(closed_on__isnull=True),
                name="a_post_is_handed_over_once_at_a_time",
            )
        ]


class Side(models.TextChoices):
    """Who signs a hand-over."""

    GIVER = "giver"
    TAKER = "taker"


class HandOverSignature(models.Model):
    """Somebody's name under a hand-over; never changed.

    `instead_because` says why the office above signs where the giver cannot.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="signatures")
    side = models.TextField(choices=Side.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    on = models.DateField()
    instead_because = models.TextField(blank=True)

    class Meta:
        db_table = "workforce_handover_signature"
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="a_side_is_known"),
            models.UniqueConstraint(
                fields=["hand_over", "side"], name="each_side_signs_a_hand_over_once"
            ),
            models.UniqueConstraint(fields=["hand_over", "by"], name="two_people_sign_a_hand_over"),
            models.CheckConstraint(
                condition=Q(side=Side.GIVER) | Q(instead_because=""),
                name="nobody_takes_over_instead_of_another",
            ),
        ]


class HandOverLine(models.Model):
    """One line of the list: a case whose turn it is at the post, or a child without one.

    It says what stood there on the day; `case` and `child` are the numbers on the files.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    child = models.TextField()
    name = models.TextField()
    case = models.TextField(blank=True)
    matter = models.TextField(blank=True)
    state = models.TextField(blank=True)
    office = models.BigIntegerField(null=True)
    since = models.DateField(null=True)
    due_on = models.DateField(null=True)

    class Meta:
        db_table = "workforce_handover_line"
        constraints = [
            models.UniqueConstraint(fields=["hand_over", "number"], name="lines_are_numbered")
        ]


class HandOverRefusal(models.Model):
    """A line the taker did not take, and why; the office above keeps it until it is settled."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    line = models.OneToOneField(HandOverLine, models.PROTECT, related_name="refusal")
    reason = models.TextField()
    settled = models.TextField(blank=True)  # how
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_on = models.DateField(null=True)

    class Meta:
        db_table = "workforce_handover_refusal"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_line_is_refused_for_a_reason"),
            models.CheckConstraint(
                condition=Q(settled="", settled_by__isnull=True, settled_on__isnull=True)
                | (~Q(settled="") & Q(settled_by__isnull=False, settled_on__isnull=False)),
                name="a_refusal_is_settled_by_somebody_in_words",
            ),
        ]


class NoticesRead(models.Model):
    """How far somebody has read, in a post, what the clock told it: up to which notice."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    posting = models.OneToOneField(Posting, models.PROTECT, related_name="notices_read")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)
    up_to = models.UUIDField()
    on = models.DateField()

    class Meta:
        db_table = "workforce_notices_read"
