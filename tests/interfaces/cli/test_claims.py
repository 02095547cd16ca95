"""Bills from the command line and by calls: entered, worked out, refused and struck alike."""

import json
from contextlib import contextmanager
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.test import Client

from hutong.foundation.access import acting
from hutong.foundation.access.models import Account
from hutong.foundation.access.queries import officer_named
from hutong.interfaces.cli import hutong as root
from hutong.registry.people.models import Child

pytest_plugins = ["tests.city"]
BILL = {
    "day": "2026-03-05",
    "kind": "inpatient",
    "hospital": "昌平区医院",
    "number": "007511A",
    "total": "1000.00",
    "by_insurance": "400.00",
}


class Open:
    """A city that is open already."""

    @contextmanager
    def city(self):
        yield


@pytest.fixture
def hutong(city):
    """The command as somebody of the cast."""

    def run(username, *words):
        asked = ["--as", username, "--on", city.isoformat(), *map(str, words)]
        return CliRunner().invoke(root, asked, obj=Open())

    return run


@pytest.fixture
def case(hutong, city):
    """The number of a claim for 林小满."""
    with acting(officer_named(username="gaolan", on=city)):
        child = Child.objects.get(name="林小满")
    opened = hutong(
        "gaolan", "case", "open", "medical-claim", child.child_no, "-a", "insurance_year=2026"
    )
    assert opened.exit_code == 0, opened.output
    return opened.output.split()[0]


@pytest.fixture
def call(case, city):
    """A call about the claim, by its key."""
    client = Client()
    client.force_login(Account.objects.get(username="gaolan"))
    with acting(officer_named(username="gaolan", on=city)):
        key = Child.objects.get(name="林小满").cases.get(number=case).pk

    def send(way="bills", **told):
        address = f"/api/cases/{key}/{way}"
        if not told:
            return client.get(address)
        return client.post(address, json.dumps(told), content_type="application/json")

    return send


def add(hutong, case, **more):
    given = {"hospital": "昌平区医院", "bill": "007511a", "day": "2026-03-05"} | {
        "kind": "outpatient",
        "total": "500",
    }
    words = [word for name, value in (given | more).items() for word in (f"--{name}", value)]
    return hutong("gaolan", "bill", "add", case, *words)


def test_a_bill_is_entered_listed_and_struck_on_the_command_line(hutong, case):
    entered = add(hutong, case, insurance="120.50")
    twice = add(hutong, case)
    listed = hutong("gaolan", "bill", "list", case)
    struck = hutong("gaolan", "bill", "strike", case, "007511A", "--reason", "抄错")

    assert entered.exit_code == 0, entered.output
    assert "昌平区医院  007511A  ¥500.00" in listed.output
    assert twice.exit_code == 1
    assert "已经申报过" in twice.output
    assert struck.output.splitlines()[-1] == "合计 0 张  ¥0.00  报销 —"


def test_a_sum_that_is_none_is_refused_in_words(hutong, case):
    refused = add(hutong, case, total="五百")

    assert refused.exit_code == 1
    assert "“五百”不是金额" in refused.output


def test_a_bill_is_entered_by_a_call_and_the_same_again_refused(call):
    made, twice = call(**BILL), call(**BILL)
    claim = call().json()

    assert (made.status_code, twice.status_code) == (201, 422)
    assert twice.json()["reasons"][0]["field"] == "number"
    assert (claim["total"], claim["open"], len(claim["bills"])) == ("1000.00", True, 1)
    bill = claim["bills"][0]["id"]
    struck = call(f"bills/{bill}/strike", reason="抄错")
    assert (struck.status_code, struck.json()["bills"]) == (200, [])
    assert call(f"bills/{UUID(int=7)}/strike", reason="抄错").status_code == 404
    assert call("award/withdraw", reason="没有决定").status_code == 404
