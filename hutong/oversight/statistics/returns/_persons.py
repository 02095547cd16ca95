"""One child of a register as a row of words, the words that a register is read back by.

What is not known is left empty. A word is written only where reading it back says no more than the
file knows: 服刑在押 also says that the parent lives, so it waits until that is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hutong.foundation.exchange.writing import Value
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.identity import SEXES
from hutong.foundation.kernel.months import Month
from hutong.registry.people.facts import (
    DISABILITY_LEVELS,
    VOCABULARY,
    CareSetting,
    DisabilityKind,
    Hukou,
    Life,
    Measure,
    Study,
)
from hutong.registry.people.sheets import GONE, NOT_ALIVE, SHELTERED

YES, NO, TICK = "是", "否", "√"

STUDIES = {
    Study.NONE: "不在学",
    Study.PRESCHOOL: "幼儿园",
    Study.COMPULSORY: "义务教育",
    Study.GENERAL_HIGH: "普通高中",
    Study.SECONDARY_VOCATIONAL: "中职",
    Study.HIGHER_VOCATIONAL: "高职",
    Study.UNDERGRADUATE: "本科",
    Study.POSTGRADUATE: "研究生",
}
HUKOU = {
    Hukou.CITY: "本市户口",
    Hukou.INSTITUTION_COLLECTIVE: "福利院集体户",
    Hukou.ELSEWHERE: "外省市户口",
    Hukou.NONE: "无户口",
}
REARING = {
    CareSetting.FAMILY: "社会散居",
    CareSetting.INSTITUTION: "机构养育",
    CareSetting.FOSTER: "家庭寄养",
}
LIVES = {
    Life.ALIVE: "健在",
    Life.DEAD: "死亡",
    Life.DECLARED_DEAD: "宣告死亡",
    Life.DECLARED_MISSING: "宣告失踪",
}
MEASURES = {
    Measure.PRISON: "服刑在押",
    Measure.DETOX: "强制隔离戒毒",
    Measure.OTHER_LIBERTY: "其他限制人身自由的措施",
}
# Facts of a parent that are a word when they hold, and the answer at which they do.
STATES = {
    "out_of_contact": (True, "失联"),
    "guardianship_revoked": (True, "撤销监护资格"),
    "expelled": (True, "被遣送出境"),
    "performs_guardianship": (False, "不履行监护责任"),
}
# What can be said of a living parent only.
STATES_OF_THE_LIVING = {"major_disease": (True, "重病"), "working_away": (True, "外出务工")}


@dataclass(frozen=True, slots=True)
class Person:
    """A child of the relation with its kin and grants, as one row of the answer."""

    row: Mapping[str, Any]
    places: Mapping[int, str]

    def fact(self, name: str) -> Any:  # noqa: ANN401 - a fact has the type its vocabulary says
        """What is known of a fact; nothing where it is unknown."""
        return self.row[name]

    def is_a(self, code: str) -> bool:
        """Whether the child is known to be of a class."""
        return bool(self.row[f"is {code}"])

    def kin(self, kind: str) -> Sequence[Mapping[str, Any]]:
        """The people who are this to the child, the first recorded first."""
        found: Sequence[Mapping[str, Any]] = self.row["kin"].get(kind, ())
        return found

    @property
    def granted(self) -> frozenset[str]:
        """The benefits that stand for it."""
        return frozenset(self.row["benefits"] or ())

    @property
    def sex(self) -> str:
        return SEXES[self.row["sex"]].zh

    @property
    def birth(self) -> Value:
        """The birth date as exactly as it is known."""
        return _birth(self.row["birth_date"], self.row["birth_precision"])

    @property
    def birth_month(self) -> str:
        """The month of birth, for forms that ask no day."""
        born, precision = self.row["birth_date"], self.row["birth_precision"]
        if born is None:
            return ""
        return f"{born.year}年" if precision == Precision.YEAR else f"{born.year}年{born.month}月"

    @property
    def residence(self) -> str:
        return self._address("residence")

    @property
    def hukou(self) -> str:
        return self._address("hukou")

    @property
    def first_month(self) -> str:
        first = self.row["first_month"]
        return str(Month.of(first)) if first else ""

    @property
    def health(self) -> str:
        """健康、重病、残疾, as far as both are known."""
        kind, ill = self.fact("disability_kind"), self.fact("major_disease")
        disabled = kind is not None and kind != DisabilityKind.NONE
        said = [word for word, holds in (("残疾", disabled), ("重病", ill)) if holds]
        well = kind == DisabilityKind.NONE and ill is False
        return "健康" if well else "、".join(said)

    @property
    def disability(self) -> str:
        kind = self.fact("disability_kind")
        shown = VOCABULARY["disability_kind"].show(kind).zh if kind else ""
        return shown if kind != DisabilityKind.NONE else "无残疾"

    @property
    def disability_level(self) -> str:
        level = self.fact("disability_level")
        return DISABILITY_LEVELS[level].zh if level else ""

    @property
    def study(self) -> str:
        return STUDIES.get(self.fact("study"), "")

    @property
    def rearing(self) -> str:
        """Who raises the child; an adopted one lives in its family."""
        setting = self.fact("care_setting")
        if self.fact("adopted") and setting == CareSetting.FAMILY:
            return "收养"
        return REARING.get(setting, "")

    @property
    def support(self) -> str:
        """What the child draws beside its benefits here."""
        words = {
            "on_dibao": "低保",
            "on_tekun": "特困供养",
            "on_disabled_living_subsidy": "残疾生活补贴",
        }
        return "、".join(word for name, word in words.items() if self.fact(name))

    def parent_state(self, parent: str) -> str:
        """The state of a parent in the words of the inquiry form."""
        life = self.fact(f"{parent}_life")
        words = [LIVES[life]] if life else []
        states = dict(STATES)
        if life == Life.ALIVE:
            measure = self.fact(f"{parent}_measure")
            words += [MEASURES[measure]] if measure in MEASURES else []
            states |= STATES_OF_THE_LIVING
        words += [
            word
            for name, (telling, word) in states.items()
            if self.fact(f"{parent}_{name}") is telling
        ]
        return "、".join(words)

    def parent(self, parent: str, what: str) -> str:
        """A parent's name, identity number or telephone; a dash for one who is not alive."""
        if what == "name" and self.fact(f"{parent}_life") in GONE:
            return NOT_ALIVE
        return self.person(parent, what)

    def person(self, kind: str, what: str) -> str:
        """One thing of the first person who is this to the child."""
        people = self.kin(kind)
        return str(people[0].get(what) or "") if people else ""

    @property
    def institution(self) -> str:
        """The institution the child sleeps in, unless an order keeps somebody from it."""
        return SHELTERED if self.row["sheltered"] else str(self.row["institution"] or "")

    def _address(self, which: str) -> str:
        if self.row["sheltered"]:
            return SHELTERED
        place, words = self.row[f"{which}_place"], self.row[f"{which}_words"] or ""
        name = self.places.get(place, "") if place else ""
        return words if not name or words.startswith(name) else f"{name}{words}"


def _birth(born: date | None, precision: str) -> Value:
    match precision, born:
        case _, None:
            return ""
        case Precision.MONTH, date():
            return f"{born.year}年{born.month}月"
        case Precision.YEAR, date():
            return f"{born.year}年"
        case _:
            return born
