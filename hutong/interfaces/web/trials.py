"""A changed law tried: what to change, and what it would come to for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from hutong.foundation.exchange.actions import hand_out
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.small_cells import Cell
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import parts_of
from hutong.foundation.policy import Benefit, Condition, Dated, Fact, Kind
from hutong.foundation.policy.changes import answers_of, asked_in, figures_counting
from hutong.interfaces.web.policy import by_account, common_name
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.programmes.benefits import simulation
from hutong.programmes.benefits.queries import law as law_in_force
from hutong.programmes.benefits.simulation import Report, Row, Totals
from hutong.programmes.benefits.simulation_table import simulation_xlsx

REFUSED = 422
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SET = "set:"  # how the field of a figure or of answers begins, before its address
FULL = 100  # the width of the longest bar


class Field(NamedTuple):
    """One value that may be changed: its name, how it stands, where, and what was typed."""

    address: str
    label: Text
    now: Text
    law: str
    choices: Sequence[tuple[str, Text]]
    typed: str


class Asked(NamedTuple):
    """A condition that may be left out, with the answers in it that may be others."""

    address: str
    condition: Condition
    dropped: bool
    fields: Sequence[Field]


class Conditions(NamedTuple):
    """The conditions of one benefit."""

    benefit: Benefit
    asked: Sequence[Asked]

    @property
    def opened(self) -> bool:
        """Whether something in it is changed already."""
        return any(one.dropped or any(field.typed for field in one.fields) for one in self.asked)


@dataclass(frozen=True, slots=True)
class Group:
    """The benefits of one account: the figures only they use, and their conditions."""

    heading: Text
    fields: Sequence[Field]
    benefits: Sequence[Conditions]


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of the place in the chart: how long its two bars are, of a hundred."""

    row: Row
    before: Decimal
    after: Decimal


class Table(NamedTuple):
    """The rows of one way to count, and the totals if they add up to them."""

    heading: Text
    column: Text
    rows: Sequence[Row]
    totals: Totals | None
    note: Text = Text("", "")


@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: OfficerRequest) -> HttpResponse:
    """What may be changed, in words; what was chosen goes into the address of the result."""
    if request.method == "POST":
        return redirect(f"{reverse('trial_result')}?{_chosen(request.POST).urlencode()}")
    locked = simulation.why_not_simulate(request.officer)
    return _form(request, locked=locked)


@require_safe
def result(request: OfficerRequest) -> HttpResponse:
    """What the changed law would come to: sums, chart, tables and what they rest on."""
    try:
        report = _report(request)
    except Refused as refusal:
        return _form(request, refusal=refusal, status=REFUSED)
    return show(
        request,
        "trials/result.html",
        report=report,
        month=Month.of(report.since),
        bars=bars_of(report),
        tables=_tables(report),
        asked=request.GET.urlencode(),
        smallest=simulation.SMALLEST,
    )


@require_safe
def workbook(request: OfficerRequest) -> HttpResponse:
    """The same as Excel, once it is on record who was given it."""
    try:
        report = _report(request)
    except Refused as refusal:
        return _form(request, refusal=refusal, status=REFUSED)
    name = f"政策试算-{report.place.name}-{Month.of(report.since)}.xlsx"
    content = simulation_xlsx(report)
    hand_out(
        kind="simulation",
        file_name=name,
        content=content,
        note="政策试算",
        by=request.officer,
        on=request.today,
    )
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


# --- what was asked for ---------------------------------------------------------------------------


def _chosen(sent: QueryDict) -> QueryDict:
    """What was filled in, as the address of the result names it."""
    found = QueryDict(mutable=True)
    for name in sent:
        value = sent.get(name, "").strip()
        if name.startswith(SET) and value:
            found.appendlist("set", f"{name.removeprefix(SET)}={value}")
    found.setlist("drop", [one for one in sent.getlist("drop") if one])
    if sent.get("also_condition") and sent.get("also_class"):
        found.appendlist("also", f"{sent['also_condition']}={sent['also_class']}")
    for name in ("from", "place"):
        if value := sent.get(name, ""):
            found[name] = value
    return found


def _pairs(written: Sequence[str]) -> dict[str, str]:
    return {name: value for name, _, value in (one.partition("=") for one in written)}


def _month(request: OfficerRequest) -> Month:
    written = request.GET.get("from", "")
    return Month.parse(written) if written else Month.of(request.today) + 1


def _report(request: OfficerRequest) -> Report:
    since = _month(request)
    changes = simulation.changes_named(
        to_set=_pairs(request.GET.getlist("set")),
        to_drop=request.GET.getlist("drop"),
        to_add=_pairs(request.GET.getlist("also")),
        since=since,
        on=request.today,
    )
    place = simulation.place_coded(
        request.GET.get("place", ""), by=request.officer, on=request.today
    )
    return simulation.simulate(
        changes=changes, since=since, place=place, by=request.officer, on=request.today
    )


# --- what may be changed --------------------------------------------------------------------------


def _form(
    request: OfficerRequest,
    *,
    locked: Refused | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    law = law_in_force()
    shared, groups = _groups(request)
    also = next(iter(_pairs(request.GET.getlist("also")).items()), ("", ""))
    return show(
        request,
        "trials/trial.html",
        status=status,
        locked=locked,
        refusal=refusal,
        shared=shared,
        groups=groups,
        classes=[(one, one.code == also[1]) for one in law.categories],
        also=also[0],
        month=request.GET.get("from") or str(Month.of(request.today) + 1),
        places=_places(request),
    )


def _places(request: OfficerRequest) -> list[tuple[Place, bool]]:
    """The place of the post and its parts; the one asked for is chosen."""
    here = Place.objects.get(pk=request.officer.place_number)
    asked = request.GET.get("place", "")
    return [
        (one, bool(asked) and asked in {one.code, str(one.number)})
        for one in (here, *parts_of(here, request.today))
    ]


def _groups(request: OfficerRequest) -> tuple[list[Field], list[Group]]:
    """The figures that several accounts use, and each account with its own and its conditions."""
    typed = _pairs(request.GET.getlist("set"))
    dropped = set(request.GET.getlist("drop"))
    accounts = by_account(
        one for one in law_in_force().benefits if one.paid_here and one.pays is not None
    )
    counting = [
        figures_counting(
            [rule for one in account for rule in one.rules],
            on=request.today,
            known_on=request.today,
        )
        for account in accounts
    ]
    users = [one.code for figures in counting for one in figures]
    shared = {one.code: one for figures in counting for one in figures if users.count(one.code) > 1}
    groups = [
        Group(
            common_name(account) if len(account) > 1 else account[0].name,
            [_figure(one, request, typed) for one in figures if one.code not in shared],
            [_conditions(one, typed, dropped) for one in account],
        )
        for account, figures in zip(accounts, counting, strict=True)
    ]
    return [_figure(one, request, typed) for one in shared.values()], groups


def _figure(figure: Dated, request: OfficerRequest, typed: dict[str, str]) -> Field:
    value = figure.in_force(request.today, request.today)
    choices = [
        (str(amount), word) for amount, word in figure.words.items() if figure.kind is Kind.NUMBER
    ]
    return Field(
        figure.code,
        figure.label,
        figure.said(None if value is None else value.amount),
        "" if value is None else str(value.law),
        choices,
        typed.get(figure.code, ""),
    )


def _conditions(benefit: Benefit, typed: dict[str, str], dropped: set[str]) -> Conditions:
    found = []
    for condition in benefit.requires:
        address = f"{benefit.code}.{condition.code}"
        fields = _answers(condition, address, typed)
        found.append(Asked(address, condition, address in dropped, fields))
    return Conditions(benefit, found)


def _answers(condition: Condition, address: str, typed: dict[str, str]) -> list[Field]:
    """The numbers a condition asks a fact for, such as levels of disability."""
    places: dict[str, int] = {}
    found = []
    asked = asked_in(condition)
    names = [fact.name for fact, _ in asked]
    for fact, asking in asked:
        places[fact.name] = place = places.get(fact.name, 0) + 1
        if fact.kind is not Kind.NUMBER:
            continue
        name = f"{address}.{fact.name}#{place}"
        stated = [str(one) for one in answers_of(asking)]
        label = _called(fact, place if names.count(fact.name) > 1 else 0)
        now = Text("、".join(stated), ", ".join(stated))
        found.append(Field(name, label, now, "", (), typed.get(name, "")))
    return found


def _called(fact: Fact, place: int) -> Text:
    """The fact, which of several places it is, and how its answers are written."""
    where = Text(f"第{place}处，", f"place {place}, ") if place else Text("", "")
    return Text(
        f"{fact.label.zh}（{where.zh}用逗号隔开）", f"{fact.label.en} ({where.en}with commas)"
    )


# --- what is shown --------------------------------------------------------------------------------


def bars_of(report: Report) -> list[Bar]:
    """The sums of each part before and after; what is kept back has no bar."""
    longest = max(
        (_size(cell) for row in report.parts for cell in row.sums[:2]), default=Decimal(0)
    )
    return [
        Bar(row, _length(row.before, longest), _length(row.after, longest)) for row in report.parts
    ]


def _size(cell: Cell) -> Decimal:
    return Decimal(cell.figure or 0)


def _length(cell: Cell, longest: Decimal) -> Decimal:
    return (_size(cell) * FULL / longest).quantize(Decimal("0.1")) if longest else Decimal(0)


def _tables(report: Report) -> list[Table]:
    return [
        Table(Text("按地区", "By place"), Text("地区", "Place"), report.parts, report.totals),
        Table(
            Text("按类别", "By class"),
            Text("类别", "Class"),
            report.classes,
            None,
            Text(
                "改前或改后属于该类的都计入；一名儿童可以属于几类，各行相加不等于合计。",
                "Whoever is in a class before or after counts; a child may be in several, so the"
                " rows do not add up to the total.",
            ),
        ),
        Table(Text("按年龄", "By age"), Text("年龄", "Age"), report.ages, report.totals),
    ]
