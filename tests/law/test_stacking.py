"""What may be drawn beside what, against the table of the law written out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.policy import Outcome, weigh
from hutong.foundation.policy.packs import excluded
from hutong.law import beijing
from hutong.law.beijing.living_allowance import LIVING_ALLOWANCES

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
    "household_low_income": False,
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


# The derived table of 1.5 of the facts, cell by cell. Whoever holds the row draws the column too:
# 雨桐 lost both parents, 小满 is de facto unsupported, 小路's family draws dibao, 树生 is on tekun.
TEKUN_AMOUNT = Decimal(2175)
HOLDS = {
    "雨桐, orphan rate": ("living-allowance-orphan", ORPHAN),
    "小满, de facto rate": ("living-allowance-de-facto", DE_FACTO),
    "小路, 40 % rate": ("living-allowance-dibao-family", DIBAO_FAMILY),
    "树生, tekun": ("tekun", FREE | {"on_tekun": True, "own_tekun_amount": TEKUN_AMOUNT}),
}
DRAWS = {
    "dibao": ("dibao", HELD["dibao"]),
    "tekun": ("tekun", HELD["tekun"] | {"own_tekun_amount": TEKUN_AMOUNT}),
    "living subsidy": ("disabled-living-subsidy", {}),
    "nursing subsidy": ("disability-nursing-subsidy", {}),
    "rehabilitation": ("rehabilitation-aid", {}),
    "insurance": (
        "infant-insurance-premium",
        {"birth_date": date(2024, 9, 1), "family_in_difficulty": True},
    ),
}
DERIVED = {
    "雨桐, orphan rate": ["no", "no", "no", "yes", "yes", "yes"],
    "小满, de facto rate": ["top-up", "no", "no", "yes", "yes", "yes"],
    # 小路 and tekun: the text has a dash; tekun excludes the dibao that the rate rests on.
    "小路, 40 % rate": ["yes", "no", "no", "yes", "yes", "yes"],
    "树生, tekun": ["no", "itself", "no", "no", "yes", "yes"],
}
CELLS = [
    (row, column, cell)
    for row, cells in DERIVED.items()
    for column, cell in zip(DRAWS, cells, strict=True)
]


def beside(row, column):
    """Whether the benefit of a row is drawn in full beside that of a column, in part, or not."""
    (holds, facts), (draws, more) = HOLDS[row], DRAWS[column]
    if holds == draws:
        return "itself"
    sides = weigh(beijing.pack(), facts | more, ON).sides
    lines = [{line.benefit.code: line.amount for line in side.lines} for side in sides]
    assert any(holds in one for one in lines)
    if column == "insurance":  # its premium is not configured: it is never due, nor refused
        verdict = beijing.pack().benefit(draws).judge(facts | more, ON)
        assert not verdict.failed
        barred = excluded(verdict.benefit, beijing.pack().benefit(holds))
        return "no" if barred else "yes"
    assert any(draws in one for one in lines) or column == "nursing subsidy"
    both = [one for one in lines if holds in one and draws in one]
    if not both:
        return "no"
    in_full = beijing.pack().benefit(holds).judge(facts, ON).amount
    (drawn,) = both
    if drawn[holds] == in_full:
        return "yes"
    assert drawn[holds] == in_full - drawn[draws]
    return "top-up"


@pytest.mark.parametrize(("row", "column", "cell"), CELLS)
def test_every_cell_of_the_derived_table(row, column, cell):
    assert beside(row, column) == cell


def test_the_table_has_a_cell_for_every_pair():
    assert len(CELLS) == len(HOLDS) * len(DRAWS) == 24


def test_where_the_table_says_confirm_the_decision_says_so():
    """The 40 % rate beside the living subsidy: no on the literal words of 434号 art. 3."""
    verdict = beijing.pack().benefit("living-allowance-dibao-family").judge(DIBAO_FAMILY, ON)

    assert any("困难残疾人生活补贴不能同时享受，待核" in note.zh for note in verdict.unconfirmed)


def weighed(facts):
    """The sides of a choice as a family is told them: total, the lines, what is given up."""
    return [
        (
            side.total,
            {line.benefit.code: line.amount for line in side.lines if line.amount is not None},
            [benefit.code for benefit in side.given_up],
        )
        for side in weigh(beijing.pack(), facts, ON).sides
    ]


def test_xiaoman_on_tekun_would_have_more_with_the_allowance():
    assert weighed(DE_FACTO | HELD["tekun"] | {"own_tekun_amount": TEKUN_AMOUNT})[:2] == [
        (
            Decimal(3150),
            {
                "disability-nursing-subsidy": Decimal(300),
                "living-allowance-de-facto": Decimal(2850),
            },
            ["tekun"],
        ),
        (Decimal(2175), {"tekun": TEKUN_AMOUNT}, []),
    ]


def test_xiaolu_has_more_with_the_share_of_the_rate_than_with_the_living_subsidy():
    drawing = DIBAO_FAMILY | {"on_disabled_living_subsidy": True}

    assert weighed(drawing) == [
        (
            Decimal("3252.50"),
            {
                "dibao": OWN_DIBAO,
                "disability-nursing-subsidy": Decimal(300),
                "living-allowance-dibao-family": Decimal(1140),
            },
            ["disabled-living-subsidy"],
        ),
        (
            Decimal("2512.50"),
            {
                "dibao": OWN_DIBAO,
                "disability-nursing-subsidy": Decimal(300),
                "disabled-living-subsidy": Decimal(400),
            },
            [],
        ),
    ]


def test_xiaoman_on_dibao_with_the_share_of_the_rate_and_with_the_top_up():
    sides = weighed(DE_FACTO | HELD["dibao"])

    assert [
        (total, lines.get("living-allowance-dibao-family"), lines.get("living-allowance-de-facto"))
        for total, lines, _ in sides
    ] == [
        (Decimal("3252.50"), Decimal(1140), None),
        (Decimal(3150), None, Decimal("1037.50")),
        (Decimal("2512.50"), None, None),
    ]


def test_leaving_dibao_for_nothing_more_is_no_side():
    """小满, not disabled: 1,812.50 of dibao and 1,037.50 on top, or 2,850 without dibao."""
    sides = weighed(DE_FACTO | HELD["dibao"] | {"disability_kind": "none"})

    assert [(total, given_up) for total, _, given_up in sides] == [(Decimal(2850), [])]


def test_nothing_is_proposed_while_the_sum_of_what_is_drawn_is_not_known():
    weighing = weigh(beijing.pack(), DE_FACTO | HELD["tekun"], ON)

    assert weighing.proposed is None
    assert [(item.benefit.code, item.missing.names) for item in weighing.waiting] == [
        ("tekun", ("own_tekun_amount",))
    ]


def test_category_assistance_is_part_of_dibao_and_counted_once():
    day = date(2025, 3, 31)
    (side,) = weigh(beijing.pack(), DIBAO_FAMILY | {"disability_kind": "none"}, day).sides

    assert {line.benefit.code: line.amount for line in side.lines} == {
        "dibao": OWN_DIBAO,
        "dibao-category-assistance": Decimal("362.50"),
    }
    assert side.total == OWN_DIBAO


def test_what_does_not_count_as_the_household_s_income_has_its_article():
    told = {
        benefit.code: str(benefit.not_income)
        for benefit in beijing.pack().benefits
        if benefit.not_income is not None
    }

    assert told == {
        "living-allowance-orphan": "京民福发〔2011〕173号 二（二）",
        "living-allowance-de-facto": "京社委儿福发〔2019〕36号 二（一）",
        "living-allowance-dibao-family": "京民福发〔2016〕228号 五（一）",
        "disability-nursing-subsidy": "京民福发〔2016〕434号 3",
        "disabled-living-subsidy": "京民福发〔2016〕434号 3",
    }


def test_what_excludes_the_living_allowance_names_every_class_of_it():
    classes = {
        benefit.code for benefit in beijing.pack().benefits if benefit.account == "living-allowance"
    }

    assert set(LIVING_ALLOWANCES) == classes
