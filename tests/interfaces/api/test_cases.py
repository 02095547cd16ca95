"""A case through calls: opened, overtaken, repeated, and closed to strangers."""

import json
from uuid import UUID, uuid4

import pytest
from django.test import Client

from hutong.foundation.access.models import Account

pytest_plugins = ["tests.city"]
KEY = str(UUID(int=11))


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
def running(call):
    """林小满's application, which the street has accepted."""
    waits = call("gaolan").get("/api/cases").json()
    return next(one for one in waits if one["name"] == "林小满")


def test_gao_lan_sees_what_waits_with_its_limit_and_what_she_may_do(call, running):
    case = call("gaolan").get(f"/api/cases/{running['case']}").json()

    assert running["due_on"] == "2026-11-27"
    assert (case["state"], [step["step"] for step in case["steps"]]) == (
        "accepted",
        ["apply", "accept"],
    )
    assert case["may_take"] == ["confirm", "ask-for-papers", "decline", "withdraw"]
    assert [(limit["step"], limit["due_on"]) for limit in case["limits"]] == [
        ("confirm", "2026-11-27")
    ]


def test_a_return_without_its_reason_is_refused_field_by_field(call, running):
    address = f"/api/cases/{running['case']}/steps/ask-for-papers"
    refused = sent(call("gaolan"), address, seen=2)

    assert refused.status_code == 422
    assert refused.json()["reasons"][0] | {"en": ""} == {
        "zh": "请写明理由。",
        "en": "",
        "field": "reason",
        "law": "",
    }


def test_the_same_call_twice_takes_one_step_and_a_stale_one_is_told(call, running):
    client, address = call("gaolan"), f"/api/cases/{running['case']}/steps/ask-for-papers"
    told = {"seen": 2, "reason": "缺公安机关查找回执", "key": KEY}

    first, again = sent(client, address, **told), sent(client, address, **told)
    stale = sent(client, address, seen=2, reason="另一件事")

    assert first.status_code == again.status_code == 200
    assert len(again.json()["steps"]) == 3
    assert again.json()["limits"][0]["due_on"] is None  # the five days wait
    assert stale.status_code == 422
    assert "高岚已于2026-11-23办理了“一次告知补正”" in stale.json()["reasons"][0]["zh"]


def test_a_second_application_is_refused_while_one_is_open(call, running):
    answer = sent(
        call("gaolan"),
        f"/api/children/{running['child']}/cases",
        procedure="de-facto-allowance",
        answers={"applicant": "何秀兰", "relation": "外祖母"},
    )

    assert answer.status_code == 422
    assert "不重复受理" in answer.json()["reasons"][0]["zh"]


def test_another_districts_case_and_one_that_never_was_are_answered_alike(call, running):
    there = call("yuhe").get(f"/api/cases/{running['case']}")
    nowhere = call("yuhe").get(f"/api/cases/{uuid4()}")

    assert there.status_code == 404
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


def test_every_procedure_tells_its_steps_with_article_and_limit(call):
    told = {one["code"]: one for one in call("shenli").get("/api/procedures").json()}

    confirm = next(s for s in told["de-facto-allowance"]["steps"] if s["code"] == "confirm")
    assert confirm["limit"]["zh"] == "5 个工作日"
    assert confirm["law"] == "京社委儿福发〔2019〕36号 四（二）"
