"""A child's file: who it is, what is true now, what is owed, and everything on one line of time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hutong.foundation.access.duties import may
from hutong.foundation.access.kinds import Act, Kind
from hutong.foundation.history.actions import record_reading
from hutong.foundation.kernel.identity import mask
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Level, Place
from hutong.foundation.places.queries import path
from hutong.foundation.policy import CategoryFinding, Sensitivity
from hutong.interfaces.web.case_lines import cases_of
from hutong.interfaces.web.children import SHELTERED, age, born
from hutong.interfaces.web.discretion import (
    PURPOSES,
    Circumstances,
    circumstances,
    is_telling,
    purpose_given,
)
from hutong.interfaces.web.filters import Word
from hutong.interfaces.web.home import home_of
from hutong.interfaces.web.owing import owings
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.templatetags.hutong import masked
from hutong.interfaces.web.timeline import KINDS, Event, timeline
from hutong.programmes.benefits.queries import law, owed
from hutong.registry.people import queries
from hutong.registry.people.models import Child
from hutong.registry.people.queries import KnownFact
from hutong.registry.workforce.queries import answerable_for

REFUSED = 422
EVENTS = 60  # on the first page; the filters lead to the others
PARENTS, OWN = "guardianship", "own"
# What opens for a purpose, as the record of readings calls it.
KEPT_BACK = {
    "id_number": Text("身份证号", "ID number"),
    "phone": Text("电话", "telephone"),
    "residence": Text("现居住地详址", "full address"),
    "hukou": Text("户籍地详址", "full registered address"),
    PARENTS: Text("监护情况", "guardianship"),
    OWN: Text("本人情况", "the child's own circumstances"),
}

COUNTED = {
    PARENTS: Text("监护情况 {n} 项", "Guardianship: {n}"),
    OWN: Text("本人情况 {n} 项", "Own circumstances: {n}"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the identity panel: shown, masked, or opened."""

    label: Text
    value: Text | str
    code: str = ""  # of what is kept back until it is asked for
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A class the child belongs to, or may belong to."""

    label: Text
    settled: bool
    since: date | None
    href: str


class Closed(NamedTuple):
    """Circumstances that are counted and not told, until they are asked for."""

    code: str
    label: Text
    since: date | None
    found: Sequence[Circumstances]


@require_safe
def child(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The file, as of today or as known on an earlier day; the opening is recorded."""
    opened = file_opened(pk)
    record_reading(file=opened.pk, what="file", by=request.officer, on=request.today)
    return _file(request, opened)


@require_POST
def open_field(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Show what was kept back, for a purpose that is kept with the reading."""
    opened = file_opened(pk)
    field = request.POST.get("field", "")
    if field not in KEPT_BACK:
        raise Http404
    try:
        purpose = purpose_given(request.POST.get("purpose", ""))
    except Refused as refusal:
        if request.htmx:
            raise
        return _file(request, opened, refusal=refusal)
    record_reading(
        file=opened.pk, what=field, purpose=purpose, by=request.officer, on=request.today
    )
    if request.htmx:
        return _opened(request, opened, field)
    return _file(request, opened, shown=field)


def _opened(request: OfficerRequest, opened: Child, field: str) -> HttpResponse:
    """Only what was asked for, in the place of the mask."""
    rows = queries.fact_rows(opened, request.today, request.today)
    for closed in _closed(rows, request):
        if closed.code == field:
            return show(request, "children/circumstances.html", found=closed.found)
    return show(request, "children/opened.html", lines=_lines(opened, field))


def file_opened(pk: UUID) -> Child:
    """A child whose file lies within the scope; any other is not found."""
    return get_object_or_404(Child.objects.select_related("residence", "hukou"), pk=pk)


def _file(
    request: OfficerRequest, opened: Child, *, shown: str = "", refusal: Refused | None = None
) -> HttpResponse:
    day = _known_on(request, opened)
    rows = queries.fact_rows(opened, day, day)
    lines = {shown: _lines(opened, shown)} if shown else {}
    role = request.officer.role
    tells = may(role, Kind.BENEFIT, Act.OPEN)  # others would judge by the little they are told
    found = owings(opened, owed(opened, on=day, known_on=day)) if tells else []
    events = timeline(opened, day)
    chosen = request.GET.get("show", "")
    return show(
        request,
        "children/file.html",
        status=REFUSED if refusal else 200,
        refusal=refusal,
        child=opened,
        age=age(opened, opened.died_on or day),
        born=born(opened),
        fields=_fields(request, opened, lines),
        purposes=PURPOSES if may(role, Kind.CHILD, Act.OPEN) else (),
        locked=queries.why_not_write(opened, request.officer),
        standings=_standings(opened, rows, day),
        closed=_closed(rows, request),
        lines=lines,
        home=home_of(opened, day),
        owings=[one for one in found if not one.reasons],
        refused=[one for one in found if one.reasons],
        cases=cases_of(opened, request.today),
        may_begin=may(role, Kind.CASE, Act.CREATE),
        known_on=day,
        earlier=day != request.today,
        first_known=min(opened.registered_on, request.today),
        filters=_filters(request, events, chosen),
        keep=[("show", chosen)] if chosen else [],
        events=_chosen(events, chosen)[:EVENTS],
        more=max(len(_chosen(events, chosen)) - EVENTS, 0),
    )


def _known_on(request: OfficerRequest, opened: Child) -> date:
    """The day the file is looked at from: no earlier than it was opened, no later than today."""
    try:
        asked = date.fromisoformat(request.GET.get("known_on", ""))
    except ValueError:
        return request.today
    return max(min(asked, request.today), min(opened.registered_on, request.today))


# --- who it is ----------------------------------------------------------------------------------


def _fields(
    request: OfficerRequest, opened: Child, lines: Mapping[str, Sequence[Text | str]]
) -> list[Field]:
    def kept(code: str, hidden: str, label: Text | None = None) -> Field:
        label = label or KEPT_BACK[code]
        if code in lines:
            return Field(label, lines[code][0])
        return Field(label, "", code, hidden)

    fields = []
    if opened.id_number:
        fields.append(kept("id_number", mask(opened.id_number)))
    else:
        fields.append(Field(KEPT_BACK["id_number"], Text("没有登记", "not on record")))
    lives, registered = Text("现居住地", "lives at"), Text("户籍地", "registered at")
    if opened.sheltered:
        return [*fields, *_sheltered(request, opened, kept)]
    home = _address(opened.residence, opened.residence_detail, masked_too=True)
    hukou = _address(opened.hukou, opened.hukou_detail, masked_too=True)
    fields.append(kept("residence", home, lives) if opened.residence_detail else Field(lives, home))
    if (opened.hukou_id, opened.hukou_detail) in {
        (opened.residence_id, opened.residence_detail),
        (opened.residence_id, ""),
    }:
        fields.append(Field(registered, Text("同现居住地", "the same place")))
    elif opened.hukou_detail:
        fields.append(kept("hukou", hukou, registered))
    else:
        fields.append(Field(registered, hukou or Text("没有登记", "not on record")))
    if opened.phone:
        fields.append(kept("phone", masked(opened.phone)))
    fields.append(Field(Text("负责人", "responsible"), _responsible(opened, request.today)))
    return fields


def _sheltered(
    request: OfficerRequest, opened: Child, kept: Callable[..., Field]
) -> Iterable[Field]:
    """Where a child is from whom somebody is kept: nothing of it shows until it is asked for."""
    yield kept("residence", SHELTERED.zh, Text("现居住地", "lives at"))
    yield kept("hukou", SHELTERED.zh, Text("户籍地", "registered at"))
    if opened.phone:
        yield kept("phone", masked(opened.phone))
    yield Field(Text("负责人", "responsible"), _responsible(opened, request.today))


def _lines(opened: Child, field: str) -> Sequence[Text | str]:
    """What was kept back, line by line."""
    match field:
        case "id_number":
            return [opened.id_number or ""]
        case "phone":
            return [opened.phone]
        case "residence":
            return [_address(opened.residence, opened.residence_detail)]
        case "hukou":
            return [_address(opened.hukou, opened.hukou_detail)]
    return []  # circumstances are told where they are counted


def _address(place: Place | None, detail: str, *, masked_too: bool = False) -> str:
    """A place from its district down, and the door, hidden if it is to be."""
    way = [part.name for part in path(place) if part.level >= Level.DISTRICT] if place else []
    return " ".join([*way, *(["**" if masked_too else detail] if detail else [])])


def _responsible(opened: Child, on: date) -> Text:
    """The child director of the community, or who stands in, and the child supervisor."""
    if opened.residence is None or opened.residence.level != Level.COMMUNITY:
        return Text("—", "—")
    found = answerable_for(place=opened.residence, on=on)
    named = []
    if found.director:
        stands_in = found.stands_in
        named.append(
            Text(
                f"{found.director.account.name}（{'代管' if stands_in else '儿童主任'}）",
                f"{found.director.account.name} ({'stands in' if stands_in else 'director'})",
            )
        )
    if found.supervisor:
        name = found.supervisor.account.name
        named.append(Text(f"{name}（儿童督导员）", f"{name} (supervisor)"))
    if not named:
        return Text("无人在岗", "nobody in post")
    return Text(" · ".join(one.zh for one in named), " · ".join(one.en for one in named))


# --- what is true now ---------------------------------------------------------------------------


def _standings(opened: Child, rows: Sequence[KnownFact], day: date) -> list[Standing]:
    """The classes the child belongs to, then those that something points to."""
    facts = {row.fact.name: row for row in rows}
    values = {name: row.value for name, row in facts.items()}
    found = [
        one
        for one in law().categories_of(values, day, known_on=day)
        if not _is_most_closely_held(one)
        and (one.outcome or (one.outcome is None and _something_points_there(one, values)))
    ]
    earlier: dict[date, Mapping[str, bool | None]] = {}
    standings = []
    for one in found:
        since = _since(one, facts) if one.outcome else None
        if since is not None:
            if since not in earlier:
                earlier[since] = _classes_on(opened, since, day)
            since = since if earlier[since][one.category.code] else None
        href = reverse("policy_class", args=[one.category.code])
        standings.append(Standing(one.category.label, one.outcome is True, since, href))
    return sorted(standings, key=lambda standing: not standing.settled)


def _is_most_closely_held(found: CategoryFinding) -> bool:
    facts = (*found.rests_on, *found.missing)
    return any(fact.sensitivity is Sensitivity.STRICTEST for fact in facts)


def _something_points_there(found: CategoryFinding, values: Mapping[str, object]) -> bool:
    """Whether an open class rests on more than that everything else is as usual."""
    return any(
        values[fact.name] is True or is_telling(fact, values[fact.name]) for fact in found.rests_on
    )


def _since(found: CategoryFinding, facts: Mapping[str, KnownFact]) -> date | None:
    """The day on which the last of the facts began that a class rests on."""
    days = [facts[fact.name].since for fact in found.rests_on if fact.name in facts]
    return max((day for day in days if day is not None), default=None)


def _classes_on(opened: Child, day: date, known_on: date) -> Mapping[str, bool | None]:
    facts = queries.facts_on(opened, day, known_on)
    found = law().categories_of(facts, day, known_on=known_on)
    return {one.category.code: one.outcome for one in found}


def _closed(rows: Iterable[KnownFact], request: OfficerRequest) -> list[Closed]:
    """What is amiss, counted: with the parents, and with the child itself."""
    known, role = list(rows), request.officer.role
    found = []
    for code, subjects in ((PARENTS, ("father", "mother")), (OWN, ("child",))):
        ones = circumstances(known, role, *subjects)
        if ones:
            n = len(ones) if code == PARENTS else len(ones[0].lines)
            label = COUNTED[code].filled(n=n)
            since = min((one.since for one in ones if one.since), default=None)
            found.append(Closed(code, label, since, ones))
    return found


# --- the line of time ---------------------------------------------------------------------------


def _chosen(events: Sequence[Event], kind: str) -> list[Event]:
    return [event for event in events if kind in {"", event.kind.value}]


def _filters(request: OfficerRequest, events: Sequence[Event], chosen: str) -> list[Word]:
    def href(kind: str) -> str:
        said = {"known_on": request.GET.get("known_on", ""), "show": kind}
        return f"?{urlencode({name: value for name, value in said.items() if value})}"

    every = Word(Text("全部", "All"), href(""), current=not chosen, count=len(events))
    counted = {kind: len(_chosen(events, kind)) for kind in KINDS}
    return [every] + [
        Word(label, href(kind), current=chosen == kind, count=counted[kind])
        for kind, label in KINDS.items()
        if counted[kind]
    ]
