"""A form asks for one fact after another, and stops when nothing more can matter."""

from datetime import date

from hutong.foundation.policy import Outcome
from hutong.foundation.policy.asking import next_question
from tests.foundation.policy.sample_law import AN_ORPHAN, PACK, orphan_allowance

ON = date(2026, 3, 1)


def interview(rules, answers):
    """Ask until nothing is left to ask; the names asked for and what was learnt."""
    known = {}
    while (fact := next_question(rules, known, ON)) is not None:
        assert fact.name not in known
        known[fact.name] = answers[fact.name]
    return known


def test_an_orphan_is_recognised_without_asking_for_anything_else():
    known = interview(orphan_allowance, AN_ORPHAN)

    assert set(known) == set(AN_ORPHAN)
    assert orphan_allowance.judge(known, ON).outcome is Outcome.YES


def test_an_answer_that_settles_the_matter_ends_the_questions():
    known = interview(orphan_allowance, AN_ORPHAN | {"city_hukou": False, "adopted": True})

    assert len(known) == 1
    assert orphan_allowance.judge(known, ON).outcome is Outcome.NO


def test_nothing_is_asked_where_only_the_law_is_missing():
    verdict = orphan_allowance.judge(AN_ORPHAN, date(2018, 1, 1))

    assert verdict.outcome is Outcome.NOT_YET
    assert next_question(orphan_allowance, AN_ORPHAN, date(2018, 1, 1)) is None


def test_a_whole_law_asks_first_for_what_brings_the_nearest_benefit():
    known = {"city_hukou": True, "birth_date": date(2015, 2, 28)}

    assert next_question(PACK, known, ON).name == "disability_level"
    assert next_question(PACK, known | {"disability_level": 4}, ON).name == "hiv_infected"
