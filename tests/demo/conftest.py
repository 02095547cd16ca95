"""A small map, for stories that need no database."""

import pytest

from hutong.demo.days import Calendar
from hutong.demo.invented import Inventor
from hutong.demo.neighbourhoods import Neighbourhoods, Spot
from hutong.demo.persons import Persons

DISTRICTS = {110101: "东城区", 110114: "昌平区", 110118: "密云区"}


def spots():
    """Two streets with three communities each, in three districts."""
    for district, name in DISTRICTS.items():
        for street in (1, 2):
            for community in (1, 2, 3):
                number = district * 10**6 + street * 1000 + community
                yield Spot(
                    number=number,
                    name=f"第{community}社区居委会",
                    street=number - community,
                    street_name=f"示例{street}街道",
                    district=district * 10**6,
                    district_name=name,
                    village=False,
                )


@pytest.fixture
def persons():
    """Draws families in a city of eighteen communities; say on which day, and from which seed."""

    def make(on, seed=1, rounds=6):
        inventor = Inventor(seed)
        map_ = Neighbourhoods(spots(), inventor.random)
        return Persons(inventor, Calendar(on, rounds), map_)

    return make
