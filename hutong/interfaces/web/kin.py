"""The household under its roof, laid out for drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from hutong.foundation.kernel.text import Text

MIDDLE, BOX_HEIGHT, ROW, FIRST_ROW = 152, 46, 56, 64
CHILD_RADIUS = 22
# How many boxes stand in a row, how wide each is, and where they begin.
ABSENT_ROWS = {1: (112, [96]), 2: (112, [32, 160]), 3: (88, [12, 108, 204])}
BESIDE_THE_CHILD = (86, [34, 184])
BENEATH_THE_CHILD = (76, [34, 114, 194])
WIDE_GLYPH, NARROW_GLYPH, MARGIN = 13, 7.2, 8


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the family: who they are to the child, and whether they live with it."""

    name: str
    label: Text
    lives_here: bool
    cares: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A person's place in the drawing."""

    name: str
    label: str
    kind: str
    x: int
    y: int
    width: int

    height = BOX_HEIGHT

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def first_line(self) -> int:
        return self.y + 19

    @property
    def second_line(self) -> int:
        return self.y + 37

    @property
    def squeeze(self) -> int | None:
        """The width to squeeze a long name into."""
        return _room(self.name, self.width - MARGIN)

    @property
    def label_squeeze(self) -> int | None:
        """The width to squeeze a long label into."""
        return _room(self.label, self.width - MARGIN)


@dataclass(frozen=True, slots=True)
class Centre:
    """The child's own place."""

    name: str
    age: str
    y: int

    @property
    def text_y(self) -> int:
        return self.y + 5

    @property
    def age_y(self) -> int:
        return self.y + 38

    @property
    def squeeze(self) -> int | None:
        """The width to squeeze a long name into."""
        return _room(self.name, 2 * CHILD_RADIUS - 4)


@dataclass(frozen=True, slots=True)
class Kin:
    """The drawing: a roof over those who live together, and lines to those who do not."""

    child: Centre
    boxes: Sequence[Box]
    height: int
    roof: str
    walls: str
    absent_lines: str
    carer_lines: str
    in_words: str


def draw(called: str, age: Text, relatives: Sequence[Relative], *, language: str) -> Kin:
    """Put whoever lives with the child under its roof, carers first, and the others above it."""
    away = [relative for relative in relatives if not relative.lives_here]
    home = sorted((r for r in relatives if r.lives_here), key=lambda relative: not relative.cares)
    above = [
        _row(away[i : i + 3], ABSENT_ROWS[len(away[i : i + 3])], 4 + i // 3 * ROW, language)
        for i in range(0, len(away), 3)
    ]
    eaves = 4 + len(above) * ROW
    floor = eaves + 44
    beneath = [
        _row(home[2:][i : i + 3], BENEATH_THE_CHILD, floor + FIRST_ROW + i // 3 * ROW, language)
        for i in range(0, len(home[2:]), 3)
    ]
    beside = _row(home[:2], BESIDE_THE_CHILD, floor, language)
    ground = floor + FIRST_ROW + len(beneath) * ROW - (0 if beneath else 4)
    child = Centre(called, age.in_language(language), floor + CHILD_RADIUS - 4)
    return Kin(
        child=child,
        boxes=[box for row in (*above, beside, *beneath) for box in row],
        height=ground + 2,
        roof=f"M14 {eaves + 22} 152 {eaves} 290 {eaves + 22}v5L152 {eaves + 6} 14 {eaves + 27}Z",
        walls=f"M26 {eaves + 28}V{ground}H278V{eaves + 28}",
        absent_lines="".join(
            f"M{box.middle} {box.y + BOX_HEIGHT}L{_towards(box.middle)} {child.y - CHILD_RADIUS}"
            for row in above[-1:]
            for box in row
        ),
        carer_lines="".join(
            f"M{box.x + box.width if box.x < MIDDLE else box.x} {child.y}"
            f"H{MIDDLE - CHILD_RADIUS if box.x < MIDDLE else MIDDLE + CHILD_RADIUS}"
            for box in beside
            if box.kind == "carer"
        ),
        in_words=_in_words(called, home, away).in_language(language),
    )


def _row(
    people: Sequence[Relative], slots: tuple[int, list[int]], y: int, language: str
) -> list[Box]:
    width, places = slots
    return [
        Box(person.name, person.label.in_language(language), _kind(person), x, y, width)
        for person, x in zip(people, places, strict=False)
    ]


def _kind(person: Relative) -> str:
    if person.cares:
        return "carer"
    return "" if person.lives_here else "absent"


def _towards(x: int) -> int:
    """Where a line from above meets the child's circle: on the side it comes from."""
    return MIDDLE + max(-CHILD_RADIUS, min(CHILD_RADIUS, (x - MIDDLE) // 4))


def _room(words: str, room: int) -> int | None:
    return room if _width(words) > room else None


def _width(name: str) -> float:
    return sum(WIDE_GLYPH if east_asian_width(c) in "WF" else NARROW_GLYPH for c in name)


def _in_words(called: str, home: Sequence[Relative], away: Sequence[Relative]) -> Text:
    with_zh = "、".join(f"{r.name}（{r.label.zh}）" for r in home)
    with_en = ", ".join(f"{r.name} ({r.label.en})" for r in home)
    zh = f"{called}与{with_zh}同住" if home else f"{called}：登记的亲属都不同住"
    en = f"{called} lives with {with_en}" if home else f"{called}: no relative on record lives here"
    if away:
        zh += f"；不同住：{'、'.join(f'{r.name}（{r.label.zh}）' for r in away)}"
        en += f"; elsewhere: {', '.join(f'{r.name} ({r.label.en})' for r in away)}"
    return Text(f"{zh}。", f"{en}.")
