"""The living allowance by class and day, against a history written out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.kernel.months import Month
from hutong.foundation.policy import NotYetInForce, Outcome
from hutong.law import beijing
from hutong.law.beijing import rates
from hutong.law.china import floors

FREE = {
    "hukou": "city",
    "adopted": False,
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
    "birth_parents_found": True,
}
YUTONG = FREE | {
    "birth_date": date(2009, 5, 20),
    "father_identity": "known",
    "father_life": "dead",
    "mother_identity": "known",
    "mother_life": "dead",
}
IN_A_FAMILY = YUTONG | {"care_setting": "family"}
IN_A_HOME = YUTONG | {"care_setting": "institution"}
XIAOMAN = YUTONG | {
    "mother_life": "alive",
    "mother_disability_kind": "mental",
    "mother_disability_level": 2,
}
XIAOLU = FREE | {
    "birth_date": date(2009, 5, 20),
    "on_dibao": True,
    "major_disease": True,
}
BY_CLASS = {
    "orphan in a family": ("living-allowance-orphan", IN_A_FAMILY),
    "orphan in a home": ("living-allowance-orphan", IN_A_HOME),
    "orphan fostered out": ("living-allowance-orphan", YUTONG | {"care_setting": "foster"}),
    "de facto unsupported": ("living-allowance-de-facto", XIAOMAN),
    "dibao family": ("living-allowance-dibao-family", XIAOLU),
    "class 4, in a family": ("living-allowance-class-4", IN_A_FAMILY | {"hiv_infected": True}),
}

# class, month, yuan (None: no sum is known or the class did not exist), confirmed
HISTORY = [
    ("orphan in a family", "2010-02", 1400, True),
    ("orphan in a family", "2016-05", 1400, True),
    ("orphan in a family", "2016-06", 1800, False),
    ("orphan in a family", "2019-06", 1800, False),
    ("orphan in a family", "2019-07", 2200, False),
    ("orphan in a family", "2022-06", 2450, False),
    ("orphan in a family", "2023-06", 2450, False),
    ("orphan in a family", "2023-07", 2650, False),
    ("orphan in a family", "2025-06", 2650, False),
    ("orphan in a family", "2025-07", 2850, True),
    ("orphan in a family", "2026-11", 2850, True),
    ("orphan in a home", "2010-12", None, True),
    ("orphan in a home", "2011-01", 1600, True),
    ("orphan in a home", "2016-05", 1600, True),
    ("orphan in a home", "2016-06", 2000, False),
    ("orphan in a home", "2018-12", 2000, False),
    ("orphan in a home", "2019-01", 2200, False),
    ("orphan in a home", "2022-01", 2450, False),
    ("orphan in a home", "2023-07", 2650, False),
    ("orphan in a home", "2025-07", 2850, True),
    ("orphan fostered out", "2011-01", 1600, True),
    ("orphan fostered out", "2016-06", 2000, False),
    ("de facto unsupported", "2011-04", None, True),
    ("de facto unsupported", "2011-05", 1400, False),
    ("de facto unsupported", "2016-07", 1800, False),
    ("de facto unsupported", "2019-06", 1800, False),
    ("de facto unsupported", "2019-07", 2200, False),
    ("de facto unsupported", "2023-07", 2650, False),
    ("de facto unsupported", "2025-07", 2850, False),
    ("dibao family", "2016-05", None, True),
    ("dibao family", "2016-07", 720, False),
    ("dibao family", "2019-06", 720, False),
    ("dibao family", "2019-07", 880, False),
    ("dibao family", "2023-07", 1060, False),
    ("dibao family", "2025-07", 1140, False),
    ("class 4, in a family", "2012-12", None, False),
    ("class 4, in a family", "2013-01", 1400, False),
    ("class 4, in a family", "2025-07", 2850, False),
]


def verdict(code, facts, month, known_on=None):
    """A month of an entitlement that began long before."""
    first = Month.parse(month).first_day
    day_before = (Month.parse(month) - 1).last_day
    return beijing.pack().benefit(code).judge(facts, day_before, values_on=first, known_on=known_on)


@pytest.mark.parametrize(("child", "month", "yuan", "confirmed"), HISTORY)
def test_the_rate_of_each_class_in_each_month(child, month, yuan, confirmed):
    code, facts = BY_CLASS[child]

    found = verdict(code, facts, month)

    assert found.amount == (None if yuan is None else Decimal(yuan))
    if yuan is not None:
        assert (not found.unconfirmed) is confirmed


@pytest.mark.parametrize(
    ("month", "known_on", "yuan"),
    [
        ("2025-07", date(2026, 1, 13), 2650),
        ("2025-07", date(2026, 1, 14), 2850),
        ("2025-12", date(2025, 12, 10), 2650),
        ("2025-12", date(2026, 2, 10), 2850),
        ("2026-02", date(2026, 2, 10), 2850),
        ("2023-08", date(2023, 10, 23), 2450),
        ("2023-08", date(2023, 10, 24), 2650),
        ("2010-03", date(2011, 4, 24), None),
        ("2010-03", date(2011, 4, 25), 1400),
    ],
)
def test_a_rate_counts_from_its_day_once_it_is_published(month, known_on, yuan):
    found = verdict("living-allowance-orphan", IN_A_FAMILY, month, known_on)

    assert found.amount == (None if yuan is None else Decimal(yuan))
    if yuan is None:
        assert found.outcome is Outcome.NOT_YET


def test_the_allowance_of_de_facto_children_rose_before_the_text_was_published():
    before = verdict("living-allowance-de-facto", XIAOMAN, "2019-09", date(2019, 11, 17))
    after = verdict("living-allowance-de-facto", XIAOMAN, "2019-09", date(2019, 11, 18))

    assert (before.amount, after.amount) == (Decimal(1800), Decimal(2200))


@pytest.mark.parametrize("share", [rates.ADOPTED_SHARE, rates.INSTITUTION_SHARE])
def test_where_no_share_is_known_the_answer_is_not_yet_and_never_zero(share):
    assert share.at(date(2025, 6, 30)).amount is None
    assert share.at(date(2025, 7, 1)).amount == 1
    with pytest.raises(NotYetInForce, match="168号"):
        share.at(date(2020, 12, 31))


def test_an_adopted_disabled_orphan_waits_for_the_share_of_2023():
    facts = FREE | {
        "birth_date": date(2018, 8, 8),
        "adopted": True,
        "orphan_before_adoption": True,
        "disability_kind": "limb",
    }

    found = verdict("living-allowance-adopted-disabled-orphan", facts, "2024-03")

    assert found.outcome is Outcome.NOT_YET
    assert [figure.code for figure in found.missing_values] == ["adopted-disabled-orphan-share"]


def test_the_premium_of_the_infants_insurance_is_not_yet_and_never_zero():
    facts = {"birth_date": date(2024, 9, 1), "hukou": "city", "family_in_difficulty": True}

    found = beijing.pack().benefit("infant-insurance-premium").judge(facts, date(2026, 3, 31))

    assert found.outcome is Outcome.NOT_YET
    assert found.amount is None
    assert found.missing == ()
    assert [figure.code for figure in found.missing_values] == ["infant-insurance-premium"]


def test_no_rate_ever_fell_or_went_below_the_national_floor():
    for rate, floor in (
        (rates.FAMILY_RATE, floors.SCATTERED),
        (rates.ORPHAN_RATE, floors.IN_INSTITUTION),
    ):
        amounts = [value.amount for value in rate.values]
        assert amounts == sorted(amounts)
        assert min(amounts) >= floor.values[-1].amount


def test_the_sum_is_worked_out_with_its_articles():
    found = verdict("living-allowance-dibao-family", XIAOLU, "2026-03")

    assert [(line.amount, str(line.law)) for line in found.sum][-1][0] == Decimal(1140)
    assert "40%" in found.sum[0].label.zh
