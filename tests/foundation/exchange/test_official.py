"""Official tables: what they must add up to, and how they stand on paper."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.foundation.exchange.official import (
    BrokenCheck,
    Check,
    Filled,
    NotACheck,
    Numbered,
    Official,
    Outcome,
    summed,
    write_official,
)
from hutong.foundation.exchange.writing import Shape
from hutong.foundation.kernel.text import Text

# Children by age and sex: 1 = 2 + 3 + 4, 4 = 5 + 6.
BY_AGE = Official(
    code="T1",
    name=Text("年龄表", "by age"),
    purpose=Text("试表", "a trial"),
    title="儿童年龄统计表",
    columns=(
        Numbered("地区", 18),
        *(
            Numbered(header, 9, Shape.NUMBER, group, summed=True)
            for group, header in (
                ("", "合计"),
                ("0—5周岁", "男"),
                ("0—5周岁", "女"),
                ("6周岁以上", "小计"),
                ("6周岁以上", "男"),
                ("6周岁以上", "女"),
            )
        ),
        Numbered("资金（万元）", 14, Shape.TEN_THOUSANDS, summed=True),
    ),
    checks=(Check("1=2+3+4"), Check("4=5..6")),
    legend=("年龄按统计日计算。",),
    signatures=("填报人", "复核人"),
    unit="人、万元",
    stubs=1,
    shows_numbers=True,
)
NANKOU = ("南口地区", 6, 1, 2, 3, 1, 2, Decimal("1.710000"))
SHAHE = ("沙河地区", 9, 4, 0, 5, 5, 0, Decimal("2.565001"))


def filled(*rows, total=None):
    return Filled(BY_AGE, "北京市昌平区", "截至 2026 年 11 月 23 日", "2026-11-23", rows, total)


def whole(*rows):
    return filled(*rows, total=summed(BY_AGE, rows))


def test_a_check_is_read_as_the_form_prints_it():
    check = Check("1 = 2+5+8 = 11..14+20")

    assert check.sums == ((1,), (2, 5, 8), (11, 12, 13, 14, 20))
    assert check.spoken == "1列=2列+5列+8列=11列+12列+13列+14列+20列"


@pytest.mark.parametrize("text", ["", "1", "1=", "1=0", "1=2-3", "a=b", "1==2", "1=2+"])
def test_what_states_no_sums_is_no_check(text):
    with pytest.raises(NotACheck):
        Check(text)


def test_a_table_has_the_columns_its_checks_ask_for():
    with pytest.raises(NotACheck, match="T2 has 1 columns"):
        Official(
            "T2",
            BY_AGE.name,
            BY_AGE.purpose,
            "",
            (Numbered("地区"), Numbered("合计")),
            (Check("1=2"),),
            stubs=1,
        )


def test_every_row_and_the_total_are_held_to_every_check():
    judged = whole(NANKOU, SHAHE).judged

    assert [(one.spoken, one.outcome) for one in judged] == [
        ("1列=2列+3列+4列", Outcome.HOLDS),
        ("4列=5列+6列", Outcome.HOLDS),
        ("合计=各行之和", Outcome.HOLDS),
    ]


def test_a_wrong_number_is_caught_with_its_row_its_columns_and_both_sums():
    wrong = ("沙河地区", 9, 4, 0, 5, 3, 0, Decimal("2.565001"))

    with pytest.raises(BrokenCheck) as refused:
        write_official(whole(NANKOU, wrong))

    assert [finding.sentence.zh for finding in refused.value.findings] == [
        "“沙河地区”行：4列 为 5，5列+6列 为 3，两者应当相等。",
        "“合计”行：4列 为 8，5列+6列 为 6，两者应当相等。",
    ]


def test_a_total_that_is_not_the_sum_of_its_rows_is_caught():
    total = [*summed(BY_AGE, (NANKOU, SHAHE))]
    total[1:4] = [16, 6, 2]  # adds up in itself, and not with the rows

    broken = [one for one in filled(NANKOU, SHAHE, total=total).judged if one.unequal]

    assert [place.finding.sentence.en for one in broken for place in one.unequal] == [
        "Row “合计”: 1列合计 comes to 16 and 1列各行之和 to 15; they should be equal.",
        "Row “合计”: 2列合计 comes to 6 and 2列各行之和 to 5; they should be equal.",
    ]


def test_an_empty_cell_breaks_nothing_and_passes_nothing():
    unknown = ("沙河地区", 9, 4, None, 5, 5, 0, None)

    judged = whole(NANKOU, unknown).judged

    assert [one.outcome for one in judged] == [
        Outcome.CANNOT_BE_TOLD,
        Outcome.HOLDS,
        Outcome.CANNOT_BE_TOLD,
    ]
    assert write_official(whole(NANKOU, unknown))


COUNTS = st.integers(0, 10**6)
ROWS = st.lists(
    st.builds(
        lambda boys, girls, older_boys, older_girls, cents: (
            "某地",
            boys + girls + older_boys + older_girls,
            boys,
            girls,
            older_boys + older_girls,
            older_boys,
            older_girls,
            Decimal(cents) / 1_000_000,
        ),
        *[COUNTS] * 5,
    ),
    min_size=1,
    max_size=30,
)


@given(rows=ROWS)
def test_tables_that_add_up_hold_whatever_their_numbers(rows):
    assert {one.outcome for one in whole(*rows).judged} == {Outcome.HOLDS}


@given(rows=ROWS, data=st.data())
def test_any_one_number_that_is_changed_is_caught(rows, data):
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(1, 7))
    by = data.draw(st.integers(1, 1000))
    total = summed(BY_AGE, rows)
    changed = [*rows[row]]
    changed[column] += by
    wrong = filled(*rows[:row], tuple(changed), *rows[row + 1 :], total=total)

    assert not wrong.holds
    with pytest.raises(BrokenCheck):
        write_official(wrong)


def test_it_stands_on_paper_as_the_form_does():
    content = write_official(whole(NANKOU, SHAHE))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["年龄表"]

    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_col=8)] == [
        ["儿童年龄统计表", *[None] * 7],
        [
            "填报单位：北京市昌平区　　截至 2026 年 11 月 23 日　　单位：人、万元",
            *[None] * 7,
        ],
        ["地区", "合计", "0—5周岁", None, "6周岁以上", None, None, "资金（万元）"],
        [None, None, "男", "女", "小计", "男", "女", None],
        ["甲", "1", "2", "3", "4", "5", "6", "7"],
        ["南口地区", 6, 1, 2, 3, 1, 2, 1.71],
        ["沙河地区", 9, 4, 0, 5, 5, 0, 2.565001],
        ["合计", 15, 5, 2, 8, 6, 2, 4.275001],
        ["注：年龄按统计日计算。", *[None] * 7],
        ["填报人：＿＿＿＿＿＿　　复核人：＿＿＿＿＿＿　　填报日期：2026-11-23", *[None] * 7],
    ]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {
        "A1:H1",
        "A3:A4",
        "B3:B4",
        "C3:D3",
        "E3:G3",
        "H3:H4",
    }
    assert sheet["H6"].number_format == "#,##0.00####"
    assert sheet["B6"].number_format == "0"
    assert round(sheet.column_dimensions["A"].width) == 19
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$4"


def test_a_day_in_a_register_stays_a_day():
    register = Official(
        "T3",
        Text("名册", "register"),
        Text("试表", "a trial"),
        "名册",
        (Numbered("序号", 6, Shape.NUMBER), Numbered("姓名"), Numbered("出生日期", 12, Shape.DAY)),
    )
    rows = [(1, "王小雨", date(2016, 5, 21)), (2, "李思远", "2016年5月")]

    content = write_official(Filled(register, "昌平区", "", "2026-11-23", rows))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active

    assert sheet["C4"].number_format == "yyyy-mm-dd"
    assert sheet["C5"].value == "2016年5月"
