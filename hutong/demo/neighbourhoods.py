"""Where invented people live: real communities, in the proportion in which children need help."""

import bisect
import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hutong.foundation.places import queries as places
from hutong.foundation.places.models import Level, Place

# How many children in difficulty each district answers for, in an invented but likely city: the
# large districts have most of them, the hills have most for each thousand children.
CHILDREN: Final[Mapping[str, int]] = {
    "110101": 612,
    "110102": 745,
    "110105": 2310,
    "110106": 1874,
    "110107": 498,
    "110108": 1986,
    "110109": 702,
    "110111": 1965,
    "110112": 1902,
    "110113": 1388,
    "110114": 1721,
    "110115": 1840,
    "110116": 842,
    "110117": 893,
    "110118": 1026,
    "110119": 707,
}
ELSEWHERE: Final = 40  # a unit governed apart, such as the development area

_ENDINGS: Final = (
    ("社区居民委员会", "社区"),
    ("社区居委会", "社区"),
    ("居民委员会", "社区"),
    ("居委会", "社区"),
    ("村民委员会", "村"),
    ("村委会", "村"),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A community with the numbers of those it belongs to, and whether it is a village."""

    number: int
    name: str
    street: int
    street_name: str
    district: int
    district_name: str
    village: bool

    @property
    def short(self) -> str:
        """The name people use: 一街社区, 香堂村."""
        for ending, kept in _ENDINGS:
            if self.name.endswith(ending):
                root = self.name.removesuffix(ending)
                return root if root.endswith(kept) else root + kept
        return self.name


def spots_on(day: date) -> Iterator[Spot]:
    """Every community of the city on a day."""
    tree = {place.number: place for place in Place.objects.within(places.city()).on(day)}
    for place in tree.values():
        if place.level != Level.COMMUNITY:
            continue
        street = tree[place.parent_id or 0]
        district = tree[street.parent_id or 0]
        yield Spot(
            number=place.number,
            name=place.name,
            street=street.number,
            street_name=street.name,
            district=district.number,
            district_name=district.name,
            village="村" in place.form,
        )


class Neighbourhoods:
    """The communities of a city, drawn in proportion."""

    def __init__(self, spots: Iterable[Spot], chance: random.Random) -> None:
        self.spots = sorted(spots, key=lambda spot: spot.number)
        self._chance = chance
        by_district: dict[int, list[Spot]] = defaultdict(list)
        for spot in self.spots:
            by_district[spot.district].append(spot)
        self._of = dict(by_district)
        # Some communities have many families in need, most have few.
        self._weights = {
            district: list(itertools.accumulate(chance.lognormvariate(0, 0.9) for _ in spots))
            for district, spots in self._of.items()
        }
        self._districts = list(self._of)
        self._shares = list(
            itertools.accumulate(
                CHILDREN.get(str(district)[:6], ELSEWHERE) for district in self._districts
            )
        )

    @property
    def districts(self) -> list[int]:
        """The numbers of the districts."""
        return self._districts

    def __iter__(self) -> Iterator[Spot]:
        return iter(self.spots)

    def draw(self, district: int | None = None) -> Spot:
        """A community of the city, or of one district."""
        if district is None:
            district = self._districts[self._drawn(self._shares)]
        return self._of[district][self._drawn(self._weights[district])]

    def elsewhere(self, than: Spot) -> Spot:
        """A community of another district."""
        while True:
            spot = self.draw()
            if spot.district != than.district:
                return spot

    def _drawn(self, totals: list[float] | list[int]) -> int:
        return bisect.bisect_right(totals, self._chance.random() * totals[-1])

    def find(self, *, district: str, street: str, community: str) -> Spot:
        """The community people call by this name; on a map without it, the first one near."""
        near = [spot for spot in self.spots if spot.district_name == district] or self.spots
        near = [spot for spot in near if spot.street_name == street] or near
        return next((spot for spot in near if spot.short == community), near[0])
