"""How cases move: how many are open, late and closed, and how long they take, by place."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from hutong.foundation.places.models import Place


@dataclass(frozen=True, slots=True)
class Flow:
    """The cases of one procedure at one part of a place."""

    procedure: str
    number: int
    name: str
    open: int
    late: int
    closed: int
    median_days: float | None


def flow(*, place: Place, since: date, on: date) -> list[Flow]:
    """For each procedure and each part of a place: open and late on a day, closed since another.

    The median is of the days from opening to closing of those closed since then.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with late as (
                select distinct case_id from casework_clock
                 where ended_by_id is null and due_on < %(on)s
            )
            select filed.procedure, part.number, part.name,
                   count(*) filter (where filed.closed_on is null or filed.closed_on > %(on)s),
                   count(*) filter (where filed.closed_on is null and late.case_id is not null),
                   count(*) filter (where filed.closed_on between %(since)s and %(on)s),
                   percentile_cont(0.5) within group (order by filed.closed_on - filed.opened_on)
                       filter (where filed.closed_on between %(since)s and %(on)s)
              from places_place part
              join casework_case filed
                on filed.place_id between part.number and part.last and filed.opened_on <= %(on)s
              left join late on late.case_id = filed.id
             where part.parent_id = %(place)s and part.days @> %(on)s
             group by filed.procedure, part.number, part.name
             order by filed.procedure, part.number
            """,
            {"place": place.pk, "since": since, "on": on},
        )
        return [Flow(*row) for row in cursor.fetchall()]
