"""The vocabulary of facts: what every rule, form and register may rely on."""

from hutong.foundation.policy import Kind, Sensitivity
from hutong.registry.people.facts import VOCABULARY, child, father, household, mother


def test_father_and_mother_are_asked_the_same():
    assert [fact.record for fact in father] == [fact.record for fact in mother]
    assert [fact.kind for fact in father] == [fact.kind for fact in mother]
    assert all(fact.name == f"father_{fact.record}" for fact in father)
    assert all(fact.subject == "mother" for fact in mother)


def test_a_fact_stands_in_one_part_of_the_vocabulary_only():
    assert len(VOCABULARY) == len(child) + len(father) + len(mother) + len(household)


def test_every_fact_says_what_proves_it_and_who_can_supply_that():
    for fact in VOCABULARY:
        for words in (fact.label, fact.paper, fact.supplier):
            assert words.zh
            assert words.en
            assert "{" not in words.zh + words.en


def test_no_two_facts_are_called_the_same():
    for language in ("zh", "en"):
        labels = [getattr(fact.label, language) for fact in VOCABULARY]
        assert len(set(labels)) == len(labels)


def test_every_code_has_its_word_in_both_languages():
    for fact in VOCABULARY:
        assert (fact.kind is Kind.CODE) is (fact.codes is not None)
        for code in fact.codes or ():
            assert code.label.zh != code.value
            assert code.label.en


def test_only_an_infection_is_held_in_the_strictest_secrecy():
    assert [fact.name for fact in VOCABULARY if fact.sensitivity is Sensitivity.STRICTEST] == [
        "hiv_infected"
    ]


def test_a_fact_may_share_its_name_in_the_rows_only_with_another_subject():
    rows = [(fact.subject, fact.record) for fact in VOCABULARY]

    assert len(set(rows)) == len(rows)
