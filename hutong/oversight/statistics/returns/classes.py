"""Which classes of the law the official tables speak of, and their code letters.

The codes are those of the national vocabulary; a city that has no such class has nobody in it.
"""

from hutong.oversight.statistics.returns._persons import Person
from hutong.oversight.statistics.returns.declared import Asked
from hutong.registry.people.facts import GuardianIs, Measure, Origin
from hutong.registry.people.sheets import GONE

ORPHAN = "orphan"
DE_FACTO = "de-facto-unsupported"
TEKUN = "tekun"
LEFT_BEHIND = "left-behind"
DISABLED = "disabled-child"
POOR = "low-income-child"

# Held most closely: that a child stands in a table for this alone would tell it.
STRICTEST = frozenset({"hiv-infected"})
# 困境儿童 as the rosters have them; left-behind and migrant children have tables of their own.
_IN_DIFFICULTY = frozenset(
    {
        *(ORPHAN, DE_FACTO, TEKUN, DISABLED, POOR, "temporarily-unsupported", "institution-ward"),
        *("adopted-disabled-orphan", "dibao-sick-or-disabled", "infant-in-difficulty"),
        *("foundling", "trafficking-rescued", "vagrant"),
    }
)

KIND_LEGEND = (
    "困境类型：A 孤儿　B 特困儿童　C 重病重残儿童　D 贫困家庭儿童　E-1 打拐解救儿童　"
    "E-2 服刑人员子女　E-3 强制隔离戒毒人员子女　E-4 受虐　E-5 被恶意弃养　E-6 其他"
)


def in_difficulty(asked: Asked) -> frozenset[str]:
    """The classes of children in difficulty that the post may be told of."""
    return _IN_DIFFICULTY | STRICTEST if asked.may_be_told_all else _IN_DIFFICULTY


def seriously_ill_or_disabled(person: Person) -> bool:
    """重病重残: a major disease, or one of the disabilities the classes name."""
    return person.fact("major_disease") is True or person.is_a(DISABLED)


def of_a_poor_family(person: Person) -> bool:
    """贫困家庭: so recorded, or of a family on dibao or with low income."""
    return person.fact("family_in_difficulty") is True or person.is_a(POOR)


def kind_letters(person: Person) -> str:
    """Every code letter of the roster that holds for a child; E-6 where none of them does."""
    measures = {person.fact("father_measure"), person.fact("mother_measure")}
    letters = [
        letter
        for letter, holds in (
            ("A", person.is_a(ORPHAN)),
            ("B", person.fact("on_tekun") is True),
            ("C", seriously_ill_or_disabled(person)),
            ("D", of_a_poor_family(person)),
            ("E-1", person.fact("origin") == Origin.TRAFFICKED),
            ("E-2", Measure.PRISON in measures),
            ("E-3", Measure.DETOX in measures),
        )
        if holds
    ]
    return ",".join(letters) or "E-6"


def kind_words(person: Person) -> str:
    """The same as words, for forms without code letters."""
    words = [
        word
        for word, holds in (
            ("孤儿", person.is_a(ORPHAN)),
            ("事实无人抚养儿童", person.is_a(DE_FACTO)),
            ("特困儿童", person.fact("on_tekun") is True),
            ("重病重残儿童", seriously_ill_or_disabled(person)),
            ("贫困家庭儿童", of_a_poor_family(person)),
            ("打拐解救儿童", person.fact("origin") == Origin.TRAFFICKED),
            ("留守儿童", person.is_a(LEFT_BEHIND)),
        )
        if holds
    ]
    return "、".join(words) or "其他"


def unable_parent(person: Person) -> str:
    """父 or 母: the one who is alive and not able to be guardian while the other works away."""
    for unable, away, word in (("father", "mother", "父"), ("mother", "father", "母")):
        if (
            person.fact(f"{unable}_able_to_guard") is False
            and person.fact(f"{unable}_life") not in GONE
            and person.fact(f"{away}_working_away") is True
        ):
            return word
    return ""


def guardianship_letter(person: Person) -> str:
    """C 未监护 where nobody is guardian; how well a guardian does is not on record."""
    return "C" if person.fact("guardian_is") == GuardianIs.NOBODY else ""
