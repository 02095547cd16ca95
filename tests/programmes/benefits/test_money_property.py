"""Whatever the rounds, the bank, families and officers do: the money adds up, child by child."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Refused
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.models import Payment, RecoveryPlan, Round, Ruled
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child
from tests.programmes.benefits.banking import an_account, answered, mended_account, said
from tests.programmes.benefits.families import a_family, granted, run_month

pytestmark = pytest.mark.django_db

ORPHANS = "living-allowance-orphan"
START = date(2026, 2, 2)
NAMES = ["安然", "林小满", "郝明"]  # the last has no account

who = st.sampled_from(NAMES)
sums = st.sampled_from(["0.01", "500.00", "2850.00", "5700.00", "9000.00"]).map(Decimal)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("pay")),
        st.tuples(st.just("pay")),
        st.tuples(
            st.just("bank"),
            st.lists(
                st.sampled_from(["成功", "失败", "处理中", "", "twice", "wrong"]),
                min_size=3,
                max_size=3,
            ),
        ),
        st.tuples(
            st.just("learn"),
            who,
            st.sampled_from(
                [("deceased", True), ("deceased", False), ("adopted", True), ("adopted", False)]
            ),
            st.integers(0, 90),
        ),
        st.tuples(st.just("rule"), st.sampled_from([Ruled.PAID, Ruled.FAILED])),
        st.tuples(st.just("again")),
        st.tuples(st.just("mend"), who),
        st.tuples(st.just("repay"), who, sums),
        st.tuples(st.just("waive"), who, sums, st.booleans()),
        st.tuples(st.just("plan"), who, st.sampled_from(["whole", "700.00", "repaid"])),
    ),
    min_size=4,
    max_size=14,
)


class Town:
    """Three orphans, the people who pay, a bank, and officers who decide."""

    def __init__(self, at, district, officer, second, payers):
        self.district, self.officer, self.second, self.payers = district, officer, second, payers
        self.keys = {}
        for number, name in enumerate(NAMES):
            child = a_family(name, at, officer)
            granted(child, ORPHANS, officer, date(2026, 1, 20))
            if name != NAMES[-1]:
                an_account(child, f"621400000000001234{number}", officer)
            self.keys[name] = child.pk

    def begin(self):
        self.today, self.accounts = START, 0
        with acting(self.officer):
            found = Child.objects.in_bulk(self.keys.values())
        self.children = {name: found[key] for name, key in self.keys.items()}

    def take(self, kind, *told):
        self.today += timedelta(days=9)
        try:
            with transaction.atomic():
                getattr(self, kind)(*told)
        except Refused:
            return

    def proposed(self):
        self.today += timedelta(days=9)
        return run_month(
            str(Month.of(self.today)), self.today, self.district, self.payers, supplement=True
        )

    def pay(self):
        made = self.proposed()
        with acting(self.payers.makes):
            benefits.release_round(round=made, by=self.payers.makes, on=self.today)

    def bank(self, words):
        with acting(self.payers.makes):
            made = Round.objects.filter(remittance__isnull=False).order_by("-released_on").first()
            sent = list(queries.sent(made)) if made else []
        lines = []
        for payment, word in zip(sent, words, strict=False):
            if word == "twice":
                lines += [said(payment, "成功"), said(payment, "成功")]
            elif word == "wrong":
                lines.append(said(payment, "成功", amount=payment.amount + 1))
            elif word:
                lines.append(said(payment, word))
        if lines:
            answered(made, self.payers.makes, *lines, on=self.today)

    def learn(self, name, news, ago):
        fact, value = news
        with acting(self.officer):
            people.record_fact(
                subject=self.children[name],
                name=fact,
                value=value,
                since=self.today - timedelta(days=ago),
                by=self.officer,
                on=self.today,
            )

    def rule(self, ruled):
        checker = self.payers.checks
        with acting(checker):
            for payment in Payment.objects.order_by("pk"):
                if queries.standing_of(payment).open_to_ruling:
                    benefits.rule_payment(
                        payment=payment, ruled=ruled, reason="来函", by=checker, on=self.today
                    )
                    return

    def again(self):
        clerk = self.payers.makes
        with acting(clerk):
            for payment in Payment.objects.order_by("pk"):
                standing = queries.standing_of(payment)
                if standing.failed_and_waiting and not standing.resend:
                    benefits.send_again(payment=payment, reason="故障", by=clerk, on=self.today)
                    return

    def mend(self, name):
        self.accounts += 1
        number = f"62220200000000{self.accounts:02}"
        child = self.children[name]
        with acting(self.officer):
            present = queries.account_on(child, self.today)
        if present is None:
            an_account(child, number, self.officer, since=self.today + timedelta(days=1))
        elif present.days.lower < self.today:
            mended_account(child, number, self.officer, self.second, on=self.today)

    def repay(self, name, amount):
        with acting(self.officer):
            benefits.record_repayment(
                child=self.children[name],
                amount=amount,
                received_on=self.today,
                paper="收据",
                by=self.officer,
                on=self.today,
            )

    def waive(self, name, amount, agreed):
        child = self.children[name]
        with acting(self.officer):
            benefits.propose_waiver(
                child=child, amount=amount, reason="困难", by=self.officer, on=self.today
            )
        if agreed:
            with acting(self.second):
                benefits.agree_to_waiver(child=child, by=self.second, on=self.today)

    def plan(self, name, how):
        child = self.children[name]
        monthly = None if how in {"whole", "repaid"} else Decimal(how)
        way = "monthly" if monthly else how
        with acting(self.officer):
            if RecoveryPlan.objects.filter(child=child, ended_on__isnull=True).exists():
                benefits.end_recovery(child=child, by=self.officer, on=self.today)
            benefits.propose_recovery(
                child=child, way=way, monthly=monthly, reason="x", by=self.officer, on=self.today
            )
        with acting(self.second):
            benefits.agree_to_recovery(child=child, by=self.second, on=self.today)


def assert_told_alike(made):
    """The figures of a file are those of its payments, one by one."""
    made = Round.objects.get(pk=made.pk)
    told = queries.bank_summary(made)
    if made.released_on:
        payments = list(queries.sent(made))
        assert (told.count, told.total) == (len(payments), sum(one.amount for one in payments))
        return
    preview = queries.bank_preview(made)
    assert told == queries.BankSummary(
        count=preview.count,
        total=preview.total,
        without_account=len(preview.without_account),
        owing=len(preview.owing),
        offset=sum((one.offset for one in preview.instructions), Decimal(0)),
        late=sum(1 for one in preview.instructions if one.late),
    )
    lacking = [(one.payee.child, one.amount) for one in preview.without_account]
    shown = [(one.payee.child, one.amount) for one in queries.without_account(made, limit=9)]
    assert sorted(shown) == sorted(lacking)


@pytest.fixture
def town(huilongguan, changping, shen_li, payers):
    from hutong.foundation.access.roles import Role
    from tests.programmes.benefits.conftest import post

    second = post("何静", Role.DISTRICT_HEAD, changping)
    return Town(huilongguan, changping, shen_li, second, payers)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=steps)
def test_paid_less_repaid_less_waived_is_what_the_lines_say(story, town):
    with transaction.atomic():
        town.begin()
        for kind, *told in story:
            town.take(kind, *told)
        made = town.proposed()
        with acting(town.payers.makes):
            assert_told_alike(made)
            benefits.release_round(round=made, by=town.payers.makes, on=town.today)
            assert_told_alike(made)
        with acting(town.officer):
            for name, child in town.children.items():
                account = queries.account_of(child)
                assert account.adds_up, (name, account)
                assert min(account.open, account.on_its_way, account.unsent, account.paid) >= 0
                assert account.open == queries.owed_back(child)
            assert not Payment.objects.filter(amount__lte=0).exists()
        with acting(town.payers.makes):
            for made in Round.objects.filter(released_on__isnull=False):
                found = queries.reconciliation(made)
                assert found.adds_up
                assert found.declared.children == queries.sent(made).count()
        transaction.set_rollback(True)


def test_a_payment_that_goes_twice_is_noticed(town, payers, monkeypatch):
    """A planted defect: whoever works out the file forgets that an old failure went out again."""
    from hutong.programmes.benefits import _remitting

    with transaction.atomic():
        town.begin()
        town.take("pay")
        town.take("bank", ["失败", "成功", "成功"])
        town.take("again")
        real = _remitting.instructions
        first = {}

        def forgetful(made, day):
            found = real(made, day)
            first.update({one.payee.child: one.late for one in found if one.late})
            return [
                one if one.late or one.payee.child not in first
                else type(one)(one.payee, one.place, one.net, one.offset, first[one.payee.child])
                for one in found
            ]  # fmt: skip

        monkeypatch.setattr(_remitting, "instructions", forgetful)
        for _ in range(4):
            town.today += timedelta(days=9)
        made = run_month(
            str(Month.of(town.today)), town.today, town.district, payers, supplement=True
        )
        with acting(payers.makes):
            benefits.release_round(round=made, by=payers.makes, on=town.today)
        assert first
        town.today += timedelta(days=31)
        made = run_month(
            str(Month.of(town.today)), town.today, town.district, payers, supplement=True
        )
        with acting(payers.makes), pytest.raises(benefits.SentMeanwhile, match="刚被另一批带走"):
            benefits.release_round(round=made, by=payers.makes, on=town.today)
        transaction.set_rollback(True)
