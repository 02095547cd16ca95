"""Benefits that exclude each other, and those that are paid once a year or once."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Entitlement
from hutong.programmes.benefits.queries import law
from hutong.registry.people import actions as people
from hutong.registry.people.queries import facts_on
from tests.programmes.benefits.families import run_month

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)
SEVERAL = ["bread", "meat", "wine", "white-bread"]
FACTS = ["adopted", "on_dibao", "on_tekun", "major_disease"]


@pytest.fixture(autouse=True)
def small_law(settings):
    settings.HUTONG_LAW = "tests.programmes.benefits.small_law"


def a_child(name, at, by, *, facts, granted, since):
    with acting(by):
        child = people.register_child(
            name=name, birth_date=date(2018, 3, 4), residence=at, hukou=at, by=by, on=since
        )
        for fact, value in facts.items():
            people.record_fact(subject=child, name=fact, value=value, since=None, by=by, on=since)
        benefits.take_over(
            grants=[
                benefits.TakenOver(child=child, benefit=code, confirmed_on=since)
                for code in granted
            ],
            by=by,
            on=since,
        )
    return child


def test_whatever_is_due_the_round_pays_the_set_the_law_proposes(
    huilongguan, changping, shen_li, payers
):
    names = iter("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳")
    children = [
        a_child(
            f"王{next(names)}",
            huilongguan,
            shen_li,
            facts=dict(zip(FACTS, answers, strict=True)),
            granted=SEVERAL,
            since=date(2026, 2, 3),
        )
        for answers in product([True, False], repeat=len(FACTS))
    ]
    made = run_month("2026-03", ON, changping, payers)

    with acting(shen_li):
        for child in children:
            verdicts = law().judge_all(facts_on(child, date(2026, 2, 28), ON), date(2026, 2, 28))
            asked = [verdict for verdict in verdicts if verdict.benefit.code in SEVERAL]
            proposed = {
                (proposal.verdict.benefit.code, proposal.amount)
                for proposal in law().settle(asked).values()
                if proposal.verdict is not None
            }
            assert set(made.lines.filter(child=child).values_list("benefit", "due")) == proposed


def test_a_yearly_benefit_is_paid_once_a_year_and_another_once(
    huilongguan, changping, shen_li, payers
):
    a_child(
        "李白",
        huilongguan,
        shen_li,
        facts={"adopted": True},
        granted=["salt", "bed"],
        since=date(2024, 1, 9),
    )
    made = run_month("2026-03", ON, changping, payers)

    with acting(shen_li):
        lines = made.lines.order_by("benefit", "month").values_list("benefit", "month", "amount")
        assert list(lines) == [
            ("bed", Month(2024, 2), Decimal(500)),
            ("salt", Month(2024, 2), Decimal(12)),
            ("salt", Month(2025, 2), Decimal(12)),
            ("salt", Month(2026, 2), Decimal(12)),
        ]


def test_a_benefit_the_law_no_longer_knows_stops_the_round_with_a_sentence(
    huilongguan, changping, shen_li, du_ruo
):
    since = date(2026, 1, 9)
    child = a_child("杜甫", huilongguan, shen_li, facts={}, granted=["bed"], since=since)
    with acting(shen_li):
        Entitlement.objects.create(
            child=child,
            benefit="butter",
            account="butter",
            applied_on=ON,
            confirmed_on=ON,
            confirmed_by_id=shen_li.account_id,
            first_month=Month(2026, 4),
        )
    with acting(du_ruo), pytest.raises(benefits.NoSuchBenefit, match="代码是“butter”"):
        benefits.make_round(month=Month(2026, 3), place=changping, by=du_ruo, on=ON)
