"""Who stands on the agreement when a child is left in another's care."""

from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.foundation.documents.letters import Basis, Clause
from hutong.foundation.kernel.law import Citation
from hutong.registry.people import actions as people
from hutong.registry.people.sheets import entrusted_care, entrusted_care_filing

JANUARY, TODAY = date(2026, 1, 10), date(2026, 3, 16)
LAW = Citation("示例法")

pytestmark = pytest.mark.usefixtures("as_shen_li")


def agreement(child):
    clauses = (Clause("照护", ("（示例）",), (LAW["1"],)),)
    return entrusted_care(child, TODAY, clauses=clauses, open_terms=())


def filing(child):
    return entrusted_care_filing(
        child, TODAY, reasons=("父母双方同时外出",), barred=(), basis=Basis(LAW["1"])
    )


@pytest.fixture
def hefang(xiaoman, shen_li):
    """小满's mother."""
    with acting(shen_li):
        mother = people.record_adult(child=xiaoman, name="何芳", by=shen_li, on=TODAY)
        people.relate(child=xiaoman, adult=mother, kind="mother", by=shen_li, on=TODAY)
    return mother


@pytest.fixture
def aunt(xiaoman, shen_li):
    """Whoever cares for 小满 while her parents are away."""
    with acting(shen_li):
        found = people.record_adult(
            child=xiaoman, name="林芬", phone="138 0000 0000", by=shen_li, on=TODAY
        )
        people.relate(child=xiaoman, adult=found, kind="carer", label="姑姑", by=shen_li, on=TODAY)
    return found


@pytest.mark.usefixtures("linfeng", "hefang", "aunt")
def test_a_father_leaves_her_with_her_aunt(xiaoman):
    first, second = agreement(xiaoman).parties

    assert (first.side, first.name, first.relation) == ("甲方", "林峰", "父亲")
    assert (second.side, second.name, second.relation) == ("乙方", "林芬", "姑姑")
    assert second.phone == "138 0000 0000"
    assert [one.name for one in filing(xiaoman).parents] == ["林峰", "何芳"]


@pytest.mark.usefixtures("hefang", "aunt")
def test_whoever_is_dead_entrusts_nobody(xiaoman, linfeng, shen_li):
    people.record_fact(
        subject=linfeng, name="life", value="dead", since=JANUARY, by=shen_li, on=JANUARY
    )

    assert agreement(xiaoman).parties[0].name == "何芳"
    assert [one.name for one in filing(xiaoman).parents] == ["—", "何芳"]


def test_what_nobody_knows_stays_open_for_a_hand(xiaoman):
    first, second = agreement(xiaoman).parties

    assert (first.name, second.name) == ("", "")
    assert [one.name for one in filing(xiaoman).parents] == ["", ""]
