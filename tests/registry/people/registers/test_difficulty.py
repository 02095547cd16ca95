"""The register of children in difficulty (R6, R7): one a row, or one a form."""

from datetime import date

import pytest

from hutong.registry.people.models import Adult, Child, FactRecord, Relation
from hutong.registry.people.registers import actions as registers
from tests.registry.people.registers.rosters import number, workbook

TODAY = date(2026, 11, 3)
YUAN = number(date(2016, 2, 9), 1)
FATHER = number(date(1986, 5, 4), 3)
MOTHER = number(date(1988, 8, 1), 2)
LEGEND = "注：A孤儿 B特困儿童 C重病重残儿童 D贫困家庭儿童 E-2服刑人员子女"


@pytest.fixture
def sent(as_shen_li):
    """Sends a register in as Shen Li, and takes what can be taken."""

    def send(content, file_name="困境儿童.xlsx", **options):
        imported = registers.preview_register(
            file_name=file_name, content=content, by=as_shen_li, on=TODAY, **options
        )
        registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)
        return imported

    return send


def facts(**subject):
    return {
        record.name: record.value
        for record in FactRecord.objects.filter(**subject).exclude(name="birth_date")
    }


def roster(book, sheet):
    """A roster with a two-row merged header."""
    merged = book.add_format({"align": "center"})
    sheet.merge_range("A1:Q1", "昌平区困境儿童信息采集表", merged)
    sheet.write("A2", "填报单位：回龙观街道")
    upper = ["序号", "姓名", "性别", "出生年月", "身份证号", "现住址", "困境类型", "生活保障"]
    for column, text in enumerate(upper):
        sheet.merge_range(2, column, 3, column, text, merged)
    sheet.merge_range(2, 8, 2, 11, "父亲情况", merged)
    sheet.merge_range(2, 12, 2, 14, "母亲情况", merged)
    sheet.merge_range(2, 15, 2, 16, "残疾情况", merged)
    sheet.write_row(
        3,
        8,
        ["姓名", "身份证号", "状况", "刑期", "姓名", "身份证号", "状况", "残疾类别", "残疾等级"],
    )
    home = "昌平区回龙观街道龙泽苑社区2号楼"
    month = book.add_format({"num_format": 'yyyy"年"m"月"'})
    rows = [
        [1, "李思远", 1, "", YUAN, home, "C、E-2", "C", "李强", FATHER, "服刑在押", "3年6个月"],
        [2, "李思雨", 2, "", "", home, "D", "B，D", "李强", FATHER, "服刑在押", 42],
        [3, "王远", "男", "", "", home, "Z", "", "", "", "失联", ""],
    ]
    for place, row in enumerate(rows):
        sheet.write_row(4 + place, 0, row)
        sheet.write_datetime(4 + place, 3, date(2016, 2, 1), month)
    sheet.write_row(4, 12, ["周敏", MOTHER, "死亡", "肢体、智力", "二级"])
    sheet.write_row(5, 12, ["—", "", "已故", "听力残疾", "Ⅲ"])
    sheet.write_row(6, 12, ["", "", "正常、重残", "", ""])
    sheet.write("A8", "合计")
    sheet.write("B8", "3")
    sheet.write("A9", LEGEND)


def test_a_roster_with_a_merged_header_code_letters_and_two_siblings(sent):
    imported = sent(workbook(roster))

    rows = list(imported.rows.order_by("position"))
    assert imported.register == "R6"
    assert [row.verdict for row in rows] == ["take", "remarks", "remarks"]
    siyuan, siyu, wang = Child.objects.order_by("child_no")

    assert (siyuan.birth_date, siyuan.birth_precision) == (date(2016, 2, 9), "day")
    assert (siyu.birth_date, siyu.birth_precision) == (date(2016, 2, 1), "month")
    assert facts(child=siyuan) == {
        "on_dibao": "true",
        "disability_kind": "multiple",
        "disability_level": "2",
    }
    assert facts(child=siyu) == {
        "family_in_difficulty": "true",
        "on_tekun": "true",
        "disability_kind": "hearing",
        "disability_level": "3",
        "mother_life": "dead",
    }
    # Nobody knows who Wang Yuan's parents are, so he carries what is known of them.
    assert facts(child=wang) == {"father_out_of_contact": "true", "mother_life": "alive"}

    father = Adult.objects.get(id_number=FATHER)
    assert {relation.child for relation in Relation.objects.filter(adult=father)} == {siyuan, siyu}
    assert facts(adult=father) == {"life": "alive", "measure": "prison", "measure_months": "42"}
    assert facts(adult=Adult.objects.get(id_number=MOTHER)) == {"life": "dead"}


def test_siblings_whose_rows_tell_their_father_differently_are_not_both_taken(sent):
    def differing(book, sheet):
        roster(book, sheet)
        sheet.write("K6", "死亡")

    imported = sent(workbook(differing))

    second = imported.rows.get(position=2)
    assert second.verdict == "refused"
    assert "两种说法" in second.notes[-1]["zh"]
    assert Child.objects.filter(name="李思雨").count() == 0


def form(name, sex, id_number, top=0):
    """One child's form, as it is printed on A4."""

    def fill(_book, sheet):
        def below(place):
            return f"{place[0]}{int(place[1:]) + top}"

        def merge(first, last, text):
            sheet.merge_range(f"{below(first)}:{below(last)}", text)

        def write(place, text):
            sheet.write(below(place), text)

        merge("A1", "G1", "困境儿童和留守儿童基本信息采集表")
        merge("A2", "A7", "儿童\n情况")
        for place, text in {
            "B2": "姓名",
            "C2": name,
            "D2": "性别",
            "E2": sex,
            "F2": "民族",
            "G2": "回",
            "B3": "身份证号",
            "B4": "现住址",
            "B5": "健康状况",
            "C5": "□健康 ☑残疾 □患病",
            "D5": "残疾类型",
            "E5": "☑视力 □听力 ☑言语 □肢体",
            "F5": "残疾等级",
            "G5": "二级",
            "B6": "就学情况",
            "C6": "小学三年级",
            "D6": "入户情况",
            "E6": "属实",
            "B7": "社会福利救助扶贫落实情况",
            "C7": "低保√ 临时救助□ 医疗救助√",
        }.items():
            write(place, text)
        merge("C3", "G3", id_number)
        merge("C4", "G4", "回龙观街道云趣园社区5号楼")
        merge("A8", "A9", "父亲\n情况")
        for place, text in {
            "B8": "姓名",
            "C8": "李强",
            "D8": "身份证号",
            "E8": FATHER,
            "F8": "联系电话",
            "G8": "10012345678",
            "B9": "当前状况",
            "C9": "失联",
        }.items():
            write(place, text)
        merge("A10", "A11", "母亲\n情况")
        write("B10", "姓名")
        write("D10", "身份证号")
        write("B11", "当前状况")
        write("C11", "宣告失踪")
        merge("A12", "G12", "保障费发放情况")
        write("A13", "领取人")
        write("B13", "赵秀兰")
        write("C13", "与儿童关系")
        write("D13", "祖母")
        write("A14", "申请人：")
        write("D14", "核查人：高岚")

    return fill


def test_a_form_is_read_like_a_row(sent):
    imported = sent(workbook(form("李思远", "男", YUAN)))

    [row] = imported.rows.all()
    assert [note["zh"] for note in row.notes] == []
    child = Child.objects.get()
    assert (child.name, child.ethnic_group, child.id_number) == ("李思远", "回族", YUAN)
    assert child.residence.name == "云趣园社区"
    assert facts(child=child) == {
        "disability_kind": "multiple",
        "disability_level": "2",
        "study": "compulsory",
        "on_dibao": "true",
        "mother_life": "declared_missing",
    }
    father = Adult.objects.get()
    assert (father.name, father.phone, facts(adult=father)) == (
        "李强",
        "10012345678",
        {"out_of_contact": "true"},
    )
    assert "赵秀兰" in row.cells.values()
    assert not Adult.objects.filter(name="赵秀兰").exists()


def test_several_forms_in_one_workbook(sent):
    def fill(book, sheet):
        form("李思远", "男", YUAN)(book, sheet)
        form("王小雨", "女", "", top=20)(book, sheet)
        form("赵安", "男", "119901")(book, book.add_worksheet("赵安"))

    imported = sent(workbook(fill))

    rows = [
        (row.name, row.sheet, row.row, row.verdict) for row in imported.rows.order_by("position")
    ]
    assert rows == [
        ("李思远", "Sheet1", 1, "take"),
        ("王小雨", "Sheet1", 21, "remarks"),
        ("赵安", "赵安", 1, "refused"),
    ]
    assert imported.rows.get(position=3).notes[0]["column"] == "C"


def test_the_payee_is_nobodys_guardian(sent):
    rows = [
        ["困境儿童花名册"],
        ["姓名", "性别", "现住址", "困境类别", "领取人", "户主（监护人）"],
        ["王小雨", "女", "回龙观街道云趣园社区", "B", "李桂兰", "王建国"],
    ]

    sent(workbook(rows))

    assert [relation.adult.name for relation in Relation.objects.all()] == ["王建国"]


def test_own_dibao_in_yuan_and_in_ten_thousands(sent):
    for header, written in (("低保金额（元）", "1,395.00"), ("低保金额（万元）", 0.1395)):
        rows = [["困境儿童"], ["姓名", "性别", "现住址", header]]
        rows.append([f"王{header[5]}", "女", "回龙观街道云趣园社区", written])
        sent(workbook(rows), kind="R6")

    amounts = FactRecord.objects.filter(name="own_dibao_amount").values_list("value", flat=True)
    assert list(amounts) == ["1395.00", "1395.00"]
