"""What may be drawn beside what, against the table of the law written out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.policy import Outcome
from hutong.law import beijing

ON = date(2026, 3, 31)
OWN_DIBAO = Decimal("1812.50")

NURSED = {"disability_kind": "intellectual", "disability_level": 1}
FREE = {
    "birth_date": date(2016, 5, 21),
    "hukou": "city",
    "adopted": False,
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
    "hiv_infected": False,
    "major_disease": False,
    "nobody_caring": False,
    "care_setting": "family",
    "family_in_difficulty": False,
    **NURSED,
}
DEAD_FATHER = {"father_identity": "known", "father_life": "dead"}
ORPHAN = FREE | DEAD_FATHER | {"mother_identity": "known", "mother_life": "dead"}
DE_FACTO = ORPHAN | {"mother_life": "alive", "mother_major_disease": True}
DIBAO_FAMILY = FREE | {
    "on_dibao": True,
    "own_dibao_amount": OWN_DIBAO,
    "father_identity": "known",
    "father_life": "alive",
    "father_disability_kind": "none",
    "father_major_disease": False,
    "father_illness_ends_guardianship": False,
    "father_measure": "none",
    "father_out_of_contact": False,
    "father_guardianship_revoked": False,
    "father_expelled": False,
}
HELD = {
    "nothing": {},
    "dibao": {"on_dibao": True, "own_dibao_amount": OWN_DIBAO},
    "tekun": {"on_tekun": True},
    "disabled living subsidy": {"on_disabled_living_subsidy": True},
}
CLASSES = {
    "orphan": ("living-allowance-orphan", ORPHAN),
    "de facto": ("living-allowance-de-facto", DE_FACTO),
    "40 % rate": ("living-allowance-dibao-family", DIBAO_FAMILY),
}

# class, held beside it, what is paid (a sum, or the condition that refuses)
TABLE = [
    ("orphan", "nothing", 2850),
    ("orphan", "dibao", "not-on-dibao"),
    ("orphan", "tekun", "not-on-tekun"),
    ("orphan", "disabled living subsidy", "not-on-disabled-living-subsidy"),
    ("de facto", "nothing", 2850),
    ("de facto", "dibao", "1037.50"),
    ("de facto", "tekun", "not-on-tekun"),
    ("de facto", "disabled living subsidy", "not-on-disabled-living-subsidy"),
    ("40 % rate", "dibao", 1140),
    ("40 % rate", "disabled living subsidy", "not-on-disabled-living-subsidy"),
]


@pytest.mark.parametrize(("name", "held", "expected"), TABLE)
def test_what_is_paid_beside_what(name, held, expected):
    code, facts = CLASSES[name]

    verdict = beijing.pack().benefit(code).judge(facts | HELD[held], ON)

    if isinstance(expected, str) and expected.startswith("not-"):
        assert [finding.condition.code for finding in verdict.failed] == [expected]
    else:
        assert verdict.amount == Decimal(expected)


@pytest.mark.parametrize("name", CLASSES)
def test_the_nursing_subsidy_is_drawn_beside_every_class(name):
    _, facts = CLASSES[name]

    proposed = settled(facts)

    assert proposed["disability-nursing-subsidy"].amount == Decimal(300)
    assert proposed["living-allowance"].amount is not None


def test_tekun_support_excludes_the_nursing_subsidy():
    verdict = beijing.pack().benefit("disability-nursing-subsidy").judge(FREE | HELD["tekun"], ON)

    assert verdict.outcome is Outcome.NO


def settled(facts):
    return beijing.pack().settle(beijing.pack().judge_all(facts, ON))


def test_overlapping_classes_pay_the_higher_and_never_both():
    """小满 is de facto unsupported, disabled and on dibao: the share of the rate is more."""
    proposal = settled(DE_FACTO | HELD["dibao"])["living-allowance"]

    assert proposal.verdict.benefit.code == "living-allowance-dibao-family"
    assert proposal.amount == Decimal(1140)
    assert [(item.verdict.benefit.code, item.difference) for item in proposal.instead_of] == [
        ("living-allowance-de-facto", Decimal("102.50"))
    ]


def test_with_little_dibao_the_top_up_is_the_higher():
    facts = DE_FACTO | {"on_dibao": True, "own_dibao_amount": Decimal(500)}

    proposal = settled(facts)["living-allowance"]

    assert proposal.verdict.benefit.code == "living-allowance-de-facto"
    assert proposal.amount == Decimal(2350)


def test_dibao_above_the_rate_leaves_nothing_to_top_up_and_nothing_to_recover():
    facts = DE_FACTO | {"on_dibao": True, "own_dibao_amount": Decimal(3000)}

    verdict = beijing.pack().benefit("living-allowance-de-facto").judge(facts, ON)

    assert verdict.amount == Decimal(0)


def test_one_account_holds_all_classes_of_the_living_allowance():
    accounts = {
        benefit.account
        for benefit in beijing.pack().benefits
        if benefit.code.startswith("living-allowance")
    }

    assert accounts == {"living-allowance"}


def test_no_name_or_code_on_a_payment_tells_of_an_infection():
    for benefit in beijing.pack().benefits:
        words = f"{benefit.code} {benefit.name.zh} {benefit.name.en}".lower()
        assert not any(word in words for word in ("hiv", "艾滋", "aids"))
        for condition in benefit.requires:
            shown = (*condition.label, *condition.otherwise)
            assert not any("艾滋" in word or "HIV" in word for word in shown)
