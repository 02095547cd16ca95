"""Children: the list by pinyin, the one search box, and a new file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from secrets import token_urlsafe
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hutong.foundation.history.actions import record_search
from hutong.foundation.kernel.dates import Precision, age_on, months_between
from hutong.foundation.kernel.identity import mask
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places import queries as places
from hutong.foundation.places.models import Level, Place
from hutong.foundation.secrecy.cells import cell, open_cell, seal
from hutong.foundation.secrecy.kinds import Secret
from hutong.interfaces.web.child_form import HUKOU_CLASSES, KINDS, ChildForm, Whereabouts
from hutong.interfaces.web.filters import Word
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.scope import names_from, own_area, place_asked_for
from hutong.interfaces.web.templatetags.hutong import here
from hutong.registry.people import actions as people
from hutong.registry.people import queries
from hutong.registry.people.models import Child
from hutong.registry.people.queries.children import COUNTED

REFUSED = 422
WHILE_TYPING, ON_THE_PAGE = 8, 50
SOUGHT, KEPT, LONGEST = "sought", 12, 60  # what somebody sought, in their session
SHELTERED = Text("去向保密", "kept secret")
NOT_KNOWN = Text("年龄不详", "age not known")


class Line(NamedTuple):
    """A child as a list shows it."""

    child: Child
    age: Text
    residence: str
    hukou: str
    id_number: str
    gone: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked for, as its address says it."""

    place: Place
    gone_too: bool = False
    after: queries.Position | None = None

    def href(self, **other: object) -> str:
        """The address of the same list with something changed, from its beginning."""
        said = {"place": self.place.number, "gone": "yes" if self.gone_too else ""} | other
        return f"?{urlencode({name: value for name, value in said.items() if value})}"


@require_safe
def list_children(request: OfficerRequest) -> HttpResponse:
    """The children of a place by pinyin."""
    asked = _asked(request)
    page = queries.list_children(
        place=asked.place, after=asked.after, limit=ON_THE_PAGE, gone_too=asked.gone_too
    )
    _kept_in_mind(request, "list", page.children)
    return show(
        request,
        "children/children.html",
        place=asked.place,
        lines=lines_of(page.children, request),
        total=headcount(asked.place),
        way=_way(asked, request),
        parts=_parts(asked, request),
        standing=_standing(asked),
        first=asked.href() if asked.after else "",
        onward=asked.href(after=page.next.child) if page.next else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: OfficerRequest) -> HttpResponse:
    """Whom the search box may mean: the first few while somebody types, or a page of them.

    What is typed is a child's name, so it is sent and never stands in an address: addresses are
    kept by browsers and written down by servers (decision 0017).
    """
    text = request.POST.get("q", "").strip()[:LONGEST]
    if request.method != "POST" or not text:
        return HttpResponse() if request.htmx else HttpResponseRedirect(reverse("children"))
    if not request.htmx:
        return HttpResponseRedirect(reverse("found", args=[_kept(request, text)]))
    found = queries.search(text, limit=WHILE_TYPING)
    _kept_in_mind(request, "search", found.children, text)
    lines = lines_of(found.children, request)
    return show(request, "children/found.html", lines=lines, more=found.more, text=text)


@require_safe
def found(request: OfficerRequest, key: str) -> HttpResponse:
    """The children whom something that was sought may mean; only who sought it has the key."""
    text = _sought(request).get(key, "")
    found = queries.search(text, limit=ON_THE_PAGE) if text else queries.Found([], more=False)
    _kept_in_mind(request, "search", found.children, text)
    return show(
        request,
        "children/search.html",
        text=text,
        lines=lines_of(found.children, request),
        more=found.more,
    )


def _kept(request: OfficerRequest, text: str) -> str:
    """The key under which a search is kept while somebody is signed in; the last few are."""
    sought = _sought(request)
    key = next((key for key, kept in sought.items() if kept == text), "")
    if not key:
        key = token_urlsafe(6)
        kept = [*request.session.get(SOUGHT, {}).items()][-KEPT + 1 :]
        sealed = seal(text, cell("session", SOUGHT, key), Secret.CONTACT)
        request.session[SOUGHT] = {**dict(kept), key: str(sealed)}
    return key


def _sought(request: OfficerRequest) -> dict[str, str]:
    """What was sought lately, by key: a session stands in the database, so it holds it sealed."""
    return {
        key: open_cell(sealed, cell("session", SOUGHT, key), Secret.CONTACT)
        for key, sealed in request.session.get(SOUGHT, {}).items()
    }


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: OfficerRequest) -> HttpResponse:
    """Open a child's file, or say beside the fields why that cannot be done.

    Where a child of that name is on the register already, somebody has to say that it is another.
    """
    if request.method != "POST":
        return _form(request, ChildForm.blank(request.officer, request.today))
    form = ChildForm.of(request.POST, by=request.officer, on=request.today)
    try:
        _examine(form, request)
        namesakes = (
            queries.namesakes(form.name) if form.same_name.strip() != form.name.strip() else []
        )
        if namesakes:
            return _form(request, form, alike=namesakes)
        child = people.register_children(rows=[form.told()], by=request.officer, on=request.today)[
            0
        ]
    except Refused as refusal:
        return _form(request, form, refusal)
    messages.success(
        request,
        here(
            Text(
                "{name}已登记，儿童编号 {number}。",
                "{name} is on the register, number {number}.",
            ).filled(name=child.name, number=child.child_no)
        ),
    )
    return HttpResponseRedirect(reverse("child", args=[child.pk]))


@require_POST
def whereabouts(request: OfficerRequest, kind: str) -> HttpResponse:
    """The places that an address typed so far may mean, to choose from."""
    if kind not in KINDS:
        raise Http404
    side = Whereabouts.of(request.POST, kind, by=request.officer, on=request.today)
    return show(request, "children/whereabouts.html", side=side)


def lines_of(children: Sequence[Child], request: OfficerRequest) -> list[Line]:
    """Children as a list shows them: where they are as seen from here, numbers masked."""
    seen = [place for child in children for place in (child.residence, child.hukou) if place]
    names = names_from(request.posting.place, seen)
    return [_line(child, names, request.today) for child in children]


def age(child: Child, on: date) -> Text:
    """How old a child is, no more exactly than its birth date is known."""
    if child.birth_date is None:
        return NOT_KNOWN
    years = age_on(child.birth_date, on)
    vague = child.birth_precision in {Precision.YEAR, Precision.ESTIMATED}
    if years:
        return (
            Text(f"约 {years} 岁", f"about {years}") if vague else Text(f"{years} 岁", f"{years}")
        )
    if child.birth_precision == Precision.YEAR:
        return Text("不满 1 岁（估计）", "under 1 (estimated)")
    return _in_months(max(months_between(child.birth_date, on), 0), vague=vague)


def born(child: Child) -> Text | None:
    """When a child was born, no more exactly than that is known; nothing where it is not."""
    day = child.birth_date
    if day is None:
        return None
    match Precision(child.birth_precision):
        case Precision.YEAR:
            return Text(f"{day:%Y} 年生", f"born in {day:%Y}")
        case Precision.MONTH:
            return Text(f"{day:%Y-%m} 生", f"born in {day:%Y-%m}")
        case Precision.ESTIMATED:
            return Text(f"估计 {day:%Y-%m-%d} 生", f"born {day:%Y-%m-%d}, by estimate")
        case _:
            return Text(f"{day:%Y-%m-%d} 生", f"born {day:%Y-%m-%d}")


def _in_months(months: int, *, vague: bool) -> Text:
    """The age of somebody under one."""
    if not months:
        found = Text("不满 1 个月", "under 1 month")
        return Text(f"{found.zh}（估计）", f"{found.en} (estimated)") if vague else found
    ending = "" if months == 1 else "s"
    about = Text("约 ", "about ") if vague else Text("", "")
    return Text(f"{about.zh}{months} 个月", f"{about.en}{months} month{ending}")


def _line(child: Child, names: dict[int, str], on: date) -> Line:
    residence = names[child.residence.number] if child.residence else child.residence_detail
    hukou = names[child.hukou.number] if child.hukou else child.hukou_detail
    if child.sheltered:
        residence = hukou = here(SHELTERED)
    if child.died_on:
        gone = Text(f"{child.died_on} 去世", f"died {child.died_on}")
    elif child.left_on:
        gone = Text(f"{child.left_on} 离开", f"left {child.left_on}")
    else:
        gone = Text("", "")
    return Line(
        child=child,
        age=age(child, child.died_on or on),
        residence=residence,
        hukou="" if hukou == residence else hukou,
        id_number=mask(child.id_number) if child.id_number else "",
        gone=gone,
    )


class NotFilledIn(Refused):
    """Something in the form cannot be read, or says too little."""


def _examine(form: ChildForm, request: OfficerRequest) -> None:
    """Refuse what the form and the register find wrong; all of it is said together."""
    faults = form.faults()
    blamed = {finding.field for finding in faults}
    if any(side.open for side in form.sides):
        blamed.add("residence")
    found = people.examine(rows=[form.told()], by=request.officer, on=request.today)[0]
    faults += [finding for finding in found if finding.field not in blamed]
    if faults:
        raise NotFilledIn(*faults)


def _form(
    request: OfficerRequest,
    form: ChildForm,
    refusal: Refused | None = None,
    alike: Sequence[Child] = (),
) -> HttpResponse:
    """The form, with what was refused, and whoever on the register may be the same child."""
    same = queries.child_with_id_number(form.id_number) if refusal and form.id_number else None
    return show(
        request,
        "children/register.html",
        status=REFUSED if refusal or alike else 200,
        form=form,
        refusal=refusal,
        classes=HUKOU_CLASSES,
        alike=lines_of(alike, request),
        same=lines_of([same], request) if same else [],
    )


def _kept_in_mind(
    request: OfficerRequest, what: str, found: Sequence[Child], sought: str = ""
) -> None:
    """Record whom a list or a search showed."""
    record_search(
        what=what,
        sought=sought,
        files=[child.pk for child in found],
        by=request.officer,
        on=request.today,
    )


def _asked(request: OfficerRequest) -> Asked:
    given = request.GET
    number = given.get("place", "")
    place = place_asked_for(request, _number(number)) if number else own_area(request)
    return Asked(place, given.get("gone") == "yes", _position(given))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(10**12))):
        raise Http404
    return int(text)


def _position(given: QueryDict) -> queries.Position | None:
    """After whom the page begins; a child that has gone elsewhere meanwhile begins it anew."""
    if "after" not in given:
        return None
    try:
        return queries.position_of(UUID(given.get("after", "")))
    except ValueError:
        raise Http404 from None


def headcount(place: Place) -> Text:
    """How many children a place has, in words that stop counting at ten thousand."""
    found = queries.how_many(place)
    more = found >= COUNTED
    return Text(f"{found:,} 名{'以上' if more else ''}", f"{found:,}{' or more' if more else ''}")


def _way(asked: Asked, request: OfficerRequest) -> Sequence[Word]:
    """From the post's own place down to the one that is shown."""
    own = own_area(request)
    way = [place for place in places.path(asked.place) if place.level >= own.level]
    return [
        Word(place.name, asked.href(place=place.number), current=place == asked.place)
        for place in way
    ]


def _parts(asked: Asked, request: OfficerRequest) -> Sequence[Word]:
    """What lies directly below the place that is shown."""
    if asked.place.level >= Level.COMMUNITY:
        return []
    return _words(places.parts_of(asked.place, request.today), asked)


def _words(found: Iterable[Place], asked: Asked) -> list[Word]:
    return [Word(place.name, asked.href(place=place.number), current=False) for place in found]


def _standing(asked: Asked) -> Sequence[Word]:
    return [
        Word(Text("在册", "On the register"), asked.href(gone=""), current=not asked.gone_too),
        Word(
            Text("连同已离开的", "Those who left as well"),
            asked.href(gone="yes"),
            current=asked.gone_too,
        ),
    ]
