"""Which register a file holds, what was noticed about the file, and what goes back."""

import io
from datetime import date

import openpyxl
import pytest

from hutong.foundation.exchange.faults import UnreadableFile
from hutong.foundation.exchange.models import Receipt
from hutong.foundation.exchange.reading import read_workbook
from hutong.registry.people.models import Child, ImportedFile
from hutong.registry.people.registers import actions as registers
from hutong.registry.people.registers import queries
from hutong.registry.people.registers.catalogue import REGISTERS, detect
from tests.registry.people.registers.rosters import ORPHANS, number, orphan_row, orphans, workbook

TODAY = date(2026, 11, 3)
XIAOYU = number(date(2015, 6, 1), 2)


@pytest.fixture
def sent(as_shen_li):
    """Sends a register in as Shen Li."""

    def send(content, file_name="花名册.xlsx", **options):
        return registers.preview_register(
            file_name=file_name, content=content, by=as_shen_li, on=TODAY, **options
        )

    return send


def told(rows, name="花名册.xlsx"):
    return detect(read_workbook(workbook(rows), name)).code


def test_a_file_says_which_register_it_is():
    child = ["王小雨", "女", "龙泽苑社区"]

    assert told([["孤儿台账"], ["姓名", "性别", "现住址"], child]) == "R8"
    assert told([["困境儿童花名册"], ["姓名", "性别", "住所"], child]) == "R6"
    assert told([["农村留守儿童花名册"], ["姓名", "性别", "现居住地"], child]) == "R1"
    assert told([["姓名", "福利证号", "儿童类别"], child]) == "R8"
    assert told([["姓名", "性别", "父母双方同时外出"], child]) == "R1"


def test_a_file_that_could_be_several_asks_for_the_kind(sent):
    plain = workbook([["姓名", "性别", "现住址"], ["王小雨", "女", "龙泽苑社区"]])

    with pytest.raises(registers.NoSuchRegister, match="分不清"):
        sent(plain)
    assert sent(plain, kind="R7").register == "R6"
    with pytest.raises(registers.NoSuchRegister, match="没有“R9”"):
        sent(plain, kind="R9")
    assert set(REGISTERS) == {"R1", "R6", "R7", "R8"}


def test_a_file_without_a_register_leaves_nothing(sent):
    for rows in ([["你好"]], [["性别", "住所"], ["女", "x"]], [list(ORPHANS)]):
        with pytest.raises(registers.NoSuchRegister):
            sent(workbook(rows))
    with pytest.raises(UnreadableFile):
        sent(b"not a workbook")
    assert not Receipt.objects.exists()
    assert not ImportedFile.objects.exists()


def test_sheets_without_a_register_and_hidden_ones_are_named(sent):
    def fill(book, sheet):
        sheet.write_row(0, 0, ORPHANS)
        sheet.write_row(1, 0, orphan_row(身份证号码=XIAOYU))
        book.add_worksheet("说明").write("A1", "填表说明")
        old = book.add_worksheet("旧表")
        old.write("A1", "x")
        old.hide()

    imported = sent(workbook(fill))

    assert [remark["zh"] for remark in imported.remarks] == [
        "工作表“说明”上没有找到名册，没有读取。",
        "工作表“旧表”是隐藏的，没有读取。",
    ]


def test_children_on_several_sheets_are_one_register(sent):
    def fill(book, sheet):
        for place, target in enumerate([sheet, book.add_worksheet("望京")]):
            target.write_row(0, 0, ORPHANS)
            target.write_row(
                1,
                0,
                orphan_row(姓名=f"王{'一二'[place]}", 身份证号码=number(date(2015, 6, 1), place)),
            )

    imported = sent(workbook(fill))

    assert [(row.sheet, row.row, row.name) for row in imported.rows.order_by("position")] == [
        ("Sheet1", 2, "王一"),
        ("望京", 2, "王二"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_table_is_taken_like_a_workbook(sent, as_shen_li, encoding):
    text = "\r\n".join(
        [
            "孤儿台账",
            ",".join(ORPHANS),
            ",".join(str(cell) for cell in orphan_row(身份证号码=XIAOYU, 姓名="马䶮")),
        ]
    )

    imported = sent(text.encode(encoding), "孤儿台账.csv")
    registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)

    assert Child.objects.get().name == "马䶮"


def test_what_cannot_be_taken_goes_back_with_the_reasons_and_comes_in_again(sent):
    imported = sent(
        orphans(
            orphan_row(身份证号码=XIAOYU),
            orphan_row(姓名="李思远", 性别="男", 身份证号码="119901", 福利证号="=1+1"),
            orphan_row(姓名=""),
        )
    )

    back = registers.rejected_as_xlsx(imported)

    sheet = openpyxl.load_workbook(io.BytesIO(back)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0][:2] == ("工作表", "行号")
    assert rows[0][-1] == "不能导入的原因"
    assert [row[1] for row in rows[1:]] == [5, 6]
    assert rows[1][-1] == "F5：身份证号应为18位（旧号15位），这里是6位。"
    assert "=1+1" in rows[1]
    assert "C6：没有填写姓名。" in rows[2][-1]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)

    place = rows[0].index("身份证号码")
    sheet.cell(3, place + 1).value = number(date(2014, 3, 2), 1)
    mended = io.BytesIO()
    sheet.parent.save(mended)
    again = sent(mended.getvalue(), kind="R8")
    assert [row.verdict for row in again.rows.order_by("position")] == ["take", "refused"]
    assert queries.counts(again)["waiting"] == 1


def test_the_newest_file_stands_first(sent):
    sent(orphans(orphan_row(身份证号码=XIAOYU)), "一.xlsx")
    sent(orphans(orphan_row(身份证号码=XIAOYU)), "二.xlsx")

    assert {found.receipt.file_name for found in queries.files()} == {"一.xlsx", "二.xlsx"}


def test_no_formula_and_no_odd_sign_reaches_the_register(sent, as_shen_li):
    imported = sent(
        orphans(
            orphan_row(姓名="=cmd|' /C calc'!A0"),
            orphan_row(姓名="王\u202e小雨"),
            orphan_row(姓名="王\ue000雨"),
            orphan_row(
                姓名="赵安", 现住址="昌平区回龙观街道龙泽苑社区'; drop table people_child;--"
            ),
        )
    )
    registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)

    assert [child.name for child in Child.objects.all()] == ["赵安"]
    assert [row.verdict for row in imported.rows.order_by("position")][:3] == ["refused"] * 3


def test_what_has_no_letter_is_no_name(sent):
    imported = sent(orphans(orphan_row(姓名=0.0), orphan_row(姓名="12"), orphan_row(姓名="··")))

    assert {row.verdict for row in imported.rows.all()} == {"refused"}
