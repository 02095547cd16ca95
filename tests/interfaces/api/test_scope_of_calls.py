"""The same scope holds for calls as for pages."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from hutong.foundation.access import acting
from hutong.foundation.access.models import Account
from hutong.foundation.access.queries import officer_named
from hutong.registry.people.models import Child
from hutong.registry.people.queries import readings_of

pytest_plugins = ["tests.city"]


@pytest.fixture
def call(city):
    """A client signed in under a name of the cast."""

    def as_(username):
        client = Client()
        client.force_login(Account.objects.get(username=username))
        return client

    return as_


def found(client, text="林小满"):
    return sent(client, "/api/children/search", text=text).json()


def sent(client, address, **told):
    return client.post(address, json.dumps(told), content_type="application/json")


def test_a_call_without_a_sign_in_is_turned_away(city):
    answer = Client().get("/api/children")

    assert answer.status_code == 401


def test_chen_xiuying_lists_only_the_children_of_her_community(call):
    answer = call("chenxiuying").get("/api/children?limit=200")

    names = {one["name"] for one in answer.json()["children"]}
    assert answer.status_code == 200
    assert "林小满" in names
    everyone = call("zhaoming").get("/api/children?limit=200").json()["children"]
    assert len(names) < len(everyone)


def test_lin_xiaomans_number_is_masked_and_her_file_says_what_is_missing(call):
    client = call("gaolan")
    child = found(client)[0]

    owed = {one["benefit"]: one for one in client.get(f"/api/children/{child['id']}/owed").json()}

    assert "*" in child["id_number"]
    assert owed["living-allowance-de-facto"]["outcome"] == "not_yet"
    assert "mother_search_receipt" in owed["living-allowance-de-facto"]["missing"]
    assert owed["living-allowance-temporarily-unsupported"]["outcome"] == "yes"


def test_a_child_elsewhere_and_a_child_that_never_was_are_answered_alike(call):
    everyone = call("zhaoming").get("/api/children?limit=200").json()["children"]
    mine = {one["id"] for one in call("chenxiuying").get("/api/children").json()["children"]}
    elsewhere = next(one["id"] for one in everyone if one["id"] not in mine)

    there = call("chenxiuying").get(f"/api/children/{elsewhere}")
    nowhere = call("chenxiuying").get(f"/api/children/{uuid4()}")

    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
    assert there.status_code == 404


def test_a_bad_fact_is_refused_with_a_sentence_and_nothing_is_kept(call):
    client = call("shenli")
    child = found(client)[0]["id"]
    before = client.get(f"/api/children/{child}/facts").json()

    answer = client.post(
        f"/api/children/{child}/facts",
        json.dumps({"name": "shoe_size", "value": 30}),
        content_type="application/json",
    )

    assert answer.status_code == 422
    assert answer.json()["reasons"][0]["zh"]
    assert client.get(f"/api/children/{child}/facts").json() == before


def test_opening_a_child_by_a_call_is_on_record(call, city):
    client = call("gaolan")
    child = found(client)[0]["id"]
    gao_lan = officer_named(username="gaolan", on=city)

    client.get(f"/api/children/{child}")

    with acting(gao_lan):
        reading = readings_of(Child.objects.get(pk=child)).first()
        assert (reading.what, reading.actor, reading.on) == (
            "api child",
            gao_lan.account_id,
            city,
        )
    assert Child.objects.count() == 0  # nobody is acting here, so nobody is seen
