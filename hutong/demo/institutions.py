"""The sixteen institutions of the invented city: 3 municipal, 13 of the districts, 3,300 beds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hutong.demo.neighbourhoods import Neighbourhoods
from hutong.foundation.access import Officer
from hutong.foundation.places.models import Place
from hutong.registry.facilities import actions as facilities
from hutong.registry.facilities.kinds import InstitutionKind, InstitutionLevel
from hutong.registry.facilities.models import Institution

CITY, DISTRICT = InstitutionLevel.CITY, InstitutionLevel.DISTRICT
CHILD, SOCIAL = InstitutionKind.CHILD_WELFARE, InstitutionKind.SOCIAL_WELFARE


@dataclass(frozen=True, slots=True)
class Planned:
    """An institution as it will be opened."""

    name: str
    level: InstitutionLevel
    kind: InstitutionKind
    district: str
    beds: int
    opened: int


# Three districts of the old town send their children to the municipal homes.
PLANNED: Final[Sequence[Planned]] = (
    Planned("北京市柿林儿童福利院", CITY, CHILD, "110114", 820, 1986),
    Planned("北京市桥湾儿童福利院", CITY, CHILD, "110115", 520, 1999),
    Planned("北京市云杉社会福利院（儿童部）", CITY, SOCIAL, "110113", 360, 2004),
    Planned("朝阳区百果儿童福利院", DISTRICT, CHILD, "110105", 180, 2006),
    Planned("丰台区枣林儿童福利院", DISTRICT, CHILD, "110106", 150, 2008),
    Planned("海淀区银杏儿童福利院", DISTRICT, CHILD, "110108", 160, 2007),
    Planned("门头沟区青石社会福利院（儿童部）", DISTRICT, SOCIAL, "110109", 70, 2011),
    Planned("房山区杏花儿童福利院", DISTRICT, CHILD, "110111", 150, 2009),
    Planned("通州区柳荫儿童福利院", DISTRICT, CHILD, "110112", 160, 2010),
    Planned("顺义区丁香儿童福利院", DISTRICT, CHILD, "110113", 130, 2008),
    Planned("昌平区杏园儿童福利院", DISTRICT, CHILD, "110114", 130, 2009),
    Planned("大兴区海棠儿童福利院", DISTRICT, CHILD, "110115", 140, 2010),
    Planned("怀柔区栗园社会福利院（儿童部）", DISTRICT, SOCIAL, "110116", 80, 2012),
    Planned("平谷区桃园社会福利院（儿童部）", DISTRICT, SOCIAL, "110117", 80, 2012),
    Planned("密云区白杨社会福利院（儿童部）", DISTRICT, SOCIAL, "110118", 90, 2011),
    Planned("延庆区雪松社会福利院（儿童部）", DISTRICT, SOCIAL, "110119", 80, 2013),
)


def open_all(*, neighbourhoods: Neighbourhoods, by: Officer, on: date) -> list[Institution]:
    """Open the sixteen, those whose district is on the map in a community of it."""
    known = {str(district)[:6]: district for district in neighbourhoods.districts}
    opened = []
    for planned in PLANNED:
        district = known.get(planned.district)
        spot = neighbourhoods.draw(district) if district else neighbourhoods.draw()
        opened.append(
            facilities.open_institution(
                name=planned.name,
                level=planned.level,
                kind=planned.kind,
                place=Place.objects.get(pk=spot.number),
                approved_beds=planned.beds,
                since=date(planned.opened, 6, 1),
                by=by,
                on=on,
            )
        )
    return opened
