"""A child moves: to another home, or to another place of registration; its file goes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hutong.foundation.access import Officer
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.queries import full_names
from hutong.interfaces.web.child_file import file_opened
from hutong.interfaces.web.child_form import HUKOU_CLASSES, Whereabouts, ask_where
from hutong.interfaces.web.filters import Word
from hutong.interfaces.web.form_days import NotFilled, day_needed
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.telling import tell, telling_changes
from hutong.interfaces.web.templatetags.hutong import here
from hutong.registry.people import actions as people
from hutong.registry.people.facts import Hukou
from hutong.registry.people.kinds import DomicileKind
from hutong.registry.people.models import Child, Domicile
from hutong.registry.people.queries import domiciles_of, why_not_write

REFUSED = 422
KINDS = {
    DomicileKind.RESIDENCE: Text("现住地变了", "It lives elsewhere"),
    DomicileKind.HUKOU: Text("户籍迁了", "Its registration moved"),
}
DONE = {
    DomicileKind.RESIDENCE: Text(
        "已登记：{day} 起住在{place}。", "Recorded: lives at {place} since {day}."
    ),
    DomicileKind.HUKOU: Text(
        "已登记：{day} 起户籍在{place}。", "Recorded: registered at {place} since {day}."
    ),
}
GONE = Text(
    "档案已随儿童转过去，您的辖区内不再看得到。",
    "The file went with the child and no longer shows in your area.",
)


@dataclass(frozen=True, slots=True)
class MoveForm:
    """What somebody types about a move."""

    kind: DomicileKind
    side: Whereabouts
    since: str
    registered_as: str = ""
    paper: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str], kind: DomicileKind, by: Officer, on: date) -> "MoveForm":
        """The form as it was sent."""
        return cls(
            kind,
            Whereabouts.of(given, kind.value, by=by, on=on),
            given.get("since", "").strip(),
            given.get("registered_as", ""),
            given.get("paper", "").strip(),
        )

    def read(self) -> date:
        """The day of the move, or one refusal that names everything that is wrong."""
        faults = [ask_where(self.side)] if self.side.open else []
        if not self.side.text:
            faults.append(
                Finding(Text("请写搬到哪里、迁到哪里。", "Say where to."), field=self.kind.value)
            )
        if self.registered_as not in {"", *Hukou}:
            raise Http404
        try:
            since = day_needed(self.since, "since", Text("请填从哪一天起。", "Say from which day."))
        except NotFilled as refusal:
            raise NotFilled(*faults, *refusal.findings) from None
        if faults:
            raise NotFilled(*faults)
        return since


@dataclass(frozen=True, slots=True)
class Line:
    """One place where the child lives or was registered, and when."""

    kind: Text
    place: str
    domicile: Domicile


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Record that a child moved, from which day, and by which paper."""
    child = file_opened(pk)
    kind = _kind(request)
    if request.method != "POST":
        side = Whereabouts(kind.value)
        return _page(request, child, MoveForm(kind, side, request.today.isoformat()))
    form = MoveForm.of(request.POST, kind, request.officer, request.today)
    try:
        since = form.read()
        told = telling_changes(request, child, lambda: _move(request, child, form, since))
    except Refused as refusal:
        return _page(request, child, form, _beside(refusal, kind))
    done = DONE[kind].filled(day=since, place=form.side.named or form.side.text)
    if told is None:
        messages.success(request, here(done))
        messages.success(request, here(GONE))
        return HttpResponseRedirect(reverse("children"))
    tell(request, done, told)
    return HttpResponseRedirect(reverse("child", args=[child.pk]))


def _kind(request: OfficerRequest) -> DomicileKind:
    asked = request.GET.get("kind", DomicileKind.RESIDENCE.value)
    if asked not in set(DomicileKind):
        raise Http404
    return DomicileKind(asked)


def _move(request: OfficerRequest, child: Child, form: MoveForm, since: date) -> None:
    people.record_move(
        child=child,
        to=form.side.place,
        kind=form.kind,
        detail=form.side.text,
        since=since,
        registered_as=Hukou(form.registered_as) if form.registered_as else None,
        paper=form.paper,
        by=request.officer,
        on=request.today,
    )


def _beside(refusal: Refused, kind: DomicileKind) -> Refused:
    """What the register says of the place stands beside the field where it was typed."""
    return NotFilled(
        *(
            replace(finding, field=kind.value) if finding.field == "to" else finding
            for finding in refusal.findings
        )
    )


def _page(
    request: OfficerRequest, child: Child, form: MoveForm, refusal: Refused | None = None
) -> HttpResponse:
    return show(
        request,
        "moves/move.html",
        status=REFUSED if refusal else 200,
        child=child,
        form=form,
        refusal=refusal,
        locked=why_not_write(child, request.officer),
        kinds=[Word(label, f"?kind={kind}", current=kind is form.kind)
               for kind, label in KINDS.items()],
        hukou=form.kind is DomicileKind.HUKOU,
        classes=HUKOU_CLASSES[:-1],  # whoever moves is registered somewhere
        lines=_lines(child),
    )  # fmt: skip


def _lines(child: Child) -> Sequence[Line]:
    """Where the child lives and is registered, and where it was before; doors are not told."""
    found = domiciles_of(child)
    names = full_names([one.place for one in found if one.place])
    kinds = {
        DomicileKind.RESIDENCE: Text("住", "lives at"),
        DomicileKind.HUKOU: Text("户籍", "registered at"),
    }
    return [
        Line(
            kinds[DomicileKind(one.kind)],
            names[one.place.number] if one.place else one.detail,
            one,
        )
        for one in found
    ]
