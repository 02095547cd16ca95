"""People who do not exist: names, numbers and streets drawn from a seed.

Identity numbers are valid in form and stand in areas that were never issued: the city's people in
119901, those of sample registers in 119902 and 119903. Telephone numbers begin with 100, which no
carrier uses for people.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hutong.foundation.kernel.identity import check_character

AREA: Final = "119901"
# The people of registers made for trying the import: no one of them is anybody of the city.
AREA_OF_ORPHANS: Final = "119902"
AREA_IN_DIFFICULTY: Final = "119903"

SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯"
    "邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
COMPOUND_SURNAMES: Final = ("欧阳", "司马", "上官", "诸葛", "慕容", "尉迟")
BOYS: Final = "浩宇轩博文俊杰子涵天佑铭泽一鸣家睿思远明哲皓晨奕辰嘉木知行云帆启航承志安邦"
GIRLS: Final = "欣怡梓萱诗涵雨桐思琪若曦佳宁静雯晓彤芷晴可心语嫣念安书瑶小满清禾春晓白露秋实"
ELDERS_M: Final = "建国志强永军德福国庆文革卫东宝山长河铁柱树林金生庆祥玉堂"
ELDERS_F: Final = "桂兰秀英淑珍玉梅凤霞素琴翠花月娥春兰秀芬桂芳淑兰玉兰"
# Names with a middle dot, and characters outside the old code tables.
UNCOMMON: Final = (
    "阿依努尔·买买提",
    "古丽娜尔·艾力",
    "扎西·顿珠",
    "卓玛·央金",
    "苏日娜",
    "马䶮",
    "李㛃",
    "张𠅤",
    "王喆",
    "赵堃",
)
LANES: Final = ("槐树胡同", "柳荫街", "枣林巷", "丁香路", "海棠里", "银杏道", "百果园", "杏花村路")


@dataclass(frozen=True)
class Invented:
    """One invented person."""

    name: str
    sex: str
    birth_date: date
    id_number: str


class Inventor:
    """Draws people from a seed; the same seed gives the same city."""

    def __init__(self, seed: int, *, first_serial: int = 0, area: str = AREA) -> None:
        self.random = random.Random(seed)  # noqa: S311 - an invented city must be repeatable
        self._first = first_serial
        self._area = area
        self._serials: dict[tuple[date, str], int] = {}

    def sex(self) -> str:
        """1 male, 2 female (GB/T 2261.1)."""
        return self.random.choice("12")

    def surname(self) -> str:
        """A surname; one in a hundred has two characters."""
        if self.random.random() < 0.01:
            return self.random.choice(COMPOUND_SURNAMES)
        # the first in the list are the commonest
        return SURNAMES[min(int(self.random.expovariate(1 / 22)), len(SURNAMES) - 1)]

    def child_name(self, sex: str, surname: str | None = None) -> str:
        """A child's name; a few are of the kind that breaks careless systems."""
        if self.random.random() < 0.004:
            return self.random.choice(UNCOMMON)
        return (surname or self.surname()) + self._given(BOYS if sex == "1" else GIRLS, 0.85)

    def elder_name(self, sex: str, surname: str | None = None) -> str:
        """The name of somebody of the parents' or grandparents' age."""
        return (surname or self.surname()) + self._given(ELDERS_M if sex == "1" else ELDERS_F, 0.9)

    def _given(self, characters: str, two: float) -> str:
        count = 2 if self.random.random() < two else 1
        return "".join(self.random.choice(characters) for _ in range(count))

    def day(self, first: date, last: date) -> date:
        """Some day between two, both included."""
        return first + timedelta(days=self.random.randrange((last - first).days + 1))

    def id_number(self, birth_date: date, sex: str) -> str:
        """A number valid in form, never used twice by this inventor."""
        serial = self._serials.get((birth_date, sex), self._first)
        self._serials[birth_date, sex] = serial + 1
        order = serial * 2 + (1 if sex == "1" else 0) + (0 if sex == "1" else 2)
        if order > 999:
            raise ValueError(f"No numbers left for {birth_date}.")
        first = f"{self._area}{birth_date:%Y%m%d}{order:03d}"
        return first + check_character(first)

    def phone(self) -> str:
        """Eleven digits that reach nobody."""
        return f"100{self.random.randrange(10**8):08d}"

    def address(self) -> str:
        """A lane and a door that do not exist."""
        return f"{self.random.choice(LANES)}{self.random.randrange(1, 120)}号"
