"""Where 林小满's money goes."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hutong.foundation.access import acting
from hutong.foundation.history.models import Change, Reading
from hutong.programmes.benefits.models import AccountChange, PayeeAccount
from tests.foundation.documents import files
from tests.interfaces.web.file.told import officer, page, sent

GOOD = {
    "holder": "林小满",
    "relation": "本人",
    "bank": "北京农商银行回龙观支行",
    "number": "6214 0000 0000 0012 345",
    "since": "2026-03-01",
    "paper": "存折复印件",
}


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def accounts(child, by):
    with acting(officer(by)):
        found = PayeeAccount.objects.filter(child=child).order_by("days")
        return [(one.number, one.days.lower, one.days.upper) for one in found]


def test_the_first_account_is_named_by_one_person_and_no_other(gao_lan, lin_xiaoman, browser_of):
    browser = browser_of(gao_lan)
    assert "还没有账户" in text(page(browser, "payee_account", lin_xiaoman.pk)[0])

    first = sent(browser, "payee_account", lin_xiaoman.pk, **GOOD)
    assert first.url == reverse("payee_account", args=[lin_xiaoman.pk])
    told = text(browser.get(first.url))
    assert "已登记：2026-03-01 起发到林小满的账户（尾号 2345）。" in told
    assert "现用 林小满 本人 北京农商银行回龙观支行 **** 2345" in told

    again = sent(browser, "payee_account", lin_xiaoman.pk, **GOOD | {"since": "2026-03-10"})
    assert again.status_code == 422
    assert "变更账户须先提出，由另一人核准" in text(again)
    assert accounts(lin_xiaoman, gao_lan) == [("6214000000000012345", date(2026, 3, 1), None)]
    with acting(officer(gao_lan)):
        changes = Change.objects.filter(table_name="benefits_payee_account", file=lin_xiaoman.pk)
        assert [(one.action, one.actor) for one in changes] == [("insert", gao_lan.pk)]
        assert Reading.objects.filter(file=lin_xiaoman.pk, what="account").count() == 2


def test_the_whole_number_stands_on_no_page(gao_lan, lin_xiaoman, browser_of):
    browser = browser_of(gao_lan)
    sent(browser, "payee_account", lin_xiaoman.pk, **GOOD)

    for view in ("payee_account", "child", "child_changes"):
        assert "621400000000001" not in page(browser, view, lin_xiaoman.pk)[1]


def test_everything_that_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    gao_lan, lin_xiaoman, browser_of
):
    wrong = {"holder": "", "relation": " ", "bank": "", "number": "1234-x", "since": "2026-03-01"}
    answer = sent(browser_of(gao_lan), "payee_account", lin_xiaoman.pk, **wrong | {"paper": "存折"})

    assert answer.status_code == 422
    assert {one.field for one in answer.context["refusal"].findings} == {
        "holder",
        "relation",
        "bank",
        "number",
    }
    assert "银行账号应为 8 至 30 位数字" in text(answer)
    for typed in ("1234-x", "2026-03-01", "存折"):
        assert f'value="{typed}"' in answer.content.decode()
    undated = sent(browser_of(gao_lan), "payee_account", lin_xiaoman.pk, **GOOD | {"since": ""})
    assert [one.field for one in undated.context["refusal"].findings] == ["since"]
    assert accounts(lin_xiaoman, gao_lan) == []


def test_the_payment_clerk_keeps_accounts_and_a_child_director_does_not(
    he_yun, chen_xiuying, gao_lan, lin_xiaoman, browser_of
):
    director = browser_of(chen_xiuying)
    assert "您现在的岗位是儿童主任" in text(page(director, "payee_account", lin_xiaoman.pk)[0])
    assert sent(director, "payee_account", lin_xiaoman.pk, **GOOD).status_code == 403
    assert accounts(lin_xiaoman, gao_lan) == []

    assert sent(browser_of(he_yun), "payee_account", lin_xiaoman.pk, **GOOD).status_code == 302


@pytest.mark.parametrize("typed", [{}, GOOD])
def test_to_a_stranger_there_is_no_such_child(a_stranger, gao_lan, lin_xiaoman, browser_of, typed):
    browser = browser_of(a_stranger)

    assert page(browser, "payee_account", lin_xiaoman.pk)[0].status_code == 404
    assert sent(browser, "payee_account", lin_xiaoman.pk, **typed).status_code == 404
    assert accounts(lin_xiaoman, gao_lan) == []


# --- a change by two people, on the page ------------------------------------------------------

NEW = {
    "act": "propose",
    "holder": "周桂兰",
    "holder_kind": "guardian",
    "relation": "祖母",
    "bank": "北京银行",
    "number": "6222020000000001",
    "since": "2026-03-05",
    "why": "原卡丢失",
}


def a_scan(name, pages):
    return SimpleUploadedFile(name, files.scan(pages), "application/pdf")


def with_papers(typed):
    return typed | {
        "paper-bank-card": a_scan("卡.pdf", 1),
        "paper-holders-id": a_scan("身份证.pdf", 2),
    }


def change_of(child, by):
    with acting(officer(by)):
        return AccountChange.objects.get(child=child)


@pytest.fixture
def paid_child(gao_lan, lin_xiaoman, browser_of):
    sent(browser_of(gao_lan), "payee_account", lin_xiaoman.pk, **GOOD)
    return lin_xiaoman


def test_a_change_shows_its_way_its_doubts_and_who_must_act(
    gao_lan, shen_li, paid_child, browser_of
):
    browser, second = browser_of(gao_lan), browser_of(shen_li)
    sent(browser, "payee_account", paid_child.pk, **with_papers(NEW))

    asked = text(page(browser, "payee_account", paid_child.pk)[0])
    assert "待核准的变更" in asked
    assert "“核对并核准”由区民政干部、区民政负责人" in asked
    change = change_of(paid_child, gao_lan)
    shown = text(page(second, "payee_account", paid_child.pk)[0])
    assert "周桂兰在档案里既不是儿童本人，也不是监护人、实际照料人或者机构。" in shown
    assert shown.count("档案里有") == 2  # both papers

    silent = sent(second, "payee_account", paid_child.pk, act="approve", change=change.pk)
    assert silent.status_code == 422
    assert "核准前请逐条说明以上情况" in text(silent)
    answered = sent(
        second,
        "payee_account",
        paid_child.pk,
        act="approve",
        change=change.pk,
        answer="已核对户口簿，是祖母",
    )
    told = text(second.get(answered.url))
    assert "已核准，2026-03-13 起启用；等待期内仍发到原账户。" in told
    assert "已核准的变更，等待期内" in told
    assert "将启用 周桂兰 祖母" in told
    assert "6222020000000001" not in told


def test_a_change_is_called_off_and_listed_among_those_that_came_to_nothing(
    gao_lan, paid_child, browser_of
):
    browser = browser_of(gao_lan)
    sent(browser, "payee_account", paid_child.pk, **NEW)
    change = change_of(paid_child, gao_lan)
    for wrong in ({"change": change.pk}, {"reason": "写错了"}):
        refused = sent(browser, "payee_account", paid_child.pk, act="withdraw", **wrong)
        assert refused.status_code == 422
    done = sent(
        browser,
        "payee_account",
        paid_child.pk,
        act="withdraw",
        change=change.pk,
        reason="写错了",
    )
    told = text(browser.get(done.url))
    assert "没有成的变更" in told
    assert "已撤回" in told
    assert "写错了" in told


def test_an_account_is_held_back_and_paid_again(gao_lan, paid_child, browser_of):
    browser = browser_of(gao_lan)
    held = sent(browser, "payee_account", paid_child.pk, act="hold", reason="卡丢了")
    assert "暂停发放 林小满" in text(browser.get(held.url))
    again = sent(browser, "payee_account", paid_child.pk, act="lift", reason="卡找到了")
    assert "现用 林小满" in text(browser.get(again.url))


def test_whom_the_file_knows_fills_in_the_form(gao_lan, paid_child, browser_of):
    browser = browser_of(gao_lan)
    answer, body = page(browser, "payee_account", paid_child.pk, holder="0")

    assert answer.status_code == 200
    assert 'value="林小满"' in body
    for nobody in ("99", "-1", "x"):
        assert page(browser, "payee_account", paid_child.pk, holder=nobody)[0].status_code == 200


def test_a_deed_that_no_form_offers_is_refused(gao_lan, paid_child, browser_of):
    answer = sent(browser_of(gao_lan), "payee_account", paid_child.pk, act="burn")

    assert answer.status_code == 422
    assert "这张表不完整" in text(answer)
