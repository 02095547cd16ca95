"""The clock: each alarm tells whom it must exactly once, or takes the step that has lapsed."""

from datetime import date, datetime
from typing import NamedTuple

from hutong.casework import _whose
from hutong.casework._clocks import LAPSE, LATE
from hutong.casework._law import of_version
from hutong.casework.actions.cases import CLOCK, lapse
from hutong.casework.models import Alarm, Notice
from hutong.foundation.access import Officer
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import day_in_china
from hutong.foundation.places.models import Place

AT_ONCE = 200  # alarms that one transaction answers for


class Rung(NamedTuple):
    """What one pass of the clock did."""

    fired: int
    told: int
    lapsed: int


def the_clock(city: Place) -> Officer:
    """Who acts when nobody does: the clock, in the whole city, holding no post."""
    return Officer(
        account_id=CLOCK,
        name="时钟",
        posting_id=None,
        role=Role.CLOCK,
        place_number=city.number,
        place_last=city.last,
        place_name=city.name,
    )


def ring(*, until: datetime, by: Officer, at_once: int = AT_ONCE) -> Rung:
    """Fire the alarms whose instant has come, the earliest first, at most `at_once`.

    An alarm stays locked until what it does is kept with it, so that it fires once however many
    clocks run and whenever one is killed; one that dies leaves it to the next. Call it inside
    `acting(the_clock(…))` until it has fired none.
    """
    waiting = (
        Alarm.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(fired_at__isnull=True, fires_at__lte=until)
        .select_related("clock", "case__child")
        .order_by("fires_at", "pk")[:at_once]
    )
    fired = told = lapsed = 0
    for alarm in waiting:
        if alarm.kind == LAPSE:
            lapsed += lapse(alarm=alarm, by=by, at=until)
        else:
            told += _tell(alarm, day_in_china(until))
        Alarm.objects.filter(pk=alarm.pk).update(fired_at=until)
        fired += 1
    return Rung(fired, told, lapsed)


def _tell(alarm: Alarm, on: date) -> int:
    """Tell the office whose turn it is; when the limit has passed, the office above it too."""
    case = alarm.case
    declared = of_version(case.procedure, case.version)
    step = declared[alarm.clock.step]
    offices: dict[int, set[str]] = {}
    for duty in step.duties:
        office = _whose.office_for(duty, case.place_id, case.other_place_id)
        for role in duty.roles:
            offices.setdefault(office, set()).add(role.value)
            if alarm.kind == LATE and role in _whose.UP_THE_LINE:
                level, above = _whose.UP_THE_LINE[role]
                offices.setdefault(_whose.office_of(office, level), set()).add(above.value)
    notices = [
        Notice(
            case=case,
            alarm=alarm,
            kind=alarm.kind,
            office=office,
            roles=sorted(roles),
            told_on=on,
        )
        for office, roles in offices.items()
    ]
    return len(Notice.objects.bulk_create(notices))
