"""A street, its people, and a browser for each of them."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.places.models import Place

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
