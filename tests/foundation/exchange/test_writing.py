"""Tables on their way out: nothing in them can be run, and nothing is lost."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.foundation.exchange.reading import read_workbook
from hutong.foundation.exchange.writing import (
    Column,
    Page,
    Shape,
    starts_a_formula,
    write_csv,
    write_table_xlsx,
    write_workbook_xlsx,
)

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "=cmd|' /C calc'!A0",
]


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_in_a_workbook(text):
    written = write_table_xlsx(title="表", header=["备注"], rows=[[text]])

    cell = opened(written).active["A3"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.strip() == text.replace("\r", "\n").strip()


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_in_a_text_table(text):
    written = write_csv(header=["备注"], rows=[[text]])

    [_, [cell]] = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    assert cell == f"'{text}"
    assert written.startswith(b"\xef\xbb\xbf")


def test_numbers_of_people_stay_text_and_sums_stay_numbers():
    columns = [Column("身份证号", 20), Column("金额", 12, Shape.MONEY), Column("日", 12, Shape.DAY)]
    row = ["119901201508230024", Decimal("2850.00"), date(2026, 11, 1)]

    sheet = opened(write_workbook_xlsx([Page("发放", "", columns, [row])])).active

    assert [(cell.value, cell.data_type) for cell in sheet[2]][:2] == [
        ("119901201508230024", "s"),
        (2850, "n"),
    ]
    assert sheet["A2"].number_format == "@"
    assert sheet["B2"].number_format == "#,##0.00"
    assert sheet["C2"].value.date() == date(2026, 11, 1)


def test_a_page_is_ready_for_a4_with_grouped_headers_total_and_signatures():
    columns = [
        Column("序号", 6, Shape.NUMBER),
        Column("人数", group="一季度"),
        Column("资金", group="一季度"),
    ]
    page = Page(
        "汇总",
        "发放汇总表",
        columns,
        [[1, 2, 3]],
        ("填报单位：昌平区",),
        ["合计", 2, 3],
        ("制表人：",),
    )

    sheet = opened(write_workbook_xlsx([page, page])).worksheets[0]

    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:C1", "A3:A4", "B3:C3"}
    assert [cell.value for cell in sheet["A"]] == [
        "发放汇总表",
        "填报单位：昌平区",
        "序号",
        None,
        1,
        "合计",
        "制表人：",
    ]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$1:$4"


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_whatever_is_written_opens_again(texts):
    read = opened(write_table_xlsx(title="", header=["一"] * len(texts), rows=[texts])).active

    assert read.max_column <= max(len(texts), 1)
    assert write_csv(header=["一"], rows=[texts])


def test_what_we_write_we_read():
    written = write_table_xlsx(title="名单", header=["姓名", "备注"], rows=[["马䶮", "=1+1"]])
    text = write_csv(header=["姓名", "备注"], rows=[["马䶮", "=1+1"]])

    for content, name in ((written, "a.xlsx"), (text, "a.csv")):
        sheet = read_workbook(content, name).sheets[0]
        assert [cell.text for cell in sheet.rows[-1]] == ["马䶮", "=1+1"]


def test_an_empty_text_starts_nothing():
    assert not starts_a_formula("")
    assert not starts_a_formula("王小雨")
