"""What waits to be done about money: rounds, papers, birthdays, provisional grants."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from hutong.casework.models import Case
from hutong.casework.queries import all_in_force
from hutong.foundation.access import Officer
from hutong.foundation.kernel.dates import add_months
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits._law import law
from hutong.programmes.benefits.models import Cause, Entitlement, Held, Round
from hutong.programmes.benefits.queries.duties import why_not_step
from hutong.programmes.benefits.queries.rechecks import RIPE_MONTHS, counted_from
from hutong.registry.people.facts import child
from hutong.registry.people.models import Child, FactRecord

if TYPE_CHECKING:
    from django.db.models import QuerySet

OF_AGE = 18
VERIFYING = child.circumstances_being_verified.record


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a round that waits for somebody; the round is yet to come where it must be made."""

    step: str
    month: Month
    round: Round | None
    due: date | None


def pay_day(month: Month) -> date | None:
    """The day by which a month's money has to be paid, if the law in force names one."""
    named = law().pay_day
    return None if named is None else month.day(named.day)


def steps_for(officer: Officer, on: date) -> list[Step]:
    """The steps of rounds that an officer may take now."""
    place = Q(place_id__gte=officer.place_number, place_last__lte=officer.place_last)
    unfinished = Round.objects.filter(place, withdrawn_on__isnull=True, released_on__isnull=True)
    steps = [
        Step(step, one.month, one, pay_day(one.month))
        for one in unfinished.select_related("place").order_by("month", "made_at")
        if (step := _next_step(one)) and _may(officer, step, one)
    ]
    if why_not_step(officer, "make") is None and _is_to_be_made(officer, Month.of(on)):
        steps.append(Step("make", Month.of(on), None, pay_day(Month.of(on))))
    return steps


def _next_step(one: Round) -> str:
    if one.approved_on is not None:
        return "release"
    return "approve" if one.checked_on is not None else "check"


def _may(officer: Officer, step: str, one: Round) -> bool:
    if step != "release" and officer.account_id in {one.made_by_id, one.checked_by_id}:
        return False
    return why_not_step(officer, step) is None


def _is_to_be_made(officer: Officer, month: Month) -> bool:
    """Whether the month lacks its round, and it is this place that makes it, not a larger one."""
    covering = Round.objects.filter(
        place_id__lte=officer.place_number,
        place_last__gte=officer.place_last,
        withdrawn_on__isnull=True,
    )
    latest = covering.order_by("-month", "-made_at").first()
    if latest is None:
        return True
    return latest.month < month and latest.place_id == officer.place_number


def latest_round(officer: Officer) -> Round | None:
    """The newest round that concerns an officer's place and still counts."""
    touching = Round.objects.filter(
        place_id__lte=officer.place_last,
        place_last__gte=officer.place_number,
        withdrawn_on__isnull=True,
    )
    return touching.order_by("-month", "-made_at").first()


def held_for_papers(made: Round) -> "QuerySet[Held]":
    """The children a round could say nothing of until somebody supplies a paper."""
    named = [fact.name for fact in law().vocabulary]
    return (
        Held.objects.filter(round=made, cause=Cause.MISSING, missing__has_any_keys=named)
        .select_related("child__residence", "child__hukou")
        .order_by("child__reading", "child_id", "pk")
    )


def coming_of_age(on: date) -> "QuerySet[Child]":
    """Who turns eighteen within a month and is still granted something, the next birthday first."""
    first, last = (add_months(day, -12 * OF_AGE) for day in (on, add_months(on, 1)))
    granted = _counting(on).filter(child=OuterRef("pk"))
    return (
        Child.objects.filter(
            Exists(granted),
            birth_date__gte=first,
            birth_date__lt=last,
            died_on__isnull=True,
            left_on__isnull=True,
        )
        .select_related("residence", "hukou")
        .order_by("birth_date", "pk")
    )


def being_verified(on: date) -> "QuerySet[FactRecord]":
    """What says that a child's circumstances are being verified while it has nothing to live on.

    The latest to be put on record comes first. Where a case of something to live on is open, the
    case itself waits.
    """
    accounts = {benefit.account for benefit in law().benefits if benefit.provisional}
    granted = _counting(on).filter(child=OuterRef("child"), account__in=accounts)
    living = {benefit.code for benefit in law().benefits if benefit.account in accounts}
    procedures = [one.code for one in all_in_force(on) if one.benefit in living]
    asked_for = Case.objects.filter(
        child=OuterRef("child"), procedure__in=procedures, closed_on__isnull=True
    )
    return (
        FactRecord.objects.standing()
        .true_on(on)
        .filter(
            ~Exists(granted),
            ~Exists(asked_for),
            name=VERIFYING,
            value="true",
            child__died_on__isnull=True,
            child__left_on__isnull=True,
        )
        .select_related("child__residence", "child__hukou")
        .order_by("-recorded_on", "pk")
    )


def ripe(on: date) -> "QuerySet[Entitlement]":
    """What was granted provisionally and has not been settled, nor looked at for half a year.

    Each carries `counted_from`: the day of the last look, or else of the grant.
    """
    codes = [benefit.code for benefit in law().benefits if benefit.provisional]
    return (
        _counting(on)
        .filter(benefit__in=codes)
        .annotate(counted_from=counted_from())
        .filter(counted_from__lte=add_months(on, -RIPE_MONTHS))
        .select_related("child__residence", "child__hukou")
        .order_by("counted_from", "pk")
    )


def _counting(on: date) -> "QuerySet[Entitlement]":
    month = Month.of(on)
    return Entitlement.objects.filter(first_month__lte=month + 1).filter(
        Q(ended_month__isnull=True) | Q(ended_month__gt=month)
    )
