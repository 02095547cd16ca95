"""How a register is asked for: the children of some classes with kin and grants, in one query."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from hutong.foundation.exchange.official import Numbered
from hutong.foundation.exchange.writing import Shape, Value
from hutong.foundation.places.models import Place
from hutong.foundation.places.queries import full_names
from hutong.foundation.secrecy.fields import opened
from hutong.oversight.statistics.returns._persons import Person
from hutong.oversight.statistics.returns._standing import gather, has_class, literal
from hutong.oversight.statistics.returns.declared import Answer, Asked
from hutong.registry.people.models import Adult, Child, Domicile

Tell = Callable[[Person], Value]

PARENT_FACTS = (
    *("life", "measure", "out_of_contact", "guardianship_revoked", "expelled"),
    *("performs_guardianship", "major_disease", "working_away", "able_to_guard"),
)
FACTS = frozenset(
    {
        *("hukou", "care_setting", "adopted", "origin", "guardian_is", "disability_kind"),
        *("disability_level", "major_disease", "study", "on_dibao", "on_tekun"),
        *("on_disabled_living_subsidy", "family_in_difficulty"),
        *(f"{parent}_{name}" for parent in ("father", "mother") for name in PARENT_FACTS),
    }
)

_KIN = """
    create temporary table return_kin on commit drop as
    select child_id, jsonb_object_agg(kind, people) as kin
      from (select tie.child_id, tie.kind,
                   jsonb_agg(jsonb_build_object(
                       'row', adult.id, 'name', adult.name, 'birth', adult.birth_date,
                       'id', adult.id_number, 'phone', adult.phone, 'label', tie.label)
                       order by lower(tie.days), tie.id) as people
              from return_here here
              join people_relation tie on tie.child_id = here.child
              join people_adult adult on adult.id = tie.adult_id
             where tie.superseded_on is null and tie.days @> {day}
             group by tie.child_id, tie.kind) each
     group by child_id;
    analyze return_kin;
"""
_GRANTS = """
    create temporary table return_grant on commit drop as
    select child_id, min(first_month) as first_month, array_agg(distinct benefit) as benefits
      from return_here here join benefits_entitlement on child_id = here.child
     where confirmed_on <= {day} and first_month <= {day}
       and (ended_month is null or ended_month + interval '1 month' > {day})
     group by child_id;
    analyze return_grant;
"""
_ROSTER = """
select here.*, {facts}, {classes}, kin.kin, grants.first_month, grants.benefits,
       institution.name as institution
  from return_here here
  join return_known known on known.subject = here.child
  join return_classed classed on classed.subject = here.child
  left join return_kin kin on kin.child_id = here.child
  left join return_grant grants on grants.child_id = here.child
  left join people_stay stay on stay.child_id = here.child and stay.superseded_on is null
   and stay.days @> {day}
  left join facilities_institution institution on institution.id = stay.institution_id
 order by here.home, here.reading, here.child
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of a register: its header, and what it tells of a child."""

    header: str
    tell: Tell
    width: float = 12
    shape: Shape = Shape.TEXT
    group: str = ""
    guarded: bool = False

    @property
    def numbered(self) -> Numbered:
        return Numbered(self.header, self.width, self.shape, self.group, guarded=self.guarded)


def columns_of(entries: Sequence[Entry]) -> tuple[Numbered, ...]:
    """The columns of a register, the running number first."""
    return (Numbered("序号", 6, Shape.NUMBER), *(entry.numbered for entry in entries))


def roster(asked: Asked, entries: Sequence[Entry], *, of: Collection[str]) -> Answer:
    """The children of any of these classes, each as a row."""
    people = children(asked, of=of)
    rows = [
        (number, *(entry.tell(person) for entry in entries))
        for number, person in enumerate(people, 1)
    ]
    return Answer(rows, children=tuple(person.row["child"] for person in people))


def children(asked: Asked, *, of: Collection[str], only: UUID | None = None) -> list[Person]:
    """The children of the place who are of any of these classes, in the order of their homes.

    With `only`, that child alone, whatever its classes are.
    """
    codes = sorted(of)
    day = literal(asked.period.day)
    with connection.cursor() as cursor:
        gather(cursor, asked, of=of, facts=FACTS, only=only)
        cursor.execute(_KIN.format(day=day))
        cursor.execute(_GRANTS.format(day=day))
        cursor.execute(
            _ROSTER.format(
                day=day,
                facts=", ".join(f"known.{name}" for name in sorted(FACTS)),
                classes=", ".join(f'{has_class(code)} as "is {code}"' for code in codes),
            )
        )
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    numbers = {row[which] for row in rows for which in ("hukou_place", "residence_place")}
    places = full_names(Place.objects.in_bulk({n for n in numbers if n}).values())
    return [Person(row | _open(row), places) for row in rows]


def _open(row: Mapping[str, Any]) -> dict[str, object]:
    """What SQL gave sealed of a child, in plain."""
    own = {"id": row["child"]}
    words = {}
    for kind in ("hukou", "residence"):
        domicile = row[f"{kind}_row"]
        words[f"{kind}_words"] = (
            opened(Domicile, "detail", row[f"{kind}_words"], id=domicile)
            if domicile
            else opened(Child, f"{kind}_detail", row[f"{kind}_words"], **own)
        )
    kin = {
        kind: [
            one
            | {
                "id": opened(Adult, "id_number", one["id"], id=one["row"]),
                "phone": opened(Adult, "phone", one["phone"], id=one["row"]),
            }
            for one in people
        ]
        for kind, people in json.loads(row["kin"] or "{}").items()
    }
    return {
        "id_number": opened(Child, "id_number", row["id_number"], **own),
        "phone": opened(Child, "phone", row["phone"], **own),
        "kin": kin,
        **words,
    }
