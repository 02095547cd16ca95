"""A corner of the city: two districts, three communities, and the people who answer for them."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.identity import check_character
from hutong.foundation.places.models import Level, Place
from hutong.registry.facilities import actions as facilities
from hutong.registry.facilities.kinds import InstitutionKind, InstitutionLevel
from hutong.registry.people import actions as people

ALWAYS = DateRange(date(1999, 1, 1), None)
TODAY = date(2026, 3, 16)


@pytest.fixture
def tree(db):
    """Beijing with Changping and Chaoyang, a street in each, and their communities."""

    def place(number, last, level, name, pinyin, parent=None):  # noqa: PLR0917 - a table's columns
        return Place.objects.create(
            number=number,
            last=last,
            code=str(number),
            name=name,
            pinyin=pinyin,
            level=level,
            parent=parent,
            days=ALWAYS,
        )

    city = place(110100000000, 110199999999, Level.CITY, "北京市", "beijingshi")
    changping = place(110114000000, 110114999999, Level.DISTRICT, "昌平区", "changpingqu", city)
    chaoyang = place(110105000000, 110105999999, Level.DISTRICT, "朝阳区", "chaoyangqu", city)
    huilongguan = place(
        110114009000, 110114009999, Level.STREET, "回龙观街道", "huilongguanjiedao", changping
    )
    wangjing = place(
        110105026000, 110105026999, Level.STREET, "望京街道", "wangjingjiedao", chaoyang
    )
    place(110114009001, 110114009001, Level.COMMUNITY, "龙泽苑社区", "longzeyuan", huilongguan)
    place(110114009002, 110114009002, Level.COMMUNITY, "云趣园社区", "yunquyuan", huilongguan)
    place(110105026001, 110105026001, Level.COMMUNITY, "南湖西园社区", "nanhuxiyuan", wangjing)
    place(120100000000, 120199999999, Level.CITY, "天津市", "tianjinshi")
    return {found.name: found for found in Place.objects.all()}


@pytest.fixture
def post(tree):
    """Puts a person in a post."""

    def put(name, role, place):
        account = Account.objects.create(username=name, name=name)
        posting = Posting.objects.create(
            account=account, role=role, place=tree[place], days=DateRange(date(2020, 1, 1), None)
        )
        return Officer.of(posting)

    return put


@pytest.fixture
def chen_xiuying(post):
    """The child director of Longzeyuan."""
    return post("陈秀英", Role.CHILD_DIRECTOR, "龙泽苑社区")


@pytest.fixture
def gao_lan(post):
    """The child supervisor of Huilongguan."""
    return post("高岚", Role.CHILD_SUPERVISOR, "回龙观街道")


@pytest.fixture
def shen_li(post):
    """The officer of Changping district."""
    return post("沈立", Role.DISTRICT_OFFICER, "昌平区")


@pytest.fixture
def stranger(post):
    """The officer of the next district, Chaoyang."""
    return post("郑远", Role.DISTRICT_OFFICER, "朝阳区")


@pytest.fixture
def luo_min(post):
    """An officer of the city."""
    return post("罗敏", Role.CITY_OFFICER, "北京市")


@pytest.fixture
def as_shen_li(shen_li):
    """Everything in the test is done by Shen Li."""
    with acting(shen_li):
        yield shen_li


@pytest.fixture
def id_number():
    """Makes numbers that are valid in form, in an area that was never issued."""

    def make(birth_date, sex, serial=1):
        digits = f"119901{birth_date:%Y%m%d}{serial:02}{1 if sex == '1' else 2}"
        return digits + check_character(digits)

    return make


@pytest.fixture
def xiaoman(tree, shen_li):
    """林小满, eight years old, who lives and is registered in Longzeyuan."""
    with acting(shen_li):
        return people.register_child(
            name="林小满",
            sex="2",
            birth_date=date(2017, 5, 21),
            residence=tree["龙泽苑社区"],
            hukou=tree["龙泽苑社区"],
            paper="户口簿",
            by=shen_li,
            on=date(2026, 1, 5),
        )


@pytest.fixture
def guilan(xiaoman, shen_li):
    """周桂兰, who raises her granddaughter."""
    with acting(shen_li):
        adult = people.record_adult(
            child=xiaoman, name="周桂兰", sex="2", by=shen_li, on=date(2026, 1, 5)
        )
        people.relate(
            child=xiaoman,
            adult=adult,
            kind="grandparent",
            label="外祖母",
            by=shen_li,
            on=date(2026, 1, 5),
        )
    return adult


@pytest.fixture
def linfeng(xiaoman, shen_li):
    """林峰, Xiaoman's father."""
    with acting(shen_li):
        adult = people.record_adult(
            child=xiaoman, name="林峰", sex="1", by=shen_li, on=date(2026, 1, 5)
        )
        people.relate(child=xiaoman, adult=adult, kind="father", by=shen_li, on=date(2026, 1, 5))
    return adult


@pytest.fixture
def children_home(tree, luo_min):
    """The municipal child welfare institution, which lies in Chaoyang."""
    with acting(luo_min):
        return facilities.open_institution(
            name="市第一儿童福利院",
            level=InstitutionLevel.CITY,
            kind=InstitutionKind.CHILD_WELFARE,
            place=tree["南湖西园社区"],
            approved_beds=2,
            since=date(2005, 6, 1),
            by=luo_min,
            on=date(2026, 1, 5),
        )
