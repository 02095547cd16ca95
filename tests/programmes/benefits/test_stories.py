"""Money over the months, when what is known comes late."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.registry.people import actions as people
from hutong.registry.people.models import FactRecord
from tests.programmes.benefits.families import (
    ABLE,
    ORPHAN,
    a_family,
    granted,
    lines_of,
    paid,
    parent,
    run_month,
    tell,
)

pytestmark = pytest.mark.django_db

ORPHANS = "living-allowance-orphan"
DE_FACTO = "living-allowance-de-facto"


def test_a_rate_published_seven_months_late_is_paid_for_every_month_and_once(
    huilongguan, changping, shen_li, payers
):
    yutong = a_family("童雨桐", huilongguan, shen_li)
    granted(yutong, ORPHANS, shen_li, date(2025, 5, 20), Month(2025, 7))

    december = run_month("2025-12", date(2025, 12, 1), changping, payers)
    january = run_month("2026-01", date(2026, 1, 5), changping, payers)
    february = run_month("2026-02", date(2026, 2, 2), changping, payers)
    march = run_month("2026-03", date(2026, 3, 2), changping, payers)

    old, new = Decimal("2650.00"), Decimal("2850.00")
    assert lines_of(december, shen_li) == [
        *((f"2025-{number:02}", "back_pay", old) for number in range(7, 12)),
        ("2025-12", "normal", old),
    ]
    assert lines_of(january, shen_li) == [("2026-01", "normal", old)]
    assert lines_of(february, shen_li) == [
        *((f"2025-{number:02}", "back_pay", new - old) for number in range(7, 13)),
        ("2026-01", "back_pay", new - old),
        ("2026-02", "normal", new),
    ]
    assert lines_of(march, shen_li) == [("2026-03", "normal", new)]
    assert set(paid(yutong, shen_li).values()) == {new}
    assert len(paid(yutong, shen_li)) == 9


def test_a_sentence_that_began_four_months_ago_brings_exactly_the_difference(
    huilongguan, changping, shen_li, payers
):
    # On dibao since long; her mother goes to prison in November, and nobody says so until March.
    xiaoman = a_family(
        "林小满",
        huilongguan,
        shen_li,
        facts=ORPHAN | {"on_dibao": True, "own_dibao_amount": "1812.50"},
        mother=ABLE,
    )
    granted(xiaoman, DE_FACTO, shen_li, date(2025, 6, 3), Month(2025, 11))
    february = run_month("2026-02", date(2026, 2, 2), changping, payers)
    assert lines_of(february, shen_li) == []

    mother = parent(xiaoman, "mother", shen_li)
    recorded = date(2026, 3, 4)
    tell(mother, "measure", "prison", since=date(2025, 11, 12), by=shen_li, on=recorded)
    tell(mother, "measure_months", 38, since=date(2025, 11, 12), by=shen_li, on=recorded)
    march = run_month("2026-03", date(2026, 3, 5), changping, payers)

    assert lines_of(march, shen_li) == [
        ("2025-12", "back_pay", Decimal("1037.50")),
        ("2026-01", "back_pay", Decimal("1037.50")),
        ("2026-02", "back_pay", Decimal("1037.50")),
        ("2026-03", "normal", Decimal("1037.50")),
    ]


def test_what_was_paid_after_an_unknown_death_comes_back(huilongguan, changping, shen_li, payers):
    yutong = a_family("童雨桐", huilongguan, shen_li)
    granted(yutong, ORPHANS, shen_li, date(2025, 10, 20))
    for month in (11, 12):
        run_month(f"2025-{month}", date(2025, month, 3), changping, payers)
    for month in (1, 2):
        run_month(f"2026-0{month}", date(2026, month, 20), changping, payers)

    tell(yutong, "deceased", True, since=date(2025, 12, 9), by=shen_li, on=date(2026, 3, 1))
    march = run_month("2026-03", date(2026, 3, 2), changping, payers)

    assert lines_of(march, shen_li) == [
        ("2026-01", "recovery", Decimal("-2850.00")),
        ("2026-02", "recovery", Decimal("-2850.00")),
    ]
    assert paid(yutong, shen_li) == {
        "2025-11": Decimal("2850.00"),
        "2025-12": Decimal("2850.00"),
        "2026-01": Decimal(0),
        "2026-02": Decimal(0),
    }


def test_a_child_of_whom_something_is_missing_is_held_and_nothing_is_taken_back(
    huilongguan, changping, shen_li, payers
):
    yutong = a_family("童雨桐", huilongguan, shen_li)
    granted(yutong, ORPHANS, shen_li, date(2025, 12, 20))
    run_month("2026-01", date(2026, 1, 20), changping, payers)
    mother = parent(yutong, "mother", shen_li)
    with acting(shen_li):
        death = FactRecord.objects.standing().get(adult=mother, name="life")
        people.withdraw_fact(record=death, reason="同名同姓", by=shen_li, on=date(2026, 1, 28))

    february = run_month("2026-02", date(2026, 2, 2), changping, payers)

    assert lines_of(february, shen_li) == []
    with acting(shen_li):
        (held,) = february.held.all()
    assert (held.child_id, held.cause, held.months, held.missing) == (
        yutong.pk,
        "missing",
        2,
        ["mother_life"],
    )
    assert (str(held.first_month), str(held.last_month)) == ("2026-01", "2026-02")


def test_a_child_of_age_and_out_of_school_is_paid_for_the_month_of_the_birthday_and_no_more(
    huilongguan, changping, shen_li, payers
):
    haoming = a_family(
        "郝明", huilongguan, shen_li, birth=date(2008, 2, 3), facts=ORPHAN | {"study": "none"}
    )
    granted(haoming, ORPHANS, shen_li, date(2025, 12, 20))
    for month in (1, 2, 3):
        run_month(f"2026-0{month}", date(2026, month, 20), changping, payers)

    assert paid(haoming, shen_li) == {
        "2026-01": Decimal("2850.00"),
        "2026-02": Decimal("2850.00"),
    }


def test_of_two_classes_of_one_account_the_better_is_paid(huilongguan, changping, shen_li, payers):
    yueqing = a_family("岳晴", huilongguan, shen_li, mother=ABLE)
    granted(yueqing, DE_FACTO, shen_li, date(2025, 12, 20))
    granted(yueqing, ORPHANS, shen_li, date(2025, 12, 20))
    mother = parent(yueqing, "mother", shen_li)
    tell(mother, "measure", "prison", since=date(2025, 6, 1), by=shen_li, on=date(2026, 1, 2))
    tell(mother, "measure_months", 60, since=date(2025, 6, 1), by=shen_li, on=date(2026, 1, 2))
    january = run_month("2026-01", date(2026, 1, 20), changping, payers)
    tell(mother, "life", "dead", since=date(2026, 1, 22), by=shen_li, on=date(2026, 1, 30))
    february = run_month("2026-02", date(2026, 2, 10), changping, payers)

    with acting(shen_li):
        assert [line.benefit for line in january.lines.all()] == [DE_FACTO]
        assert [line.benefit for line in february.lines.all()] == [ORPHANS]


def test_an_ended_entitlement_pays_no_further_and_takes_back_what_was_too_much(
    huilongguan, changping, shen_li, payers
):
    yutong = a_family("童雨桐", huilongguan, shen_li)
    entitlement = granted(yutong, ORPHANS, shen_li, date(2025, 11, 20))
    run_month("2026-01", date(2026, 1, 20), changping, payers)
    with acting(shen_li):
        benefits.end(
            entitlement=entitlement,
            last_month=Month(2025, 12),
            reason="户籍迁出",
            by=shen_li,
            on=date(2026, 1, 28),
        )
    february = run_month("2026-02", date(2026, 2, 10), changping, payers)

    assert lines_of(february, shen_li) == [("2026-01", "recovery", Decimal("-2850.00"))]
