"""Sums of money in yuan and fen."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation
from enum import Enum

from hutong.foundation.kernel.refusal import Finding, Refused
from hutong.foundation.kernel.text import Text

FEN = Decimal("0.01")
JIAO = Decimal("0.1")
YUAN = Decimal(1)
TEN_THOUSAND = 10_000
LARGEST = Decimal("9999999999.99")


class NotAnAmount(Refused):
    """What was written is not a sum of money."""


class Rounding(Enum):
    """How a benefit rounds its sum: to which coin, and which way.

    Half goes away from zero, as in PostgreSQL's and DuckDB's `round`; up and down are `ceil` and
    `floor`.
    """

    HALF_UP_FEN = (FEN, ROUND_HALF_UP, Text("四舍五入到分", "to the nearest fen"))
    UP_FEN = (FEN, ROUND_CEILING, Text("见厘进分", "up to the next fen"))
    DOWN_FEN = (FEN, ROUND_FLOOR, Text("舍去分以下", "down to the fen"))
    HALF_UP_JIAO = (JIAO, ROUND_HALF_UP, Text("四舍五入到角", "to the nearest jiao"))
    UP_JIAO = (JIAO, ROUND_CEILING, Text("见分进角", "up to the next jiao"))
    DOWN_JIAO = (JIAO, ROUND_FLOOR, Text("舍去角以下", "down to the jiao"))
    HALF_UP_YUAN = (YUAN, ROUND_HALF_UP, Text("四舍五入到元", "to the nearest yuan"))
    UP_YUAN = (YUAN, ROUND_CEILING, Text("见角进元", "up to the next yuan"))
    DOWN_YUAN = (YUAN, ROUND_FLOOR, Text("舍去元以下", "down to the yuan"))

    def __init__(self, coin: Decimal, way: str, label: Text) -> None:
        self.coin = coin
        self.way = way
        self.label = label

    def apply(self, amount: Decimal) -> Decimal:
        """The rounded sum, written to the fen."""
        return amount.quantize(self.coin, self.way).quantize(FEN) + 0


def yuan(value: int | str | Decimal) -> Decimal:
    """A sum to the fen; half a fen counts as one."""
    if isinstance(value, float):
        raise TypeError("A sum of money is never a float: its fen would not be exact.")
    try:
        amount = Decimal(value).quantize(FEN, ROUND_HALF_UP)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise ValueError(f"{value!r} is not a sum of money.")
    return amount + 0  # there is no minus nought


_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，￥－−", "0123456789.,¥--")
_WRITTEN = re.compile(
    r"(?P<sign>-?)[¥]?(?P<minus>-?)"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]*))?"
    r"(?P<unit>万元|万|元)?整?"
)


def read_amount(written: str) -> Decimal:
    """The sum somebody typed, such as 2850, ¥2,850.00, 2850元 or 0.285万元."""
    found = _WRITTEN.fullmatch("".join(written.split()).translate(_HALF_WIDTH))
    if found is None or (found["sign"] and found["minus"]):
        raise _not_an_amount(
            "“{written}”不是金额；金额写作 2850 或 2850.00。",
            "“{written}” is not a sum of money; write 2850 or 2850.00.",
            written,
        )
    amount = Decimal(f"{found['whole'].replace(',', '')}.{found['part'] or '0'}")
    if (found["unit"] or "").startswith("万"):
        amount *= TEN_THOUSAND
    if amount > LARGEST:
        raise _not_an_amount(
            "“{written}”超出了可以登记的金额。",
            "“{written}” is more than can be recorded.",
            written,
        )
    if amount != amount.quantize(FEN):
        raise _not_an_amount(
            "“{written}”比分还小；金额最多写两位小数。",
            "“{written}” is finer than a fen; write at most two decimals.",
            written,
        )
    return yuan(-amount if found["sign"] or found["minus"] else amount)


def _not_an_amount(zh: str, en: str, written: str) -> NotAnAmount:
    return NotAnAmount(Finding(Text(zh, en).filled(written=written[:40])))


def show(amount: Decimal) -> str:
    """A sum as it stands on a page: ¥2,850.00, or −¥120.00 when it is owed back."""
    fen = yuan(amount)
    return f"{'−' if fen < 0 else ''}¥{abs(fen):,.2f}"
