"""A procedure drawn: its states one below the other, under each the steps that leave it.

Every step has a line of its own for its words, so that no two can ever stand on each other; what
does not simply go down runs along a track at the right, one track for each state it leads to.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from hutong.casework import BACK, END, START, Move, Procedure, Step
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.templatetags.hutong import here

LEFT: Final = 1  # where the boxes begin
STEM: Final = 18  # where the arrow straight down runs
WORDS: Final = 30  # where the words of a step begin
WIDE, NARROW = 12.2, 6.6  # a Chinese and a Latin character of the words
LONGEST: Final = 260  # of a line of words; the rest goes to the next
LINE: Final = 16
BETWEEN: Final = 8
BOX: Final = 30
TRACK: Final = 12  # from one track to the next
BACK_WORDS: Final = Text("（回到中止前）", " (to where it was)")


class Box(NamedTuple):
    """A state where it is drawn."""

    label: str
    y: int
    width: int
    end: bool

    @property
    def text_y(self) -> int:
        """Where its word stands."""
        return self.y + 20


class Words(NamedTuple):
    """A line of what is said of a step."""

    text: str
    y: int
    limit: bool  # how long it may take


class Way(NamedTuple):
    """A line along which cases go."""

    path: str
    side: bool  # not the way a case takes when nothing goes wrong
    tip: bool = True


class Diagram(NamedTuple):
    """The drawing of a procedure."""

    width: int
    height: int
    boxes: Sequence[Box]
    words: Sequence[Words]
    ways: Sequence[Way]


class _Exit(NamedTuple):
    """A step at one of the states it leaves, with the height of its words."""

    step: Step
    state: str
    y: int
    width: int


def diagram(procedure: Procedure) -> Diagram:
    """The states of a procedure and the steps between them, in the language of the page."""
    order = _order(procedure)
    boxes: dict[str, Box] = {}
    words: list[Words] = []
    exits: list[_Exit] = []
    y = 1
    for place, state in enumerate(order):
        label = here(procedure.state_name(state))
        boxes[state] = Box(label, y, _long(label) + 28, state in {START, END})
        y += BOX + BETWEEN
        for step in _leaving(procedure, state, order[place + 1 : place + 2]):
            lines = list(_said(step))
            exits.append(_Exit(step, state, y + 8, max(_long(line.text) for line in lines)))
            words += [line._replace(y=y + 12 + number * LINE) for number, line in enumerate(lines)]
            y += len(lines) * LINE + 4
        y += BETWEEN
    right = max([WORDS + one.width for one in exits] + [box.width for box in boxes.values()])
    downward = _downward(exits, order)
    tracks = _tracks([one for one in exits if one not in downward], boxes)
    return Diagram(
        width=right + 14 + TRACK * (max(tracks.values(), default=0) + 1),
        height=y,
        boxes=list(boxes.values()),
        words=words,
        ways=[
            *(_straight(one, boxes) for one in downward),
            *_around([one for one in exits if one not in downward], boxes, tracks, right + 10),
        ],
    )


def _order(procedure: Procedure) -> list[str]:
    """The states of the way that goes well from the beginning to the end, then the others."""
    way = [START, *(step.enters for step in procedure.way_from())]
    if END not in way:
        way.append(END)
    return [*way, *(state for state in procedure.states if state not in way)]


def _leaving(procedure: Procedure, state: str, below: Sequence[str]) -> list[Step]:
    """The steps out of a state; the one that leads to the state drawn below it comes first."""
    steps = [step for step in procedure.steps if state in step.from_states]
    on = [step for step in steps if step.enters in below and step.move is Move.FORWARD]
    return sorted(steps, key=lambda step: step not in on[:1])


def _downward(exits: Sequence[_Exit], order: Sequence[str]) -> list[_Exit]:
    """For each state the step that goes straight to the one drawn below it."""
    below = dict(pairwise(order))
    found: dict[str, _Exit] = {}
    for one in exits:
        if one.step.enters == below.get(one.state):
            found.setdefault(one.state, one)
    return list(found.values())


def _tracks(exits: Sequence[_Exit], boxes: Mapping[str, Box]) -> dict[str, int]:
    """Which track leads to each state, so that no two that share one ever meet."""
    spans = {
        state: [boxes[state].y, *(one.y for one in exits if one.step.enters == state)]
        for state in boxes
    }
    ends: list[list[tuple[int, int]]] = []
    tracks: dict[str, int] = {}
    for state, heights in sorted(spans.items(), key=lambda one: max(one[1]) - min(one[1])):
        if len(heights) == 1:
            continue
        low, high = min(heights) - TRACK, max(heights) + BOX
        free = (n for n, taken in enumerate(ends) if all(high < a or b < low for a, b in taken))
        track = next(free, len(ends))
        if track == len(ends):
            ends.append([])
        ends[track].append((low, high))
        tracks[state] = track
    return tracks


def _straight(one: _Exit, boxes: Mapping[str, Box]) -> Way:
    start, end = boxes[one.state].y + BOX, boxes[one.step.enters].y
    return Way(f"M{STEM} {start} V{end - 2}", side=False)


def _around(
    exits: Sequence[_Exit], boxes: Mapping[str, Box], tracks: Mapping[str, int], right: int
) -> Iterator[Way]:
    """From the words of each step to its track, along it, and into the state at its end."""
    for state, track in tracks.items():
        x, box = right + TRACK * track, boxes[state]
        middle = box.y + BOX // 2
        for one in exits:
            if one.step.enters == state:
                side = one.step.move is not Move.FORWARD
                stem = f"M{STEM} {boxes[one.state].y + BOX} V{one.y} H{WORDS - 4}"
                yield Way(stem, side=side, tip=False)
                start = WORDS + one.width + 5
                path = f"M{start} {one.y} H{x} V{middle} H{box.width + LEFT + 2}"
                yield Way(path, side=side)
    for one in exits:
        if one.step.enters == BACK:
            stem = f"M{STEM} {boxes[one.state].y + BOX} V{one.y} H{WORDS - 4}"
            yield Way(stem, side=True, tip=False)


def _said(step: Step) -> Iterator[Words]:
    """The name of a step and how long it may take, in lines that are not too long."""
    name = here(step.label) + (here(BACK_WORDS) if step.enters == BACK else "")
    for line in _lines(name):
        yield Words(line, 0, limit=False)
    if step.within is not None:
        for line in _lines(here(step.within.text)):
            yield Words(line, 0, limit=True)


def _lines(text: str) -> Iterator[str]:
    """A text in lines of at most the longest length, broken between words or characters."""
    line = ""
    for piece in _pieces(text):
        if line and _long(line + piece) > LONGEST:
            yield line.rstrip()
            line = ""
        line += piece
    yield line


def _pieces(text: str) -> Iterator[str]:
    """Words with the space after them; every Chinese character by itself."""
    word = ""
    for character in text:
        word += character
        if character == " " or _is_wide(character):
            yield word
            word = ""
    if word:
        yield word


def _long(text: str) -> int:
    """About how long a text is when it is drawn."""
    return round(sum(WIDE if _is_wide(character) else NARROW for character in text))


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"
