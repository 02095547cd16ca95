"""林小满's file: what it shows, and what opens only for a purpose."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hutong.foundation.access import acting
from hutong.foundation.history.models import Reading
from tests.interfaces.web.file.told import DE_FACTO, ID_NUMBER, officer, page, sent


def test_her_number_is_masked_until_chen_xiuying_says_what_for(
    chen_xiuying, lin_xiaoman, browser_of
):
    browser = browser_of(chen_xiuying)

    _, text = page(browser, "child", lin_xiaoman.pk)
    assert "110114********0028" in text
    assert ID_NUMBER not in text
    assert "6号院" not in text

    refused = sent(browser, "open_field", lin_xiaoman.pk, field="id_number")
    assert refused.status_code == 422
    assert ID_NUMBER not in refused.content.decode()

    shown = sent(browser, "open_field", lin_xiaoman.pk, field="id_number", purpose="visit")
    assert ID_NUMBER in shown.content.decode()
    assert "6号院" not in shown.content.decode()

    with acting(officer(chen_xiuying)):
        readings = Reading.objects.filter(file=lin_xiaoman.pk).order_by("pk")
        assert list(readings.values_list("what", "purpose", "actor")) == [
            ("file", "", chen_xiuying.pk),
            ("id_number", "visit", chen_xiuying.pk),
        ]


def test_with_htmx_only_the_number_comes_back(chen_xiuying, lin_xiaoman, browser_of):
    browser = browser_of(chen_xiuying)

    shown = sent(
        browser, "open_field", lin_xiaoman.pk, field="id_number", purpose="visit", htmx=True
    )

    assert ID_NUMBER in shown.content.decode()
    assert "<html" not in shown.content.decode()


def test_the_first_page_tells_nothing_of_the_fathers_prison_or_the_mothers_absence(
    chen_xiuying, lin_xiaoman, browser_of
):
    browser = browser_of(chen_xiuying)

    _, text = page(browser, "child", lin_xiaoman.pk)
    assert "监护情况 2 项" in text
    for word in ("服刑", "失联", "判决", "回执单", "被限制人身自由"):
        assert word not in text.replace("服刑在押、强制隔离戒毒、失联等规定情形", "")

    opened = sent(
        browser, "open_field", lin_xiaoman.pk, field="guardianship", purpose="decision", htmx=True
    ).content.decode()
    assert "父亲被限制人身自由的措施：服刑在押" in opened
    assert "母亲失联：是" in opened
    assert "母亲患" not in opened


def test_whoever_does_not_answer_for_her_finds_no_file(a_stranger, lin_xiaoman, browser_of):
    browser = browser_of(a_stranger)

    for name, *args in (
        ("child", lin_xiaoman.pk),
        ("child_facts", lin_xiaoman.pk),
        ("record_fact", lin_xiaoman.pk),
        ("decision", lin_xiaoman.pk, DE_FACTO),
        ("child_readings", lin_xiaoman.pk),
        ("child_changes", lin_xiaoman.pk),
    ):
        answer, text = page(browser, name, *args)
        assert answer.status_code == 404
        assert "林小满" not in text
    hidden = sent(browser, "open_field", lin_xiaoman.pk, field="id_number", purpose="visit")
    assert hidden.status_code == 404


def test_as_known_before_anybody_told_nothing_is_amiss(chen_xiuying, lin_xiaoman, browser_of):
    _, text = page(browser_of(chen_xiuying), "child", lin_xiaoman.pk, known_on="2026-02-01")

    assert "这是 2026年2月1日 当天所知的样子" in text
    assert "监护情况" not in text
    assert "建立档案" in text


def test_a_day_before_the_file_or_after_today_is_brought_back_between(
    chen_xiuying, lin_xiaoman, browser_of
):
    browser = browser_of(chen_xiuying)

    assert (
        "2024年2月1日 当天所知" in page(browser, "child", lin_xiaoman.pk, known_on="1990-01-01")[1]
    )
    assert "当天所知" not in page(browser, "child", lin_xiaoman.pk, known_on="2030-01-01")[1]
    assert "当天所知" not in page(browser, "child", lin_xiaoman.pk, known_on="yesterday")[1]


@pytest.mark.parametrize(
    ("view", "form", "field"),
    [
        ("child", "open_field", "id_number"),
        ("child_facts", "child_facts", ""),
    ],
)
def test_what_is_kept_back_opens_without_a_script(chen_xiuying, lin_xiaoman, view, form, field):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(chen_xiuying)

    _, text = page(browser, view, lin_xiaoman.pk)
    sheet = text[text.index(f'action="{reverse(form, args=[lin_xiaoman.pk])}"') :]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', sheet)

    opened = sent(
        browser,
        form,
        lin_xiaoman.pk,
        field=field,
        purpose="visit",
        csrfmiddlewaretoken=token[1],
    )
    assert opened.status_code == 200
