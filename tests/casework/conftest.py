"""Two streets of one district, those who act there, and a law with one short procedure."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.casework import actions as casework
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.calendar import actions as calendar
from hutong.foundation.places.models import Place
from hutong.registry.people.models import Child

ON = date(2026, 3, 2)  # a Monday


def place(number, last, name, level, parent=None):
    return Place.objects.create(
        number=number,
        last=last,
        code=str(number),
        name=name,
        pinyin=name,
        level=level,
        parent=parent,
        days=DateRange(date(2000, 1, 1), None),
    )


@pytest.fixture(autouse=True)
def small_law(settings):
    settings.HUTONG_LAW = "tests.casework.small_law"


@pytest.fixture
def city(db):
    return place(110100000000, 110199999999, "北京市", 2)


@pytest.fixture
def changping(city):
    return place(110114000000, 110114999999, "昌平区", 3, city)


@pytest.fixture
def huilongguan(changping):
    return place(110114010000, 110114010999, "回龙观街道", 4, changping)


@pytest.fixture
def longze(huilongguan):
    return place(110114010001, 110114010001, "龙泽社区", 5, huilongguan)


@pytest.fixture
def miyun(city):
    return place(110118000000, 110118999999, "密云区", 3, city)


@pytest.fixture
def gulou(miyun):
    return place(110118001000, 110118001999, "鼓楼街道", 4, miyun)


def post(name, role, at):
    account, _ = Account.objects.get_or_create(username=name, defaults={"name": name})
    posting = Posting.objects.create(
        account=account, role=role, place=at, days=DateRange(date(2020, 1, 1), None)
    )
    return Officer.of(posting)


@pytest.fixture
def zhao_min(longze):
    return post("赵敏", Role.CHILD_DIRECTOR, longze)


@pytest.fixture
def qian_jin(huilongguan):
    return post("钱进", Role.CHILD_SUPERVISOR, huilongguan)


@pytest.fixture
def sun_li(huilongguan):
    return post("孙立", Role.CHILD_SUPERVISOR, huilongguan)


@pytest.fixture
def shen_li(changping):
    return post("沈立", Role.DISTRICT_OFFICER, changping)


@pytest.fixture
def fang_zhi(gulou):
    return post("方志", Role.CHILD_SUPERVISOR, gulou)


@pytest.fixture
def xiaoman(longze, zhao_min, shen_li):
    with acting(zhao_min):
        return Child.objects.create(
            child_no="B2026-000001",
            name="林小满",
            pinyin="linxiaoman",
            initials="lxm",
            sex="2",
            birth_date=date(2016, 5, 21),
            birth_precision="day",
            residence=longze,
            hukou=longze,
            registered_on=date(2026, 1, 6),
        )


@pytest.fixture
def announced(shen_li):
    with acting(shen_li):
        calendar.load_package_years(by=shen_li, on=ON)


@pytest.fixture
def asked(xiaoman, zhao_min):
    with acting(zhao_min):
        return casework.open_case(
            procedure="bicycle",
            child=xiaoman,
            answers={"wish": "一辆红色的"},
            by=zhao_min,
            on=ON,
        )


def take(case, step, by, on, seen=None, **more):
    with acting(by):
        last = case.taken.order_by("-number").values_list("number", flat=True).first()
        return casework.take_step(
            case=case, step=step, seen=last if seen is None else seen, by=by, on=on, **more
        )
