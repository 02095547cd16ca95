"""Which place a free-text address names: 昌平区回龙观街道…, with or without the endings.

Everything is looked up in dictionaries that are built once, so that a register of many thousand
addresses takes seconds. An address is read from left to right: district, street, community. What it
says without doubt is taken; what it only may mean is handed back as a candidate.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.conf import settings

from hutong.foundation.places._divisions import governed_apart
from hutong.foundation.places._naming import ENDINGS, core, is_village
from hutong.foundation.places._numbers import enclosing
from hutong.foundation.places.models import Level, Place, Succession

LONGEST = 300  # characters of an address that are read
SHORTEST = 2  # a single character is found only with its ending

_APART = re.compile(r"[\W_]+")
_ARABIC = re.compile(r"\d+")
_CHINESE_DIGITS = "〇一二三四五六七八九"
_ORDINAL = re.compile(f"第(?=[{_CHINESE_DIGITS}十])")
_HEAD = re.compile(
    r"(?:[家现居户籍庭]*住?[地址]*[于在]?)(?:\d{6})?(?:中国|中华人民共和国)?(?P<city>(?:北京市?)+)?(?:市辖区|辖区)?(?:北京市)?"
)
_OF_A_HOUSE = "号楼栋幢单室院排门座层"
_HOUSE = re.compile(
    f"[{_CHINESE_DIGITS}十百]+[{_OF_A_HOUSE}]|[甲乙丙丁][{_CHINESE_DIGITS}十百]+号|[A-Z]座"
)
_ENDING = {level: re.compile(ending) for level, ending in ENDINGS.items()}


class Found(NamedTuple):
    """What an address says: the place it surely names, and those it may mean or go on to."""

    place: Place | None
    candidates: tuple[Place, ...] = ()


def plain(text: str) -> str:
    """A name with its numerals written one way: 第一社区, 一社区 and 1社区 are the same."""
    return _ORDINAL.sub("", _ARABIC.sub(lambda run: _in_chinese(run.group()), text))


def _in_chinese(digits: str) -> str:
    """12 as 十二; a longer number, such as a flat's, digit by digit."""
    number = int(digits)
    if digits.startswith("0") or number >= 100:
        return "".join(_CHINESE_DIGITS[int(digit)] for digit in digits)
    tens, ones = divmod(int(digits), 10)
    return (
        ("" if tens <= 1 else _CHINESE_DIGITS[tens])
        + ("十" if tens else "")
        + (_CHINESE_DIGITS[ones] if ones else "")
    )


def _key(name: str) -> str:
    return plain(_APART.sub("", unicodedata.normalize("NFKC", name)).upper())


class _Address:
    """An address without spaces and signs, which remembers where they and its digits stood."""

    def __init__(self, raw: str) -> None:
        text = unicodedata.normalize("NFKC", raw[:LONGEST]).upper()
        head = _HEAD.match(_APART.sub("", text))
        self.in_city = bool(head and head["city"])
        left = head.end() if head else 0
        self.text = ""
        self.start = 0
        self.breaks = {0}
        self.numbers: dict[int, int] = {}  # where a number written in digits begins and ends
        for part in _APART.split(text):
            for run in re.split(r"(\d+)", part):
                if 0 < left < len(run):
                    self.start = len(self.text) + left
                self._append(run)
                left -= len(run)
                if left == 0:
                    self.start = len(self.text)
            self.breaks.add(len(self.text))

    def _append(self, run: str) -> None:
        begin = len(self.text)
        if run.isdigit() and self.text.endswith("第"):
            self.text, begin = self.text[:-1], begin - 1
        self.text += plain(run)
        if run.isdigit():
            self.numbers[begin] = len(self.text)

    def cuts_number(self, position: int) -> bool:
        """Whether a position lies inside a number: 西里一 is not in 西里十一号 or 西里21号."""
        if any(begin < position < end for begin, end in self.numbers.items()):
            return True
        if position in self.breaks or position in self.numbers:
            return False
        around = self.text[position - 1 : position + 1]
        return "十" in around and all(char in _CHINESE_DIGITS or char == "十" for char in around)

    def closed_at(self, position: int, *, before_house: bool) -> bool:
        """Whether nothing follows that could still belong to a name."""
        if position in self.breaks:
            return True
        if not before_house:
            return False
        end = self.numbers.get(position)
        if end is not None and (end in self.breaks or self.text[end] in _OF_A_HOUSE):
            return True
        return _HOUSE.match(self.text, position) is not None


class _Hit(NamedTuple):
    """A place's name at a spot of an address."""

    place: Place
    end: int
    whole: bool  # its very name
    explicit: bool  # its very name, or its name with another ending
    sure: bool  # that, or its name without ending and nothing behind it


class _Index:
    """Names of places of one level, to be recognised at a spot of an address."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self.names: dict[str, dict[int, tuple[Place, bool]]] = defaultdict(dict)
        self.longest = 0

    def add(self, name: str, place: Place) -> None:
        """Let a place be found by a name, with and without its ending."""
        key, whole = _key(name), True
        while key:
            known = self.names[key].get(place.number)
            self.names[key][place.number] = (place, whole or bool(known and known[1]))
            self.longest = max(self.longest, len(key))
            # 星岛社区社区居委会 is found as 星岛, 李家村村委会 as 李家
            shorter = core(key, self.level)
            key, whole = ("" if shorter == key else shorter), False

    def at(self, address: _Address, start: int) -> list[_Hit]:
        """The places that an address names at a spot; where one name goes further, only that."""
        text = address.text
        hits = [
            hit
            for length in range(min(self.longest, len(text) - start), 0, -1)
            for place, whole in self.names.get(text[start : start + length], _NOBODY).values()
            if (hit := self._hit(address, place, start, start + length, whole=whole))
        ]
        sure = [hit for hit in hits if hit.sure] or hits
        end = max((hit.end for hit in sure), default=0)
        furthest = [hit for hit in sure if hit.end == end]
        exact = [hit for hit in furthest if hit.whole] or furthest
        return list({hit.place.number: hit for hit in reversed(exact)}.values())

    def anywhere(self, address: _Address, start: int) -> list[_Hit]:
        """The places that an address surely names somewhere further on."""
        hits: list[_Hit] = []
        reached = 0
        for spot in range(start, len(address.text)):
            if not address.cuts_number(spot):
                found = [hit for hit in self.at(address, spot) if hit.sure and hit.end > reached]
                reached = max((hit.end for hit in found), default=reached)
                hits += found
        return hits

    def _hit(
        self, address: _Address, place: Place, start: int, end: int, *, whole: bool
    ) -> _Hit | None:
        if whole:
            return _Hit(place, end, whole=True, explicit=True, sure=True)
        ending = _ENDING[self.level].match(address.text, end)
        if ending:
            # 西红门村 is not 西红门社区
            fits = self.level != Level.COMMUNITY or (
                ending.group().startswith("村") == is_village(place.form)
            )
            return _Hit(place, ending.end(), whole=False, explicit=fits, sure=fits)
        if end - start < SHORTEST or address.cuts_number(end):
            return None
        # A street's name before a number is as often a road's: 学院路30号.
        closed = address.closed_at(end, before_house=self.level == Level.COMMUNITY)
        return _Hit(place, end, whole=False, explicit=False, sure=closed)


_NOBODY: dict[int, tuple[Place, bool]] = {}


class _Reading(NamedTuple):
    """One way to understand an address, or several that exclude each other."""

    place: Place | None
    end: int = 0
    candidates: tuple[Place, ...] = ()
    torn: bool = False

    @property
    def depth(self) -> int:
        """How deep down the tree it leads."""
        if self.place:
            return self.place.level
        return max(place.level for place in self.candidates) if self.torn else 0


def _best(readings: Iterable[_Reading]) -> _Reading:
    """The deepest reading, and of several the one that explains most of the address."""
    every = list(readings)
    settled = [reading for reading in every if reading.place or reading.torn]
    if not settled:
        return _Reading(None, candidates=_together(*(reading.candidates for reading in every)))
    rank = max((reading.depth, reading.end) for reading in settled)
    best = [reading for reading in settled if (reading.depth, reading.end) == rank]
    places = {reading.place.number for reading in best if reading.place}
    if len(places) == 1 and not any(reading.torn for reading in best):
        return best[0]
    named = [reading.place for reading in best if reading.place]
    candidates = _together(named, *(reading.candidates for reading in best))
    return _Reading(None, rank[1], candidates, torn=True)


def _together(*groups: Iterable[Place]) -> tuple[Place, ...]:
    return tuple({place.number: place for group in groups for place in group}.values())


def _taken(hits: Iterable[_Hit]) -> _Reading:
    """What hits on one level say: a sure one stands, others are candidates."""
    return _best(
        _Reading(hit.place, hit.end) if hit.sure else _Reading(None, candidates=(hit.place,))
        for hit in hits
    )


@dataclass(slots=True)
class _Area:
    """What can be named inside a district or a street."""

    streets: _Index
    communities: _Index


def _beside(streets: list[_Hit], communities: list[_Hit]) -> _Reading:
    """What communities say at a spot where streets may be meant as well: 八里庄 is both."""
    if any(hit.explicit for hit in streets):
        communities = [hit for hit in communities if hit.explicit]
    same = [
        street.place
        for street in streets
        if street.sure and any(not hit.explicit and hit.end == street.end for hit in communities)
    ]
    if not same:
        return _taken(communities)
    named = [hit.place for hit in communities]
    if all(place.parent_id == same[0].number for place in named):
        return _Reading(None, candidates=tuple(named))
    return _Reading(None, communities[0].end, (*same, *named), torn=True)


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
        self._nothing = _Area(_Index(Level.STREET), _Index(Level.COMMUNITY))
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
        best = _best(self._readings(address))
        if best.place is None and not best.candidates and address.in_city:
            here = self._places.get(settings.HUTONG_CITY)
            return Found(here if address.start == len(address.text) else None)
        return Found(best.place, best.candidates)

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

    def _readings(self, address: _Address) -> Iterator[_Reading]:
        """The ways in which an address can be understood."""
        starts = {0, address.start}
        districts = [hit for start in starts for hit in self._districts.at(address, start)]
        for district in districts:
            yield self._in_district(address, district)
            # 大兴区经济技术开发区荣华街道, 昌平区昌平区回龙观
            for again in self._districts.at(address, district.end):
                if again.explicit:
                    yield self._in_district(address, again)
        if not any(district.explicit for district in districts):
            for start in starts:
                yield from self._without_district(address, start)

    def _in_district(self, address: _Address, district: _Hit) -> _Reading:
        area = self._areas.get(district.place.number, self._nothing)
        here = district.end
        streets = area.streets.at(address, here)
        communities = area.communities.at(address, here)
        near = _best([*self._in_streets(address, streets), _beside(streets, communities)])
        if near.place or near.torn:
            return near
        foreign = [hit.place for hit in self._city.streets.at(address, here) if hit.explicit]
        if foreign and not streets:
            return _Reading(None, here, (district.place, *foreign), torn=True)
        further = [hit for hit in area.streets.anywhere(address, here) if hit.explicit]
        far = _best(self._in_streets(address, further))
        if not (far.place or far.torn):
            communities = area.communities.anywhere(address, here)
            far = _taken(hit for hit in communities if hit.explicit)
        if far.place or far.torn:
            return far
        return _on_the_way(district, near.candidates)

    def _in_streets(self, address: _Address, streets: Iterable[_Hit]) -> Iterator[_Reading]:
        """What an address says inside each of the streets it names or may name."""
        for street in streets:
            communities = self._areas.get(street.place.number, self._nothing).communities
            near = _taken(communities.at(address, street.end))
            if not (near.place or near.torn):
                far = _taken(communities.anywhere(address, street.end))
                near = far if far.place or far.torn else near
            if near.place or near.torn:
                yield near
                continue
            elsewhere = self._elsewhere(address, street)
            if elsewhere:
                yield _Reading(None, street.end, (street.place, *elsewhere), torn=True)
            else:
                yield _on_the_way(street, near.candidates)

    def _elsewhere(self, address: _Address, street: _Hit) -> tuple[Place, ...]:
        """Communities named right behind a street in which they do not lie."""
        if not street.explicit:
            return ()
        district = next(enclosing(street.place.number), 0)
        communities = self._areas.get(district, self._nothing).communities
        return tuple(hit.place for hit in communities.at(address, street.end) if hit.explicit)

    def _without_district(self, address: _Address, start: int) -> Iterator[_Reading]:
        streets = self._city.streets.at(address, start)
        if not address.in_city:
            # 河北 is a town in Fangshan, but 河北 石家庄 is not.
            streets = [hit for hit in streets if hit.explicit]
        yield from self._in_streets(address, streets)
        communities = self._city.communities.at(address, start)
        yield _taken(hit for hit in communities if hit.explicit)


def _on_the_way(hit: _Hit, deeper: tuple[Place, ...]) -> _Reading:
    """A district or a street in which nothing deeper was surely named."""
    if hit.sure:
        return _Reading(hit.place, hit.end, deeper)
    return _Reading(None, candidates=(hit.place, *deeper))


def _of_the_city() -> Iterable[Place]:
    here = Place.objects.get(pk=settings.HUTONG_CITY)
    return Place.objects.within(here).order_by("number")
