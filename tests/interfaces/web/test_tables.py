"""The official tables on their pages: looked at, checked, taken with a receipt."""

import io

import openpyxl
import pytest
from django.test import Client

from hutong.demo import players
from hutong.foundation.access import acting
from hutong.foundation.access.models import Account
from hutong.foundation.access.queries import officer_named
from hutong.foundation.exchange.models import Receipt
from hutong.foundation.history.models import Reading
from hutong.registry.people.models import Child

pytest_plugins = ["tests.city"]

CHANGPING, MIYUN = 110114000000, 110118000000


@pytest.fixture
def browser(city):
    """A browser for somebody of the cast."""

    def as_(who, language="zh-CN"):
        client = Client(headers={"accept-language": language})
        client.force_login(Account.objects.get(username=who))
        return client

    return as_


def text(response):
    return response.content.decode()


def test_the_list_says_what_each_table_is_for(browser):
    page = text(browser("shenli").get("/tables/"))

    assert "困境儿童统计汇总表" in page
    assert "R1-S" in page
    assert "P3-S" in page
    assert 'href="/tables/R8/"' in page


def test_a_payment_clerk_sees_why_the_registers_are_locked(browser):
    page = text(browser(players.CLERK).get("/tables/"))

    assert 'href="/tables/P4/"' in page
    assert 'href="/tables/R8/"' not in page
    assert "这张表由儿童督导员、区民政干部、区民政负责人、市民政干部办理" in page


def test_a_count_is_shown_with_its_checks(browser, city):
    page = text(browser("shenli").get("/tables/R4/"))

    assert "5列=1列+2列+3列+4列=6列+7列" in page
    assert "相符" in page
    assert "有空栏，不判断" in page
    assert "沙河地区" in page
    assert "不公示" not in page


def test_another_place_and_time_can_be_chosen(browser):
    page = text(browser("zhaoming").get(f"/tables/P4/?place={MIYUN}&period=2026-10"))

    assert "北京市密云区 · 2026 年 10 月" in page
    assert "太师屯镇" in page


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (f"?place={MIYUN}", 404),
        ("?place=110114", 404),
        ("?place=x", 404),
        ("?period=2026-13", 200),
        ("?period=2027-01", 200),
    ],
)
def test_what_is_not_ones_own_is_not_found_and_a_wrong_month_is_told(browser, asked, status):
    response = browser("shenli").get(f"/tables/P4/{asked}")

    assert response.status_code == status
    assert status != 200 or "没有办成" in text(response)


def test_there_is_no_page_of_an_unknown_table(browser):
    assert browser("shenli").get("/tables/Z9/").status_code == 404


def test_a_register_is_previewed_without_what_is_kept_back(browser, city):
    with acting(officer_named(username="shenli", on=city)):
        numbers = [n for child in Child.objects.only("id_number") if (n := child.id_number)]

    page = text(browser("shenli").get("/tables/R6/"))

    assert "•••" in page
    assert [number for number in numbers if number in page] == []
    assert Reading.objects.filter(what="table R6").count() == 0


def test_a_register_is_taken_with_its_purpose(browser, city):
    shen_li = browser("shenli")
    sent = {"place": CHANGPING, "period": "2026-11-23", "purpose": "年度核对"}

    refused = shen_li.post("/tables/R8/file/", sent | {"purpose": ""})
    assert refused.status_code == 422
    assert "导出前请写明事由" in text(refused)

    answer = shen_li.post("/tables/R8/file/", sent)

    assert answer.status_code == 200
    assert "R8-" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet["A1"].value == "孤儿台账"
    assert [cell.value for cell in sheet[3]] == [
        *("序号", "儿童编号", "姓名", "性别", "出生日期", "儿童类别", "所属机构", "登记日期"),
        *("养育类型", "福利证号", "户籍性质", "儿童户籍地", "起领年月", "监护人", "联系电话"),
    ]
    with acting(officer_named(username="shenli", on=city)):
        assert Receipt.objects.get(kind="table-r8").note == "年度核对"
        assert Reading.objects.filter(what="table R8", purpose="年度核对").exists()


def test_the_child_s_file_says_in_which_table_it_left(browser, city):
    shen_li = browser("shenli")
    shen_li.post(
        "/tables/R8/file/", {"place": CHANGPING, "period": "2026-11-23", "purpose": "年度核对"}
    )
    with acting(officer_named(username="shenli", on=city)):
        child = Reading.objects.filter(what="table R8").first().file

    assert "列入导出的表册 R8" in text(shen_li.get(f"/children/{child}/readings/"))


def test_the_page_speaks_english(browser):
    page = text(browser("shenli", "en").get("/tables/R1-S/"))

    assert "summary of left-behind children" in page
    assert "cannot be told" in page
