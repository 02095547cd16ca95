"""A procedure drawn: its states from top to bottom, side ways at the right, each step an arrow."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hutong.casework import BACK, END, START, Procedure, Step
from hutong.foundation.kernel.text import Text

MAIN, SIDE = 68, 290  # the middles of the two columns, in a drawing 360 wide
BOX, HEIGHT, GAP, TOP = 130, 34, 62, 8


class Box(NamedTuple):
    """A state where it is drawn."""

    state: str
    label: Text
    x: int
    y: int
    end: bool

    @property
    def middle(self) -> int:
        """Half way along."""
        return self.x + BOX // 2

    @property
    def text_y(self) -> int:
        """Where its word stands."""
        return self.y + 22


class Arrow(NamedTuple):
    """A step where it is drawn: the line, and where its word stands."""

    path: str
    label: Text
    x: int
    y: int
    anchor: str
    side: bool


class Diagram(NamedTuple):
    """The drawing of a procedure."""

    height: int
    box: int
    boxes: Sequence[Box]
    arrows: Sequence[Arrow]


def diagram(procedure: Procedure) -> Diagram:
    """The states of a procedure and the steps between them, laid out for a narrow page."""
    way = list(procedure.way_from())
    main = [START, *(step.enters for step in way)]
    if END not in main:
        main.append(END)
    rows = {state: row for row, state in enumerate(main)}
    boxes = {state: _box(procedure, state, MAIN, row) for state, row in rows.items()}
    taken = set[int]()
    for state in procedure.states:
        if state not in boxes:
            row = _beside(procedure, state, rows)
            while row in taken:
                row += 1
            taken.add(row)
            boxes[state] = _box(procedure, state, SIDE, row)
    arrows = [arrow for step in procedure.steps for arrow in _arrows(step, boxes, way)]
    last = max(box.y for box in boxes.values())
    return Diagram(last + HEIGHT + TOP, BOX, list(boxes.values()), arrows)


def _box(procedure: Procedure, state: str, middle: int, row: int) -> Box:
    y = TOP + row * (HEIGHT + GAP)
    return Box(state, procedure.state_name(state), middle - BOX // 2, y, state in {START, END})


def _beside(procedure: Procedure, state: str, rows: dict[str, int]) -> int:
    """The row at which a side state is drawn: below the first state it is entered from."""
    entering = [step for step in procedure.steps if step.enters == state]
    near = [rows[left] for step in entering for left in step.from_states if left in rows]
    return max(near, default=1)


def _arrows(step: Step, boxes: dict[str, Box], way: Sequence[Step]) -> Iterator[Arrow]:
    """One line for each state a step leaves; those that only end the case are listed, not drawn."""
    if step.enters == BACK or (step.enters == END and step not in way):
        return
    into = boxes[step.enters]
    for state in step.from_states:
        out = boxes[state]
        if out == into:
            continue
        if out.x == into.x and into.y > out.y:
            label_y = out.y + HEIGHT + GAP // 2 + 4
            yield Arrow(
                f"M{out.middle} {out.y + HEIGHT} V{into.y - 2}",
                step.label,
                out.middle + 8,
                label_y,
                "start",
                side=False,
            )
        elif out.x < into.x:
            yield Arrow(
                f"M{out.x + BOX} {out.y + 12} H{into.middle - 40} V{into.y - 2}"
                if into.y > out.y
                else f"M{out.x + BOX} {out.y + 12} H{into.x - 2}",
                step.label,
                into.middle - 34 if into.y > out.y else (out.x + BOX + into.x) // 2,
                out.y + 8,
                "start" if into.y > out.y else "middle",
                side=True,
            )
        else:
            yield Arrow(
                f"M{out.x} {out.y + 24} H{into.x + BOX + 2}"
                if out.y == into.y
                else f"M{out.middle} {out.y + HEIGHT} V{out.y + HEIGHT + 14} "
                f"H{into.x + BOX + 22} V{into.y + 24} H{into.x + BOX + 2}",
                step.label,
                (out.x + into.x + BOX) // 2 if out.y == into.y else out.middle - 6,
                out.y + 36 if out.y == into.y else out.y + HEIGHT + 27,
                "middle",
                side=True,
            )
