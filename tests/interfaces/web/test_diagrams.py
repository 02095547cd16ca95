"""Every procedure of the law can be read from its drawing, in both languages."""

from datetime import date
from itertools import combinations, pairwise

import pytest
from django.utils import translation

from hutong.casework import BACK, START, queries
from hutong.interfaces.web import diagrams
from hutong.interfaces.web.diagrams import diagram

ON = date(2026, 11, 23)
PROCEDURES = {one.code: one for one in queries.all_in_force(ON)}


@pytest.fixture(params=["zh-hans", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def faults(procedure, drawn):
    """What keeps somebody from reading a drawing."""
    found = []
    shapes = [(box.y, box.y + diagrams.BOX, box.label) for box in drawn.boxes]
    shapes += [(line.y - 11, line.y + 3, line.text) for line in drawn.words]
    found += [
        f"{one[2]} stands on {other[2]}"
        for one, other in combinations(shapes, 2)
        if one[0] < other[1] and other[0] < one[1]
    ]
    for box in drawn.boxes:
        if diagrams._long(box.label) + 14 > box.width or box.width > drawn.width:
            found.append(f"{box.label} does not fit")
    for line in drawn.words:
        if diagrams.WORDS + diagrams._long(line.text) > drawn.width:
            found.append(f"{line.text} does not fit")
    tips = [way for way in drawn.ways if way.tip]
    led = [(state, step) for step in procedure.steps for state in step.from_states]
    if len(tips) != sum(step.enters != BACK for _, step in led):
        found.append("a step has no arrow")
    for one, other in combinations(tips, 2):
        if _ends_at(one) != _ends_at(other) and _upright(one) & _upright(other):
            found.append(f"{one.path} runs along {other.path}")
    return found


def _ends_at(way):
    """The height of the state to which a line leads, or the state below a straight one."""
    parts = way.path.split()
    return parts[-2] if parts[-1].startswith("H") else parts[-1]


def _upright(way):
    """The places that a line takes up on its track."""
    parts = way.path.split()
    if not parts[-1].startswith("H"):
        return set()
    y, x, end = int(parts[1]), int(parts[2][1:]), int(parts[3][1:])
    return {(x, height) for height in range(min(y, end), max(y, end))}


@pytest.mark.parametrize("code", PROCEDURES)
def test_a_procedure_can_be_read_from_its_drawing(code, language):
    procedure = PROCEDURES[code]

    drawn = diagram(procedure)

    assert faults(procedure, drawn) == []
    assert len(drawn.boxes) == len(procedure.states) + 2
    assert drawn.boxes[0].label == procedure.state_name(START).in_language(language)
    assert all(low.y < high.y for low, high in pairwise(drawn.boxes))


@pytest.mark.parametrize("planted", ["one track for everything", "no room for a second line"])
def test_a_drawing_that_cannot_be_read_is_found(planted, monkeypatch):
    if planted == "one track for everything":
        monkeypatch.setattr(diagrams, "TRACK", 0)
    else:
        monkeypatch.setattr(diagrams, "LINE", 0)

    assert any(faults(one, diagram(one)) for one in PROCEDURES.values())
