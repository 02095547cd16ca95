"""Moves, accounts, looks and stand-ins by calls: the same verbs, the same scope."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from hutong.foundation.access import acting
from hutong.foundation.access.models import Account
from hutong.foundation.access.queries import officer_named
from hutong.foundation.places.models import Place
from hutong.programmes.benefits import actions as benefits
from hutong.registry.people.models import Child
from hutong.registry.workforce.queries import vacancies

pytest_plugins = ["tests.city"]

PROVISIONAL = "living-allowance-temporarily-unsupported"
ACCOUNT = {
    "holder": "林小满",
    "relation": "本人",
    "bank": "北京农商银行",
    "number": "6214000000000012345",
    "since": "2026-11-24",
}


@pytest.fixture
def send(city):
    """Sends a call as somebody of the cast; an answer and its status."""

    def as_(who, address, method="post", /, **told):
        client = Client()
        client.force_login(Account.objects.get(username=who))
        if method == "get":
            answer = client.get(f"/api{address}")
        else:
            answer = client.post(f"/api{address}", json.dumps(told), "application/json")
        return answer.status_code, answer.json()

    return as_


@pytest.fixture
def xiaoman(city):
    with acting(officer_named(username="gaolan", on=city)):
        return Child.objects.get(name="林小满")


def test_a_move_is_recorded_and_says_whether_the_file_still_shows(send, xiaoman):
    away = {"kind": "hukou", "detail": "河北省承德市", "since": "2026-11-02"}

    status, told = send("gaolan", f"/children/{xiaoman.pk}/moves", **away)

    assert status == 201
    assert told == away | {"to": None, "visible": True}
    status, told = send("gaolan", f"/children/{xiaoman.pk}/moves", kind="residence")
    assert (status, told["reasons"][0]["field"]) == (422, "to")


def test_an_account_is_named_and_told_with_its_tail_alone(send, xiaoman):
    address = f"/children/{xiaoman.pk}/accounts"

    status, told = send("gaolan", address, **ACCOUNT)

    assert (status, told["number"]) == (201, "**** 2345")
    listed = send("gaolan", address, "get")[1]
    assert listed[0] == told
    status, told = send("chenxiuying", address, **ACCOUNT)
    assert status == 403
    assert "不归您现在的岗位办" in told["detail"]


def test_a_grant_is_looked_at_again_and_the_next_day_is_told(send, xiaoman, city):
    by = officer_named(username="gaolan", on=city)
    with acting(by):
        old = benefits.TakenOver(child=xiaoman, benefit=PROVISIONAL, confirmed_on=date(2026, 5, 4))
        granted = benefits.take_over(grants=[old], by=by, on=city)[0]

    address = f"/children/{xiaoman.pk}/grants/{granted.pk}/looks"
    status, told = send("gaolan", address, finding="奶奶照料，母亲仍无音讯。")

    assert (status, told["looked_on"], told["due"]) == (201, "2026-11-23", "2027-05-23")
    other = f"/children/{xiaoman.pk}/grants/{uuid4()}/looks"
    assert send("gaolan", other, finding="无")[0] == 404


def test_the_district_names_a_stand_in_and_the_street_does_not(send, city):
    shen_li = officer_named(username="shenli", on=city)
    with acting(shen_li):
        changping = Place.objects.get(pk=shen_li.place_number)
        vacant = vacancies(place=changping, on=city)[0]
    told = {"username": "chenxiuying", "since": "2026-11-23", "reason": "补选办理中"}
    address = f"/places/{vacant.number}/stand-ins"

    assert send("gaolan", address, **told)[0] == 403
    assert send("yuhe", address, **told)[0] == 404
    assert send("shenli", address, **told | {"username": "nobody"})[0] == 404
    status, made = send("shenli", address, **told)
    assert (status, made["name"], made["place"]) == (201, "陈秀英", vacant.number)
    status, again = send("shenli", address, **told)
    assert (status, again["reasons"][0]["field"]) == (422, "since")


def test_a_stranger_is_told_that_there_is_no_such_child(send, xiaoman):
    for what, told in (("moves", {"detail": "河北省"}), ("accounts", ACCOUNT)):
        address = f"/children/{xiaoman.pk}/{what}"
        assert send("yuhe", address, **told) == send("yuhe", f"/children/{uuid4()}/{what}", **told)
        assert send("yuhe", address, **told)[0] == 404


def test_both_sides_of_a_choice_are_told(send, xiaoman):
    status, told = send("gaolan", f"/children/{xiaoman.pk}/sides", "get")
    owed = send("gaolan", f"/children/{xiaoman.pk}/owed", "get")[1]

    assert status == 200
    assert told["sides"][0]["less"] == "0.00"
    assert {one["benefit"] for one in owed if one["paid_by"]} == {
        "dibao",
        "dibao-category-assistance",
        "low-income-living-subsidy",
        "tekun",
    }
