"""What may be done with institutions: to open one, to approve its beds, to close it."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access import Officer
from hutong.foundation.access.actions import NewUnit, set_up_units
from hutong.foundation.access.kinds import UnitKind
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text
from hutong.foundation.places.models import Place
from hutong.registry.facilities.kinds import InstitutionKind, InstitutionLevel
from hutong.registry.facilities.models import Institution

WORKS_AS = {
    InstitutionKind.CHILD_WELFARE: UnitKind.INSTITUTION,
    InstitutionKind.SOCIAL_WELFARE: UnitKind.INSTITUTION,
    InstitutionKind.RESCUE_STATION: UnitKind.RESCUE_STATION,
}
OFFICES = frozenset({Role.CITY_OFFICER, Role.DISTRICT_OFFICER, Role.DISTRICT_HEAD})


class NotTheirInstitution(Refused):
    """Institutions are kept by the civil affairs office in whose area they lie."""


class NotSoOpened(Refused):
    """What was said of the institution cannot be."""


@transaction.atomic
def open_institution(
    *,
    name: str,
    level: InstitutionLevel,
    kind: InstitutionKind,
    place: Place,
    approved_beds: int,
    since: date,
    by: Officer,
    on: date,
) -> Institution:
    """Record an institution that takes children in, from its first day."""
    _refuse_strangers(place, by)
    if not name.strip() or approved_beds < 0 or since > on:
        raise NotSoOpened(
            Finding(
                Text(
                    "机构要有名称，核定床位数不能为负，开办日期不能晚于今天。",
                    "An institution has a name, no fewer than no beds, and opened no later than "
                    "today.",
                )
            )
        )
    works_as = NewUnit(WORKS_AS[InstitutionKind(kind)], name.strip(), place.pk)
    [unit] = set_up_units(units=[works_as], since=since)
    return Institution.objects.create(
        name=name.strip(),
        unit=unit,
        level=InstitutionLevel(level).value,
        kind=InstitutionKind(kind).value,
        place=place,
        approved_beds=approved_beds,
        days=DateRange(since, None),
    )


@transaction.atomic
def approve_beds(*, institution: Institution, beds: int, by: Officer, on: date) -> Institution:
    """Record how many beds the institution is approved for from now on."""
    _refuse_strangers(institution.place, by)
    if beds < 0 or not _open(institution, on):
        raise NotSoOpened(
            Finding(
                Text(
                    "只能给开办中的机构核定床位，床位数不能为负。",
                    "Beds are approved for an open institution, and not fewer than none.",
                )
            )
        )
    institution.approved_beds = beds
    institution.save(update_fields=["approved_beds"])
    return institution


@transaction.atomic
def close_institution(*, institution: Institution, by: Officer, on: date) -> Institution:
    """Record that the institution takes nobody in from this day on."""
    _refuse_strangers(institution.place, by)
    if not _open(institution, on):
        raise NotSoOpened(
            Finding(
                Text("该机构在这一天并未开办。", "The institution is not open on that day."),
            )
        )
    institution.days = DateRange(institution.days.lower, on)
    institution.save(update_fields=["days"])
    return institution


def _open(institution: Institution, on: date) -> bool:
    first, end = institution.days.lower, institution.days.upper
    return first < on and (end is None or on < end)


def _refuse_strangers(place: Place, by: Officer) -> None:
    if by.role in OFFICES and by.answers_for(place.pk):
        return
    raise NotTheirInstitution(
        Finding(
            Text(
                "机构由所在地的市、区民政部门登记，您的岗位不能办理。",
                "Institutions are recorded by the civil affairs office of their area; your post "
                "cannot do this.",
            )
        )
    )
