"""What people mean by what they write into a cell; where two meanings are possible, neither."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hutong.foundation.exchange.cells import Cell, Kind
from hutong.foundation.kernel.dates import Precision
from hutong.foundation.kernel.money import NotAnAmount, read_amount
from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

BLANKS = frozenset(
    {"", "-", "--", "---", "—", "——", "–", "―", "_", "/", "//", "\\", "无", "空", "〇", "n/a", "na",
     "none", "null", "不详", "未知", "不清楚", "待查", "暂无", "没有", "不适用", "."}
)  # fmt: skip
_YES = frozenset("√✓✔☑■是有对y1tv") | {"yes", "true"}
_NO = frozenset("×✗✘☒否无不n0fx□☐") | {"没有", "不是", "no", "false"}
_TICKED = "√✓✔☑■●▣◉"
_MARKS = _TICKED + "□☐○◯☒×✗(（[【"
_BETWEEN = re.compile(r"[、，,；;/／\n|]+|\s{2,}")
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_EARLIEST, _LATEST = 1900, 2100
_SERIALS = range(10_000, 80_000)  # 1927 to 2119: five digits are nothing else in a date column

_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[T ]?\d{1,2}:\d{2}(?::\d{2})?)?")
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_SHORT_YEAR = re.compile(r"['’]?\d{2}[-./年]\d{1,2}(?:[-./月]\d{0,4}日?)?")
_DAY_FIRST = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{4}")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_DATE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日?)?"
)


class Unreadable(Refused):
    """The cell holds something, but not what its column is for."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it was written: to the day, to the month, or to the year."""

    value: date
    precision: Precision

    def __str__(self) -> str:
        return self.value.isoformat()[: _LETTERS[self.precision]]


_LETTERS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


def plain(text: str) -> str:
    """Text with half-width letters and digits, without spaces around it."""
    return unicodedata.normalize("NFKC", text).strip()


def is_blank(cell: Cell | None) -> bool:
    """Whether the cell says nothing: empty, a dash, 无, 不详 and the like."""
    return cell is None or plain(cell.text).lower() in BLANKS


def refuse_errors(cell: Cell) -> None:
    """A formula that failed is no value."""
    if cell.kind is Kind.ERROR:
        raise _unreadable(
            "单元格显示 {written}，是公式出错，请填写内容。",
            "The cell shows {written}, a formula that failed; please write the value.",
            cell,
        )


def read_text(cell: Cell) -> str:
    """The text on one line."""
    refuse_errors(cell)
    return " ".join(cell.text.split())


def read_yes_no(cell: Cell) -> bool:
    """Yes or no: 是, 有, √, 1; 否, 无, ×, 0."""
    refuse_errors(cell)
    text = plain(cell.text).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise _unreadable(
        "“{written}”既不是“是”也不是“否”；请写“是”“否”或打“√”。",
        "“{written}” is neither yes nor no; please write 是 or 否, or tick with √.",
        cell,
    )


def read_whole(cell: Cell, allowed: Collection[int] | None = None) -> int:
    """A whole number."""
    refuse_errors(cell)
    text = plain(cell.text)
    if text.isascii() and text.isdigit() and (allowed is None or int(text) in allowed):
        return int(text)
    raise _unreadable(
        "“{written}”不是这里可以填的整数。", "“{written}” is not a whole number allowed here.", cell
    )


def split_many(text: str) -> list[str]:
    """The several values of one cell, written with 、 ， , ； ; or / between them."""
    pieces = (piece.strip() for piece in _BETWEEN.split(text))
    return [piece for piece in pieces if piece]


def ticked(text: str, options: Sequence[str]) -> list[str] | None:
    """The options ticked in a printed list such as “☑健康 □残疾”; None if nothing is ticked so.

    The mark may stand before or behind its option, as the boxes that are not ticked show.
    """
    if not any(mark in _TICKED for mark in text):
        return None
    places = {option: text.find(option) for option in options if option in text}
    first_mark = next(place for place, mark in enumerate(text) if mark in _MARKS)
    behind = bool(places) and min(places.values()) < first_mark
    found = []
    for option, place in places.items():
        around = text[place + len(option) :] if behind else text[:place][::-1]
        mark = around.lstrip(" 　()（）[]【】:：")[:1]
        if mark and mark in _TICKED:
            found.append(option)
    return found


def read_money(cell: Cell, header: str = "") -> Decimal:
    """A sum in yuan; 万元 in the cell, or else in the header, counts ten thousand."""
    refuse_errors(cell)
    text = plain(cell.text)
    if isinstance(cell.content, float) and not isinstance(cell.content, bool):
        # What a person saw has at most fifteen digits; the rest is the machine's rounding.
        text = f"{Decimal(repr(round(cell.content, 6))):f}"
    if "万" in header and "元" not in text and "万" not in text:
        text += "万元"
    try:
        return read_amount(text)
    except NotAnAmount as refusal:
        raise Unreadable(*refusal.findings) from refusal


def read_day(cell: Cell, *, month_only: bool = False) -> Day:
    """A day in any of the ways offices write one, and only as exactly as it was written.

    With `month_only` the column is for months (出生年月): a spreadsheet that was given 2015年6月
    made the first of June of it, so a first of the month there is read as the month alone.
    """
    refuse_errors(cell)
    day = _typed_day(cell) or _written_day(cell)
    if month_only and day.precision is Precision.DAY and day.value.day == 1:
        return Day(day.value, Precision.MONTH)
    return day


def _typed_day(cell: Cell) -> Day | None:
    content = cell.content
    if cell.kind is Kind.DAY and isinstance(content, date):
        return _checked(cell, content.year, content.month, content.day)
    if cell.kind is Kind.MONTH and isinstance(content, date):
        return _checked(cell, content.year, content.month)
    return None


def _written_day(cell: Cell) -> Day:
    text = re.sub(r"\s*([-./年月日])\s*", r"\1", plain(cell.text)).rstrip(".")
    if text.isascii() and text.isdigit() and len(text) == 5 and int(text) in _SERIALS:
        day = _SPREADSHEET_EPOCH + timedelta(days=int(text))
        return _checked(cell, day.year, day.month, day.day)
    _refuse_lost_zero(cell, text)
    chinese = _CHINESE_DATE.fullmatch(text)
    if chinese is not None:
        text = _from_chinese(chinese)
    for shape in (_FULL, _COMPACT, _MONTH, _YEAR):
        found = shape.fullmatch(text)
        if found is not None:
            return _checked(cell, *(int(part) for part in found.groups() if part is not None))
    if _SHORT_YEAR.fullmatch(text):
        raise _unreadable(
            "“{written}”的年份只有两位，不能猜是哪个世纪；请写四位年份。",
            "The year of “{written}” has two digits, and nobody may guess the century; please "
            "write four.",
            cell,
        )
    if _DAY_FIRST.fullmatch(text):
        raise _unreadable(
            "“{written}”分不清哪个是月、哪个是日；请写成 2015-06-01。",
            "In “{written}” month and day cannot be told apart; please write 2015-06-01.",
            cell,
        )
    raise _unreadable(
        "“{written}”不是日期；请写成 2015-06-01，只知年月的写成 2015年6月。",
        "“{written}” is not a date; please write 2015-06-01, or 2015年6月 if only the month is "
        "known.",
        cell,
    )


def _refuse_lost_zero(cell: Cell, text: str) -> None:
    """A spreadsheet turns 2015.10 into 2015.1, so the two cannot be told apart."""
    if cell.kind in {Kind.NUMBER, Kind.UNTYPED} and re.fullmatch(r"\d{4}\.1", text):
        raise _unreadable(
            "“{written}”可能是 1 月，也可能是丢了末位 0 的 10 月；请写成 2015年1月 或 2015年10月。",
            "“{written}” may be January, or October that lost its 0; please write 2015年1月 or "
            "2015年10月.",
            cell,
        )


def _from_chinese(found: re.Match[str]) -> str:
    year, *rest = found.groups()
    numbers = [str(_chinese_number(part)) for part in rest if part is not None]
    return "-".join([year.translate(_CHINESE_DIGITS), *numbers])


def _chinese_number(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(text.translate(_CHINESE_DIGITS))
    return int(tens.translate(_CHINESE_DIGITS) or 1) * 10 + int(
        ones.translate(_CHINESE_DIGITS) or 0
    )


def _checked(cell: Cell, year: int, month: int | None = None, day: int | None = None) -> Day:
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        value = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        value = None
    if value is None or not _EARLIEST <= year <= _LATEST:
        raise _unreadable(
            "“{written}”不是日历上的日子。", "“{written}” is no day of the calendar.", cell
        )
    return Day(value, precision)


def _unreadable(zh: str, en: str, cell: Cell) -> Unreadable:
    return Unreadable(Finding(Text(zh, en).filled(written=cell.text[:40])))
