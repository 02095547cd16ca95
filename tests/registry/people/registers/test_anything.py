"""Whatever stands in the cells, every row gets a verdict and nothing breaks."""

import random
from datetime import date

import pytest

from hutong.registry.people.models import Child, ImportedRow
from hutong.registry.people.registers import actions as registers
from hutong.registry.people.registers.catalogue import REGISTERS
from tests.registry.people.registers.rosters import number, workbook

TODAY = date(2026, 11, 3)
HOME = "昌平区回龙观街道龙泽苑社区"
ODD = (
    *(
        "",
        " ",
        "—",
        "无",
        "/",
        "0",
        "1",
        "2",
        "9",
        "-1",
        "男",
        "女",
        "是",
        "否",
        "√",
        "×",
        "□",
        "☑健康 □残疾",
    ),
    *(
        "'; drop table people_child; --",
        "%s %(x)s {0} {x}",
        "=1+1",
        "@SUM(1)",
        "<script>",
        "\\",
        "\t",
        "\n",
    ),
    *(
        "2015.6",
        "2015年6月",
        "20150601",
        "15.6",
        "2015-02-30",
        "42156",
        "明天",
        "1.19901E+17",
        "9" * 30,
    ),
    *(
        "王小雨",
        "古丽娜尔·艾力",
        "马䶮",
        "𠮷野",
        "王?雨",
        "a\u202eb",
        "é" * 99,
        "王" * 101,
        "长" * 5000,
    ),
    *("昌平区回龙观街道龙泽苑社区", "河北省邯郸市", "北京市", "昌平区", "龙泽苑", "某处" * 40),
    *(
        "A",
        "A,C",
        "E-2",
        "Z",
        "死亡、服刑",
        "一级",
        "五级",
        "小学",
        "祖父",
        "3年6个月",
        "100-1234-5678",
    ),
    *(0, 1, 2.5, -3, 1e300, 119901201506010024, 42156, True, False, date(2015, 6, 1), None),
    *(number(date(2015, 6, 1), 2), number(date(2014, 1, 9), 1), "119901150601002"),
)


@pytest.mark.parametrize("kind", ["R1", "R6", "R8"])
@pytest.mark.parametrize("seed", [1, 2])
def test_any_cell_in_any_column(as_shen_li, kind, seed):
    chance = random.Random(seed)  # noqa: S311 - the same cells every time
    headers = ["姓名", "性别", "现住址"]
    headers += [
        column.headings[0].replace("/", "")
        for column in REGISTERS[kind].columns
        if column.headings and column.field not in {"name", "sex", "residence"}
    ]

    def fill(book, sheet):
        sheet.write_row(0, 0, headers)
        style = book.add_format({"num_format": "yyyy-mm-dd"})
        for row in range(1, 61):
            for column in range(len(headers)):
                cell = chance.choice(ODD)
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, style)
                else:
                    sheet.write(row, column, cell)
            if row % 3 == 0:
                sheet.write_row(row, 0, [f"王{chr(0x4E00 + row)}", "女", HOME])
                for header in ("身份证号", "出生日期"):
                    sheet.write(row, headers.index(header), "—")

    imported = registers.preview_register(
        kind=kind, file_name="a.xlsx", content=workbook(fill), by=as_shen_li, on=TODAY
    )
    accepted = registers.accept_rows(imported=imported, by=as_shen_li, on=TODAY)

    rows = ImportedRow.objects.filter(imported=imported)
    assert rows.count() >= 50
    assert accepted.left == []
    assert len(accepted.children) == Child.objects.count() > 0
    assert all(row.notes for row in rows.exclude(verdict="take"))
    assert registers.rejected_as_xlsx(imported)
