from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.foundation.kernel.names import NotAName, SearchText, pinyin_of, tidy


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("王　强", "王强"),
        (" 王 小\u200b明 ", "王小明"),
        ("欧阳 娜娜", "欧阳娜娜"),
        ("买买提 艾力", "买买提 艾力"),
        ("José  María", "José María"),
        ("Ａｎｎａ", "Anna"),
        ("王\n小明", "王小明"),
        ("𠮷𬭎䶮", "𠮷𬭎䶮"),
        ("葛\U000e0100明", "葛\U000e0100明"),
        ("晴\ufa12", "晴\ufa12"),
        ("\ufa5b艺", "\ufa5b艺"),
        ("e\u0301lan", "élan"),
        ("王\ue81e", "王\u9fb4"),
        ("韩", "韩"),
    ],
)
def test_a_name_is_stored_with_all_its_characters(written, stored):
    assert tidy(written) == stored


@pytest.mark.parametrize("dot", ["·", "•", "・", "‧", "⋅", "．", "･", " · ", ".", "∙"])
def test_every_middle_dot_is_stored_as_the_same_one(dot):
    assert tidy(f"阿依古丽{dot}买买提") == "阿依古丽·买买提"


def test_the_full_stop_of_a_latin_name_stays():
    assert tidy("John F. Smith") == "John F. Smith"


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "没有填写姓名。"),
        (" \u3000", "没有填写姓名。"),
        ("王\x00明", "姓名中有无法保存的控制字符，请重新录入。"),
        ("王\ud842", "姓名中有无法保存的控制字符，请重新录入。"),
        ("王\u202e明", "姓名中有改变书写方向的隐藏字符，请重新录入。"),
        ("王?", "姓名中有代替缺字的符号（如“?”“*”“□”），请对照证件补全。"),
        ("王\ufffd", "姓名中有代替缺字的符号（如“?”“*”“□”），请对照证件补全。"),
        ("王\ue000", "姓名中有只在某台机器上显示的自造字，请改用国家标准（GB 18030）中的字。"),
        ("王" * 101, "姓名超过 100 个字符。"),
    ],
)
def test_what_cannot_stand_as_a_name_is_refused_with_a_sentence(written, sentence):
    with pytest.raises(NotAName) as refusal:
        tidy(written)

    assert [finding.sentence.zh for finding in refusal.value.findings] == [sentence]
    assert refusal.value.findings[0].field == "name"


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("王小明", "wang xiao ming"),
        ("单雄信", "shan xiong xin"),
        ("仇英", "qiu ying"),
        ("曾国", "zeng guo"),
        ("解珍", "xie zhen"),
        ("区小红", "ou xiao hong"),
        ("查良镛", "zha liang yong"),
        ("盖叫天", "ge jiao tian"),
        ("朴正秀", "piao zheng xiu"),
        ("任小霞", "ren xiao xia"),
        ("华罗庚", "hua luo geng"),
        ("卜凡", "bu fan"),
        ("吕丽", "lv li"),
        ("欧阳修", "ou yang xiu"),
        ("司马光", "si ma guang"),
        ("上官婉儿", "shang guan wan er"),
        ("诸葛亮", "zhu ge liang"),
        ("尉迟恭", "yu chi gong"),
        ("长孙无忌", "zhang sun wu ji"),
        ("万俟雅", "mo qi ya"),
        ("乐正绫", "yue zheng ling"),
        ("尉迟", "wei chi"),
        ("李单", "li dan"),
        ("单增·卓玛", "dan zeng zhuo ma"),
        ("阿依古丽·买买提", "a yi gu li mai mai ti"),
        ("王𠮷㐂", "wang 𠮷 㐂"),
        ("𬭎", "hong"),
        ("葛\U000e0100明", "ge ming"),
        ("〇", "ling"),
        ("José O'Brien-Smith", "jose o brien smith"),
        ("བསྟན་འཛིན", "བསྟན འཛིན"),
        ("مۇھەممەت", "مۇھەممەت"),
        ("王Anna", "wang anna"),
        ("", ""),
    ],
)
def test_a_name_is_read_as_its_owner_reads_it(name, read):
    assert " ".join(pinyin_of(name).tokens) == read


def test_readings_serve_a_list_and_a_search():
    assert pinyin_of("欧阳娜娜") == (
        ("ou", "yang", "na", "na"),
        "ouyangnana",
        "oynn",
        "ou yang 欧 阳 na na",
    )


def test_a_list_goes_by_syllables_and_keeps_a_surname_together():
    names = ["程远山", "于小明", "陈怡晓", "余安", "孙安邦", "苏念禾", "胡行", "陈白", "黄语安"]
    names += ["于丽", "艾孜买提", "Anna Chen"]

    assert sorted(names, key=lambda name: pinyin_of(name).in_order) == [
        "艾孜买提",
        "Anna Chen",
        "陈白",
        "陈怡晓",
        "程远山",
        "胡行",
        "黄语安",
        "苏念禾",
        "孙安邦",
        "于丽",
        "于小明",
        "余安",
    ]


# Characters that have broken systems before: of every plane, direction, width and kind.
AWKWARD = list(
    "王欧阳单𠮷㐂䶮〇々\ufa12\U0002f800aZé\u0301'’-.·•．・･ \u3000\t\n\x00\x7f\x85\ud800\u00ad"
    "\u200b\u200d\u200f\u202e\u2066\ufeff\ufe00\U000e0101\ue81e\ue000\U0010ffff\ufffd?□＊ｅＡ９ﬁ①½གནམྱིམུھ\u180e\u180bᠮอำ한ힰ"
    "😀👩\U000e0061"
)


@given(st.text(alphabet=st.sampled_from(AWKWARD), max_size=12))
def test_whatever_is_typed_is_stored_or_refused_and_can_be_read(typed):
    reading = pinyin_of(typed)
    assert reading.joined == "".join(reading.tokens)
    assert len(reading.initials) == len(reading.tokens)

    SearchText.of(typed)
    with suppress(NotAName):
        name = tidy(typed)
        assert tidy(name) == name
        assert "\x00" not in name
        name.encode()


HAN = st.one_of(
    st.integers(0x3400, 0x4DBF), st.integers(0x4E00, 0x9FFF), st.integers(0x20000, 0x2A6DF)
)


@given(st.lists(HAN.map(chr), min_size=1, max_size=10))
def test_every_chinese_character_has_one_token(name):
    assert len(pinyin_of("".join(name)).tokens) == len(name)


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("王小", SearchText(characters="王小")),
        ("王 小明", SearchText(characters="王小明")),
        ("wangx", SearchText(pinyin="wangx", initials="wangx")),
        ("Wang Xiao", SearchText(pinyin="wangxiao", initials="wangxiao")),
        ("xi'an", SearchText(pinyin="xian", initials="xian")),
        ("Lü", SearchText(pinyin="lv", initials="lv")),
        ("0012", SearchText(id_tail="0012")),
        ("００２ｘ", SearchText(id_tail="002X")),
        ("110105 19491231 002x", SearchText(id_tail="11010519491231002X")),
        ("12", SearchText(characters="12")),
        ("王\x00", SearchText()),
        ("  ", SearchText()),
    ],
)
def test_the_search_box_knows_what_was_typed(typed, meaning):
    assert SearchText.of(typed) == meaning
