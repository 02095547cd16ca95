"""Official tables by calls: the same scope, the same receipts."""

import json

import pytest
from django.test import Client

from hutong.foundation.access import acting
from hutong.foundation.access.models import Account
from hutong.foundation.access.queries import officer_named
from hutong.foundation.exchange.models import Receipt
from hutong.foundation.history.models import Reading

pytest_plugins = ["tests.city"]

CHANGPING, MIYUN = 110114000000, 110118000000


@pytest.fixture
def send(city):
    def as_(who, address, **told):
        client = Client()
        client.force_login(Account.objects.get(username=who))
        answer = client.post(f"/api{address}", json.dumps(told), "application/json")
        return answer.status_code, answer.json()

    return as_


def test_the_tables_are_listed(city):
    client = Client()
    client.force_login(Account.objects.get(username="shenli"))

    listed = {one["code"]: one["kind"] for one in client.get("/api/tables").json()}

    assert (listed["R4"], listed["R8"], listed["P3"]) == ("count", "register", "notice")


def test_a_count_is_told_with_its_checks(send):
    status, told = send("shenli", "/tables/R4", place=CHANGPING)

    assert status == 200
    assert told["columns"][:3] == ["县（市、区）", "孤儿", "特困儿童"]
    assert told["checks"][0] == {"check": "5列=1列+2列+3列+4列=6列+7列", "outcome": "holds"}
    assert int(told["total"][5]) == sum(int(row[5]) for row in told["rows"])


def test_a_register_asks_for_its_purpose_and_leaves_its_traces(send, city):
    status, told = send("shenli", "/tables/R8", place=CHANGPING)
    assert (status, told["reasons"][0]["field"]) == (422, "purpose")

    status, told = send("shenli", "/tables/R8", place=CHANGPING, purpose="年度核对")

    assert status == 200
    with acting(officer_named(username="shenli", on=city)):
        assert Receipt.objects.get(kind="table-r8").rows == len(told["rows"])
        assert Reading.objects.filter(what="table R8").count() == len(told["rows"])


@pytest.mark.parametrize(
    ("code", "told", "status"),
    [
        ("R4", {"place": MIYUN}, 422),
        ("R4", {"place": 120100000000}, 404),
        ("Z9", {"place": CHANGPING}, 422),
        ("P5", {"place": CHANGPING, "period": "2026-11"}, 422),
    ],
)
def test_what_cannot_be_made_says_why(send, code, told, status):
    assert send("shenli", f"/tables/{code}", **told)[0] == status
