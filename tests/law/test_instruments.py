"""Every instrument that is cited is listed, and every one listed is cited."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import chain

import pytest

from hutong.foundation.documents.letters import Basis, Clause
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Amended, Category, Dated, Derived
from hutong.law import beijing, china
from hutong.law.beijing.values import all_instruments, all_values
from hutong.law.china import floors
from hutong.law.china.contents import parts_of, rules_of
from hutong.law.china.instruments import instruments
from hutong.law.china.remedies import REMEDIES

NUMBER = re.compile(r"(?:京[民社委儿福救发]+|国办?发|民发)〔\d{4}〕\d+号")
LAWS = {"China": china, "Beijing": beijing}


def rules(law):
    pack = law.pack()
    return [
        *parts_of(rules_of(pack.categories, pack.benefits)),
        floors.SCATTERED,
        floors.IN_INSTITUTION,
    ]


def citations(law) -> Iterator[Citation]:
    for benefit in law.pack().benefits:
        yield benefit.law
        yield from (condition.law for condition in benefit.requires)
    for procedure in law.all_procedures():
        yield procedure.law
        for step in procedure.steps:
            yield step.law
            yield from (kind.law for kind in step.papers if kind.law)
    forms = law.all_forms()
    written = [*forms.of_cases.values(), *forms.of_children.values()]
    for said in chain.from_iterable(
        form.write.keywords.values() for form in written if isinstance(form.write, partial)
    ):
        yield from _bases(said)
    yield from (remedy.basis.law for remedy in REMEDIES if remedy.basis)
    for item in rules(law):
        if isinstance(item, Derived | Category):
            yield item.law
        elif isinstance(item, Dated):
            yield from (value.law for value in item.values)
        elif isinstance(item, Amended):
            yield from (wording.law for wording in item.wordings)


def _bases(said) -> Iterator[Citation]:
    """The articles that the words of a form rest on."""
    if isinstance(said, Basis):
        yield said.law
    elif isinstance(said, tuple):
        for one in said:
            yield from one.basis if isinstance(one, Clause) else ()


def notes(law) -> Iterator[Text]:
    for benefit in law.pack().benefits:
        yield from benefit.unconfirmed
    for item in rules(law):
        if isinstance(item, Category):
            yield from item.unconfirmed
            yield from [item.note] if item.note else []
        elif isinstance(item, Dated):
            yield from (value.note for value in item.values if value.note)


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_every_citation_is_on_the_list(law):
    listed = all_instruments()

    assert [str(item) for item in citations(law) if item.instrument not in listed] == []


def test_the_national_law_cites_nothing_of_the_city():
    assert {item.instrument for item in citations(china)} <= set(instruments())


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_every_number_in_a_note_is_on_the_list(law):
    named = {number for note in notes(law) for number in NUMBER.findall(note.zh)}

    assert named <= set(all_instruments())


def test_no_instrument_is_listed_that_nothing_cites_or_names():
    cited = {item.instrument for law in LAWS.values() for item in citations(law)}
    named = {
        number for law in LAWS.values() for note in notes(law) for number in NUMBER.findall(note.zh)
    }

    assert set(all_instruments()) - cited - named == set()


def test_no_list_repeats_an_instrument_of_the_other():
    assert not set(instruments()) & set(instruments("hutong.law.beijing"))


@pytest.mark.parametrize("instrument", all_instruments().values(), ids=all_instruments())
def test_an_instrument_says_what_it_is_and_how_far_it_was_read(instrument):
    assert instrument.title.zh
    assert instrument.title.en
    assert instrument.issuer.zh
    assert instrument.issuer.en
    assert instrument.source
    for day in filter(None, (instrument.date, instrument.in_force)):
        assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", day)
    if instrument.mark == "unconfirmed":
        assert instrument.note


def test_what_rests_on_an_unconfirmed_instrument_is_itself_unconfirmed():
    listed = all_instruments()

    wrong = [
        f"{item.figure.code} from {item.value.from_day}"
        for item in all_values()
        if listed[item.value.law.instrument].mark in {"unconfirmed", "known"} and item.confirmed
    ]

    assert wrong == []


def test_no_value_was_published_before_its_instrument_was_made():
    listed = all_instruments()

    for item in all_values():
        made, published = listed[item.value.law.instrument].date, item.value.published
        if published is not None and len(made) == len("2026-01-14"):
            assert published >= date.fromisoformat(made)


def test_the_page_of_values_lists_each_once_and_says_why_one_is_unconfirmed():
    listed = [(item.figure.code, item.value.from_day) for item in all_values()]

    assert len(set(listed)) == len(listed)
    assert all(item.value.note for item in all_values() if not item.confirmed)
    assert all(not item.confirmed for item in all_values() if not item.configured)


def test_the_page_of_values_names_what_the_operator_must_find():
    assert {item.figure.code for item in all_values() if not item.configured} == {
        "adopted-disabled-orphan-share",
        "dibao-standard",
        "infant-insurance-premium",
        "institution-ward-share",
        "nursing-subsidy-other-multiple",
        "single-unknown-parent",
    }
