"""What approved rounds paid in some months, summed for areas in one query.

A child counts once in an area: in the place and the fund of its last line of the time asked. A
child counts when some line pays it money; what was taken back is taken off the sums.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from hutong.oversight.statistics.returns._standing import (
    AREA,
    area_bounds,
    areas,
    bounds,
    literal,
)
from hutong.oversight.statistics.returns.declared import Asked
from hutong.oversight.statistics.returns.funds import LIVING, Fund, of_fund, on_accounts
from hutong.registry.people.queries import facts_relation_sql

# Tables of the transaction, known in size to the planner, as those of `_standing`.
_STEPS = ("return_line", "return_paid", "return_setting")
_LINES = """
    create temporary table return_line on commit drop as
    select line.id, line.child_id as child, line.place_id as place, line.paid_in, line.amount,
           line.due, line.kind,
           case when benefit = any(%(orphan)s) then 'orphan'
                when benefit = any(%(de_facto)s) then 'de facto' else 'other' end as fund
      from benefits_line line
      join benefits_round round on round.id = line.round_id and round.approved_on is not null
     where line.live and line.paid_in between %(first)s and %(last)s
       and line.place_id between %(low)s and %(high)s and benefit = any(%(living)s);
    create temporary table return_paid on commit drop as
    select child, sum(amount) as amount, bool_or(amount > 0) as is_paid,
           (array_agg(place order by id desc))[1] as place,
           (array_agg(fund order by id desc))[1] as fund,
           max(due) filter (where kind = 'normal') as due
      from return_line group by child;
    analyze return_line, return_paid;
"""
_SETTINGS = "create temporary table return_setting on commit drop as {facts};"

_BY_AREA = """
select coalesce(area.number, %(low)s), grouping(coalesce(area.number, %(low)s)) = 1 as of_all,
       {cells}
  from return_paid paid {joined}
  left join {area} on paid.place between area.number and area.last
 group by grouping sets ((coalesce(area.number, %(low)s)), ())
"""


class ByArea(NamedTuple):
    """The amounts of each area that has any, in the order of the areas, and those of all."""

    rows: Sequence[tuple[str, Sequence[Any]]]
    total: Sequence[Any]


def by_area(asked: Asked, cells: Sequence[str], *, everywhere: bool, settings: bool) -> ByArea:
    """The cells for each area; those without children too where they are wanted `everywhere`.

    With `settings`, a cell may ask where a child is raised on the last day (`known.care_setting`).
    """
    parts = areas(asked)
    with connection.cursor() as cursor:
        lay_out(cursor, asked, settings=settings)
        cursor.execute(
            _BY_AREA.format(
                cells=", ".join(cells),
                joined="join return_setting known on known.subject = child" if settings else "",
                area=AREA,
            ),
            bounds(asked) | area_bounds(parts),
        )
        found = {(area, of_all): amounts for area, of_all, *amounts in cursor.fetchall()}
    names = {part.number: part.name for part in parts}
    if (asked.place.number, False) in found:
        names.setdefault(asked.place.number, f"{asked.place.name}本级")
    nothing = [None if "max(" in cell else 0 for cell in cells]
    rows = [
        (name, found.get((number, False), nothing))
        for number, name in names.items()
        if everywhere or (number, False) in found
    ]
    total = next((amounts for (_, of_all), amounts in found.items() if of_all), nothing)
    return ByArea(rows, [0 if cell is None else cell for cell in total] if not rows else total)


def lay_out(cursor: CursorWrapper, asked: Asked, *, settings: bool) -> None:
    """Lay out what was paid: `return_line` has the lines, `return_paid` the children.

    With `settings`, `return_setting` has where each orphan or de facto unsupported child is raised.
    """
    cursor.execute("drop table if exists " + ", ".join(f"pg_temp.{step}" for step in _STEPS))
    cursor.execute("select set_config('jit', 'off', true)")
    cursor.execute(_LINES, _named(asked))
    if settings:
        cursor.execute(_SETTINGS.format(facts=_settings(asked)))
        cursor.execute("analyze return_setting")


def _named(asked: Asked) -> dict[str, Any]:
    return bounds(asked) | {
        "first": asked.period.first.first_day,
        "last": asked.period.last.first_day,
        "orphan": sorted(of_fund(Fund.ORPHAN)),
        "de_facto": sorted(of_fund(Fund.DE_FACTO)),
        "living": sorted(on_accounts({LIVING})),
    }


def people(condition: str) -> str:
    """SQL that counts the paid children of whom something is true."""
    return f"count(*) filter (where is_paid and {condition})"


def money(condition: str) -> str:
    """SQL that sums what was paid to them."""
    return f"coalesce(sum(amount) filter (where {condition}), 0)"


def _settings(asked: Asked) -> str:
    day = literal(min(asked.period.day, asked.known_on))
    return facts_relation_sql(
        f"select child as subject, {day} as on_day, {day} as values_on from return_paid",  # noqa: S608 - a date of ours
        known_on=asked.known_on,
        names={"care_setting"},
    )
