"""Whoever proposes, approves, refuses or pays whenever: money goes only where two people agreed.

The judge keeps a book of its own. It knows nothing of rows and constraints: who asked for which
account, who agreed and on which day, and which payments left the house.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Refused
from hutong.law import beijing
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import AccountChange, PayeeAccount, Payment, Round
from hutong.programmes.benefits.queries import account_on, unfinished_change
from tests.programmes.benefits.accounts import (
    GRANDMOTHER,
    approve,
    card_and_identity,
    first_account,
)
from tests.programmes.benefits.families import a_family, granted, run_month

pytestmark = pytest.mark.django_db

START = date(2025, 9, 1)
FIRST_NUMBER = "62140000000000000"
NUMBERS = [f"6222020000000000{n}" for n in range(3)]
WAIT = int(beijing.account_rules().waits.values[-1].amount)
PEOPLE = ["高岚", "沈立", "孟岚"]  # who may propose, who may do both, who may approve

who = st.sampled_from(PEOPLE)
days = st.integers(0, 9)


def one(kind, person="", number=""):
    """One step, and how many days it comes after the one before."""
    return st.tuples(
        st.tuples(
            st.just(kind),
            who if person else st.just(""),
            st.sampled_from(NUMBERS) if number else st.just(""),
        ),
        days,
    )


# What belongs together comes together more often, so that money does go to changed accounts.
fragments = st.one_of(
    *(st.tuples(one("propose", "by", "to"), one("approve", "by")) for _ in range(4)),
    *(
        st.tuples(one("propose", "by", "to"), one("approve", "by"), one("pay"), one("send"))
        for _ in range(4)
    ),
    *(st.tuples(one("pay"), one("send")) for _ in range(4)),
    *(st.tuples(one(kind, "by")) for kind in ("approve", "refuse", "withdraw", "hold", "lift")),
    st.tuples(one("first", "by", "to")),
)
steps = st.lists(fragments, min_size=3, max_size=9).map(
    lambda parts: [step for part in parts for step in part]
)


@dataclass
class Book:
    """What was agreed, by whom and when, in the order in which it happened."""

    asked: dict[object, tuple[str, str]] = field(default_factory=dict)  # change: who, number
    agreed: list[tuple[str, str, str, date]] = field(default_factory=list)
    called_off: list[tuple[str, date]] = field(default_factory=list)

    def faults(self, payments):
        """Every payment that went where it must not; `payments` are days and numbers."""
        found = []
        for day, number in payments:
            if number == FIRST_NUMBER:
                continue
            if not any(
                agreed == number and asked_by != agreed_by and agreed_on + WAITED < day
                for agreed, asked_by, agreed_by, agreed_on in self.agreed
                if not any(
                    off == number and agreed_on <= off_on < day for off, off_on in self.called_off
                )
            ):
                found.append((day, number))
        return found


WAITED = timedelta(days=WAIT)


class House:
    """A child with an account, three people who keep accounts, and those who pay."""

    def __init__(self, at, district, people, payers):
        self.district, self.people, self.payers = district, people, payers
        shen_li = people["沈立"]
        self.child = a_family("童雨桐", at, shen_li)
        granted(self.child, "living-allowance-orphan", shen_li, date(2025, 8, 4), Month(2025, 9))
        first_account(self.child, shen_li, FIRST_NUMBER, date(2025, 8, 4))
        card_and_identity(self.child, shen_li, date(2025, 8, 4))

    def live(self, story):
        """The story, step by step; the book of what happened in it."""
        self.today, self.book = START, Book()
        for (kind, who, number), days in story:
            self.today += timedelta(days=days)
            try:
                with transaction.atomic():
                    self.take(kind, who, number)
            except Refused:
                pass
            self.look()
        return self.book

    def take(self, kind, who, number):
        if kind == "pay":
            run_month(str(Month.of(self.today)), self.today, self.district, self.payers)
            return
        if kind == "send":
            with acting(self.payers.makes):
                for made in Round.objects.filter(
                    approved_on__isnull=False, released_on__isnull=True
                ):
                    benefits.release_round(round=made, by=self.payers.makes, on=self.today)
            return
        by = self.people[who]
        with acting(by):
            change = unfinished_change(self.child, self.today)
            given = {"child": self.child, "by": by, "on": self.today}
            match kind:
                case "propose":
                    wished = GRANDMOTHER | {"number": number}
                    made = benefits.propose_account_change(**given, **wished)
                    self.book.asked[made.pk] = who, number
                case "first":
                    benefits.set_payee_account(
                        holder="童雨桐",
                        relation="本人",
                        bank="银行",
                        number=number,
                        since=self.today,
                        **given,
                    )
                case "hold":
                    benefits.hold_account(reason="卡丢了", **given)
                case "lift":
                    benefits.lift_hold(reason="卡找到了", **given)
        if change is not None and kind in {"approve", "refuse", "withdraw"}:
            self.decide(kind, change, who, by)

    def decide(self, kind, change, who, by):
        asked_by, number = self.book.asked[change.pk]
        if kind == "approve":
            approve(change, by, self.today, answer="已核对")
            self.book.agreed.append((number, asked_by, who, self.today))
            return
        verb = {
            "refuse": benefits.refuse_account_change,
            "withdraw": benefits.withdraw_account_change,
        }[kind]
        with acting(by):
            verb(change=change, reason="不改了", by=by, on=self.today)
        if kind == "withdraw" and change.approved_on is not None:
            self.book.called_off.append((number, self.today))

    def look(self):
        """On every day there is one account at most, and the first is never lost."""
        with acting(self.people["沈立"]):
            for ahead in (0, WAIT, WAIT + 1, 400):
                day = self.today + timedelta(days=ahead)
                standing = PayeeAccount.objects.filter(child=self.child, days__contains=day)
                assert standing.count() == 1
            assert AccountChange.objects.filter(approved_on=None, ended_on=None).count() <= 1
            assert account_on(self.child, START) is not None

    def payments(self):
        with acting(self.payers.makes):
            sent = Payment.objects.order_by("round__released_on", "pk")
            return [(one.round.released_on, one.account) for one in sent.select_related("round")]


@pytest.fixture
def house(huilongguan, changping, gao_lan, shen_li, payers):
    people = dict(zip(PEOPLE, (gao_lan, shen_li, payers.approves), strict=True))
    return House(huilongguan, changping, people, payers)


CALM = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=50, deadline=None, suppress_health_check=CALM)
@given(story=steps)
def test_money_goes_only_where_two_people_agreed_long_enough_ago(house, story):
    with transaction.atomic():
        book = house.live(story)
        payments = house.payments()
        event(f"paid {len({number for _, number in payments})} accounts")
        event(f"two people agreed: {bool(book.agreed)}")
        assert book.faults(payments) == []
        transaction.set_rollback(True)


# Somebody asks, another agrees at once, and the month is paid before the wait is over.
TOO_SOON = [
    (("propose", "高岚", NUMBERS[0]), 1),
    (("approve", "沈立", ""), 0),
    (("pay", "", ""), 3),
    (("send", "", ""), 0),
]


def test_a_law_that_waits_too_short_is_caught(house, settings):
    settings.HUTONG_LAW = "tests.programmes.benefits.hasty_law"

    def wrong(story):
        with transaction.atomic():
            book = house.live(story)
            found = book.faults(house.payments())
            transaction.set_rollback(True)
        return bool(found)

    assert wrong(TOO_SOON)
    settings.HUTONG_LAW = "hutong.law.beijing"
    assert not wrong(TOO_SOON)


@pytest.mark.parametrize(
    ("agreed", "called_off", "sent_on"),
    [
        ([], [], date(2025, 10, 9)),  # nobody agreed
        ([(NUMBERS[0], "沈立", "沈立", START)], [], date(2025, 10, 9)),  # one person twice
        ([(NUMBERS[0], "高岚", "沈立", START)], [], START + WAITED),  # a day too soon
        (
            [(NUMBERS[0], "高岚", "沈立", START)],
            [(NUMBERS[0], date(2025, 9, 3))],
            date(2025, 10, 9),
        ),  # called off meanwhile
        ([(NUMBERS[1], "高岚", "沈立", START)], [], date(2025, 10, 9)),  # another account
    ],
)
def test_the_judge_sees_every_wrong_payment(agreed, called_off, sent_on):
    book = Book(agreed=agreed, called_off=called_off)

    assert book.faults([(sent_on, NUMBERS[0])]) == [(sent_on, NUMBERS[0])]
    right = Book(agreed=[(NUMBERS[0], "高岚", "沈立", START)])
    assert right.faults([(START + WAITED + timedelta(days=1), NUMBERS[0])]) == []
