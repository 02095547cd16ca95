"""What may be done about access: to set up a unit, and to give a file to it or to a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access.kinds import UnitKind
from hutong.foundation.access.models import Account, Assignment, Unit
from hutong.foundation.access.officer import Officer
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text


class NotSoSetUp(Refused):
    """What was said of a unit cannot be."""


class NotGiven(Refused):
    """The file is not with that unit or person, or is with it already."""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit as it will be set up: what it is, where it stands, and under which other one."""

    kind: UnitKind
    name: str
    place: int
    under: Unit | None = None


@transaction.atomic
def set_up_units(*, units: Iterable[NewUnit], since: date) -> list[Unit]:
    """Record units from their first day; who may is asked by the verb that sets them up."""
    wanted = list(units)
    if not all(unit.name.strip() for unit in wanted):
        raise NotSoSetUp(
            Finding(Text("请写明单位名称。", "Give the name of the unit."), field="name")
        )
    named = {(unit.place, unit.name.strip()) for unit in wanted}
    standing = Unit.objects.filter(
        place_id__in={unit.place for unit in wanted}, days__overlap=DateRange(since, None)
    )
    taken = named.intersection(standing.values_list("place_id", "name"))
    if taken or len(named) < len(wanted):
        raise NotSoSetUp(
            Finding(
                Text("这里已有同名的单位。", "There is a unit of that name here."), field="name"
            )
        )
    return Unit.objects.bulk_create(
        [
            Unit(
                kind=UnitKind(unit.kind).value,
                name=unit.name.strip(),
                place_id=unit.place,
                under=unit.under,
                days=DateRange(since, None),
            )
            for unit in wanted
        ],
        batch_size=2_000,
    )


@transaction.atomic
def give_files(
    *,
    files: Iterable[UUID],
    to: Unit | Account,
    ground: str,
    since: date,
    by: Officer,
) -> list[Assignment]:
    """Let a unit or a person see these files from now on; those it has already stay as they are.

    The officer must see the files: the database refuses others.
    """
    whose = {"unit": to} if isinstance(to, Unit) else {"account": to}
    there = Assignment.objects.filter(**whose, ended_on__isnull=True)
    wanted = list(dict.fromkeys(files))
    held = set(there.filter(file__in=wanted).values_list("file", flat=True))
    return Assignment.objects.bulk_create(
        [
            Assignment(file=file, ground=ground, since=since, given_by_id=by.account_id, **whose)
            for file in wanted
            if file not in held
        ],
        batch_size=2_000,
    )


@transaction.atomic
def take_back_file(*, file: UUID, held_by: Unit | Account, by: Officer, on: date) -> Assignment:
    """End what was given: from the next statement on, the file is not there for them."""
    whose = {"unit": held_by} if isinstance(held_by, Unit) else {"account": held_by}
    found = Assignment.objects.filter(file=file, ended_on__isnull=True, **whose).first()
    if found is None:
        raise NotGiven(
            Finding(
                Text("这份档案没有交给该单位或个人。", "That file is not with the unit or person.")
            )
        )
    found.ended_on, found.ended_by_id = max(on, found.since), by.account_id
    found.save(update_fields=["ended_on", "ended_by"])
    return found
