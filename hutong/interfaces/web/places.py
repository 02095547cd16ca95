"""Places and coverage: who answers for each community, and where nobody does."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hutong.foundation.calendar.queries import working_calendar
from hutong.foundation.kernel.text import Text
from hutong.foundation.kernel.working_days import WorkingCalendar, YearNotAnnounced
from hutong.foundation.places import queries as places
from hutong.foundation.places.models import Level, Place, Succession
from hutong.interfaces.web.children import headcount
from hutong.interfaces.web.filters import Word
from hutong.interfaces.web.requests import OfficerRequest, show
from hutong.interfaces.web.scope import names_from, place_asked_for
from hutong.registry.people.queries import children_of
from hutong.registry.workforce.queries import CommunityPost, community_posts, supervisors

VIEWS = {
    "wall": Text("覆盖", "Coverage"),
    "map": Text("地图", "Map"),
    "posts": Text("名单", "Who serves"),
    "history": Text("沿革", "History"),
}
KINDS = {
    "founded": Text("设立", "set up"),
    "renamed": Text("更名", "renamed"),
    "merged": Text("合并", "merged"),
    "split": Text("析置", "split off"),
    "moved": Text("改隶", "moved"),
}
GAPS_SHOWN = 30
CHANGES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Wall:
    """A part of a place: one brick for each of its communities."""

    number: int
    name: str
    href: str
    states: Sequence[str]
    supervisors: Sequence[str] = ()
    current: bool = False

    @property
    def total(self) -> int:
        """How many communities it has."""
        return len(self.states)

    @property
    def covered(self) -> int:
        """How many have somebody standing in."""
        return sum(state == "covered" for state in self.states)

    @property
    def vacant(self) -> int:
        """How many have nobody."""
        return sum(state == "vacant" for state in self.states)

    @property
    def held(self) -> int:
        """How many have a child director in post."""
        return self.total - self.covered - self.vacant


class Gap(NamedTuple):
    """A community without a child director of its own."""

    post: CommunityPost
    where: str
    days: Text
    children: int


class Change(NamedTuple):
    """Something that happened to a place."""

    on: date
    kind: Text
    before: str
    after: str
    paper: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """A city or a district: its parts, and the communities without a director of their own."""

    walls: Sequence[Wall]
    whole: Wall
    gaps: Sequence[Gap]
    gaps_in_all: int
    unattended: int  # children who live where nobody answers for the community

    @property
    def figures(self) -> list[dict[str, object]]:
        """The parts as the map draws them."""
        return [
            {"number": wall.number, "name": wall.name, "href": wall.href, "vacant": wall.vacant}
            for wall in self.walls
        ]


@dataclass(frozen=True, slots=True)
class Posts:
    """A street or a community: who answers for each community, and the street's supervisor."""

    posts: Sequence[tuple[CommunityPost, str, int]]
    whole: Wall
    street: Place | None
    serving: Sequence[str]


@require_safe
def own_place(request: OfficerRequest) -> HttpResponse:
    """The place of one's own post."""
    return _place(request, request.posting.place)


@require_safe
def place(request: OfficerRequest, number: int) -> HttpResponse:
    """A place within one's own: its parts, who serves there, and what became of it."""
    return _place(request, place_asked_for(request, number))


def _place(request: OfficerRequest, here: Place) -> HttpResponse:
    shown = _shown(request, here)
    return show(
        request,
        "places/place.html",
        place=here,
        way=_way(request, here),
        views=_views(here, shown),
        shown=shown,
        total=headcount(here),
        seen=_seen(here, shown, request),
    )


def _seen(here: Place, shown: str, request: OfficerRequest) -> Coverage | Posts | Sequence[Change]:
    if shown == "history":
        return _history(here)
    if here.level < Level.STREET:
        return _coverage(here, request.today)
    return _posts(here, request.today)


# --- ways to look at it ---------------------------------------------------------------------------


def _looks(here: Place) -> list[str]:
    if here.level <= Level.CITY:
        return ["wall", "map", "posts", "history"]
    if here.level == Level.DISTRICT:
        return ["wall", "posts", "history"]
    return ["posts", "history"]


def _shown(request: OfficerRequest, here: Place) -> str:
    looks = _looks(here)
    shown = request.GET.get("show", looks[0])
    if shown not in looks:
        raise Http404
    return shown


def _views(here: Place, shown: str) -> list[Word]:
    address = reverse("place", args=[here.number])
    return [
        Word(VIEWS[look], f"{address}?show={look}", current=look == shown) for look in _looks(here)
    ]


def _way(request: OfficerRequest, here: Place) -> list[Place]:
    """From the post's own place down to the one above this."""
    own = request.posting.place
    return [above for above in places.path(here) if own.level <= above.level < here.level]


# --- what is shown --------------------------------------------------------------------------------


def _coverage(here: Place, on: date) -> Coverage:
    """The parts of a place with their bricks, and the gaps."""
    posts = community_posts(place=here, on=on)
    gaps = _gaps([post for post in posts if post.vacant or post.stands_in], here, on)
    return Coverage(
        walls=_walls(here, posts, on),
        whole=Wall(here.number, here.name, "", [_state(post) for post in posts]),
        gaps=gaps[:GAPS_SHOWN],
        gaps_in_all=len(gaps),
        unattended=sum(gap.children for gap in gaps if gap.post.vacant),
    )


def _posts(here: Place, on: date) -> Posts:
    """The communities of a street, or one community, each with who answers for it."""
    posts = community_posts(place=here, on=on)
    street = here if here.level == Level.STREET else here.parent
    counted = _children_in(posts)
    return Posts(
        posts=[(post, _state(post), counted.get(post.number, 0)) for post in posts],
        whole=Wall(here.number, here.name, "", [_state(post) for post in posts]),
        street=street,
        serving=supervisors(place=street, on=on).get(street.number, []) if street else [],
    )


def _history(here: Place) -> Sequence[Change]:
    """What happened to a place and to those within it, the latest first."""
    inside = (here.number, here.last)
    steps = list(
        Succession.objects.filter(Q(before__number__range=inside) | Q(after__number__range=inside))
        .select_related("before", "after")
        .order_by("-on", "-pk")[:CHANGES_SHOWN]
    )
    names = names_from(here, [place for step in steps for place in (step.before, step.after)])
    return [
        Change(
            on=step.on,
            kind=KINDS[step.kind],
            before=step.former_name or names[step.before_id],
            after=names[step.after_id],
            paper=step.paper,
        )
        for step in steps
    ]


# --- bricks and gaps ------------------------------------------------------------------------------


def _state(post: CommunityPost) -> str:
    if post.vacant:
        return "vacant"
    return "covered" if post.stands_in else "held"


def _walls(here: Place, posts: Iterable[CommunityPost], on: date) -> list[Wall]:
    """The parts of a place in their order, each with its communities."""
    parts = list(places.parts_of(here, on))
    serving = supervisors(place=here, on=on)
    states: dict[int, list[str]] = defaultdict(list)
    beginnings = iter(parts)
    part = next(beginnings, None)
    for post in posts:
        while part is not None and post.number > part.last:
            part = next(beginnings, None)
        if part is None:
            break
        states[part.number].append(_state(post))
    return [
        Wall(
            number=part.number,
            name=part.name,
            href=reverse("place", args=[part.number]),
            states=states[part.number],
            supervisors=serving.get(part.number, ()),
        )
        for part in parts
    ]


def _gaps(posts: Sequence[CommunityPost], here: Place, on: date) -> list[Gap]:
    """The communities without a director of their own: those with nobody first, longest first."""
    above = Place.objects.in_bulk({post.part_of for post in posts if post.part_of})
    names = names_from(here, above.values())
    counted = _children_in(posts)
    calendar = working_calendar()
    gaps = [
        Gap(
            post=post,
            where=names.get(post.part_of or 0, "") if post.part_of != here.number else "",
            days=_how_long(post.left_on, on, calendar),
            children=counted.get(post.number, 0),
        )
        for post in posts
    ]
    return sorted(
        gaps, key=lambda gap: (not gap.post.vacant, gap.post.left_on or date.min, gap.post.number)
    )


def _how_long(left_on: date | None, on: date, calendar: WorkingCalendar) -> Text:
    """For how many working days a community has had no director of its own."""
    if left_on is None:
        return Text("从未任用", "never filled")
    try:
        days = calendar.working_days_between(left_on, on)
    except YearNotAnnounced:
        return Text(f"{left_on} 起", f"since {left_on}")
    return Text(f"{days} 个工作日", f"{days} working days")


def _children_in(posts: Iterable[CommunityPost]) -> Mapping[int, int]:
    """How many children live in each of these communities."""
    living = children_of().filter(residence__in=[post.number for post in posts]).order_by()
    return dict(
        living.values_list("residence").annotate(n=Count("pk")).values_list("residence", "n")
    )
