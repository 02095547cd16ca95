"""What can be done against a decision of an office, and by when."""

from typing import Final

from hutong.foundation.documents.letters import Basis, Remedy
from hutong.foundation.kernel.law import Citation

REVIEW: Final = Citation("行政复议法")
SUIT: Final = Citation("行政诉讼法")

# Sixty days to ask for a review by the government above; six months to go to court.
REMEDIES: Final = (
    Remedy(
        "对本决定不服的，可以先向本机关或者区民政部门提出异议，由另一级重新查验；也可以自收到本决定书"
        "之日起六十日内依法申请行政复议。",
        Basis(REVIEW["20"], "中华人民共和国行政复议法"),
    ),
    Remedy(
        "还可以自收到本决定书之日起六个月内依法向人民法院提起行政诉讼。",
        Basis(SUIT["46"], "中华人民共和国行政诉讼法"),
    ),
)
