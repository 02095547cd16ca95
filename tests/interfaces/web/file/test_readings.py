"""Who looked at 林小满's file, and what was changed in it."""

import pytest

from tests.interfaces.web.file.told import DE_FACTO, page, sent


def test_everybody_who_looked_stands_on_the_list_with_what_for(
    chen_xiuying, gao_lan, lin_xiaoman, browser_of
):
    page(browser_of(gao_lan), "decision", lin_xiaoman.pk, DE_FACTO)
    sent(browser_of(gao_lan), "open_field", lin_xiaoman.pk, field="residence", purpose="visit")

    _, text = page(browser_of(chen_xiuying), "child_readings", lin_xiaoman.pk)

    assert "高岚" in text
    assert "看“困境儿童生活费（事实无人抚养儿童）”的决定" in text
    assert "查看现居住地详址" in text
    assert "入户走访" in text


def test_the_changes_name_no_circumstance(chen_xiuying, lin_xiaoman, browser_of):
    _, text = page(browser_of(chen_xiuying), "child_changes", lin_xiaoman.pk)

    assert "登记本人享受最低生活保障" in text
    assert "登记一项监护或本人情况" in text
    assert "服刑" not in text
    assert "失联" not in text


@pytest.mark.parametrize("before", ["abc", "-1", "９"])
def test_a_page_that_cannot_be_is_not_found(chen_xiuying, lin_xiaoman, browser_of, before):
    answer, _ = page(browser_of(chen_xiuying), "child_readings", lin_xiaoman.pk, before=before)

    assert answer.status_code == 404


def test_who_found_the_child_by_a_search_stands_on_the_page_and_what_was_sought_does_not(
    chen_xiuying, gao_lan, lin_xiaoman, browser_of
):
    browser_of(gao_lan).post("/children/find/", {"q": "林小满"}, headers={"HX-Request": "true"})

    _, text = page(browser_of(chen_xiuying), "child_readings", lin_xiaoman.pk)

    assert "出现在谁的名单和查找里" in text
    assert "查找到" in text
