"""Absences and hand-overs through calls."""

import json

import pytest
from django.test import Client

from hutong.foundation.access.models import Account

pytest_plugins = ["tests.city"]


@pytest.fixture
def call(city):
    def as_(username):
        client = Client()
        client.force_login(Account.objects.get(username=username))
        return client

    return as_


def sent(client, address, **told):
    return client.post(address, json.dumps(told), content_type="application/json")


@pytest.fixture
def gao_lan(call):
    found = call("shenli").get("/api/postings?name=高岚").json()
    return next(one["id"] for one in found if one["role"] == "child_supervisor")


def test_gao_lan_is_away_and_the_district_finds_her_cases(call, city, gao_lan):
    before = {one["number"] for one in call("shenli").get("/api/cases?limit=200").json()}
    made = sent(
        call("gaolan"),
        f"/api/postings/{gao_lan}/absences",
        since=city.isoformat(),
        reason="休假",
    )
    after = {one["number"] for one in call("shenli").get("/api/cases?limit=200").json()}

    assert made.status_code == 201
    assert before < after
    ended = sent(call("shenli"), f"/api/absences/{made.json()['id']}/end", back_on=city.isoformat())
    assert (ended.status_code, ended.json()["since"]) == (200, None)


def test_a_stranger_finds_neither_the_post_nor_the_absence(call, city, gao_lan):
    address = f"/api/postings/{gao_lan}/absences"
    answer = sent(call("yuhe"), address, since=city.isoformat(), reason="休假")

    assert answer.status_code == 404


def test_a_list_is_drawn_signed_and_taken(call, city, gao_lan):
    taker = next(
        one["id"]
        for one in call("shenli").get("/api/postings?name=沈立").json()
        if one["role"] == "district_officer"
    )
    drawn = sent(
        call("gaolan"),
        f"/api/postings/{gao_lan}/hand-over",
        taker=taker,
        last_day=city.isoformat(),
    ).json()
    address = f"/api/hand-overs/{drawn['id']}"
    refused = sent(call("shenli"), f"{address}/take")
    sent(call("gaolan"), f"{address}/sign")
    taken = sent(call("shenli"), f"{address}/take").json()

    assert refused.status_code == 422
    assert "林小满" in {line["name"] for line in drawn["lines"]}
    assert taken["closed_on"] == city.isoformat()
    assert [one["side"] for one in taken["signatures"]] == ["giver", "taker"]
    assert call("yuhe").get(address).status_code == 404
