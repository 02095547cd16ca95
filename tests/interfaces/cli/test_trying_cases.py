"""Anyone can try cases from outside: facts in, verdicts out, without a city."""

import json
import os
import subprocess
import sys

import pytest

XIAOMAN = {
    "birth_date": "2016-05-21",
    "hukou": "city",
    "deceased": False,
    "father_identity": "known",
    "father_life": "alive",
    "father_measure": "prison",
    "father_measure_months": 38,
    "mother_identity": "known",
    "mother_life": "alive",
    "mother_out_of_contact": True,
    "mother_performs_guardianship": False,
    "mother_search_accepted_on": "2025-09-02",
    "on_dibao": True,
    "own_dibao_amount": "1812.50",
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
}
DE_FACTO = "living-allowance-de-facto"


@pytest.fixture
def hutong(tmp_path):
    """The command as a shell runs it: nothing is set up before it."""

    def run(*words, given=""):
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("HUTONG_", "DJANGO_"))
        }
        return subprocess.run(
            [sys.executable, "-c", "from hutong.config.command import main; main()", *words],
            input=given,
            capture_output=True,
            text=True,
            check=False,
            env=clean | {"HUTONG_HOME": str(tmp_path)},
        )

    return run


def test_the_receipt_turns_not_yet_into_yes_with_the_sum(hutong):
    lines = [XIAOMAN, XIAOMAN | {"mother_search_receipt": True}]
    given = "\n".join(json.dumps(one) for one in lines)

    done = hutong("judge", "--on", "2026-03-05", "--benefit", DE_FACTO, "-", given=given)

    before, after = (json.loads(line)[DE_FACTO] for line in done.stdout.splitlines())
    assert done.returncode == 0, done.stderr
    assert before["outcome"] == "not_yet"
    assert "mother_search_receipt" in {one["name"] for one in before["missing"]}
    assert (after["outcome"], after["amount"]) == ("yes", "1037.50")


def test_both_sides_of_a_choice_are_told_with_the_better_first(hutong):
    drawing = XIAOMAN | {
        "mother_search_receipt": True,
        "major_disease": True,
        "disability_kind": "none",
        "household_low_income": False,
    }

    done = hutong("judge", "--on", "2026-03-05", "--sides", "-", given=json.dumps(drawing))

    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert [(side["proposed"], side["total"], side["less"]) for side in told["sides"]] == [
        (True, "2952.50", "0.00"),
        (False, "2850.00", "102.50"),
    ]
    assert [(line["benefit"], line["amount"]) for line in told["sides"][0]["lines"]] == [
        ("dibao", "1812.50"),
        ("living-allowance-dibao-family", "1140.00"),
    ]
    assert told["sides"][0]["lines"][0]["paid_by"]["zh"] == "社会救助部门"


def test_a_name_that_is_no_fact_is_told_with_its_line(hutong):
    done = hutong("judge", "--on", "2026-03-05", "-", given='{"shoe_size": 30}')

    assert done.returncode == 1
    assert "第1行" in done.stderr
    assert "shoe_size" in done.stderr


def test_a_line_that_is_no_object_is_told(hutong):
    done = hutong("judge", "--on", "2026-03-05", "-", given="{}\nfather dead\n")

    assert done.returncode == 1
    assert "第2行" in done.stderr


def test_the_vocabulary_is_listed_with_types_and_codes(hutong):
    done = hutong("facts", "--json")

    facts = {one["name"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert facts["mother_measure"]["codes"]["prison"] == "服刑在押"
    assert facts["own_dibao_amount"]["type"] == "money"
    assert len(facts) > 50
