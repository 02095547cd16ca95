"""Holds the three ways of judging to one another: Python, PostgreSQL, DuckDB.

A test draws cases, and `assert_agreement` judges all of them at once in each way and compares
outcome, amount, failed conditions, missing facts and missing figures, row by row.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random

import duckdb

from hutong.foundation.policy import Expression, Fact, FactTuple, Kind, Pack
from hutong.foundation.policy.answers import as_json
from hutong.foundation.policy.compile import Decoded, Layout, compile_pack
from hutong.foundation.policy.expressions import IsKnown

COLUMN_TYPES = {
    Kind.YES_NO: "boolean",
    Kind.CODE: "text",
    Kind.NUMBER: "integer",
    Kind.DATE: "date",
    Kind.MONEY: "numeric(12,2)",
}
DUCKDB = duckdb.connect(config={"threads": 1})
LEAP_DAY = date(2008, 2, 29)


@dataclass(frozen=True)
class Case:
    """One person on one day, judged with the figures of another."""

    facts: dict[str, object]
    on: date
    values_on: date


def draw_cases(facts: FactTuple, random: Random, count: int, unknown: float = 0.4) -> list[Case]:
    """Cases in which any fact may be unknown, on days near those on which ages and months turn."""
    cases = []
    for _ in range(count):
        on = draw_day(random, LEAP_DAY)
        values_on = on.replace(day=1) if random.random() < 0.5 else draw_day(random, on)
        share = random.choice([0, unknown, unknown, 0.9])
        drawn = {fact.name: draw_value(fact, random, on) for fact in facts}
        known = {name: value for name, value in drawn.items() if random.random() >= share}
        cases.append(Case(known, on, values_on))
    return cases


def draw_day(random: Random, around: date) -> date:
    """A day some years and months away, often at the end of a month or on a leap day."""
    day = date(random.randint(2014, 2028), random.randint(1, 12), random.randint(1, 28))
    way = random.random()
    if way < 0.2:
        return LEAP_DAY if random.random() < 0.5 else date(2024, 2, 29)
    if way < 0.4:
        return day.replace(day=1) - timedelta(days=random.randint(0, 3))
    if way < 0.6:
        year = max(1990, around.year - random.randint(-1, 20))
        return date(year, around.month, min(around.day, 28)) + timedelta(days=random.randint(-1, 1))
    return day


def draw_value(fact: Fact, random: Random, on: date) -> object:
    """Some value a fact can have."""
    if fact.kind is Kind.YES_NO:
        return random.random() < 0.5
    if fact.kind is Kind.CODE:
        return random.choice(sorted(fact.possible or ()))
    if fact.kind is Kind.NUMBER:
        return random.choice([0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 18, 24])
    if fact.kind is Kind.DATE:
        return draw_day(random, on)
    return random.choice([Decimal(0), Decimal(random.randint(-500, 600000)) / 100])


select = lru_cache(maxsize=16)(compile_pack)


def judged_in_python(pack: Pack, cases: list[Case], known_on: date | None) -> list[dict]:
    found = []
    for case in cases:
        verdicts = pack.judge_all(case.facts, case.on, values_on=case.values_on, known_on=known_on)
        findings = pack.categories_of(
            case.facts, case.on, values_on=case.values_on, known_on=known_on
        )
        row: dict[str, object] = {
            verdict.benefit.code: Decoded(
                verdict.outcome,
                verdict.amount,
                tuple(finding.condition.code for finding in verdict.failed),
                verdict.missing.names,
                tuple(figure.code for figure in verdict.missing_values),
            )
            for verdict in verdicts
        }
        row |= {f"is {item.category.code}": item.outcome for item in findings}
        found.append(row)
    return found


def judged_in_postgres(pack: Pack, cases: list[Case], connection, **options) -> list[dict]:
    layout = Layout(pack)
    rows = [
        {"subject": number, "on_day": case.on.isoformat(), "values_on": case.values_on.isoformat()}
        | {name: as_json(value) for name, value in case.facts.items()}
        for number, case in enumerate(cases)
    ]
    relation = f"select * from jsonb_to_recordset(%s::jsonb) as row({_columns(layout)})"  # noqa: S608 - our own names
    query = select(pack, "postgres", **options)
    query = f"with child_facts as materialized ({relation}) {query} order by 1"
    with connection.cursor() as cursor:
        cursor.execute(query, [json.dumps(rows)])
        return decoded(layout, [item[0] for item in cursor.description], cursor.fetchall())


def judged_in_duckdb(pack: Pack, cases: list[Case], **options) -> list[dict]:
    layout = Layout(pack)
    names = layout.facts.names
    with DUCKDB.cursor() as database:
        database.execute(f"create or replace temp table child_facts ({_columns(layout)})")
        places = ", ".join(["(" + ", ".join("?" * (3 + len(names))) + ")"] * len(cases))
        values: list[object] = []
        for number, case in enumerate(cases):
            values += [number, case.on, case.values_on, *map(case.facts.get, names)]
        database.execute(f"insert into child_facts values {places}", values)  # noqa: S608 - only marks
        found = database.execute(select(pack, "duckdb", **options) + " order by 1")
        return decoded(layout, [item[0] for item in found.description], found.fetchall())


def assert_agreement(
    pack: Pack,
    cases: list[Case],
    connection,
    *,
    known_on: date | None = None,
    days: tuple[date, date] | None = None,
) -> None:
    """Judge every case in all three ways and fail on the first difference."""
    in_python = judged_in_python(pack, cases, known_on)
    options = {"known_on": known_on, "days": days}
    ways = {
        "DuckDB": judged_in_duckdb(pack, cases, **options),
        "PostgreSQL": judged_in_postgres(pack, cases, connection, **options),
    }
    for way, rows in ways.items():
        assert len(rows) == len(cases)
        for case, ours, theirs in zip(cases, in_python, rows, strict=True):
            different = {
                code: (ours[code], theirs[code]) for code in ours if ours[code] != theirs[code]
            }
            assert not different, f"Python and {way} differ on {case}: {different}"


def assert_nothing_else_matters(pack: Pack, cases: list[Case], random: Random) -> None:
    """Facts outside the missing ones cannot change an outcome, neither alone nor together.

    What a rule only asks to be on record is left as it is: learning it would change the record.
    """
    on_record = asked_for_the_record(pack)
    facts = [fact for fact in Layout(pack).facts if fact.name not in on_record]
    for case in cases:
        for verdict in pack.judge_all(case.facts, case.on, values_on=case.values_on):
            unknown = [
                fact
                for fact in facts
                if fact.name not in case.facts and fact.name not in verdict.missing.names
            ]
            learnt = {fact.name: draw_value(fact, random, case.on) for fact in unknown}
            alone = [{name: value} for name, value in learnt.items()]
            for more in (learnt, *random.sample(alone, min(3, len(alone)))):
                again = verdict.benefit.judge(  # type: ignore[attr-defined] # a pack holds benefits
                    case.facts | more, case.on, values_on=case.values_on
                )
                assert (again.outcome, again.amount) == (verdict.outcome, verdict.amount), (
                    f"{verdict.benefit.code} lacks {verdict.missing.names} on {case}, "
                    f"yet {more} makes it {again.outcome}"
                )


def asked_for_the_record(pack: Pack) -> set[str]:
    """The facts of which a rule asks whether they are on record."""
    plan = pack.reckoner.plan
    return {
        item.name
        for node in plan.nodes
        if isinstance(node, IsKnown)
        for item in _below(node)
        if isinstance(item, Fact)
    }


def _below(item: Expression) -> Iterator[Expression]:
    yield item
    for part in item.parts:
        yield from _below(part)


def kind_columns(layout: Layout, text: str = "text") -> list[tuple[str, str]]:
    """The columns of the relation that is judged, each with its type."""
    keys = [("subject", "integer"), ("on_day", "date"), ("values_on", "date")]
    types = COLUMN_TYPES | {Kind.CODE: text}
    return keys + [(fact.name, types[fact.kind]) for fact in layout.facts]


def _columns(layout: Layout) -> str:
    return ", ".join(f'"{name}" {kind}' for name, kind in kind_columns(layout))


def decoded(layout: Layout, names: list[str], rows: list) -> list[dict]:
    """Rows of a database in the words of a verdict."""
    found = []
    for values in rows:
        row = dict(zip(names, values, strict=True))
        held = layout.categories_in(row)
        found.append(layout.decode(row) | {f"is {code}": value for code, value in held.items()})
    return found
