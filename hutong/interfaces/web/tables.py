"""Official tables: which there are, one looked at with its checks, and the workbook."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from hutong.foundation.exchange.official import Filled, Numbered, Outcome, Unequal
from hutong.foundation.exchange.writing import Shape, Value
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places import queries as places
from hutong.foundation.places.models import Place
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.scope import place_asked_for
from hutong.interfaces.web.templatetags.hutong import bare, count
from hutong.oversight.statistics.returns import actions as returns
from hutong.oversight.statistics.returns.catalogue import RETURNS, NoSuchTable, table_named
from hutong.oversight.statistics.returns.declared import KINDS, Kind, Made, Return
from hutong.oversight.statistics.returns.periods import (
    NotAPeriod,
    Period,
    Span,
    earlier_periods,
    period_on,
    read_period,
)
from hutong.programmes.benefits import queries as benefits

REFUSED = 422
ROWS_SHOWN = 20
PLACES_TOLD = 5
HIDDEN = "•••"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ABOUT = {
    Kind.REGISTER: Text(
        "一行一名儿童，导出前要写事由，每名儿童的档案里留下一条查阅记录。",
        "A child a row. Say what it is for; each child's file keeps a line that it was read.",
    ),
    Kind.COUNT: Text(
        "只有数，没有姓名，供内部上报，不得公示。",
        "Figures without names, for reports within the offices; not to be put up in public.",
    ),
    Kind.NOTICE: Text(
        "可以对外公示：没有姓名，少于 3 人的地区合并成一行。",
        "May be put up in public: no names, and areas of fewer than three children stand together.",
    ),
}
OUTCOMES = {
    Outcome.HOLDS: (Text("相符", "holds"), "done", "check"),
    Outcome.BROKEN: (Text("不符", "does not hold"), "late", "x"),
    Outcome.CANNOT_BE_TOLD: (Text("有空栏，不判断", "empty columns, cannot be told"), "", ""),
}


class Listed(NamedTuple):
    """A table in the list, and why it is locked if it is."""

    wanted: Return
    locked: Refused | None


class Group(NamedTuple):
    """The tables of one kind."""

    name: Text
    about: Text
    tables: Sequence[Listed]


class Head(NamedTuple):
    """One cell of the header: its words and over how many columns and rows it stands."""

    text: str
    columns: int = 1
    rows: int = 1


class Cell(NamedTuple):
    """One cell of the preview."""

    text: str
    number: bool
    hidden: bool = False


class Verdict(NamedTuple):
    """One check with what became of it, in words."""

    spoken: str
    unequal: Sequence[Unequal]
    label: Text
    tone: str
    sign: str


class Seen(NamedTuple):
    """A table worked out, as its page shows it: the header, some rows, the total, the checks."""

    filled: Filled
    rows_in_all: int
    heads: Sequence[Sequence[Head]]
    numbering: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell]
    checks: Sequence[Verdict]
    hides: bool

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than the page shows."""
        return self.rows_in_all > len(self.rows)


@require_safe
def tables(request: OfficerRequest) -> HttpResponse:
    """The official tables, what each is for, and which of them are one's work."""
    listed = [Listed(one, returns.why_not_make(one, request.officer)) for one in RETURNS.values()]
    groups = [
        Group(KINDS[kind], ABOUT[kind], [one for one in listed if one.wanted.kind is kind])
        for kind in Kind
    ]
    return show(request, "tables/tables.html", groups=groups)


@require_safe
def table(request: OfficerRequest, code: str) -> HttpResponse:
    """One table for a place and a time: its first rows, and what it adds up to."""
    wanted = _named(code)
    here = _place(request, request.GET.get("place", ""))
    try:
        period = _period(request, wanted, here, request.GET.get("period", ""))
    except Refused as refusal:
        return _table(request, wanted, here, period_on(wanted.span, request.today), refusal)
    return _table(request, wanted, here, period)


@require_POST
def table_file(request: OfficerRequest, code: str) -> HttpResponse:
    """The table as a workbook, once its receipt is written."""
    wanted = _named(code)
    here = _place(request, request.POST.get("place", ""))
    period = period_on(wanted.span, request.today)
    try:
        period = _period(request, wanted, here, request.POST.get("period", ""))
        handed = returns.hand_out_table(
            wanted=wanted,
            place=here,
            period=period,
            purpose=request.POST.get("purpose", ""),
            by=request.officer,
            on=request.today,
        )
    except Refused as refusal:
        return _table(request, wanted, here, period, refusal, status=REFUSED)
    response = HttpResponse(handed.content, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, handed.file_name)
    return response


def _table(  # noqa: PLR0917 - what one page shows
    request: OfficerRequest,
    wanted: Return,
    here: Place,
    period: Period,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    locked = returns.why_not_make(wanted, request.officer)
    made = None
    if locked is None and not isinstance(refusal, NotAPeriod):
        try:
            made = returns.make_table(
                wanted=wanted, place=here, period=period, by=request.officer, on=request.today
            )
        except Refused as fault:
            refusal = refusal or fault
    return show(
        request,
        "tables/table.html",
        wanted=wanted,
        table=wanted.table,
        kind=KINDS[wanted.kind],
        about=ABOUT[wanted.kind],
        place=here,
        way=_way(request, here),
        parts=places.parts_of(here, request.today),
        period=period,
        periods=_periods(wanted, request.today, period),
        by_day=wanted.span is Span.DAY,
        purpose=request.POST.get("purpose", ""),
        locked=locked,
        refusal=refusal,
        status=status,
        seen=_seen(made) if made else None,
    )


def _seen(made: Made) -> Seen:
    filled = made.filled
    columns = filled.table.columns
    return Seen(
        filled=filled,
        rows_in_all=len(filled.rows),
        heads=_heads(columns),
        # The checks speak of columns by number, also where the form itself prints none.
        numbering=filled.table.numbering if filled.table.checks else (),
        rows=[_cells(filled, row) for row in filled.rows[:ROWS_SHOWN]],
        total=_cells(filled, filled.total) if filled.total else (),
        checks=[
            Verdict(one.spoken, one.unequal[:PLACES_TOLD], *OUTCOMES[one.outcome])
            for one in filled.judged
        ],
        hides=any(column.guarded for column in columns),
    )


# --- what is asked for ----------------------------------------------------------------------------


def _named(code: str) -> Return:
    try:
        return table_named(code)
    except NoSuchTable:
        raise Http404 from None


def _place(request: OfficerRequest, number: str) -> Place:
    if not number:
        return request.posting.place
    if not (number.isascii() and number.isdigit() and len(number) <= len("110100000000")):
        raise Http404
    return place_asked_for(request, int(number))


def _period(request: OfficerRequest, wanted: Return, here: Place, written: str) -> Period:
    """The period asked for; else today's, or that of the last month that was paid."""
    if written:
        return read_period(wanted.span, written, on=request.today)
    if wanted.span is Span.DAY:
        return period_on(Span.DAY, request.today)
    paid = benefits.rounds_of(here).filter(approved_on__isnull=False).order_by("-month").first()
    return period_on(wanted.span, paid.month.first_day if paid else request.today)


def _periods(wanted: Return, on: date, chosen: Period) -> list[Period]:
    """What may be chosen, the latest first; a day is typed."""
    if wanted.span is Span.DAY:
        return []
    offered = earlier_periods(wanted.span, on)
    return offered if chosen in offered else [*offered, chosen]


def _way(request: OfficerRequest, here: Place) -> list[Place]:
    """From the post's own place down to the one chosen."""
    own = request.posting.place
    return [above for above in places.path(here) if own.level <= above.level < here.level]


# --- what is shown --------------------------------------------------------------------------------


def _heads(columns: Sequence[Numbered]) -> list[list[Head]]:
    """The rows of the header: groups over their columns, a lone header down through both."""
    if not any(column.group for column in columns):
        return [[Head(column.header) for column in columns]]
    upper = [
        head
        for group, members in groupby(columns, key=lambda column: column.group)
        for head in _upper(group, list(members))
    ]
    return [upper, [Head(column.header) for column in columns if column.group]]


def _upper(group: str, members: Sequence[Numbered]) -> Iterator[Head]:
    if group:
        yield Head(group, columns=len(members))
    else:
        yield from (Head(column.header, rows=2) for column in members)


def _cells(filled: Filled, row: Sequence[Value]) -> list[Cell]:
    return [_cell(column, value) for column, value in zip(filled.table.columns, row, strict=True)]


def _cell(column: Numbered, value: Value) -> Cell:
    match value:
        case None | "":
            return Cell("", number=False)
        case _ if column.guarded:
            return Cell(HIDDEN, number=False, hidden=True)
        case int():
            return Cell(count(value), number=True)
        case Decimal() if column.shape is Shape.TEN_THOUSANDS:
            return Cell(f"{value.normalize():,f}", number=True)
        case Decimal():
            return Cell(bare(value), number=True)
        case _:
            return Cell(str(value), number=False)
