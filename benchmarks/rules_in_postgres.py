"""How long PostgreSQL takes to judge every benefit for a district's or a city's register.

    python benchmarks/rules_in_postgres.py               20,000 children, a tenth of facts unknown
    python benchmarks/rules_in_postgres.py 5000 0.4

A server of its own is started for it and thrown away, with all its safety left on. The children
stand in a table with a column for each fact, drawn as for DuckDB, where each takes every value it
can have. Each figure is the best of five runs that store their result in a table; some children
are then judged one by one, and a difference ends the run.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.rules_in_duckdb import CHECKED, ON, RUNS, city
from hutong.config.embedded import ADMIN, Cluster
from hutong.foundation.policy import Kind, Pack
from hutong.foundation.policy.compile import Decoded, Layout, compile_pack
from hutong.law.beijing import pack

TYPES = {
    Kind.YES_NO: "boolean",
    Kind.CODE: "text",
    Kind.NUMBER: "integer",
    Kind.DATE: "date",
    Kind.MONEY: "numeric(12, 2)",
}


def main(children: int, unknown: float) -> None:
    """Make a city, judge it, and check some children against the judge of one."""
    law = pack()
    folder = Path(tempfile.mkdtemp(prefix="hutong-rules-"))
    folder.chmod(0o755)
    cluster = Cluster(folder / "cluster")
    try:
        with (
            cluster.in_use(),
            psycopg.connect(cluster.url(ADMIN, "postgres"), autocommit=True) as database,
        ):
            _fill(database, law, children, unknown)
            print(
                f"{len(law.benefits)} benefits, {len(law.categories)} categories, "
                f"{len(Layout(law).facts)} facts, {children:,} children, "
                f"{unknown:.0%} of facts unknown"
            )
            days = (ON, ON)
            bare = compile_pack(law, "postgres", days=days, explain=False)
            whole = compile_pack(law, "postgres", days=days)
            _run(database, "outcomes and amounts", bare)
            _run(database, "… with failed conditions and missing facts", whole)
            _check(database, law, whole)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(database: psycopg.Connection, law: Pack, children: int, unknown: float) -> None:
    """Draw the city in DuckDB and copy it over."""
    facts = Layout(law).facts
    columns = ", ".join(f'"{fact.name}" {TYPES[fact.kind]}' for fact in facts)
    database.execute(
        f"create table child_facts (subject integer, on_day date, values_on date, {columns})"
    )
    with duckdb.connect() as drawn:
        drawn.execute(city(law, children, unknown))
        rows = drawn.execute("select * from child_facts")
        with database.cursor().copy("copy child_facts from stdin") as copy:
            while block := rows.fetchmany(1_000):
                for row in block:
                    copy.write_row(row)
    database.execute("analyze child_facts")


def _run(database: psycopg.Connection, label: str, query: str) -> None:
    wall = []
    for _ in range(RUNS):
        start = time.perf_counter()
        database.execute("drop table if exists judged")
        database.execute(f"create temporary table judged as {query}")
        wall.append(time.perf_counter() - start)
    print(f"{min(wall):8.2f} s  {label}")


def _check(database: psycopg.Connection, law: Pack, query: str) -> None:
    layout = Layout(law)
    chosen = database.execute(
        f"select * from child_facts order by md5(subject::text) limit {CHECKED}"  # noqa: S608 - a number
    )
    names = [column.name for column in chosen.description or ()]
    children = {row[0]: dict(zip(names, row, strict=True)) for row in chosen.fetchall()}
    asked = f"select * from ({query}) judged where subject = any(%s)"  # noqa: S608 - our own query
    found = database.execute(asked, [[*children]])
    columns = [column.name for column in found.description or ()]
    for values in found.fetchall():
        row = dict(zip(columns, values, strict=True))
        facts = {name: children[row["subject"]][name] for name in layout.facts.names}
        decoded = layout.decode(row)
        for verdict in law.judge_all(facts, ON):
            ours = Decoded(
                verdict.outcome,
                verdict.amount,
                tuple(finding.condition.code for finding in verdict.failed),
                verdict.missing.names,
                tuple(figure.code for figure in verdict.missing_values),
            )
            theirs = decoded[verdict.benefit.code]
            if ours != theirs:
                sys.exit(f"Child {row['subject']}: {verdict.benefit.code}: {ours} is not {theirs}")
    print(f"{CHECKED} children judged one by one come to the same.")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 20_000,
        float(sys.argv[2]) if len(sys.argv) > 2 else 0.1,
    )
