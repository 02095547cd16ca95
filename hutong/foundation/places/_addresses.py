"""Which place a free-text address names: 昌平区回龙观街道…, with or without the endings.

Everything is looked up in dictionaries that are built once, so that a register of many thousand
addresses takes seconds. An address is read from left to right: district, street, community. What it
says without doubt is taken; what it only may mean is handed back as a candidate.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.conf import settings

from hutong.foundation.places._divisions import governed_apart
from hutong.foundation.places._naming import ENDINGS, core, is_village
from hutong.foundation.places._numbers import enclosing
from hutong.foundation.places.models import Level, Place, Succession

SHORTEST = 2  # a single character is found only with its ending

_APART = re.compile(r"[\W_]+")
_NUMERAL = re.compile("[〇零一二三四五六七八九十]+")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_TENS = re.compile("([1-9]?)十([1-9]?)")
_ORDINAL = re.compile(r"第(?=\d)")
_HEAD = re.compile(
    r"(?:\d{6})?(?:中国|中华人民共和国)?(?P<city>(?:北京市?)+)?(?:市辖区|辖区)?(?:北京市)?"
)
_HOUSE = re.compile(r"(?:\d+[号楼#栋幢单室院排门座层]|\d+$|[甲乙丙丁]\d+号|[a-z]座)", re.IGNORECASE)
_END = {level: re.compile(ending) for level, ending in ENDINGS.items()}


class Found(NamedTuple):
    """What an address says: where it surely lies, and which deeper places it may mean."""

    within: Place | None
    candidates: tuple[Place, ...] = ()
    torn: bool = False  # it names several places that exclude each other

    @property
    def place(self) -> Place | None:
        """The place the address names, if it does not name several."""
        return None if self.torn else self.within

    @property
    def depth(self) -> int:
        return self.within.level if self.within else 0


class _Address:
    """An address without spaces and signs, which remembers where they stood."""

    def __init__(self, raw: str) -> None:
        parts = [plain(part) for part in _APART.split(unicodedata.normalize("NFKC", raw))]
        self.text = "".join(parts)
        self.breaks = {0}
        length = 0
        for part in parts:
            length += len(part)
            self.breaks.add(length)
        head = _HEAD.match(self.text)
        self.start = head.end() if head else 0
        self.in_city = bool(head and head["city"])

    def ends_at(self, position: int) -> bool:
        """Whether a word surely ends here: the address does, or there was a space or a comma."""
        return position in self.breaks

    def house_at(self, position: int) -> bool:
        """Whether a house number begins here."""
        return _HOUSE.match(self.text, position) is not None


def plain(text: str) -> str:
    """A name with its numerals written one way: 第一社区, 一社区 and 1社区 are the same."""
    return _ORDINAL.sub("", _NUMERAL.sub(_in_digits, text))


def _in_digits(match: re.Match[str]) -> str:
    digits = match.group().translate(_DIGITS)
    return _TENS.sub(lambda tens: (tens[1] or "1") + (tens[2] or "0"), digits)


def _key(name: str) -> str:
    return plain(_APART.sub("", unicodedata.normalize("NFKC", name)))


class _Hit(NamedTuple):
    """A place's name at a spot of an address."""

    place: Place
    start: int
    end: int
    sure: bool  # by its ending, or because nothing follows that could belong to the name
    explicit: bool  # by its ending


class _Index:
    """Names of places of one level, to be recognised at a spot of an address."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self.names: dict[str, list[tuple[Place, bool]]] = defaultdict(list)
        self.longest = 0

    def add(self, name: str, place: Place) -> None:
        whole = _key(name)
        stem = _key(core(name, self.level))
        self._enter(whole, place, whole=True)
        if stem != whole and len(stem) >= SHORTEST:
            self._enter(stem, place, whole=False)
            again = _key(core(stem, self.level))  # 星岛社区社区居委会, 李家村村委会
            if again != stem and len(again) >= SHORTEST:
                self._enter(again, place, whole=False)

    def _enter(self, key: str, place: Place, *, whole: bool) -> None:
        entries = self.names[key]
        if not any(known.number == place.number for known, _ in entries):
            entries.append((place, whole))
            self.longest = max(self.longest, len(key))

    def at(self, address: _Address, start: int) -> list[_Hit]:
        """The places that an address names at a spot; where one name goes further, only that."""
        hits: list[_Hit] = []
        text = address.text
        for length in range(min(self.longest, len(text) - start), 0, -1):
            for place, whole in self.names.get(text[start : start + length], ()):
                hit = self._hit(address, place, start, start + length, whole=whole)
                if hit:
                    hits.append(hit)
        return _furthest(hits)

    def anywhere(self, address: _Address, start: int) -> list[_Hit]:
        """The places that an address names somewhere further on."""
        hits: list[_Hit] = []
        for spot in range(start, len(address.text) - SHORTEST + 1):
            found = self.at(address, spot)
            hits += [hit for hit in found if not any(hit.end <= known.end for known in hits)]
        return hits

    def _hit(
        self, address: _Address, place: Place, start: int, end: int, *, whole: bool
    ) -> _Hit | None:
        text = address.text
        if text[end - 1].isdigit() and text[end : end + 1].isdigit() and not address.ends_at(end):
            return None  # 西里1 in 西里11号
        if whole:
            return _Hit(place, start, end, sure=True, explicit=True)
        ending = _END[self.level].match(text, end)
        if ending:
            fits = self.level != Level.COMMUNITY or ending.group().startswith("村") == is_village(
                place.form
            )
            return _Hit(place, start, ending.end(), sure=fits, explicit=fits)
        closed = address.ends_at(end) or (self.level == Level.COMMUNITY and address.house_at(end))
        return _Hit(place, start, end, sure=closed, explicit=False)


def _furthest(hits: Sequence[_Hit]) -> list[_Hit]:
    """Of several readings of one spot, those that explain most of it; sure ones before others."""
    if not hits:
        return []
    sure = [hit for hit in hits if hit.sure] or list(hits)
    end = max(hit.end for hit in sure)
    return _each_once(hit for hit in sure if hit.end == end)


def _each_once(hits: Iterable[_Hit]) -> list[_Hit]:
    return list({hit.place.number: hit for hit in hits}.values())


@dataclass(slots=True)
class _Area:
    """What can be named inside a district or a street."""

    streets: _Index
    communities: _Index


class AddressBook:
    """The places of the city on a day, by every name an address may use for them."""

    def __init__(
        self,
        on: date,
        *,
        places: Iterable[Place] | None = None,
        successions: Iterable[Succession] | None = None,
    ) -> None:
        self.on = on
        known = _of_the_city() if places is None else places
        self._places = {place.number: place for place in known}
        self._onward: dict[int, list[Succession]] = defaultdict(list)
        self._districts = _Index(Level.DISTRICT)
        self._areas: dict[int, _Area] = {}
        self._city = _Area(_Index(Level.STREET), _Index(Level.COMMUNITY))
        former = Succession.objects.all() if successions is None else successions
        names: list[tuple[str, Place, Place]] = [(p.name, p, p) for p in self._places.values()]
        for succession in former:
            before = self._places.get(succession.before_id)
            if before is None or succession.on > on:
                continue
            if succession.before_id == succession.after_id:
                names.append((succession.former_name, before, before))
            else:
                self._onward[succession.before_id].append(succession)
        for name, named, place in names:
            for standing in self._standing(place):
                self._enter(name, named, standing)
        for unit in governed_apart():
            if unit.number in self._places:
                for name in unit.also:
                    self._districts.add(name, self._places[unit.number])

    def find(self, text: str) -> Found:
        """What an address says."""
        address = _Address(text)
        if not address.text:
            return Found(None)
        readings = list(self._readings(address))
        if not readings:
            return Found(self._whole_city(address))
        deepest = max(found.depth for found in readings)
        best = [found for found in readings if found.depth == deepest]
        sure = {found.within.number: found for found in best if found.within}
        if len(sure) == 1:
            return next(iter(sure.values()))
        candidates = _together(
            [found.within for found in best if found.within],
            *(found.candidates for found in best),
        )
        return Found(self._whole_city(address), candidates, torn=bool(sure))

    # --- building ---------------------------------------------------------------------------------

    def _standing(self, place: Place) -> list[Place]:
        """What stands today for a place, itself included."""
        if self.on in place.days:
            return [place]
        return [
            standing
            for step in self._onward[place.number]
            if step.after_id in self._places and step.after_id != place.number
            for standing in self._standing(self._places[step.after_id])
        ]

    def _enter(self, name: str, named: Place, place: Place) -> None:
        """Let a name be found at every spot of an address where it may stand."""
        if place.level == Level.DISTRICT:
            self._districts.add(name, place)
        elif place.level == Level.STREET:
            self._city.streets.add(name, place)
            for number in self._around(named, place):
                self._area(number).streets.add(name, place)
        elif place.level == Level.COMMUNITY:
            self._city.communities.add(name, place)
            for number in self._around(named, place):
                self._area(number).communities.add(name, place)

    def _around(self, *places: Place) -> set[int]:
        """The districts and streets a place lies in: as governed, by its code, and formerly."""
        around: set[int] = set()
        for place in places:
            around.update(enclosing(place.number))
            if place.code and int(place.code) != place.number:
                around.update(enclosing(int(place.code)))
        return around

    def _area(self, number: int) -> _Area:
        if number not in self._areas:
            self._areas[number] = _Area(_Index(Level.STREET), _Index(Level.COMMUNITY))
        return self._areas[number]

    # --- reading ----------------------------------------------------------------------------------

    def _readings(self, address: _Address) -> Iterator[Found]:
        """The ways in which an address can be understood."""
        starts = [0, address.start] if address.start else [0]
        explicit = False
        for start in starts:
            for hit in self._districts.at(address, start):
                explicit |= hit.explicit
                yield self._in_district(address, hit)
        if explicit:
            return
        for start in starts:
            yield from self._without_district(address, start)

    def _in_district(self, address: _Address, district: _Hit) -> Found:
        again = self._districts.at(address, district.end)  # 大兴区经济技术开发区, 昌平区昌平区
        if again and again[0].explicit and len(again) == 1:
            district = again[0]
        area = self._area(district.place.number)
        here = district.end
        streets = area.streets.at(address, here)
        found = self._in_streets(address, streets)
        if not found:
            found = _taken(area.communities.at(address, here))
        if not found:
            later = [hit for hit in area.streets.anywhere(address, here) if hit.explicit]
            found = self._in_streets(address, later)
        if not found:
            found = _taken(area.communities.anywhere(address, here), explicit=True)
        if found and (found.within or found.torn):
            return found
        if district.sure:
            return Found(district.place, found.candidates if found else ())
        return Found(None, (district.place, *(found.candidates if found else ())))

    def _in_streets(self, address: _Address, streets: Sequence[_Hit]) -> Found | None:
        """What an address says inside the street or streets it names."""
        if not streets:
            return None
        if len(streets) > 1:
            return _taken(streets)
        street = streets[0]
        area = self._area(street.place.number)
        deeper = _taken(area.communities.at(address, street.end)) or _taken(
            area.communities.anywhere(address, street.end)
        )
        if deeper and (deeper.within or deeper.torn):
            return deeper
        elsewhere = self._contradiction(address, street)
        if elsewhere:
            return Found(None, (street.place, *elsewhere), torn=True)
        if street.sure:
            return Found(street.place, deeper.candidates if deeper else ())
        return Found(None, (street.place, *(deeper.candidates if deeper else ())))

    def _contradiction(self, address: _Address, street: _Hit) -> tuple[Place, ...]:
        """A community right behind the street's name which lies in another street."""
        for number in enclosing(street.place.number):
            if number in self._areas:
                hits = self._areas[number].communities.at(address, street.end)
                return tuple(hit.place for hit in hits if hit.explicit)
        return ()

    def _without_district(self, address: _Address, start: int) -> Iterator[Found]:
        for index in (self._city.streets, self._city.communities):
            hits = index.at(address, start)
            if not address.in_city:
                # 河北 is a town in Fangshan, but 河北 石家庄 is not.
                hits = [hit for hit in hits if hit.explicit]
            if index.level == Level.STREET and len(hits) == 1:
                found = self._in_streets(address, hits)
            else:
                found = _taken(hits)
            if found:
                yield found

    def _whole_city(self, address: _Address) -> Place | None:
        here = self._places.get(settings.HUTONG_CITY)
        return here if address.in_city and address.start == len(address.text) else None


def _taken(hits: Sequence[_Hit], *, explicit: bool = False) -> Found | None:
    """The one place that is surely named; several sure ones exclude each other."""
    sure = [hit for hit in hits if hit.sure and (hit.explicit or not explicit)]
    if len({hit.place.number for hit in sure}) == 1:
        return Found(sure[0].place)
    named = _together([hit.place for hit in (sure or hits)])
    return Found(None, named, torn=bool(sure)) if named else None


def _together(*groups: Iterable[Place]) -> tuple[Place, ...]:
    return tuple({place.number: place for group in groups for place in group}.values())


def _of_the_city() -> Iterable[Place]:
    here = Place.objects.get(pk=settings.HUTONG_CITY)
    return Place.objects.within(here).order_by("number")
