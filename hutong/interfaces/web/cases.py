"""Cases: what waits for a post, one case as a track, and the step that comes next."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hutong.casework import START, Ask, Move, Procedure, Step, queries
from hutong.casework import actions as casework
from hutong.casework.models import Case, Clock, Taken, Turn, UsedPaper
from hutong.casework.queries import Possible, Track
from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.calendar.queries import working_calendar
from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.kernel.working_days import WorkingCalendar
from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import from_address
from hutong.interfaces.web import clocks, papers, step_form
from hutong.interfaces.web.child_file import file_opened
from hutong.interfaces.web.decisions import Answer, answer
from hutong.interfaces.web.filters import Word
from hutong.interfaces.web.owed_back import owed_back, recovers
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.scope import place_within
from hutong.interfaces.web.shell import OVER_OTHERS
from hutong.interfaces.web.templatetags.hutong import here
from hutong.interfaces.web.words import near_day
from hutong.programmes.benefits.queries.claims import claim_in, terms_in
from hutong.registry.people.models import Child

ON_A_PAGE = 100
MOST_PIPS = 40  # a longer limit is told in words alone
LATE, NOBODY = "late", "nobody"
ASKED = {LATE: queries.late_in, NOBODY: queries.left_with_nobody}
BY_THE_CLOCK = Text("到期自动", "by the clock")
UNSEEN = 0  # nothing has been seen of a case that is not open yet


class Line(NamedTuple):
    """A case whose turn it is, with the first of its limits, as the list shows it."""

    turn: Turn
    name: Text
    state: Text
    whose: Text
    instead: Text | None  # who acts in the holder's place, and why
    left: Text
    tone: str


class Running(NamedTuple):
    """A limit that runs or waits, in words and pips."""

    label: Text
    law: str
    due_on: date | None
    left: Text
    tone: str
    pips: Sequence[str]


class Mark(NamedTuple):
    """One step on the track: done, current or still ahead."""

    label: Text
    who: Text
    state: str
    note: Text | None


class Entry(NamedTuple):
    """A step that was taken, in words."""

    taken: Taken
    label: Text
    title: Text
    answers: Sequence[tuple[Text, str]]
    papers: Sequence[tuple[Text, UsedPaper]]


@require_safe
def cases(request: OfficerRequest) -> HttpResponse:
    """What waits for this post; for whoever answers for others, also what is late with them."""
    over_others = request.officer.role in OVER_OTHERS
    chosen = request.GET.get("show", "") if over_others else ""
    asked = ASKED.get(chosen, queries.waiting_for)
    there = place_within(request, request.GET.get("place", ""))
    found = asked(request.officer, request.today)
    if there is not None:
        found = found.filter(office__range=(there.number, there.last))
    turns, more = queries.nearest(found, ON_A_PAGE)
    calendar = working_calendar()
    return show(
        request,
        "cases/cases.html",
        lines=_lines(turns, request.today, calendar),
        more=more,
        chosen=chosen,
        there=there,
        filters=_filters(chosen) if over_others else [],
    )


@require_safe
def case(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """One case: its track, whose turn it is, its limits, and what was done."""
    opened = _opened(request, pk)
    return _page(request, queries.track(opened))


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: OfficerRequest, pk: UUID, code: str) -> HttpResponse:
    """The form of a step; sent, it takes the step."""
    opened = _opened(request, pk)
    found = queries.track(opened)
    declared = found.procedure.get(code)
    if declared is None or START in declared.from_states:
        raise Http404
    if request.method != "POST":
        return _form(
            request,
            found.procedure,
            declared,
            opened.child,
            case=opened,
            seen=found.last.number,
        )
    try:
        sent = step_form.read(declared, request.POST, today=request.today)
        casework.take_step(
            case=opened,
            step=code,
            seen=sent.seen,
            answers=sent.answers,
            papers=papers.handed_in(request, declared, opened.child),
            reason=sent.reason,
            done_on=sent.done_on,
            key=sent.key,
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _form(
            request,
            found.procedure,
            declared,
            opened.child,
            case=opened,
            seen=found.last.number,
            refusal=refusal,
        )
    messages.success(request, here(_done(declared)))
    return HttpResponseRedirect(reverse("case", args=[opened.pk]))


@require_safe
def procedures_for(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The procedures that may be opened for a child."""
    child = file_opened(pk)
    open_ones = dict(
        Case.objects.filter(child=child, closed_on__isnull=True).values_list("procedure", "pk")
    )
    listed = [
        (procedure, open_ones.get(procedure.code))
        for procedure in queries.open_to_people(request.today)
    ]
    return show(request, "cases/choose.html", child=child, listed=listed)


@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: OfficerRequest, pk: UUID, procedure: str) -> HttpResponse:
    """The form that opens a case of a procedure for a child."""
    child = file_opened(pk)
    declared = next(
        (one for one in queries.open_to_people(request.today) if one.code == procedure), None
    )
    if declared is None:
        raise Http404
    opening = declared.openings[0]
    if request.method != "POST":
        return _form(request, declared, opening, child)
    try:
        sent = step_form.read(opening, request.POST, today=request.today)
        opened = casework.open_case(
            procedure=declared.code,
            child=child,
            other_place=_other_place(declared, request),
            answers=sent.answers,
            papers=papers.handed_in(request, opening, child),
            reason=sent.reason,
            done_on=sent.done_on,
            key=sent.key,
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _form(request, declared, opening, child, refusal=refusal)
    messages.success(request, here(_done(opening)))
    return HttpResponseRedirect(reverse("case", args=[opened.pk]))


def _other_place(declared: Procedure, request: OfficerRequest) -> Place | None:
    """The other place that a case concerns, as it was written, if its procedure asks for one."""
    if declared.other is None:
        return None
    return from_address(request.POST.get("other_place", ""), request.today)


def _opened(request: OfficerRequest, pk: UUID) -> Case:
    """A case within the scope whose child can be seen too; the opening is recorded."""
    found = get_object_or_404(Case.objects.select_related("child", "place", "parent"), pk=pk)
    record_reading(
        file=found.child_id, what=f"case {found.number}", by=request.officer, on=request.today
    )
    return found


def _page(request: OfficerRequest, found: Track) -> HttpResponse:
    calendar = working_calendar()
    possible = queries.possible_steps(found, request.officer, request.today)
    allowed = [one for one in possible if one.refusal is None]
    offices = office_names(found.turns)
    hands = queries.hands(found.turns, request.today)
    return show(
        request,
        "cases/case.html",
        track=found,
        child=found.case.child,
        state=found.procedure.state_name(found.state),
        marks=_marks(found),
        entries=[_entry(found, taken) for taken in reversed(found.taken)],
        clocks=[_running(found, clock, request.today, calendar) for clock in found.clocks],
        whose=[whose(turn, offices) for turn in found.turns],
        instead=[one.told for one in hands.values() if one.told],
        drives=[one for one in allowed if one.step.drives],
        others=[one for one in allowed if not one.step.drives],
        locked=_locked(possible) if not allowed else None,
        papers=_checklist(found, possible, request.today),
        letters=papers.letters_of(found.case),
        forms=queries.forms_of(found.case, found.taken).items(),
        ways=casework.HOW.items(),
        opened=list(found.case.opened.order_by("opened_on", "pk")),
        told=[taken for taken in found.taken if _tells(found, taken)],
        claim=claim_in(found.case, request.today) if terms_in(found.procedure) else None,
        answer=_answered(found.procedure, found.case, request.today),
        owed=owed_back(found.case.child) if recovers(found.procedure) else None,
        of_account=any("accountchange" in taken.made for taken in found.taken),
    )


def _form(
    request: OfficerRequest,
    procedure: Procedure,
    step: Step,
    child: Child,
    *,
    case: Case | None = None,
    seen: int = UNSEEN,
    refusal: Refused | None = None,
) -> HttpResponse:
    """The form of a step, empty or with what was entered."""
    given = step_form.given_answers(step, request.POST)
    return show(
        request,
        "cases/step.html",
        status=422 if refusal else 200,
        procedure=procedure,
        step=step,
        case=case,
        child=child,
        papers=papers.slots(step, child, request.today, request.POST),
        fields=step_form.fields(step, given),
        reason=request.POST.get("reason", ""),
        other=procedure.other if case is None else None,
        answer=_answered(procedure, case, request.today) if case and step.drives else None,
        other_place=request.POST.get("other_place", ""),
        done_on=request.POST.get("done_on") or request.today.isoformat(),
        key=request.POST.get("key") or step_form.fresh_key(),
        seen=request.POST.get("seen") or seen,
        refusal=refusal,
    )


def _answered(procedure: Procedure, case: Case, on: date) -> Answer | None:
    """What the law says today of the benefit that an open case is about."""
    if not procedure.benefit or case.closed_on is not None:
        return None
    return answer(case.child, procedure.benefit, on)


def _lines(turns: Sequence[Turn], on: date, calendar: WorkingCalendar) -> list[Line]:
    offices = office_names(turns)
    hands = queries.hands(turns, on)
    lines: dict[UUID, Line] = {}
    for turn in turns:
        who = whose(turn, offices)
        known = lines.get(turn.case_id)
        if known is not None:
            either = Text(f"{known.whose.zh}或{who.zh}", f"{known.whose.en} or {who.en}")
            lines[turn.case_id] = known._replace(whose=either)
            continue
        procedure = queries.procedure_of(turn.case)
        left, tone = _left(turn, procedure, on, calendar)
        state = procedure.state_name(turn.state)
        told = hands[queries.post_of(turn)].told
        lines[turn.case_id] = Line(turn, procedure.name, state, who, told, left, tone)
    return list(lines.values())


def _left(
    turn: Turn, procedure: Procedure, on: date, calendar: WorkingCalendar
) -> tuple[Text, str]:
    """How much time is left; where none is set, how long the case only waits, if it does."""
    if turn.due_on is not None:
        return clocks.left(turn.due_on, today=on, calendar=calendar)
    steps = procedure.from_state(turn.state)
    lapses = (step.within for step in steps if step.move is Move.LAPSE)
    waits = next((one for one in (*lapses, *(step.waits for step in steps)) if one), None)
    if waits is None:
        return Text("没有规定期限", "no limit is set"), ""
    return Text(f"等 {waits.text.zh}期满", f"waits for {waits.text.en}"), ""


def office_names(turns: Iterable[Turn]) -> Mapping[int, str]:
    """The names of the offices whose turn it is, by number."""
    numbers = {turn.office for turn in turns}
    return dict(Place.objects.filter(pk__in=numbers).values_list("number", "name"))


def whose(turn: Turn, offices: Mapping[int, str]) -> Text:
    """Whose turn it is, in words: the office and its posts, 区 and 市 said once."""
    office = offices.get(turn.office, "")
    labels = [LABELS[Role(role)] for role in turn.roles]
    posts = "、".join(label.zh for label in labels)
    return Text(
        f"{office}{posts[1:] if office.endswith(posts[:1]) else posts}",
        f"{', '.join(label.en for label in labels)}, {office}",
    )


def _running(found: Track, clock: Clock, on: date, calendar: WorkingCalendar) -> Running:
    label = found.procedure[clock.step].label
    if clock.due_on is None:
        waits = clock.since_on is None and clock.since_at is None
        left = (
            Text("暂停计时", "waits")
            if waits
            else Text("待放假安排公布", "until the holidays are announced")
        )
        return Running(label, clock.law, None, left, "", [])
    left, tone = clocks.left(clock.due_on, today=on, calendar=calendar)
    begun = clock.since_on or found.last.done_on
    pips = clocks.pips(begun, clock.due_on, today=on, calendar=calendar)
    return Running(
        label, clock.law, clock.due_on, left, tone, pips if len(pips) <= MOST_PIPS else []
    )


def _marks(found: Track) -> list[Mark]:
    """What was done, the step that is open, and what lies ahead if nothing goes wrong."""
    steps = {step.code: step for step in found.procedure.steps}
    done = [
        Mark(
            steps[taken.step].label,
            Text(taken.by.name, taken.by.name) if taken.by else BY_THE_CLOCK,
            "done",
            near_day(taken.done_on),
        )
        for taken in found.taken
        if taken.step in steps and steps[taken.step].drives
    ]
    ahead = [
        Mark(
            step.label,
            BY_THE_CLOCK if step.move is Move.LAPSE else step.duties[0].text,
            "waiting",
            None,
        )
        for step in found.ahead
    ]
    if ahead:
        ahead[0] = ahead[0]._replace(state="current")
    return [*done[-3:], *ahead]


def _entry(found: Track, taken: Taken) -> Entry:
    declared = found.procedure.get(taken.step)
    label = declared.label if declared else Text("变更适用程序", "moved to another wording")
    answers = [
        (ask.label, _said(ask, taken.answers[ask.name]))
        for ask in (declared.asks if declared else ())
        if ask.name in taken.answers
    ]
    title = LABELS[Role(taken.role)] if taken.role else Text("到期自动办理", "by the clock")
    kinds = queries.paper_kinds()
    rests_on = [
        (kinds[used.kind].label if used.kind in kinds else Text(used.kind, used.kind), used)
        for used in found.papers
        if used.taken_id == taken.pk
    ]
    return Entry(taken, label, title, answers, rests_on)


def _said(ask: Ask, value: object) -> str:
    choices = dict(ask.choices)
    if isinstance(value, bool):
        return here(Text("是", "yes") if value else Text("否", "no"))
    label = choices.get(str(value))
    return here(label) if label else str(value)


def _checklist(found: Track, possible: Sequence[Possible], on: date) -> list[papers.Slot]:
    """The papers that the case still asks for from here, each with what lies in the file."""
    ahead = [step for step in found.ahead if step.papers]
    steps = [*(one.step for one in possible), *ahead]
    needed = {kind.code for step in steps for kind in step.needs}
    kinds = {kind.code: kind for step in steps for kind in step.papers}
    held = queries.papers_in_file(found.case.child_id, list(kinds.values()), on)
    return [
        papers.Slot(kind, code in needed, held.get(code))
        for code, kind in sorted(kinds.items(), key=lambda one: one[0] not in needed)
    ]


def _locked(possible: Sequence[Possible]) -> Refused | None:
    return next((one.refusal for one in possible if one.refusal), None)


def _tells(found: Track, taken: Taken) -> bool:
    declared = found.procedure.get(taken.step)
    return declared is not None and declared.tells is not None


def _done(step: Step) -> Text:
    return Text(f"已办理：{step.label.zh}。", f"Done: {step.label.en}.")


def _filters(chosen: str) -> list[Word]:
    here_ = reverse("cases")
    return [
        Word(Text("等我办的", "waiting for me"), here_, chosen not in ASKED),
        Word(Text("辖区内超期的", "late in my area"), f"{here_}?show={LATE}", chosen == LATE),
        Word(Text("没有人能办的", "with nobody there"), f"{here_}?show={NOBODY}", chosen == NOBODY),
    ]
