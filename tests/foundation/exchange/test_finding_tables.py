"""The table on a sheet is found below its title and above its signatures."""

import pytest

from hutong.foundation.exchange.forms import find_forms
from hutong.foundation.exchange.reading import read_workbook
from hutong.foundation.exchange.tables import Heading, PassedOver, find_table, header_key
from tests.foundation.exchange.workbooks import workbook

HEADINGS = (
    Heading("name", ("姓名", "儿童姓名")),
    Heading("id_number", ("身份证号", "公民身份号码", "身份证号码")),
    Heading("sex", ("性别",)),
    Heading("address", ("现住址", "住所")),
    Heading("standard", ("保障标准",)),
    Heading("father_name", ("父亲/姓名", "father/姓名")),
    Heading("father_phone", ("父亲/联系电话", "father/联系电话")),
    Heading("mother_name", ("母亲/姓名", "mother/姓名")),
)
PARTS = {"father": ("父亲", "父亲情况"), "mother": ("母亲", "母亲情况"), "": ("儿童情况",)}


def sheet_of(rows):
    return read_workbook(workbook(rows), "a.xlsx").sheets[0]


def table(rows):
    return find_table(sheet_of(rows), HEADINGS, needed=["name"], keys=["name", "id_number"])


def test_a_plain_roster_with_everything_offices_put_around_it():
    found = table(
        [
            ["昌平区困境儿童花名册"],
            ["填报单位：城北街道", None, None, "填报日期：2026.11.3"],
            [],
            ["序号", "儿童\n姓 名", "性别", "公民身份号码（18位）"],
            [1, 2, 3, 4],
            [1, "王小雨", "女", "119901201508230024"],
            [2, "李思远", "男", "无"],
            [None, None, None, None],
            ["序号", "儿童\n姓 名", "性别", "公民身份号码（18位）"],
            [3, "赵安", "男", ""],
            ["合计", 3, None, None],
            ["注：A.孤儿 B.特困"],
            ["C.重病重残儿童"],
            ["填报人：沈立", None, "负责人：", None],
        ]
    )

    assert found.title == "昌平区困境儿童花名册"
    assert found.unit == "城北街道"
    assert (found.first_header_row, found.last_header_row) == (4, 4)
    assert found.columns == {"name": 2, "sex": 3, "id_number": 4}
    assert [found.cell(row, "name").text for row in found.body] == ["王小雨", "李思远", "赵安"]
    assert [(passed.row, passed.why) for passed in found.passed] == [
        (5, PassedOver.NUMBERING),
        (9, PassedOver.HEADER_AGAIN),
        (11, PassedOver.TOTAL),
        (12, PassedOver.BELOW),
        (13, PassedOver.BELOW),
        (14, PassedOver.BELOW),
    ]
    assert [found.headers[column] for column in found.unknown] == ["序号"]


@pytest.mark.parametrize("merged", [True, False])
def test_a_header_of_two_rows_merged_or_only_looking_so(merged):
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["序号", "姓名", "父亲", "", "母亲", "住所"])
        sheet.write_row(1, 2, ["姓名", "联系电话", "姓名"])
        sheet.write_row(2, 0, [1, "王小雨", "王强", "10012345678", "李娟", "东小口村"])
        if merged:
            for column in (0, 1, 5):
                text = ["序号", "姓名", "", "", "", "住所"][column]
                sheet.merge_range(0, column, 1, column, text)
            sheet.merge_range(0, 2, 0, 3, "父亲")

    found = table(fill)

    assert found.last_header_row == 2
    assert found.columns == {
        "name": 2,
        "father_name": 3,
        "father_phone": 4,
        "mother_name": 5,
        "address": 6,
    }
    assert found.header_of("father_phone") == "父亲 联系电话"
    assert len(found.body) == 1


def test_a_vertically_merged_header_takes_its_second_row_along():
    def fill(_book, sheet):
        sheet.merge_range(0, 0, 1, 0, "姓名")
        sheet.merge_range(0, 1, 0, 2, "其他")
        sheet.write_row(1, 1, ["甲", "乙"])
        sheet.write_row(2, 0, ["王小雨", "x", "y"])

    found = table(fill)

    assert found.last_header_row == 2
    assert [found.headers[column] for column in found.unknown] == ["其他 甲", "其他 乙"]


def test_headers_are_known_in_any_dress():
    for text in (
        "姓　名",
        "*姓名",
        "姓名：",
        "1.姓名",
        "姓\n名",
        "（姓名）",
        "儿童姓名(必填)",
        " 姓名 *",
    ):
        assert table([[text, "性别"], ["王小雨", "女"]]).columns["name"] == 1
    assert header_key("户主（监护人）") == "户主监护人"


def test_a_header_that_stands_twice_is_named():
    found = table([["姓名", "性别", "儿童姓名"], ["王小雨", "女", "王小雨"]])

    assert found.doubled == {"name": (1, 3)}


def test_a_row_without_a_name_is_an_entry_nobody_loses():
    found = table([["姓名", "性别", "住所"], ["王小雨", "女", "a"], [None, "男", "b"]])

    assert len(found.body) == 2


def test_a_sheet_without_the_needed_column_has_no_table():
    assert table([["性别", "住所"], ["女", "a"]]) is None
    assert table([["只有一句话"]]) is None


def form_of(fill):
    return find_forms(sheet_of(fill), HEADINGS, needed=["name"], sections=PARTS)


def test_a_form_is_read_by_its_labels():
    def fill(_book, sheet):
        sheet.merge_range("A1:F1", "困境儿童基本信息采集表")
        sheet.merge_range("A2:A4", "儿童情况")
        sheet.write_row("B2", ["姓名", "王小雨", "性别", "女"])
        sheet.write("B3", "身份证号")
        sheet.merge_range("C3:E3", "119901201508230024")
        sheet.write("B4", "现住址：东小口村3号")
        sheet.merge_range("A5:A6", "父亲")
        sheet.write_row("B5", ["姓名", "王强", "联系电话", "10012345678"])
        sheet.merge_range("A7:F7", "母亲情况")
        sheet.write_row("A8", ["姓名", "联系电话", "住所"])
        sheet.write_row("A9", ["李娟"])

    [form] = form_of(fill)

    assert {name: cell.text for name, cell in form.values.items()} == {
        "name": "王小雨",
        "sex": "女",
        "id_number": "119901201508230024",
        "address": "东小口村3号",
        "father_name": "王强",
        "father_phone": "10012345678",
        "mother_name": "李娟",
    }
    assert form.values["id_number"].address == "C3"
    assert form.title == "困境儿童基本信息采集表"


def test_a_part_named_only_beside_its_first_row_holds_the_rows_below():
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["儿童情况", "姓名", "王小雨"])
        sheet.write_row(1, 0, ["父亲", "姓名", "王强"])
        sheet.write_row(2, 0, [None, "联系电话", "10012345678"])
        sheet.write_row(3, 0, ["母亲", "联系电话", "10087654321"])
        sheet.write_row(4, 0, [None, "姓名", "李娟"])

    [form] = form_of(fill)

    assert {name: cell.text for name, cell in form.values.items()} == {
        "name": "王小雨",
        "father_name": "王强",
        "father_phone": "10012345678",
        "mother_name": "李娟",
    }


def test_parts_may_stand_side_by_side():
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["姓名", "王小雨"])
        sheet.write_row(1, 0, ["父亲", None, "母亲", None])
        sheet.write_row(2, 0, ["姓名", "王强", "姓名", "李娟"])
        sheet.write_row(3, 0, ["联系电话", "10012345678", "联系电话", "10087654321"])

    [form] = form_of(fill)

    assert form.values["father_name"].text == "王强"
    assert form.values["mother_name"].text == "李娟"
    assert form.values["father_phone"].text == "10012345678"


def test_a_word_for_a_part_may_also_be_a_value():
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["姓名", "王小雨", "住所", "父亲", "性别", "女"])
        sheet.write_row(1, 0, ["父亲", "姓名", "王强", "民族", "汉"])

    [form] = form_of(fill)

    assert form.values["address"].text == "父亲"
    assert form.values["sex"].text == "女"
    assert form.values["father_name"].text == "王强"


def test_what_is_under_somebody_else_is_never_the_childs():
    found = table(
        [
            ["姓名", "性别", "父亲", None, "母亲", None],
            [None, None, "姓名", "身份证号", "姓名", "现住址"],
            ["王小雨", "女", "王强", "1", "李娟", "别处"],
        ]
    )

    assert found.columns == {"name": 1, "sex": 2, "father_name": 3, "mother_name": 5}

    def fill(_book, sheet):
        sheet.write_row(0, 0, ["儿童情况", "姓名", "王小雨"])
        sheet.write_row(1, 0, ["父亲", "姓名", "王强", "现住址", "别处"])

    [form] = form_of(fill)

    assert "address" not in form.values


def test_forms_one_under_another_are_told_apart():
    def fill(_book, sheet):
        for place, name in enumerate(["王小雨", "李思远", "赵安"]):
            top = place * 5
            sheet.write(top, 0, "困境儿童登记表")
            sheet.write_row(top + 1, 0, ["姓名", name, "性别", "女"])
            sheet.write_row(top + 2, 0, ["父亲", "姓名", "某某"])

    forms = form_of(fill)

    assert [form.values["name"].text for form in forms] == ["王小雨", "李思远", "赵安"]
    assert [form.first_row for form in forms] == [1, 6, 11]


def test_an_empty_field_does_not_take_its_neighbours_label():
    def fill(_book, sheet):
        sheet.write_row(0, 0, ["姓名", "王小雨", "性别", None, "身份证号", "119901201508230024"])
        sheet.write_row(1, 0, ["住所", "性别说明"])

    [form] = form_of(fill)

    assert "sex" not in form.values
    assert form.values["id_number"].text == "119901201508230024"
