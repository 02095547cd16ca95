"""Who may take a step: whoever holds the post, or whom the line puts in their place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hutong.casework.duties import Duty, Where
from hutong.foundation.access import Officer
from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import SPAN, Level
from hutong.registry.workforce.models import Absence, StandIn
from hutong.registry.workforce.queries import at_work, not_taken

if TYPE_CHECKING:
    from hutong.casework.models import Case

LEVELS = {
    Where.COMMUNITY: Level.COMMUNITY,
    Where.STREET: Level.STREET,
    Where.DISTRICT: Level.DISTRICT,
    Where.CITY: Level.CITY,
}

# To whom a post's work goes when nobody who holds it is there and nobody stands in.
UP_THE_LINE = {
    Role.CHILD_DIRECTOR: (Level.STREET, Role.CHILD_SUPERVISOR),
    Role.CHILD_SUPERVISOR: (Level.DISTRICT, Role.DISTRICT_OFFICER),
    Role.DISTRICT_OFFICER: (Level.CITY, Role.CITY_OFFICER),
    Role.DISTRICT_HEAD: (Level.CITY, Role.CITY_OFFICER),
}
Post = tuple[int, tuple[str, ...]]  # an office, and the posts in it that a turn waits for


@dataclass(frozen=True, slots=True)
class Standing:
    """For which office somebody takes a step, and why they, if the post is not their own."""

    office: int
    stands_in: Text | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is at work on a day, as far as some offices are concerned: by post, the places."""

    filled: Mapping[str, frozenset[int]]

    @classmethod
    def around_all(cls, posts: Iterable[Post], on: date) -> "Roster":
        """The roster for some offices, in one question to the database."""
        places: set[int] = set()
        roles: set[str] = set()
        for office, wanted in posts:
            places.update(around(office))
            roles.update(wanted)
        if not roles:
            return cls({})
        for role in [role for role in Role if role in roles]:
            roles.update(above.value for above, _ in line_above(role, 0))
        filled: dict[str, set[int]] = {}
        there = at_work(on).filter(role__in=roles, place_id__in=places)
        for role_there, place in there.values_list("role", "place_id"):
            filled.setdefault(role_there, set()).add(place)
        return cls({role: frozenset(held) for role, held in filled.items()})

    def someone(self, role: str, office: int) -> bool:
        """Whether somebody at work holds a post for an office, or for a wider area around it."""
        held = self.filled.get(role)
        return held is not None and not held.isdisjoint(around(office))

    def left(self, post: Post) -> bool:
        """Whether none of the posts that a turn waits for has anybody at work."""
        office, roles = post
        return not any(self.someone(role, office) for role in roles)

    def falls_to(self, post: Post) -> frozenset[Role]:
        """Which posts up the line the work of a post goes to; none where nobody is there either."""
        office, roles = post
        found = set()
        for role in roles:
            for above, there in line_above(Role(role), office):
                if self.someone(above, there):
                    found.add(above)
                    break
        return frozenset(found)


def office_of(place: int, level: Level) -> int:
    """The number of the place at a level that a place lies in."""
    return place - place % SPAN[level]


def office_for(duty: Duty, place: int, other_place: int | None) -> int:
    """The office that a duty means for a case of these places."""
    around = other_place if duty.there and other_place is not None else place
    return office_of(around, LEVELS[duty.where])


def line_above(role: Role, office: int) -> Iterator[tuple[Role, int]]:
    """The posts that a post's work goes up to, one after the other, each with its office."""
    while role in UP_THE_LINE:
        level, role = UP_THE_LINE[role]
        office = office_of(office, level)
        yield role, office


def standing_of(
    officer: Officer, office: int, roles: tuple[str, ...], on: date, case: "Case | None" = None
) -> Standing | None:
    """The standing in which somebody may act for an office; nothing if they may not.

    A post that is held for a wider area, such as a supervisor's for a whole district, acts for
    every office in it. A case that was not taken over is the office above's as well.
    """
    if not officer.answers_for(office):
        return None
    if officer.role in roles:
        return Standing(office, _named_stand_in(officer))
    if not any(above is officer.role for role in roles for above, _ in line_above(Role(role), 0)):
        return None
    why = _why_theirs(officer, (office, roles), on, case)
    return Standing(office, why) if why else None


def _why_theirs(officer: Officer, post: Post, on: date, case: "Case | None") -> Text | None:
    """Why the work of a post down the line is an officer's; nothing if it is not."""
    roster = Roster.around_all([post], on)
    if officer.role not in roster.falls_to(post):
        return None
    if roster.left(post):
        return why_left(post, on)
    if case is not None and any((case.number, role) in not_taken_over(officer) for role in post[1]):
        return Text("交接时未接收，由上一级办理", "not taken over; the office above acts")
    return None


def not_taken_over(officer: Officer) -> set[tuple[str, str]]:
    """The cases in an officer's area that no taker took, each with the post it lay at."""
    refused = not_taken(officer.place_number, officer.place_last).exclude(line__case="")
    return {(refusal.line.case, refusal.line.hand_over.giver.role) for refusal in refused}


def why_left(post: Post, on: date) -> Text:
    """Why a post's work goes up the line: its holder is away, or nobody holds it."""
    office, roles = post
    away = Absence.objects.filter(
        days__contains=on,
        posting__days__contains=on,
        posting__role__in=roles,
        posting__place_id__in=around(office),
    ).select_related("posting__account")
    told = away.order_by("posting_id").first()
    if told is None:
        title = LABELS[Role(roles[0])]
        return Text("{zh}空缺，由上一级办理", "no {en}; the office above acts").filled(
            zh=title.zh, en=title.en
        )
    title = LABELS[Role(told.posting.role)]
    return Text(
        "{zh}{name}{reason}，由上一级代办", "{en} {name} is away ({reason}); the office above acts"
    ).filled(zh=title.zh, en=title.en, name=told.posting.account.name, reason=told.reason)


def around(office: int) -> tuple[int, ...]:
    """An office and the places that it lies in; their numbers say which."""
    return tuple({office_of(office, level) for level in Level})


def _named_stand_in(officer: Officer) -> Text | None:
    if officer.posting_id is None:
        return None
    found = (
        StandIn.objects.filter(posting_id=officer.posting_id)
        .select_related("absence__posting__account")
        .first()
    )
    if found is None:
        return None
    if found.absence is None:
        return Text(f"代理：{found.reason}", f"standing in: {found.reason}")
    name = found.absence.posting.account.name
    return Text(f"代{name}办理：{found.reason}", f"for {name}: {found.reason}")
