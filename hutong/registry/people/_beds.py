"""Whoever sleeps in an institution is the institution's: its staff see the file, for so long."""

from collections.abc import Iterable
from datetime import date

from hutong.foundation.access import Officer
from hutong.foundation.access.actions import give_files, take_back_file
from hutong.foundation.access.models import Assignment
from hutong.registry.people.models import Child, Stay

GROUND = "stay"


def give_by_beds(children: Iterable[Child], *, by: Officer, on: date) -> None:
    """Let the files follow the beds as they are known now: given, and taken back.

    A stay that has not begun gives nothing yet; one that ends later is given until then.
    """
    keys = [child.pk for child in children]
    standing = Stay.objects.standing().filter(child__in=keys, days__startswith__lte=on)
    wanted = {
        (stay.child_id, stay.institution.unit_id): stay
        for stay in standing.select_related("institution__unit")
        if stay.days.upper is None or stay.days.upper > on
    }
    given = Assignment.objects.filter(file__in=keys, ground=GROUND, ended_on__isnull=True)
    for one in given.select_related("unit"):
        if one.unit is not None and wanted.pop((one.file, one.unit.pk), None) is None:
            take_back_file(file=one.file, held_by=one.unit, by=by, on=on)
    units = {stay.institution.unit_id: stay.institution.unit for stay in wanted.values()}
    for key, unit in units.items():
        files = [child for child, where in wanted if where == key]
        give_files(files=files, to=unit, ground=GROUND, since=on, by=by)
