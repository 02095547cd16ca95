"""Answers as they are written: read from a form or a file, kept as text, shown on a page."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from hutong.foundation.kernel.money import NotAnAmount, read_amount, show
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.kinds import Kind

YES = Text("是", "yes")
NO = Text("否", "no")
UNKNOWN = Text("未知", "unknown")
LARGEST_NUMBER = 1_000_000

_WHOLE = re.compile(r"-?[0-9]{1,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES_NO = {
    "true": True,
    "false": False,
    "yes": True,
    "no": False,
    "是": True,
    "否": False,
}


class Unreadable(ValueError):  # noqa: N818 - it says what somebody wrote, not what went wrong here
    """What was written is no answer of the kind that was asked; `sentence` says why."""

    def __init__(self, sentence: Text) -> None:
        self.sentence = sentence
        super().__init__(sentence.en)


def read(raw: object, kind: Kind, codes: type[StrEnum] | None = None) -> object:
    """The typed answer to what was written, as JSON gives it; nothing written is unknown."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, str):
        raw = raw.strip()
    return _READERS[kind](raw, codes)


def _refuse(zh: str, en: str, raw: object, **more: str) -> Unreadable:
    return Unreadable(Text(zh, en).filled(raw=str(raw)[:40], **more))


def _read_yes_no(raw: object, _: object) -> bool:
    found = _YES_NO.get(raw.lower()) if isinstance(raw, str) else raw
    if not isinstance(found, bool):
        raise _refuse(
            "“{raw}”不是“是”或“否”；请写 true 或 false。",
            "“{raw}” is neither yes nor no; write true or false.",
            raw,
        )
    return found


def _read_code(raw: object, codes: type[StrEnum] | None) -> str:
    known = () if codes is None else tuple(code.value for code in codes)
    if isinstance(raw, str) and raw in known:
        return raw
    raise _refuse(
        "没有代码“{raw}”；可用的代码：{known}。",
        "There is no code “{raw}”; the codes are {known}.",
        raw,
        known=", ".join(known),
    )


def _read_number(raw: object, _: object) -> int:
    written = str(raw)
    number = (
        None if isinstance(raw, bool | float) or not _WHOLE.fullmatch(written) else int(written)
    )
    if number is None or abs(number) > LARGEST_NUMBER:
        raise _refuse("“{raw}”不是整数。", "“{raw}” is not a whole number.", raw)
    return number


def _read_date(raw: object, _: object) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        if isinstance(raw, str) and _DAY.fullmatch(raw):
            return date.fromisoformat(raw)
    except ValueError:
        pass
    raise _refuse(
        "“{raw}”不是日期；日期写作 2026-11-23。",
        "“{raw}” is not a date; a date is written 2026-11-23.",
        raw,
    )


def _read_money(raw: object, _: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise _refuse("“{raw}”不是金额。", "“{raw}” is not a sum of money.", raw)
    try:
        # A float prints the shortest digits that give it back, which are those of the JSON text.
        return read_amount(raw if isinstance(raw, str) else format(Decimal(str(raw)), "f"))
    except NotAnAmount as refusal:
        raise Unreadable(refusal.findings[0].sentence) from None


_READERS: dict[Kind, Callable[[object, type[StrEnum] | None], object]] = {
    Kind.YES_NO: _read_yes_no,
    Kind.CODE: _read_code,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.MONEY: _read_money,
}


def as_text(value: object) -> str:
    """The one spelling in which an answer is kept: true, a code, 7, 2026-11-23, 2850.00."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.quantize(Decimal("0.01")), "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def as_json(value: object) -> bool | int | str | None:
    """An answer as JSON keeps it without loss; money is a text."""
    if value is None or isinstance(value, bool | int):
        return value
    return as_text(value)


def in_words(value: object, kind: Kind, codes: type[StrEnum] | None = None) -> Text:
    """An answer as a person reads it."""
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return day_in_words(value)
    if kind is Kind.MONEY:
        return Text(*[show(Decimal(str(value)))] * 2)
    if kind is Kind.RATIO:
        return Text(*[f"{(Decimal(str(value)) * 100).normalize():f}%"] * 2)
    label = getattr(codes(str(value)), "label", None) if codes is not None else None
    return label if isinstance(label, Text) else Text(str(value), str(value).replace("_", " "))


def day_in_words(day: date) -> Text:
    """A day as statutes write it."""
    months = "January February March April May June July August September October November December"
    return Text(
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {months.split()[day.month - 1]} {day.year}",
    )
