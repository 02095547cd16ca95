"""A law with something changed in it: what follows, what stays, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.policy import Outcome
from hutong.foundation.policy.changes import (
    AlsoCounts,
    NewAnswers,
    NewFigure,
    NoSuchRule,
    NotAChange,
    Without,
    answers_of,
    asked_in,
    changed,
    condition_of,
    figure_of,
    figures_counting,
    read_amount,
    read_answers,
    told,
)
from hutong.law.beijing import pack
from hutong.law.china.examples import dead, in_prison, lost
from hutong.registry.people.facts import child

ON, SINCE = date(2026, 11, 23), date(2027, 1, 1)
LIVING = "living-allowance-orphan"
DIBAO = "living-allowance-dibao-family"
DE_FACTO = "living-allowance-de-facto"
YUTONG = {
    "birth_date": date(2014, 6, 1),
    "hukou": "city",
    "adopted": False,
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
    **dead("father"),
    **dead("mother"),
}
XIAOLU = {
    "birth_date": date(2015, 10, 3),
    "hukou": "city",
    "on_dibao": True,
    "major_disease": False,
    "disability_kind": "intellectual",
    "disability_level": 4,
    "on_disabled_living_subsidy": False,
}


def trial(*changes):
    return changed(pack(), changes, since=SINCE, known_on=ON)


def judged(law, code, facts, *, on=ON, values_on=SINCE):
    return law.benefit(code).judge(facts, on, values_on=values_on, known_on=ON)


def test_a_higher_rate_counts_from_its_day_for_everything_that_follows_it():
    law = trial(NewFigure("orphan-rate", Decimal(3000)))

    assert judged(law, LIVING, YUTONG).amount == Decimal(3000)
    assert judged(law, LIVING, YUTONG, values_on=date(2026, 12, 31)).amount == Decimal(2850)
    xiaolu = XIAOLU | {"disability_level": 2}
    assert judged(law, DIBAO, xiaolu).amount == Decimal(1200)
    assert judged(pack(), LIVING, YUTONG).amount == Decimal(2850)


def test_a_rate_changed_within_one_benefit_leaves_the_others_alone():
    law = trial(NewFigure("orphan-rate", Decimal(3000), within=DIBAO))

    assert judged(law, LIVING, YUTONG).amount == Decimal(2850)
    assert judged(law, DIBAO, XIAOLU | {"disability_level": 2}).amount == Decimal(1200)


def test_a_term_of_three_months_instead_of_six_takes_a_child_in():
    facts = {
        "birth_date": date(2016, 5, 21),
        "hukou": "city",
        "on_dibao": False,
        "on_tekun": False,
        "on_disabled_living_subsidy": False,
        **in_prison("father", 4),
        **lost("mother", date(2026, 2, 2), receipt=True),
    }

    law = trial(NewFigure("measure-months", 3))

    assert judged(pack(), DE_FACTO, facts).outcome is Outcome.NO
    assert judged(law, DE_FACTO, facts).amount == Decimal(2850)
    classes = {
        item.category.code: item.outcome
        for item in law.categories_of(facts, ON, values_on=SINCE, known_on=ON)
    }
    assert classes["de-facto-unsupported"] is True


def test_without_dibao_as_a_condition_the_share_is_granted_to_others():
    facts = XIAOLU | {"on_dibao": False, "disability_level": 2}

    law = trial(Without(DIBAO, "on-dibao"))

    assert judged(pack(), DIBAO, facts).outcome is Outcome.NO
    assert judged(law, DIBAO, facts).amount == Decimal(1140)
    assert [one.code for one in law.benefit(DIBAO).requires] == [
        one.code for one in pack().benefit(DIBAO).requires if one.code != "on-dibao"
    ]


def test_levels_are_changed_in_the_place_that_is_named():
    law = trial(NewAnswers(DIBAO, "sick-or-disabled", "disability_level", (1, 2, 4), place=1))

    assert judged(pack(), DIBAO, XIAOLU).outcome is Outcome.NO
    assert judged(law, DIBAO, XIAOLU).amount == Decimal(1140)


def test_a_class_of_children_is_added_to_those_who_meet_a_condition():
    facts = {**YUTONG, "father_life": "alive", "mother_life": "alive", "on_tekun": None}
    facts |= {"circumstances_being_verified": True, "nobody_caring": True}
    law = trial(AlsoCounts(LIVING, "orphan", "temporarily-unsupported"))
    before = judged(pack(), LIVING, facts | {"on_tekun": False})

    assert before.outcome is not Outcome.YES
    assert judged(law, LIVING, facts | {"on_tekun": False}).amount == Decimal(2850)


def test_the_age_of_majority_for_one_benefit_only():
    facts = YUTONG | {"birth_date": date(2008, 6, 1), "study": "none"}

    law = trial(NewFigure("age-of-majority", 20, within=LIVING))

    assert judged(pack(), LIVING, facts).outcome is Outcome.NO
    assert judged(law, LIVING, facts).amount == Decimal(2850)
    classes = {
        item.category.code: item.outcome
        for item in law.categories_of(facts, ON, values_on=SINCE, known_on=ON)
    }
    assert classes["orphan"] is False


@pytest.mark.parametrize(
    ("change", "near"),
    [
        (NewFigure("orphan-rates", Decimal(3000)), "orphan-rate"),
        (NewFigure("orphan-rate", Decimal(3000), within="living-alowance"), "living-allowance"),
        (NewFigure("infant-age", 4, within=LIVING), "orphan-rate"),
        (Without("living-allowance-dibao", "on-dibao"), DIBAO),
        (Without(DIBAO, "dibao"), "on-dibao"),
        (AlsoCounts(LIVING, "orphan", "orphans"), "orphan"),
        (NewAnswers(DIBAO, "sick-or-disabled", "level", (1,)), "disability_level"),
        (NewAnswers(DIBAO, "sick-or-disabled", "disability_level", (1,)), "disability_level#2"),
    ],
)
def test_what_the_law_does_not_know_is_refused_with_what_comes_near(change, near):
    with pytest.raises(NoSuchRule) as refused:
        trial(change)

    assert near in refused.value.findings[0].sentence.zh
    assert near in refused.value.findings[0].sentence.en


@pytest.mark.parametrize(
    "changes",
    [
        [NewFigure("orphan-rate", Decimal(2850))],
        [NewFigure("orphan-rate", Decimal(3000)), NewFigure("orphan-rate", Decimal(3100))],
        [NewAnswers(DIBAO, "sick-or-disabled", "disability_level", (2, 1), place=1)],
        [NewAnswers(DIBAO, "sick-or-disabled", "disability_level", (), place=1)],
        [NewAnswers(DIBAO, "sick-or-disabled", "disability_level", (3, 4), place=2)],
    ],
)
def test_what_changes_nothing_or_twice_is_refused(changes):
    with pytest.raises(NotAChange):
        trial(*changes)


def test_a_change_is_told_in_words_before_and_after():
    def tell(change):
        return told(pack(), change, since=SINCE, known_on=ON)

    rate = tell(NewFigure("orphan-rate", Decimal(3000)))
    assert (rate.what.zh, rate.before.zh, rate.after.zh) == (
        "孤儿、弃婴生活费标准",
        "¥2,850.00",
        "¥3,000.00",
    )
    assert LIVING in {benefit.code for benefit in rate.benefits}
    dibao = tell(Without(DIBAO, "on-dibao"))
    assert (dibao.before.zh, dibao.after.zh) == ("享受最低生活保障", "不再要求")
    levels = tell(NewAnswers(DIBAO, "sick-or-disabled", "disability_level", (1, 2, 3), place=1))
    assert levels.before.zh != levels.after.zh


def test_only_figures_that_count_on_the_day_are_offered():
    rules = [
        rule for one in pack().benefits if one.account == "living-allowance" for rule in one.rules
    ]

    today = {one.code for one in figures_counting(rules, on=SINCE, known_on=ON)}
    in_2017 = {one.code for one in figures_counting(rules, on=date(2017, 3, 1), known_on=ON)}

    assert {"orphan-rate", "measure-months", "dibao-family-share"} <= today
    assert "family-rate" not in today
    assert "family-rate" in in_2017


def test_values_are_read_as_people_write_them():
    rate, share = figure_of(pack(), "orphan-rate"), figure_of(pack(), "dibao-family-share")
    months, switch = figure_of(pack(), "measure-months"), figure_of(pack(), "widening-of-2020")

    assert read_amount(rate, "3,000元") == Decimal(3000)
    assert read_amount(share, "45%") == read_amount(share, "0.45") == Decimal("0.45")
    assert read_amount(months, "3") == 3
    for figure, raw in ((rate, "-1"), (rate, "viel"), (months, "3.5"), (switch, "2"), (rate, "")):
        with pytest.raises(NotAChange):
            read_amount(figure, raw)
    assert read_answers(child.disability_level, "1, 2，3") == (1, 2, 3)


def test_the_places_that_ask_for_fixed_answers_are_found_in_order():
    condition = condition_of(pack().benefit(DIBAO), "sick-or-disabled")

    found = [(fact.name, answers_of(item)) for fact, item in asked_in(condition)]

    assert ("disability_level", (1, 2)) in found
    assert ("disability_level", (3,)) in found
