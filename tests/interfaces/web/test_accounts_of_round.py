"""What the month's page tells those who pay of accounts that change or are held back."""

import re
from datetime import date

import pytest
from django.urls import reverse

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from tests.interfaces.web.conftest import officer_of
from tests.programmes.benefits.accounts import propose

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 5)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("HUTONG_TODAY", TODAY.isoformat())


def test_the_clerk_sees_whose_account_changes_and_whose_is_held_back(
    tong_yutong, he_yun, shen, changping, browser_of
):
    propose(tong_yutong, shen, TODAY, papers=False)
    with acting(shen):
        benefits.hold_account(child=tong_yutong, reason="存折丢失", by=shen, on=TODAY)
    clerk = officer_of(he_yun)
    with acting(clerk):
        made = benefits.make_round(month=Month.of(TODAY), place=changping, by=clerk, on=TODAY)

    told = text(browser_of(he_yun).get(reverse("month", args=[made.pk])))

    assert "没有账户 1 人" in told
    assert "1 个账户暂停发放 童雨桐 存折丢失" in told
    assert "1 个账户正在变更，仍发到原账户 童雨桐 待另一人核准" in told
