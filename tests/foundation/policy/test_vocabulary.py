"""Facts that come from outside are read strictly, and every fault has its sentence."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.policy import Kind, NotAFact, Vocabulary, WrongKind
from hutong.foundation.policy.answers import as_text, in_words
from tests.foundation.policy.sample_law import Life, child, fact

CODES = "alive, dead, declared_missing"


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("adopted", True, True),
        ("adopted", "false", False),
        ("adopted", "是", True),
        ("father_life", "dead", "dead"),
        ("household_size", 3, 3),
        ("household_size", " 3 ", 3),
        ("birth_date", "2015-02-28", date(2015, 2, 28)),
        ("own_dibao_amount", "1812.50", Decimal("1812.50")),
        ("own_dibao_amount", 1812.5, Decimal("1812.50")),
        ("own_dibao_amount", 1812, Decimal(1812)),
        ("own_dibao_amount", None, None),
        ("father_life", "", None),
    ],
)
def test_what_json_gives_becomes_a_typed_answer(name, raw, value):
    read = child.parse(name, raw)

    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("name", "raw", "sentence"),
    [
        ("adopted", 1, "已被收养（adopted）：“1”不是“是”或“否”；请写 true 或 false。"),
        (
            "father_life",
            "asleep",
            f"父亲生存状况（father_life）：没有代码“asleep”；可用的代码：{CODES}。",
        ),
        ("household_size", 2.5, "家庭人口（household_size）：“2.5”不是整数。"),
        ("household_size", True, "家庭人口（household_size）：“True”不是整数。"),
        (
            "birth_date",
            "2015-02-30",
            "出生日期（birth_date）：“2015-02-30”不是日期；日期写作 2026-11-23。",
        ),
        (
            "birth_date",
            20150228,
            "出生日期（birth_date）：“20150228”不是日期；日期写作 2026-11-23。",
        ),
        (
            "own_dibao_amount",
            "12.345",
            "本人低保分类救助（own_dibao_amount）：“12.345”比分还小；金额最多写两位小数。",
        ),
        ("own_dibao_amount", True, "本人低保分类救助（own_dibao_amount）：“True”不是金额。"),
        ("birthdate", "2015-02-28", "没有名为“birthdate”的事实；相近的有：birth_date。"),
        ("favourite_colour", "red", "没有名为“favourite_colour”的事实。"),
    ],
)
def test_every_bad_value_has_a_sentence_that_names_the_fact(name, raw, sentence):
    with pytest.raises(NotAFact) as refusal:
        child.parse(name, raw)

    [finding] = refusal.value.findings
    assert finding.sentence.zh == sentence
    assert finding.field == name


def test_one_refusal_names_everything_that_is_wrong():
    with pytest.raises(NotAFact) as refusal:
        child.parse_all({"adopted": "maybe", "birth_date": "2015-02-28", "size": 3})

    assert [finding.field for finding in refusal.value.findings] == ["adopted", "size"]
    assert child.parse_all({"adopted": "no", "study": None}) == {"adopted": False, "study": None}


def test_an_answer_has_one_spelling_to_be_kept_in_and_one_to_be_read():
    assert as_text(True) == "true"
    assert as_text(Decimal("1812.5")) == "1812.50"
    assert as_text(date(2015, 2, 28)) == "2015-02-28"
    assert child.father_life.show("dead").zh == "死亡"
    assert child.adopted.show(False).en == "no"
    assert child.own_dibao_amount.show(Decimal("1812.5")).zh == "¥1,812.50"
    assert child.birth_date.show(date(2015, 2, 28)).en == "28 February 2015"
    assert child.birth_date.show(None).zh == "未知"
    assert in_words(Decimal("0.4"), Kind.RATIO).zh == "40%"


def test_a_vocabulary_is_read_by_attribute_by_name_and_in_order():
    assert child.father_life is child["father_life"]
    assert "father_life" in child
    assert [item.name for item in child][:2] == ["birth_date", "city_hukou"]
    assert child.father_life.record == "life"
    assert Life.DEAD.label.en == "dead"


def test_a_vocabulary_refuses_a_name_twice_and_a_code_without_its_codes():
    with pytest.raises(WrongKind, match="two facts named adopted"):
        Vocabulary([child.adopted, fact("adopted", Kind.YES_NO, "被收养", "adopted")])
    with pytest.raises(WrongKind, match="gives its codes"):
        fact("colour", Kind.CODE, "颜色", "colour")
    with pytest.raises(WrongKind, match="cannot name a column"):
        fact("birth date", Kind.DATE, "出生日期", "date of birth")
