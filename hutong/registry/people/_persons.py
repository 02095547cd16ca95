"""What is checked and worked out when a person is written down: name, number, birth, sex."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from hutong.foundation.kernel import identity
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.names import NotAName, pinyin_of, tidy
from hutong.foundation.kernel.refusal import Finding
from hutong.foundation.kernel.text import Text

# So vague a birth date would make a rule guess an age.
VAGUE = frozenset({Precision.YEAR, Precision.UNKNOWN})
# A roster of a city names the same names again and again.
_read_aloud = lru_cache(maxsize=100_000)(pinyin_of)


@dataclass(frozen=True, slots=True)
class Person:
    """A name as it is stored and sorted, and the birth, sex and number that agree."""

    name: str
    pinyin: str
    initials: str
    reading: str
    sex: str
    birth_date: date | None
    birth_precision: Precision
    id_number: str | None


def read_person(
    *,
    name: str,
    sex: str,
    birth_date: date | None,
    birth_precision: str,
    id_number: str | None,
    on: date,
) -> tuple[Person | None, list[Finding]]:
    """The person as it is to be stored, or everything that is wrong with it."""
    faults: list[Finding] = []
    tidied, more = read_name(name)
    faults += more
    if sex not in identity.SEXES:
        faults.append(
            Finding(
                Text(
                    f"没有性别代码“{sex}”；1 男，2 女，0 未知，9 未说明。",
                    f"There is no sex code “{sex}”; 1 male, 2 female, 0 unknown, 9 not stated.",
                ),
                field="sex",
            )
        )
    if birth_precision not in list(Precision):
        faults.append(
            Finding(
                Text(
                    "出生日期的精确程度只能是日、月、年、估计或不详。",
                    "A birth date is known to the day, the month, the year, by estimate or not.",
                ),
                field="birth_precision",
            )
        )
        return None, faults
    precision = Precision(birth_precision) if birth_date else Precision.UNKNOWN
    if birth_date and precision is Precision.UNKNOWN:
        faults.append(
            Finding(
                Text(
                    "填写了出生日期，就要说明精确到日、月、年还是估计。",
                    "A birth date that is given says how exactly it is known.",
                ),
                field="birth_precision",
            )
        )
    if birth_date and birth_date > on:
        faults.append(
            Finding(
                Text(
                    f"出生日期 {birth_date} 晚于今天 {on}。",
                    f"The birth date, {birth_date}, comes after today, {on}.",
                ),
                field="birth_date",
            )
        )
    number = None
    if id_number:
        number, more = _number(id_number, sex, birth_date, precision, on)
        faults += more
    if faults or tidied is None:
        return None, faults
    read = _read_aloud(tidied)
    if number and precision is not Precision.DAY:
        birth_date, precision = number.birth_date, Precision.DAY
    return Person(
        name=tidied,
        pinyin=read.joined,
        initials=read.initials,
        reading=read.in_order,
        sex=number.sex if number and sex in {"0", "9"} else sex,
        birth_date=birth_date,
        birth_precision=precision,
        id_number=number.number if number else None,
    ), []


def read_name(name: str) -> tuple[str | None, list[Finding]]:
    """A name as it is stored, or what is wrong with it."""
    try:
        return tidy(name), []
    except NotAName as refusal:
        return None, [
            Finding(finding.sentence, finding.law, finding.field or "name")
            for finding in refusal.findings
        ]


def _number(
    raw: str, sex: str, birth_date: date | None, precision: Precision, on: date
) -> tuple[identity.IdNumber | None, list[Finding]]:
    try:
        number = identity.read_id_number(raw, on=on)
    except identity.NotAnIdNumber as refusal:
        return None, list(refusal.findings)
    return number, identity.disagreements(number, sex, birth_date, precision)
