"""A rule in words says what the rule says, with its article and its figures."""

import re
from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import (
    NOT_CONFIGURED,
    ON_DAY,
    YES_OR_NO,
    Dated,
    Kind,
    Value,
    age_in_years,
    months_since,
)
from hutong.foundation.policy.wording import definitions, describe, describe_benefit, outline
from hutong.law.beijing import pack
from tests.foundation.policy.sample_law import (
    DE_FACTO,
    DIBAO,
    ORPHAN,
    PACK,
    RATE,
    Life,
    age,
    child,
    de_facto_allowance,
    father_unable,
)

LAW = Citation("示例规定")


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (child.adopted, "已被收养", "adopted"),
        (~child.adopted, "并非“已被收养”", "it is not so that “adopted”"),
        (child.adopted == False, "并非“已被收养”", "it is not so that “adopted”"),  # noqa: E712 - it builds a rule
        (child.father_life == "dead", "父亲生存状况为“死亡”", "whether the father lives is “dead”"),
        (
            ~child.father_life.is_in(Life.DEAD, Life.MISSING),
            "父亲生存状况不为“死亡”、“宣告失踪”之一",
            "whether the father lives is not one of “dead”, “declared missing”",
        ),
        (
            age < 18,
            "按出生日期计算未满18周岁",
            "under 18 years of age by date of birth",
        ),
        (
            ~(age_in_years(child.birth_date) < 18),
            "按出生日期计算已满18周岁",
            "at least 18 years of age by date of birth",
        ),
        (
            months_since(child.moved_in_on) >= 6,
            "自迁入之日起已满6个月",
            "at least 6 full months since moved in on",
        ),
        (
            child.moved_in_on <= ON_DAY,
            "迁入之日不晚于认定当日",
            "moved in on is not after the day of the decision",
        ),
        (child.study.is_known(), "“就读阶段”已有记录", "“school” is on record"),
        (~child.study.is_known(), "“就读阶段”没有记录", "“school” is not on record"),
        (
            (child.adopted | child.on_dibao) & child.city_hukou,
            "（已被收养，或者本人享受低保），并且本市户籍",
            "(adopted, or counted in a dibao household), and registered in the city",
        ),
        (
            child.household_income < DIBAO * 3,
            "家庭月收入低于“低保标准”乘以3",
            "household's monthly income is less than “dibao standard” times 3",
        ),
        (
            (RATE - (child.own_dibao_amount - 100)).at_least(0),
            "“保障标准”减去（本人低保分类救助减去¥100.00）（不低于¥0.00）",
            "“standard” minus (own dibao amount minus ¥100.00) (not less than ¥0.00)",
        ),
        (
            de_facto_allowance.pays,
            "若本人享受低保，则“补差”；否则“保障标准”",
            "if counted in a dibao household: “top-up”; otherwise “standard”",
        ),
    ],
)
def test_a_rule_reads_as_a_sentence_in_both_languages(rule, zh, en):
    assert describe(rule, "zh") == zh
    assert describe(rule, "en") == en


SWITCH = Dated(
    "one-rate",
    Text("同一标准", "one rate for all"),
    [Value(date(2011, 1, 1), 0, LAW["一"]), Value(date(2020, 1, 1), 1, LAW["二"])],
    words=YES_OR_NO,
)
UNSET = Dated(
    "reading-not-settled",
    Text("身份不详的计入", "the unknown count"),
    [Value(date(2011, 1, 1), NOT_CONFIGURED, LAW["三"])],
    kind=Kind.NUMBER,
    words=YES_OR_NO,
)
SHARE = Dated(
    "share-of-the-rate",
    Text("按标准的比例", "share of the rate"),
    [
        Value(date(2011, 1, 1), Decimal(0), LAW["四"]),
        Value(date(2020, 1, 1), Decimal("0.40"), LAW["五"]),
    ],
    kind=Kind.RATIO,
    words={Decimal(0): Text("另有标准", "a rate of its own")},
)


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (SWITCH == 1, "“同一标准”为“是”", "“one rate for all” is “yes”"),
        (~(SWITCH == 1), "“同一标准”不为“是”", "“one rate for all” is not “yes”"),
        (
            UNSET == 1,
            "“身份不详的计入”为“是”（尚未配置）",
            "“the unknown count” is “yes” (not configured)",
        ),
        (
            Decimal(0) != SHARE,
            "“按标准的比例”不为“另有标准”",
            "“share of the rate” is not “a rate of its own”",
        ),
        (
            SWITCH,
            "自2011年1月1日起 否（示例规定 一）；自2020年1月1日起 是（示例规定 二）",
            "no from 1 January 2011 (示例规定 一); yes from 1 January 2020 (示例规定 二)",
        ),
        (
            SHARE,
            "自2011年1月1日起 另有标准（示例规定 四）；自2020年1月1日起 40%（示例规定 五）",
            (
                "a rate of its own from 1 January 2011 (示例规定 四);"
                " 40% from 1 January 2020 (示例规定 五)"
            ),
        ),
    ],
)
def test_a_switch_of_the_law_reads_as_yes_or_no(rule, zh, en):
    assert describe(rule, "zh") == zh
    assert describe(rule, "en") == en


def test_no_rule_of_the_city_shows_a_switch_as_a_number():
    for benefit in pack().benefits:
        printed = describe_benefit(benefit, "zh") + describe_benefit(benefit, "en")
        assert "＝" not in printed
        assert not re.search(r"为[0-9]|高于0%|起 [01]，| [01] from", printed)


def test_a_named_rule_is_described_by_what_it_says():
    assert describe(ORPHAN, "zh") == "“失去父亲”，并且“失去母亲”，并且并非“已被收养”"


def test_a_figure_is_described_by_every_value_it_had():
    assert describe(RATE, "zh") == (
        "自2019年7月1日起 ¥2,200.00（临水市示例〔2019〕7号 一）；"
        "自2023年7月1日起 ¥2,450.50，2023年9月15日公布，待与原文核对（临水市示例〔2019〕7号 二）；"
        "自2025年7月1日起 ¥2,850.00，2026年1月14日公布（临水市示例〔2026〕1号 一）"
    )
    assert describe(DIBAO, "en").endswith(
        "not configured from 1 July 2026 (临水市示例〔2026〕1号 四)"
    )


def test_an_outline_keeps_the_structure_for_a_page():
    found = outline(DE_FACTO)

    assert (found.text.zh, str(found.law)) == ("同时符合下列各项", "临水市示例〔2026〕1号 十")
    assert [item.text.zh for item in found.items] == [
        "“失去父亲”，或者“父亲不能履行监护职责”",
        "“失去母亲”，或者“母亲不能履行监护职责”",
        "并非（“失去父亲”，并且“失去母亲”）",
    ]


def test_every_name_is_explained_once_with_its_wordings():
    found = definitions(father_unable)

    assert [item.label.zh for item in found] == ["父亲不能履行监护职责", "最短期限"]
    assert [str(item.law) for item in found[0].clause.items] == [
        "临水市示例〔2019〕7号 八",
        "临水市示例〔2026〕1号 八",
    ]


def test_a_whole_benefit_can_be_laid_beside_the_statute():
    names = {benefit.code: benefit.name for benefit in PACK.benefits}
    text = describe_benefit(de_facto_allowance, "zh", names)

    lines = text.splitlines()
    assert lines[4].endswith(
        "按出生日期计算未满18周岁，或者就读阶段为“普通高中”、“中等职业学校”之一。"
    )
    assert lines[:4] + lines[5:13] == [
        "事实无人抚养儿童基本生活费（临水市示例〔2026〕1号 十）",
        "条件（须全部符合）：",
        "一、本市户籍（临水市示例〔2026〕1号 二）。",
        "二、事实无人抚养儿童（临水市示例〔2026〕1号 十）。",
        "金额：",
        "每月：按下列情形之一确定：",
        "一、本人享受低保的：“补差”（临水市示例〔2026〕1号 三）。",
        "二、其他情形：“保障标准”。",
        "四舍五入到分。",
        "自确认的次月起发放。",
        "不得与下列待遇同时享受：特困供养。",
        "每6个月复核一次。",
    ]
    assert "　　1．自父亲失联之日起已满6个月。" in text.splitlines()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", [benefit.code for benefit in pack().benefits])
def test_every_benefit_of_the_shipped_law_can_be_printed(code, language):
    benefit = pack().benefit(code)

    text = describe_benefit(benefit, language)

    for condition in benefit.requires:
        assert str(condition.law) in text
        assert condition.label.in_language(language).lower() in text.lower()
