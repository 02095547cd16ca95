"""Registers sent in: looked over row by row, taken, and handed back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hutong.foundation.exchange.actions import hand_out
from hutong.foundation.exchange.faults import UnreadableFile
from hutong.foundation.exchange.limits import DEFAULT
from hutong.foundation.kernel.identity import mask
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.filters import Word
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import here
from hutong.registry.people.models import ImportedFile, ImportedRow
from hutong.registry.people.registers import actions as registers
from hutong.registry.people.registers import queries
from hutong.registry.people.registers.catalogue import REGISTERS
from hutong.registry.people.registers.proposal import TAKEABLE, VERDICTS, Verdict, Weight

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations

REFUSED = 422
ON_A_PAGE = 50
FILES_ON_A_PAGE = 30
TAKEN = "taken"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ID_NUMBER = re.compile(r"\d{17}[\dXx]|\d{15}")

# The registers offices keep, in the order in which most offices meet them.
KINDS = {
    "R6": Text(
        "困境儿童的信息采集表或花名册，一行一人或一页一表。",
        "Children in difficulty: one a row, or one form a page.",
    ),
    "R7": Text(
        "与采集表同样的栏目，旁边多了发放情况。",
        "The same columns with the payments beside them.",
    ),
    "R1": Text(
        "农村留守儿童：父母去向、受委托照护人。",
        "Rural left-behind children: where the parents are, who cares.",
    ),
    "R8": Text(
        "孤儿和事实无人抚养儿童：福利证号、监护人、领取账户。",
        "Orphans and de facto unsupported children: certificates, guardians, accounts.",
    ),
}
NAMES = {
    "R6": Text("困境儿童信息采集表", "Children in difficulty"),
    "R7": Text("儿童入户核查表", "Home visits and payments"),
    "R1": Text("农村留守儿童登记表", "Left-behind children"),
    "R8": Text("孤儿台账", "Orphans"),
}
# What a person must look at comes first.
RANKS: dict[str, int] = {
    Verdict.REFUSED: 0,
    Verdict.DOUBLE: 1,
    Verdict.KNOWN: 2,
    Verdict.REMARKS: 3,
    Verdict.TAKE: 4,
    TAKEN: 5,
}
WORDS: dict[str, Text] = {str(verdict): word for verdict, word in VERDICTS.items()}
WORDS[TAKEN] = Text("已导入", "taken")
TONES: dict[str, str] = {
    Verdict.REFUSED: "late",
    Verdict.REMARKS: "soon",
    Verdict.TAKE: "done",
    TAKEN: "done",
}
SIGNS: dict[str, str] = {Verdict.REFUSED: "x", Verdict.REMARKS: "question-mark", TAKEN: "check"}


class Kind(NamedTuple):
    """A register that can be read."""

    code: str
    name: Text
    about: Text


class Sent(NamedTuple):
    """A register that was sent in, with what came of it."""

    imported: ImportedFile
    name: Text
    rows: int
    taken: int
    waiting: int
    stopped: int


class Note(NamedTuple):
    """A sentence about a row, and the cell it is about."""

    sentence: Text
    cell: str
    stops: bool


class Ranked(TypedDict):
    """How early a row must be looked at."""

    rank: int


class Line(NamedTuple):
    """A row as the preview shows it."""

    row: ImportedRow
    state: str
    label: Text
    tone: str
    sign: str
    first: bool
    takeable: bool
    notes: Sequence[Note]
    cells: Sequence[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: OfficerRequest) -> HttpResponse:
    """The registers that were sent in, and the form that sends another."""
    if request.method != "POST":
        return _all(request)
    try:
        imported = _preview(request)
    except Refused as refusal:
        return _all(request, refusal)
    return HttpResponseRedirect(reverse("import", args=[imported.pk]))


@require_safe
def preview(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """One register: a verdict for every row, what must be looked at first."""
    return _one(request, get_object_or_404(queries.files(), pk=pk))


@require_POST
def accept(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Register the children of the rows chosen, or of all that can be taken."""
    imported = get_object_or_404(queries.files(), pk=pk)
    try:
        rows = _chosen(request)
        taken = registers.accept_rows(
            imported=imported, rows=rows, by=request.officer, on=request.today
        )
    except Refused as refusal:
        return _one(request, imported, refusal)
    messages.success(request, here(_came_of(taken)))
    return HttpResponseRedirect(f"{reverse('import', args=[pk])}?show={TAKEN}")


@require_POST
def hand_back(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The rows that cannot be taken, as a workbook with the reasons; its name names nobody."""
    imported = get_object_or_404(queries.files(), pk=pk)
    content = registers.rejected_as_xlsx(imported)
    name = f"{imported.register}-returned-{request.today}.xlsx"
    hand_out(
        kind=imported.register,
        file_name=name,
        content=content,
        note=f"退回原报送人改正：{imported.receipt_id}",
        by=request.officer,
        on=request.today,
    )
    return HttpResponse(
        content,
        content_type=WORKBOOK,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


# --- sending one in -------------------------------------------------------------------------------


def _preview(request: OfficerRequest) -> ImportedFile:
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile) or not upload.name:
        raise (
            UnreadableFile("empty")
            if upload
            else registers.NoSuchRegister(
                Finding(Text("请先选一个文件。", "Please choose a file first."), field="file")
            )
        )
    if (upload.size or 0) > DEFAULT.file_bytes:
        raise UnreadableFile("too-large", bytes=upload.size, limit=DEFAULT.file_bytes)
    return registers.preview_register(
        kind=request.POST.get("kind") or None,
        file_name=upload.name,
        content=upload.read(),
        as_of=_day(request.POST.get("as_of", ""), request.today),
        by=request.officer,
        on=request.today,
    )


def _day(text: str, on: date) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day > on:
        raise registers.NoSuchRegister(
            Finding(
                Text(
                    "名册所指的日期要写成 2026-03-05，不能晚于今天。",
                    "Please write the day as 2026-03-05; it is not after today.",
                ),
                field="as_of",
            )
        )
    return day


def _all(request: OfficerRequest, refusal: Refused | None = None) -> HttpResponse:
    return show(
        request,
        "imports/imports.html",
        sent=_sent(queries.files()[:FILES_ON_A_PAGE]),
        kinds=[Kind(code, NAMES[code], about) for code, about in KINDS.items()],
        codes=[code for code in KINDS if code in REGISTERS],
        kind=request.POST.get("kind", ""),
        as_of=request.POST.get("as_of", ""),
        limit=DEFAULT.rows,
        refusal=refusal,
        status=REFUSED if refusal else 200,
    )


def _sent(files: Iterable[ImportedFile]) -> list[Sent]:
    found = list(files)
    takeable = Q(verdict__in=[verdict.value for verdict in TAKEABLE])
    rows = ImportedRow.objects.filter(imported__in=found).order_by().values_list("imported")
    counted = rows.annotate(
        rows=Count("pk"),
        taken=Count("pk", filter=Q(taken_on__isnull=False)),
        waiting=Count("pk", filter=takeable & Q(taken_on__isnull=True)),
        stopped=Count("pk", filter=~takeable),
    ).values_list("imported", "rows", "taken", "waiting", "stopped")
    per_file = {row[0]: row[1:] for row in counted}
    return [
        Sent(imported, REGISTERS[imported.register].name, *per_file[imported.pk])
        for imported in found
    ]


# --- looking it over ------------------------------------------------------------------------------


def _one(
    request: OfficerRequest, imported: ImportedFile, refusal: Refused | None = None
) -> HttpResponse:
    counts = _counts(imported)
    shown = request.GET.get("show", "")
    if shown and shown not in RANKS:
        raise Http404
    rows, onward = _page(imported, shown, request.GET.get("after", ""))
    chosen = set(request.POST.getlist("rows"))
    return show(
        request,
        "imports/preview.html",
        imported=imported,
        name=REGISTERS[imported.register].name,
        counts=counts,
        waiting=counts[Verdict.TAKE] + counts[Verdict.REMARKS],
        stopped=counts[Verdict.REFUSED] + counts[Verdict.DOUBLE] + counts[Verdict.KNOWN],
        total=sum(counts.values()),
        filters=_filters(counts, shown),
        lines=_lines(rows),
        chosen=chosen,
        columns=_columns(imported.columns),
        remarks=[Text(remark["zh"], remark["en"]) for remark in imported.remarks],
        first=_href(shown) if "after" in request.GET else "",
        onward=_href(shown, onward) if onward else "",
        refusal=refusal,
        status=REFUSED if refusal else 200,
    )


def _ranked(imported: ImportedFile) -> "QuerySet[WithAnnotations[ImportedRow, Ranked]]":
    """The rows of a register, what must be looked at first."""
    rank = Case(
        When(taken_on__isnull=False, then=RANKS[TAKEN]),
        *(When(verdict=verdict.value, then=RANKS[verdict]) for verdict in Verdict),
        default=Value(0),
        output_field=IntegerField(),
    )
    return imported.rows.annotate(rank=rank)


def _counts(imported: ImportedFile) -> dict[str, int]:
    ranks = dict(
        _ranked(imported)
        .order_by()
        .values_list("rank")
        .annotate(n=Count("pk"))
        .values_list("rank", "n")
    )
    return {state: ranks.get(rank, 0) for state, rank in RANKS.items()}


def _page(imported: ImportedFile, shown: str, after: str) -> tuple[Sequence[ImportedRow], str]:
    """One page of rows, and where the next one begins."""
    rows = _ranked(imported).order_by("rank", "position").select_related("child")
    if shown:
        rows = rows.filter(rank=RANKS[shown])
    if after:
        found = re.fullmatch(r"(\d)-(\d{1,7})", after)
        if found is None:
            raise Http404
        rank, position = int(found[1]), int(found[2])
        rows = rows.filter(Q(rank__gt=rank) | Q(rank=rank, position__gt=position))
    page = list(rows[: ON_A_PAGE + 1])
    more = len(page) > ON_A_PAGE
    page = page[:ON_A_PAGE]
    return page, f"{_rank(page[-1])}-{page[-1].position}" if more else ""


def _rank(row: ImportedRow) -> int:
    return RANKS[_state(row)]


def _state(row: ImportedRow) -> str:
    return TAKEN if row.taken_on else row.verdict


def _lines(rows: Iterable[ImportedRow]) -> list[Line]:
    lines: list[Line] = []
    for row in rows:
        state = _state(row)
        lines.append(
            Line(
                row=row,
                state=state,
                label=WORDS[state],
                tone=TONES.get(state, ""),
                sign=SIGNS.get(state, ""),
                first=not lines or lines[-1].state != state,
                takeable=state in TAKEABLE,
                notes=sorted(map(_note, row.notes), key=lambda note: not note.stops),
                cells=[(header, _masked(cell)) for header, cell in row.cells.items()],
            )
        )
    return lines


def _note(note: Mapping[str, Any]) -> Note:
    cell = f"{note['column']}{note['row']}" if note["column"] else ""
    return Note(Text(note["zh"], note["en"]), cell, stops=note["weight"] == Weight.STOPS)


def _masked(cell: str) -> str:
    """What stands in a cell; identity numbers are hidden as everywhere."""
    return ID_NUMBER.sub(lambda found: mask(found[0]), cell)


def _columns(columns: Mapping[str, Any]) -> dict[str, object]:
    def labelled(name: str) -> list[tuple[str, Text]]:
        return [(column["header"], Text(*column["label"])) for column in columns[name]]

    return {
        "taken": labelled("taken"),
        "kept": labelled("kept"),
        "unknown": columns["unknown"],
    }


def _filters(counts: Mapping[str, int], shown: str) -> list[Word]:
    everything = Word(Text("全部", "All"), _href(""), current=not shown, count=sum(counts.values()))
    return [
        everything,
        *(
            Word(WORDS[state], _href(state), current=state == shown, count=counts[state])
            for state in RANKS
            if counts[state] or state == shown
        ),
    ]


def _href(shown: str, after: str = "") -> str:
    said = {"show": shown, "after": after}
    return f"?{urlencode({name: value for name, value in said.items() if value})}"


# --- taking ---------------------------------------------------------------------------------------


def _chosen(request: OfficerRequest) -> list[UUID] | None:
    """The rows that were ticked; none means all that can be taken."""
    if "all" in request.POST:
        return None
    try:
        rows = [UUID(row) for row in request.POST.getlist("rows")]
    except ValueError:
        raise Http404 from None
    if not rows:
        raise registers.NotTakeable(
            Finding(
                Text(
                    "没有勾选任何一行。先在行首打勾，或者导入全部能导入的。",
                    "No row is ticked. Tick some first, or take all that can be taken.",
                ),
                field="rows",
            )
        )
    return rows


def _came_of(taken: registers.Acceptance) -> Text:
    said = Text(
        "登记了 {n} 名儿童，名单在下面。", "{n} children are on the register now; see below."
    ).filled(n=len(taken.children))
    if not taken.left:
        return said
    left = Text(
        "另有 {n} 行没有导入：这期间有人已经登记，原因写在行里。",
        "{n} rows stayed behind: somebody registered them meanwhile; each says why.",
    ).filled(n=len(taken.left))
    return Text(said.zh + left.zh, f"{said.en} {left.en}")
