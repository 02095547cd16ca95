"""A street, its people, and a browser for each of them."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.months import Month
from hutong.foundation.places.models import Place
from hutong.programmes.benefits.models import PayeeAccount
from tests.programmes.benefits.families import ABLE, ORPHAN, a_family, granted

ALWAYS = DateRange(date(1999, 1, 1), None)
THIS_YEAR = DateRange(date(2026, 1, 1), None)
TODAY = date(2026, 3, 5)


@pytest.fixture(autouse=True)
def _on_the_fifth_of_march(monkeypatch):
    monkeypatch.setenv("HUTONG_TODAY", TODAY.isoformat())


@pytest.fixture
def changping():
    return Place.objects.create(
        number=110114000000,
        last=110114999999,
        code="110114000000",
        name="昌平区",
        pinyin="changpingqu",
        level=3,
        days=ALWAYS,
    )


@pytest.fixture
def shiyuan(changping):
    return Place.objects.create(
        number=110114011001,
        last=110114011001,
        code="110114011001",
        name="柿园社区",
        pinyin="shiyuanshequ",
        level=5,
        parent=changping,
        days=ALWAYS,
    )


def account(username, name):
    person = Account(username=username, name=name)
    person.set_password("three hens in the yard")
    person.save()
    return person


def post(person, role, place):
    return Posting.objects.create(account=person, role=role, place=place, days=THIS_YEAR)


@pytest.fixture
def chen_xiuying(shiyuan):
    person = account("chenxiuying", "陈秀英")
    post(person, Role.CHILD_DIRECTOR, shiyuan)
    return person


@pytest.fixture
def shen_li(changping):
    person = account("shenli", "沈立")
    post(person, Role.DISTRICT_OFFICER, changping)
    post(person, Role.PAYMENT_CLERK, changping)
    return person


@pytest.fixture
def browser_of():
    """A browser in which somebody is signed in, and which asks for Chinese."""

    def browser(person):
        client = Client(headers={"accept-language": "zh-CN"})
        client.force_login(person)
        return client

    return browser


# --- who pays, and whom ---------------------------------------------------------------------------

ORPHANS, DE_FACTO = "living-allowance-orphan", "living-allowance-de-facto"


@pytest.fixture
def beijing():
    return Place.objects.create(
        number=110100000000,
        last=110199999999,
        code="110100000000",
        name="北京市",
        pinyin="beijingshi",
        level=2,
        days=ALWAYS,
    )


def hired(username, name, role, place):
    person = account(username, name)
    return person, Officer.of(post(person, role, place))


@pytest.fixture
def shen(changping):
    return hired("shenli2", "沈立", Role.DISTRICT_OFFICER, changping)[1]


@pytest.fixture
def he_yun(changping):
    return hired("heyun", "贺芸", Role.PAYMENT_CLERK, changping)[0]


@pytest.fixture
def du_ruo(changping):
    return hired("duruo", "杜若", Role.PAYMENT_CHECKER, changping)[0]


@pytest.fixture
def han_zhang(changping):
    return hired("hanzhang", "韩章", Role.PAYMENT_APPROVER, changping)[0]


@pytest.fixture
def yu_he():
    miyun = Place.objects.create(
        number=110118000000,
        last=110118999999,
        code="110118000000",
        name="密云区",
        pinyin="miyunqu",
        level=3,
        days=ALWAYS,
    )
    return hired("yuhe", "于禾", Role.DISTRICT_OFFICER, miyun)[0]


@pytest.fixture
def tong_yutong(beijing, shiyuan, shen):
    """An orphan of eleven, granted and with an account; nothing is missing."""
    child = a_family("童雨桐", shiyuan, shen)
    granted(child, ORPHANS, shen, date(2026, 2, 20), Month(2026, 3))
    with acting(shen):
        PayeeAccount.objects.create(
            child=child,
            holder="童建军",
            kind="other",
            relation="伯父",
            bank="北京银行",
            number="6222020200001234",
            days=DateRange(date(2026, 2, 1), None),
            recorded_on=date(2026, 2, 20),
            recorded_by_id=shen.account_id,
        )
    return child


@pytest.fixture
def bai_lu(beijing, shiyuan, shen):
    """Her mother is able; nobody has said whether her father is out of contact."""
    father = {name: value for name, value in ABLE.items() if name != "out_of_contact"}
    dibao = ORPHAN | {"on_dibao": True, "own_dibao_amount": "1812.50"}
    child = a_family("白露", shiyuan, shen, facts=dibao, father=father, mother={"life": "dead"})
    granted(child, DE_FACTO, shen, date(2026, 2, 20), Month(2026, 3))
    return child


def officer_of(person):
    return Officer.of(Posting.objects.filter(account=person).select_related("place").first())
