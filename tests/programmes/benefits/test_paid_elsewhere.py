"""What another office pays is worked out and shown, and is never granted or paid here."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Entitlement, Line
from hutong.programmes.benefits.queries import law, owed, why_not_decide
from tests.programmes.benefits.families import ABLE, ORPHAN, a_family, run_month

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 5)
DRAWS_DIBAO = ORPHAN | {"on_dibao": True, "own_dibao_amount": Decimal("1812.50")}


@pytest.fixture
def lanlan(huilongguan, gao_lan):
    """岚岚's family draws dibao; her parents are well."""
    return a_family("岚岚", huilongguan, gao_lan, facts=DRAWS_DIBAO, father=ABLE, mother=ABLE)


def test_her_dibao_is_told_with_its_sum_and_its_office(lanlan, shen_li):
    with acting(shen_li):
        dibao = next(one for one in owed(lanlan, on=ON, known_on=ON) if one.benefit.code == "dibao")

    assert dibao.verdict.amount == Decimal("1812.50")
    assert dibao.benefit.paid_by is not None
    assert dibao.benefit.paid_by.zh == "社会救助部门"


def test_nobody_here_grants_declines_takes_over_or_departs_from_it(lanlan, shen_li):
    def take_over():
        given = benefits.TakenOver(child=lanlan, benefit="dibao", confirmed_on=ON)
        benefits.take_over(grants=[given], by=shen_li, on=ON)

    def depart():
        benefits.propose_deviation(
            child=lanlan,
            benefit="dibao",
            first_month=Month(2026, 4),
            last_month=Month(2026, 4),
            amount=Decimal(2000),
            reason="多发",
            by=shen_li,
            on=ON,
        )

    for verb in (
        lambda: benefits.confirm(child=lanlan, benefit="dibao", applied_on=ON, by=shen_li, on=ON),
        lambda: benefits.decline(child=lanlan, benefit="tekun", by=shen_li, on=ON),
        take_over,
        depart,
    ):
        with acting(shen_li), pytest.raises(benefits.NotPaidHere, match="社会救助部门审批发放"):
            verb()
    refusal = why_not_decide(shen_li, law().benefit("dibao"), None)
    assert isinstance(refusal, benefits.NotPaidHere)


def test_even_a_grant_that_is_on_file_never_becomes_a_line(lanlan, changping, shen_li, payers):
    with acting(shen_li):
        Entitlement.objects.create(
            child=lanlan,
            benefit="dibao",
            account="dibao",
            applied_on=ON,
            confirmed_on=ON,
            confirmed_by_id=shen_li.account_id,
            first_month=Month(2026, 3),
        )
    made = run_month("2026-04", date(2026, 4, 2), changping, payers)

    with acting(shen_li):
        assert not Line.objects.filter(round=made).exists()
        assert not made.held.exists()
