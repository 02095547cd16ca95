"""Cases: procedures of the law, whose turn it is, and the steps that move them."""

from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from hutong.casework import Step, queries
from hutong.casework import actions as casework
from hutong.casework.models import Case, Taken, Turn
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.documents.models import Paper
from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.dates import Unit
from hutong.foundation.places.models import Place
from hutong.interfaces.api.decisions import WordsOut
from hutong.interfaces.api.gate import OfficerCall, answers, for_post
from hutong.interfaces.api.numbers import Words
from hutong.registry.people.models import Child

router = Router(tags=["cases"])
MOST = 200
MOST_PAPERS = 40
Limit = Annotated[int, Query(ge=1, le=MOST)]
Written = dict[Words, Words]


class StepOut(Schema):
    """One step of a procedure: who takes it, from which state to which, and by when."""

    code: str
    label: WordsOut
    leaves: list[str]
    enters: str
    who: WordsOut
    limit: WordsOut | None
    law: str
    asks: list[str]
    takes: list[str]
    needs: list[str]
    letter: str
    needs_reason: bool


class ProcedureOut(Schema):
    """A procedure in the wording in force."""

    code: str
    name: WordsOut
    law: str
    since: date
    states: dict[str, WordsOut]
    steps: list[StepOut]


class TurnOut(Schema):
    """Whose turn it is in a case: an office, its posts, and by when."""

    case: UUID
    number: str
    child: UUID
    name: str
    procedure: str
    state: str
    office: int
    roles: list[str]
    due_on: date | None


class TakenOut(Schema):
    """A step as it was taken."""

    number: int
    step: str
    leaves: str
    enters: str
    by: str
    role: str
    stands_in: str
    done_on: date
    known_on: date
    reason: str
    answers: dict[str, str | bool | int]

    @staticmethod
    def of(taken: Taken) -> "TakenOut":
        """A step, as the interface tells it."""
        return TakenOut(
            number=taken.number,
            step=taken.step,
            leaves=taken.leaves,
            enters=taken.enters,
            by=taken.by.name if taken.by else "",
            role=taken.role,
            stands_in=taken.stands_in,
            done_on=taken.done_on,
            known_on=taken.known_on,
            reason=taken.reason,
            answers=taken.answers,
        )


class LimitOut(Schema):
    """A time limit that runs, or waits where it has no due day."""

    step: str
    law: str
    unit: Unit
    due_on: date | None
    due_at: datetime | None


class UsedOut(Schema):
    """A paper that a step rests on, and whether it lay in the file before."""

    paper: UUID
    kind: str
    step: int
    reused: bool


class LetterOut(Schema):
    """A letter to the family; its sheet is read by its id."""

    id: UUID
    name: str
    number: str
    written_on: date
    handed_over_on: date | None


class CaseOut(Schema):
    """A case: where it is, what was done, which limits run, and what this officer may do now."""

    id: UUID
    number: str
    procedure: str
    version: str
    child: UUID
    place: int
    opened_on: date
    closed_on: date | None
    state: str
    steps: list[TakenOut]
    limits: list[LimitOut]
    papers: list[UsedOut]
    letters: list[LetterOut]
    may_take: list[str]


class CaseIn(Schema):
    """What opens a case: the procedure and the answers to its opening step."""

    procedure: Words
    other_place: int | None = Field(
        None, description="the number of the other place it concerns, where its procedure asks"
    )
    answers: Written = {}
    papers: list[UUID] = Field([], max_length=MOST_PAPERS, description="papers in the file")
    reason: Words = ""
    done_on: date | None = None
    key: UUID | None = Field(None, description="the same key sent again opens nothing new")


class StepIn(Schema):
    """What takes a step: the number of the last step seen, and the answers."""

    seen: int = Field(ge=1, le=32_767)
    answers: Written = {}
    papers: list[UUID] = Field([], max_length=MOST_PAPERS, description="papers in the file")
    reason: Words = ""
    done_on: date | None = None
    key: UUID | None = Field(None, description="the same key sent again takes no second step")


@router.get(
    "/procedures",
    auth=for_post(Kind.POLICY, Act.VIEW),
    response=answers(list[ProcedureOut]),
    summary="Procedures in force",
)
def read_procedures(request: OfficerCall) -> list[ProcedureOut]:
    """Every procedure as the law declares it today."""
    return [
        ProcedureOut(
            code=one.code,
            name=WordsOut(**one.name._asdict()),
            law=str(one.law),
            since=one.since,
            states={code: WordsOut(**name._asdict()) for code, name in one.states.items()},
            steps=[_step(step) for step in one.steps],
        )
        for one in queries.all_in_force(request.today)
    ]


@router.get(
    "/cases",
    auth=for_post(Kind.CASE, Act.VIEW),
    response=answers(list[TurnOut]),
    summary="What waits for this post",
)
def read_turns(request: OfficerCall, limit: Limit = 50, late: bool = False) -> list[TurnOut]:
    """The turns that wait for this post, the nearest limit first; or what is late in its area."""
    asked = queries.late_in if late else queries.waiting_for
    return [_turn(turn) for turn in asked(request.officer, request.today)[:limit]]


@router.get(
    "/cases/{case_id}",
    auth=for_post(Kind.CASE, Act.VIEW),
    response=answers(CaseOut),
    summary="One case",
)
def read_case(request: OfficerCall, case_id: UUID) -> CaseOut:
    """A case with every step taken and every limit that runs."""
    return _case(request, _opened(request, case_id))


@router.post(
    "/children/{child_id}/cases",
    auth=for_post(Kind.CASE, Act.CREATE),
    response=answers(CaseOut, HTTPStatus.CREATED),
    summary="Open a case",
)
def open_case(request: OfficerCall, child_id: UUID, given: CaseIn) -> Status[CaseOut]:
    """Open a case of a procedure for a child."""
    child = get_object_or_404(Child, pk=child_id)
    opened = casework.open_case(
        procedure=given.procedure,
        child=child,
        other_place=get_object_or_404(Place, pk=given.other_place) if given.other_place else None,
        answers=given.answers,
        papers=_papers(child, given.papers),
        reason=given.reason,
        done_on=given.done_on,
        key=given.key,
        by=request.officer,
        on=request.today,
    )
    return Status(HTTPStatus.CREATED, _case(request, opened))


@router.post(
    "/cases/{case_id}/steps/{step}",
    auth=for_post(Kind.CASE, Act.CHANGE),
    response=answers(CaseOut),
    summary="Take a step",
)
def take_step(request: OfficerCall, case_id: UUID, step: Words, given: StepIn) -> CaseOut:
    """Take a step of a case; refused if another was taken since the one that was seen."""
    case = _opened(request, case_id)
    casework.take_step(
        case=case,
        step=step,
        seen=given.seen,
        answers=given.answers,
        papers=_papers(case.child, given.papers),
        reason=given.reason,
        done_on=given.done_on,
        key=given.key,
        by=request.officer,
        on=request.today,
    )
    return _case(request, Case.objects.get(pk=case.pk))


def _papers(child: Child, keys: list[UUID]) -> list[Paper]:
    """Papers of a child's file by their keys; one that does not lie there is not found."""
    found = {paper.pk: paper for paper in Paper.objects.filter(file=child.pk, pk__in=keys)}
    if len(found) != len(set(keys)):
        raise Http404
    return [found[key] for key in dict.fromkeys(keys)]


def _opened(request: OfficerCall, case_id: UUID) -> Case:
    case = get_object_or_404(Case.objects.select_related("child"), pk=case_id)
    record_reading(
        file=case.child_id, what=f"case {case.number}", by=request.officer, on=request.today
    )
    return case


def _case(request: OfficerCall, case: Case) -> CaseOut:
    found = queries.track(case)
    possible = queries.possible_steps(found, request.officer, request.today)
    return CaseOut(
        id=case.pk,
        number=case.number,
        procedure=case.procedure,
        version=case.version,
        child=case.child_id,
        place=case.place_id,
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        state=found.state,
        steps=[TakenOut.of(taken) for taken in found.taken],
        limits=[
            LimitOut(
                step=clock.step,
                law=clock.law,
                unit=Unit(clock.unit),
                due_on=clock.due_on,
                due_at=clock.due_at,
            )
            for clock in found.clocks
        ],
        papers=[
            UsedOut(paper=used.paper_id, kind=used.kind, step=used.taken.number, reused=used.reused)
            for used in case.papers.select_related("taken").order_by("pk")
        ],
        letters=[
            LetterOut(
                id=letter.pk,
                name=letter.name,
                number=letter.number,
                written_on=letter.written_on,
                handed_over_on=letter.handed_over_on,
            )
            for letter in case.letters.order_by("pk")
        ],
        may_take=[one.step.code for one in possible if one.refusal is None],
    )


def _turn(turn: Turn) -> TurnOut:
    return TurnOut(
        case=turn.case_id,
        number=turn.case.number,
        child=turn.case.child_id,
        name=turn.case.child.name,
        procedure=turn.procedure,
        state=turn.state,
        office=turn.office,
        roles=turn.roles,
        due_on=turn.due_on,
    )


def _step(step: Step) -> StepOut:
    who = [duty.text for duty in step.duties]
    return StepOut(
        code=step.code,
        label=WordsOut(**step.label._asdict()),
        leaves=list(step.from_states),
        enters=step.enters,
        who=WordsOut(zh="或".join(one.zh for one in who), en=" or ".join(one.en for one in who)),
        limit=WordsOut(**step.within.text._asdict()) if step.within else None,
        law=str(step.law),
        asks=[ask.name for ask in step.asks],
        takes=[kind.code for kind in step.takes],
        needs=[kind.code for kind in step.needs],
        letter=step.letter,
        needs_reason=step.asks_reason,
    )
