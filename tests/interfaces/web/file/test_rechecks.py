"""A provisional grant is looked at again from the decision page, and waits half a year more."""

import re
from datetime import date

import pytest
from django.urls import reverse

from hutong.foundation.access import acting
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Recheck
from tests.interfaces.web.file.told import DE_FACTO, officer, page, sent

PROVISIONAL = "living-allowance-temporarily-unsupported"
GRANTED = date(2025, 9, 4)
FOUND = "母亲仍无音讯，回执单已催；奶奶照料，继续。"


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def granted(lin_xiaoman, gao_lan):
    by = officer(gao_lan)
    with acting(by):
        return benefits.take_over(
            grants=[
                benefits.TakenOver(child=lin_xiaoman, benefit=PROVISIONAL, confirmed_on=GRANTED)
            ],
            by=by,
            on=GRANTED,
        )[0]


@pytest.mark.usefixtures("granted")
def test_gao_lan_is_reminded_looks_again_and_is_reminded_no_more(gao_lan, lin_xiaoman, browser_of):
    browser = browser_of(gao_lan)
    assert "林小满" in text(browser.get("/"))

    _, decision = page(browser, "decision", lin_xiaoman.pk, PROVISIONAL)
    address = reverse("recheck", args=[lin_xiaoman.pk, PROVISIONAL])
    assert f'href="{address}"' in decision
    assert "应于 2026-03-04 前复核" in text(browser.get(address))

    answer = sent(browser, "recheck", lin_xiaoman.pk, PROVISIONAL, finding=FOUND)
    assert answer.url == reverse("decision", args=[lin_xiaoman.pk, PROVISIONAL])
    assert "复核已记下，下一次应于 2026-09-05 前。" in text(browser.get(answer.url))

    assert "林小满" not in text(browser.get("/"))
    looked = text(browser.get(address))
    assert f"{FOUND} 2026-03-05 高岚" in looked
    assert "登记复核" in text(page(browser, "child_changes", lin_xiaoman.pk)[0])


@pytest.mark.usefixtures("granted")
def test_a_look_that_found_nothing_is_refused_beside_the_field(gao_lan, lin_xiaoman, browser_of):
    answer = sent(browser_of(gao_lan), "recheck", lin_xiaoman.pk, PROVISIONAL, finding="  ")

    assert answer.status_code == 422
    assert [one.field for one in answer.context["refusal"].findings] == ["finding"]
    assert "请写复核看到了什么" in text(answer)
    with acting(officer(gao_lan)):
        assert not Recheck.objects.exists()


@pytest.mark.usefixtures("granted")
def test_a_child_director_reads_and_does_not_write(chen_xiuying, gao_lan, lin_xiaoman, browser_of):
    browser = browser_of(chen_xiuying)

    told = text(page(browser, "recheck", lin_xiaoman.pk, PROVISIONAL)[0])
    assert "您现在的岗位是儿童主任" in told
    refused = sent(browser, "recheck", lin_xiaoman.pk, PROVISIONAL, finding=FOUND)
    assert refused.status_code == 422
    assert FOUND in refused.content.decode()
    with acting(officer(gao_lan)):
        assert not Recheck.objects.exists()


@pytest.mark.usefixtures("granted")
def test_what_is_not_granted_or_not_ones_own_is_not_found(
    gao_lan, a_stranger, lin_xiaoman, browser_of
):
    browser = browser_of(gao_lan)
    for code in (DE_FACTO, "free-sweets"):
        assert page(browser, "recheck", lin_xiaoman.pk, code)[0].status_code == 404
    stranger = browser_of(a_stranger)
    assert page(stranger, "recheck", lin_xiaoman.pk, PROVISIONAL)[0].status_code == 404
    assert sent(stranger, "recheck", lin_xiaoman.pk, PROVISIONAL, finding=FOUND).status_code == 404
