"""What sort of answer a fact or an expression gives."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from hutong.foundation.kernel.text import Text


class Kind(StrEnum):
    """The sort of an answer; only answers of one sort can be compared or added."""

    YES_NO = "yes/no"
    CODE = "code"
    NUMBER = "number"
    DATE = "date"
    MONEY = "money"
    RATIO = "ratio"  # a share such as 40 %: money may be multiplied by it, and no fact is one

    @property
    def label(self) -> Text:
        return _LABELS[self]

    @property
    def has_order(self) -> bool:
        """Whether one answer can be more than another."""
        return self not in {Kind.YES_NO, Kind.CODE}


_LABELS = {
    Kind.YES_NO: Text("是或否", "yes or no"),
    Kind.CODE: Text("代码", "a code"),
    Kind.NUMBER: Text("整数", "a whole number"),
    Kind.DATE: Text("日期", "a date"),
    Kind.MONEY: Text("金额", "a sum of money"),
    Kind.RATIO: Text("比例", "a share"),
}

_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.YES_NO: (bool,),
    Kind.CODE: (str,),
    Kind.NUMBER: (int,),
    Kind.DATE: (date,),
    Kind.MONEY: (Decimal, int),
    Kind.RATIO: (Decimal, int),
}


class WrongKind(TypeError):  # noqa: N818 - it says what is wrong with the rule
    """A rule was written with parts that do not fit together; it is never constructed."""


def fits(value: object, kind: Kind) -> bool:
    """Whether a value is an answer of this kind."""
    if isinstance(value, bool):
        return kind is Kind.YES_NO
    if isinstance(value, datetime):
        return False
    return isinstance(value, _TYPES[kind])


def kind_of(value: object) -> Kind:
    """The kind a plain value has when nothing around it says more."""
    if isinstance(value, float):
        raise WrongKind(f"{value!r} is a float; write money and shares as Decimal.")
    for kind in (Kind.YES_NO, Kind.CODE, Kind.NUMBER, Kind.DATE, Kind.MONEY):
        if fits(value, kind):
            return kind
    raise WrongKind(f"{value!r} is nothing a rule can hold.")
