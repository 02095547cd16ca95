"""One child on one day: yes, no, or not yet, with every reason."""

import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.foundation.policy import Example, Kind, Outcome
from hutong.foundation.policy.compile import Layout
from tests.foundation.policy.agreement import draw_cases
from tests.foundation.policy.sample_law import (
    AN_ORPHAN,
    DE_FACTO,
    LAW,
    PACK,
    child,
    de_facto_allowance,
    orphan_allowance,
)

ON = date(2026, 3, 1)
XIAOYU = AN_ORPHAN | {
    "father_life": "alive",
    "father_measure": "prison",
    "father_measure_months": 24,
    "on_dibao": True,
    "own_dibao_amount": Decimal("1812.50"),
}


@pytest.mark.parametrize(
    ("benefit", "example"),
    [(benefit, example) for benefit in PACK.benefits for example in benefit.examples],
    ids=lambda item: getattr(item, "story", getattr(item, "code", "")),
)
def test_the_examples_of_a_benefit_are_its_stories(benefit, example):
    assert benefit.run_example(example) == ""


def test_an_example_that_is_wrong_says_so():
    wrong = Example("an orphan in the wrong city", AN_ORPHAN | {"city_hukou": False}, ON, pays=2850)

    assert orphan_allowance.run_example(wrong) == (
        "orphan-allowance: an orphan in the wrong city: expected yes, found no: in-the-city."
    )


def test_xiaoyu_whose_father_is_in_prison_is_topped_up_line_by_line():
    verdict = de_facto_allowance.judge(XIAOYU, ON)

    assert verdict.outcome is Outcome.YES
    assert verdict.amount == Decimal("1037.50")
    assert [(line.label.zh, line.amount, line.law, line.is_total) for line in verdict.sum] == [
        ("保障标准", Decimal(2850), LAW["一"], False),
        ("减：本人低保分类救助", Decimal("-1812.50"), None, False),
        ("补差", Decimal("1037.50"), LAW["三"], True),
    ]


def test_a_sum_names_the_floor_that_raised_it_and_the_rounding_that_moved_it():
    rich = de_facto_allowance.judge(XIAOYU | {"own_dibao_amount": Decimal(3000)}, ON)
    infected = PACK.benefit("hiv-allowance").judge(
        {"hiv_infected": True, "city_hukou": True, "birth_date": date(2015, 1, 1)},
        date(2023, 10, 1),
    )

    assert [(line.label.zh, line.amount) for line in rich.sum] == [
        ("保障标准", Decimal(2850)),
        ("减：本人低保分类救助", Decimal(-3000)),
        ("不足 ¥0.00 的按 ¥0.00 计", Decimal(150)),
        ("补差", Decimal(0)),
    ]
    assert [(line.label.zh, line.amount) for line in infected.sum] == [
        ("保障标准 × 35%", Decimal("857.6750")),
        ("四舍五入到元", Decimal("0.3250")),
        ("应发", Decimal(858)),
    ]


def test_no_names_every_condition_that_fails_and_asks_for_nothing():
    verdict = orphan_allowance.judge(
        {"city_hukou": False, "adopted": True, "birth_date": date(2000, 1, 1)}, ON
    )

    assert verdict.outcome is Outcome.NO
    assert [finding.condition.code for finding in verdict.failed] == ["in-the-city", "orphan"]
    assert [(str(finding.law), finding.sentence.zh) for finding in verdict.refusals] == [
        ("临水市示例〔2026〕1号 二", "该儿童不是本市户籍。"),
        ("临水市示例〔2026〕1号 九", "该儿童不属于孤儿。"),
    ]
    assert (verdict.missing, verdict.shortest, verdict.sum, verdict.amount) == ((), (), (), None)
    [_, _, still_open] = verdict.findings
    assert still_open.outcome is None
    assert still_open.missing == (child.study,)


def test_not_yet_lists_what_could_still_change_it_and_the_shortest_way_to_yes():
    verdict = orphan_allowance.judge(AN_ORPHAN | {"father_life": None}, ON)

    assert verdict.outcome is Outcome.NOT_YET
    assert verdict.missing == (child.father_life,)
    assert verdict.shortest == (child.father_life,)
    assert verdict.missing[0].paper.zh == "死亡证明"
    [finding] = [item for item in verdict.findings if item.outcome is None]
    assert finding.reasons[0].zh == "尚未查明：父亲生存状况"


def test_all_conditions_hold_but_the_amount_is_open():
    verdict = de_facto_allowance.judge(XIAOYU | {"own_dibao_amount": None}, ON)

    assert all(finding.outcome for finding in verdict.findings)
    assert verdict.outcome is Outcome.NOT_YET
    assert verdict.missing == (child.own_dibao_amount,)


def test_the_shortest_way_never_asks_for_a_father_who_is_two_things():
    facts = {"birth_date": date(2015, 2, 28), "city_hukou": True, "on_dibao": False}

    verdict = de_facto_allowance.judge(facts, ON)

    # Both parents dead would be an orphan: one of them must be unable instead.
    assert len(verdict.shortest) == 4
    assert {"father_life", "mother_life"} <= set(verdict.shortest.names)


def test_what_is_not_checked_against_the_law_is_said():
    spring_2024 = de_facto_allowance.judge(XIAOYU, date(2024, 3, 1))

    assert [note.en for note in spring_2024.unconfirmed] == [
        "The scope of this class is yet to be confirmed.",
        "standard (¥2,450.50 from 1 July 2023) is not yet checked against the original.",
    ]
    assert [note.en for note in de_facto_allowance.judge(XIAOYU, ON).unconfirmed] == [
        "The scope of this class is yet to be confirmed."
    ]


def test_a_verdict_rests_on_the_facts_that_made_it_and_on_no_others():
    granted = de_facto_allowance.judge(XIAOYU | {"hiv_infected": True}, ON)
    refused = orphan_allowance.judge(AN_ORPHAN | {"mother_life": "alive"}, ON)

    assert granted.rests_on.names == (
        "city_hukou",
        "father_measure",
        "father_measure_months",
        "mother_life",
        "father_life",
        "birth_date",
        "on_dibao",
        "own_dibao_amount",
    )
    assert [(figure.code, value.amount) for figure, value in granted.values_used] == [
        ("measure-months", 6),
        ("rate", 2850),
    ]
    assert refused.rests_on == (child.mother_life,)
    assert refused.values_used == ()


def test_a_verdict_is_kept_as_plain_json():
    kept = json.loads(json.dumps(de_facto_allowance.judge(XIAOYU, ON).as_json()))

    assert kept["outcome"] == "yes"
    assert kept["amount"] == "1037.50"
    assert kept["facts"]["own_dibao_amount"] == "1812.50"
    assert kept["facts"]["birth_date"] == "2015-02-28"
    assert [line["amount"] for line in kept["sum"]] == ["2850", "-1812.50", "1037.50"]
    assert kept["values"][1]["published"] == "2026-01-14"
    assert kept["values_on"] == "2026-03-01"


def test_a_child_may_belong_to_several_categories_or_to_none_yet():
    infected = AN_ORPHAN | {"hiv_infected": True}

    assert {item.category.code: item.outcome for item in PACK.categories_of(infected, ON)} == {
        "orphan": True,
        "de-facto": False,
        "hiv": True,
    }
    [_, found, _] = PACK.categories_of({}, ON)
    assert found.category is DE_FACTO
    assert found.outcome is None
    assert child.father_life in found.missing


def test_the_same_verdict_comes_alone_and_with_the_whole_pack():
    for verdict in PACK.judge_all(XIAOYU, ON):
        alone = verdict.benefit.judge(XIAOYU, ON)
        assert verdict.as_json() | {"facts": {}} == alone.as_json() | {"facts": {}}


def answers_of(fact, on):
    """The answers that can make a difference in the sample law."""
    if fact.kind is Kind.YES_NO:
        return [True, False]
    if fact.kind is Kind.CODE:
        return sorted(fact.possible)
    if fact.kind is Kind.DATE:
        return [on - timedelta(days=days) for days in (0, 400, 8000)]
    return [0, 1, 12, 5000] if fact.kind is Kind.NUMBER else [Decimal(0), Decimal(5000)]


def can_be_made_a_yes(benefit, case, facts):
    for answers in product(*(answers_of(fact, case.on) for fact in facts)):
        learnt = case.facts | {
            fact.name: answer for fact, answer in zip(facts, answers, strict=True)
        }
        if benefit.judge(learnt, case.on, values_on=case.values_on).eligible:
            return True
    return False


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=True))
def test_the_shortest_way_leads_to_a_yes_and_no_shorter_one_does(random):
    [case] = draw_cases(Layout(PACK).facts, random, 1, unknown=0.25)
    for benefit in (orphan_allowance, de_facto_allowance, PACK.benefit("nursing")):
        verdict = benefit.judge(case.facts, case.on, values_on=case.values_on)
        if not verdict.shortest or len(verdict.shortest) > 3:
            continue
        assert can_be_made_a_yes(benefit, case, verdict.shortest)
        for shorter in combinations(verdict.missing, len(verdict.shortest) - 1):
            assert not can_be_made_a_yes(benefit, case, shorter)
