"""The living allowance in yuan a month, from 2010 to today: one base rate and what follows it.

Six classes share or derive from the rate of orphans and foundlings. Until 2019 children in families
had a rate of their own; since then every class is a share of the one rate. Sums that are only
remembered, and days that no text states, are marked unconfirmed, and every decision says so.
"""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    NOT_CONFIGURED,
    YES_OR_NO,
    Dated,
    Expression,
    Kind,
    Value,
    choose,
)
from hutong.foundation.policy.dated import Words
from hutong.law.beijing.texts import (
    CLASSES_2016,
    DE_FACTO_2019,
    ISSUED_2011,
    ISSUED_2016,
    ISSUED_2019,
    ORPHANS_2011,
    RATE_OF_2019,
    RATES_2021,
    RATES_2023,
    RATES_2026,
    RATES_ABOUT_2019,
    START_OF_2010,
)
from hutong.law.china.categories.hiv_infected import LAW as HIV_2012
from hutong.registry.people.facts import CareSetting, child

DAY_NOT_STATED = Text(
    "文件未写执行日期，暂自印发之日起算。",
    "The text states no day; it is applied from the day it was issued.",
)
FULL = Decimal("1.00")
OWN_RATE = Decimal(0)


def _of_2026(amount: Decimal | int, article: str) -> Value:
    """A value of the notice of 14 January 2026, which applies from the July before."""
    return Value(date(2025, 7, 1), amount, RATES_2026[article], published=date(2026, 1, 14))


ORPHAN_RATE = Dated(
    "orphan-rate",
    Text("孤儿、弃婴生活费标准", "rate for orphans and foundlings"),
    [
        Value(date(2011, 1, 1), Decimal(1600), ORPHANS_2011["二（一）"], published=ISSUED_2011),
        Value(
            ISSUED_2016,
            Decimal(2000),
            CLASSES_2016["五（一）1"],
            confirmed=False,
            note=DAY_NOT_STATED,
        ),
        Value(
            date(2019, 1, 1),
            Decimal(2200),
            RATES_ABOUT_2019,
            confirmed=False,
            note=Text(
                "2,200元凭记忆，约2018至2019年起执行，文件和日期均待查。",
                "2,200 is from memory, from about 2018 or 2019; text and day are to be found.",
            ),
        ),
        Value(
            date(2022, 1, 1),
            Decimal(2450),
            RATES_2021,
            confirmed=False,
            note=Text(
                "2,450元凭记忆，约2021至2022年起执行；大概出自京民儿福发〔2021〕168号，原文未见。",
                "2,450 is from memory, from about 2021 or 2022; probably of"
                " 京民儿福发〔2021〕168号, whose text was not found.",
            ),
        ),
        Value(
            date(2023, 7, 1),
            Decimal(2650),
            RATES_2023["一"],
            published=date(2023, 10, 24),
            confirmed=False,
            note=Text(
                "2,650元见于文件的公开副本，待经办单位对照原件确认；2025年7月前有无其他调整未查到。",
                "2,650 was read in a public copy and awaits the operator's check; whether another"
                " step came before July 2025 was not found.",
            ),
        ),
        _of_2026(Decimal(2850), "二"),
    ],
)

FAMILY_RATE = Dated(
    "family-rate",
    Text("散居儿童生活费标准", "rate for children in families"),
    [
        Value(START_OF_2010, Decimal(1400), ORPHANS_2011["二（二）"], published=ISSUED_2011),
        Value(
            ISSUED_2016,
            Decimal(1800),
            CLASSES_2016["五（一）2"],
            confirmed=False,
            note=DAY_NOT_STATED,
        ),
    ],
)

ONE_RATE = Dated(
    "one-rate-for-orphans",
    Text("机构与散居孤儿同一标准", "one rate for orphans in institutions and families"),
    [
        Value(START_OF_2010, 0, ORPHANS_2011["二"], published=ISSUED_2011),
        Value(
            RATE_OF_2019,
            1,
            DE_FACTO_2019["二（一）"],
            confirmed=False,
            note=Text(
                "文件只写事实无人抚养儿童提高到孤儿标准；散居孤儿按2016年口径在此类内，一并适用，待核。",
                "The text raises de facto unsupported children to the orphan rate; scattered"
                " orphans counted among them in 2016 and are taken along: to be confirmed.",
            ),
        ),
        _of_2026(1, "二"),
    ],
    words=YES_OR_NO,
)


def _share(code: str, label: Text, values: list[Value], words: Words | None = None) -> Dated:
    return Dated(code, label, values, kind=Kind.RATIO, words=words)


DE_FACTO_SHARE = _share(
    "de-facto-share",
    Text(
        "事实无人抚养儿童按孤儿标准的比例",
        "de facto unsupported: share of the orphan rate",
    ),
    [
        Value(ISSUED_2011, OWN_RATE, ORPHANS_2011["四（二）"]),
        Value(RATE_OF_2019, FULL, DE_FACTO_2019["二（一）"], published=ISSUED_2019),
        _of_2026(FULL, "二"),
    ],
    words={OWN_RATE: Text("另有标准", "a rate of its own")},
)

ADOPTED_SHARE = _share(
    "adopted-disabled-orphan-share",
    Text("被收养的残疾孤儿按孤儿标准的比例", "adopted disabled orphans: share of the orphan rate"),
    [
        Value(
            date(2021, 1, 1),
            NOT_CONFIGURED,
            RATES_2021,
            confirmed=False,
            note=Text(
                "2025年7月以前的比例见京民儿福发〔2021〕168号，原文未见。",
                "The share before July 2025 is in 京民儿福发〔2021〕168号, which was not found.",
            ),
        ),
        _of_2026(FULL, "二"),
    ],
)
HIV_SHARE = _share(
    "hiv-share",
    Text("第四类儿童按孤儿标准的比例", "class 4: share of the orphan rate"),
    [
        Value(
            date(2012, 12, 31),
            FULL,
            HIV_2012,
            confirmed=False,
            note=Text(
                "2012年起参照孤儿标准，月日和本市文件待核。",
                "By reference to the orphan standard since 2012; day and city text to be checked.",
            ),
        ),
        _of_2026(FULL, "二"),
    ],
)
INSTITUTION_SHARE = _share(
    "institution-ward-share",
    Text("机构第五类儿童按孤儿标准的比例", "class 5 in institutions: share of the orphan rate"),
    [
        Value(
            date(2021, 1, 1),
            NOT_CONFIGURED,
            RATES_2021,
            confirmed=False,
            note=Text(
                "2025年7月以前的比例见京民儿福发〔2021〕168号，原文未见。",
                "The share before July 2025 is in 京民儿福发〔2021〕168号, which was not found.",
            ),
        ),
        _of_2026(FULL, "二"),
    ],
)
DIBAO_FAMILY_SHARE = _share(
    "dibao-family-share",
    Text(
        "低保家庭重病残疾儿童按标准的比例",
        "sick or disabled children of dibao families: share of the rate",
    ),
    [
        Value(
            ISSUED_2016,
            Decimal("0.40"),
            CLASSES_2016["五（一）3"],
            confirmed=False,
            note=DAY_NOT_STATED,
        ),
        _of_2026(Decimal("0.40"), "二4"),
    ],
)

# Where the rates differ, a child fostered out by its institution has the institution's.
FOR_AN_ORPHAN = choose(
    (ONE_RATE == 1, ORPHAN_RATE),
    (child.care_setting.is_in(CareSetting.INSTITUTION, CareSetting.FOSTER), ORPHAN_RATE),
    otherwise=FAMILY_RATE,
)
FOR_DE_FACTO = choose(
    (DE_FACTO_SHARE != OWN_RATE, ORPHAN_RATE * DE_FACTO_SHARE), otherwise=FAMILY_RATE
)

OWN_DIBAO_COUNTED = _share(
    "own-dibao-counted",
    Text("本人低保金额计入比例", "share of the child's own dibao that is counted"),
    [
        Value(
            ISSUED_2016,
            FULL,
            CLASSES_2016["五（一）"],
            confirmed=False,
            note=Text(
                "2019年7月以前未见补差规定，暂按“择高不重复”处理。",
                "No rule on topping up was seen before July 2019; the higher counts, never both.",
            ),
        ),
        Value(RATE_OF_2019, FULL, DE_FACTO_2019["二（一）"], published=ISSUED_2019),
        Value(
            date(2025, 7, 1),
            FULL,
            RATES_2026["二"],
            published=date(2026, 1, 14),
            confirmed=False,
            note=Text(
                "享受低保分类救助的，按本人分类救助金额补差；该金额理解为本人实得低保全额，待核。",
                "With category assistance the top-up is from the child's own such amount, read as"
                " all the dibao the child receives: to be confirmed.",
            ),
        ),
    ],
)


def topped_up(rate: Expression) -> Expression:
    """The rate, or what it exceeds the child's own dibao by when the child draws dibao."""
    own = child.own_dibao_amount * OWN_DIBAO_COUNTED
    return choose((child.on_dibao, (rate - own).at_least(0)), otherwise=rate)
