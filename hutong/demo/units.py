"""The offices and organisations of the invented city, and those who work in them but pay nobody."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.demo.invented import Inventor
from hutong.demo.neighbourhoods import Neighbourhoods, Spot
from hutong.foundation.access.actions import NewUnit, set_up_units
from hutong.foundation.access.kinds import UnitKind
from hutong.foundation.access.models import Account, Posting, Unit
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import Level, Place

CARERS: Final = 2  # in each institution, that have an account
SOCIAL_WORK: Final = ("北京青禾社会工作服务中心", "北京同行社会工作事务所")
RESCUE_STATION: Final = "北京市未成年人救助保护中心"
PARTNERS: Final = (
    "教育部门",
    "公安机关",
    "卫生健康部门",
    "残疾人联合会",
    "人民法院",
    "监狱管理部门",
    "住房保障部门",
    "财政部门",
    "妇女联合会",
)
# Who keeps the system, and who looks at what was done: one of each, by the name they sign in with.
KEEPERS: Final = (
    ("yanshou", "严守", Role.SECURITY_ADMINISTRATOR),
    ("jiuming", "纠明", Role.AUDIT_ADMINISTRATOR),
    ("shencha", "申察", Role.AUDITOR),
)
HEAD, CARER, RESCUER, WORKER = "yuanzhang", "baoyu", "jiuzhu", "shegong"


def offices_of_the_line(neighbourhoods: Neighbourhoods, since: date) -> list[Unit]:
    """The city's office, the districts' sections, the streets' departments, the committees."""
    places = Place.objects.in_bulk()
    [city] = set_up_units(
        units=[NewUnit(UnitKind.CITY_OFFICE, "儿童福利和保护处", settings.HUTONG_CITY)], since=since
    )
    above: dict[int, Unit] = {}
    for kind, name, level in (
        (UnitKind.DISTRICT_SECTION, "{}民政局儿童福利科", Level.DISTRICT),
        (UnitKind.STREET_DEPARTMENT, "{}社区保障办公室", Level.STREET),
        (UnitKind.COMMUNITY, "{}", Level.COMMUNITY),
    ):
        numbers = sorted({_number(spot, level) for spot in neighbourhoods})
        made = set_up_units(
            units=[
                NewUnit(kind, name.format(places[number].name), number, _above(above, number, city))
                for number in numbers
            ],
            since=since,
        )
        above |= {unit.place_id: unit for unit in made}
    return [city, *above.values()]


def people_in_units(inventor: Inventor, on: date, since: date) -> list[Posting]:
    """Heads and carers of institutions, the rescue station, social workers, partners, keepers."""
    city = settings.HUTONG_CITY
    [rescue] = set_up_units(
        units=[NewUnit(UnitKind.RESCUE_STATION, RESCUE_STATION, city)], since=since
    )
    organisations = set_up_units(
        units=[NewUnit(UnitKind.SOCIAL_WORK, name, city) for name in SOCIAL_WORK], since=since
    )
    partners = set_up_units(
        units=[NewUnit(UnitKind.PARTNER, name, city) for name in PARTNERS], since=since
    )
    homes = Unit.objects.filter(kind=UnitKind.INSTITUTION, days__contains=on).order_by("name")
    posts: list[tuple[str, Role, Unit]] = []
    for number, home in enumerate(homes, 1):
        posts.append((f"{HEAD}{number:02d}", Role.INSTITUTION_HEAD, home))
        posts += [
            (f"{CARER}{number:02d}{letter}", Role.INSTITUTION_STAFF, home)
            for letter in "abcdefgh"[:CARERS]
        ]
    posts += [(f"{RESCUER}{n:02d}", Role.RESCUE_STAFF, rescue) for n in (1, 2)]
    posts += [(f"{WORKER}{n:02d}", Role.SOCIAL_WORKER, unit) for n, unit in _twice(organisations)]
    posts += [(f"xiecha{n:02d}", Role.PARTNER, unit) for n, unit in enumerate(partners, 1)]
    named = [
        (username, inventor.elder_name(inventor.sex()), role, unit)
        for username, role, unit in posts
    ]
    return [*_hold(named, since), *_keep(city, since)]


def _hold(named: Sequence[tuple[str, str, Role, Unit]], since: date) -> list[Posting]:
    accounts = Account.objects.bulk_create(
        Account(username=username, name=name, password=make_password(None))
        for username, name, *_ in named
    )
    return Posting.objects.bulk_create(
        Posting(
            account=account,
            role=role.value,
            place_id=unit.place_id,
            unit=unit,
            days=DateRange(since, None),
        )
        for account, (_, _, role, unit) in zip(accounts, named, strict=True)
    )


def _keep(city: int, since: date) -> list[Posting]:
    return [
        Posting.objects.create(
            account=Account.objects.create(
                username=username, name=name, password=make_password(None)
            ),
            role=role.value,
            place_id=city,
            days=DateRange(since, None),
        )
        for username, name, role in KEEPERS
    ]


def _twice(units: Iterable[Unit]) -> list[tuple[int, Unit]]:
    return list(enumerate((unit for unit in units for _ in range(2)), 1))


def _number(spot: Spot, level: Level) -> int:
    return {
        Level.DISTRICT: spot.district,
        Level.STREET: spot.street,
        Level.COMMUNITY: spot.number,
    }[level]


def _above(units: dict[int, Unit], number: int, city: Unit) -> Unit:
    """The unit of the street or the district around a place, or else the city's."""
    street, district = number - number % 1_000, number - number % 1_000_000
    return units.get(street) or units.get(district) or city
