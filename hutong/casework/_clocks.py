"""The time limits of a case as rows: begun, made to wait, run on and ended with its steps."""

from collections.abc import Iterable
from datetime import date, datetime, time

from hutong.casework._counting import Count
from hutong.casework.models import Alarm, Case, Clock, Taken
from hutong.casework.procedures import Procedure
from hutong.casework.steps import START, Move, Step
from hutong.foundation.calendar.queries import working_calendar
from hutong.foundation.kernel.dates import CHINA_TIME, Unit
from hutong.foundation.kernel.working_days import ONE_DAY, WorkingCalendar, YearNotAnnounced

HALF, DUE, LATE, LAPSE = "half", "due", "late", "lapse"


def follow(procedure: Procedure, case: Case, taken: Taken, moment: date) -> None:
    """Bring the limits of a case in line with the step that was just taken, at a moment.

    A limit begins when the step it names is taken, or else when a state is entered from which its
    step can be taken. It ends when its step is taken, when the case closes, when it begins anew,
    or when the case moves on past it; where the case only waits, it waits too.
    """
    calendar = working_calendar()
    alive = {}
    for clock in Clock.objects.filter(case=case, ended_by__isnull=True).order_by("pk"):
        limited = procedure.get(clock.step)
        if limited is None or case.closed_on is not None or _is_over(procedure, limited, taken):
            _end(clock, taken)
        else:
            alive[clock.step] = clock
            _wait_or_run(clock, _waits(procedure, limited, taken), taken, moment, calendar)
    for step in procedure.steps:
        if case.closed_on is None and step.code not in alive and _begins(step, taken):
            _begin(case, taken, step, moment, calendar)


def recount(clocks: Iterable[Clock]) -> int:
    """Work the due days of running limits out anew, after the calendar was amended."""
    calendar = working_calendar()
    changed = 0
    for clock in clocks:
        before = (clock.due_on, clock.due_at, clock.half_on)
        _keep(clock, _count(clock), calendar)
        changed += before != (clock.due_on, clock.due_at, clock.half_on)
    return changed


def nearest_due(case: Case, steps: Iterable[str]) -> date | None:
    """The nearest due day among the running limits of some steps."""
    days = Clock.objects.filter(case=case, step__in=list(steps), ended_by__isnull=True)
    return min((clock.due_on for clock in days if clock.due_on), default=None)


def _is_over(procedure: Procedure, limited: Step, taken: Taken) -> bool:
    if taken.step == limited.code:
        return True
    if limited.since:
        return taken.step == limited.since
    return taken.enters not in limited.from_states and taken.enters not in procedure.paused


def _begins(step: Step, taken: Taken) -> bool:
    if step.within is None or START in step.from_states:
        return False
    if step.since:
        return taken.step == step.since
    return taken.enters in step.from_states


def _waits(procedure: Procedure, limited: Step, taken: Taken) -> bool:
    """Whether a limit waits now; the one for what the case waits for itself does not."""
    return taken.enters in procedure.paused and taken.enters not in limited.from_states


def _begin(case: Case, taken: Taken, step: Step, moment: date, calendar: WorkingCalendar) -> None:
    if step.within is None:
        raise ValueError(f"{step.code} has no limit to begin.")
    count = Count.begun(step.within, moment if step.within.unit is Unit.HOUR else taken.done_on)
    clock = Clock.objects.create(
        case=case,
        step=step.code,
        law=str(step.law),
        unit=count.unit.value,
        whole=count.whole,
        begun_by=taken,
    )
    kinds = [LAPSE] if step.move is Move.LAPSE else [HALF, DUE, LATE]
    Alarm.objects.bulk_create([Alarm(clock=clock, case=case, kind=kind) for kind in kinds])
    _keep(clock, count, calendar)


def _wait_or_run(
    clock: Clock, wait: bool, taken: Taken, moment: date, calendar: WorkingCalendar
) -> None:
    count = _count(clock)
    day = moment if count.unit is Unit.HOUR else taken.done_on
    if wait and count.since is not None:
        _keep(clock, count.waiting(day, calendar), calendar)
    elif not wait and count.since is None:
        _keep(clock, count.running(day), calendar)


def _count(clock: Clock) -> Count:
    return Count(Unit(clock.unit), clock.whole, clock.used, clock.since_at or clock.since_on)


def _keep(clock: Clock, count: Count, calendar: WorkingCalendar) -> None:
    """Write a limit's count and days, and set its alarms to them."""
    clock.used = count.used
    in_hours = count.unit is Unit.HOUR
    clock.since_at = count.since if in_hours and isinstance(count.since, datetime) else None
    clock.since_on = None if in_hours else count.since
    try:
        due, half = count.due(calendar), count.half(calendar)
    except YearNotAnnounced:
        due = half = None
    clock.due_at = due if in_hours and isinstance(due, datetime) else None
    clock.due_on = _day(due)
    clock.half_on = _day(half)
    clock.save()
    instants = {
        HALF: half and _morning(half),
        DUE: due and _morning(due),
        LATE: due and (due if in_hours else _morning(due + ONE_DAY)),
        LAPSE: due and _morning(due + ONE_DAY),
    }
    for alarm in clock.alarms.filter(fired_at__isnull=True):
        alarm.fires_at = instants[alarm.kind]
        alarm.save(update_fields=["fires_at"])


def _end(clock: Clock, taken: Taken) -> None:
    clock.ended_by = taken
    clock.ended_on = taken.done_on
    clock.save(update_fields=["ended_by", "ended_on"])
    clock.alarms.filter(fired_at__isnull=True).update(fires_at=None)


def _day(moment: date | None) -> date | None:
    return moment.astimezone(CHINA_TIME).date() if isinstance(moment, datetime) else moment


def _morning(moment: date) -> datetime:
    """The beginning of a day in China, or the moment itself."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time.min, CHINA_TIME)
