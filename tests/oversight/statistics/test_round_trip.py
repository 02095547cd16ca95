"""A register that is handed out can be read back: the same children, and nothing more known."""

import io
from collections import Counter

import pytest

from hutong.demo import players
from hutong.foundation.access import acting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.exchange.official import write_official
from hutong.foundation.exchange.reading import read_workbook
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.places.queries import by_number
from hutong.oversight.statistics.returns.actions import make_table
from hutong.oversight.statistics.returns.catalogue import table_named
from hutong.oversight.statistics.returns.periods import Span, period_on
from hutong.registry.people.models import Child
from hutong.registry.people.queries import facts_on
from hutong.registry.people.registers import queries
from hutong.registry.people.registers._entries import read_register
from hutong.registry.people.registers.actions import preview_register
from hutong.registry.people.registers.catalogue import detect, register_named

pytest_plugins = ["tests.city"]

CITY = 110100000000
READ_AS = {"R1": "R1", "R2": "R6", "R3": "R6", "R6": "R6", "R7": "R6", "R8": "R8"}
# What a class of a poor family says in a register, where the file knows the certificate itself.
TOLD_BY_CLASS = {"family_in_difficulty"}


def _ends_in_zeros(note):
    """Whether a number truly ends in 000, which a reader cannot tell from one that was damaged."""
    return "000”被表格软件存成数字" in note.sentence.zh


@pytest.fixture
def city_officer(city):
    officer = officer_named(username=players.CITY_OFFICER, on=city)
    with acting(officer):
        yield officer


@pytest.fixture
def written(city, city_officer):
    """A register of the whole city, with its keys and bytes."""

    def write(code):
        made = make_table(
            wanted=table_named(code),
            place=by_number(CITY),
            period=period_on(Span.DAY, city),
            by=city_officer,
            on=city,
        )
        return made, write_official(made.filled)

    return write


@pytest.mark.parametrize("code", list(READ_AS))
def test_every_child_is_known_again_when_the_file_comes_back(code, written, city, city_officer):
    made, content = written(code)

    imported = preview_register(
        kind=READ_AS[code], file_name=f"{code}.xlsx", content=content, by=city_officer, on=city
    )

    counts = queries.counts(imported)
    assert counts["rows"] == len(made.filled.rows) > 0
    others = [row.name for row in imported.rows.all() if row.verdict != "known"]
    # Without numbers, as in R3, two children of one name and month cannot be told apart.
    twice = [name for name, times in Counter(r[1] for r in made.filled.rows).items() if times > 1]
    assert set(others) <= (set(twice) if code == "R3" else set())


@pytest.mark.parametrize("code", list(READ_AS))
def test_what_is_read_back_is_what_the_file_knows(code, written, city):
    made, content = written(code)
    register = register_named(READ_AS[code])

    read = read_register(read_workbook(content, "名册.xlsx"), register)

    children = Child.objects.in_bulk(made.children)
    assert len(read.proposals) == len(made.children)
    for key, proposal in zip(made.children, read.proposals, strict=True):
        child = children[key]
        assert proposal.name == child.name
        assert [note.sentence.zh for note in proposal.notes if not _ends_in_zeros(note)] == []
        if code in {"R1", "R2", "R6", "R7"}:
            assert proposal.id_number == (child.id_number or "")
        if code != "R3" and child.birth_precision == Precision.DAY:
            assert proposal.birth_date == child.birth_date
        known = facts_on(child, city, city)
        told = {name: value for name, value in proposal.facts.items() if name not in TOLD_BY_CLASS}
        assert told.items() <= known.items()
        for parent in ("father", "mother"):
            person = proposal.people.get(parent)
            for name, value in person.facts.items() if person else ():
                assert known[f"{parent}_{name}"] == value


@pytest.mark.parametrize("code", ["R1", "R6", "R7", "R8"])
def test_the_reader_tells_by_itself_which_register_it_is(code, written):
    _, content = written(code)

    assert detect(read_workbook(content, "名册.xlsx")).code == READ_AS[code]
    assert io.BytesIO(content).read(2) == b"PK"
