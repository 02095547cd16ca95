"""The mechanics of a step: may it be taken, what its verb is handed, whose turn comes next."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Model

from hutong.casework import _clocks, _whose
from hutong.casework.asking import Answer, from_kept
from hutong.casework.models import Case, Taken, Turn
from hutong.casework.procedures import Competent, Procedure
from hutong.casework.steps import BACK, END, PAUSES, START, Move, Step
from hutong.foundation.access import Officer
from hutong.foundation.calendar.queries import working_calendar
from hutong.foundation.documents.models import Paper
from hutong.foundation.kernel.dates import Unit
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.kernel.working_days import ONE_DAY
from hutong.foundation.places.models import Place
from hutong.registry.people.models import Child

if TYPE_CHECKING:
    from collections.abc import Iterable


CHANGED = Text("变更适用程序", "move to a changed wording")


class NotNow(Refused):
    """The step cannot be taken in the state the case is in."""


class NotYourStep(Refused):
    """The step is somebody else's duty, or needs a person who has not acted in the case."""


class Overtaken(Refused):
    """Somebody else took a step since the page was opened; `last` is that step."""

    def __init__(self, last: Taken, procedure: Procedure) -> None:
        self.last = last
        step = procedure[last.step].label if last.step in procedure else CHANGED
        super().__init__(
            Finding(
                Text(
                    "{who}已于{day}办理了“{step}”，您看到的页面已经过时；您填写的内容没有保存，请核对后再办。",
                    "{who} took “{step_en}” on {day}; what you saw is out of date. Nothing of what "
                    "you entered was kept: please look again.",
                ).filled(
                    who=last.by.name if last.by else "—",
                    day=last.known_on.isoformat(),
                    step=step.zh,
                    step_en=step.en,
                )
            )
        )


class NotComplete(Refused):
    """Something that the step asks for is missing or cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt at a step: what was entered, by whom, on which day."""

    procedure: Procedure
    case: Case
    step: Step
    answers: Mapping[str, Answer]
    reason: str
    done_on: date
    key: UUID
    by: Officer
    on: date
    moment: date
    earlier: Mapping[str, Answer] = field(default_factory=dict)
    papers: Sequence[tuple[Paper, bool]] = ()


def state_of(last: Taken | None) -> str:
    """The state of a case: what its last step entered."""
    return START if last is None else last.enters


def refuse_unless_now(procedure: Procedure, step: Step, state: str) -> None:
    """Refuse a step that does not leave the present state."""
    if state not in step.from_states:
        now = procedure.state_name(state)
        raise NotNow(
            Finding(
                Text(
                    "这件事现在是“{zh}”，不能办理“{step}”。",
                    "The case is at “{en}” now; “{step_en}” cannot be taken.",
                ).filled(zh=now.zh, en=now.en, step=step.label.zh, step_en=step.label.en)
            )
        )


def earliest(step: Step, entered_on: date) -> date | None:
    """The first day on which a step that must wait can be taken; none if it need not."""
    if step.waits is None:
        return None
    # Days are counted as they come: a rest day at the end does not lengthen a waiting time.
    calendar = working_calendar() if step.waits.unit is Unit.WORKING_DAY else None
    return step.waits.due_day(entered_on, calendar) + ONE_DAY


def refuse_before(step: Step, entered_on: date, done_on: date) -> None:
    """Refuse a step while what it must wait for has not run out."""
    first = earliest(step, entered_on)
    if step.waits is None or first is None or done_on >= first:
        return
    raise NotNow(
        Finding(
            Text(
                "“{step}”要等满{limit}，{day}起才能办理。",
                "“{step_en}” waits for {limit_en}; it can be taken from {day} on.",
            ).filled(
                step=step.label.zh,
                step_en=step.label.en,
                limit=step.waits.text.zh,
                limit_en=step.waits.text.en,
                day=first,
            ),
            law=step.law,
            field="done_on",
        )
    )


def answered(procedure: Procedure, before: "Iterable[Taken]") -> dict[str, Answer]:
    """What the steps so far were answered, a later answer in place of an earlier one."""
    answers: dict[str, Answer] = {}
    for taken in before:
        declared = procedure.get(taken.step)
        if declared is not None:
            answers |= from_kept(declared.asks, taken.answers)
    return answers


def standing_in(attempt_step: Step, case: Case, by: Officer, on: date) -> _whose.Standing:
    """The standing in which an officer takes a step; refused if it is not theirs."""
    places = [(case.place_id, case.other_place_id)]
    if START in attempt_step.from_states:  # whoever is near the child may open its case
        child = case.child
        near = (child.residence_id, child.hukou_id)
        places += [(place, case.other_place_id) for place in near if place is not None]
    for place, other in places:
        for duty in attempt_step.duties:
            office = _whose.office_for(duty, place, other)
            roles = tuple(role.value for role in duty.roles)
            standing = _whose.standing_of(by, office, roles, on, case)
            if standing is not None:
                return standing
    raise NotYourStep(
        Finding(
            Text(
                "“{step}”由{zh}办理；您现在的岗位是{yours}{title}。",
                "“{step_en}” is done by: {en}. Your post is {title_en}, {yours}.",
            ).filled(
                step=attempt_step.label.zh,
                step_en=attempt_step.label.en,
                zh="或".join(duty.text.zh for duty in attempt_step.duties),
                en=" or ".join(duty.text.en for duty in attempt_step.duties),
                yours=by.place_name,
                title=by.title.zh,
                title_en=by.title.en,
            )
        )
    )


def barred_from(step: Step, before: "Iterable[Taken]") -> list[UUID]:
    """The people who may not take a step, because of those they took."""
    return [one.by_id for one in before if one.step in step.not_by and one.by_id is not None]


def refuse_the_same_person(step: Step, barred: list[UUID], by: Officer) -> None:
    """Refuse somebody who took a step that needs a different person from this one."""
    if by.account_id in barred:
        raise NotYourStep(
            Finding(
                Text(
                    "您办理过前面的环节，“{zh}”须由另一人办理。",
                    "You took an earlier step; “{en}” needs another person.",
                ).filled(zh=step.label.zh, en=step.label.en)
            )
        )


def entered(step: Step, before: list[Taken]) -> str:
    """The state a step enters; a resumed case goes back to where it was suspended."""
    if step.enters != BACK:
        return step.enters
    for one in reversed(before):
        if one.move == Move.SUSPEND:
            return one.leaves
    raise ValueError(f"{step.code} resumes a case that was never suspended.")


def run(attempt: Attempt) -> object:
    """Do what the step does; what its verb made."""
    step = attempt.step
    if step.does is None:
        return None
    known: dict[str, object] = {
        "child": attempt.case.child,
        "case": attempt.case,
        "applied_on": attempt.case.opened_on,
        "reason": attempt.reason,
        "by": attempt.by,
        "on": attempt.on,
        **attempt.earlier,
        **attempt.answers,
        **step.given,
    }
    asked = inspect.signature(step.does).parameters
    return step.does(**{name: known[name] for name in asked if name in known})


def named(made: object) -> dict[str, str]:
    """The row that a verb made, by what it is."""
    return {type(made).__name__.lower(): str(made.pk)} if isinstance(made, Model) else {}


def hand_on(procedure: Procedure, case: Case, taken: Taken) -> None:
    """End the turns that were open, and give the turn to whoever drives the case from here."""
    Turn.objects.filter(case=case, until__isnull=True).update(until=taken)
    if taken.enters == END:
        return
    awaited: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for step in procedure.from_state(taken.enters):
        if step.drives and step.move is not Move.LAPSE:
            for duty in step.duties:
                office = _whose.office_for(duty, case.place_id, case.other_place_id)
                roles = tuple(role.value for role in duty.roles)
                awaited.setdefault((office, roles), []).append(step.code)
    Turn.objects.bulk_create(
        [
            Turn(
                case=case,
                procedure=case.procedure,
                state=taken.enters,
                office=office,
                roles=list(roles),
                came_on=taken.done_on,
                due_on=_clocks.nearest_due(case, steps),
                returned=taken.move in PAUSES,
                since=taken,
            )
            for (office, roles), steps in awaited.items()
        ]
    )


def refuse_without_other(procedure: Procedure, other: Place | None) -> None:
    """Refuse to open a case without the other place it concerns, or with one it does not."""
    if (procedure.other is None) == (other is None):
        return
    if procedure.other is None:
        raise NotComplete(
            Finding(
                Text("“{name}”不涉及另一个地方。", "“{name_en}” concerns no other place.").filled(
                    name=procedure.name.zh, name_en=procedure.name.en
                ),
                field="other_place",
            )
        )
    raise NotComplete(
        Finding(
            Text(
                "请写明{zh}，写到社区（村）；没有找到这个地方。",
                "Say which is {en}, down to the community; no such place was found.",
            ).filled(zh=procedure.other.zh, en=procedure.other.en),
            field="other_place",
        )
    )


COMPETENT = {
    Competent.HUKOU: Text("户籍地", "household registration"),
    Competent.RESIDENCE: Text("居住地", "residence"),
}


def competent_place(procedure: Procedure, child: Child) -> int:
    """The number of the place whose offices are competent for a child."""
    number = child.hukou_id if procedure.competent is Competent.HUKOU else child.residence_id
    if number is None:
        where = (
            Text("户籍地", "household registration")
            if procedure.competent == "hukou"
            else Text("居住地", "residence")
        )
        raise NotNow(
            Finding(
                Text(
                    "“{name}”由儿童{zh}的机关办理，而档案里没有{zh}；请先补录，或写明由哪里办理。",
                    "“{name_en}” is dealt with where the child has its {en}, which is not on file; "
                    "enter it first, or say which office is to act.",
                ).filled(
                    name=procedure.name.zh, name_en=procedure.name.en, zh=where.zh, en=where.en
                ),
                field="place",
            )
        )
    return number
