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


def facts_relation_sql(
    asked: str,
    *,
    known_on: date,
    names: Collection[str] | None = None,
    many_days: bool = False,
) -> str:
    """SQL for the facts of the children and days that another query asks for.

    `asked` is a query with the columns subject (a child's key), on_day and values_on; each of its
    rows is answered by one row with these three columns and one typed column for each fact, null
    where it is unknown. With `names`, the other columns are null without being looked for.

    Asked for `many_days` of each child, it works out a child's facts once for every stretch of
    days on which none of them changes.
    """
    wanted = set(VOCABULARY.names if names is None else names)
    columns = ",\n           ".join(
        f"{_column(fact) if fact.name in wanted else 'null'}::{TYPES[fact.kind]} as {fact.name}"
        for fact in VOCABULARY
    )
    stored = sorted({name for fact in VOCABULARY if fact.name in wanted for name in _stored(fact)})
    shape = _BY_STRETCHES if many_days else _BY_DAYS
    return (
        shape.replace("COLUMNS", columns)
        .replace("LISTED", ", ".join(f"answers.{name}" for name in VOCABULARY.names))
        .replace("NAMES", ", ".join(f"'{name}'" for name in stored) or "null")
        .replace("R_BELIEVED", _believed("r", known_on))
        .replace("M_BELIEVED", _believed("m", known_on))
        .replace("F_BELIEVED", _believed("f", known_on))
        .replace("ASKED", asked)
    )


# Each child and day by itself: quick for a few children, and for all of them on one day.
_BY_DAYS = """
with asked as materialized (ASKED),
held as (
    select distinct subject, on_day, subject as holder, 'child' as part from asked
    union all
    select distinct a.subject, a.on_day, r.adult_id, r.kind
      from asked a join people_relation r on r.child_id = a.subject
     where r.kind in ('father', 'mother') and r.days @> a.on_day and R_BELIEVED
    union all
    select distinct a.subject, a.on_day, m.household_id, 'household'
      from asked a join people_membership m on m.child_id = a.subject
     where m.days @> a.on_day and M_BELIEVED
),
said as materialized (
    select h.subject, h.on_day,
           jsonb_object_agg(h.part || ':' || coalesce(f.name, ''), f.value) as known,
           bool_or(h.part = 'father') as father, bool_or(h.part = 'mother') as mother
      from held h
      left join people_fact f
        on f.subject = h.holder and f.days @> h.on_day and f.name in (NAMES) and F_BELIEVED
     group by h.subject, h.on_day
)
select a.subject, a.on_day, a.values_on,
           COLUMNS
  from asked a join said on said.subject = a.subject and said.on_day = a.on_day
"""

# Everything that is believed is read once; a stretch begins where anything begins or ends.
_BY_STRETCHES = """
with asked as materialized (ASKED),
believed as materialized (
    select f.subject as holder, f.name, f.value, f.days
      from people_fact f where f.name in (NAMES) and F_BELIEVED
),
held as materialized (
    select distinct subject, subject as holder, 'child' as part, daterange(null, null) as days
      from asked
    union all
    select r.child_id, r.adult_id, r.kind, r.days
      from people_relation r where r.kind in ('father', 'mother') and R_BELIEVED
    union all
    select m.child_id, m.household_id, 'household', m.days
      from people_membership m where m.child_id is not null and M_BELIEVED
),
stated as materialized (
    select h.subject, h.part, null as name, null as value, h.days
      from held h where h.part <> 'child'
    union all
    select h.subject, h.part, b.name, b.value, h.days * b.days
      from held h join believed b on b.holder = h.holder and b.days && h.days
),
turns as (
    select subject, lower(days) as day from stated where not lower_inf(days)
    union
    select subject, upper(days) from stated where not upper_inf(days)
),
placed as (
    select subject, on_day, is_asked,
           max(turn) over (partition by subject order by on_day, is_asked) as stretch
      from (select subject, day as on_day, day as turn, false as is_asked from turns
            union all
            select distinct subject, on_day, date '-infinity', true from asked) met
),
stretches as (
    select subject, stretch, min(on_day) as on_day from placed where is_asked
     group by subject, stretch
),
said as (
    select p.subject, p.stretch,
           jsonb_object_agg(coalesce(s.part, '') || ':' || coalesce(s.name, ''), s.value) as known,
           bool_or(s.part = 'father') as father, bool_or(s.part = 'mother') as mother
      from stretches p left join stated s on s.subject = p.subject and s.days @> p.on_day
     group by p.subject, p.stretch
),
answers as materialized (
    select said.subject as child, said.stretch,
           COLUMNS
      from said
)
select a.subject, a.on_day, a.values_on,
           LISTED
  from asked a
  join placed p on p.subject = a.subject and p.on_day = a.on_day and p.is_asked
  join answers on answers.child = p.subject and answers.stretch = p.stretch
"""


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


def _stored(fact: Fact) -> set[str]:
    """The names under which a fact may stand in a row."""
    return {fact.name, fact.record}


def _believed(row: str, known_on: date) -> str:
    """That the office knew a row at the end of a day and nothing had taken its place."""
    day = f"date '{known_on.isoformat()}'"
    return (
        f"{row}.recorded_on <= {day}"
        f" and ({row}.superseded_on is null or {row}.superseded_on > {day})"
    )
