"""The main stories, told through a real browser.

Every story stands for itself: they share one city, and come in any order.
"""

import re
from datetime import date

from playwright.sync_api import expect

from tests.foundation.documents import files
from tests.journeys.walking import PHONE, Walk
from tests.registry.people.registers.rosters import number, orphan_row, orphans

pytest_plugins = ["tests.city"]

RECEIPT = "儿童失联父母查找情况回执单"
DE_FACTO = "事实无人抚养儿童"


def find(page, text, name):
    page.get_by_role("searchbox", name="查找儿童").first.fill(text)
    page.locator("#found").get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_chen_xiuying_signs_in_and_sees_what_waits_for_her_today(walk):
    page = walk("chenxiuying")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("banner")).to_contain_text("陈秀英")
    expect(page.get_by_text("2026年11月23日").first).to_be_visible()
    expect(page.get_by_text("110 报警")).to_be_visible()


def test_lin_xiaoman_is_found_by_her_initials_and_her_number_opens_for_a_purpose(walk):
    page = walk("chenxiuying")

    find(page, "lxm", "林小满")
    number_field = page.locator("dl > div", has_text="身份证号").first
    expect(number_field).to_contain_text("*")
    number_field.locator("summary").click()
    number_field.get_by_role("radio").first.check()
    number_field.get_by_role("button", name="查看").click()
    expect(number_field).to_contain_text(re.compile(r"\d{17}[\dX]"))

    page.get_by_role("link", name="谁看过这份档案").click()
    expect(page.get_by_role("main")).to_contain_text("查看身份证号")


def test_the_receipt_is_recorded_the_decision_turns_yes_and_the_street_grants_it(walk):
    page = walk("gaolan")
    find(page, "林小满", "林小满")
    page.locator("a[href*='/owed/living-allowance-de-facto/']").filter(visible=True).last.click()
    expect(page.get_by_text("只差一份材料，不是不符合")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(RECEIPT)
    decision = page.url

    page.get_by_role("link", name="收到了，登记").first.click()
    page.get_by_role("radio", name="是", exact=True).check()
    page.get_by_label("从哪一天起").fill("2026-11-20")
    page.get_by_label("凭什么材料").fill(f"《{RECEIPT}》")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("status").first).to_contain_text("已登记")
    expect(page.get_by_text("全部条件都符合")).to_be_visible()

    officer = walk("shenli")
    officer.goto(decision)
    officer.get_by_role("link", name="到办件里决定").click()
    expect(officer.get_by_role("main")).to_contain_text("由街道（乡镇）儿童督导员办理")

    page.goto(decision)
    page.get_by_role("link", name="到办件里决定").click()
    page.get_by_role("link", name="查验后确认").click()
    page.get_by_role("button", name="查验后确认").click()
    expect(page.get_by_role("status").first).to_contain_text("已办理：查验后确认")
    expect(page.get_by_role("link", name="予以确认决定书")).to_be_visible()


def test_papers_come_with_a_step_and_are_used_again(walk):
    page = walk("gaolan")
    find(page, "林小满", "林小满")
    page.get_by_role("link", name="办一件事").first.click()
    page.get_by_role("row", name="孤儿认定和儿童福利证").get_by_role("link", name="开始").click()
    page.get_by_label("申请人").fill("何秀兰")
    page.get_by_label("与儿童的关系").fill("外祖母")
    page.get_by_label("户口簿复印件").set_input_files(
        {"name": "户口簿.jpg", "mimeType": "image/jpeg", "buffer": files.photograph(1600, 1200)}
    )
    page.get_by_role("button", name="提出申请").click()
    expect(page.get_by_role("status").first).to_contain_text("已办理：提出申请")
    held = page.get_by_role("listitem").filter(has_text="户口簿复印件")
    expect(held.filter(has_text="已有")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="监护关系证明").first).to_contain_text("缺")

    page.get_by_role("link", name="调查后报区").click()
    expect(page.get_by_text("档案里有").first).to_be_visible()  # it is not asked for again
    page.go_back()
    page.get_by_role("link", name="档案里的材料").click()
    expect(page.get_by_role("row", name="户口簿复印件")).to_contain_text("户口簿")


def test_a_register_with_faults_is_looked_over_taken_and_handed_back(walk):
    good, bad = number(date(2015, 6, 1), 2), "110114201605210013"
    content = orphans(
        orphan_row(姓名="王小雨", 性别="", 身份证号码=good),
        orphan_row(姓名="赵晓彤", 性别="", 身份证号码=bad),
    )
    page = walk("gaolan")

    page.get_by_role("link", name="导入").first.click()
    page.get_by_label("名册文件").set_input_files(
        {
            "name": "花名册.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": content,
        }
    )
    page.get_by_role("button", name="看一遍").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 行，1 行能导入，1 行不能")
    page.get_by_role("button", name="导入能导入的").click()
    expect(page.get_by_role("status")).to_contain_text("登记了 1 名儿童")
    with page.expect_download() as returned:
        page.get_by_role("button", name="退回的行").click()
    assert returned.value.suggested_filename == "R8-returned-2026-11-23.xlsx"


def test_three_people_make_check_and_approve_the_month(walk):
    page = walk("heyun")
    page.get_by_role("link", name="发放").first.click()
    page.get_by_role("button", name="生成本月名单").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2026年11月 发放")
    made = page.url

    checker = walk("duruo")
    checker.goto(made)
    checker.get_by_role("button", name="复核通过").click()
    expect(checker.get_by_role("status")).to_contain_text("已复核")

    approver = walk("hanzhang")
    approver.goto(made)
    approver.get_by_role("button", name="审批通过").click()
    expect(approver.get_by_role("status")).to_contain_text("已审批")

    page.goto(made)
    page.get_by_role("button", name="登记送银行").click()
    expect(page.get_by_role("status")).to_contain_text("每一笔付款已固定")
    with page.expect_download() as bank:
        page.get_by_role("link", name="银行文件").first.click()
    assert bank.value.suggested_filename.endswith("银行发放.csv")


def test_zhao_ming_changes_to_english_and_back(walk):
    page = walk("zhaoming")

    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Children").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("children in")
    page.get_by_role("button", name="中文").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_zhao_ming_sees_who_answers_for_each_community(walk):
    page = walk("zhaoming")

    page.get_by_role("link", name="覆盖").first.click()
    page.get_by_role("main").get_by_role("link", name="地图").click()
    expect(page.locator("canvas, svg").filter(visible=True).first).to_be_visible()
    page.goto("/places/110114000000/")
    expect(page.get_by_role("main")).to_contain_text("回龙观街道")


def test_the_rule_is_read_with_its_articles_and_figures(walk):
    page = walk("zhaoming")

    page.get_by_role("link", name="政策").first.click()
    page.get_by_role("main").get_by_role("link", name=DE_FACTO).first.click()
    expect(page.get_by_role("main")).to_contain_text("京民")
    page.goto("/policy/figures/orphan-rate/")
    expect(page.get_by_role("main")).to_contain_text("2,850")


def test_the_file_is_looked_at_as_it_was_known_on_an_earlier_day(walk):
    page = walk("gaolan")
    find(page, "林小禾", "林小禾")

    slider = page.get_by_role("slider").first
    slider.focus()
    slider.press("Home")
    slider.evaluate("each => each.dispatchEvent(new Event('change', {bubbles: true}))")
    page.wait_for_url(re.compile("known_on="))
    expect(page.get_by_text("当天所知的样子")).to_be_visible()


def test_the_screen_is_covered_at_once(walk):
    page = walk("chenxiuying")

    page.get_by_role("link", name="遮屏").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page).to_have_title("护童")
    page.get_by_role("dialog").get_by_role("button", name="继续").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_planted_fault_is_heard_and_a_wide_page_measured(chromium, site):
    walk = Walk(chromium, site)
    walk.page.goto("/sign-in/")
    assert (walk.complaints, walk.too_wide()) == ([], {})

    walk.page.evaluate("document.body.setAttribute('onclick', 'alert(1)')")
    walk.page.evaluate("document.body.append('宽'.repeat(999))")
    walk.page.evaluate("document.body.style.whiteSpace = 'nowrap'")
    walk.page.evaluate("console.error('planted')")

    said = "".join(walk.complaints)
    assert "Content Security Policy" in said
    assert "planted" in said
    assert walk.width() > PHONE["width"]
    walk.context.close()
