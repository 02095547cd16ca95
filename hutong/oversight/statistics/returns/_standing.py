"""The children of a place on a day laid out: who, where, what is known, and which classes.

A child stands in the place of its registration, else in that of its residence, as the monthly
rounds have it, so that the counts of a place's parts add up. Places, kin and facts are those of the
day, as they are known when the table is made. Nothing a person typed enters the text.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.backends.utils import CursorWrapper

from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import parts_of
from hutong.foundation.policy import Pack
from hutong.foundation.policy.compile import Layout, compile_pack
from hutong.oversight.statistics.returns.declared import Asked
from hutong.programmes.benefits.queries import law
from hutong.registry.people.queries import facts_relation_sql

# Each step is a table of the transaction, and known in size to the planner before the next begins:
# behind row policies it guesses sizes so badly that one long query takes minutes for a city.
_SETTINGS = "select set_config('jit', 'off', true), set_config('work_mem', '64MB', true)"
_STEPS = ("return_here", "return_known", "return_classed", "return_kin", "return_grant")

_HERE = """
    create temporary table return_here on commit drop as
    select *, coalesce(hukou_place, residence_place) as home
      from (
        select c.id as child, h.id as hukou_row, r.id as residence_row, c.child_no, c.name,
               c.reading, c.sex, c.birth_date, c.sheltered,
               c.birth_precision, c.id_number, c.ethnic_group, c.phone, c.registered_on,
               case when h.id is null then c.hukou_id else h.place_id end as hukou_place,
               case when h.id is null then c.hukou_detail else h.detail end as hukou_words,
               case when r.id is null then c.residence_id else r.place_id end as residence_place,
               case when r.id is null then c.residence_detail else r.detail end as residence_words
          from people_child c
          left join people_domicile h on h.child_id = c.id and h.kind = 'hukou'
           and h.days @> {day} and h.superseded_on is null
          left join people_domicile r on r.child_id = c.id and r.kind = 'residence'
           and r.days @> {day} and r.superseded_on is null
         where c.registered_on <= {day} and (%(only)s::uuid is null or c.id = %(only)s)
           and (c.died_on is null or c.died_on > {day}) and (c.left_on is null or c.left_on > {day})
      ) standing
     where coalesce(hukou_place, residence_place) between %(low)s and %(high)s;
"""
_KNOWN = "create temporary table return_known on commit drop as {facts};"
_CLASSED = """
    create temporary table return_classed on commit drop as
    with asked as (select * from return_known) {judged};
"""
# Whoever is of none of the classes asked for is left out before anything else is looked up.
_OTHERS = """
    delete from return_here using return_classed classed
     where classed.subject = child and not ({which});
"""


def gather(
    cursor: CursorWrapper,
    asked: Asked,
    *,
    of: Collection[str],
    facts: Collection[str],
    only: UUID | None = None,
) -> None:
    """Lay out the children of a place who are of any of these classes, and what is known of them.

    Afterwards `return_here` holds who and where, `return_known` the facts, `return_classed` the
    classes; they are gone when the transaction ends. With `only`, that child alone is laid out,
    whatever its classes are.
    """
    pack = classes_of_the_law(of)
    day = literal(asked.period.day)
    on = asked.period.day
    cursor.execute(_SETTINGS)
    cursor.execute("drop table if exists " + ", ".join(f"pg_temp.{step}" for step in _STEPS))
    cursor.execute(_HERE.format(day=day), bounds(asked) | {"only": only})
    cursor.execute("analyze return_here")
    known = facts_relation_sql(
        f"select child as subject, {day} as on_day, {day} as values_on from return_here",  # noqa: S608 - a date of ours
        known_on=asked.known_on,
        names={*facts, *(fact.name for fact in Layout(pack).facts)},
    )
    cursor.execute(_KNOWN.format(facts=known))
    judged = compile_pack(pack, "postgres", "asked", asked.known_on, days=(on, on), explain=False)
    cursor.execute("analyze return_known")
    cursor.execute(_CLASSED.format(judged=judged))
    cursor.execute("analyze return_classed")
    if only is not None:
        return
    cursor.execute(_OTHERS.format(which=" or ".join(has_class(code) for code in sorted(of))))
    cursor.execute("analyze return_here")


def classes_of_the_law(codes: Collection[str]) -> Pack:
    """These classes of the law in force, by themselves; one it does not have is left out."""
    pack = law()
    return Pack(
        categories=[one for one in pack.categories if one.code in codes],
        benefits=[],
        vocabulary=pack.vocabulary,
    )


def has_class(code: str) -> str:
    """SQL for whether a child is of a class; false where it is not yet known."""
    if not any(one.code == code for one in law().categories):
        return "false"
    return f'coalesce(classed."{code.replace("-", "_")}__is", false)'


def bounds(asked: Asked) -> dict[str, Any]:
    """The numbers of the place, as a query takes them."""
    return {"low": asked.place.number, "high": asked.place.last}


def areas(asked: Asked) -> Sequence[Place]:
    """The places directly below the one asked of, which are a count's rows; itself if none."""
    return list(parts_of(asked.place, asked.period.day)) or [asked.place]


def area_bounds(parts: Sequence[Place]) -> dict[str, Any]:
    """The numbers of several places, as `area` joins them."""
    return {"lows": [part.number for part in parts], "highs": [part.last for part in parts]}


AREA = "unnest(%(lows)s::bigint[], %(highs)s::bigint[]) as area(number, last)"


def literal(day: date) -> str:
    """A day as SQL has it."""
    return f"date '{day.isoformat()}'"
