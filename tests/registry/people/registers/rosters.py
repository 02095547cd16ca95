"""Registers as offices send them, about people who do not exist."""

import io

import xlsxwriter

from hutong.demo.invented import AREA
from hutong.foundation.kernel.identity import check_character

ORPHANS = (
    *(
        "序号",
        "儿童编号",
        "姓名",
        "性别",
        "出生日期",
        "身份证号码",
        "儿童类别",
        "所属机构",
        "登记日期",
    ),
    *("养育类型", "福利证号", "户籍性质", "儿童户籍地", "现住址", "起领年月", "监护人", "联系电话"),
)


def number(born, serial):
    """An identity number in an area that was never issued; an odd serial is a boy's."""
    first = f"{AREA}{born:%Y%m%d}{serial:03}"
    return first + check_character(first)


def workbook(fill, **options):
    """A workbook of one sheet; rows from the top, or whatever a function writes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, **options}
    ) as book:
        sheet = book.add_worksheet("Sheet1")
        if callable(fill):
            fill(book, sheet)
        else:
            for place, row in enumerate(fill):
                sheet.write_row(place, 0, row)
    return target.getvalue()


def orphan_row(**told):
    """A row of the register of orphans."""
    row = {
        "姓名": "王小雨",
        "性别": "女",
        "儿童类别": "社会散居孤儿",
        "所属机构": "回龙观街道",
        "儿童户籍地": "北京市昌平区回龙观街道龙泽苑社区",
        "现住址": "昌平区回龙观街道云趣园社区3号楼",
    } | told
    return [row.get(header, "") for header in ORPHANS]


def orphans(*rows, title="昌平区孤儿台账"):
    """A register of orphans with a title, the unit, a total and the signatures."""
    return workbook(
        [
            [title],
            ["填报单位：回龙观街道办事处"],
            list(ORPHANS),
            *rows,
            ["合计", "", len(rows)],
            ["填报人：高岚", "", "", "负责人："],
        ]
    )
