"""To whom the money goes, and how long a changed account waits before money goes to it."""

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Dated, Value
from hutong.law.beijing.texts import DE_FACTO_2019, ISSUED_2019
from hutong.programmes.benefits.payees import AccountRules

WAITS = Dated(
    "account-change-waits",
    Text("变更领取账户的等待天数", "days a changed account waits"),
    [
        Value(
            ISSUED_2019,
            7,
            DE_FACTO_2019["四（三）"],
            confirmed=False,
            note=Text(
                "所见文件没有规定变更账户的等待期；7天是本系统自定的防冒领规则，待经办单位确认。",
                "No text seen sets a waiting time; seven days are this system's own rule against "
                "money being led astray, and await the operator's word.",
            ),
        )
    ],
)
RULES = AccountRules(
    payee=DE_FACTO_2019["四（三）"],
    to_institution=DE_FACTO_2019["四（三）"],
    waits=WAITS,
)
