"""Citizen identity numbers (GB 11643) and what they say about a person.

The area in a number is that of the first registration: abolished areas stay valid, and where the
person lives now is another question. So the area is read, and not looked up.
"""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

MALE = "1"  # GB/T 2261.1
FEMALE = "2"
SEXES = {
    "0": Text("未知", "unknown"),
    MALE: Text("男", "male"),
    FEMALE: Text("女", "female"),
    "9": Text("未说明", "not stated"),
}
EARLIEST_BIRTH_YEAR = 1900

# Full-width forms, and letters and signs that people and machines put for the last X.
_HALF_WIDTH = str.maketrans("０１２３４５６７８９ＸｘxΧχХх×＋．", "0123456789XXXXXXXX+.")
_BETWEEN_DIGITS = re.compile(r"[\s\u200b\u200e\u200f\u2060\ufeff'’‘\-－–—]")
_SPREADSHEET_NUMBER = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)


class NotAnIdNumber(Refused):
    """What was written cannot be anybody's identity number."""


@dataclass(frozen=True, slots=True)
class IdNumber:
    """An identity number of eighteen characters, and what can be read from it."""

    number: str
    birth_date: date
    sex: str
    area: str
    from_15: bool

    def __str__(self) -> str:
        return self.number


def read_id_number(raw: str, *, on: date | None = None) -> IdNumber:
    """The number as it is stored, from the way people write it; old numbers become new ones.

    Given the day, a birth after it is refused too.
    """
    number = _BETWEEN_DIGITS.sub("", raw).translate(_HALF_WIDTH).upper()
    _refuse_unless_shaped(number)
    from_15 = len(number) == 15
    if from_15:
        seventeen = f"{number[:6]}19{number[6:]}"
        number = seventeen + check_character(seventeen)
    birth_date, findings = _birth_date(number, on)
    if number.startswith("0"):
        findings.append(
            _finding(
                "身份证号的前六位是地区代码，不会以 0 开头。",
                "An identity number begins with the code of an area, which never begins with 0.",
            )
        )
    if number[17] != check_character(number[:17]):
        findings.append(_check_fails(number))
    if findings or birth_date is None:
        raise NotAnIdNumber(*findings)
    return IdNumber(
        number=number,
        birth_date=birth_date,
        sex=MALE if int(number[16]) % 2 else FEMALE,
        area=number[:6],
        from_15=from_15,
    )


def check_character(first17: str) -> str:
    """The eighteenth character that belongs to the seventeen digits before it."""
    if not re.fullmatch(r"[0-9]{17}", first17):
        raise ValueError("The check character is made from seventeen digits.")
    return str(ric.calc_check_digit(f"{first17}0"))


def disagreements(
    number: IdNumber, sex: str, birth_date: date | None, precision: str
) -> list[Finding]:
    """Where a record and its identity number speak of different people, as far as both know.

    An estimated birth date is meant to be corrected, so it contradicts nothing.
    """
    findings = []
    if sex in {MALE, FEMALE} and sex != number.sex:
        told, kept = SEXES[number.sex], SEXES[sex]
        findings.append(
            _finding(
                f"身份证号表明性别为{told.zh}，登记的是{kept.zh}。",
                f"The identity number says {told.en}, the record says {kept.en}.",
                field="sex",
            )
        )
    letters = _COMPARED[Precision(precision)]
    if birth_date is not None:
        told_day, kept_day = (str(day)[:letters] for day in (number.birth_date, birth_date))
        if told_day != kept_day:
            findings.append(
                _finding(
                    f"身份证号表明出生于 {told_day}，登记的是 {kept_day}。",
                    f"The identity number says born {told_day}, the record says {kept_day}.",
                    field="birth_date",
                )
            )
    return findings


def could_be_whole(written: str) -> bool:
    """Whether something is as long as an identity number, and no statement may hold it plain."""
    return len(written) >= 15


def id_tail(number: str) -> str:
    """The last four characters of an identity number, by which people ask for somebody."""
    return number[-4:]


def mask(number: str) -> str:
    """A number as bystanders may see it: the area and the tail of an identity number."""
    open_head = 6 if len(number) in {15, 18} else 0
    open_tail = 4 if len(number) > 8 else 0
    hidden = len(number) - open_head - open_tail
    return f"{number[:open_head]}{'*' * hidden}{number[len(number) - open_tail :]}"


# How many characters of an ISO day must be equal.
_COMPARED = {
    Precision.DAY: 10,
    Precision.MONTH: 7,
    Precision.YEAR: 4,
    Precision.ESTIMATED: 0,
    Precision.UNKNOWN: 0,
}


def _refuse_unless_shaped(number: str) -> None:
    if not number:
        raise NotAnIdNumber(_finding("没有填写身份证号。", "No identity number was given."))
    if _SPREADSHEET_NUMBER.fullmatch(number):
        raise NotAnIdNumber(
            _finding(
                "身份证号被表格软件存成了数字，末几位已经丢失；请对照证件，按文本重新填写。",
                "A spreadsheet kept this identity number as a quantity and lost its last digits; "
                "please copy it from the card again, as text.",
            )
        )
    if len(number) not in {15, 18}:
        raise NotAnIdNumber(
            _finding(
                f"身份证号应为18位（旧号15位），这里是{len(number)}位。",
                f"An identity number has 18 characters (old ones 15), this one has {len(number)}.",
            )
        )
    digits = number if len(number) == 15 else number[:17]
    wrong = [place for place, sign in enumerate(digits, start=1) if sign not in "0123456789"]
    if wrong:
        raise NotAnIdNumber(
            _finding(
                f"身份证号的第{'、'.join(map(str, wrong))}位不是数字。",
                f"Not a digit in the identity number at place {', '.join(map(str, wrong))}.",
            )
        )
    if len(number) == 18 and number[17] not in "0123456789X":
        raise NotAnIdNumber(
            _finding(
                "身份证号的最后一位应为数字或 X。",
                "The last character of an identity number is a digit or X.",
            )
        )


def _birth_date(number: str, on: date | None) -> tuple[date | None, list[Finding]]:
    written = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    try:
        birth_date = date.fromisoformat(written)
    except ValueError:
        return None, [
            _finding(
                f"身份证号中的出生日期 {written} 不存在。",
                f"The birth date in the identity number, {written}, does not exist.",
            )
        ]
    if birth_date.year < EARLIEST_BIRTH_YEAR:
        return birth_date, [
            _finding(
                f"身份证号中的出生日期 {written} 太早，不可能是在世的人。",
                f"The birth date in the identity number, {written}, is too long ago.",
            )
        ]
    if on is not None and birth_date > on:
        return birth_date, [
            _finding(
                f"身份证号中的出生日期 {written} 晚于 {on}。",
                f"The birth date in the identity number, {written}, comes after {on}.",
            )
        ]
    return birth_date, []


def _check_fails(number: str) -> Finding:
    # The right character is not named: writing it in would hide the digit that is wrong.
    if number.endswith("000"):
        return _finding(
            "身份证号校验不通过，且以 000 结尾，像是被表格软件截断过；请对照证件，按文本重新填写。",
            "The identity number fails its check and ends in 000, as a spreadsheet leaves it; "
            "please copy it from the card again, as text.",
        )
    return _finding(
        "身份证号校验不通过，有一位或几位抄错，请对照证件核实。",
        "The identity number fails its check: something was copied wrongly; "
        "please compare it with the card.",
    )


def _finding(zh: str, en: str, field: str = "id_number") -> Finding:
    return Finding(Text(zh, en), field=field)
