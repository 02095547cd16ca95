"""Where 林小满's money goes."""

import re
from datetime import date

import pytest
from django.urls import reverse

from hutong.foundation.access import acting
from hutong.foundation.history.models import Change, Reading
from hutong.programmes.benefits.models import PayeeAccount
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


def test_the_first_account_is_named_by_one_person_and_no_other(
    gao_lan, lin_xiaoman, browser_of
):
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
    assert sent(director, "payee_account", lin_xiaoman.pk, **GOOD).status_code == 422
    assert accounts(lin_xiaoman, gao_lan) == []

    assert sent(browser_of(he_yun), "payee_account", lin_xiaoman.pk, **GOOD).status_code == 302


@pytest.mark.parametrize("typed", [{}, GOOD])
def test_to_a_stranger_there_is_no_such_child(a_stranger, gao_lan, lin_xiaoman, browser_of, typed):
    browser = browser_of(a_stranger)

    assert page(browser, "payee_account", lin_xiaoman.pk)[0].status_code == 404
    assert sent(browser, "payee_account", lin_xiaoman.pk, **typed).status_code == 404
    assert accounts(lin_xiaoman, gao_lan) == []
