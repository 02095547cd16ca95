"""Everybody of a place judged under two laws at once, in one question to the database.

The facts of all children are gathered once and judged twice. Of benefits that exclude each other
the set that pays most is taken on each side, as a round does. What comes out is counted by part
of the place, age and classes; no name and no key leaves the database.
"""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, transaction

from hutong.foundation.kernel.dates import add_months
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Benefit, Pack
from hutong.foundation.policy.compile import Dialect, Layout, compile_pack
from hutong.programmes.benefits._reckoning import YEAR_OF, _choices, _clusters
from hutong.registry.people.queries import facts_relation_sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.utils import CursorWrapper

MONTHS_OF_YEAR = 12


class UnreadableSnapshot(Refused):
    """The file is no snapshot of a register, or lacks a fact that the law asks for."""


class Counted(NamedTuple):
    """What became of the children of one part of the place, one age and the same classes.

    `part` is the number of the part, None for the place itself; `band` counts the ages, None where
    the birth date is not known; the bits of `classes` are the classes of the law. Gainers are paid
    more than before, losers less; `entering` were paid nothing before, `leaving` nothing after; the
    `waiting` are paid nothing under one of the laws and might be, once a paper comes. Sums are yuan
    a month.
    """

    part: int | None
    band: int | None
    classes: int
    children: int
    gainers: int
    losers: int
    entering: int
    leaving: int
    waiting: int
    drawing_before: int
    drawing_after: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is judged, on which day, by the figures of which day, and how they are counted.

    `parts` are the first and last numbers of the parts of the place, `ages` the first age of each
    band after the first.
    """

    low: int
    high: int
    on: date
    values_on: date
    parts: Sequence[tuple[int, int]]
    ages: Sequence[int]


WHO = """
    select c.id as subject, coalesce(c.hukou_id, c.residence_id) as place
      from people_child c
     where coalesce(c.hukou_id, c.residence_id) between {low} and {high}
       and c.registered_on <= date '{on}'
       and (c.died_on is null or c.died_on > date '{on}')
       and (c.left_on is null or c.left_on > date '{on}')
"""
ASKED = "select subject, date '{on}' as on_day, date '{values_on}' as values_on from who"

SNAPSHOT_WHO = "select subject, place from snapshot where place between {low} and {high}"
SNAPSHOT_FACTS = """
    select *, date '{on}' as on_day, date '{values_on}' as values_on
      from snapshot where place between {low} and {high}
"""

# The planner cannot know how many rows a step of so long a question has, and takes them to be few:
# left to itself it compares every child with every other. Set back when the question is answered.
SETTINGS = {"jit": "off", "work_mem": "128MB", "enable_nestloop": "off"}

# In the words of both PostgreSQL and DuckDB. A twelfth is rounded to the fen in whole numbers: one
# of the two divides sums of money inexactly.
COMPARED = """
with who as materialized ({who}),
facts as materialized ({facts}),
law_before as materialized ({judged_before}),
law_after as materialized ({judged_after}),
law(code, cluster, position, year_of) as (values {law}),
members(code, choice) as (values {members}),
found as materialized ({found}),
granted as (
    select f.side, f.subject, f.amount, k.code, k.cluster, k.position,
           f.amount * k.year_of as worth,
           cast(round(f.amount * 100) as bigint) * k.year_of * 2 + {months} as twenty_fourths
      from found f join law k on k.code = f.code
     where f.outcome and f.amount is not null
),
worths as (
    select g.side, g.subject, g.cluster, m.choice,
           row_number() over (
               partition by g.side, g.subject, g.cluster
               order by sum(g.worth) desc, array_agg(g.position order by g.position)
           ) as standing
      from granted g join members m on m.code = g.code
     group by g.side, g.subject, g.cluster, m.choice
),
chosen as materialized (
    select g.side, g.subject,
           cast((g.twenty_fourths - g.twenty_fourths % (2 * {months})) / (2 * {months}) as bigint)
           * 0.01 as monthly
      from worths w
      join granted g on g.side = w.side and g.subject = w.subject and g.cluster = w.cluster
      join members m on m.code = g.code and m.choice = w.choice
     where w.standing = 1
),
paid as (
    select side, subject, sum(monthly) as monthly, bool_or(waiting) as waiting
      from (select side, subject, monthly, false as waiting from chosen
            union all
            select side, subject, 0, true from found where outcome is null) told
     group by side, subject
),
one as (
    select {part} as part, {band} as band, {classes} as classes,
           coalesce(x.monthly, 0) as before, coalesce(y.monthly, 0) as after,
           coalesce(x.waiting and x.monthly = 0, false)
           or coalesce(y.waiting and y.monthly = 0, false) as waiting
      from who
      join facts f on f.subject = who.subject
      join law_before b on b.subject = who.subject
      join law_after a on a.subject = who.subject
      left join paid x on x.side = 0 and x.subject = who.subject
      left join paid y on y.side = 1 and y.subject = who.subject
)
select part, band, classes, count(*) as children,
       count(*) filter (where after > before), count(*) filter (where after < before),
       count(*) filter (where after > 0 and before = 0),
       count(*) filter (where after = 0 and before > 0),
       count(*) filter (where waiting),
       count(*) filter (where before > 0), count(*) filter (where after > 0),
       sum(before), sum(after)
  from one group by part, band, classes order by part, band, classes
"""


@contextmanager
def reading_only() -> "Iterator[None]":
    """Whatever tries to write inside is refused by the database itself."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction read only")
        yield


@contextmanager
def _planned() -> "Iterator[CursorWrapper]":
    """A cursor under the settings for so long a question; afterwards they are as they were."""
    exchange = "select " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute("select " + ", ".join(f"current_setting('{name}')" for name in SETTINGS))
        before = cursor.fetchone()
        cursor.execute(exchange, [*SETTINGS.values()])
        yield cursor
        cursor.execute(exchange, before)


def compare(before: Pack, after: Pack, asked: Asked) -> list[Counted]:
    """What becomes of everybody on the register; nothing can be written meanwhile."""
    layouts = [Layout(pack) for pack in (before, after)]
    names = {fact.name for layout in layouts for fact in layout.facts} | {"birth_date"}
    facts = facts_relation_sql(
        ASKED.format(on=asked.on, values_on=asked.values_on), known_on=asked.on, names=names
    )
    who = WHO.format(low=asked.low, high=asked.high, on=asked.on)
    with reading_only(), _planned() as cursor:
        cursor.execute(_query(before, after, asked, who=who, facts=facts, dialect="postgres"))
        return [Counted(*row) for row in cursor.fetchall()]


def compare_snapshot(before: Pack, after: Pack, asked: Asked, file: Path) -> list[Counted]:
    """The same for a file with one row a child: subject, place, and a column for every fact."""
    import duckdb  # noqa: PLC0415 - half a second that nobody else should wait for

    with duckdb.connect() as database:
        try:
            database.read_parquet(str(file)).create_view("snapshot")
            query = _query(
                before,
                after,
                asked,
                who=SNAPSHOT_WHO.format(low=asked.low, high=asked.high),
                facts=SNAPSHOT_FACTS.format(
                    low=asked.low, high=asked.high, on=asked.on, values_on=asked.values_on
                ),
                dialect="duckdb",
            )
            return [Counted(*row) for row in database.execute(query).fetchall()]
        except (duckdb.BinderException, duckdb.IOException, duckdb.InvalidInputException) as fault:
            said = str(fault).splitlines()[0]
            raise UnreadableSnapshot(
                Finding(
                    Text(
                        "这个文件不能作为名册快照使用：{said}",
                        "The file cannot be used as a snapshot of the register: {said}",
                    ).filled(said=said)
                )
            ) from None


def paid_here(pack: Pack) -> list[Benefit]:
    """The benefits that cost this office money."""
    return [item for item in pack.benefits if item.pays is not None and item.paid_here]


def _query(
    before: Pack, after: Pack, asked: Asked, *, who: str, facts: str, dialect: Dialect
) -> str:
    paid = paid_here(before)
    clusters = list(_clusters(paid))
    choices = [choice for cluster in clusters for choice in _choices(cluster)]
    cluster_of = {item.code: place for place, cluster in enumerate(clusters) for item in cluster}
    days = (min(asked.on, asked.values_on), max(asked.on, asked.values_on))
    judged = [
        compile_pack(pack, dialect, "facts", asked.on, days=days, explain=False)
        for pack in (before, after)
    ]
    return COMPARED.format(
        who=who,
        facts=facts,
        judged_before=judged[0],
        judged_after=judged[1],
        law=", ".join(
            f"('{item.code}', {cluster_of[item.code]}, {place}, {YEAR_OF[item.period]})"
            for place, item in enumerate(paid)
        ),
        members=", ".join(
            f"('{item.code}', {place})" for place, choice in enumerate(choices) for item in choice
        ),
        found=" union all ".join(
            f"select {side} as side, subject, '{item.code}' as code,"  # noqa: S608 - our own names
            f' "{_column(item)}__outcome" as outcome, "{_column(item)}__amount" as amount'
            f' from law_{name} where "{_column(item)}__outcome" is distinct from false'
            for side, name in enumerate(("before", "after"))
            for item in paid
        ),
        months=MONTHS_OF_YEAR,
        part=_part(asked.parts),
        band=_band(asked),
        classes=_classes(before),
    )


def _part(parts: Iterable[tuple[int, int]]) -> str:
    """The number of the part of the place a child lives in."""
    cases = [f"when who.place between {low} and {high} then {low}" for low, high in parts]
    return f"case {' '.join(cases)} end" if cases else "cast(null as bigint)"


def _band(asked: Asked) -> str:
    """How many of the named ages a child has completed; nothing where its birth is not known."""
    days = [add_months(asked.on, -MONTHS_OF_YEAR * age) for age in asked.ages]
    reached = [f"case when f.birth_date <= date '{day}' then 1 else 0 end" for day in days]
    return f"case when f.birth_date is not null then {' + '.join(reached) or '0'} end"


def _classes(pack: Pack) -> str:
    """A bit for every class the child belongs to before or after."""
    names = [f'"{item.code.replace("-", "_")}__is"' for item in pack.categories]
    bits = [
        f"case when b.{name} or a.{name} then {1 << place} else 0 end"
        for place, name in enumerate(names)
    ]
    return f"cast({' + '.join(bits) or '0'} as bigint)"


def _column(benefit: Benefit) -> str:
    return benefit.code.replace("-", "_")
