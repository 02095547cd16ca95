"""Which part of hospital bills is paid for whom, and up to how much in an insurance year.

Orphans are paid in full what insurance leaves. For de facto unsupported children the text of 2018
names parts and caps; since 2019 they follow the city's medical assistance, whose figures were not
found: those of 2018 stand on as unconfirmed.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import Dated, Kind, Value
from hutong.law.beijing.texts import (
    DE_FACTO_2019,
    ISSUED_2019,
    MEDICAL_2018,
    MEDICAL_ISSUED,
)
from hutong.programmes.benefits.medical import BillKind, Scheme, Share, Terms

ORPHANS, DE_FACTO = "medical-costs-orphan", "medical-costs-de-facto"

DAY_NOT_STATED = Text(
    "文件未写执行日期，暂自印发之日起算。",
    "The text states no day; it is applied from the day it was issued.",
)
FOLLOWS_THE_CITY = Text(
    "2019年起与本市医疗救助政策同步，调整后的数值未查到，暂用2018年文件的数值，由经办单位确认。",
    "Since 2019 it follows the city's medical assistance, whose figures were not found; that of"
    " 2018 is used until the operator confirms.",
)
MAJOR_DISEASE_OF_ORPHANS = Text(
    "文件写明门诊、住院实报实销；重大疾病的票据同样按实报实销处理，待核。",
    "The text names outpatient and inpatient costs; bills for major disease are paid in full too:"
    " to be confirmed.",
)


def _part(code: str, label: Text, values: list[Value]) -> Dated:
    return Dated(code, label, values, kind=Kind.RATIO)


def _since_2018(amount: Decimal, law: Citation) -> list[Value]:
    """A figure of the text of 2018, and the same since 2019 as long as no other is known."""
    return [
        Value(MEDICAL_ISSUED, amount, law, confirmed=False, note=DAY_NOT_STATED),
        Value(
            ISSUED_2019,
            amount,
            DE_FACTO_2019["二（二）"],
            confirmed=False,
            note=FOLLOWS_THE_CITY,
        ),
    ]


IN_FULL = _part(
    "medical-part-orphan",
    Text("孤儿医疗费用报销比例", "orphans: part of the medical costs that is paid"),
    [
        Value(
            MEDICAL_ISSUED,
            Decimal("1.00"),
            MEDICAL_2018["一（一）"],
            confirmed=False,
            note=MAJOR_DISEASE_OF_ORPHANS,
        )
    ],
)
OUTPATIENT_PART = _part(
    "medical-part-outpatient",
    Text("事实无人抚养儿童门诊报销比例", "de facto unsupported: outpatient part"),
    _since_2018(Decimal("0.80"), MEDICAL_2018["一（二）"]),
)
OUTPATIENT_CAP = Dated(
    "medical-cap-outpatient",
    Text("事实无人抚养儿童门诊年度限额", "de facto unsupported: outpatient cap of a year"),
    _since_2018(Decimal(6000), MEDICAL_2018["一（二）"]),
)
INPATIENT_PART = _part(
    "medical-part-inpatient",
    Text("事实无人抚养儿童住院报销比例", "de facto unsupported: inpatient part"),
    _since_2018(Decimal("0.80"), MEDICAL_2018["一（二）"]),
)
INPATIENT_CAP = Dated(
    "medical-cap-inpatient",
    Text("事实无人抚养儿童住院年度限额", "de facto unsupported: inpatient cap of a year"),
    _since_2018(Decimal(60000), MEDICAL_2018["一（二）"]),
)
MAJOR_DISEASE_PART = _part(
    "medical-part-major-disease",
    Text("事实无人抚养儿童重大疾病报销比例", "de facto unsupported: major disease part"),
    _since_2018(Decimal("0.85"), MEDICAL_2018["一（二）3"]),
)
MAJOR_DISEASE_CAP = Dated(
    "medical-cap-major-disease",
    Text("事实无人抚养儿童重大疾病年度限额", "de facto unsupported: major disease cap of a year"),
    _since_2018(Decimal(120000), MEDICAL_2018["一（二）3"]),
)
INSURANCE_YEAR = Dated(
    "insurance-year-begins",
    Text("参保年度起始月份", "month in which the insurance year begins"),
    [
        Value(
            date(2010, 1, 1),
            1,
            MEDICAL_2018["一（二）"],
            confirmed=False,
            note=Text(
                "文件只写“参保年度”；暂按自然年度，待核。",
                "The text says “insurance year” alone; the calendar year is used, to be confirmed.",
            ),
        )
    ],
)

TERMS: Final = Terms(
    schemes=(
        Scheme(
            ORPHANS,
            tuple(Share(kind, IN_FULL, None, MEDICAL_2018["一（一）"]) for kind in BillKind),
        ),
        Scheme(
            DE_FACTO,
            (
                Share(
                    BillKind.OUTPATIENT, OUTPATIENT_PART, OUTPATIENT_CAP, MEDICAL_2018["一（二）"]
                ),
                Share(BillKind.INPATIENT, INPATIENT_PART, INPATIENT_CAP, MEDICAL_2018["一（二）"]),
                Share(
                    BillKind.MAJOR_DISEASE,
                    MAJOR_DISEASE_PART,
                    MAJOR_DISEASE_CAP,
                    MEDICAL_2018["一（二）3"],
                ),
            ),
        ),
    ),
    year_begins_in=INSURANCE_YEAR,
)

FIGURES: Final = (
    IN_FULL,
    OUTPATIENT_PART,
    OUTPATIENT_CAP,
    INPATIENT_PART,
    INPATIENT_CAP,
    MAJOR_DISEASE_PART,
    MAJOR_DISEASE_CAP,
    INSURANCE_YEAR,
)
