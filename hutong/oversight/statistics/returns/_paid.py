"""What approved rounds paid in some months, summed for areas in one query.

A child counts once in an area: in the place and the fund of its last line of the time asked. A
child counts when some line pays it money; what was taken back is taken off the sums.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

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

PAID = """
with line as materialized (
    select line.id, line.child_id as child, line.place_id as place, line.paid_in, line.amount,
           line.due, line.kind,
           case when benefit = any(%(orphan)s) then 'orphan'
                when benefit = any(%(de_facto)s) then 'de facto' else 'other' end as fund
      from benefits_line line
      join benefits_round round on round.id = line.round_id and round.approved_on is not null
     where line.live and line.paid_in between %(first)s and %(last)s
       and line.place_id between %(low)s and %(high)s and benefit = any(%(living)s)
),
paid as materialized (
    select child, sum(amount) as amount, bool_or(amount > 0) as is_paid,
           (array_agg(place order by id desc))[1] as place,
           (array_agg(fund order by id desc))[1] as fund,
           max(due) filter (where kind = 'normal') as due
      from line group by child
)"""

_SETTINGS = """,
known as materialized ({facts})"""

_BY_AREA = """
select coalesce(area.number, %(low)s), grouping(coalesce(area.number, %(low)s)) = 1 as of_all,
       {cells}
  from paid {joined}
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
        cursor.execute(
            PAID
            + (_SETTINGS.format(facts=_settings(asked)) if settings else "")
            + _BY_AREA.format(
                cells=", ".join(cells),
                joined="join known on known.subject = paid.child" if settings else "",
                area=AREA,
            ),
            named(asked) | area_bounds(parts),
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


def named(asked: Asked) -> dict[str, Any]:
    """The place, months and benefits of a payment table, as its query takes them."""
    return bounds(asked) | {
        "first": asked.period.first.first_day,
        "last": asked.period.last.first_day,
        "orphan": sorted(of_fund(Fund.ORPHAN)),
        "de_facto": sorted(of_fund(Fund.DE_FACTO)),
        "living": sorted(on_accounts({LIVING})),
    }


def settings_of(asked: Asked) -> str:
    """The common table `known` with where each paid child is raised on the last day."""
    return _SETTINGS.format(facts=_settings(asked))


def people(condition: str) -> str:
    """SQL that counts the paid children of whom something is true."""
    return f"count(*) filter (where is_paid and {condition})"


def money(condition: str) -> str:
    """SQL that sums what was paid to them."""
    return f"coalesce(sum(amount) filter (where {condition}), 0)"


def _settings(asked: Asked) -> str:
    day = literal(min(asked.period.day, asked.known_on))
    return facts_relation_sql(
        f"select child as subject, {day} as on_day, {day} as values_on from paid",  # noqa: S608 - a date of ours
        known_on=asked.known_on,
        names={"care_setting"},
    )
