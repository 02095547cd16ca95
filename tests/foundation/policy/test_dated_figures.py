"""Figures and rules of the law hold from their day; what was published late is known late."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.policy import NotYetInForce, Outcome
from tests.foundation.policy.sample_law import (
    AN_ORPHAN,
    DE_FACTO,
    DIBAO,
    PACK,
    RATE,
    de_facto_allowance,
    orphan_allowance,
)


def test_each_value_holds_from_its_day_until_the_next():
    assert RATE.at(date(2019, 7, 1)).amount == 2200
    assert RATE.at(date(2023, 6, 30)).amount == 2200
    assert RATE.at(date(2023, 7, 1)).amount == Decimal("2450.50")
    assert RATE.at(date(2027, 1, 1)).amount == 2850


def test_before_the_first_value_the_article_is_named():
    with pytest.raises(NotYetInForce, match="临水市示例〔2019〕7号 一"):
        RATE.at(date(2019, 6, 30))


def test_before_the_first_value_a_sentence_says_so_in_both_languages():
    with pytest.raises(NotYetInForce) as silent:
        RATE.at(date(2019, 6, 30))

    sentence = silent.value.sentence
    first = RATE.values[0]
    assert sentence.zh == (
        f"{RATE.label.zh}（{first.law}）自2019-07-01起施行，{first.known_from}公布；"
        "2019-06-30尚无数值。"
    )
    assert sentence.en == (
        f"{RATE.label.en} ({first.law}) is in force from 2019-07-01, "
        f"published {first.known_from}; there is no value on 2019-06-30."
    )


def test_a_value_published_late_was_not_known_before_and_pays_arrears_after():
    november = date(2025, 11, 1)

    def due(known_on):
        return orphan_allowance.judge(AN_ORPHAN, november, known_on=known_on).amount

    assert due(date(2026, 1, 13)) == Decimal("2450.50")
    assert due(date(2026, 1, 14)) == Decimal("2850.00")
    assert due(None) == Decimal("2850.00")


def test_a_rate_is_that_of_the_month_paid_for_and_the_facts_are_those_of_the_day():
    verdict = orphan_allowance.judge(AN_ORPHAN, date(2025, 6, 30), values_on=date(2025, 7, 1))

    assert verdict.amount == Decimal("2850.00")
    assert (verdict.on, verdict.values_on) == (date(2025, 6, 30), date(2025, 7, 1))


def test_before_the_first_value_a_verdict_waits_and_names_the_figure():
    verdict = orphan_allowance.judge(AN_ORPHAN, date(2018, 1, 1))

    assert verdict.outcome is Outcome.NOT_YET
    assert verdict.missing == ()
    assert verdict.missing_values == (RATE,)
    assert verdict.shortest == ()


def test_a_figure_nobody_configured_is_missing_and_never_nought():
    facts = {"city_hukou": True, "household_income": Decimal(0), "household_size": 2}
    facts |= {"father_able": False, "mother_able": False, "own_dibao_amount": Decimal(0)}
    poverty = PACK.benefit("extreme-poverty")

    assert poverty.judge(facts, date(2026, 6, 30)).amount == Decimal("2175.00")
    assert poverty.judge(facts, date(2026, 7, 1)).outcome is Outcome.NOT_YET
    assert poverty.judge(facts, date(2026, 7, 1)).missing_values == (DIBAO,)


def test_an_amended_rule_is_read_in_the_wording_of_the_day():
    facts = AN_ORPHAN | {
        "father_life": "alive",
        "father_measure": "prison",
        "father_measure_months": 8,
    }

    def is_de_facto(on):
        [found] = [item for item in PACK.categories_of(facts, on) if item.category is DE_FACTO]
        return found

    assert is_de_facto(date(2019, 7, 1)).outcome is True  # six months are enough
    assert is_de_facto(date(2019, 6, 30)).outcome is False  # the old text asked for twelve
    assert is_de_facto(date(2016, 5, 30)).outcome is False
    [reason] = is_de_facto(date(2016, 5, 30)).reasons
    assert reason.zh == (
        "父亲不能履行监护职责（临水市示例〔2019〕7号 八）自2016年5月31日起施行，认定当日尚未施行。"
    )


def test_a_refusal_says_that_a_rule_was_not_yet_in_force():
    facts = AN_ORPHAN | {"father_life": "alive", "father_measure": "prison"}

    verdict = de_facto_allowance.judge(facts, date(2016, 5, 30))

    first, second = (finding.sentence.en for finding in verdict.refusals)
    assert first == "The child is no de facto unsupported child."
    assert second.endswith("(临水市示例〔2019〕7号 八) is in force only from 31 May 2016.")
