"""How long DuckDB takes to judge a whole city by the shipped law.

    python benchmarks/rules_in_duckdb.py                 2,600,000 children, a tenth unknown
    python benchmarks/rules_in_duckdb.py 200000 0.4

Every fact of every child is drawn by itself, so each takes every value it can have: harder than a
real city, in which nearly all children are alike. Codes are kept as DuckDB's ENUM, as a snapshot
keeps them. Each figure is the best of five runs that store their result in a table.
"""

import os
import resource
import sys
import time
from datetime import date
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hutong.foundation.policy import Fact, Kind, Pack
from hutong.foundation.policy.compile import Decoded, Layout, compile_pack
from hutong.law.beijing import pack

ON = date(2026, 11, 1)
CHECKED = 400
RUNS = 5


def main(children: int, unknown: float) -> None:
    """Make a city, judge it, and check some children against the judge of one."""
    law = pack()
    with duckdb.connect() as database:
        threads = len(os.sched_getaffinity(0))
        database.execute(f"set threads = {threads}")
        start = time.perf_counter()
        database.execute(city(law, children, unknown))
        print(
            f"{len(law.benefits)} benefits, {len(law.categories)} categories, "
            f"{len(Layout(law).facts)} facts, {children:,} children, "
            f"{unknown:.0%} of facts unknown, {threads} threads, DuckDB {duckdb.__version__}; "
            f"city made in {time.perf_counter() - start:.1f} s"
        )
        days = (ON, ON)
        whole = compile_pack(law, "duckdb", days=days)
        bare = compile_pack(law, "duckdb", days=days, explain=False)
        _run(database, "copied, nothing judged", "select * from child_facts", children)
        _run(database, "outcomes and amounts", bare, children)
        _run(database, "… with failed conditions and missing facts", whole, children)
        any_day = compile_pack(law, "duckdb")
        _run(database, "… by the law of any day, not only of this one", any_day, children)
        _count(database, law, whole)
        _check(database, law, whole)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{peak:8,.0f} MiB at most")


def city(law: Pack, children: int, unknown: float) -> str:
    """The statement that makes the table of children, in DuckDB's words."""
    facts = ", ".join(_column(fact, unknown) for fact in Layout(law).facts)
    keys = f"range::integer as subject, date '{ON}' as on_day, date '{ON}' as values_on"
    return f"create table child_facts as select {keys}, {facts} from range({children})"  # noqa: S608 - our own names


def _column(fact: Fact, unknown: float) -> str:
    """A column in which each child's value follows from its number, the same in every run."""
    drawn = f"hash(range, '{fact.name}')"
    codes = sorted(fact.possible or ())
    listed = ", ".join(f"'{code}'" for code in codes)
    chosen = f"enum_range(null::enum({listed}))[1 + ({drawn} % {len(codes) or 1})::integer]"
    value = {
        Kind.YES_NO: f"{drawn} % 100 < 15",
        Kind.CODE: f"{chosen}::enum({listed})",
        Kind.NUMBER: f"({drawn} % 13)::integer",
        Kind.DATE: f"date '{ON}' - ({drawn} % 8000)::integer",
        Kind.MONEY: f"(({drawn} % 300000) / 100)::decimal(12, 2)",
    }[fact.kind]
    is_unknown = f"hash('{fact.name}', range) % 1000 < {round(unknown * 1000)}"
    return f'case when {is_unknown} then null else {value} end as "{fact.name}"'


def _run(database: duckdb.DuckDBPyConnection, label: str, query: str, children: int) -> None:
    wall, worked = [], []
    for _ in range(RUNS):
        start, start_work = time.perf_counter(), time.process_time()
        database.execute(f"create or replace temp table judged as {query}")
        wall.append(time.perf_counter() - start)
        worked.append(time.process_time() - start_work)
    rate = children / min(wall) / 1e6
    print(f"{min(wall):8.2f} s  {min(worked):6.2f} s of CPU  {rate:5.2f} M children/s  {label}")


def _count(database: duckdb.DuckDBPyConnection, law: Pack, query: str) -> None:
    """How often each benefit comes to yes and to no."""
    database.execute(f"create or replace temp table judged as {query}")
    for benefit in law.benefits:
        outcome = f'"{benefit.code.replace("-", "_")}__outcome"'
        [row] = database.execute(
            f"select count(*) filter ({outcome}), count(*) filter (not {outcome}), "  # noqa: S608 - our own names
            f"count(*) filter ({outcome} is null) from judged"
        ).fetchall()
        yes, no, still_open = row
        print(f"{yes:12,} yes {no:12,} no {still_open:12,} not yet  {benefit.code}")


def _check(database: duckdb.DuckDBPyConnection, law: Pack, query: str) -> None:
    """Judge some of the children one by one; a difference ends the run."""
    layout = Layout(law)
    chosen = database.execute(
        f"select * from child_facts order by hash(subject) limit {CHECKED}"  # noqa: S608 - a number
    )
    names = [column[0] for column in chosen.description]
    children = {row[0]: dict(zip(names, row, strict=True)) for row in chosen.fetchall()}
    numbers = ", ".join(map(str, children))
    found = database.execute(f"select * from ({query}) where subject in ({numbers})")  # noqa: S608 - numbers
    columns = [column[0] for column in found.description]
    for values in found.fetchall():
        row = dict(zip(columns, values, strict=True))
        facts = {name: children[row["subject"]][name] for name in layout.facts.names}
        for verdict in law.judge_all(facts, ON):
            ours = Decoded(
                verdict.outcome,
                verdict.amount,
                tuple(finding.condition.code for finding in verdict.failed),
                verdict.missing.names,
                tuple(figure.code for figure in verdict.missing_values),
            )
            theirs = layout.decode(row)[verdict.benefit.code]
            if ours != theirs:
                sys.exit(f"Child {row['subject']}: {verdict.benefit.code}: {ours} is not {theirs}")
    print(f"{CHECKED} children judged one by one come to the same.")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 2_600_000,
        float(sys.argv[2]) if len(sys.argv) > 2 else 0.1,
    )
