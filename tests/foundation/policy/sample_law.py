"""The law of an invented city: small, yet with every construct a rule may use."""

from datetime import date
from decimal import Decimal

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.money import Rounding
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    NOT_CONFIGURED,
    Amended,
    Begins,
    Benefit,
    Category,
    Code,
    Condition,
    Dated,
    Derived,
    Example,
    Fact,
    Kind,
    Pack,
    Sensitivity,
    Value,
    Vocabulary,
    age_in_years,
    all_of,
    any_of,
    choose,
    larger,
    months_since,
    smaller,
)

LAW = Citation("临水市示例〔2026〕1号")
OLD_LAW = Citation("临水市示例〔2019〕7号")


class Life(Code):
    ALIVE = "alive", "健在", "alive"
    DEAD = "dead", "死亡", "dead"
    MISSING = "declared_missing", "宣告失踪", "declared missing"


class Measure(Code):
    NONE = "none", "无", "none"
    PRISON = "prison", "服刑", "prison"
    DETOX = "detox", "强制隔离戒毒", "compulsory detox"


class Study(Code):
    NONE = "none", "未就读", "not in school"
    COMPULSORY = "compulsory", "义务教育", "compulsory school"
    GENERAL_HIGH = "general_high", "普通高中", "general high school"
    VOCATIONAL = "vocational", "中等职业学校", "vocational school"


def fact(name: str, kind: Kind, zh: str, en: str, paper: str = "户口簿", **more) -> Fact:
    return Fact(name, kind, Text(zh, en), Text(paper, paper), Text("监护人", "guardian"), **more)


def parent(who: str, zh: str, en: str) -> list[Fact]:
    more = {"subject": who}
    return [
        fact(
            f"{who}_life",
            Kind.CODE,
            f"{zh}生存状况",
            f"whether {en} lives",
            "死亡证明",
            codes=Life,
            **more,
        ),
        fact(
            f"{who}_measure",
            Kind.CODE,
            f"{zh}受限措施",
            f"measure against {en}",
            "判决书",
            codes=Measure,
            **more,
        ),
        fact(
            f"{who}_measure_months",
            Kind.NUMBER,
            f"{zh}期限（月）",
            f"term of {en} in months",
            "判决书",
            **more,
        ),
        fact(
            f"{who}_out_of_contact_since",
            Kind.DATE,
            f"{zh}失联之日",
            f"{en} out of contact since",
            "查找回执",
            **more,
        ),
        fact(
            f"{who}_able",
            Kind.YES_NO,
            f"{zh}有监护能力",
            f"{en} is able to be guardian",
            "评估",
            **more,
        ),
    ]


child = Vocabulary(
    [
        fact("birth_date", Kind.DATE, "出生日期", "date of birth"),
        fact("city_hukou", Kind.YES_NO, "本市户籍", "registered in the city"),
        fact("study", Kind.CODE, "就读阶段", "school", "学籍证明", codes=Study),
        fact("adopted", Kind.YES_NO, "已被收养", "adopted", "收养登记证"),
        fact(
            "hiv_infected",
            Kind.YES_NO,
            "艾滋病病毒感染",
            "HIV-infected",
            "诊断",
            sensitivity=Sensitivity.STRICTEST,
        ),
        fact("disability_level", Kind.NUMBER, "残疾等级", "level of disability", "残疾人证"),
        fact("on_dibao", Kind.YES_NO, "本人享受低保", "counted in a dibao household", "低保证"),
        fact("own_dibao_amount", Kind.MONEY, "本人低保分类救助", "own dibao amount", "低保发放单"),
        fact(
            "household_income",
            Kind.MONEY,
            "家庭月收入",
            "household's monthly income",
            "收入核对报告",
        ),
        fact("household_size", Kind.NUMBER, "家庭人口", "persons in the household"),
        fact("moved_in_on", Kind.DATE, "迁入之日", "moved in on", "居住登记"),
        fact("receipt_held", Kind.YES_NO, "持有查找回执", "search receipt held", "查找回执"),
        *parent("father", "父亲", "the father"),
        *parent("mother", "母亲", "the mother"),
    ]
)

RATE = Dated(
    "rate",
    Text("保障标准", "standard"),
    [
        Value(date(2019, 7, 1), Decimal(2200), OLD_LAW["一"]),
        Value(
            date(2023, 7, 1),
            Decimal("2450.50"),
            OLD_LAW["二"],
            published=date(2023, 9, 15),
            confirmed=False,
        ),
        Value(date(2025, 7, 1), Decimal(2850), LAW["一"], published=date(2026, 1, 14)),
    ],
)
SHARE = Dated(
    "share",
    Text("比例", "share"),
    [
        Value(date(2019, 7, 1), Decimal("0.35"), OLD_LAW["三"]),
        Value(date(2026, 1, 1), Decimal("0.40"), LAW["三"]),
    ],
    Kind.RATIO,
)
DIBAO = Dated(
    "dibao",
    Text("低保标准", "dibao standard"),
    [
        Value(date(2024, 7, 1), Decimal(1450), LAW["四"]),
        Value(date(2026, 7, 1), NOT_CONFIGURED, LAW["四"]),
    ],
)
MEASURE_MONTHS = Dated(
    "measure-months", Text("最短期限", "shortest term"), [Value(date(2019, 7, 1), 6, LAW["五"])]
)

age = Derived("age", Text("周岁", "age"), age_in_years(child.birth_date), LAW["六"])


def _unable(who: str, zh: str, en: str) -> Derived:
    measure, months = child[f"{who}_measure"], child[f"{who}_measure_months"]
    lost = months_since(child[f"{who}_out_of_contact_since"]) >= 6
    imprisoned = measure.is_in(Measure.PRISON, Measure.DETOX) & (months >= MEASURE_MONTHS)
    return Derived(
        f"{who}_unable",
        Text(f"{zh}不能履行监护职责", f"{en} cannot be guardian"),
        Amended(
            f"{who}-unable",
            Text(f"{zh}不能履行监护职责", f"{en} cannot be guardian"),
            [
                (date(2016, 5, 31), imprisoned & (months >= 12), OLD_LAW["八"]),
                (
                    date(2019, 7, 1),
                    imprisoned | (lost & child.receipt_held.is_known() & child.receipt_held),
                    LAW["八"],
                ),
            ],
        ),
        LAW["八"],
    )


father_unable = _unable("father", "父亲", "the father")
mother_unable = _unable("mother", "母亲", "the mother")
father_lost = Derived(
    "father_lost",
    Text("失去父亲", "the father is lost"),
    child.father_life.is_in(Life.DEAD, Life.MISSING),
    LAW["七"],
)
mother_lost = Derived(
    "mother_lost",
    Text("失去母亲", "the mother is lost"),
    child.mother_life.is_in(Life.DEAD, Life.MISSING),
    LAW["七"],
)

ORPHAN = Category(
    "orphan", Text("孤儿", "orphan"), father_lost & mother_lost & ~child.adopted, LAW["九"]
)
DE_FACTO = Category(
    "de-facto",
    Text("事实无人抚养儿童", "de facto unsupported child"),
    all_of(father_lost | father_unable, mother_lost | mother_unable, ~(father_lost & mother_lost)),
    LAW["十"],
    unconfirmed=[Text("本类的范围尚待确认。", "The scope of this class is yet to be confirmed.")],
)
HIV = Category(
    "hiv", Text("艾滋病病毒感染儿童", "HIV-infected child"), child.hiv_infected, LAW["十一"]
)

CITY = Condition(
    "in-the-city",
    Text("本市户籍", "registered in the city"),
    child.city_hukou,
    LAW["二"],
    Text("该儿童不是本市户籍。", "The child is not registered in the city."),
)
YOUNG = Condition(
    "not-of-age",
    Text("未满十八周岁或在读", "under 18, or at school"),
    (age < 18) | child.study.is_in(Study.GENERAL_HIGH, Study.VOCATIONAL),
    LAW["六"],
    Text(
        "该儿童已年满十八周岁且不在规定学校就读。", "The child is 18 and at no school that counts."
    ),
)


def _class(category: Category) -> Condition:
    return Condition(
        category.code,
        category.label,
        category,
        category.law,
        Text(f"该儿童不属于{category.label.zh}。", f"The child is no {category.label.en}."),
    )


AN_ORPHAN = {
    "birth_date": date(2015, 2, 28),
    "city_hukou": True,
    "adopted": False,
    "father_life": "dead",
    "mother_life": "dead",
}

orphan_allowance = Benefit(
    "orphan-allowance",
    Text("孤儿基本生活费", "orphan allowance"),
    LAW["九"],
    "living-allowance",
    requires=[CITY, _class(ORPHAN), YOUNG],
    pays=RATE,
    examples=[
        Example(
            "an orphan raised by her grandmother",
            AN_ORPHAN,
            date(2026, 3, 1),
            pays=2850,
            category=ORPHAN,
        ),
        Example(
            "the same child, whose father's death is not yet proved",
            AN_ORPHAN | {"father_life": None},
            date(2026, 3, 1),
            lacks="father_life",
        ),
        Example(
            "the same child at eighteen, out of school",
            AN_ORPHAN | {"study": "none"},
            date(2033, 3, 1),
            refuses="not-of-age",
        ),
    ],
)
top_up = Derived(
    "top_up", Text("补差", "top-up"), (RATE - child.own_dibao_amount).at_least(0), LAW["三"]
)
de_facto_allowance = Benefit(
    "de-facto-allowance",
    Text("事实无人抚养儿童基本生活费", "de facto allowance"),
    LAW["十"],
    "living-allowance",
    requires=[CITY, _class(DE_FACTO), YOUNG],
    pays=choose((child.on_dibao, top_up), otherwise=RATE),
    excludes=["extreme-poverty"],
    recheck_months=6,
)
hiv_allowance = Benefit(
    "hiv-allowance",
    Text("感染儿童基本生活费", "HIV allowance"),
    LAW["十一"],
    "living-allowance",
    requires=[CITY, _class(HIV), YOUNG],
    pays=RATE * SHARE,
    rounding=Rounding.HALF_UP_YUAN,
)
nursing = Benefit(
    "nursing",
    Text("护理补贴", "nursing subsidy"),
    LAW["十二"],
    "nursing",
    requires=[
        Condition(
            "disabled",
            Text("重度残疾", "severely disabled"),
            child.disability_level <= 2,
            LAW["十二"],
            Text("残疾等级不符。", "The level does not count."),
        )
    ],
    pays=choose(
        (child.disability_level == 1, Decimal(300)),
        (age < 7, 200 + RATE * Decimal("0.015")),
        otherwise=100,
    ),
    begins=Begins.MONTH_OF_APPLICATION,
)
extreme_poverty = Benefit(
    "extreme-poverty",
    Text("特困供养", "extreme poverty support"),
    LAW["十三"],
    "poverty",
    requires=[
        CITY,
        Condition(
            "poor",
            Text("家庭收入低于低保标准", "income under the dibao standard"),
            child.household_income < DIBAO * child.household_size,
            LAW["十三"],
            Text("家庭收入不低于低保标准。", "The income is not under the standard."),
        ),
        Condition(
            "no-able-parent",
            Text("无有能力的父母", "no able parent"),
            ~any_of(child.father_able, child.mother_able),
            LAW["十三"],
            Text("父母一方有监护能力。", "A parent is able."),
        ),
    ],
    pays=larger(
        DIBAO * Decimal("1.5") - child.own_dibao_amount,
        smaller(child.household_income, Decimal("99.5")),
        0,
    ),
    rounding=Rounding.UP_FEN,
    unconfirmed=[Text("金额待确认。", "The amount is to be confirmed.")],
)
settling_in = Benefit(
    "settling-in",
    Text("安置费", "settling-in grant"),
    LAW["十四"],
    "settling-in",
    requires=[
        Condition(
            "recent",
            Text("迁入不足两个月", "moved in under two months ago"),
            (months_since(child.moved_in_on) < 2) & (child.moved_in_on >= child.birth_date),
            LAW["十四"],
            Text("迁入已满两个月。", "Moved in two months ago or more."),
        ),
        Condition(
            "nobody-able",
            Text("父母均不能监护", "neither parent can be guardian"),
            father_unable | mother_unable,
            LAW["十四"],
            Text("父母有一方可以监护。", "A parent can be guardian."),
        ),
    ],
    pays=RATE * child.household_size,
    period="once",
)
library_card = Benefit(
    "library-card",
    Text("免费借书证", "free library card"),
    LAW["十五"],
    "library",
    requires=[
        YOUNG,
        Condition(
            "study-known",
            Text("学籍已登记", "school on record"),
            child.study.is_known(),
            LAW["十五"],
            Text("学籍未登记。", "No school is on record."),
        ),
    ],
)

PACK = Pack(
    categories=[ORPHAN, DE_FACTO, HIV],
    benefits=[
        orphan_allowance,
        de_facto_allowance,
        hiv_allowance,
        nursing,
        extreme_poverty,
        settling_in,
        library_card,
    ],
    derived=[age, father_unable, mother_unable, father_lost, mother_lost, top_up],
    vocabulary=child,
)
