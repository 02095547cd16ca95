"""林小满's allowance from her grandmother's word to the district's file, through the pages."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hutong.casework import actions as casework
from hutong.casework import queries
from hutong.casework.models import Case, Taken
from hutong.demo.matters import hand_in
from hutong.foundation.access import acting
from hutong.foundation.calendar.actions import load_package_years
from hutong.programmes.benefits.models import Entitlement
from tests.foundation.documents import files
from tests.interfaces.web.file.told import DE_FACTO, officer, page, sent

PROCEDURE = "de-facto-allowance"


@pytest.fixture(autouse=True)
def announced(gao_lan):
    by = officer(gao_lan)
    with acting(by):
        load_package_years(by=by, on=date(2026, 1, 1))


def a_scan():
    return SimpleUploadedFile("申请表.pdf", files.scan(1), "application/pdf")


def form(browser, view, *args):
    """A form as a browser holds it: its hidden fields."""
    text = browser.get(reverse(view, args=args)).content.decode()
    return dict(re.findall(r'name="(key|seen|done_on)"[^>]*?value="([^"]*)"', text, re.DOTALL))


def opened(browser, child):
    kept = form(browser, "open_case", child.pk, PROCEDURE)
    answer = sent(
        browser,
        "open_case",
        child.pk,
        PROCEDURE,
        applicant="何秀兰",
        relation="外祖母",
        **{"paper-application": a_scan()},
        **kept,
    )
    assert answer.status_code == 302, answer.content.decode()
    return Case


def take(browser, case, step, **typed):
    return sent(
        browser, "case_step", case.pk, step, **form(browser, "case_step", case.pk, step) | typed
    )


@pytest.fixture
def case(lin_xiaoman, chen_xiuying, browser_of):
    opened(browser_of(chen_xiuying), lin_xiaoman)
    with acting(officer(chen_xiuying)):
        return Case.objects.select_related("child").get()


@pytest.mark.usefixtures("receipt")
def test_from_the_grandmothers_word_to_the_districts_file(case, gao_lan, shen_li, browser_of):
    street, district = browser_of(gao_lan), browser_of(shen_li)
    _, waits = page(street, "cases")
    assert "林小满" in waits
    assert "已申请，待受理" in waits

    assert take(street, case, "accept").status_code == 302
    _, accepted = page(street, "case", case.pk)
    assert "剩 5 个工作日" in accepted
    assert "2026-03-12" in accepted

    assert take(street, case, "confirm").status_code == 302
    assert take(district, case, "file", entry_number="QG-0001").status_code == 302

    with acting(officer(gao_lan)):
        entitlement = Entitlement.objects.get(child=case.child)
        assert (entitlement.benefit, str(entitlement.first_month)) == (DE_FACTO, "2026-04")
        assert Case.objects.get(pk=case.pk).closed_on == date(2026, 3, 5)
        recheck = Case.objects.get(procedure="half-yearly-recheck")
        assert recheck.parent_id == case.pk
    _, again = page(street, "case", recheck.pk)
    assert "2026-09-07" in again  # 5 September is a Saturday


@pytest.mark.usefixtures("receipt")
def test_a_case_stands_in_the_list_once_and_names_its_office_once(
    case, gao_lan, shen_li, browser_of
):
    street = browser_of(gao_lan)
    take(street, case, "accept")
    take(street, case, "confirm")

    _, text = page(browser_of(shen_li), "cases")

    assert text.count(case.number) == 1
    assert "昌平区民政干部" in text
    assert "区区" not in text


def test_a_missing_paper_is_asked_for_once_and_the_five_days_wait(
    case, chen_xiuying, gao_lan, browser_of
):
    street, home = browser_of(gao_lan), browser_of(chen_xiuying)
    take(street, case, "accept")
    silent = take(street, case, "ask-for-papers", reason="")
    assert silent.status_code == 422
    assert "请写明理由" in silent.content.decode()

    assert take(street, case, "ask-for-papers", reason="缺公安查找回执").status_code == 302
    _, returned = page(home, "today")
    assert "待补正材料" in returned
    _, waiting = page(street, "case", case.pk)
    assert "暂停计时" in waiting
    assert "缺公安查找回执" in waiting


def test_a_grant_that_the_rule_does_not_support_is_refused_and_nothing_moves(
    case, gao_lan, browser_of
):
    street = browser_of(gao_lan)
    take(street, case, "accept")
    for shown in (page(street, "case", case.pk), page(street, "case_step", case.pk, "confirm")):
        assert "只差一份材料，不是不符合" in shown[1]
        assert reverse("decision", args=[case.child_id, DE_FACTO]) in shown[0].content.decode()

    refused = take(street, case, "confirm")

    assert refused.status_code == 422
    assert "儿童失联父母查找情况回执单" in refused.content.decode()
    with acting(officer(gao_lan)):
        assert Taken.objects.filter(case=case).count() == 2
        assert not Entitlement.objects.exists()


def test_whoever_comes_second_is_told_what_the_first_did(case, gao_lan, browser_of):
    street = browser_of(gao_lan)
    stale = form(street, "case_step", case.pk, "accept")
    take(street, case, "accept")

    late = sent(street, "case_step", case.pk, "ask-for-papers", reason="缺材料", **stale)

    assert late.status_code == 422
    assert "高岚已于2026-03-05办理了“受理”" in late.content.decode()


def test_the_same_form_sent_twice_counts_once(case, gao_lan, browser_of):
    street = browser_of(gao_lan)
    kept = form(street, "case_step", case.pk, "accept")
    for _ in range(2):
        assert sent(street, "case_step", case.pk, "accept", **kept).status_code == 302
    with acting(officer(gao_lan)):
        assert Taken.objects.filter(case=case).count() == 2


def test_a_stranger_finds_no_such_case(case, a_stranger, browser_of):
    answer, _ = page(browser_of(a_stranger), "case", case.pk)

    assert answer.status_code == 404


def test_who_is_not_on_turn_sees_why(case, chen_xiuying, browser_of):
    _, text = page(browser_of(chen_xiuying), "case", case.pk)

    assert "由街道（乡镇）儿童督导员办理" not in text  # withdrawing is hers
    assert "申请人撤回" in text


def test_every_procedure_has_its_page_with_a_drawing(gao_lan, browser_of):
    browser = browser_of(gao_lan)
    _, listed = page(browser, "procedures")
    assert "事实无人抚养儿童生活费" in listed

    _, text = page(browser, "procedure", PROCEDURE)
    assert "<svg" in text
    assert "5 个工作日" in text
    assert "与“提出申请”不能是同一人" in text


def test_a_case_on_notice_says_how_long_it_waits(lin_xiaoman, gao_lan, browser_of):
    by, on = officer(gao_lan), date(2026, 3, 5)
    with acting(by):
        kind = queries.paper_kinds()["disability-card"]
        paper = hand_in(lin_xiaoman, kind, by=by, on=on)
        opened = casework.open_case(
            procedure="disability-nursing-subsidy",
            child=lin_xiaoman,
            answers={"applicant": "何秀兰"},
            papers=[paper],
            by=by,
            on=on,
        )
        for step in ("federation-checks", "first-opinion"):
            casework.take_step(
                case=opened,
                step=step,
                seen=opened.taken.count(),
                answers={"opinion": "符合条件"},
                by=by,
                on=on,
            )

    _, waits = page(browser_of(gao_lan), "cases")

    assert "等 7 日期满" in waits
    assert "没有规定期限" not in waits
