"""Papers in a child's file, kept, listed and opened; letters and forms as the sheets they are."""

from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from hutong.casework import actions as casework
from hutong.casework import queries
from hutong.casework.models import Case, Letter
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.documents import actions as documents
from hutong.foundation.documents.models import Paper
from hutong.foundation.documents.queries import papers_of
from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.api.gate import OfficerCall, answers, for_post
from hutong.interfaces.api.numbers import Words
from hutong.registry.people.models import Child

router = Router(tags=["papers"])


class NoSuchKind(Refused):
    """No procedure knows this kind of paper."""


class PaperOut(Schema):
    """A paper in a file: what it is and how long it holds; what it shows is opened apart."""

    id: UUID
    kind: str
    title: str
    number: str
    issued_on: date | None
    valid_until: date | None
    kept_on: date
    withdrawn_on: date | None
    media_type: str
    fingerprint: str


class PaperIn(Schema):
    """What is said of a paper that is handed in."""

    kind: Words
    title: Words = ""
    number: Words = ""
    issued_on: date | None = None


class HandedOver(Schema):
    """When and how a letter reached the family."""

    how: Words = Field(description="by_hand, by_post, left_at_home or electronic")
    handed_over_on: date


class HandedOverOut(Schema):
    """A letter that reached the family."""

    number: str
    handed_over_on: date
    how: str


@router.get(
    "/children/{child_id}/papers",
    auth=for_post(Kind.PAPER, Act.VIEW),
    response=answers(list[PaperOut]),
    summary="Papers in a file",
)
def read_papers(request: OfficerCall, child_id: UUID) -> list[Paper]:
    """The papers that stand in a child's file today, the last kept first."""
    child = get_object_or_404(Child, pk=child_id)
    record_reading(file=child.pk, what="papers", by=request.officer, on=request.today)
    return list(papers_of(child.pk, request.today))


@router.post(
    "/children/{child_id}/papers",
    auth=for_post(Kind.PAPER, Act.CHANGE),
    response=answers(PaperOut, HTTPStatus.CREATED),
    summary="Keep a paper",
)
def keep_paper(
    request: OfficerCall,
    child_id: UUID,
    given: Annotated[PaperIn, Form()],
    content: Annotated[UploadedFile, File()],
) -> Status[Paper]:
    """Keep a paper in a child's file; the same content kept before is not kept twice."""
    child = get_object_or_404(Child, pk=child_id)
    kind = queries.paper_kinds().get(given.kind)
    if kind is None:
        sentence = Text("没有“{code}”这种材料。", "There is no kind of paper called “{code}”.")
        raise NoSuchKind(Finding(sentence.filled(code=given.kind), field="kind"))
    kept = documents.keep_paper(
        file=child.pk,
        kind=kind,
        content=content.read(),
        file_name=content.name or "",
        title=given.title,
        number=given.number,
        issued_on=given.issued_on,
        by=request.officer,
        on=request.today,
    )
    return Status(HTTPStatus.CREATED, kept)


@router.get(
    "/letters/{letter_id}",
    auth=for_post(Kind.CASE, Act.VIEW),
    response=answers(None),
    summary="A letter as a sheet",
)
def read_letter(request: OfficerCall, letter_id: UUID) -> HttpResponse:
    """The letter as PDF, the same each time."""
    letter = get_object_or_404(Letter.objects.select_related("case"), pk=letter_id)
    sheet = casework.open_letter(letter=letter, by=request.officer, on=request.today)
    return HttpResponse(sheet, content_type="application/pdf")


@router.get(
    "/cases/{case_id}/forms/{name}",
    auth=for_post(Kind.CASE, Act.VIEW),
    response=answers(None),
    summary="A form of a case as a sheet",
)
def read_case_form(request: OfficerCall, case_id: UUID, name: str) -> HttpResponse:
    """The form as PDF, filled in with what the register knows today, to be signed."""
    case = get_object_or_404(Case.objects.select_related("child"), pk=case_id)
    sheet = casework.print_form(case=case, name=name, by=request.officer, on=request.today)
    return HttpResponse(sheet, content_type="application/pdf")


@router.get(
    "/children/{child_id}/forms/{name}",
    auth=for_post(Kind.PAPER, Act.EXPORT),
    response=answers(None),
    summary="A form of a child's file as a sheet",
)
def read_child_form(request: OfficerCall, child_id: UUID, name: str) -> HttpResponse:
    """The form as PDF, filled in with what the register knows today, to be signed."""
    child = get_object_or_404(Child, pk=child_id)
    sheet = casework.print_child_form(child=child, name=name, by=request.officer, on=request.today)
    return HttpResponse(sheet, content_type="application/pdf")


@router.post(
    "/letters/{letter_id}/handed-over",
    auth=for_post(Kind.CASE, Act.CHANGE),
    response=answers(HandedOverOut),
    summary="Record that a letter was handed over",
)
def hand_over_letter(request: OfficerCall, letter_id: UUID, given: HandedOver) -> HandedOverOut:
    """Record when and how a letter reached the family, once."""
    letter = get_object_or_404(Letter.objects.select_related("case"), pk=letter_id)
    done = casework.hand_over_letter(
        letter=letter,
        how=given.how,
        handed_over_on=given.handed_over_on,
        by=request.officer,
        on=request.today,
    )
    return HandedOverOut(
        number=done.number,
        handed_over_on=done.handed_over_on or request.today,
        how=done.handed_over_how,
    )
