"""Opening a case, taking its steps, letting one lapse, moving it to another wording of the law."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from hutong.casework import _clocks, _letters, _papers, _stepping
from hutong.casework._law import in_force, of_version
from hutong.casework._stepping import (
    Attempt,
    NotComplete,
    NotNow,
    NotYourStep,
    Overtaken,
)
from hutong.casework.asking import as_kept, read_answers
from hutong.casework.models import Alarm, Case, Clock, Taken
from hutong.casework.procedures import Procedure
from hutong.casework.steps import END, Move, Step
from hutong.foundation.access import Officer
from hutong.foundation.documents.models import Paper
from hutong.foundation.kernel.dates import day_in_china
from hutong.foundation.kernel.keys import new_key
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.registry.people.models import Child

CLOCK = UUID(int=0)  # acts when nobody does
VERSION = "change-of-law"  # a step of every procedure: the case runs on under another wording


class AlreadyOpen(Refused):
    """The child has an open case of this procedure."""


class KeyUsed(Refused):
    """The form was sent before with something else in it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came in: what was written, the day it was done, and the key it came with."""

    answers: Mapping[str, str]
    papers: Sequence[Paper]
    reason: str
    done_on: date
    key: UUID
    at: datetime | None
    by: Officer
    on: date


@transaction.atomic
def open_case(
    *,
    procedure: str,
    child: Child,
    step: str = "",
    place: Place | None = None,
    other_place: Place | None = None,
    parent: Case | None = None,
    answers: Mapping[str, str] | None = None,
    papers: Sequence[Paper] = (),
    reason: str = "",
    done_on: date | None = None,
    key: UUID | None = None,
    at: datetime | None = None,
    by: Officer,
    on: date,
) -> Case:
    """Open a case by its opening step; the same key sent again gives the case it opened before."""
    sent = Sent(answers or {}, papers, reason.strip(), done_on or on, key or new_key(), at, by, on)
    declared = in_force(procedure, on)
    opening = _opening(declared, step, by)
    earlier = Taken.objects.filter(key=sent.key).select_related("case").first()
    if earlier is not None:
        _refuse_other_use(earlier, earlier.case_id, opening, sent)
        return earlier.case
    _stepping.refuse_without_other(declared, other_place)
    number = place.number if place else _stepping.competent_place(declared, child)
    case = Case(
        number=_next_number(on),
        procedure=declared.code,
        version=declared.version,
        fingerprint=declared.fingerprint,
        child=child,
        place_id=number,
        other_place=other_place,
        parent=parent,
        sole=not declared.several,
        opened_on=sent.done_on,
    )
    attempt = _attempt(declared, case, opening, sent, before=[])
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError as clash:
        if "a_child_has_one_open_case_of_a_kind" not in str(clash):
            raise
        raise AlreadyOpen(
            Finding(
                Text(
                    "该儿童已有一件“{zh}”在办，不重复受理。",
                    "The child has an open case of “{en}” already.",
                ).filled(zh=declared.name.zh, en=declared.name.en)
            )
        ) from None
    _take(attempt, before=[], follows=parent is not None or opening.move is Move.LAPSE)
    return case


@transaction.atomic
def take_step(
    *,
    case: Case,
    step: str,
    seen: int,
    answers: Mapping[str, str] | None = None,
    papers: Sequence[Paper] = (),
    reason: str = "",
    done_on: date | None = None,
    key: UUID | None = None,
    at: datetime | None = None,
    by: Officer,
    on: date,
) -> Taken:
    """Take the next step of a case, all of it or nothing.

    `seen` is the number of the last step that whoever acts has seen: if another was taken since,
    the step is refused and says which. The same key sent again gives the step it took before.
    """
    sent = Sent(answers or {}, papers, reason.strip(), done_on or on, key or new_key(), at, by, on)
    current = Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=case.pk)
    declared = of_version(current.procedure, current.version)
    before = list(current.taken.select_related("by").order_by("number"))
    wanted = _step_of(declared, step)
    earlier = Taken.objects.filter(key=sent.key).first()
    if earlier is not None:
        _refuse_other_use(earlier, current.pk, wanted, sent)
        return earlier
    last = before[-1]
    if last.number != seen:
        raise Overtaken(last, declared)
    _stepping.refuse_unless_now(declared, wanted, last.enters)
    attempt = _attempt(declared, current, wanted, sent, before=before)
    if attempt.done_on < last.done_on:
        raise NotComplete(
            Finding(
                Text(
                    "办理日期不能早于上一步的日期 {day}。",
                    "It cannot be dated before the step that came before it, {day}.",
                ).filled(day=last.done_on),
                field="done_on",
            )
        )
    return _take(attempt, before=before)


@transaction.atomic
def change_version(*, case: Case, to: str, reason: str, by: Officer, on: date) -> Taken:
    """Let an open case run on under another wording of its procedure, for a stated reason."""
    current = Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=case.pk)
    declared = of_version(current.procedure, to)
    before = list(current.taken.order_by("number"))
    last = before[-1]
    faults = []
    if current.closed_on is not None:
        faults.append(Text("已办结的案件不变更程序。", "A closed case keeps its wording."))
    if not reason.strip():
        faults.append(Text("请写明变更的理由。", "Say why the wording changes."))
    if last.enters not in declared.states:
        faults.append(
            Text(
                "新规定里没有“{state}”这一状态，不能直接变更。",
                "The other wording has no state “{state}”; the case cannot move to it.",
            ).filled(state=last.enters)
        )
    if faults:
        raise NotNow(*map(Finding, faults))
    taken = Taken.objects.create(
        case=current,
        number=last.number + 1,
        step=VERSION,
        move="version",
        leaves=last.enters,
        enters=last.enters,
        by_id=by.account_id,
        posting_id=by.posting_id,
        role=by.role.value,
        office=by.place_number,
        done_on=on,
        known_on=on,
        reason=reason.strip(),
        answers={"from": current.version, "to": declared.version},
    )
    current.version = declared.version
    current.fingerprint = declared.fingerprint
    current.save(update_fields=["version", "fingerprint"])
    _clocks.follow(declared, current, taken, on)
    _stepping.hand_on(declared, current, taken)
    return taken


def lapse(*, alarm: Alarm, by: Officer, at: datetime) -> bool:
    """Take the step that lapses by itself now that its limit has run out; false if it is past."""
    case = Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=alarm.case_id)
    if alarm.clock.ended_by_id is not None or case.closed_on is not None:
        return False
    declared = of_version(case.procedure, case.version)
    step = declared[alarm.clock.step]
    before = list(case.taken.order_by("number"))
    if before[-1].enters not in step.from_states:
        return False
    on = day_in_china(at)
    attempt = _attempt(
        declared, case, step, Sent({}, (), "", on, new_key(), at, by, on), before=before
    )
    _take(attempt, before=before, follows=True)
    return True


def recount_limits() -> int:
    """Work out anew the due days of every running limit in reach; how many changed.

    Called after holidays were announced or amended.
    """
    return _clocks.recount(Clock.objects.filter(ended_by__isnull=True).select_for_update())


def _opening(declared: Procedure, step: str, by: Officer) -> Step:
    wanted = _step_of(declared, step) if step else declared.openings[0]
    _stepping.refuse_unless_now(declared, wanted, _stepping.state_of(None))
    if wanted.move is Move.LAPSE and by.account_id != CLOCK:
        raise NotYourStep(
            Finding(
                Text(
                    "“{step}”到期由系统自动办理。", "“{step_en}” is taken by the clock alone."
                ).filled(step=wanted.label.zh, step_en=wanted.label.en),
                law=wanted.law,
            )
        )
    return wanted


def _step_of(declared: Procedure, code: str) -> Step:
    if code not in declared:
        raise NotNow(
            Finding(
                Text("没有“{code}”这个环节。", "There is no step “{code}”.").filled(code=code),
                field="step",
            )
        )
    return declared[code]


def _attempt(
    declared: Procedure, case: Case, step: Step, sent: Sent, *, before: list[Taken]
) -> Attempt:
    """What was entered, read; refused with every gap at once."""
    answers, findings = read_answers(step.asks, sent.answers)
    papers, wrong = _papers.chosen(case, step, sent.papers, sent.on)
    findings += wrong
    if step.asks_reason and not sent.reason:
        findings.append(Finding(Text("请写明理由。", "Say why."), field="reason"))
    if sent.done_on > sent.on:
        sentence = Text("办理日期不能晚于今天。", "It cannot be dated after today.")
        findings.append(Finding(sentence, field="done_on"))
    if findings:
        raise NotComplete(*findings)
    return Attempt(
        procedure=declared,
        case=case,
        step=step,
        answers=answers,
        reason=sent.reason,
        done_on=sent.done_on,
        key=sent.key,
        by=sent.by,
        on=sent.on,
        moment=sent.at or sent.done_on,
        earlier=_stepping.answered(declared, before),
        papers=papers,
    )


def _take(attempt: Attempt, *, before: list[Taken], follows: bool = False) -> Taken:
    """Take a step: its verb, its row, the limits, whose turn it is, and what it opens."""
    step, case, by = attempt.step, attempt.case, attempt.by
    standing = None if follows else _stepping.standing_in(step, case, by, attempt.on)
    lapsed = step.move is Move.LAPSE
    barred = _stepping.barred_from(step, before)
    _stepping.refuse_the_same_person(step, barred, by)
    if before:
        _stepping.refuse_before(step, before[-1].done_on, attempt.done_on)
    made = _stepping.run(attempt)
    taken = Taken.objects.create(
        case=case,
        number=len(before) + 1,
        step=step.code,
        move=step.move.value,
        leaves=_stepping.state_of(before[-1] if before else None),
        enters=_stepping.entered(step, before),
        by_id=None if lapsed else by.account_id,
        posting_id=None if lapsed else by.posting_id,
        role="" if lapsed else by.role.value,
        office=standing.office if standing else by.place_number,
        stands_in=standing.stands_in.zh if standing and standing.stands_in else "",
        done_on=attempt.done_on,
        known_on=attempt.on,
        reason=attempt.reason,
        answers=as_kept(attempt.answers),
        made=_stepping.named(made),
        barred=barred,
        key=attempt.key,
    )
    if taken.enters == END:
        case.closed_on = attempt.done_on
        case.save(update_fields=["closed_on"])
    _clocks.follow(attempt.procedure, case, taken, attempt.moment)
    _stepping.hand_on(attempt.procedure, case, taken)
    _papers.keep(taken, attempt.papers)
    if step.letter:
        _letters.write(attempt, taken, before, made)
    if step.opens:
        open_case(
            procedure=step.opens,
            child=case.child,
            parent=case,
            done_on=attempt.done_on,
            at=attempt.moment if isinstance(attempt.moment, datetime) else None,
            by=by,
            on=attempt.on,
        )
    return taken


def _refuse_other_use(earlier: Taken, case: UUID, step: Step, sent: Sent) -> None:
    """The same key may only repeat the same form."""
    answers, _ = read_answers(step.asks, sent.answers)
    first = (earlier.case_id, earlier.step, earlier.reason, earlier.answers, earlier.by_id)
    again = (case, step.code, sent.reason, as_kept(answers), sent.by.account_id)
    if first != again:
        raise KeyUsed(
            Finding(
                Text(
                    "这张表已经提交过，内容与这一次不同；请重新打开页面再办。",
                    "This form was sent before with other contents; open the page anew.",
                )
            )
        )


def _next_number(on: date) -> str:
    """The next case number: the year and a serial that is never used again."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('casework_serial')")
        (serial,) = cursor.fetchone()
    return f"{on.year}-{serial:07d}"
