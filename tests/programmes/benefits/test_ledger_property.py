"""Whatever is learned in whatever order: the lines add up to what is finally known to be due."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.foundation.policy import Outcome
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Held, Line
from hutong.programmes.benefits.queries import law
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child, FactRecord
from hutong.registry.people.queries import facts_on
from tests.programmes.benefits.families import (
    ABLE,
    DEAD,
    ORPHAN,
    a_family,
    granted,
    paid,
    parent,
    run_month,
)

pytestmark = pytest.mark.django_db

ORPHANS = "living-allowance-orphan"
DE_FACTO = "living-allowance-de-facto"
START = date(2025, 9, 1)
FIRST = Month(2025, 9)

# What may become known late, and of whom.
NEWS = [
    ("child", "deceased", True),
    ("child", "adopted", True),
    ("child", "hukou", "elsewhere"),
    ("child", "hukou", "city"),
    ("child", "study", "none"),
    ("child", "study", "undergraduate"),
    ("child", "on_dibao", True),
    ("child", "on_dibao", False),
    ("child", "own_dibao_amount", "900.00"),
    ("child", "own_dibao_amount", "1812.50"),
    ("child", "on_tekun", True),
    ("child", "on_tekun", False),
    ("mother", "life", "dead"),
    ("mother", "life", "alive"),
    ("mother", "measure", "prison"),
    ("mother", "measure", "none"),
    ("mother", "measure_months", 5),
    ("mother", "measure_months", 38),
    ("father", "life", "dead"),
    ("father", "life", "alive"),
]

# Most mistakes live on the first and the last day of a month.
DAYS = [
    day
    for month in Month.span(Month(2025, 7), Month(2026, 6))
    for day in (month.first_day, month.day(15), month.last_day)
]
BIRTHS = [
    day
    for month in Month.span(Month(2007, 8), Month(2008, 5))
    for day in (month.first_day, month.day(17), month.last_day)
]

learning = st.tuples(
    st.just("learn"),
    st.sampled_from(["安然", "林小满", "郝明"]),
    st.sampled_from(NEWS),
    st.sampled_from(DAYS),
)
forgetting = st.tuples(
    st.just("withdraw"),
    st.sampled_from(["安然", "林小满", "郝明"]),
    st.integers(0, 30),
    st.just(0),
)
ageing = st.tuples(
    st.just("birth"),
    st.just("郝明"),
    st.sampled_from(BIRTHS),
    st.just(0),
)
ending = st.tuples(
    st.just("end"),
    st.sampled_from(["安然", "林小满"]),
    st.integers(0, 6),
    st.just(0),
)
paying = st.tuples(st.just("pay"), st.just(""), st.just(0), st.just(0))
steps = st.lists(
    st.tuples(
        st.one_of(learning, learning, learning, forgetting, ageing, ending, paying, paying),
        st.integers(1, 40),
    ),
    min_size=2,
    max_size=8,
)


class City:
    """Three children, the officer who writes about them and the people who pay."""

    def __init__(self, at, district, officer, payers):
        self.district, self.officer, self.payers = district, officer, payers
        children = {
            "安然": a_family("安然", at, officer),
            "林小满": a_family("林小满", at, officer, mother=ABLE),
            "郝明": a_family(
                "郝明", at, officer, birth=date(2007, 12, 3), facts=ORPHAN, father=DEAD
            ),
        }
        for child in children.values():
            for benefit in (ORPHANS, DE_FACTO):
                granted(child, benefit, officer, date(2025, 8, 4), FIRST)
        self.keys = {name: child.pk for name, child in children.items()}

    def begin(self):
        """The city as it was before the first step of a story."""
        self.today = START
        with acting(self.officer):
            found = Child.objects.in_bulk(self.keys.values())
        self.children = {name: found[key] for name, key in self.keys.items()}

    def take(self, step, days):
        self.today += timedelta(days=days)
        kind, name, what, since = step
        if kind == "pay":
            self.pay()
            return
        child = self.children[name]
        with acting(self.officer):
            match kind:
                case "learn":
                    self.learn(child, what, min(since, self.today))
                case "withdraw":
                    self.withdraw(child, what)
                case "birth":
                    people.correct_birth_date(
                        child=child, birth_date=what, reason="更正", by=self.officer, on=self.today
                    )
                case "end":
                    self.end(child, Month.of(self.today) - what)

    def learn(self, child, news, since):
        who, name, value = news
        subject = child if who == "child" else parent(child, who, self.officer)
        people.record_fact(
            subject=subject, name=name, value=value, since=since, by=self.officer, on=self.today
        )

    def withdraw(self, child, which):
        subjects = [child.pk, *child.relations.values_list("adult", flat=True)]
        standing = FactRecord.objects.standing().filter(subject__in=subjects)
        rows = list(standing.exclude(name="birth_date").order_by("subject", "name", "days"))
        people.withdraw_fact(
            record=rows[which % len(rows)], reason="误登", by=self.officer, on=self.today
        )

    def end(self, child, last_month):
        entitlement = child.entitlements.filter(benefit=DE_FACTO).get()
        if entitlement.ended_month is None and last_month >= FIRST - 1:
            benefits.end(
                entitlement=entitlement,
                last_month=last_month,
                reason="试",
                by=self.officer,
                on=self.today,
            )

    def pay(self):
        return run_month(
            str(Month.of(self.today)), self.today, self.district, self.payers, supplement=True
        )

    def due(self, child, month):
        """The best of what is granted in a month as known now; None while a benefit is open."""
        on, known_on = month.first_day - timedelta(days=1), self.today
        facts = facts_on(child, on, known_on)
        verdicts = [
            law()
            .benefit(entitlement.benefit)
            .judge(facts, on, values_on=month.first_day, known_on=known_on)
            for entitlement in child.entitlements.all()
            if entitlement.covers(month)
        ]
        if any(verdict.outcome is Outcome.NOT_YET for verdict in verdicts):
            return None
        return max((verdict.amount or Decimal(0) for verdict in verdicts), default=Decimal(0))


@pytest.fixture
def small_city(huilongguan, changping, shen_li, payers):
    return City(huilongguan, changping, shen_li, payers)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=steps)
def test_the_lines_add_up_to_what_is_due_in_the_end(story, small_city, shen_li):
    city = small_city
    with transaction.atomic():
        city.begin()
        for step, days in story:
            city.take(step, days)
        before = {name: paid(child, shen_li) for name, child in city.children.items()}
        last = city.pay()
        with acting(shen_li):
            held = set(Held.objects.filter(round=last).values_list("child", flat=True))
            for name, child in city.children.items():
                sums = paid(child, shen_li)
                for month in Month.span(FIRST, Month.of(city.today)):
                    due = city.due(child, month)
                    was, now = (
                        sum_of.get(str(month), Decimal(0)) for sum_of in (before[name], sums)
                    )
                    if due is None:
                        assert child.pk in held
                        assert now >= was  # nothing is taken back while an answer is open
                    else:
                        assert now == due, (name, str(month))
            assert not city.pay().lines.exists()  # and there is nothing left to pay
            assert not Line.objects.filter(due__lt=0).exists()
        transaction.set_rollback(True)
