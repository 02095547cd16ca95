"""A small city: two districts, the people who pay, and a law with a rate that comes late."""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from django.db import connections
from django.db.backends.postgresql.psycopg_any import DateRange
from psycopg import sql

from hutong.config.embedded import ADMIN, OWNER, Cluster
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.months import Month
from hutong.foundation.places.models import Place
from hutong.programmes.benefits.models import Line, Round
from hutong.registry.people.models import Child
from tests.server import MARK, TEMPLATE


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


@pytest.fixture
def city():
    return place(110100000000, 110199999999, "北京市", 2)


@pytest.fixture
def changping(city):
    return place(110114000000, 110114999999, "昌平区", 3, city)


@pytest.fixture
def miyun(city):
    return place(110118000000, 110118999999, "密云区", 3, city)


@pytest.fixture
def huilongguan(changping):
    return place(110114010001, 110114010001, "龙泽社区", 5, changping)


@pytest.fixture
def gulou(miyun):
    return place(110118001001, 110118001001, "车站路社区", 5, miyun)


def post(name, role, at):
    account = Account.objects.create(username=f"{name}-{role.value}", name=name)
    posting = Posting.objects.create(
        account=account, role=role, place=at, days=DateRange(date(2020, 1, 1), None)
    )
    return Officer.of(posting)


@pytest.fixture
def shen_li(changping):
    return post("沈立", Role.DISTRICT_OFFICER, changping)


@pytest.fixture
def gao_lan(changping):
    """A child supervisor, who looks into cases before the district decides."""
    return post("高岚", Role.CHILD_SUPERVISOR, changping)


@pytest.fixture
def du_ruo(changping):
    return post("杜若", Role.PAYMENT_CLERK, changping)


@pytest.fixture
def han_zhang(changping):
    return post("韩章", Role.PAYMENT_CHECKER, changping)


@pytest.fixture
def meng_lan(changping):
    return post("孟岚", Role.PAYMENT_APPROVER, changping)


@pytest.fixture
def fang_zhi(miyun):
    return post("方志", Role.PAYMENT_CLERK, miyun)


@pytest.fixture
def qin_yue(city):
    return post("秦月", Role.PAYMENT_CLERK, city)


def a_child(name, at, by, birth=date(2016, 5, 21), **more):
    with acting(by):
        return Child.objects.create(
            child_no=f"B{Child.objects.count() + 1:06}-{name}",
            name=name,
            pinyin=name,
            initials=name,
            sex="2",
            birth_date=birth,
            birth_precision="day",
            residence=at,
            hukou=at,
            registered_on=date(2025, 1, 6),
            **more,
        )


@pytest.fixture
def lin_xiaoman(huilongguan, shen_li):
    return a_child("林小满", huilongguan, shen_li)


MARCH = Month(2026, 3)


def a_round(at, by, month=MARCH, on=date(2026, 3, 2)):
    return Round.objects.create(
        month=month, place=at, place_last=at.last, made_on=on, made_by_id=by.account_id
    )


def a_line(made, child, **given):
    values = {
        "account": "living-allowance",
        "benefit": "orphan",
        "month": made.month,
        "paid_in": made.month,
        "sequence": 1,
        "due": Decimal("2850.00"),
        "paid_before": Decimal(0),
        "amount": Decimal("2850.00"),
        "place_id": child.hukou_id,
    }
    return Line.objects.create(round=made, child=child, **values | given)


class Payers(NamedTuple):
    makes: Officer
    checks: Officer
    approves: Officer


@pytest.fixture
def payers(du_ruo, han_zhang, meng_lan):
    return Payers(du_ruo, han_zhang, meng_lan)


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    """A database in which several connections may commit; gone afterwards. Gives its admin."""
    cluster = Cluster(Path(os.environ[MARK]))
    name = f"hutong_committed_{os.getpid()}"
    before = connections.databases["default"]["NAME"]
    with psycopg.connect(cluster.url(ADMIN, "postgres"), autocommit=True) as server:
        server.execute(
            sql.SQL("create database {} owner {} template {}").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(TEMPLATE)
            )
        )
        with django_db_blocker.unblock():
            _turn_to(name)
            try:
                yield cluster.url(ADMIN, name)
            finally:
                _turn_to(before)
                server.execute(
                    sql.SQL("drop database {} with (force)").format(sql.Identifier(name))
                )


def _turn_to(name):
    connections["default"].close()
    connections.databases["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name
