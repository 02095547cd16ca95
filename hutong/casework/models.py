"""A case, the steps taken in it, whose turn it is, and the time limits that run."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from hutong.casework.steps import Move
from hutong.foundation.access.models import Posting
from hutong.foundation.documents.models import Paper
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.places.models import Place
from hutong.foundation.secrecy.fields import SealedJSON
from hutong.foundation.secrecy.kinds import Secret
from hutong.registry.people.models import Child


class Case(models.Model):
    """One running of a procedure for a child; what state it is in, its last step says.

    `version` is the day from which the wording it runs under is in force. `sole` is true where
    the procedure allows a child only one open case.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    number = models.TextField(unique=True)
    procedure = models.TextField()
    version = models.TextField()
    fingerprint = models.TextField()
    child = models.ForeignKey(Child, models.PROTECT, related_name="cases")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    other_place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="opened")
    sole = models.BooleanField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        db_table = "casework_case"
        indexes = [
            models.Index(fields=["child", "opened_on"], name="case_of_child"),
            models.Index(fields=["procedure", "opened_on"], name="case_of_procedure"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "procedure"],
                condition=Q(closed_on__isnull=True, sole=True),
                name="a_child_has_one_open_case_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="a_case_closes_after_it_opens",
            ),
        ]


class Taken(models.Model):
    """A step as it was taken; never edited.

    `done_on` is the day it was done, `known_on` the day it was entered. `barred` are the people
    who may not take it because of steps they took before. `made` names the rows its verb made.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="taken")
    number = models.PositiveIntegerField()
    step = models.TextField()
    move = models.TextField()
    leaves = models.TextField()
    enters = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="steps_taken"
    )
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+")
    role = models.TextField(blank=True)
    office = models.BigIntegerField()
    stands_in = models.TextField(blank=True)  # for whom, and why, in words
    done_on = models.DateField()
    known_on = models.DateField()
    at = models.DateTimeField(db_default=Now())
    reason = models.TextField(blank=True)
    answers = SealedJSON(secret=Secret.CONTACT, fixed=True, default=dict)
    made = models.JSONField(default=dict)
    barred = ArrayField(models.UUIDField(), default=list)
    key = models.UUIDField(unique=True, default=new_key)

    class Meta:
        db_table = "casework_taken"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="steps_follow_one_another"),
            models.CheckConstraint(
                condition=Q(move=Move.LAPSE.value, by__isnull=True) | Q(by__isnull=False),
                name="only_the_clock_takes_a_step_by_itself",
            ),
            models.CheckConstraint(
                condition=Q(known_on__gte=F("done_on")), name="a_step_is_known_after_it_is_done"
            ),
        ]


class UsedPaper(models.Model):
    """A paper that a step rested on: handed in with it, or one that lay in the file already."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    taken = models.ForeignKey(Taken, models.PROTECT, related_name="papers")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="uses")
    kind = models.TextField()
    reused = models.BooleanField()

    class Meta:
        db_table = "casework_used_paper"
        constraints = [
            models.UniqueConstraint(fields=["taken", "paper"], name="a_step_rests_on_a_paper_once"),
        ]


class Letter(models.Model):
    """What was written with a step to one reader: the words as they were, and when they came.

    A step may write to several people, to each what concerns them alone.
    `words` is all that the letter says; the sheet is set from it whenever it is opened, and is
    the same each time. Only how it was handed over is added later, once.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    taken = models.ForeignKey(Taken, models.PROTECT, related_name="letters")
    name = models.TextField()
    template = models.TextField()
    number = models.TextField(unique=True)
    words = SealedJSON(secret=Secret.CONTACT, fixed=True)
    written_on = models.DateField()
    handed_over_on = models.DateField(null=True)
    handed_over_how = models.TextField(blank=True)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        db_table = "casework_letter"
        indexes = [models.Index(fields=["case", "written_on"], name="letter_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    handed_over_on__isnull=True, handed_over_how="", handed_over_by__isnull=True
                )
                | Q(handed_over_on__gte=F("written_on"), handed_over_by__isnull=False)
                & ~Q(handed_over_how=""),
                name="a_letter_is_handed_over_by_somebody_somehow",
            ),
        ]


class Turn(models.Model):
    """Whose turn it is in an open case, from one step to the next.

    `office` is the number of the place whose office must act, and `roles` are its posts. `due_on`
    is the nearest limit that runs against them, or nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="turns")
    procedure = models.TextField()
    state = models.TextField()
    office = models.BigIntegerField()
    roles = ArrayField(models.TextField())
    came_on = models.DateField()
    due_on = models.DateField(null=True)
    returned = models.BooleanField()
    since = models.ForeignKey(Taken, models.PROTECT, related_name="turns_begun")
    until = models.ForeignKey(Taken, models.PROTECT, null=True, related_name="turns_ended")

    class Meta:
        db_table = "casework_turn"
        indexes = [
            models.Index(
                fields=["office", "due_on"],
                condition=Q(until__isnull=True),
                name="turn_open_at_office",
            ),
            models.Index(fields=["case"], name="turn_of_case"),
        ]


class Clock(models.Model):
    """A time limit of a case on its way; what has been used before a pause stays used.

    `whole` and `used` are minutes, working days or days, as `unit` says. A limit that ends in a
    year whose holidays are not announced has no due day yet.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    step = models.TextField()
    law = models.TextField()
    unit = models.TextField()
    whole = models.IntegerField()
    used = models.IntegerField(default=0)
    since_on = models.DateField(null=True)
    since_at = models.DateTimeField(null=True)
    half_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    begun_by = models.ForeignKey(Taken, models.PROTECT, related_name="clocks_begun")
    ended_by = models.ForeignKey(Taken, models.PROTECT, null=True, related_name="clocks_ended")
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "casework_clock"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"],
                condition=Q(ended_by__isnull=True),
                name="a_limit_runs_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_on__isnull=True)
                | Q(ended_by__isnull=False, ended_on__isnull=False),
                name="a_limit_ends_on_a_day_by_a_step",
            ),
        ]


class Alarm(models.Model):
    """An instant at which somebody is told that a limit is half gone, due, or past.

    It fires once; while the limit waits, or after it has ended, it has no instant.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="alarms")
    case = models.ForeignKey(Case, models.PROTECT, related_name="alarms")
    kind = models.TextField()
    fires_at = models.DateTimeField(null=True)
    fired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "casework_alarm"
        indexes = [
            models.Index(
                fields=["fires_at"],
                condition=Q(fired_at__isnull=True, fires_at__isnull=False),
                name="alarm_to_fire",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["clock", "kind"], name="an_alarm_of_a_kind_is_set_once")
        ]


class Notice(models.Model):
    """What an office was told about a case, once: that a limit is half gone, due or past."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    alarm = models.ForeignKey(Alarm, models.PROTECT, related_name="notices")
    kind = models.TextField()
    office = models.BigIntegerField()
    roles = ArrayField(models.TextField())
    told_on = models.DateField()

    class Meta:
        db_table = "casework_notice"
        indexes = [
            models.Index(fields=["office", "told_on"], name="notice_at_office"),
            GinIndex(fields=["roles"], name="notice_by_role"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["alarm", "office"], name="an_office_is_told_once_by_an_alarm"
            )
        ]
