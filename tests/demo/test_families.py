"""The invented families are what they are said to be: the law itself finds their classes."""

from collections import Counter
from datetime import date, timedelta

import pytest

from hutong.demo.families import BUILDERS, draw_all
from hutong.demo.invented import AREA
from hutong.demo.mix import MIX, SHARES, scaled, whole
from hutong.foundation.kernel.dates import age_on
from hutong.foundation.kernel.identity import read_id_number
from hutong.foundation.kernel.names import tidy
from hutong.foundation.policy import Outcome
from hutong.law.beijing import pack as law

ON = date(2026, 3, 5)
DAYS = [ON, date(2026, 7, 31), date(2027, 2, 28), date(2027, 12, 1)]
# Where a rule asks for less than 16 years, whoever has turned 16 has left the class.
UNTIL_16 = {"disabled-child", "left-behind", "migrant", "dibao-sick-or-disabled", "tekun"}


def test_the_mix_has_the_seed_figures_of_the_city():
    assert sum(share.children for share in MIX if share.in_difficulty) == 21_011
    assert sum(whole()[kind] for kind in whole() if kind.startswith("long-stay")) == 297
    assert set(SHARES) == set(BUILDERS)


def test_the_law_knows_every_class_and_benefit_of_the_mix():
    categories = {category.code for category in law().categories}
    benefits = {benefit.code for benefit in law().benefits}
    for share in MIX:
        assert set(share.classes) <= categories, share.kind
        assert set(share.benefits) <= benefits, share.kind


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_kind_is_found_by_the_law(persons, on):
    missed = Counter()
    for young in draw_all(persons(on), scaled(900)):
        share, age = SHARES[young.kind], age_on(young.birth_date, on) if young.birth_date else 0
        found = {
            finding.category.code
            for finding in law().categories_of(young.facts_on(on, on), on)
            if finding.outcome is True
        }
        wanted = set(share.classes) - (UNTIL_16 if age >= 16 else set())
        if young.birth_date is None or age >= 18 or (young.kind == "infant" and age >= 4):
            continue
        missed.update((young.kind, category) for category in wanted - found)
    assert not missed


def test_what_was_granted_is_owed_month_by_month(persons):
    known = Counter()
    for young in draw_all(persons(ON), scaled(900)):
        facts = young.facts_on(ON, ON)
        for grant in young.grants:
            benefit = next(one for one in law().benefits if one.code == grant.benefit)
            verdict = benefit.judge(facts, ON)
            known[grant.benefit, verdict.outcome] += 1
            if verdict.outcome is Outcome.NO:
                assert {f.condition.code for f in verdict.findings if f.outcome is False} <= {
                    "under-age-or-at-school",
                    "under-age",
                    "infant",
                    "disability-of-a-named-level",
                    "sick-or-disabled",
                }, young.kind
    assert known["living-allowance-de-facto", Outcome.NOT_YET] == 0
    assert known["living-allowance-orphan", Outcome.NOT_YET] == 0
    paid = sum(number for (_, outcome), number in known.items() if outcome is Outcome.YES)
    assert paid > 0.85 * sum(known.values())


def test_nobody_has_a_number_that_was_ever_issued(persons):
    seen = set()
    for young in draw_all(persons(ON), scaled(600)):
        people = [young, *{id(kin.adult): kin.adult for kin in young.kin}.values()]
        for person in people:
            assert tidy(person.name) == person.name
            if person.id_number is None:
                continue
            number = read_id_number(person.id_number, on=ON)
            assert number.area == AREA
            assert number.sex == person.sex
            assert number.birth_date == person.birth_date
        if young.id_number:
            assert young.id_number not in seen
            seen.add(young.id_number)
        assert all(person.phone[:3] in {"", "100"} for person in people)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_nothing_is_known_before_it_is_true(persons, on):
    for young in draw_all(persons(on), scaled(600)):
        facts = [*young.facts, *(young.home.facts if young.home else [])]
        facts += [fact for kin in young.kin for fact in kin.adult.facts]
        for fact in facts:
            assert fact.since <= fact.on <= on, (young.kind, fact)
        assert young.registered_on <= young.known <= on
        for grant in young.grants:
            assert grant.applied_on <= grant.confirmed_on <= on


def test_a_subject_never_has_two_answers_to_one_question(persons):
    for young in draw_all(persons(ON), scaled(600)):
        for told in (young.facts, *(kin.adult.facts for kin in young.kin)):
            names = Counter(fact.name for fact in told)
            assert max(names.values(), default=1) == 1, (young.kind, names)


def test_one_seed_makes_one_city(persons):
    def told(seed):
        return [
            (young.name, young.id_number, young.residence, len(young.facts))
            for young in draw_all(persons(ON, seed), scaled(300))
        ]

    assert told(7) == told(7)
    assert told(7) != told(8)


def test_most_children_were_known_long_ago_and_some_came_lately(persons):
    city = persons(ON)
    known = [young.known for young in draw_all(city, scaled(4000)) if young.grants]
    lately = [day for day in known if day > city.calendar.takeover]
    assert 0.01 < len(lately) / len(known) < 0.03
    assert max(lately) < ON - timedelta(days=4)
