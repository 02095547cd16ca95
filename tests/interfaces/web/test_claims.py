"""Bills on the page: entered, worked out, struck, refused, and shut once they are handed in."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hutong.casework import actions as casework
from hutong.foundation.access import acting
from hutong.foundation.access.models import Account
from hutong.foundation.access.queries import officer_named
from hutong.programmes.benefits.models import MedicalBill
from hutong.registry.people.models import Child

pytest_plugins = ["tests.city"]
BILL = {
    "hospital": "昌平区医院",
    "number": "0075 11a",
    "day": "2026-03-05",
    "kind": "outpatient",
    "total": "1,000.00",
    "by_insurance": "400",
    "by_others": "",
}


@pytest.fixture
def chen(city):
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(Account.objects.get(username="chenxiuying"))
    return client


@pytest.fixture
def case(city):
    """A claim for 林小满, who is de facto unsupported."""
    by = officer_named(username="chenxiuying", on=city)
    with acting(by):
        return casework.open_case(
            procedure="medical-claim",
            child=Child.objects.get(name="林小满"),
            answers={"insurance_year": "2026"},
            by=by,
            on=city,
        )


def bills(by_name, on, case):
    with acting(officer_named(username=by_name, on=on)):
        return list(MedicalBill.objects.filter(claim__case=case))


def test_a_bill_is_entered_and_its_sums_stand_on_the_page(chen, case, city):
    address = reverse("case_bills", args=[case.pk])

    answer = chen.post(address, BILL)
    page = chen.get(address).content.decode()

    assert (answer.status_code, answer.url) == (302, address)
    (bill,) = bills("chenxiuying", city, case)
    assert (bill.number, bill.day, str(bill.total)) == ("007511A", date(2026, 3, 5), "1000.00")
    assert "007511A" in page
    assert "1,000.00" in page
    assert "票据和核算" in chen.get(reverse("case", args=[case.pk])).content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": "dentist"}, "请选择票据类别。"),
        ({"day": ""}, "请填就诊日期。"),
        ({"total": ""}, "请填票据总额。"),
        ({"total": "一千"}, "“一千”不是金额"),
        ({"by_insurance": "1200"}, "医保和其他救助支付之和超过了票据总额。"),
    ],
)
def test_a_refused_bill_keeps_what_was_typed(chen, case, city, wrong, told):
    answer = chen.post(reverse("case_bills", args=[case.pk]), BILL | wrong)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert told in page
    assert 'value="0075 11a"' in page
    assert bills("chenxiuying", city, case) == []


def test_a_bill_sent_twice_is_refused_and_one_that_is_struck_comes_again(chen, case, city):
    address = reverse("case_bills", args=[case.pk])
    chen.post(address, BILL)
    twice = chen.post(address, BILL)
    (bill,) = bills("chenxiuying", city, case)
    strike = reverse("strike_bill", args=[case.pk, bill.pk])
    without = chen.post(strike, {"reason": " "})
    struck = chen.post(strike, {"reason": "金额抄错"})
    again = chen.post(address, BILL | {"total": "900"})

    assert (twice.status_code, without.status_code) == (422, 422)
    assert "已经申报过" in twice.content.decode()
    assert (struck.status_code, again.status_code) == (302, 302)
    page = chen.get(address).content.decode()
    assert "已划去" in page
    assert "金额抄错" in page


def test_a_case_without_a_claim_has_no_such_page(chen, city):
    by = officer_named(username="gaolan", on=city)
    with acting(by):
        other = Child.objects.get(name="林小满").cases.get(procedure="de-facto-allowance")

    assert chen.get(reverse("case_bills", args=[other.pk])).status_code == 404
