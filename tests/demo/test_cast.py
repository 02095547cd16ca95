"""The cast before anything is stored: everybody can be told apart, and the law knows them."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.demo import cast
from hutong.demo.days import Calendar
from hutong.demo.scene import Scene
from hutong.foundation.policy import Outcome
from hutong.programmes.benefits.queries import law

DAYS = [date(2026, 3, 1), date(2026, 3, 31), date(2026, 11, 23), date(2027, 2, 28)]


@pytest.fixture
def scene(persons):
    def set_(on):
        drawn = persons(on, rounds=5)
        return Scene(Calendar(on, 5), drawn.inventor, drawn.neighbourhoods)

    return set_


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_nothing_is_known_of_the_cast_before_it_is_true(scene, on):
    for family in cast.begin(scene(on)).values():
        for young in family:
            told = [*young.facts, *(young.home.facts if young.home else [])]
            told += [fact for kin in young.kin for fact in kin.adult.facts]
            assert all(fact.since <= fact.on <= on for fact in told), young.name
            assert young.registered_on <= young.known <= on


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_what_the_cast_is_paid_was_owed_when_it_was_taken_over(scene, on):
    pack = law()
    for family in cast.begin(scene(on)).values():
        for young in family:
            facts = young.facts_on(young.known, young.known)
            for grant in young.grants:
                verdict = pack.benefit(grant.benefit).judge(facts, young.known)
                assert verdict.outcome is Outcome.YES, (young.name, grant.benefit)


def test_every_story_has_a_line_in_both_languages():
    for story in cast.EVERYBODY:
        assert story.line.zh.endswith("。")
        assert story.line.en.endswith(".")


def test_xiaoman_and_her_brother_share_their_parents_and_their_home(scene):
    xiaoman, xiaohe = cast.begin(scene(DAYS[2]))["林小满"]
    assert [kin.adult for kin in xiaoman.kin] == [kin.adult for kin in xiaohe.kin]
    assert xiaoman.home is xiaohe.home
    amounts = {f.value for f in xiaoman.facts if f.name == "own_dibao_amount"}
    assert amounts == {Decimal("1812.50")}
