"""Other people's desks, as Today shows them: who is late and why, who is away, what was told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from hutong.casework import queries as casework
from hutong.casework.models import Notice, Turn
from hutong.casework.queries import Hands, Reach
from hutong.casework.queries.notices import Unread
from hutong.foundation.access.roles import LABELS, Role
from hutong.foundation.kernel.text import Text
from hutong.foundation.kernel.working_days import WorkingCalendar
from hutong.foundation.places.models import Place
from hutong.interfaces.web import clocks
from hutong.interfaces.web.shell import OVER_OTHERS

SHOWN = 6
NAMED = 3  # children named in one line of what was told


class Desk(NamedTuple):
    """One turn that is late with somebody else: where it lies, with whom, since when, and why."""

    turn: Turn
    name: Text
    state: Text
    whose: Text
    why: Text
    left: Text
    tone: str
    fresh: bool  # told since the officer read last


class District(NamedTuple):
    """How many turns are late in a district, and the oldest of them."""

    number: int
    name: str
    turns: int
    left: Text
    href: str


class Late(NamedTuple):
    """What is late with others: line by line, or for the city district by district."""

    desks: Sequence[Desk]
    districts: Sequence[District]
    more: int

    @property
    def any(self) -> bool:
        """Whether anything is late."""
        return bool(self.desks or self.districts)


class Told(NamedTuple):
    """What was told of one kind: how many, and about whom."""

    label: Text
    tone: str
    things: int
    about: Sequence[tuple[str, str]]  # whom, and the address of the case

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.things - len(self.about)


KINDS = {
    "late": (Text("已过期限", "past the limit"), "late"),
    "due": (Text("今天到期", "due"), "soon"),
    "half": (Text("时限过半", "half the time gone"), ""),
}


def late_with_others(reach: Reach, calendar: WorkingCalendar, unread: Unread) -> Late:
    """What is late in the officer's area with somebody else."""
    officer, on = reach.officer, reach.on
    if officer.role not in OVER_OTHERS:
        return Late([], [], 0)
    if officer.role is Role.CITY_OFFICER:
        counted = casework.late_by_district(officer, on)
        names = names_of(row.office for row in counted)
        cases = reverse("cases")
        return Late(
            [],
            [
                District(
                    row.office,
                    names.get(row.office, ""),
                    row.turns,
                    clocks.left(row.oldest, today=on, calendar=calendar)[0],
                    f"{cases}?show=late&place={row.office}",
                )
                for row in counted
            ],
            0,
        )
    turns, more = casework.nearest(reach.late_with_others(), SHOWN)
    hands = casework.hands(turns, on)
    offices = names_of(turn.office for turn in turns)
    fresh = {notice.case_id for notice in unread.notices}
    desks = []
    for turn in turns:
        procedure = casework.procedure_of(turn.case)
        left, tone = clocks.left(turn.due_on or on, today=on, calendar=calendar)
        held = hands[casework.post_of(turn)]
        desks.append(
            Desk(
                turn,
                procedure.name,
                procedure.state_name(turn.state),
                held_by(turn, offices, held),
                why_late(turn, held),
                left,
                tone,
                fresh=turn.case_id in fresh,
            )
        )
    return Late(desks, [], more)


def names_of(numbers: Iterable[int]) -> Mapping[int, str]:
    """The names of some places, by number."""
    asked = set(numbers)
    if not asked:
        return {}
    return dict(Place.objects.filter(pk__in=asked).values_list("number", "name"))


def held_by(turn: Turn, offices: Mapping[int, str], hands: Hands) -> Text:
    """At which office and post a turn lies, and who is there."""
    labels = [LABELS[Role(role)] for role in turn.roles]
    office = offices.get(turn.office, "")
    who = "、".join(hands.there)
    return Text(
        f"{office}{'、'.join(label.zh for label in labels)}{' ' + who if who else ''}",
        f"{', '.join(label.en for label in labels)}, {office}{': ' + who if who else ''}",
    )


def why_late(turn: Turn, hands: Hands) -> Text:
    """What keeps a late turn: nobody there, somebody else in the holder's place, papers missing."""
    if hands.told is not None:
        return hands.told
    if turn.returned:
        return Text("等补材料", "waiting for papers")
    return Text("在岗，还没有办", "there, and not done yet")


def told_of(unread: Unread, fresh: Iterable[UUID]) -> list[Told]:
    """What was told since, by kind; what stands on the page already is counted, not named."""
    shown = set(fresh)
    by_kind: dict[str, list[Notice]] = {}
    for notice in unread.notices:
        by_kind.setdefault(notice.kind, []).append(notice)
    told = []
    for kind, (label, tone) in KINDS.items():
        found = by_kind.get(kind, [])
        if found:
            named = [one for one in found if one.case_id not in shown][:NAMED]
            told.append(
                Told(
                    label,
                    tone,
                    len(found),
                    [(one.case.child.name, reverse("case", args=[one.case_id])) for one in named],
                )
            )
    return told
