"""沈知夏, whose father came out of prison in March, which is known in June: it all comes back."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from hutong.casework.models import Case
from hutong.foundation.access import acting
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import Payment, Round
from hutong.registry.people.models import Child
from tests.programmes.benefits.banking import a_file, an_account, released, said
from tests.programmes.benefits.families import ABLE, a_family, granted, parent, tell
from tests.stories.ways import NotDone, Web

PROCEDURE, BENEFIT = "recovery-of-overpayment", "living-allowance-de-facto"
RATE = Decimal("2850.00")
KNOWN, TOLD = date(2026, 6, 1), date(2026, 6, 4)


def the_third_of(month):
    return date(2026, month, 3)


@pytest.fixture
def zhixia(places, people):
    """She was paid until May, on account of a father who had been at home since February."""
    here = people.changping
    by = here.officer.officer
    child = a_family("沈知夏", places.longze, by, father=ABLE)
    father = parent(child, "father", by)
    for name, value in (("measure", "prison"), ("measure_months", 38)):
        tell(father, name, value, since=date(2024, 5, 1), by=by, on=date(2024, 6, 3))
    granted(child, BENEFIT, by, date(2026, 1, 20))
    an_account(child, "6214000000000012345", by)
    payers = SimpleNamespace(
        makes=here.clerk.officer, checks=here.checker.officer, approves=here.approver.officer
    )
    for month in (2, 3, 4, 5):
        released(f"2026-{month:02}", the_third_of(month), places.changping, payers)
    tell(father, "measure", "none", since=date(2026, 2, 20), by=by, on=KNOWN)
    return child


def sent(way, here, places, month):
    """A month from its list to the bank's file; the payments in it."""
    made = way.on(the_third_of(month)).pay(here, places.changping, f"2026-{month:02}")
    way.round_step(here.clerk, made, "release")
    with acting(here.clerk.officer):
        return made, list(Payment.objects.filter(round=made))


def owed(child, here):
    with acting(here.officer.officer):
        return queries.owed_back(child)


def back_in_prison(child, by, on):
    father = parent(child, "father", by)
    tell(father, "measure", "prison", since=on, by=by, on=on)
    tell(father, "measure_months", 40, since=on, by=by, on=on)


def test_three_months_too_much_are_found_told_decided_and_come_back(way, zhixia, places, people):
    here = people.changping
    with pytest.raises(NotDone, match="没有应退未退的款项"):
        way.on(KNOWN).open(here.clerk, zhixia, PROCEDURE, cause="父亲出狱")
    made, payments = sent(way, here, places, 6)
    assert payments == []
    assert owed(zhixia, here) == 3 * RATE

    way.on(TOLD).open(here.clerk, zhixia, PROCEDURE, cause="父亲 2 月 20 日刑满释放，6 月才知道")
    case = way.case(here.clerk, PROCEDURE)
    way.take(here.supervisor, case, "tell")
    _, letter = way.letter(here.supervisor, case, "recovery")
    assert "8,550.00" in letter
    way.take(here.supervisor, case, "hear", heard="父亲没有工作，请按月扣")
    how = {"way": "monthly", "monthly": "1000.00", "reason": "一次扣清影响生活"}
    way.take(here.supervisor, case, "propose", **how)
    with pytest.raises(NotDone):
        way.take(here.supervisor, case, "agree")
    way.take(here.officer, case, "agree")

    back_in_prison(zhixia, here.officer.officer, date(2026, 6, 10))
    paid = [sent(way, here, places, month)[1] for month in (7, 8, 9)]
    assert [[one.amount for one in payments] for payments in paid] == [[RATE - 1000]] * 3
    assert owed(zhixia, here) == 3 * RATE - 3000

    way.on(date(2026, 9, 7)).take(
        here.clerk, case, "repaid", amount="2850.00", received_on="2026-09-04", paper="收据0012"
    )
    with pytest.raises(NotDone, match=r"还有 ¥2,700\.00 没有追回、退还或免追，不能办结"):
        way.take(here.clerk, case, "close")
    way.take(here.supervisor, case, "propose-waiver", amount="2700.00", reason="家庭无力退还")
    with pytest.raises(NotDone):
        way.take(here.supervisor, case, "agree-waiver")
    way.take(here.officer, case, "agree-waiver")
    way.take(here.clerk, case, "close")

    with acting(here.officer.officer):
        assert Case.objects.get(pk=case.pk).closed_on == date(2026, 9, 7)
        account = queries.account_of(zhixia)
        assert queries.receivable(zhixia).plan is None
    assert account.adds_up
    assert (account.open, account.repaid, account.waived) == (0, RATE, Decimal("2700.00"))
    assert made.place_id == places.changping.pk


def shown(who, page, *args):
    """What somebody reads on a page."""
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(who.account)
    return client.get(reverse(page, args=args)).content.decode()


@pytest.mark.parametrize("way", [Web], indirect=True, ids=["web"])
def test_what_is_owed_back_stands_in_the_ledger_and_on_the_case(way, zhixia, places, people):
    here = people.changping
    sent(way, here, places, 6)
    ledger = shown(here.clerk, "ledger", zhixia.pk)
    assert "还应退 ¥8,550.00" in ledger
    assert "多发：2026-03、2026-04、2026-05" in ledger
    assert "两个人同意以前不会从发放中抵扣" in ledger

    way.on(TOLD).open(here.clerk, zhixia, PROCEDURE, cause="6 月才知道")
    case = way.case(here.clerk, PROCEDURE)
    way.take(here.supervisor, case, "tell")
    way.take(here.supervisor, case, "hear", heard="请按月扣")
    how = {"way": "monthly", "monthly": "1000.00", "reason": "一次扣清影响生活"}
    way.take(here.supervisor, case, "propose", **how)
    assert "每月 ¥1,000.00，等待另一人同意" in shown(here.officer, "case", case.pk)
    way.take(here.officer, case, "agree")
    way.take(
        here.clerk, case, "repaid", amount="2850.00", received_on="2026-06-04", paper="收据0012"
    )

    page = shown(here.officer, "case", case.pk)
    assert "还应退 ¥5,700.00" in page
    assert "收据0012" in page
    supervisor, officer = (one.account.name for one in (here.supervisor, here.officer))
    assert f"（{supervisor}提出，{officer}同意）" in page


def test_the_bank_answers_and_a_second_person_says_what_nobody_knows(way, zhixia, places, people):
    here = people.changping
    an = a_family("安然", places.longze, here.officer.officer)
    granted(an, "living-allowance-orphan", here.officer.officer, date(2026, 5, 20))
    an_account(an, "6214000000000054321", here.officer.officer)
    made, (payment,) = sent(way, here, places, 6)
    assert payment.child_id == an.pk
    assert zhixia.pk

    way.on(date(2026, 6, 5)).answers(here.clerk, made, a_file(said(payment, "处理中")))
    assert "结果不明" in way.reconciled(here.clerk, made) or "unknown" in way.reconciled(
        here.clerk, made
    )
    with pytest.raises(NotDone, match="发放复核人"):
        way.rule(here.clerk, made, 1, "paid", "电话问过")
    way.rule(here.checker, made, 1, "failed", "开户行来函：账户冻结")
    way.rule(here.clerk, made, 1, "resend", "账户已解冻")
    with pytest.raises(NotDone, match="已经导入过"):
        way.answers(here.clerk, made, a_file(said(payment, "处理中")))

    july, (again,) = sent(way, here, places, 7)
    assert (again.amount, again.attempt) == (2 * RATE, 2)
    way.on(date(2026, 7, 6)).answers(here.clerk, july, a_file(said(again, "成功")))
    with acting(here.clerk.officer):
        both = [queries.reconciliation(Round.objects.get(pk=one.pk)) for one in (made, july)]
    assert [(found.adds_up, found.done) for found in both] == [(True, True)] * 2


def test_nobody_else_learns_of_it(way, zhixia, places, people):
    here, there = people.changping, people.haidian
    made, _ = sent(way, here, places, 6)
    with pytest.raises(NotDone):
        way.on(TOLD).answers(there.clerk, made, a_file(("1", "", "1", "1", "成功", "")))
    with acting(there.clerk.officer):
        assert not Payment.objects.exists()
        with pytest.raises(Child.DoesNotExist):
            benefits.record_repayment(
                child=zhixia, amount=RATE, received_on=TOLD, paper="x",
                by=there.clerk.officer, on=TOLD,
            )  # fmt: skip
