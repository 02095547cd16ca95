"""The registers made for trying the import hold nobody whom the invented city already knows."""

import io

import openpyxl
import pytest

from hutong.demo._registers import samples_for
from hutong.demo.invented import AREA, AREA_IN_DIFFICULTY, AREA_OF_ORPHANS
from hutong.foundation.access import acting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.places.models import Level, Place
from hutong.registry.people.models import Adult, Child

pytest_plugins = ["tests.city"]


def written(sample):
    """Every cell of a sample register, as words."""
    book = openpyxl.load_workbook(io.BytesIO(sample.content), read_only=True)
    return {
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    }


def numbers(sample):
    """The identity numbers of a sample register that are whole."""
    return {cell for cell in written(sample) if len(cell) == 18 and cell[:17].isdigit()}


@pytest.fixture
def samples(city):
    """What two districts and a street of one of them would send in."""
    places = Place.objects.filter(pk__in=[110114000000, 110114011000, 110118000000])
    assert {place.level for place in places} == {Level.DISTRICT, Level.STREET}
    return [samples_for(place, on=city) for place in places]


def test_no_number_of_a_sample_register_is_anybodys_in_the_city(city, samples):
    with acting(officer_named(username="zhaoming", on=city)):
        known = {child.id_number for child in Child.objects.only("id_number")}
        known |= {adult.id_number for adult in Adult.objects.only("id_number")}
        known |= {*Child.objects.values_list("child_no", flat=True)}
    told = {cell for office in samples for sample in office for cell in written(sample)}

    assert len(known) > 500
    assert told & known == set()
    areas = {n[:6] for office in samples for sample in office for n in numbers(sample)}
    assert areas == {AREA_OF_ORPHANS, AREA_IN_DIFFICULTY}
    assert AREA not in areas


def test_each_office_has_people_of_its_own(samples):
    found = [numbers(sample) for office in samples for sample in office]

    assert min(len(one) for one in found) > 60
    assert sum(len(one) for one in found) == len(set().union(*found))
