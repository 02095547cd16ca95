"""A changed law tried from the command line, in the small city."""

import json
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from hutong.interfaces.cli import hutong as root

pytest_plugins = ["tests.city"]


class Open:
    """A city that is open already."""

    @contextmanager
    def city(self):
        yield


@pytest.fixture
def hutong(city):
    def run(username, *words):
        asked = ["--as", username, "--on", city.isoformat(), *words]
        return CliRunner().invoke(root, asked, obj=Open())

    return run


def test_three_thousand_is_tried_for_a_district(hutong):
    asked = ("simulate", "--set", "living-allowance.rate=3000", "--from", "2027-01")

    told = hutong("zhaoming", *asked, "--place", "110114")
    as_json = json.loads(hutong("zhaoming", *asked, "--place", "110114", "--json").output)

    assert told.exit_code == 0, told.output
    assert "孤儿、弃婴生活费标准：¥2,850.00 → ¥3,000.00" in told.output
    assert "昌平区  2027-01 起" in told.output
    assert as_json["totals"]["losers"] == 0
    assert str(as_json["totals"]["difference"]) in told.output


def test_dropping_a_condition_and_adding_a_class(hutong):
    told = hutong(
        "zhaoming", "simulate", "--drop", "living-allowance-dibao-family.on-dibao",
        "--also", "living-allowance-orphan.orphan=tekun", "--from", "2027-01",
    )  # fmt: skip

    assert told.exit_code == 0, told.output
    assert "享受最低生活保障 → 不再要求" in told.output
    assert "或属于特困儿童" in told.output


def test_a_wrong_name_is_told_with_what_comes_near(hutong):
    told = hutong("zhaoming", "simulate", "--set", "orphans-rate=3000")
    unclear = hutong("zhaoming", "simulate", "--set", "orphan-rate")

    assert told.exit_code == 1
    assert "orphan-rate" in told.output
    assert unclear.exit_code == 2
