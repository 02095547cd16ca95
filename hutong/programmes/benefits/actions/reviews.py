"""Cases that begin by themselves, and what is done in them about a grant."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from hutong.casework import actions as casework
from hutong.casework.models import Case, Taken
from hutong.casework.queries import all_in_force
from hutong.casework.steps import Move
from hutong.foundation.access import Officer
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Outcome
from hutong.programmes.benefits._law import benefit_of, schedules
from hutong.programmes.benefits.actions import granting
from hutong.programmes.benefits.actions.rechecks import NotLookedAt, look_again
from hutong.programmes.benefits.models import Entitlement, Recheck
from hutong.programmes.benefits.queries.rechecks import granted_now
from hutong.programmes.benefits.schedules import Due, Schedule
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child, FactRecord
from hutong.registry.people.queries import facts_on

OCCASIONS = UUID("6d0e7e52-6a53-5b4e-9f0d-2c1f0a1b8e77")  # under which their keys are made
AT_ONCE = 200  # cases that one transaction opens


class NotAtSchool(Refused):
    """The schooling that was proved does not carry the benefit beyond its age."""


class NotUnreviewed(Refused):
    """There is nothing to end for want of a review."""


class Opened(NamedTuple):
    """What one pass of the clock opened, and how many it could not open."""

    opened: int
    left: int


class Awaited(NamedTuple):
    """A case that is due and has not been opened."""

    child: Child
    benefit: str
    due: Due
    key: UUID


@transaction.atomic
def open_what_is_due(*, by: Officer, on: date, at_once: int = AT_ONCE) -> Opened:
    """Open the cases that the law opens by itself and that have not been opened, at most so many.

    Each is opened once for its child and occasion, however often and by however many clocks this
    is called: its key is made of the two. A case is dated to the day it was due, so that its
    limits run from there. What cannot be opened, such as that of a child whose registration is not
    on file, is left and tried again.
    """
    opened = left = 0
    for schedule in schedules():
        for awaited in _awaited(schedule, on):
            if opened == at_once:
                return Opened(opened, left)
            if _open(schedule, awaited, by, on):
                opened += 1
            else:
                left += 1
    return Opened(opened, left)


@transaction.atomic
def review(*, child: Child, benefit: str, found: str, by: Officer, on: date) -> Recheck:
    """Record in a case that a grant was looked at again, and what was found."""
    granted = granted_now(child, benefit, on)
    if granted is None:
        name = benefit_of(benefit).name
        raise NotLookedAt(
            Finding(
                Text(
                    "该儿童现在没有“{name}”，没有可以复核的。",
                    "The child has no “{name_en}” now; there is nothing to look at.",
                ).filled(name=name.zh, name_en=name.en),
                field="benefit",
            )
        )
    return look_again(entitlement=granted, finding=found, by=by, on=on)


@transaction.atomic
def stop_unreviewed(
    *, child: Child, benefit: str, case: Case, reason: str, by: Officer, on: date
) -> Entitlement:
    """End what nobody reviewed in time with the month of its review: 京民福发〔2016〕434号 9.

    A person decides it; the clock stops nobody's money. A look at the grant since the case was
    opened counts as its review, wherever it was recorded, and then nothing is ended.
    """
    granted = granted_now(child, benefit, on)
    name = benefit_of(benefit).name
    if granted is None:
        raise NotUnreviewed(
            Finding(
                Text(
                    "该儿童现在没有“{name}”，不需停发。",
                    "The child has no “{name_en}” now to be stopped.",
                ).filled(name=name.zh, name_en=name.en),
                field="benefit",
            )
        )
    looks = Recheck.objects.filter(entitlement=granted, looked_on__gte=case.opened_on)
    looked = looks.order_by("looked_on").first()
    if looked is not None:
        raise NotUnreviewed(
            Finding(
                Text(
                    "{day} 已经复核过，不能以未复核为由停发。",
                    "It was looked at on {day} and is not stopped for want of a review.",
                ).filled(day=looked.looked_on)
            )
        )
    return granting.end(
        entitlement=granted,
        last_month=max(Month.of(case.opened_on), granted.first_month - 1),
        reason=reason,
        by=by,
        on=on,
    )


@transaction.atomic
def go_on_at_school(
    *,
    child: Child,
    benefit: str,
    happened_on: date,
    study: str,
    school_until: date,
    by: Officer,
    on: date,
) -> FactRecord:
    """Record a proof of study with which a benefit goes on beyond an age, until the school ends.

    `happened_on` is the day on which the age is reached. The schools are those that the benefit's
    own rule names; any other is refused with its articles.
    """
    provision = benefit_of(benefit)
    reached = max(happened_on, on)
    if school_until <= reached:
        raise NotAtSchool(
            Finding(
                Text(
                    "学业在 {day} 以前结束，不能延续。",
                    "The school ends before {day}; nothing goes on.",
                ).filled(day=reached),
                field="school_until",
            )
        )
    recorded = people.record_fact(
        subject=child,
        name="study",
        value=study,
        since=on,
        until=school_until,
        paper="在校就读证明",
        by=by,
        on=on,
    )
    verdict = provision.judge(facts_on(child, reached, on), reached, known_on=on)
    if verdict.outcome is Outcome.NO:
        raise NotAtSchool(*verdict.refusals)
    return recorded


def _awaited(schedule: Schedule, on: date) -> Iterable[Awaited]:
    """Of everybody granted one of the benefits, those whose case is due and was never opened."""
    month = Month.of(on)
    granted = Entitlement.objects.filter(
        benefit__in=schedule.benefits,
        ended_month__isnull=True,
        first_month__lte=month,
        child__died_on__isnull=True,
        child__left_on__isnull=True,
    )
    births = schedule.births(on)
    if births is not None:
        granted = granted.filter(child__birth_date__range=births)
    first: dict[UUID, Awaited] = {}
    for one in sorted(
        granted.select_related("child").order_by("child_id"),
        key=lambda one: schedule.benefits.index(one.benefit),
    ):
        due = schedule.due(one.child.birth_date, on)
        if due is not None and one.child_id not in first:
            key = uuid5(OCCASIONS, f"{schedule.procedure}|{one.child_id}|{due.name}")
            first[one.child_id] = Awaited(one.child, one.benefit, due, key)
    if not first:
        return []
    done = set(
        Taken.objects.filter(key__in=[one.key for one in first.values()]).values_list(
            "key", flat=True
        )
    )
    running = set(
        Case.objects.filter(
            child__in=first, procedure=schedule.procedure, closed_on__isnull=True
        ).values_list("child", flat=True)
    )
    return [one for one in first.values() if one.key not in done and one.child.pk not in running]


def _open(schedule: Schedule, awaited: Awaited, by: Officer, on: date) -> bool:
    """Open a case in the clock's name; false if it cannot be, or another clock was first."""
    (declared,) = [one for one in all_in_force(on) if one.code == schedule.procedure]
    (opening,) = [step for step in declared.openings if step.move is Move.LAPSE]
    known = {"benefit": awaited.benefit, "happened_on": awaited.due.happens_on.isoformat()}
    try:
        with transaction.atomic():
            casework.open_case(
                procedure=schedule.procedure,
                child=awaited.child,
                step=opening.code,
                answers={ask.name: known[ask.name] for ask in opening.asks},
                done_on=awaited.due.day,
                key=awaited.key,
                by=by,
                on=on,
            )
    except Refused:
        return False
    except IntegrityError as clash:
        if "casework_taken_key" not in str(clash):
            raise
        return False
    return True
