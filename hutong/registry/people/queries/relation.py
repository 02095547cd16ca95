"""The facts of many children as one relation: a row for each child and day, a column for each fact.

The compiled rules read it. It says of every child and day exactly what `facts_on` says, which a
property test holds. Nothing a person typed enters the text: names come from the vocabulary, and
the day of knowledge is written as a date.
"""

from collections.abc import Collection
from datetime import date

from hutong.foundation.policy import Fact, Kind
from hutong.registry.people._subjects import KNOWN_BY_REGISTER, KNOWN_OF_PARENTS
from hutong.registry.people.facts import VOCABULARY

TYPES = {
    Kind.YES_NO: "boolean",
    Kind.CODE: "text",
    Kind.NUMBER: "integer",
    Kind.DATE: "date",
    Kind.MONEY: "numeric(12,2)",
}


def facts_relation_sql(asked: str, *, known_on: date, names: Collection[str] | None = None) -> str:
    """SQL for the facts of the children and days that another query asks for.

    `asked` is a query with the columns subject (a child's key), on_day and values_on; each of its
    rows is answered by one row with these three columns and one typed column for each fact, null
    where it is unknown. With `names`, the other columns are null without being looked for.
    """
    wanted = set(VOCABULARY.names if names is None else names)
    columns = ",\n       ".join(
        f"{_column(fact) if fact.name in wanted else 'null'}::{TYPES[fact.kind]} as {fact.name}"
        for fact in VOCABULARY
    )
    return f"""
with asked as materialized ({asked}),
held as (
    select distinct subject, on_day, subject as holder, 'child' as part from asked
    union all
    select distinct a.subject, a.on_day, r.adult_id, r.kind
      from asked a join people_relation r on r.child_id = a.subject
     where r.kind in ('father', 'mother') and r.days @> a.on_day and {_believed("r", known_on)}
    union all
    select distinct a.subject, a.on_day, m.household_id, 'household'
      from asked a join people_membership m on m.child_id = a.subject
     where m.days @> a.on_day and {_believed("m", known_on)}
),
said as materialized (
    select h.subject, h.on_day,
           jsonb_object_agg(h.part || ':' || coalesce(f.name, ''), f.value) as known,
           bool_or(h.part = 'father') as father, bool_or(h.part = 'mother') as mother
      from held h
      left join people_fact f
        on f.subject = h.holder and f.days @> h.on_day and {_believed("f", known_on)}
     group by h.subject, h.on_day
)
select a.subject, a.on_day, a.values_on,
       {columns}
  from asked a join said on said.subject = a.subject and said.on_day = a.on_day
"""  # noqa: S608 - the names are the vocabulary's, and `asked` is the caller's own query


def _column(fact: Fact) -> str:
    """What is known of a fact: by whom it is about, by the register, or by the child's file."""
    ways = [f"known ->> 'child:{fact.name}'"]
    if fact.subject != "child":
        ways.insert(0, f"known ->> '{fact.subject}:{fact.record}'")
    if fact.name in KNOWN_OF_PARENTS:
        value = KNOWN_OF_PARENTS[fact.name]
        ways.insert(1, f"case when said.{fact.subject} then '{value}' end")
    if fact.name in KNOWN_BY_REGISTER:
        ways.append(f"'{str(KNOWN_BY_REGISTER[fact.name]).lower()}'")
    return f"coalesce({', '.join(ways)})" if len(ways) > 1 else f"({ways[0]})"


def _believed(row: str, known_on: date) -> str:
    """That the office knew a row at the end of a day and nothing had taken its place."""
    day = f"date '{known_on.isoformat()}'"
    return (
        f"{row}.recorded_on <= {day}"
        f" and ({row}.superseded_on is null or {row}.superseded_on > {day})"
    )
