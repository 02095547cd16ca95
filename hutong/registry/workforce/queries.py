"""Who answers for a community, and where nobody does."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from hutong.foundation.access.models import Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import Level, Place


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
