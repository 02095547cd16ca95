"""Papers: what lies in a child's file, opened for a purpose; and the papers of a step's form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hutong.casework import Step, queries
from hutong.casework import actions as casework
from hutong.casework.models import Case, Letter
from hutong.foundation.documents import actions as documents
from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.documents.models import Paper
from hutong.foundation.documents.queries import papers_of
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.child_file import file_opened
from hutong.interfaces.web.discretion import PURPOSES, purpose_given
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here
from hutong.registry.people.models import Child

PDF = "application/pdf"
SHOWN_IN_PLACE = {PDF, "image/jpeg", "image/png"}
# A browser shows a paper itself; it runs nothing, and fetches nothing but what it shows.
SHEET_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; object-src 'self'; "
    "frame-ancestors 'none'"
)


class NotOnTheForm(Refused):
    """What was said of a paper cannot be read."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One kind of paper on a step's form: what lies in the file of it, and how to hand in one."""

    kind: PaperKind
    needed: bool
    held: Paper | None
    issued: str = ""

    @property
    def field(self) -> str:
        """The name of its field; a finding about it bears the same."""
        return f"paper-{self.kind.code}"

    @property
    def day_field(self) -> str:
        """The name of the field for the day it was issued."""
        return f"issued-{self.kind.code}"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as a file lists it."""

    paper: Paper
    label: Text
    expired: bool


def slots(step: Step, child: Child, on: date, posted: Mapping[str, str]) -> list[Slot]:
    """The papers of a step, those it cannot do without first, with what the file holds."""
    held = queries.papers_in_file(child.pk, step.papers, on)
    return [
        Slot(
            kind,
            kind in step.needs,
            held.get(kind.code),
            posted.get(f"issued-{kind.code}", ""),
        )
        for kind in step.papers
    ]


def handed_in(request: OfficerRequest, step: Step, child: Child) -> list[Paper]:
    """Keep the papers that came with a form; each refusal stands beside its field."""
    kept, findings = [], []
    for kind in step.papers:
        upload = request.FILES.get(f"paper-{kind.code}")
        if upload is None:
            continue
        try:
            kept.append(
                documents.keep_paper(
                    file=child.pk,
                    kind=kind,
                    content=upload.read(),
                    file_name=upload.name or "",
                    issued_on=_issued(request.POST.get(f"issued-{kind.code}", "")),
                    by=request.officer,
                    on=request.today,
                )
            )
        except Refused as refusal:
            findings += [
                replace(finding, field=f"paper-{kind.code}") for finding in refusal.findings
            ]
    if findings:
        raise NotOnTheForm(*findings)
    return kept


def lines_of(child: Child, on: date) -> list[PaperLine]:
    """The papers in a child's file, the last kept first."""
    kinds = queries.paper_kinds()
    return [
        PaperLine(
            paper,
            kinds[paper.kind].label if paper.kind in kinds else Text(paper.kind, paper.kind),
            expired=paper.valid_until is not None and paper.valid_until < on,
        )
        for paper in papers_of(child.pk, on)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def child_papers(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The papers in a child's file; one more is kept."""
    child = file_opened(pk)
    if request.method != "POST":
        return _page(request, child)
    try:
        paper = _kept(request, child)
    except Refused as refusal:
        return _page(request, child, refusal)
    messages.success(
        request, here(Text(f"已存入档案：{paper.file_name}。", f"Kept: {paper.file_name}."))
    )
    return HttpResponseRedirect(reverse("child_papers", args=[child.pk]))


@require_POST
def open_paper(request: OfficerRequest, pk: UUID, paper: UUID) -> HttpResponse:
    """Show a paper for a purpose, which is kept with the reading."""
    child = file_opened(pk)
    opened = get_object_or_404(Paper, pk=paper, file=child.pk)
    purpose = purpose_given(request.POST.get("purpose", ""))
    content = documents.open_paper(
        paper=opened, purpose=purpose, by=request.officer, on=request.today
    )
    return _sheet(content, opened.media_type, opened.file_name)


@require_POST
def withdraw_paper(request: OfficerRequest, pk: UUID, paper: UUID) -> HttpResponse:
    """Take a paper that was kept by mistake out of use."""
    child = file_opened(pk)
    wrong = get_object_or_404(Paper, pk=paper, file=child.pk)
    try:
        documents.withdraw_paper(
            paper=wrong,
            reason=request.POST.get("reason", ""),
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _page(request, child, refusal)
    messages.success(
        request, here(Text("已撤销，原因记入档案。", "Withdrawn; why is kept in the file."))
    )
    return HttpResponseRedirect(reverse("child_papers", args=[child.pk]))


@require_safe
def letter(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """A letter to a family as the sheet it is."""
    opened = get_object_or_404(Letter.objects.select_related("case"), pk=pk)
    content = casework.open_letter(letter=opened, by=request.officer, on=request.today)
    return _sheet(content, PDF, f"{opened.number}.pdf")


@require_safe
def form(request: OfficerRequest, pk: UUID, name: str) -> HttpResponse:
    """A form of a case, filled in with what the register knows, to be signed or filed."""
    found = get_object_or_404(Case.objects.select_related("child"), pk=pk)
    sheet = casework.print_form(case=found, name=name, by=request.officer, on=request.today)
    return _sheet(sheet, PDF, f"{found.number}-{name}.pdf")


@require_safe
def child_form(request: OfficerRequest, pk: UUID, name: str) -> HttpResponse:
    """A form of a child's file, filled in with what the register knows, to be signed."""
    child = file_opened(pk)
    sheet = casework.print_child_form(child=child, name=name, by=request.officer, on=request.today)
    return _sheet(sheet, PDF, f"{child.child_no}-{name}.pdf")


@require_POST
def hand_over(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Record when and how a letter reached the family."""
    found = get_object_or_404(Letter.objects.select_related("case"), pk=pk)
    casework.hand_over_letter(
        letter=found,
        how=request.POST.get("how", ""),
        handed_over_on=_issued(request.POST.get("handed_over_on", "")) or request.today,
        by=request.officer,
        on=request.today,
    )
    messages.success(request, here(Text("已记下送达。", "The handing over is recorded.")))
    return HttpResponseRedirect(reverse("case", args=[found.case_id]))


def letters_of(case: Case) -> Sequence[tuple[Letter, Text | None]]:
    """The letters of a case, the last first, each with how it was handed over, if it was."""
    written = case.letters.order_by("-written_on", "-pk")
    return [(letter, casework.HOW.get(letter.handed_over_how)) for letter in written]


def _kept(request: OfficerRequest, child: Child) -> Paper:
    kinds = queries.paper_kinds()
    kind = kinds.get(request.POST.get("kind", ""))
    upload = request.FILES.get("content")
    findings = list(_gaps(kind, upload))
    if kind is None or upload is None:
        raise NotOnTheForm(*findings)
    return documents.keep_paper(
        file=child.pk,
        kind=kind,
        content=upload.read(),
        file_name=upload.name or "",
        title=request.POST.get("title", ""),
        number=request.POST.get("number", ""),
        issued_on=_issued(request.POST.get("issued_on", "")),
        by=request.officer,
        on=request.today,
    )


def _gaps(kind: PaperKind | None, upload: object) -> Iterator[Finding]:
    if kind is None:
        yield Finding(
            Text("请选择是哪一种材料。", "Choose which kind of paper it is."), field="kind"
        )
    if upload is None:
        yield Finding(Text("请选择文件。", "Choose a file."), field="content")


def _issued(given: str) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise NotOnTheForm(
            Finding(
                Text("请写成 2026-03-05 这样的日期。", "Write a day such as 2026-03-05."),
                field="issued_on",
            )
        ) from None


def _page(request: OfficerRequest, child: Child, refusal: Refused | None = None) -> HttpResponse:
    return show(
        request,
        "papers/papers.html",
        status=422 if refusal else 200,
        refusal=refusal,
        child=child,
        lines=lines_of(child, request.today),
        kinds=sorted(queries.paper_kinds().values(), key=lambda kind: kind.label.zh),
        given=request.POST,
        purposes=PURPOSES,
        forms=queries.child_forms().items(),
    )


def _sheet(content: bytes, media_type: str, file_name: str) -> HttpResponse:
    in_place = media_type in SHOWN_IN_PLACE
    answer = HttpResponse(content, content_type=media_type)
    shown = content_disposition_header(as_attachment=not in_place, filename=file_name)
    answer.headers["Content-Disposition"] = shown or "attachment"
    answer.headers["Content-Security-Policy"] = SHEET_POLICY
    return answer
