"""The month through its pages: one makes the list, another checks it, a third approves it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.foundation.exchange.models import Receipt
from hutong.programmes.benefits.models import Round
from tests.interfaces.web.conftest import officer_of, post

pytestmark = pytest.mark.django_db


def makes(browser):
    response = browser.post("/months/make/", {"month": "2026-03"}, follow=True)
    assert response.status_code == 200
    return response.redirect_chain[-1][0], response.content.decode()


def test_three_people_bring_a_list_to_the_bank(tong_yutong, he_yun, du_ruo, han_zhang, browser_of):
    clerk, checker, approver = map(browser_of, (he_yun, du_ruo, han_zhang))
    address, told = makes(clerk)
    assert "童雨桐" in told
    assert "增员" in told
    assert "+¥2,850.00" in told
    assert "复核通过" in told
    assert "这一步由发放复核人办理；您现在的岗位是发放经办人。" in told

    assert "复核通过" in checker.get(address).content.decode()
    told = checker.post(f"{address}check/", follow=True).content.decode()
    assert "已复核，等待审批。" in told
    told = approver.post(f"{address}approve/", follow=True).content.decode()
    assert "已审批，登记送银行后可以下载银行文件。" in told
    assert clerk.get(f"{address}bank/").status_code == 404
    told = clerk.post(f"{address}release/", follow=True).content.decode()
    assert "已登记送银行，每一笔付款已固定，可以下载银行文件。" in told
    assert "6222020200001234" in clerk.get(f"{address}bank/").content.decode()
    for name in ("贺芸", "杜若", "韩章"):
        assert name in told


def test_the_maker_cannot_check_and_is_told_so_in_place(tong_yutong, he_yun, browser_of):
    browser = browser_of(he_yun)
    address, _ = makes(browser)

    response = browser.post(f"{address}check/")

    assert response.status_code == 422
    told = response.content.decode()
    assert "没有办成，什么也没有改动。" in told
    assert "这一步由发放复核人办理；您现在的岗位是发放经办人。" in told


def test_who_made_a_list_and_later_checks_others_sees_why_the_button_is_locked(
    tong_yutong, he_yun, changping, browser_of
):
    browser = browser_of(he_yun)
    address, _ = makes(browser)
    second = post(he_yun, Role.PAYMENT_CHECKER, changping)
    browser.post("/posting/", {"posting": str(second.pk)})

    told = browser.get(address).content.decode()

    assert "您已经办理过这一期，下一步须由另一人办理。" in told
    assert f'action="{address}check/"' not in told


def test_a_list_is_withdrawn_with_a_reason_and_made_again(tong_yutong, he_yun, du_ruo, browser_of):
    clerk, checker = browser_of(he_yun), browser_of(du_ruo)
    address, _ = makes(clerk)

    refused = checker.post(f"{address}withdraw/", {"reason": " "})
    assert refused.status_code == 422
    assert "退回要写明理由。" in refused.content.decode()

    told = checker.post(
        f"{address}withdraw/", {"reason": "账户还没有核对"}, follow=True
    ).content.decode()
    assert "已退回：账户还没有核对" in told
    again, _ = makes(clerk)
    assert again != address


def test_the_payment_list_opens_with_its_21_columns_and_leaves_a_receipt(
    tong_yutong, he_yun, browser_of
):
    browser = browser_of(he_yun)
    address, _ = makes(browser)

    response = browser.get(f"{address}list/")

    sheet = load_workbook(BytesIO(response.content))["发放名单"]
    header = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "序号")
    assert len(header) == 21
    assert (header[3], header[10], header[18]) == ("儿童姓名", "本次发放金额(元)", "银行账号")
    assert "%E6%98%8C%E5%B9%B3%E5%8C%BA2026-03" in response["Content-Disposition"]
    with acting(officer_of(he_yun)):
        receipt = Receipt.objects.get()
    assert (receipt.direction, receipt.kind) == ("out", "payment-list")


def test_the_bank_gets_nothing_before_three_have_signed(tong_yutong, he_yun, browser_of):
    browser = browser_of(he_yun)
    address, _ = makes(browser)

    assert browser.get(f"{address}bank/").status_code == 404


def test_a_child_nothing_can_be_said_of_is_held_with_the_paper_that_is_missing(
    tong_yutong, bai_lu, he_yun, browser_of
):
    browser = browser_of(he_yun)
    address, told = makes(browser)
    assert "暂缓的 1 人" in told

    told = browser.get(f"{address}held/").content.decode()

    assert "白露" in told
    assert "童雨桐" not in told
    assert "公安机关" in told


def test_filters_keep_to_their_kind_and_say_when_there_is_nothing(tong_yutong, he_yun, browser_of):
    browser = browser_of(he_yun)
    address, _ = makes(browser)

    assert "童雨桐" in browser.get(f"{address}?show=entered").content.decode()
    assert "这一类没有变化。" in browser.get(f"{address}?show=left").content.decode()


def test_another_district_finds_no_such_list(tong_yutong, he_yun, yu_he, browser_of):
    address, _ = makes(browser_of(he_yun))
    stranger = browser_of(yu_he)

    for page in (address, f"{address}held/", f"{address}list/", f"{address}bank/"):
        assert stranger.get(page).status_code == 404
    assert stranger.post(f"{address}check/").status_code == 403
    assert "童雨桐" not in stranger.get("/months/").content.decode()


def test_only_the_clerk_makes_a_list_and_others_see_why_not(tong_yutong, du_ruo, browser_of):
    browser = browser_of(du_ruo)

    assert (
        "这一步由发放经办人办理；您现在的岗位是发放复核人。"
        in browser.get("/months/").content.decode()
    )
    assert browser.post("/months/make/", {"month": "2026-03"}).status_code == 403
    assert browser.post("/months/make/", {"month": "March"}).status_code == 403
    with acting(officer_of(du_ruo)):
        assert not Round.objects.exists()


def test_the_ledger_tells_every_line_with_its_reason_and_who_opened_it_is_known(
    tong_yutong, he_yun, shen_li, browser_of
):
    makes(browser_of(he_yun))

    told = browser_of(shen_li).get(f"/children/{tong_yutong.pk}/ledger/").content.decode()

    assert "2026-03" in told
    assert "+¥2,850.00" in told
