"""How children are counted: one query for all areas of a place and their total."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from hutong.foundation.exchange.writing import Value
from hutong.oversight.statistics.returns._standing import (
    AREA,
    area_bounds,
    areas,
    bounds,
    gather,
    literal,
)
from hutong.oversight.statistics.returns.declared import Answer, Asked
from hutong.oversight.statistics.returns.funds import DIBAO, LIVING, TEKUN, on_accounts

_GRANTS = """
    create temporary table return_grant on commit drop as
    select distinct child_id
      from return_here here join benefits_entitlement on child_id = here.child
     where benefit = any(%(securing)s) and confirmed_on <= {day} and first_month <= {day}
       and (ended_month is null or ended_month + interval '1 month' > {day});
    analyze return_grant;
"""
_COUNT = """
select coalesce(area.number, %(low)s), grouping(coalesce(area.number, %(low)s)) = 1 as of_all,
       {cells}
  from return_here here
  join return_known known on known.subject = here.child
  join return_classed classed on classed.subject = here.child
  left join return_grant grants on grants.child_id = here.child
  left join {area} on here.home between area.number and area.last
 group by grouping sets ((coalesce(area.number, %(low)s)), ())
"""


def children_where(condition: str) -> str:
    """SQL that counts the children of whom something is true."""
    return f"count(*) filter (where {condition})"


def counted(
    asked: Asked,
    cells: Sequence[str | None],
    *,
    of: Collection[str],
    facts: Collection[str] = (),
) -> Answer:
    """A row for every part of the place and the total; a cell without SQL stands empty.

    The children of any of the classes `of` are counted; `facts` are what cells ask besides.
    """
    parts = areas(asked)
    asking = [cell for cell in cells if cell is not None]
    with connection.cursor() as cursor:
        gather(cursor, asked, of=of, facts=facts)
        cursor.execute(_GRANTS.format(day=literal(asked.period.day)), _securing())
        cursor.execute(
            _COUNT.format(area=AREA, cells=", ".join(asking)), bounds(asked) | area_bounds(parts)
        )
        found = {(area, of_all): amounts for area, of_all, *amounts in cursor.fetchall()}
    names = {part.number: part.name for part in parts}
    if (asked.place.number, False) in found:
        names.setdefault(asked.place.number, f"{asked.place.name}本级")
    nobody = [0] * len(asking)
    rows = [
        (name, *_spread(found.get((number, False), nobody), cells))
        for number, name in names.items()
    ]
    (whole,) = [amounts for (_, of_all), amounts in found.items() if of_all] or [nobody]
    return Answer(rows, total=("合计", *_spread(whole, cells)))


def _securing() -> dict[str, Any]:
    """The benefits that secure a child's basic living."""
    return {"securing": sorted(on_accounts({LIVING, DIBAO, TEKUN}))}


def _spread(amounts: Sequence[int], cells: Sequence[str | None]) -> list[Value]:
    """The amounts in the columns that ask for one, the others empty."""
    waiting = iter(amounts)
    return [None if cell is None else next(waiting) for cell in cells]
