"""Letters say what they are given, to the letter, and are sheets an office would send."""

import dataclasses
import io
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from hutong.foundation.documents import letters
from hutong.foundation.documents._looking import looked_into
from hutong.foundation.documents._typesetting import TEMPLATES, typeset
from hutong.foundation.documents.letters import (
    CannotBeSet,
    Child,
    Office,
    Overpaid,
    Parent,
    Reason,
    SumLine,
)
from hutong.foundation.documents.letters.parts import in_words
from hutong.foundation.documents.letters.writing import _parts, in_chinese
from hutong.foundation.kernel.months import Month
from tests.foundation.documents import samples

LONG_NAME = "阿卜杜热合曼·买买提依明·阿布都克里木·努尔艾合买提·艾则孜"
MARKUP = '#eval("1+1") $x^2$ \\ [a] *b* _c_ <d> @e // f `g` ~ -- = + '
FOOT = re.compile(r"第\d+页共\d+页")
PAGES = {"agreement": 2, "granted": 2, "awarded": 2, "recovery": 2, "application": 2, "approval": 2}


def opened(pdf):
    return PdfReader(io.BytesIO(pdf))


def words(pdf):
    """All that the pages say from first to last, without gaps and without what stands at foot."""
    return FOOT.sub("", "".join(close(page.extract_text()) for page in opened(pdf).pages))


def close(text):
    return "".join(text.split())


def set_without_system_fonts(letter):
    data = in_chinese(_parts(letter))
    return typeset(letter.template, data, language="zh", on=letter.on, system_fonts=False)


# --- what they say --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sample", "sentences"),
    [
        (
            samples.receipt,
            [
                "北京市昌平区回龙观街道办事处",
                "回街民受〔2026〕17号",
                "受理通知书",
                "周桂兰：",
                "你于2026年3月2日为林小满（公民身份号码119901201705210222，儿童编号BJ2026000123）",
                "本机关将在受理之日起5个工作日内（至2026年3月10日）作出决定",
                "3.父亲的刑事判决书（京9901刑初218号）",
                "2026年3月9日",
            ],
        ),
        (
            samples.papers,
            [
                "补正材料通知书",
                "母亲失联的查找证明公安机关（派出所）须写明受理查找的日期",
                "请于2026年3月20日前补齐",
            ],
        ),
        (
            samples.granted,
            [
                "予以确认决定书",
                "自2026年4月起发放困境儿童生活费",
                "每月1,987.50元",
                "减：本人享受的低保金−862.50元",
                "36号）四（二），现决定：",
                "（示例）也可以在六个月内向人民法院提起行政诉讼。",
            ],
        ),
        (
            samples.declined,
            [
                "不予确认决定书",
                "1.母亲何婷在世，没有规定所列的任何一种情形。依据：《关于加强",
                "2.儿童不具有本市户籍。依据：京社委儿福发〔2019〕36号一。",
                "（示例）对本决定不服的，可以在收到本决定书之日起六十日内申请行政复议。依据：",
            ],
        ),
        (
            samples.stopped,
            ["停止发放告知书", "自2026年4月起停止发放，最后发放的月份为2026年3月。"],
        ),
        (
            samples.recovery,
            [
                "追回款项通知书",
                "以下月份多发10,800.00元",
                "2025年11月2,850.00元862.50元1,987.50元未扣除本人低保金",
                "合计10,800.00元",
                "请于2026年4月9日前退回",
            ],
        ),
        (
            samples.application,
            [
                "事实无人抚养儿童基本生活补贴申请表",
                "公民身份号码119901201705210222",
                "服刑在押，2025年11月1日起",
                "账号6214000000000000000",
                "本人同意民政部门为办理本申请，向有关部门核对",
                "龙泽苑社区居民委员会（盖章）",
            ],
        ),
        (
            samples.approval,
            [
                "事实无人抚养儿童基本生活补贴审批表",
                "父母双方均在规定的情形中",
                "每月发放1,987.50元起始月份2026年4月",
                "为保护儿童隐私，不公示。",
                "负责人：贾敏经办人：高岚回龙观街道办事处（盖章）",
            ],
        ),
        (
            samples.handover,
            [
                "岗位交接清单",
                "移交人钱进最后在岗日2026年3月10日",
                "事实无人抚养儿童基本生活补贴：已受理2026-0000017",
                "已超期未接收：案卷缺出生证明原件",
                "移交人沈立（代签：本人住院）日期2026年3月9日",
            ],
        ),
        (
            samples.agreement,
            [
                "养育监护协议（示范文本）编号：2026-0000017",
                "甲方（街道）名称回龙观街道办事处",
                "乙方（监护人）姓名周桂兰与儿童关系祖母公民身份号码119901195502040024",
                "第一条生活和安全（一）（示例）保障儿童的饮食、居住和安全。（二）（示例）听取儿童的意见。（依据：京社委儿福发〔2019〕36号第十六条、第十九条）",
                "第二条就学（示例）保障儿童完成义务教育。",
                "甲方（盖章）：",
                "乙方（签名或按手印）：",
            ],
        ),
        (
            samples.confirmation,
            [
                "监护人确认书",
                "祖父母、外祖父母兄、姐",
                "1．（示例）保障儿童的饮食、居住和安全。（示例）听取儿童的意见。",
                "监护人（签名或按手印）：",
            ],
        ),
        (
            samples.filing,
            [
                "委托照护备案表",
                "父亲林建国身份号码",
                "母亲身份号码",
                "父母双方同时外出其他正当理由：",
                "（依据：京社委儿福发〔2019〕36号示例）：有吸毒、酗酒、赌博等恶习",
            ],
        ),
        (
            samples.certificate,
            [
                "儿童福利证证号：(京)昌0001",
                "姓名林小满性别女",
                "起始月份2026年4月",
                "昌平区民政局（盖章）2026年3月9日",
            ],
        ),
        (
            samples.personal,
            [
                "困境儿童个人登记表",
                "姓名林小满性别女",
                "监护A良好C未监护",
                "户主周桂兰与儿童关系祖母",
                "填报人：审核人：（示例）未勾选的由填报人填写。",
            ],
        ),
        (
            samples.awarded,
            [
                "一、确认林小满的困境儿童就学补贴，每学年5,000.00元。自2026年9月起计入。",
                "二、（示例）每学年开学后一次发放。发放到林小满在北京银行的账户（尾号0000）。",
            ],
        ),
        (
            samples.account_changed,
            [
                "的保障款项，自2026年3月24日起将不再发放到下列账户。",
                "核准后等待15日才启用。",
                "新账户周桂兰农业银行1234",
                "变更的理由可以向本机关询问。",
            ],
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_letter_says_what_it_was_given(sample, sentences):
    pdf = letters.write(sample())

    assert [sentence for sentence in sentences if sentence not in words(pdf)] == []
    pages = opened(pdf).pages
    assert len(pages) == PAGES.get(sample.__name__, 1)
    assert FOOT.findall(close("".join(page.extract_text() for page in pages))) == [
        f"第{number}页共{len(pages)}页" for number in range(1, len(pages) + 1)
    ]


def test_a_refusal_names_every_reason_however_many_pages_that_takes():
    reasons = [f"第{number}条理由：{'说明' * 40}。" for number in range(1, 13)]

    pdf = letters.write(samples.declined(reasons=[Reason(reason) for reason in reasons]))

    assert [reason for reason in reasons if reason not in words(pdf)] == []
    assert len(opened(pdf).pages) == 3


def test_no_template_knows_an_article_or_a_remedy():
    for template in TEMPLATES.glob("*.typ"):
        text = template.read_text()
        assert not [word for word in ("复议", "诉讼", "六十日", "〔20", "第一条") if word in text]

    said = words(letters.write(samples.declined(remedies=())))
    assert "复议" not in said
    assert "诉讼" not in said


def test_what_is_owed_back_is_what_was_paid_beyond_what_was_due():
    letter = samples.recovery(
        months=(
            Overpaid(Month(2026, 1), Decimal(2850), Decimal("862.50")),
            Overpaid(Month(2026, 2), Decimal(2850), Decimal(0)),
        )
    )

    assert letter.total == Decimal("4837.50")
    assert "4,837.50元" in words(letters.write(letter))


def test_the_last_month_of_payment_is_the_one_before_it_stops():
    assert samples.stopped(first_unpaid_month=Month(2026, 1)).last_month == Month(2025, 12)


def test_what_is_not_known_stays_open_for_a_hand():
    unknown = samples.application(parents=(Parent(relation="父亲"), Parent(relation="母亲")))

    said = words(letters.write(unknown))

    assert "None" not in said
    assert "none" not in said
    assert "父亲" in said
    assert "母亲" in said


# --- names ----------------------------------------------------------------------------------------


def test_signs_that_a_typesetter_would_obey_stand_as_they_were_written():
    pdf = letters.write(
        samples.declined(
            recipient=MARKUP,
            reasons=[Reason(MARKUP)],
            office=Office(MARKUP[:12]),
        )
    )

    assert words(pdf).count(close(MARKUP)) == 2


@given(
    st.text(
        st.characters(codec="ascii", categories=["L", "N", "P", "S"])
        | st.sampled_from("王小满·〇（）"),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_a_name_is_made_of_it_is_never_read_as_markup(name):
    said = words(letters.write(samples.stopped(recipient=name, enquiries=(), remedies=())))

    assert f"停止发放告知书{name}：林小满" in said


def test_a_name_of_thirty_characters_stays_whole():
    assert len(LONG_NAME) == 30
    long = Child(LONG_NAME, id_number="119901201705210222")
    form = dataclasses.replace(samples.CHILD, name=LONG_NAME)

    letter = words(letters.write(samples.granted(child=long, recipient=LONG_NAME)))
    table = words(letters.write(samples.application(child=form)))

    assert letter.count(LONG_NAME) == 3
    assert table.count(LONG_NAME) == 2


def test_an_office_with_a_long_name_stands_on_two_lines():
    name = "北京市大兴区北京大兴国际机场临空经济区（大兴）管理委员会社会事务管理局"

    assert words(letters.write(samples.receipt(office=Office(name)))).startswith(name)


def test_what_no_font_shows_is_named():
    with pytest.raises(CannotBeSet) as refusal:
        letters.write(samples.receipt(recipient="王\U000f0000"))

    [finding] = refusal.value.findings
    assert "U+F0000" in finding.sentence.zh
    assert "U+F0000" in finding.sentence.en


def test_rare_characters_are_named_where_only_our_own_font_is():
    with pytest.raises(CannotBeSet) as refusal:
        set_without_system_fonts(samples.receipt(recipient="王䶮", child=Child("李𬭎")))

    sentence = refusal.value.findings[0].sentence.zh
    assert "“䶮”（U+4DAE）" in sentence
    assert "“𬭎”（U+2CB4E）" in sentence


def test_rare_characters_stand_where_the_system_has_a_font_for_them():
    letter = samples.receipt(recipient="王䶮", child=Child("李𬭎"))
    try:
        said = words(letters.write(letter))
    except CannotBeSet:
        pytest.skip("This machine has no font with rare characters.")

    assert "王䶮：" in said
    assert "李𬭎" in said


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\0", "\ud800"])
def test_signs_that_nobody_sees_are_refused(sign):
    with pytest.raises(CannotBeSet, match=f"U\\+{ord(sign):04X}"):
        letters.write(samples.receipt(recipient=f"周{sign}桂兰"))


# --- sheets ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", samples.ALL, ids=lambda sample: sample.__name__)
def test_our_own_font_is_enough_for_every_letter(sample):
    pdf = set_without_system_fonts(sample())

    assert words(pdf) == words(letters.write(sample()))


@pytest.mark.parametrize("sample", samples.ALL, ids=lambda sample: sample.__name__)
def test_a_letter_takes_less_than_a_second(sample):
    letter = sample()
    began = time.perf_counter()

    letters.write(letter)

    assert time.perf_counter() - began < 1


def test_a_letter_written_twice_is_the_same_letter():
    assert letters.write(samples.granted()) == letters.write(samples.granted())


def test_letters_written_at_once_do_not_mix():
    names = [f"周桂兰{number}号" for number in range(12)]

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda name: letters.write(samples.receipt(recipient=name)), names))

    assert [
        name for name, pdf in zip(names, made, strict=True) if f"{name}：" not in words(pdf)
    ] == []


def test_a_letter_can_be_archived_and_kept_as_a_paper():
    pdf = letters.write(samples.granted())

    assert looked_into(pdf).pages == 2
    told = opened(pdf)
    assert told.metadata.title == "予以确认决定书"
    assert told.metadata.creation_date.date() == samples.ON
    assert "<pdfaid:part>2</pdfaid:part>" in told.xmp_metadata.rdf_root.toxml()
    assert {page.mediabox[2:] == [595.2756, 841.8898] for page in told.pages} == {True}


# --- what is given --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 3, 5), "2026年3月5日"),
        (Month(2026, 11), "2026年11月"),
        (Decimal(2850), "2,850.00元"),
        (Decimal("-862.5"), "−862.50元"),
        (None, ""),
        (SumLine("标准", Decimal(1)), {"label": "标准", "amount": "1.00元", "basis": ""}),
        (samples.LAW["四（二）"], "京社委儿福发〔2019〕36号 四（二）"),
    ],
)
def test_values_stand_as_official_chinese_writes_them(value, shown):
    assert in_chinese(value) == shown


def test_what_cannot_be_a_letter_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="no template"):
        letters.render("../../secrets", {"on": samples.ON})
    with pytest.raises(TypeError, match="carries its day"):
        letters.render("receipt", {})
    with pytest.raises(TypeError, match="cannot show"):
        letters.render("receipt", {"on": samples.ON, "rate": 0.4})


@pytest.mark.parametrize(
    ("article", "told"),
    [
        ("9", "第九条"),
        ("10", "第十条"),
        ("13", "第十三条"),
        ("22", "第二十二条"),
        ("102", "第一百零二条"),
        ("110", "第一百一十条"),
        ("1098", "第一千零九十八条"),
        ("四（二）", "四（二）"),
    ],
)
def test_statutes_are_cited_by_article_in_words(article, told):
    assert in_words(article) == told
