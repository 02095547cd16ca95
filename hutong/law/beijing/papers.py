"""The papers that Beijing's procedures ask for, who supplies each and how long one holds."""

from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.kernel.text import Text
from hutong.law.beijing.texts import DE_FACTO_2019, ORPHANS_2011

GUARDIAN = Text("监护人", "guardian")

APPLICATION = PaperKind(
    "application",
    Text("申请表", "application form"),
    Text("监护人或者居（村）委会代填", "guardian, or the residents' committee on behalf"),
    law=DE_FACTO_2019["四（一）"],
)
CERTIFICATE_FORM = PaperKind(
    "certificate-form",
    Text("儿童福利证申请表", "application for the child welfare certificate"),
    GUARDIAN,
    law=ORPHANS_2011["三（二）"],
)
HOUSEHOLD_REGISTER = PaperKind(
    "household-register",
    Text("户口簿复印件", "copy of the household register"),
    GUARDIAN,
    law=ORPHANS_2011["三（二）"],
)
PROOF_OF_PARENTS = PaperKind(
    "proof-of-parents",
    Text("父母情形证明材料", "proof of the parents' circumstances"),
    Text("监护人；公安、法院、监所、残联、医院", "guardian; police, court, prison, hospital"),
    law=ORPHANS_2011["三（二）"],
)
PROOF_OF_GUARDIANSHIP = PaperKind(
    "proof-of-guardianship",
    Text("监护关系证明", "proof of guardianship"),
    GUARDIAN,
    law=ORPHANS_2011["三（二）"],
)
BANK_ACCOUNT = PaperKind(
    "bank-account",
    Text("儿童本人银行账户", "bank account in the child's own name"),
    GUARDIAN,
    law=ORPHANS_2011["三（二）"],
)
