"""What a file shows is read as it stands there, with its kind and its address."""

from datetime import date, datetime

import pytest

from hutong.foundation.exchange.cells import Cell, Kind, letters, number_of
from hutong.foundation.exchange.faults import UnreadableFile
from hutong.foundation.exchange.reading import read_workbook
from tests.foundation.exchange.workbooks import part, repacked, workbook

ROSTER = "序号,姓名,性别,身份证号\r\n1,王小雨,女,119901201508230024\r\n2,马䶮,男,\r\n"


def only_sheet(content, name="花名册.xlsx"):
    [sheet] = read_workbook(content, name).sheets
    return sheet


def texts(sheet, number):
    return [cell.text for cell in sheet.row(number)]


def test_cells_keep_their_kind_and_their_address():
    def fill(book, sheet):
        sheet.write_string("B3", "王小雨")
        sheet.write_number("C3", 2850.5)
        sheet.write_datetime("D3", date(2015, 6, 1), book.add_format({"num_format": "yyyy/m/d"}))
        sheet.write_boolean("E3", True)
        sheet.write_formula("F3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("G3", "=A1", None, "王")
        sheet.write_blank("H3", None, book.add_format({"bold": True}))

    row = only_sheet(workbook(fill)).row(3)

    assert [(cell.address, cell.kind, cell.text) for cell in row] == [
        ("B3", Kind.TEXT, "王小雨"),
        ("C3", Kind.NUMBER, "2850.5"),
        ("D3", Kind.DAY, "2015-06-01"),
        ("E3", Kind.YES_NO, "TRUE"),
        ("F3", Kind.ERROR, "#DIV/0!"),
        ("G3", Kind.TEXT, "王"),
    ]
    assert row.cell(8).kind is Kind.EMPTY


def test_a_day_shown_as_a_month_is_a_month():
    def fill(book, sheet):
        for column, shown in enumerate(
            ['yyyy"年"m"月"', "yyyy-mm", 57, "[$-804]yyyy年m月;@", "yyyy-mm-dd", 31]
        ):
            style = book.add_format({"num_format": shown})
            sheet.write_datetime(0, column, datetime(2015, 6, 1), style)  # noqa: DTZ001 - a sheet knows no zone

    row = only_sheet(workbook(fill)).row(1)

    assert [cell.kind for cell in row] == [Kind.MONTH] * 4 + [Kind.DAY] * 2
    assert row.cell(1).text == "2015-06"


def test_both_calendars_of_spreadsheets_give_the_same_day():
    def fill(book, sheet):
        style = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(0, 0, date(2015, 6, 1), style)

    for calendar_of_1904 in (False, True):
        sheet = only_sheet(workbook(fill, date_1904=calendar_of_1904))
        assert sheet.cell(1, 1).text == "2015-06-01"


def test_a_long_number_is_marked_as_damaged():
    sheet = only_sheet(
        workbook(
            [
                [119901201508230024, 119901150823002, 13800138000, "119901201508230024"],
                ["119901201508230000", "1.19901E+17", "1.2E+3", "6222020200012345678"],
            ]
        )
    )

    assert [cell.lost_digits for cell in sheet.row(1)] == [True, True, False, False]
    assert [cell.lost_digits for cell in sheet.row(2)] == [True, True, False, False]
    assert sheet.cell(1, 3).text == "13800138000"


def test_a_hidden_sheet_is_named_and_not_used():
    def fill(book, sheet):
        sheet.write_string("A1", "姓名")
        old = book.add_worksheet("旧名单")
        old.write_string("A1", "不应读到")
        old.hide()
        older = book.add_worksheet("更旧")
        older.very_hidden()

    read = read_workbook(workbook(fill), "a.xlsx")

    assert [sheet.name for sheet in read.sheets] == ["花名册"]
    assert read.hidden == ("旧名单", "更旧")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
def test_a_text_table_is_read_in_every_encoding_that_offices_use(encoding):
    sheet = only_sheet(ROSTER.encode(encoding), "花名册.csv")

    assert texts(sheet, 2) == ["1", "王小雨", "女", "119901201508230024"]
    assert texts(sheet, 3) == ["2", "马䶮", "男"]
    assert sheet.cell(2, 2).kind is Kind.UNTYPED


def test_a_rare_character_of_the_old_standard_gets_its_place_in_the_new_one():
    sheet = only_sheet("姓名\n马".encode("gb18030") + b"\xfe\x59", "a.csv")

    assert sheet.cell(2, 1).text == "马\u9fb4"
    assert only_sheet(workbook([["马\ue81e"]])).cell(1, 1).text == "马\u9fb4"


def test_what_is_no_character_is_marked_as_lost():
    sheet = only_sheet(repacked_with_nul())

    assert sheet.cell(1, 1).text == "王\ufffd雨"


def repacked_with_nul():
    content = workbook([["王Q雨"]])
    strings = part(content, "xl/sharedStrings.xml").replace(b"Q", b"_x0000_")
    return repacked(content, {"xl/sharedStrings.xml": strings})


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_the_mark_between_cells_is_found(delimiter):
    sheet = only_sheet(ROSTER.replace(",", delimiter).encode(), "花名册.csv")

    assert texts(sheet, 1) == ["序号", "姓名", "性别", "身份证号"]


def test_quotes_line_breaks_and_the_tricks_that_keep_numbers_whole():
    sheet = only_sheet(
        b'sep=;\r\n"a;b";"x\ny";="119901201508230024";\'007;"\t119901201508230024"\r\n\r\nlast',
        "a.csv",
    )

    assert texts(sheet, 2) == ["a;b", "x\ny", "119901201508230024", "007", "119901201508230024"]
    assert [row.number for row in sheet.rows] == [2, 4]


def test_text_that_is_no_table_is_refused_with_its_line():
    cases = {
        b"a,b\n\x81\xff,c": "encoding",
        b"a,b\n\x01\x02\x03\x04": "not-text",
        b'a,b\nc,"d': "quotes",
        b'a,b\n"c"d,e': "quotes",
        b"a,b\n" + b"x" * 40_000: "long-cell",
    }

    for content, code in cases.items():
        with pytest.raises(UnreadableFile) as refusal:
            read_workbook(content, "a.csv")
        assert (refusal.value.code, "2" in str(refusal.value)) == (code, True)


def test_columns_are_named_as_spreadsheets_name_them():
    assert [letters(column) for column in (1, 26, 27, 100, 16_384)] == ["A", "Z", "AA", "CV", "XFD"]
    assert all(number_of(letters(column)) == column for column in range(1, 16_385, 37))
    assert Cell(7, 28).address == "AB7"
