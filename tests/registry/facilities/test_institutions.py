"""The institutions that take children in."""

from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.registry.facilities import actions as facilities
from hutong.registry.facilities.kinds import InstitutionKind, InstitutionLevel
from hutong.registry.facilities.models import Institution
from hutong.registry.facilities.queries import institutions_on

TODAY = date(2026, 3, 16)


def test_an_institution_is_open_from_its_first_day_to_its_last(children_home, luo_min):
    with acting(luo_min):
        facilities.approve_beds(institution=children_home, beds=120, by=luo_min, on=TODAY)
        facilities.close_institution(institution=children_home, by=luo_min, on=TODAY)

    assert [home.approved_beds for home in institutions_on(date(2026, 3, 15))] == [120]
    assert not institutions_on(TODAY)
    assert not institutions_on(date(2005, 5, 31))


def test_a_closed_institution_is_neither_closed_again_nor_given_beds(children_home, luo_min):
    with acting(luo_min):
        facilities.close_institution(institution=children_home, by=luo_min, on=TODAY)
        with pytest.raises(facilities.NotSoOpened):
            facilities.close_institution(institution=children_home, by=luo_min, on=TODAY)
        with pytest.raises(facilities.NotSoOpened):
            facilities.approve_beds(institution=children_home, beds=1, by=luo_min, on=TODAY)


def test_an_institution_is_recorded_by_the_office_of_its_area(tree, shen_li, chen_xiuying):
    def open_one(by, place, name="昌平区儿童福利院", beds=30):
        return facilities.open_institution(
            name=name,
            level=InstitutionLevel.DISTRICT,
            kind=InstitutionKind.CHILD_WELFARE,
            place=tree[place],
            approved_beds=beds,
            since=date(2020, 1, 1),
            by=by,
            on=TODAY,
        )

    for officer, place in ((shen_li, "南湖西园社区"), (chen_xiuying, "龙泽苑社区")):
        with acting(officer), pytest.raises(facilities.NotTheirInstitution):
            open_one(officer, place)
    with acting(shen_li):
        for name, beds in ((" ", 30), ("昌平区儿童福利院", -1)):
            with pytest.raises(facilities.NotSoOpened):
                open_one(shen_li, "龙泽苑社区", name, beds)
        assert not Institution.objects.exists()
        assert open_one(shen_li, "龙泽苑社区").name == "昌平区儿童福利院"
