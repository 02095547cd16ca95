"""The SELECT for everybody: its columns, its dialects, and what its numbers mean."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest
import sqlglot

from hutong.foundation.policy import Outcome
from hutong.foundation.policy.compile import Layout, compile_pack, decode
from tests.foundation.policy.sample_law import PACK, hiv_allowance, orphan_allowance

TWO = [orphan_allowance, hiv_allowance]


def judged(sql, rows):
    with duckdb.connect() as database:
        columns = (
            "subject integer, on_day date, values_on date, birth_date date, city_hukou boolean"
        )
        columns += ", study text, adopted boolean, hiv_infected boolean"
        columns += ", father_life text, mother_life text"
        database.execute(f"create table child_facts ({columns})")
        for row in rows:
            names, marks = ", ".join(row), ", ".join("?" * len(row))
            database.execute(f"insert into child_facts ({names}) values ({marks})", [*row.values()])  # noqa: S608 - our own names
        found = database.execute(sql)
        names = [column[0] for column in found.description]
        return [dict(zip(names, values, strict=True)) for values in found.fetchall()]


def test_numbers_in_a_row_are_decoded_into_the_words_of_a_verdict():
    day = date(2026, 3, 1)
    rows = judged(
        compile_pack(TWO, "duckdb"),
        [
            {
                "subject": 1,
                "on_day": day,
                "values_on": day,
                "birth_date": date(2015, 2, 28),
                "city_hukou": True,
                "adopted": False,
                "father_life": "dead",
                "hiv_infected": False,
            }
        ],
    )

    [found] = [decode(TWO, row) for row in rows]

    assert rows[0]["orphan_allowance__outcome"] is None
    assert found["orphan-allowance"].outcome is Outcome.NOT_YET
    assert found["orphan-allowance"].missing == ("mother_life",)
    assert found["hiv-allowance"].outcome is Outcome.NO
    assert found["hiv-allowance"].failed == ("hiv",)
    assert found["hiv-allowance"].amount is None


def test_every_bit_of_a_missing_column_has_a_name():
    layout = Layout(TWO)
    bits = layout.bits(orphan_allowance)

    assert {name for name, _, _ in bits} == {
        "city_hukou",
        "father_life",
        "mother_life",
        "adopted",
        "birth_date",
        "study",
        "rate",
    }
    row = {name: 0 for name, _ in layout.missing_columns(orphan_allowance)}
    _, column, bit = next(item for item in bits if item[0] == "adopted")
    row |= {column: 1 << bit, "orphan_allowance__failed": 0}
    row |= {"orphan_allowance__outcome": None, "orphan_allowance__amount": None}
    assert Layout([orphan_allowance]).facts.names == tuple(
        name for name, _, _ in bits if name != "rate"
    )
    assert layout._decode(orphan_allowance, row).missing == ("adopted",)


def test_without_explanation_there_are_only_outcomes_amounts_and_categories():
    sql = compile_pack(PACK, "postgres", explain=False)
    names = sqlglot.parse_one(sql, dialect="postgres").named_selects

    assert names[:6] == ["subject", "on_day", "values_on", "orphan__is", "de_facto__is", "hiv__is"]
    assert {name.rpartition("__")[2] for name in names[6:]} == {"outcome", "amount"}


@pytest.mark.parametrize("dialect", ["postgres", "duckdb", "spark"])
def test_every_dialect_reads_what_was_written_for_it(dialect):
    sql = compile_pack(PACK, dialect, relation="snapshot", known_on=date(2026, 3, 1))
    tree = sqlglot.parse_one(sql, dialect=dialect)

    assert {table.name for table in tree.find_all(sqlglot.exp.Table)} == {"snapshot"}
    assert ("OFFSET 0" in sql) is (dialect == "postgres")


def test_a_promise_about_the_days_leaves_old_law_out():
    day = date(2026, 3, 1)
    whole, today = compile_pack(PACK), compile_pack(PACK, days=(day, day))

    assert "2016-05-31" in whole
    assert "2016-05-31" not in today
    assert len(today) < len(whole)


def test_amounts_are_sums_to_the_fen():
    day = date(2023, 10, 1)
    row = {"subject": 1, "on_day": day, "values_on": day, "birth_date": date(2015, 1, 1)}
    row |= {"city_hukou": True, "hiv_infected": True}

    [found] = judged(compile_pack(TWO, "duckdb"), [row])

    assert found["hiv_allowance__amount"] == Decimal("858.00")
    assert str(found["hiv_allowance__amount"]) == "858.00"
