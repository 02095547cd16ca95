"""The decision on one benefit for 林小满."""

from datetime import date

import pytest
from django.urls import reverse

from hutong.foundation.access import acting
from hutong.foundation.history.models import Reading
from hutong.programmes.benefits.models import Determination, Entitlement
from hutong.registry.people.models import FactRecord
from tests.interfaces.web.file.told import DE_FACTO, ORPHAN, RECEIPT, officer, page, sent


def test_the_decision_names_the_missing_receipt_and_who_supplies_it(
    gao_lan, lin_xiaoman, browser_of
):
    _, text = page(browser_of(gao_lan), "decision", lin_xiaoman.pk, DE_FACTO)

    assert "只差一份材料，不是不符合" in text
    assert RECEIPT in text
    assert "谁能给：公安机关（派出所）" in text
    assert f"?name=mother_search_receipt&amp;for={DE_FACTO}" in text
    assert "父亲被限制人身自由的措施：服刑在押" in text
    assert "条件还没有查清，暂不能确认" in text
    with acting(officer(gao_lan)):
        reading = Reading.objects.get(file=lin_xiaoman.pk)
        assert (reading.what, reading.purpose) == (f"decision {DE_FACTO}", "decision")


def test_recording_the_receipt_turns_not_yet_into_yes_and_says_so(gao_lan, lin_xiaoman, browser_of):
    browser = browser_of(gao_lan)

    answer = sent(
        browser,
        "record_fact",
        lin_xiaoman.pk,
        to=f"?name=mother_search_receipt&for={DE_FACTO}",
        mother_search_receipt="true",
        since="2026-03-04",
        paper=RECEIPT,
        paper_number="昌公查〔2026〕7号",
    )
    assert answer.status_code == 302
    assert answer.url == reverse("decision", args=[lin_xiaoman.pk, DE_FACTO])

    text = browser.get(answer.url).content.decode()
    assert "由“尚不能定”变为“应予，¥2,850.00 / 月”" in text
    assert "全部条件都符合，¥2,850.00 / 月" in text
    with acting(officer(gao_lan)):
        record = FactRecord.objects.get(name="search_receipt")
        assert (record.value, record.since, record.paper_number) == (
            "true",
            date(2026, 3, 4),
            "昌公查〔2026〕7号",
        )


@pytest.mark.usefixtures("receipt")
def test_gao_lan_grants_it_once_and_is_told_from_which_month(gao_lan, lin_xiaoman, browser_of):
    browser = browser_of(gao_lan)

    granted = sent(
        browser, "decision", lin_xiaoman.pk, DE_FACTO, act="grant", applied_on="2026-03-03"
    )
    assert granted.status_code == 302
    assert "已确认，2026年4月起领" in browser.get(granted.url).content.decode()

    again = sent(
        browser, "decision", lin_xiaoman.pk, DE_FACTO, act="grant", applied_on="2026-03-03"
    )
    assert again.status_code == 422
    assert "不重复确认" in again.content.decode()
    with acting(officer(gao_lan)):
        entitlement = Entitlement.objects.get(child=lin_xiaoman)
        assert (entitlement.benefit, str(entitlement.first_month)) == (DE_FACTO, "2026-04")


@pytest.mark.usefixtures("receipt")
def test_an_application_without_a_day_is_refused_in_its_place(gao_lan, lin_xiaoman, browser_of):
    refused = sent(
        browser_of(gao_lan), "decision", lin_xiaoman.pk, DE_FACTO, act="grant", applied_on="明天"
    )

    assert refused.status_code == 422
    assert "请填申请日期" in refused.content.decode()
    assert 'value="明天"' in refused.content.decode()
    with acting(officer(gao_lan)):
        assert not Entitlement.objects.exists()


def test_a_grant_on_an_open_question_is_refused_with_every_reason(gao_lan, lin_xiaoman, browser_of):
    refused = sent(
        browser_of(gao_lan),
        "decision",
        lin_xiaoman.pk,
        DE_FACTO,
        act="grant",
        applied_on="2026-03-03",
    )

    assert refused.status_code == 422
    assert f"还不能确定：缺已取得母亲的{RECEIPT}" in refused.content.decode()


def test_what_is_not_due_is_declined_with_its_reasons(gao_lan, shen_li, lin_xiaoman, browser_of):
    browser = browser_of(shen_li)

    _, text = page(browser, "decision", lin_xiaoman.pk, ORPHAN)
    assert "1 项条件不符合" in text
    assert "由昌平区民政部门决定" in text

    declined = sent(browser, "decision", lin_xiaoman.pk, ORPHAN, act="decline")
    assert declined.status_code == 302
    assert "2026-03-05 沈立 不予确认" in browser.get(declined.url).content.decode()
    with acting(officer(gao_lan)):
        assert not Determination.objects.get(child=lin_xiaoman).granted


def test_what_another_office_decides_is_locked_and_refused_with_its_name(
    gao_lan, shen_li, lin_xiaoman, receipt, browser_of
):
    _, text = page(browser_of(shen_li), "decision", lin_xiaoman.pk, DE_FACTO)
    assert "确认发放" not in text
    assert "由该儿童户籍地的街道办事处（乡镇人民政府）决定" in text
    assert "京社委儿福发〔2019〕36号 四（二）" in text

    refused = sent(
        browser_of(shen_li),
        "decision",
        lin_xiaoman.pk,
        DE_FACTO,
        act="grant",
        applied_on="2026-03-03",
    )
    assert refused.status_code == 422
    assert "您是昌平区的区民政干部，不能办理" in refused.content.decode()
    declined = sent(browser_of(gao_lan), "decision", lin_xiaoman.pk, ORPHAN, act="decline")
    assert declined.status_code == 422
    with acting(officer(gao_lan)):
        assert not Entitlement.objects.exists()
        assert not Determination.objects.exists()


@pytest.mark.usefixtures("receipt")
def test_a_child_director_sees_why_the_button_is_locked(chen_xiuying, lin_xiaoman, browser_of):
    browser = browser_of(chen_xiuying)

    _, text = page(browser, "decision", lin_xiaoman.pk, DE_FACTO)
    assert "您现在的岗位是儿童主任" in text
    assert "确认发放" not in text

    refused = sent(
        browser, "decision", lin_xiaoman.pk, DE_FACTO, act="grant", applied_on="2026-03-03"
    )
    assert refused.status_code == 403


def test_a_benefit_that_the_law_does_not_know_is_not_found(gao_lan, lin_xiaoman, browser_of):
    answer, _ = page(browser_of(gao_lan), "decision", lin_xiaoman.pk, "free-sweets")

    assert answer.status_code == 404
