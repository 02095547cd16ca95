"""A register is sent in, looked over, taken, and the rest handed back."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hutong.foundation.access import acting
from hutong.foundation.exchange.models import Receipt
from hutong.registry.people.models import Child, ImportedFile
from tests.registry.people.registers.rosters import number, orphan_row, orphans

XIAOYU = number(date(2015, 6, 1), 2)
SIYUAN = number(date(2016, 2, 9), 1)
WRONG = "110114201605210013"


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def roster(*rows):
    return orphans(
        *(orphan_row(姓名=name, 性别="", 身份证号码=id_number) for name, id_number in rows)
    )


def file(content, name="花名册.xlsx"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def sent(gao_lan):
    """Gao Lan sends in two good rows and a faulty one."""
    content = roster(("王小雨", XIAOYU), ("赵晓彤", WRONG), ("李思远", SIYUAN))
    return gao_lan.post("/imports/", {"file": file(content)})["Location"]


def test_a_register_with_faults_shows_them_first_with_their_cells(gao_lan, sent):
    page = gao_lan.get(sent)

    assert "3 行，2 行能导入，1 行不能" in text(page)
    lines = page.context["lines"]
    assert [line.row.name for line in lines] == ["赵晓彤", "王小雨", "李思远"]
    assert lines[0].notes[0].cell == "F5"
    assert lines[0].notes[0].stops
    assert WRONG not in page.content.decode()


def test_gao_lan_takes_what_can_be_taken_and_sees_whom(gao_lan, sent, shen_li):
    taken = gao_lan.post(f"{sent}accept/", {"all": "yes"}, follow=True)

    with acting(shen_li):
        names = set(Child.objects.values_list("name", flat=True))
    assert names == {"王小雨", "李思远"}
    assert "登记了 2 名儿童" in text(taken)
    assert [line.row.name for line in taken.context["lines"]] == ["王小雨", "李思远"]
    assert taken.content.decode().count('href="/children/') >= 2

    again = gao_lan.post(f"{sent}accept/", {"all": "yes"}, follow=True)
    assert "登记了 0 名儿童" in text(again)


def test_only_the_rows_that_were_ticked_are_taken(gao_lan, sent, shen_li):
    lines = gao_lan.get(sent).context["lines"]
    xiaoyu = next(line.row.pk for line in lines if line.row.name == "王小雨")

    gao_lan.post(f"{sent}accept/", {"rows": [str(xiaoyu)]})

    with acting(shen_li):
        assert [child.name for child in Child.objects.all()] == ["王小雨"]


def test_nothing_ticked_takes_nothing_and_a_faulty_row_cannot_be_forced(gao_lan, sent, shen_li):
    refused = gao_lan.get(sent).context["lines"][0].row.pk

    nothing = gao_lan.post(f"{sent}accept/")
    forced = gao_lan.post(f"{sent}accept/", {"rows": [str(refused)]})

    assert (nothing.status_code, forced.status_code) == (422, 422)
    assert "没有勾选任何一行" in text(nothing)
    assert "不能导入" in text(forced)
    with acting(shen_li):
        assert not Child.objects.exists()


def test_what_cannot_be_taken_goes_back_with_its_reasons_under_a_name_that_names_nobody(
    gao_lan, sent, shen_li
):
    back = gao_lan.post(f"{sent}back/")

    assert back["Content-Disposition"] == 'attachment; filename="R8-returned-2026-03-05.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(back.content)).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "赵晓彤" in cells
    assert "王小雨" not in cells
    assert any("校验" in cell for cell in cells)
    with acting(shen_li):
        assert Receipt.objects.filter(direction="out").count() == 1


def test_a_long_register_is_paged_by_place_in_the_order_of_the_verdicts(gao_lan, sent, monkeypatch):
    monkeypatch.setattr("hutong.interfaces.web.imports.ON_A_PAGE", 1)

    seen, address = [], sent
    while address:
        page = gao_lan.get(address)
        seen += [line.row.name for line in page.context["lines"]]
        onward = page.context["onward"]
        address = f"{sent}{onward}" if onward else ""

    assert seen == ["赵晓彤", "王小雨", "李思远"]
    assert gao_lan.get(f"{sent}?after=x").status_code == 404
    assert gao_lan.get(f"{sent}?show=x").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("花名册.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "旧式工作簿"),
        ("花名册.pdf", b"%PDF-1.7", "不是表格"),
        ("花名册.xlsx", b"PK\x03\x04broken", "工作簿"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field_and_leaves_nothing(
    gao_lan, shen_li, name, content, sentence
):
    page = gao_lan.post(
        "/imports/", {"file": file(content, name), "kind": "R8", "as_of": "2026-01-01"}
    )

    assert page.status_code == 422
    assert sentence in text(page)
    assert '<option value="R8" selected>' in page.content.decode()
    assert 'value="2026-01-01"' in page.content.decode()
    with acting(shen_li):
        assert not ImportedFile.objects.exists()
        assert not Receipt.objects.exists()


def test_no_file_and_a_day_to_come_are_asked_for_again(gao_lan):
    assert "请先选一个文件" in text(gao_lan.post("/imports/"))

    late = {"file": file(roster(("王小雨", XIAOYU))), "as_of": "2026-04-01"}
    assert "不能晚于今天" in text(gao_lan.post("/imports/", late))


def test_a_register_of_another_district_is_not_found(zheng_yuan, sent):
    assert zheng_yuan.get(sent).status_code == 404
    assert zheng_yuan.post(f"{sent}accept/", {"all": "yes"}).status_code == 404
    assert zheng_yuan.post(f"{sent}back/").status_code == 404
    assert "还没有名册" in text(zheng_yuan.get("/imports/"))
