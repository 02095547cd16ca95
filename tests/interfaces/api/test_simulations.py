"""A changed law tried by a call: counted for the caller's own place, and nothing is written."""

import json

import pytest
from django.test import Client

from hutong.foundation.access.models import Account

pytest_plugins = ["tests.city"]

RATE = {"set": {"living-allowance.rate": 3000}, "from": "2027-01"}


@pytest.fixture
def send(city):
    def as_(who, told):
        client = Client()
        client.force_login(Account.objects.get(username=who))
        answer = client.post("/api/simulations", json.dumps(told), "application/json")
        return answer.status_code, answer.json()

    return as_


def test_the_city_and_a_district_are_each_told_of_their_own(send):
    status, whole = send("zhaoming", RATE)
    _, part = send("zhaoming", RATE | {"place": "110114"})
    _, own = send("shenli", RATE)

    assert status == 200
    assert (whole["place"], whole["from"]) == (110100000000, "2027-01")
    assert whole["changes"][0]["before"]["zh"] == "¥2,850.00"
    assert whole["totals"]["gainers"] > part["totals"]["gainers"] > 5
    assert part == own
    assert part["place"] == 110114000000
    assert float(part["totals"]["difference"]) > 0
    assert {row["code"] for row in whole["parts"]} >= {"110114000000"}


def test_what_lies_elsewhere_is_refused_like_what_never_was(send):
    there, told = send("shenli", RATE | {"place": "110118"})
    never, _ = send("shenli", RATE | {"place": "999999"})

    assert (there, never) == (422, 422)
    assert told["reasons"][0]["field"] == "place"


@pytest.mark.parametrize(
    ("told", "near"),
    [
        ({"set": {"orphans-rate": 3000}}, "orphan-rate"),
        ({"set": {"orphan-rate": "viel"}}, "viel"),
        ({"drop": ["living-allowance-dibao-family.dibao"]}, "on-dibao"),
        ({"also": {"living-allowance-orphan.orphan": "orphans"}}, "orphan"),
        ({}, ""),
    ],
)
def test_a_wrong_change_is_refused_with_what_comes_near(send, told, near):
    status, answer = send("zhaoming", told | {"from": "2027-01"})

    assert status == 422
    assert near in answer["reasons"][0]["en"]


def test_those_who_do_not_shape_the_law_are_refused(send):
    status, answer = send("chenxiuying", RATE)

    assert status == 403
    assert "不归您现在的岗位办" in answer["detail"]
