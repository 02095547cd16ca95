"""Sums decided once: they go out with the month's round, and come back when they are withdrawn."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits._awarding import Sum, awarded
from hutong.programmes.benefits.models import Award, AwardWithdrawal, Held, Line
from hutong.programmes.benefits.queries import law, ledger
from hutong.registry.people import actions as people
from tests.programmes.benefits.families import a_family, granted, lines_of, paid, run_month

pytestmark = pytest.mark.django_db

SALT = "infant-insurance-premium"  # any benefit with an account of its own
ORPHANS = "living-allowance-orphan"


def an_award(child, amount, by, on):
    with acting(by):
        decided = Sum(
            child=child,
            benefit=law().benefit(SALT),
            amount=Decimal(amount),
            basis={"told": "试"},
            applied_on=on,
        )
        return awarded(decided, by=by, on=on)


def taken_back(award, by, on, reason="重复"):
    with acting(by):
        return benefits.withdraw_award(award=award, reason=reason, by=by, on=on)


@pytest.fixture
def yutong(huilongguan, shen_li):
    return a_family("童雨桐", huilongguan, shen_li)


def sentences(child, by):
    with acting(by):
        return [
            (str(month.month), entry.line.amount, entry.sentence.zh)
            for month in ledger(child)
            for entry in month.entries
            if entry.line.account == SALT
        ]


def test_an_award_is_paid_once_beside_the_allowance_of_its_month(
    yutong, changping, shen_li, payers
):
    granted(yutong, ORPHANS, shen_li, date(2026, 2, 20), Month(2026, 3))
    an_award(yutong, "3240.50", shen_li, date(2026, 3, 4))

    march = run_month("2026-03", date(2026, 3, 5), changping, payers)
    april = run_month("2026-04", date(2026, 4, 1), changping, payers)

    assert lines_of(march, shen_li) == [
        ("2026-03", "normal", Decimal("3240.50")),
        ("2026-03", "normal", Decimal("2850.00")),
    ]
    assert lines_of(april, shen_li) == [("2026-04", "normal", Decimal("2850.00"))]
    assert sentences(yutong, shen_li) == [
        (
            "2026-03",
            Decimal("3240.50"),
            "2026-03-04决定婴幼儿重大疾病和意外伤害保险补贴3,240.50元。",
        )
    ]


def test_a_child_with_nothing_but_an_award_is_on_the_list(yutong, changping, shen_li, payers):
    an_award(yutong, "80.00", shen_li, date(2026, 3, 4))

    assert lines_of(run_month("2026-03", date(2026, 3, 5), changping, payers), shen_li) == [
        ("2026-03", "normal", Decimal("80.00"))
    ]


def test_an_award_decided_after_the_round_is_paid_back_in_the_next(
    yutong, changping, shen_li, payers
):
    run_month("2026-03", date(2026, 3, 2), changping, payers)
    an_award(yutong, "80.00", shen_li, date(2026, 3, 4))

    april = run_month("2026-04", date(2026, 4, 1), changping, payers)

    assert lines_of(april, shen_li) == [("2026-03", "back_pay", Decimal("80.00"))]


def test_an_award_withdrawn_after_it_was_paid_is_asked_back(yutong, changping, shen_li, payers):
    first = an_award(yutong, "80.00", shen_li, date(2026, 3, 3))
    an_award(yutong, "20.00", shen_li, date(2026, 3, 4))
    run_month("2026-03", date(2026, 3, 5), changping, payers)
    taken_back(first, shen_li, date(2026, 3, 20), "票据重复")

    april = run_month("2026-04", date(2026, 4, 1), changping, payers)

    assert lines_of(april, shen_li) == [("2026-03", "recovery", Decimal("-80.00"))]
    assert paid(yutong, shen_li) == {"2026-03": Decimal("20.00")}
    assert [told for _, _, told in sentences(yutong, shen_li)] == [
        (
            "2026-03-03决定婴幼儿重大疾病和意外伤害保险补贴80.00元，"
            "2026-03-04决定婴幼儿重大疾病和意外伤害保险补贴20.00元。"
        ),
        "2026-03-03决定婴幼儿重大疾病和意外伤害保险补贴80.00元，2026-03-20撤销：票据重复，追回2026-03。",
    ]


def test_the_only_award_of_a_month_withdrawn_says_why_too(yutong, changping, shen_li, payers):
    award = an_award(yutong, "80.00", shen_li, date(2026, 3, 3))
    run_month("2026-03", date(2026, 3, 5), changping, payers)
    taken_back(award, shen_li, date(2026, 3, 20), "票据重复")
    run_month("2026-04", date(2026, 4, 1), changping, payers)

    assert sentences(yutong, shen_li)[-1] == (
        "2026-03",
        Decimal("-80.00"),
        "2026-03-03决定婴幼儿重大疾病和意外伤害保险补贴80.00元，2026-03-20撤销：票据重复，追回2026-03。",
    )


def test_an_award_withdrawn_before_any_round_is_never_paid(yutong, changping, shen_li, payers):
    taken_back(an_award(yutong, "80.00", shen_li, date(2026, 3, 3)), shen_li, date(2026, 3, 4))

    assert lines_of(run_month("2026-03", date(2026, 3, 5), changping, payers), shen_li) == []


def test_an_award_of_nought_is_kept_and_moves_no_money(yutong, changping, shen_li, payers):
    an_award(yutong, "0.00", shen_li, date(2026, 3, 3))

    assert lines_of(run_month("2026-03", date(2026, 3, 5), changping, payers), shen_li) == []


def test_a_second_withdrawal_and_one_without_a_reason_are_refused(yutong, shen_li):
    award = an_award(yutong, "80.00", shen_li, date(2026, 3, 3))
    with pytest.raises(benefits.NotWithdrawn, match="写明撤销的理由"):
        taken_back(award, shen_li, date(2026, 3, 4), " ")
    with pytest.raises(benefits.NotWithdrawn, match="不能早于"):
        taken_back(award, shen_li, date(2026, 3, 2))
    taken_back(award, shen_li, date(2026, 3, 4))
    with pytest.raises(benefits.NotWithdrawn, match="已经撤销"):
        taken_back(award, shen_li, date(2026, 3, 5))


def test_the_supervisor_of_a_street_takes_back_nothing_that_the_district_decided(
    yutong, shen_li, gao_lan
):
    award = an_award(yutong, "80.00", shen_li, date(2026, 3, 3))

    with pytest.raises(benefits.NotCompetent):
        taken_back(award, gao_lan, date(2026, 3, 4))


@pytest.mark.parametrize(
    "change", [{"amount": 1}, {"basis": {"told": "别的"}}, {"month": date(2026, 9, 1)}]
)
def test_an_award_is_never_edited(yutong, shen_li, change):
    an_award(yutong, "80.00", shen_li, date(2026, 3, 3))

    with (
        acting(shen_li),
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
    ):
        Award.objects.update(**change)


def test_a_withdrawal_of_another_child_s_award_is_refused_by_the_database(
    yutong, huilongguan, shen_li
):
    award = an_award(yutong, "80.00", shen_li, date(2026, 3, 3))
    other = a_family("安然", huilongguan, shen_li)

    with acting(shen_li), pytest.raises(IntegrityError, match="same child"), transaction.atomic():
        AwardWithdrawal.objects.create(
            award=award,
            child=other,
            withdrawn_on=date(2026, 3, 4),
            withdrawn_by_id=shen_li.account_id,
            reason="试",
        )


def test_a_child_on_an_open_round_elsewhere_waits_with_its_award(
    yutong, gulou, *, changping, miyun, shen_li, payers, fang_zhi
):
    an_award(yutong, "80.00", shen_li, date(2026, 3, 3))
    with acting(payers.makes):
        benefits.make_round(
            month=Month(2026, 3), place=changping, by=payers.makes, on=date(2026, 3, 5)
        )
    with acting(shen_li):
        for kind in ("residence", "hukou"):
            people.record_move(child=yutong, to=gulou, kind=kind, by=shen_li, on=date(2026, 3, 6))
    with acting(fang_zhi):
        made = benefits.make_round(
            month=Month(2026, 3), place=miyun, by=fang_zhi, on=date(2026, 3, 7)
        )
        assert list(Held.objects.filter(round=made).values_list("benefit", "cause")) == [
            (SALT, "other_round")
        ]
        assert not made.lines.exists()


steps = st.lists(
    st.tuples(
        st.one_of(
            st.tuples(st.just("award"), st.integers(0, 500_000)),
            st.tuples(st.just("withdraw"), st.integers(0, 20)),
            st.tuples(st.just("pay"), st.just(0)),
        ),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=steps)
def test_whatever_the_order_the_lines_add_up_to_the_awards_that_stand(
    story, yutong, changping, shen_li, payers
):
    today, awards = date(2026, 1, 5), []
    with transaction.atomic():
        for (kind, what), days in story:
            today += timedelta(days=days)
            match kind:
                case "award":
                    awards.append(an_award(yutong, Decimal(what) / 100, shen_li, today))
                case "withdraw" if awards:
                    taken_back(awards.pop(what % len(awards)), shen_li, today)
                case "pay":
                    run_month(str(Month.of(today)), today, changping, payers, supplement=True)
        last = today + timedelta(days=31)
        run_month(str(Month.of(last)), last, changping, payers, supplement=True)
        with acting(shen_li):
            lines = Line.objects.filter(child=yutong, live=True)
            assert sum(line.amount for line in lines) == sum(award.amount for award in awards)
            assert all(line.due >= 0 for line in lines)
            for month in ledger(yutong):
                assert all(entry.sentence.zh for entry in month.entries)
        transaction.set_rollback(True)
