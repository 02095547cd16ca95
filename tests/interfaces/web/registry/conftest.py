"""A corner of the city with its offices, each signed in to a browser."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import Level, Place
from hutong.registry.people import actions as people
from hutong.registry.workforce import actions as workforce

ALWAYS = DateRange(date(1999, 1, 1), None)
TODAY = date(2026, 3, 5)


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
    place(110114009003, 110114009003, Level.COMMUNITY, "龙腾苑社区", "longtengyuan", huilongguan)
    place(110105026001, 110105026001, Level.COMMUNITY, "南湖西园社区", "nanhuxiyuan", wangjing)
    return {found.name: found for found in Place.objects.all()}


@pytest.fixture
def post(tree):
    """Puts a person in a post."""

    def put(name, role, place):
        person = Account.objects.create(username=name, name=name)
        return Posting.objects.create(
            account=person, role=role, place=tree[place], days=DateRange(date(2020, 1, 1), None)
        )

    return put


@pytest.fixture
def browser(post):
    """A browser in which somebody is signed in to a post, and which asks for Chinese."""

    def signed_in(name, role, place):
        client = Client(headers={"accept-language": "zh-CN"})
        client.force_login(post(name, role, place).account)
        return client

    return signed_in


@pytest.fixture
def chen_xiuying(browser):
    """The child director of Longzeyuan."""
    return browser("陈秀英", Role.CHILD_DIRECTOR, "龙泽苑社区")


@pytest.fixture
def gao_lan(browser):
    """The child supervisor of Huilongguan."""
    return browser("高岚", Role.CHILD_SUPERVISOR, "回龙观街道")


@pytest.fixture
def zhao_ming(browser):
    """An officer of the city."""
    return browser("赵明", Role.CITY_OFFICER, "北京市")


@pytest.fixture
def zheng_yuan(browser):
    """The officer of the next district, Chaoyang."""
    return browser("郑远", Role.DISTRICT_OFFICER, "朝阳区")


@pytest.fixture
def shen_li(post):
    """The officer of Changping district, who registers and appoints."""
    return Officer.of(post("沈立", Role.DISTRICT_OFFICER, "昌平区"))


@pytest.fixture
def child(shen_li, tree):
    """Registers a child at a place of Changping."""

    def registered(name, place, **told):
        with acting(shen_li):
            return people.register_child(
                name=name, **{"sex": "2", "residence": tree[place]} | told, by=shen_li, on=TODAY
            )

    return registered


@pytest.fixture
def stand_in(shen_li, tree):
    """Lets somebody stand in for the director of a community."""

    def put(name, place):
        with acting(shen_li):
            return workforce.let_stand_in(
                account=Account.objects.create(username=name, name=name),
                place=tree[place],
                since=date(2026, 2, 11),
                reason="原儿童主任病假",
                by=shen_li,
                on=TODAY,
            )

    return put
