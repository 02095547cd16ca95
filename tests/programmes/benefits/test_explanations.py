"""Every line says why, in words that a family can check."""

from datetime import date
from decimal import Decimal

import pytest

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits import queries
from hutong.programmes.benefits.queries import Change
from hutong.registry.people import actions as people
from hutong.registry.people.models import FactRecord
from tests.programmes.benefits.families import (
    ABLE,
    ORPHAN,
    a_family,
    granted,
    parent,
    run_month,
    tell,
)

pytestmark = pytest.mark.django_db

ORPHANS = "living-allowance-orphan"
DE_FACTO = "living-allowance-de-facto"


def sentences(child, by):
    with acting(by):
        return {
            (str(month.month), entry.line.kind): entry.sentence.zh
            for month in queries.ledger(child)
            for entry in month.entries
        }


def changes(made, by, kind=None):
    with acting(by):
        return [
            (line.child.name, line.changes, line.last_month, line.this_month, line.why.zh)
            for line in queries.changed_lines(made, kind)
        ]


def test_the_late_rate_is_named_in_every_line_it_brings(huilongguan, changping, shen_li, payers):
    yutong = a_family("童雨桐", huilongguan, shen_li)
    granted(yutong, ORPHANS, shen_li, date(2025, 9, 20))
    for month, on in (
        ("2025-10", date(2025, 10, 9)),
        ("2025-11", date(2025, 11, 3)),
        ("2026-01", date(2026, 1, 5)),
        ("2026-02", date(2026, 2, 2)),
    ):
        made = run_month(month, on, changping, payers)

    rate = "孤儿、弃婴生活费标准自2025-07-01由2,650.00元调整为2,850.00元，2026-01-14公布"
    assert sentences(yutong, shen_li) == {
        ("2025-10", "normal"): "2025-09-20确认困境儿童生活费（孤儿、弃婴），次月起发放。",
        ("2025-10", "back_pay"): f"{rate}，补发2025-10。",
        ("2025-11", "normal"): "与上月相同。",
        ("2025-11", "back_pay"): f"{rate}，补发2025-11。",
        ("2025-12", "back_pay"): f"{rate}，补发2025-12。",
        # December had been left out, so January could not be compared with it.
        ("2026-01", "normal"): "新增（上月未发），自2025-10起享受困境儿童生活费（孤儿、弃婴）。",
        ("2026-01", "back_pay"): f"{rate}，补发2026-01。",
        ("2026-02", "normal"): f"{rate}。",
    }
    assert changes(made, shen_li) == [
        (
            "童雨桐",
            (Change.ALTERED, Change.BACK_PAY),
            Decimal("2650.00"),
            Decimal("2850.00"),
            f"{rate}，补发2025-10至2026-01共4个月。",
        )
    ]


def test_a_birthday_is_named_when_it_ends_the_money(huilongguan, changping, shen_li, payers):
    haoming = a_family(
        "郝明", huilongguan, shen_li, birth=date(2008, 2, 3), facts=ORPHAN | {"study": "none"}
    )
    granted(haoming, ORPHANS, shen_li, date(2025, 12, 20))
    run_month("2026-02", date(2026, 2, 2), changping, payers)
    march = run_month("2026-03", date(2026, 3, 2), changping, payers)

    assert changes(march, shen_li) == [
        (
            "郝明",
            (Change.LEFT,),
            Decimal("2850.00"),
            Decimal(0),
            "2026-02-03满18周岁，不再“未满十八周岁，或年满十八周岁仍在规定学校就读”，次月停发。",
        )
    ]


def test_a_late_death_is_named_with_the_day_it_was_recorded(
    huilongguan, changping, shen_li, payers
):
    yutong = a_family("童雨桐", huilongguan, shen_li)
    granted(yutong, ORPHANS, shen_li, date(2025, 12, 20))
    run_month("2026-01", date(2026, 1, 20), changping, payers)
    run_month("2026-02", date(2026, 2, 20), changping, payers)
    tell(yutong, "deceased", True, since=date(2026, 1, 9), by=shen_li, on=date(2026, 3, 1))
    march = run_month("2026-03", date(2026, 3, 2), changping, payers)

    told = "2026-01-09起儿童已死亡由否改为是（2026-03-01登记）"
    assert sentences(yutong, shen_li)["2026-02", "recovery"] == f"{told}，追回2026-02。"
    assert changes(march, shen_li) == [
        (
            "童雨桐",
            (Change.LEFT, Change.RECOVERY),
            Decimal("2850.00"),
            Decimal(0),
            f"{told}，次月停发，追回2026-02。",
        )
    ]


def test_a_late_sentence_is_named_as_what_brings_the_money(huilongguan, changping, shen_li, payers):
    xiaoman = a_family("林小满", huilongguan, shen_li, mother=ABLE)
    granted(xiaoman, DE_FACTO, shen_li, date(2025, 6, 3), Month(2025, 12))
    run_month("2026-02", date(2026, 2, 2), changping, payers)
    mother = parent(xiaoman, "mother", shen_li)
    tell(mother, "measure_months", 38, since=date(2025, 11, 12), by=shen_li, on=date(2026, 3, 4))
    tell(mother, "measure", "prison", since=date(2025, 11, 12), by=shen_li, on=date(2026, 3, 4))
    run_month("2026-03", date(2026, 3, 5), changping, payers)

    told = sentences(xiaoman, shen_li)["2025-12", "back_pay"]
    assert "2025-11-12起" in told
    assert "由无改为服刑在押（2026-03-04登记）" in told
    assert told.endswith("补发2025-12。")


def test_who_is_held_is_told_what_is_missing_and_who_has_it(
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

    ((name, kinds, before, now, why),) = changes(february, shen_li)
    assert (name, kinds, before, now) == (
        "童雨桐",
        (Change.HELD,),
        Decimal("2850.00"),
        Decimal(0),
    )
    assert why.startswith("缺母亲生存状况（")


def test_the_funnel_adds_up(huilongguan, changping, shen_li, payers):
    stays = a_family("安然", huilongguan, shen_li)
    leaves = a_family("郝明", huilongguan, shen_li, birth=date(2008, 2, 3))
    tell(leaves, "study", "none", by=shen_li, on=date(2025, 1, 6))
    enters = a_family("孟晓舟", huilongguan, shen_li)
    for child in (stays, leaves):
        granted(child, ORPHANS, shen_li, date(2026, 1, 20))
    run_month("2026-02", date(2026, 2, 2), changping, payers)
    granted(enters, ORPHANS, shen_li, date(2026, 2, 11))
    march = run_month("2026-03", date(2026, 3, 2), changping, payers)

    with acting(shen_li):
        summary = queries.round_summary(march)
    rate = Decimal("2850.00")
    assert (summary.due.children, summary.due.amount) == (2, 2 * rate)
    assert (summary.paid_last_month.children, summary.paid_last_month.amount) == (2, 2 * rate)
    assert (summary.unchanged.children, summary.unchanged.amount) == (1, rate)
    assert summary.changes[Change.ENTERED].amount == rate
    assert summary.changes[Change.LEFT].amount == -rate
    assert summary.changes[Change.ALTERED].children == 0
    assert (summary.to_pay.children, summary.to_pay.amount, summary.lines) == (2, 2 * rate, 2)
    assert summary.difference == 0
    assert [row[0] for row in changes(march, shen_li)] == ["郝明", "孟晓舟"]
    assert changes(march, shen_li, Change.ENTERED)[0][4] == (
        "2026-02-11确认困境儿童生活费（孤儿、弃婴），次月起发放。"
    )
    with acting(shen_li):
        first = queries.changed_lines(march, limit=1)
        second = queries.changed_lines(march, after=first[0].position, limit=1)
        assert queries.changed_lines(march, after=second[0].position) == []
        assert len(list(queries.changes_since_last_month(march))) == 2


def test_what_is_owed_names_the_better_class_and_by_how_much(huilongguan, gao_lan, shen_li):
    yutong = a_family("童雨桐", huilongguan, gao_lan)
    with acting(shen_li):
        entitlement = benefits.confirm(
            child=yutong,
            benefit=ORPHANS,
            applied_on=date(2026, 3, 2),
            by=shen_li,
            on=date(2026, 3, 5),
        )
        found = queries.owed(yutong, on=date(2026, 3, 5), known_on=date(2026, 3, 5))

    by_code = {item.benefit.code: item for item in found}
    assert by_code[ORPHANS].proposed
    assert by_code[ORPHANS].verdict.amount == Decimal("2850.00")
    assert by_code[ORPHANS].entitlement == entitlement
    assert not by_code[DE_FACTO].proposed
