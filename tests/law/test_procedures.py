"""Every procedure of the law can be run, and says what the text says about time."""

import pytest

from hutong.casework.queries import faults
from hutong.law import beijing
from hutong.law.china.instruments import instruments

PROCEDURES = {one.code: one for one in beijing.all_procedures()}


def limits(code):
    return {
        step.code: (step.within.amount, step.within.unit.value)
        for step in PROCEDURES[code].steps
        if step.within
    }


def test_no_procedure_of_the_law_has_a_fault():
    assert faults() == []


@pytest.mark.parametrize("code", PROCEDURES)
def test_every_step_cites_an_instrument_that_is_listed(code):
    listed = instruments() | instruments("hutong.law.beijing")

    assert {
        step.law.instrument for step in PROCEDURES[code].steps if step.law.instrument not in listed
    } == set()


@pytest.mark.parametrize(
    ("code", "stated"),
    [
        ("de-facto-allowance", {"confirm": (5, "working day"), "file": (10, "day")}),
        ("half-yearly-recheck", {"recheck": (6, "month")}),
        ("orphan-certificate", {}),
        ("stop-of-allowance", {}),
        ("resumption-of-allowance", {}),
        ("december-review", {"review": (30, "day")}),
        ("nursing-subsidy-review", {"review": (19, "day"), "time-is-up": (19, "day")}),
        ("living-subsidy-review", {"review": (19, "day"), "time-is-up": (19, "day")}),
        (
            "ageing-out",
            {
                "ask-about-plans": (3, "month"),
                "tell-family": (5, "month"),
                "birthday": (6, "month"),
                "up-to-district": (1, "month"),
                "up-to-city": (15, "day"),
                "up-to-city-again": (15, "day"),
            },
        ),
        ("provisional-support", {}),
        ("medical-claim", {}),
        ("medical-certificate", {}),
        ("kindergarten-entry", {}),
        ("education-grant", {}),
        ("infant-insurance", {}),
        ("rehabilitation", {"assess-again": (12, "month")}),
        (
            "preschool-fee-exemption",
            {"notice-ends": (5, "working day"), "decide": (15, "working day")},
        ),
        (
            "disability-nursing-subsidy",
            {
                "federation-checks": (3, "working day"),
                "first-opinion": (4, "working day"),
                "notice-ends": (7, "day"),
                "district-federation-checks": (3, "working day"),
                "decide": (5, "working day"),
            },
        ),
        (
            "disabled-living-subsidy",
            {
                "federation-checks": (3, "working day"),
                "first-opinion": (4, "working day"),
                "notice-ends": (7, "day"),
                "district-federation-checks": (3, "working day"),
                "decide": (5, "working day"),
            },
        ),
    ],
)
def test_the_time_limits_are_those_of_the_text(code, stated):
    """Rows 2.31, 2.32, 2.39-2.43, 2.46-2.48 of the facts; where none is found, none is made up."""
    assert limits(code) == stated


def test_only_the_disability_subsidies_and_the_fee_exemption_are_put_on_public_notice():
    """Rows 2.37, 2.43 and 2.47: never a de facto unsupported child."""
    noticed = {
        code
        for code, one in PROCEDURES.items()
        if any("公示" in step.label.zh for step in one.steps)
    }
    assert noticed == {
        "disability-nursing-subsidy",
        "disabled-living-subsidy",
        "preschool-fee-exemption",
    }


def test_the_living_subsidy_is_decided_with_the_report_of_the_income_check():
    """Row 2.42; both subsidies take the same way otherwise."""
    living, nursing = (
        PROCEDURES["disabled-living-subsidy"],
        PROCEDURES["disability-nursing-subsidy"],
    )

    assert [kind.code for kind in living["decide"].needs] == ["income-check-report"]
    assert nursing["decide"].needs == ()
    assert [step.code for step in living.steps] == [step.code for step in nursing.steps]
