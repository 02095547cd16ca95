"""What no city may pay less than: the national floors of the orphans' living allowance.

They decide no case; they stand on the page of values, and a test holds the city's rates to them.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Dated, Value

# Of both texts only the year is known: they are applied from the last day of it.
FROM = date(2009, 12, 31)

SCATTERED = Dated(
    "floor-scattered-orphan",
    Text("散居孤儿最低养育标准", "floor for orphans in families"),
    [Value(FROM, Decimal(600), Citation("民发〔2009〕26号"))],
)
IN_INSTITUTION = Dated(
    "floor-institution-orphan",
    Text("福利机构孤儿最低养育标准", "floor for orphans in institutions"),
    [Value(FROM, Decimal(1000), Citation("民发〔2009〕77号"))],
)
