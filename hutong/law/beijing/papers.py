"""The papers that Beijing's procedures ask for, who supplies each and how long one holds."""

from hutong.foundation.documents.kinds import PaperKind
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy.facts import Sensitivity
from hutong.law.beijing.texts import (
    CLASSES_2016,
    DE_FACTO_2019,
    MEDICAL_2018,
    ORPHANS_2011,
    PRESCHOOL_2018,
    REHABILITATION_2019,
)

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
DIAGNOSIS = PaperKind(
    "diagnosis",
    Text("二级以上医院诊断证明", "diagnosis by a hospital of level 2 or above"),
    Text("医疗机构", "hospital"),
    sensitivity=Sensitivity.SENSITIVE,
    law=MEDICAL_2018["二"],
)
HOSPITAL_INVOICES = PaperKind(
    "hospital-invoices",
    Text("医疗收费票据", "hospital invoices"),
    Text("监护人；医疗机构", "guardian; hospital"),
    sensitivity=Sensitivity.SENSITIVE,
    law=MEDICAL_2018["二"],
)
INSURANCE_SETTLEMENT = PaperKind(
    "insurance-settlement",
    Text("医疗保险结算单", "insurance settlement sheet"),
    Text("医疗机构或者医保经办机构", "hospital or insurance office"),
    sensitivity=Sensitivity.SENSITIVE,
    law=MEDICAL_2018["二"],
)
REHABILITATION_REPORT = PaperKind(
    "rehabilitation-report",
    Text("残疾人证或者定点医疗机构诊断报告", "disability card, or a designated hospital's report"),
    Text("残疾人联合会；定点医疗机构", "disabled persons' federation; designated hospital"),
    sensitivity=Sensitivity.SENSITIVE,
    law=REHABILITATION_2019["6"],
)
WELFARE_CERTIFICATE = PaperKind(
    "welfare-certificate",
    Text("儿童福利证", "child welfare certificate"),
    Text("区民政部门", "district civil affairs department"),
    law=PRESCHOOL_2018["二"],
)
PROOF_OF_KINDERGARTEN = PaperKind(
    "proof-of-kindergarten",
    Text("入园证明", "proof of entry into the kindergarten"),
    Text("幼儿园", "kindergarten"),
    law=DE_FACTO_2019["二（三）"],
)
PROOF_OF_ENROLMENT = PaperKind(
    "proof-of-enrolment",
    Text("在校就读和资助情况证明", "proof of enrolment and of the aid received"),
    Text("学校", "school"),
    law=DE_FACTO_2019["二（三）"],
)
PROOF_OF_CHANGE = PaperKind(
    "proof-of-change",
    Text("情形变化的证明", "proof of what has changed"),
    Text(
        "监护人；居（村）委会；福利机构；出具死亡、收养等证明的部门",
        "guardian; residents' committee; institution; whoever certifies a death or an adoption",
    ),
    law=DE_FACTO_2019["四（四）"],
)
PROOF_OF_STUDY = PaperKind(
    "proof-of-study",
    Text("在校就读证明", "proof of enrolment"),
    Text("就读学校", "the school"),
    law=CLASSES_2016["五（一）"],
)
PAYEE = Text("领款人", "payee")
BANK_CARD = PaperKind(
    "bank-card",
    Text("银行卡或存折复印件", "copy of the bank card or book"),
    PAYEE,
    law=DE_FACTO_2019["四（三）"],
)
HOLDERS_ID = PaperKind(
    "holders-id",
    Text("开户人身份证明复印件", "copy of the account holder's identity paper"),
    PAYEE,
    law=DE_FACTO_2019["四（三）"],
)
