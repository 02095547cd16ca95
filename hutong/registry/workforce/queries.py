"""Who answers for a community, and where nobody does."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import SPAN, Level, Place
from hutong.registry.workforce._rights import why_not_fill, why_not_speak_for
from hutong.registry.workforce.models import Absence, HandOver, HandOverRefusal, StandIn

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = [
    "Answerable",
    "CommunityPost",
    "Coverage",
    "absences_of",
    "answerable_for",
    "at_work",
    "away_in",
    "colleagues",
    "community_posts",
    "coverage",
    "director_posts",
    "hand_overs_of",
    "held_around",
    "near_by",
    "not_taken",
    "standing_in",
    "supervisors",
    "vacancies",
    "why_not_fill",
    "why_not_speak_for",
]


@dataclass(frozen=True, slots=True)
class Answerable:
    """The people who answer for a community on a day."""

    director: Posting | None
    stands_in: bool
    supervisor: Posting | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many communities of a district, a street or one community itself have somebody."""

    number: int
    name: str
    communities: int
    in_post: int
    stood_in_for: int

    @property
    def vacant(self) -> int:
        """The communities that nobody answers for."""
        return self.communities - self.in_post - self.stood_in_for


def answerable_for(*, place: Place, on: date) -> Answerable:
    """The child director of a community, or who stands in, and the supervisor of its street."""
    held = (
        Posting.objects.filter(
            days__contains=on, place__number__lte=place.number, place__last__gte=place.last
        )
        .filter(role__in=[Role.CHILD_DIRECTOR, Role.CHILD_SUPERVISOR])
        .select_related("account", "place", "stand_in")
        .order_by("-place__level", "days", "pk")
    )
    directors = [
        posting
        for posting in held
        if posting.role == Role.CHILD_DIRECTOR and posting.place_id == place.number
    ]
    supervisors = [
        posting
        for posting in held
        if posting.role == Role.CHILD_SUPERVISOR and posting.place.level <= Level.STREET
    ]
    directors.sort(key=lambda posting: hasattr(posting, "stand_in"))
    director = directors[0] if directors else None
    return Answerable(
        director=director,
        stands_in=director is not None and hasattr(director, "stand_in"),
        supervisor=supervisors[0] if supervisors else None,
    )


def coverage(*, place: Place, on: date) -> list[Coverage]:
    """For each part of a place: its communities, those with a director, those stood in for."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select part.number, part.name, count(*),
                   count(*) filter (where held.in_post),
                   count(*) filter (where not held.in_post)
              from places_place part
              join places_place community
                on community.level = %(community)s and community.days @> %(on)s
               and community.number between part.number and part.last
              left join lateral (
                   select bool_or(stand_in.id is null) as in_post
                     from access_posting posting
                     left join workforce_standin stand_in on stand_in.posting_id = posting.id
                    where posting.place_id = community.number and posting.days @> %(on)s
                      and posting.role = %(director)s
                   having count(*) > 0
              ) held on true
             where part.parent_id = %(place)s and part.days @> %(on)s
             group by part.number, part.name
             order by part.number
            """,
            {
                "place": place.pk,
                "on": on,
                "community": Level.COMMUNITY,
                "director": Role.CHILD_DIRECTOR,
            },
        )
        return [Coverage(*row) for row in cursor.fetchall()]


def vacancies(*, place: Place, on: date) -> list[Place]:
    """The communities within a place that have neither a director nor anybody standing in."""
    taken = Posting.objects.filter(days__contains=on, role=Role.CHILD_DIRECTOR)
    communities = Place.objects.filter(
        level=Level.COMMUNITY, days__contains=on, number__range=(place.number, place.last)
    )
    vacant = communities.exclude(pk__in=taken.values("place_id"))
    return list(vacant.order_by("number"))


@dataclass(frozen=True, slots=True)
class CommunityPost:
    """A community with whoever answers for it; since when, or since when nobody was appointed."""

    number: int
    name: str
    part_of: int | None
    director: str
    stands_in: bool
    reason: str
    since: date | None
    left_on: date | None

    @property
    def vacant(self) -> bool:
        """Whether nobody answers for it, not even for a time."""
        return not self.director


def community_posts(*, place: Place, on: date) -> list[CommunityPost]:
    """Every community within a place with its child director, or who stands in, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with held as (
                select distinct on (posting.place_id) posting.place_id, account.name,
                       stand_in.id is not null as stands_in, stand_in.reason,
                       lower(posting.days) as since
                  from access_posting posting
                  join access_account account on account.id = posting.account_id
                  left join workforce_standin stand_in on stand_in.posting_id = posting.id
                 where posting.role = %(director)s and posting.days @> %(on)s
                   and posting.place_id between %(low)s and %(high)s
                 order by posting.place_id, stand_in.id is not null, posting.days, posting.id
            ),
            gone as (
                select posting.place_id, max(upper(posting.days)) as left_on
                  from access_posting posting
                  left join workforce_standin stand_in on stand_in.posting_id = posting.id
                 where posting.role = %(director)s and upper(posting.days) <= %(on)s
                   and posting.place_id between %(low)s and %(high)s and stand_in.id is null
                 group by posting.place_id
            )
            select community.number, community.name, community.parent_id,
                   coalesce(held.name, ''), coalesce(held.stands_in, false),
                   coalesce(held.reason, ''), held.since, gone.left_on
              from places_place community
              left join held on held.place_id = community.number
              left join gone on gone.place_id = community.number
             where community.level = %(community)s and community.days @> %(on)s
               and community.number between %(low)s and %(high)s
             order by community.number
            """,
            {
                "low": place.number,
                "high": place.last,
                "on": on,
                "community": Level.COMMUNITY,
                "director": Role.CHILD_DIRECTOR,
            },
        )
        return [CommunityPost(*row) for row in cursor.fetchall()]


def supervisors(*, place: Place, on: date) -> dict[int, list[str]]:
    """Who serves as child supervisor at each place within a place, by the place's number."""
    held = Posting.objects.filter(
        days__contains=on,
        role=Role.CHILD_SUPERVISOR,
        place__number__range=(place.number, place.last),
    )
    serving: dict[int, list[str]] = {}
    for number, name in held.order_by("days", "pk").values_list("place_id", "account__name"):
        serving.setdefault(number, []).append(name)
    return serving


def director_posts(*, place: Place) -> list[Posting]:
    """Everybody who was or is child director of a community, or stood in, the latest first."""
    held = Posting.objects.filter(role=Role.CHILD_DIRECTOR, place=place, days__isempty=False)
    return list(held.select_related("account", "stand_in").order_by("-days", "pk"))


def near_by(*, place: Place, on: date) -> list[Posting]:
    """Who might stand in for a community: the street's supervisor, and its other directors."""
    street = place.number - place.number % SPAN[Level.STREET]
    held = (
        Posting.objects.filter(days__contains=on, account__is_active=True, stand_in__isnull=True)
        .filter(place_id__gte=street, place__last__lt=street + SPAN[Level.STREET])
        .filter(role__in=[Role.CHILD_DIRECTOR, Role.CHILD_SUPERVISOR])
        .exclude(place=place)
    )
    return list(held.select_related("account", "place").order_by("place__level", "place_id", "pk"))


def at_work(on: date) -> "QuerySet[Posting]":
    """The postings that stand on a day, whose holders can sign in and are not away."""
    away = Absence.objects.filter(posting=OuterRef("pk"), days__contains=on)
    return Posting.objects.filter(~Exists(away), days__contains=on, account__is_active=True)


def held_around(places: set[int], roles: set[str], on: date) -> "QuerySet[Posting]":
    """The postings of some kinds at some places on a day, their holders there or away."""
    held = Posting.objects.filter(place_id__in=places, role__in=roles, days__contains=on)
    return held.select_related("account", "stand_in__absence__posting__account").order_by("pk")


def away_in(place: Place, on: date) -> "QuerySet[Absence]":
    """Who is away from a post within a place on a day or will be, the nearest first."""
    return (
        Absence.objects.filter(place__number__range=(place.number, place.last))
        .filter(Q(days__contains=on) | Q(days__startswith__gt=on))
        .select_related("posting__account", "posting__place", "recorded_by")
        .prefetch_related("stand_ins__posting__account")
        .order_by("days", "pk")
    )


def absences_of(posting: Posting) -> list[Absence]:
    """Every absence from one posting, the latest first, with whoever stood in."""
    found = Absence.objects.filter(posting=posting, days__isempty=False)
    return list(
        found.select_related("recorded_by", "ended_by")
        .prefetch_related("stand_ins__posting__account")
        .order_by("-days")
    )


def colleagues(posting: Posting, on: date) -> list[Posting]:
    """Who might stand in for a holder: who else serves in the same street, district or city."""
    level = min(posting.place.level, Level.STREET)
    first = posting.place_id - posting.place_id % SPAN[Level(level)]
    if level < Level.STREET:
        reach = Q(place_id=first)
    else:
        reach = Q(place_id__gte=first, place__last__lt=first + SPAN[Level.STREET])
    held = Posting.objects.filter(
        reach, days__contains=on, account__is_active=True, stand_in__isnull=True
    ).exclude(account_id=posting.account_id)
    return list(held.select_related("account", "place").order_by("place__level", "place_id", "pk"))


def standing_in(posting: Posting) -> StandIn | None:
    """For whom, and why, a posting only stands in; nothing if it is a post of its own."""
    found = StandIn.objects.filter(posting=posting)
    return found.select_related("posting", "absence__posting__account").first()


def hand_overs_of(place: Place) -> "QuerySet[HandOver]":
    """The hand-overs of posts within a place, the open ones first, then the latest."""
    return (
        HandOver.objects.filter(place__number__range=(place.number, place.last))
        .select_related("giver__account", "giver__place", "taker__account", "taker__place")
        .prefetch_related("signatures")
        .order_by("-closed_on", "-drawn_on", "pk")
    )


def not_taken(low: int, high: int) -> "QuerySet[HandOverRefusal]":
    """The lines that a taker within some numbers of places did not take, and nobody has settled."""
    return (
        HandOverRefusal.objects.filter(
            settled_on__isnull=True,
            line__hand_over__place__gte=low,
            line__hand_over__place__lte=high,
        )
        .select_related("line__hand_over__giver", "line__hand_over__taker__account")
        .order_by("line__hand_over_id", "line__number")
    )
