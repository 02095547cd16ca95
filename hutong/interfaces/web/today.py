"""Today: what waits for this post, in order of consequence."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hutong.casework import queries as casework
from hutong.casework.queries.notices import unread_notices
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.access.roles import Role
from hutong.foundation.calendar.queries import working_calendar
from hutong.foundation.kernel.text import Text
from hutong.foundation.kernel.working_days import WorkingCalendar, YearNotAnnounced
from hutong.foundation.places.models import Place
from hutong.interfaces.web import clocks, desks, words
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.scope import place_within
from hutong.interfaces.web.sources import LISTED, SHOWN, SOURCES
from hutong.interfaces.web.waiting import Standing, Waiting, When
from hutong.registry.workforce import actions as workforce
from hutong.registry.workforce.queries import standing_in

ONE_DAY = timedelta(days=1)
WEEK = 7
STAYS_NEW = timedelta(days=WEEK)


class Line(NamedTuple):
    """A thing that waits, with its time in words."""

    item: Waiting
    when: When


class WeekDay(NamedTuple):
    """A day of this week, and how much falls due on it."""

    on: date
    letter: Text
    off: bool
    today: bool
    note: Text


# Who meets children at the door is told first whom to ring.
AT_THE_DOOR = frozenset({Role.CHILD_DIRECTOR, Role.CHILD_SUPERVISOR, Role.INSTITUTION_STAFF})


@require_safe
def today(request: OfficerRequest) -> HttpResponse:
    """What this post must do, the most pressing first."""
    calendar = working_calendar()
    reach = casework.reach(request.officer, request.today)
    waiting = [
        item
        for source in SOURCES.values()
        for item in (
            source.of_reach(reach, SHOWN)
            if source.of_reach
            else source.ask(request.officer, request.today, SHOWN)
        )
    ]
    lines = in_order(waiting, on=request.today, calendar=calendar)
    with_cases = may(request.officer.role, Kind.CASE, Act.VIEW)
    unread = unread_notices(request.officer, reach.waiting())
    late_there = desks.late_with_others(reach, calendar, unread)
    on_the_page = [desk.turn.case_id for desk in late_there.desks]
    return show(
        request,
        "today/today.html",
        lines=lines,
        late_there=late_there,
        told=desks.told_of(unread, on_the_page),
        unread=unread,
        stands_in=standing_in(request.posting),
        with_cases=with_cases,
        things=sum(line.item.things for line in lines),
        late=_things(lines, Standing.LATE),
        soon=_things(lines, Standing.SOON),
        week=week(waiting, on=request.today, calendar=calendar),
        at_the_door=request.officer.role in AT_THE_DOOR,
    )


@require_safe
def one_source(request: OfficerRequest, source: str) -> HttpResponse:
    """Everything of one kind that waits."""
    if source not in SOURCES:
        raise Http404
    asked = SOURCES[source]
    officer = _within(request.officer, place_within(request, request.GET.get("place", "")))
    # of one district only, where a city's officer asks for it
    with acting(officer) if officer is not request.officer else nullcontext():
        lines = in_order(
            asked.ask(officer, request.today, LISTED),
            on=request.today,
            calendar=working_calendar(),
        )
    return show(request, "today/source.html", title=asked.title, lines=lines, there=officer)


@require_POST
def notices_read(request: OfficerRequest) -> HttpResponse:
    """Note that what the clock told was read; it is not shown again."""
    try:
        up_to = UUID(request.POST.get("up_to", ""))
    except ValueError:
        raise Http404 from None
    workforce.notices_read(up_to=up_to, by=request.officer, on=request.today)
    return HttpResponseRedirect(reverse("today"))


def _within(officer: Officer, there: Place | None) -> Officer:
    """The officer, confined to a part of their area where one is asked for."""
    if there is None:
        return officer
    return replace(officer, place_number=there.number, place_last=there.last, place_name=there.name)


def _things(lines: Iterable[Line], standing: Standing) -> int:
    """How many things stand so, those that a line stands for counted one by one."""
    return sum(line.item.things for line in lines if line.when.standing is standing)


def in_order(waiting: Iterable[Waiting], *, on: date, calendar: WorkingCalendar) -> Sequence[Line]:
    """Late first, then due soon, returned, new, and the rest; within each by day."""
    lines = [Line(item, when(item, on=on, calendar=calendar)) for item in waiting]
    return sorted(
        lines,
        key=lambda line: (
            line.when.standing,
            line.item.due or line.item.returned_on or line.item.came_on or date.max,
            str(line.item.who),
        ),
    )


def when(item: Waiting, *, on: date, calendar: WorkingCalendar) -> When:
    """The time of a thing in words, and how pressing that makes it."""
    if item.when:
        return item.when
    if item.due and (item.due <= on or not item.returned_on):
        return _by(item.due, on=on, calendar=calendar)
    if item.returned_on:
        day = words.near_day(item.returned_on)
        detail = Text(f"{day.zh} 退回", f"on {day.en}")
        return When(Standing.RETURNED, "", Text("退回补正", "Returned"), detail)
    if item.came_on:
        day = words.near_day(item.came_on)
        detail = Text(f"{day.zh} 报来", f"reported {day.en}")
        if on - item.came_on > STAYS_NEW:
            return When(Standing.LATER, "", Text("在办", "Open"), detail)
        return When(Standing.NEW, "", Text("新来", "New"), detail)
    return When(Standing.LATER, "", Text("不急", "No hurry"), Text("", ""))


def _by(due: date, *, on: date, calendar: WorkingCalendar) -> When:
    left, tone = clocks.left(due, today=on, calendar=calendar)
    day = words.near_day(due)
    if due < on:
        return When(Standing.LATE, tone, left, Text(f"应于 {day.zh}", f"was due {day.en}"))
    if due == on + ONE_DAY:
        left, tone = Text("明天", "tomorrow"), "soon"
    weekday = words.short_weekday(due)
    detail = Text(f"{day.zh} {weekday.zh}", f"{weekday.en} {day.en}")
    return When(Standing.SOON if tone else Standing.LATER, tone, left, detail)


def week(waiting: Iterable[Waiting], *, on: date, calendar: WorkingCalendar) -> Sequence[WeekDay]:
    """The days of this week from Monday, with what falls due on each."""
    due = [item.due for item in waiting]
    monday = on - on.weekday() * ONE_DAY
    days = [monday + count * ONE_DAY for count in range(WEEK)]
    return [_week_day(day, due.count(day), on=on, calendar=calendar) for day in days]


def _week_day(day: date, due: int, *, on: date, calendar: WorkingCalendar) -> WeekDay:
    try:
        off = not calendar.is_working(day)
    except YearNotAnnounced:
        off = False
    if day == on:
        note = Text("今天", "today")
    elif due:
        note = Text(f"{due} 件", f"{due} due")
    else:
        note = Text("休", "off") if off else Text("", "")
    name = words.weekday(day)
    return WeekDay(day, Text(name.zh[-1], name.en[:2]), off, day == on, note)
