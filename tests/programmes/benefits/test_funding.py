"""Money that arrives and is handed down: two people, never more than there is, nothing deleted."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.foundation.access import acting
from hutong.programmes.benefits.actions import NotYourDuty
from hutong.programmes.benefits.actions.funding import (
    NotConfirmed,
    NotMoney,
    NotStruck,
    confirm_money,
    hand_down,
    record_receipt,
    strike_money,
)
from hutong.programmes.benefits.models import FundAllocation, FundReceipt, Purpose, Source
from hutong.programmes.benefits.queries.funding import fund, funds_of, handed_to

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 10)


def arrived(place, by, **told):
    return record_receipt(
        **{
            "place": place,
            "document": "京财社指〔2026〕9901号",
            "title": "2026年困境儿童生活费",
            "purpose": Purpose.LIVING,
            "source": Source.PROVINCE,
            "amount": Decimal("100000.00"),
            "year": 2026,
            "arrived_on": date(2026, 3, 5),
            "by": by,
            "on": ON,
        }
        | told
    )


def given_to(place, receipt, by, amount="40000.00", **told):
    return hand_down(
        **{
            "receipt": receipt,
            "place": place,
            "amount": Decimal(amount),
            "allotted_on": date(2026, 3, 9),
            "document": "昌财社〔2026〕9901号",
            "by": by,
            "on": ON,
        }
        | told
    )


@pytest.fixture
def money(changping, du_ruo, han_zhang):
    """A hundred thousand yuan that 杜若 recorded and 韩章 confirmed."""
    with acting(du_ruo):
        receipt = arrived(changping, du_ruo)
    with acting(han_zhang):
        confirm_money(moved=receipt, by=han_zhang, on=ON)
        receipt.refresh_from_db()
    return receipt


def test_what_is_handed_down_is_taken_off_what_arrived(money, huilongguan, changping, du_ruo):
    with acting(du_ruo):
        given_to(huilongguan, money, du_ruo)

        found = funds_of(changping, 2026)
        assert [(one.handed_down, one.left) for one in found] == [
            (Decimal("40000.00"), Decimal("60000.00"))
        ]
        assert [one.amount for one in handed_to(huilongguan, 2026)] == [Decimal("40000.00")]
        assert funds_of(changping, 2025) == []


def test_whoever_recorded_money_does_not_confirm_it(changping, du_ruo, han_zhang, shen_li):
    with acting(du_ruo):
        receipt = arrived(changping, du_ruo)
        with pytest.raises(NotConfirmed, match="登记人不能确认"):
            confirm_money(moved=receipt, by=du_ruo, on=ON)
    with acting(han_zhang):
        confirm_money(moved=receipt, by=han_zhang, on=ON)
    with acting(shen_li), pytest.raises(NotConfirmed, match="已经确认过或者划去"):
        confirm_money(moved=receipt, by=shen_li, on=ON)


def test_the_database_itself_asks_for_a_second_person(changping, du_ruo):
    with acting(du_ruo):
        receipt = arrived(changping, du_ruo)
        with pytest.raises(DatabaseError, match="confirmed_by_a_second_person"):
            FundReceipt.objects.filter(pk=receipt.pk).update(
                confirmed_on=ON, confirmed_by_id=du_ruo.account_id
            )


def test_money_that_nobody_confirmed_is_not_handed_down(changping, huilongguan, du_ruo):
    with acting(du_ruo):
        receipt = arrived(changping, du_ruo)
        with pytest.raises(NotMoney, match="只能下拨已经到账并经第二人确认的资金"):
            given_to(huilongguan, receipt, du_ruo)


def test_no_more_is_handed_down_than_arrived(money, huilongguan, du_ruo):
    with acting(du_ruo):
        given_to(huilongguan, money, du_ruo, "99999.99")
        with pytest.raises(NotMoney, match=r"未下拨的只有 ¥0\.01"):
            given_to(huilongguan, money, du_ruo, "0.02")
        given_to(huilongguan, money, du_ruo, "0.01")
        assert fund(money).left == 0


def test_money_goes_down_and_not_across(money, changping, miyun, du_ruo):
    with acting(du_ruo):
        for place in (changping, miyun):
            with pytest.raises(NotMoney, match="只能下拨给下级地区"):
                given_to(place, money, du_ruo)


def test_a_document_brings_its_money_once(money, changping, du_ruo):
    with acting(du_ruo):
        with pytest.raises(NotMoney, match="已经登记过"):
            arrived(changping, du_ruo, amount=Decimal(5))
        arrived(changping, du_ruo, source=Source.COUNTY)


def test_what_was_recorded_wrongly_is_struck_and_stays(money, huilongguan, du_ruo, han_zhang):
    with acting(du_ruo):
        part = given_to(huilongguan, money, du_ruo)
        with pytest.raises(NotMoney, match="先划去下拨"):
            strike_money(moved=money, reason="登记重复", by=du_ruo, on=ON)
        with pytest.raises(NotStruck, match="请写明划去的原因"):
            strike_money(moved=part, reason=" ", by=du_ruo, on=ON)
        strike_money(moved=part, reason="金额有误", by=du_ruo, on=ON)
        assert fund(money).left == money.amount
        strike_money(moved=money, reason="登记重复", by=du_ruo, on=ON)
        with pytest.raises(NotStruck, match="已经划去了"):
            strike_money(moved=money, reason="再划", by=du_ruo, on=ON)
        assert FundReceipt.objects.count() == FundAllocation.objects.count() == 1
    with acting(han_zhang), pytest.raises(NotConfirmed):
        confirm_money(moved=part, by=han_zhang, on=ON)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"document": " "}, "请填文件编号"),
        ({"title": ""}, "请填文件标题"),
        ({"amount": Decimal(0)}, "金额应当大于零"),
        ({"arrived_on": date(2026, 3, 11)}, "日期不能晚于今天"),
        ({"year": 1926}, "使用年度"),
    ],
)
def test_what_cannot_be_is_not_recorded(told, says, changping, du_ruo):
    with acting(du_ruo), pytest.raises(NotMoney, match=says):
        arrived(changping, du_ruo, **told)


def test_money_is_recorded_by_those_who_answer_for_it(changping, miyun, gao_lan, du_ruo):
    with acting(gao_lan), pytest.raises(NotYourDuty):
        arrived(changping, gao_lan)
    with acting(du_ruo), pytest.raises(NotMoney, match="不在您的辖区"):
        arrived(miyun, du_ruo)


def test_another_district_sees_none_of_it(money, fang_zhi):
    with acting(fang_zhi):
        assert not FundReceipt.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "update benefits_fund_receipt set amount = amount + 1",
        "update benefits_fund_receipt set document = 'X'",
        "delete from benefits_fund_receipt",
        "update benefits_fund_receipt set confirmed_on = null, confirmed_by_id = null",
        "update benefits_fund_receipt set confirmed_on = confirmed_on + 1",
    ],
)
@pytest.mark.usefixtures("money")
def test_money_that_moved_is_never_changed(statement, du_ruo):
    with (
        acting(du_ruo),
        pytest.raises(DatabaseError, match=r"permission denied|not changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=st.lists(st.tuples(st.integers(1, 6_000_000), st.booleans()), min_size=1, max_size=8))
def test_what_is_left_is_what_arrived_less_what_stands(moves, money, huilongguan, du_ruo):
    """Fen are handed down and some struck again; what is left never falls below nothing."""
    with transaction.atomic(), acting(du_ruo):
        standing = Decimal(0)
        for fen, struck in moves:
            amount = Decimal(fen) / 100
            if standing + amount > money.amount:
                with pytest.raises(NotMoney):
                    given_to(huilongguan, money, du_ruo, str(amount))
                continue
            part = given_to(huilongguan, money, du_ruo, str(amount))
            if struck:
                strike_money(moved=part, reason="登记有误", by=du_ruo, on=ON)
            else:
                standing += amount
            assert fund(money).left == money.amount - standing >= 0
        transaction.set_rollback(True)
