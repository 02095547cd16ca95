"""The round on paper, and in the bank's file."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries, tables
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child
from tests.programmes.benefits.families import a_family, granted, run_month

pytestmark = pytest.mark.django_db

ORPHANS = "living-allowance-orphan"
P1 = [
    *[
        "序号",
        "地区",
        "儿童编号",
        "儿童姓名",
        "性别",
        "身份证号",
        "起领年月",
        "末领年月",
        "发放方式",
    ],
    *["发放时间", "本次发放金额(元)", "补发年月", "补发金额(元)", "补发原因", "领取方式", "领取人"],
    *["开户银行", "开户人", "银行账号", "发放日期", "备注"],
]
P2 = [
    *["序号", "地区", "发放人数", "发放方式", "发放周期"],
    *["发放时间", "发放金额", "补发时间", "补发金额", "登记日期"],
]


@pytest.fixture
def yutong(huilongguan, shen_li):
    child = a_family("童雨桐", huilongguan, shen_li)
    granted(child, ORPHANS, shen_li, date(2025, 5, 20), Month(2025, 11))
    with acting(shen_li):
        benefits.set_payee_account(
            child=child,
            holder="童雨桐",
            relation="本人",
            bank="北京农商银行",
            number="6214 0000 0000 0012 345",
            since=date(2025, 6, 1),
            by=shen_li,
            on=date(2025, 6, 1),
        )
    return child


@pytest.fixture
def anran(huilongguan, shen_li):
    child = a_family("安然", huilongguan, shen_li)
    granted(child, ORPHANS, shen_li, date(2026, 1, 20))
    return child


@pytest.fixture
def february(yutong, anran, changping, payers):
    assert yutong.pk != anran.pk
    run_month("2025-12", date(2025, 12, 1), changping, payers)
    return run_month("2026-02", date(2026, 2, 2), changping, payers)


def sheets(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def test_the_payment_list_has_the_21_columns_of_p1_and_the_summary_those_of_p2(
    february, shen_li, yutong
):
    with acting(shen_li):
        found = sheets(tables.payment_list_xlsx(february))
    listed, summed = found["发放名单"], found["发放批次汇总"]

    assert listed[0][0] == "北京市昌平区2026年2月困境儿童待遇发放名单"
    assert listed[2] == P1
    assert summed[2] == P2
    why = "孤儿、弃婴生活费标准自2025-07-01由2,650.00元调整为2,850.00元，2026-01-14公布"
    assert [row[3:5] + row[6:15] + row[18:19] for row in listed[3:7]] == [
        [
            "安然",
            "女",
            "2026-02",
            None,
            "正常",
            "2026-02",
            2850,
            None,
            None,
            None,
            "没有账户",
            None,
        ],
        [
            *["童雨桐", "女", "2025-11", None, "补发", "2026-02", None, "2025-11至2025-12", 400],
            *[why, "银行转账", "6214000000000012345"],
        ],
        [
            *["童雨桐", "女", "2025-11", None, "补发", "2026-02", None, "2026-01", 2850],
            *["应发未发", "银行转账", "6214000000000012345"],
        ],
        [
            *["童雨桐", "女", "2025-11", None, "正常", "2026-02", 2850, None, None, None],
            *["银行转账", "6214000000000012345"],
        ],
    ]
    assert (listed[7][1], listed[7][10], listed[7][12]) == ("合计", 5700, 3250)
    assert [row[1:9] for row in summed[3:6]] == [
        ["龙泽社区", 2, "正常", "月", "2026-02", 5700, None, None],
        ["龙泽社区", 1, "补发", "月", "2026-02", None, "2025-11至2026-01", 3250],
        ["合计", None, None, None, None, 5700, None, 3250],
    ]
    assert all(yutong.name not in str(cell) for row in summed for cell in row)


def test_the_bank_pays_who_has_an_account_and_the_others_are_listed(february, shen_li):
    with acting(shen_li):
        file = tables.bank_file(february)
        preview = queries.bank_preview(february)
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))

    assert rows == [
        ["序号", "户名", "账号", "金额", "身份证号", "摘要"],
        ["1", "童雨桐", "6214000000000012345", "6100.00", "", "2026年02月困境儿童待遇"],
    ]
    assert (file.count, file.total) == (1, Decimal("6100.00"))
    assert file.note.zh.startswith("共 1 笔，合计 ¥6,100.00；另有 1 人没有银行账户")
    assert [item.payee.name for item in preview.without_account] == ["安然"]


def test_a_child_that_moved_away_since_is_still_paid_by_the_round_that_lists_it(
    february, yutong, gulou, shen_li, payers
):
    with acting(shen_li):
        for kind in ("hukou", "residence"):
            people.record_move(child=yutong, to=gulou, kind=kind, by=shen_li, on=date(2026, 2, 6))
    with acting(payers.makes):
        assert not Child.objects.filter(pk=yutong.pk).exists()
        file = tables.bank_file(february)
        listed = sheets(tables.payment_list_xlsx(february))["发放名单"]

    assert (file.count, file.total) == (1, Decimal("6100.00"))
    assert [row[3] for row in listed[3:6]] == ["安然", "童雨桐", "童雨桐"]
    assert [row[13] for row in listed[3:6]] == [None, "儿童档案已转出，原因见转入地", None]


LISTED = [("",) * 10 + (Decimal("2850.00"), "", None), ("",) * 10 + (None, "", Decimal("862.50"))]
SUMMED = [("",) * 6 + (Decimal("2850.00"), "", None), ("",) * 6 + (None, "", Decimal("862.50"))]


def test_a_list_and_a_summary_that_agree_are_written():
    tables.hold_to_ties(LISTED, SUMMED)


@pytest.mark.parametrize(
    ("rows", "summary", "says"),
    [
        (LISTED[:1], SUMMED, "“补发金额(元)”合计 ¥0.00，批次汇总“补发金额”合计 ¥862.50"),
        (LISTED, SUMMED[1:], "“本次发放金额(元)”合计 ¥2,850.00，批次汇总“发放金额”合计 ¥0.00"),
    ],
)
def test_a_list_and_a_summary_that_differ_are_not_written(rows, summary, says):
    with pytest.raises(tables.DoesNotAddUp) as refused:
        tables.hold_to_ties(rows, summary)

    assert [says in finding.sentence.zh for finding in refused.value.findings] == [True]
