from contextlib import suppress
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hutong.foundation.kernel.identity import (
    NotAnIdNumber,
    check_character,
    disagreements,
    mask,
    read_id_number,
)

# The example of the standard itself.
STANDARD = "11010519491231002X"


@st.composite
def numbers(draw):
    area = draw(st.integers(100_000, 999_999))
    born = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    first17 = f"{area}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return first17 + check_character(first17)


def sentences(raw, **keywords):
    with pytest.raises(NotAnIdNumber) as refusal:
        read_id_number(raw, **keywords)
    assert {finding.field for finding in refusal.value.findings} == {"id_number"}
    assert all(finding.sentence.en for finding in refusal.value.findings)
    return [finding.sentence.zh for finding in refusal.value.findings]


def test_the_example_of_the_standard_reads_as_the_standard_says():
    read = read_id_number(STANDARD)

    assert (read.number, read.birth_date, read.sex, read.area, read.from_15) == (
        STANDARD,
        date(1949, 12, 31),
        "2",
        "110105",
        False,
    )


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        "110105-19491231-002×",
        "\ufeff11010519491231002Х",
    ],
)
def test_a_number_is_read_as_people_and_machines_write_it(written):
    assert read_id_number(written).number == STANDARD


def test_an_old_number_of_fifteen_digits_becomes_the_new_one():
    read = read_id_number("110105491231002")

    assert (read.number, read.from_15) == (STANDARD, True)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "没有填写身份证号。"),
        (
            "1.10105E+17",
            "身份证号被表格软件存成了数字，末几位已经丢失；请对照证件，按文本重新填写。",
        ),
        ("1101051949123100", "身份证号应为18位（旧号15位），这里是16位。"),
        ("11O105194912310O2X", "身份证号的第3、16位不是数字。"),
        ("11010519491231002Y", "身份证号的最后一位应为数字或 X。"),
        ("110105491231٠02", "身份证号的第13位不是数字。"),
        (
            "110105194912310000",
            "身份证号校验不通过，且以 000 结尾，像是被表格软件截断过；请对照证件，按文本重新填写。",
        ),
        ("110105194912310021", "身份证号校验不通过，有一位或几位抄错，请对照证件核实。"),
    ],
)
def test_each_fault_has_its_own_sentence(written, sentence):
    assert sentences(written) == [sentence]


def test_a_day_that_no_calendar_has_is_refused():
    first17 = "11010520150230123"

    assert sentences(first17 + check_character(first17)) == [
        "身份证号中的出生日期 2015-02-30 不存在。"
    ]


def test_nobody_alive_was_born_in_1015():
    first17 = "11010510150203123"

    assert sentences(first17 + check_character(first17)) == [
        "身份证号中的出生日期 1015-02-03 太早，不可能是在世的人。"
    ]


def test_a_child_to_be_born_tomorrow_has_no_number_today():
    first17 = "11010520260304123"
    number = first17 + check_character(first17)

    assert sentences(number, on=date(2026, 3, 3)) == [
        "身份证号中的出生日期 2026-03-04 晚于 2026-03-03。"
    ]
    assert read_id_number(number, on=date(2026, 3, 4)).birth_date == date(2026, 3, 4)


def test_several_faults_are_all_named():
    assert sentences("010105201502301230") == [
        "身份证号中的出生日期 2015-02-30 不存在。",
        "身份证号的前六位是地区代码，不会以 0 开头。",
        "身份证号校验不通过，有一位或几位抄错，请对照证件核实。",
    ]


def test_an_abolished_area_stays_valid():
    first17 = "11010319800101001"  # Chongwen, until 2010

    assert read_id_number(first17 + check_character(first17)).area == "110103"


@given(numbers())
def test_a_sound_number_is_read_and_says_its_sex(number):
    read = read_id_number(number)

    assert read.number == number
    assert f"{read.birth_date:%Y%m%d}" == number[6:14]
    assert read.sex == ("1" if number[16] in "13579" else "2")


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_single_wrong_character_is_caught(number, place, wrong):
    assume(number[place] != wrong)

    with pytest.raises(NotAnIdNumber):
        read_id_number(number[:place] + wrong + number[place + 1 :])


@given(numbers(), st.integers(0, 16))
def test_every_swap_of_neighbours_is_caught(number, place):
    first, second = number[place : place + 2]
    assume(first != second)

    with pytest.raises(NotAnIdNumber):
        read_id_number(number[:place] + second + first + number[place + 2 :])


@given(
    st.text(
        alphabet=st.sampled_from("0123456789" * 5 + "Xx＊Ｘ１٠²①王E+. -\x00\ud800"), max_size=20
    )
)
def test_whatever_is_typed_is_read_or_refused(typed):
    with suppress(NotAnIdNumber):
        assert len(read_id_number(typed).number) == 18


def test_the_check_character_needs_seventeen_digits():
    assert check_character("11010519491231002") == "X"
    with pytest.raises(ValueError, match="seventeen digits"):
        check_character("1101051949123100X")


def test_a_record_of_a_boy_with_a_girls_number_is_found():
    found = disagreements(read_id_number(STANDARD), "1", date(1949, 12, 31), "day")

    assert [(finding.field, finding.sentence.zh) for finding in found] == [
        ("sex", "身份证号表明性别为女，登记的是男。")
    ]


@pytest.mark.parametrize(
    ("born", "precision", "sentence"),
    [
        (date(1949, 12, 30), "day", "身份证号表明出生于 1949-12-31，登记的是 1949-12-30。"),
        (date(1949, 11, 1), "month", "身份证号表明出生于 1949-12，登记的是 1949-11。"),
        (date(1950, 1, 1), "year", "身份证号表明出生于 1949，登记的是 1950。"),
    ],
)
def test_a_birth_date_is_compared_as_far_as_it_is_known(born, precision, sentence):
    found = disagreements(read_id_number(STANDARD), "2", born, precision)

    assert [(finding.field, finding.sentence.zh) for finding in found] == [("birth_date", sentence)]


@pytest.mark.parametrize(
    ("sex", "born", "precision"),
    [
        ("2", date(1949, 12, 31), "day"),
        ("9", None, "unknown"),
        ("0", date(1949, 12, 1), "month"),
        ("2", date(1949, 1, 1), "year"),
        ("2", date(1951, 6, 1), "estimated"),
    ],
)
def test_what_is_not_known_does_not_disagree(sex, born, precision):
    assert disagreements(read_id_number(STANDARD), sex, born, precision) == []


def test_a_bystander_sees_the_area_and_the_tail_only():
    assert mask(STANDARD) == "110105********002X"
    assert mask("110105491231002") == "110105*****1002"
    assert mask("E12345678") == "*****5678"
    assert mask("1234") == "****"
    assert mask("") == ""
