"""Which office decides on a benefit, by which article."""

import pytest

from hutong.foundation.policy import Office
from hutong.law import beijing
from hutong.law.beijing.values import all_instruments

BENEFITS = {benefit.code: benefit for benefit in beijing.pack().benefits}
# Where a text names the office outright; all others say in a note that it is to be checked.
NAMED = {
    "living-allowance-orphan": (Office.DISTRICT, "京民福发〔2011〕173号 三（二）"),
    "living-allowance-de-facto": (Office.STREET, "京社委儿福发〔2019〕36号 四（二）"),
    "disability-nursing-subsidy": (Office.DISTRICT, "京民福发〔2016〕434号 7"),
    "disabled-living-subsidy": (Office.DISTRICT, "京民福发〔2016〕434号 7"),
}
HERE = {code: benefit for code, benefit in BENEFITS.items() if benefit.paid_here}


@pytest.mark.parametrize("benefit", HERE.values(), ids=HERE)
def test_every_benefit_names_its_office_with_an_article_of_the_list(benefit):
    competence = benefit.competence

    assert competence is not None
    cited = [competence.law, *([competence.of_institutions] if competence.of_institutions else [])]
    assert {one.instrument for one in cited} <= set(all_instruments())
    assert all(one.article for one in cited)


def test_what_the_assistance_office_pays_is_decided_by_nobody_here():
    elsewhere = set(BENEFITS) - set(HERE)

    assert elsewhere == {
        "dibao",
        "dibao-category-assistance",
        "low-income-living-subsidy",
        "tekun",
    }
    assert all(BENEFITS[code].competence is None for code in elsewhere)


def test_the_office_is_certain_only_where_a_text_names_it():
    certain = {
        code: (benefit.competence.decides, str(benefit.competence.law))
        for code, benefit in BENEFITS.items()
        if benefit.competence and benefit.competence.note is None
    }

    assert certain == NAMED


def test_who_is_certified_by_the_district_was_looked_into_by_the_street():
    for code in (
        "living-allowance-orphan",
        "disability-nursing-subsidy",
        "disabled-living-subsidy",
    ):
        competence = BENEFITS[code].competence
        assert competence is not None
        assert competence.prepared_by is Office.STREET
    street = BENEFITS["living-allowance-de-facto"].competence
    assert street is not None
    assert street.prepared_by is None
