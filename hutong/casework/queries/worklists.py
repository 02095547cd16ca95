"""Whose turn it is: what waits for a post, what is late below it, what nobody is there for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Mod

from hutong.casework import _whose
from hutong.casework._whose import Post, Roster
from hutong.casework.models import Turn
from hutong.foundation.access import Officer
from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import SPAN, Level
from hutong.registry.workforce.models import Absence, HandOverRefusal, StandIn
from hutong.registry.workforce.queries import held_around, not_taken

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = ("case__child__residence", "case__child__hukou")
IN_ORDER = (F("due_on").asc(nulls_last=True), "came_on", "pk")


@dataclass(frozen=True, slots=True)
class Reach:
    """What of the open work in an officer's area is whose on a day, asked for once.

    `posts` are those that turns wait for, `refusals` the lines of hand-overs that nobody took.
    """

    officer: Officer
    on: date
    posts: Sequence[Post]
    roster: Roster
    refusals: Sequence[HandOverRefusal]

    def waiting(self) -> "QuerySet[Turn]":
        """The turns that wait for the officer, the nearest limit first."""
        return _open_in(self.officer).filter(self._own()).order_by(*IN_ORDER)

    def late_with_others(self) -> "QuerySet[Turn]":
        """The turns in the officer's area that are late with somebody else."""
        return late_in(self.officer, self.on).exclude(self._own())

    def with_nobody(self) -> "QuerySet[Turn]":
        """The turns in the officer's area for which nobody is there, up to the end of the line."""
        lost = [
            one for one in self.posts if self.roster.left(one) and not self.roster.falls_to(one)
        ]
        if not lost:
            return Turn.objects.none()
        return _open_in(self.officer).filter(_at(lost)).order_by(*IN_ORDER)

    def _own(self) -> Q:
        role = self.officer.role
        own = Q(roles__contains=[role.value])
        above = [
            post
            for post in self.posts
            if role.value not in post[1] and role in self.roster.falls_to(post)
        ]
        mine = _at(post for post in above if self.roster.left(post))
        for at_role, cases in self._refused().items():
            if at_role == role:
                # Somebody above has them, as long as anybody above is there.
                own &= ~(Q(case__number__in=cases) & _at(filter(self.roster.falls_to, self.posts)))
            else:
                with_it = _at(post for post in above if at_role in post[1])
                mine |= with_it & Q(case__number__in=cases)
        return own | mine

    def _refused(self) -> dict[str, list[str]]:
        """The numbers of the cases that nobody took over, by the post they lay at."""
        cases: dict[str, list[str]] = {}
        for refusal in self.refusals:
            if refusal.line.case:
                role = refusal.line.hand_over.giver.role
                cases.setdefault(role, []).append(refusal.line.case)
        return cases


def reach(officer: Officer, on: date) -> Reach:
    """Look over the open work of an officer's area; three questions to the database."""
    turns = Turn.objects.filter(
        until__isnull=True, office__range=(officer.place_number, officer.place_last)
    )
    found = turns.values_list("office", "roles").distinct()
    posts = [(office, tuple(roles)) for office, roles in found]
    return Reach(
        officer,
        on,
        posts,
        Roster.around_all(posts, on),
        list(not_taken(officer.place_number, officer.place_last)),
    )


def waiting_for(officer: Officer, on: date) -> "QuerySet[Turn]":
    """The turns that wait for an officer, the nearest limit first.

    What belongs to posts down the line counts too where nobody is there and nobody stands in,
    and what nobody took over when a post changed hands.
    """
    return reach(officer, on).waiting()


def late_in(officer: Officer, on: date) -> "QuerySet[Turn]":
    """The turns in an officer's area whose limit has passed, whoever should act."""
    return _open_in(officer).filter(due_on__lt=on).order_by(*IN_ORDER)


def left_with_nobody(officer: Officer, on: date) -> "QuerySet[Turn]":
    """The turns in an officer's area for which nobody is there, up to the end of the line."""
    return reach(officer, on).with_nobody()


def nearest(found: "QuerySet[Turn]", limit: int) -> tuple[list[Turn], int]:
    """The first turns of a list with what is shown of them, and how many cases there are beyond.

    Which they are is asked before anything is joined to them, so that a long list costs little.
    """
    keys = list(found.values_list("pk", flat=True)[: limit + 1])
    first = found.model.objects.filter(pk__in=keys[:limit]).order_by(*IN_ORDER)
    turns = list(first.select_related(*SHOWN))
    if len(keys) <= limit:
        return turns, 0
    cases = found.order_by().values("case").distinct().count()
    return turns, cases - len({turn.case_id for turn in turns})


class LateInDistrict(NamedTuple):
    """How many turns are late in one part of an area, and since when the oldest."""

    office: int
    turns: int
    oldest: date


def late_by_district(officer: Officer, on: date) -> list[LateInDistrict]:
    """How many turns are late in each district of an officer's area, the most first."""
    district = F("office") - Mod(F("office"), SPAN[Level.DISTRICT])
    late = Turn.objects.filter(
        until__isnull=True,
        office__range=(officer.place_number, officer.place_last),
        due_on__lt=on,
    ).exclude(roles__contains=[officer.role.value])
    counted = late.values(district=district).annotate(turns=Count("pk"), oldest=Min("due_on"))
    return [
        LateInDistrict(row["district"], row["turns"], row["oldest"])
        for row in counted.order_by("-turns", "district")
    ]


@dataclass(frozen=True, slots=True)
class Hands:
    """In whose hands a turn is: who is there, who stands in, and why, if it is not the holder."""

    there: Sequence[str]
    told: Text | None  # who acts in whose place, and why; nothing where the holder is there
    nobody: bool = False


def hands(turns: Iterable[Turn], on: date) -> dict[Post, Hands]:
    """In whose hands some turns are, by office and posts; three questions to the database."""
    posts = {post_of(turn) for turn in turns}
    if not posts:
        return {}
    roster = Roster.around_all(posts, on)
    places = {place for office, _ in posts for place in _whose.around(office)}
    roles = {role for _, wanted in posts for role in wanted}
    holders = list(held_around(places, roles, on))
    away = {
        absence.posting_id: absence
        for absence in Absence.objects.filter(posting__in=holders, days__contains=on)
    }
    found = {}
    for post in posts:
        office, wanted = post
        near = set(_whose.around(office))
        held = [one for one in holders if one.role in wanted and one.place_id in near]
        present = [one for one in held if one.pk not in away and one.account.is_active]
        if present:
            stand_in = next((one for one in present if hasattr(one, "stand_in")), None)
            all_stand_in = all(hasattr(one, "stand_in") for one in present)
            told = (
                _stood_in(stand_in.account.name, stand_in.stand_in)
                if (stand_in is not None and all_stand_in)
                else None
            )
            found[post] = Hands([one.account.name for one in present], told)
            continue
        up = roster.falls_to(post)
        gone = next((one for one in held if one.pk in away), None)
        title = LABELS[Role(gone.role if gone else wanted[0])]
        reason = (
            Text(
                f"{title.zh}{gone.account.name}{away[gone.pk].reason}",
                f"{title.en} {gone.account.name} is away ({away[gone.pk].reason})",
            )
            if gone
            else Text(f"{title.zh}空缺", f"no {title.en}")
        )
        found[post] = Hands([], _goes_up(reason, up), nobody=not up)
    return found


def post_of(turn: Turn) -> Post:
    """The office and the posts that a turn waits for."""
    return turn.office, tuple(turn.roles)


def _stood_in(name: str, stand_in: StandIn) -> Text:
    if stand_in.absence is None:
        return Text(f"由{name}代理：{stand_in.reason}", f"{name} stands in: {stand_in.reason}")
    holder = stand_in.absence.posting.account.name
    return Text(
        f"由{name}代办：{holder}{stand_in.reason}",
        f"{name} stands in for {holder}: {stand_in.reason}",
    )


def _goes_up(reason: Text, up: frozenset[Role]) -> Text:
    if not up:
        return Text(f"{reason.zh}，上级也无人在岗", f"{reason.en}; nobody above is there either")
    zh = "、".join(sorted(LABELS[role].zh for role in up))
    en = ", ".join(sorted(LABELS[role].en for role in up))
    return Text(f"{reason.zh}，由{zh}代办", f"{reason.en}; the {en} acts")


def _open_in(officer: Officer) -> "QuerySet[Turn]":
    return Turn.objects.filter(
        until__isnull=True, office__range=(officer.place_number, officer.place_last)
    ).select_related(*SHOWN)


def _at(posts: Iterable[Post]) -> Q:
    """The turns that wait for some posts."""
    offices: dict[tuple[str, ...], list[int]] = {}
    for office, roles in posts:
        offices.setdefault(roles, []).append(office)
    found = Q(pk__in=[])
    for roles, numbers in offices.items():
        found |= Q(roles=list(roles), office__in=numbers)
    return found
