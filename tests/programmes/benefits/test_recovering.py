"""What was paid too much: two people decide how it comes back, and it comes back once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from hutong.foundation.access import acting
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import RecoveryPlan, Settlement
from tests.programmes.benefits.banking import an_account, payments_of, released, yuan
from tests.programmes.benefits.families import ABLE, a_family, granted, parent, run_month, tell

pytestmark = pytest.mark.django_db

DE_FACTO = "living-allowance-de-facto"
RATE = yuan("2850.00")
JUNE = date(2026, 6, 3)


def first_of(number):
    return date(2026, number, 3)


@pytest.fixture
def zhixia(huilongguan, changping, payers, shen_li):
    """沈知夏, whose father came out of prison in March, which is known in June."""
    child = a_family("沈知夏", huilongguan, shen_li, father=ABLE)
    father = parent(child, "father", shen_li)
    for name, value in (("measure", "prison"), ("measure_months", 38)):
        tell(father, name, value, since=date(2024, 5, 1), by=shen_li, on=date(2024, 6, 3))
    granted(child, DE_FACTO, shen_li, date(2026, 1, 20))
    an_account(child, "6214000000000012345", shen_li)
    for month in (2, 3, 4, 5):
        released(f"2026-0{month}", first_of(month), changping, payers)
    tell(father, "measure", "none", since=date(2026, 2, 20), by=shen_li, on=date(2026, 6, 1))
    return child


@pytest.fixture
def june(zhixia, changping, payers):
    """The June round, and 沈知夏 whose debt it found."""
    return released("2026-06", JUNE, changping, payers), zhixia


def again_in_prison(child, by, on):
    """So that there is something to take it off."""
    father = parent(child, "father", by)
    tell(father, "measure", "prison", since=on, by=by, on=on)
    tell(father, "measure_months", 40, since=on, by=by, on=on)


def planned(child, by, other, *, on=JUNE, **how):
    with acting(by):
        benefits.propose_recovery(child=child, reason="父亲3月出狱", by=by, on=on, **how)
    with acting(other):
        return benefits.agree_to_recovery(child=child, by=other, on=on)


def owed(child, by):
    with acting(by):
        return queries.owed_back(child)


def adds_up(child, by):
    with acting(by):
        account = queries.account_of(child)
    assert account.adds_up, account
    return account


def test_three_months_paid_too_much_are_owed_once_the_round_is_approved(
    zhixia, changping, payers, shen_li
):
    assert owed(zhixia, shen_li) == 0
    run_month("2026-06", JUNE, changping, payers)
    with acting(shen_li):
        found = queries.receivable(zhixia)
    assert (found.total, found.open) == (3 * RATE, 3 * RATE)
    assert [str(month) for one in found.taken_back for month in one.months] == [
        "2026-03",
        "2026-04",
        "2026-05",
    ]


def test_nothing_is_taken_off_before_two_people_have_decided(
    june, changping, payers, shen_li, gao_lan
):
    made, zhixia = june
    assert payments_of(made, shen_li) == []
    again_in_prison(zhixia, shen_li, date(2026, 6, 10))
    july = released("2026-07", first_of(7), changping, payers)
    assert [one.amount for one in payments_of(july, shen_li)] == [RATE]
    assert owed(zhixia, shen_li) == 3 * RATE

    with acting(gao_lan):
        benefits.propose_recovery(
            child=zhixia, way="monthly", monthly=yuan("500.00"), reason="家庭困难", by=gao_lan,
            on=first_of(7),
        )  # fmt: skip
    august = released("2026-08", first_of(8), changping, payers)
    assert [one.amount for one in payments_of(august, shen_li)] == [RATE]

    with acting(gao_lan), pytest.raises(benefits.NotYourDuty, match="区民政干部"):
        benefits.agree_to_recovery(child=zhixia, by=gao_lan, on=first_of(8))
    with acting(shen_li):
        benefits.agree_to_recovery(child=zhixia, by=shen_li, on=first_of(8))
    september = released("2026-09", first_of(9), changping, payers)
    assert [one.amount for one in payments_of(september, shen_li)] == [RATE - 500]
    assert owed(zhixia, shen_li) == 3 * RATE - 500
    adds_up(zhixia, shen_li)


def test_who_proposed_does_not_agree(june, shen_li):
    _, zhixia = june
    with acting(shen_li):
        benefits.propose_recovery(child=zhixia, way="whole", reason="x", by=shen_li, on=JUNE)
        with pytest.raises(benefits.NotRecovered, match="另一人同意"):
            benefits.agree_to_recovery(child=zhixia, by=shen_li, on=JUNE)
        with pytest.raises(IntegrityError, match="two_people_decide"), transaction.atomic():
            RecoveryPlan.objects.update(agreed_on=JUNE, agreed_by=shen_li.account_id)


def test_all_of_it_is_taken_off_the_next_payments_and_never_more_than_they_are(
    june, changping, payers, shen_li, gao_lan
):
    _, zhixia = june
    again_in_prison(zhixia, shen_li, date(2026, 6, 10))
    planned(zhixia, gao_lan, shen_li, way="whole")
    rounds = [
        released(f"2026-{month:02}", first_of(month), changping, payers) for month in (7, 8, 9, 10)
    ]
    assert [[one.amount for one in payments_of(made, shen_li)] for made in rounds] == [
        [],
        [],
        [],
        [RATE],
    ]
    assert owed(zhixia, shen_li) == 0
    with acting(shen_li):
        kinds = [(one.kind, one.amount) for one in queries.receivable(zhixia).settlements]
    assert kinds == [("offset", RATE)] * 3
    assert adds_up(zhixia, shen_li).open == 0


def test_a_monthly_sum_is_taken_off_once_a_month_however_many_files_there_are(
    june, changping, payers, shen_li, gao_lan
):
    _, zhixia = june
    planned(zhixia, gao_lan, shen_li, way="monthly", monthly=yuan("1000.00"))
    again_in_prison(zhixia, shen_li, date(2026, 6, 10))
    first = released("2026-07", first_of(7), changping, payers)
    tell(
        parent(zhixia, "father", shen_li), "measure_months", 41, since=date(2026, 5, 10),
        by=shen_li, on=date(2026, 7, 8),
    )  # fmt: skip
    second = released("2026-07", date(2026, 7, 9), changping, payers, supplement=True)

    assert [one.amount for one in payments_of(first, shen_li)] == [RATE - 1000]
    assert payments_of(second, shen_li) == []
    assert owed(zhixia, shen_li) == 3 * RATE - 1000


def test_a_family_pays_back_and_the_rest_is_waived_by_two(june, shen_li, gao_lan, du_ruo):
    _, zhixia = june
    with acting(du_ruo):
        for wrong, says in (
            ({"amount": yuan("8550.01")}, r"不超过尚欠的 ¥8,550\.00"),
            ({"amount": yuan("0.00")}, "大于零"),
            ({"paper": " "}, "收款凭证"),
            ({"received_on": date(2026, 6, 4)}, "不能晚于今天"),
        ):
            told = {"amount": RATE, "received_on": JUNE, "paper": "收据0012"} | wrong
            with pytest.raises(benefits.NotRecovered, match=says):
                benefits.record_repayment(child=zhixia, by=du_ruo, on=JUNE, **told)
        benefits.record_repayment(
            child=zhixia, amount=RATE, received_on=JUNE, paper="收据0012", by=du_ruo, on=JUNE
        )
    with acting(gao_lan):
        benefits.propose_waiver(
            child=zhixia, amount=2 * RATE, reason="家庭无力退还", by=gao_lan, on=JUNE
        )
        assert queries.owed_back(zhixia) == 2 * RATE
        with pytest.raises(benefits.StillOwed, match=r"还有 ¥5,700\.00 没有追回"):
            benefits.close_recovery(child=zhixia, by=gao_lan, on=JUNE)
    with acting(shen_li):
        benefits.agree_to_waiver(child=zhixia, by=shen_li, on=JUNE)
        assert benefits.close_recovery(child=zhixia, by=shen_li, on=JUNE) is None
    account = adds_up(zhixia, shen_li)
    assert (account.repaid, account.waived, account.open) == (RATE, 2 * RATE, 0)
    assert account.on_its_way - account.repaid - account.waived == account.lines == RATE


def test_the_database_settles_no_more_than_is_owed_and_offsets_nothing_undecided(
    june, shen_li, du_ruo
):
    made, zhixia = june
    with acting(du_ruo):

        def settle(**given):
            values = {
                "child": zhixia,
                "kind": "repaid",
                "amount": RATE,
                "paper": "收据",
                "settled_on": JUNE,
                "recorded_on": JUNE,
                "recorded_by_id": du_ruo.account_id,
            }
            with transaction.atomic():
                Settlement.objects.create(**values | given)

        with pytest.raises(IntegrityError, match="No more is settled"):
            settle(amount=3 * RATE + Decimal("0.01"))
        with pytest.raises(IntegrityError, match="beyond what two people decided"):
            settle(kind="offset", round=made, paper="")
        with pytest.raises(IntegrityError, match="by whoever acts"):
            settle(recorded_by_id=shen_li.account_id)
        settle()


def test_who_owes_nothing_has_nothing_to_recover(zhixia, shen_li, du_ruo):
    with acting(shen_li), pytest.raises(benefits.NotRecovered, match="没有应退未退"):
        benefits.propose_recovery(child=zhixia, way="whole", reason="x", by=shen_li, on=JUNE)
    with acting(du_ruo), pytest.raises(benefits.NotRecovered, match="没有应退未退"):
        benefits.record_repayment(
            child=zhixia, amount=RATE, received_on=JUNE, paper="收据", by=du_ruo, on=JUNE
        )
