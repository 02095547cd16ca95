"""Applying for a child where it lives, though it is registered in another province (跨省通办).

The ministry's rule was read only as a county answered a question about it on 2025-01-06.
"""

from datetime import date
from typing import Final

from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.kernel.dates import working_days
from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text

CROSS_PROVINCE: Final = Citation("民政部儿童福利“跨省通办”规定（文号未查到）")
# Since 2021; the day is not known, so it is applied from the last of that year.
IN_FORCE: Final = date(2021, 12, 31)

PUSHED_WITHIN: Final = working_days(3)  # the receiving street checks the form and enters it
OPINION_WITHIN: Final = working_days(15)  # the street of registration
DECIDED_WITHIN: Final = working_days(15)  # the county of registration
ANSWERED_WITHIN: Final = working_days(OPINION_WITHIN.amount + DECIDED_WITHIN.amount)
TOLD_WITHIN: Final = working_days(3)  # the receiving street tells whoever applied

UNREAD: Final = Text(
    "“跨省通办”原文未取得，期限据2025年1月6日一处民政部门的答复。",
    "The rule itself was not obtained; the limits are as one civil affairs office answered on"
    " 2025-01-06.",
)
APPLICATION_ELSEWHERE: Final = PaperKind(
    "cross-province-application",
    Text("跨省通办申请表", "application handed in away from the place of registration"),
    Text("监护人", "guardian"),
    law=CROSS_PROVINCE,
)
EVIDENCE: Final = PaperKind(
    "cross-province-evidence",
    Text("随申请提交的证明材料", "the papers handed in with it"),
    Text("监护人", "guardian"),
    law=CROSS_PROVINCE,
)
