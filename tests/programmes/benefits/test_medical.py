"""What of hospital bills is paid: exact cases by the rules of 2018, and what holds of any bills."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.foundation.kernel.law import Citation
from hutong.foundation.kernel.text import Text
from hutong.foundation.policy import NOT_CONFIGURED, Dated, Kind, Value
from hutong.law.beijing.medical_costs import TERMS
from hutong.programmes.benefits.medical import (
    BillKind,
    Charge,
    NoFigure,
    Scheme,
    Share,
    Terms,
    work_out,
)

FULL, PARTS = TERMS.schemes
YEAR_ENDS, KNOWN = date(2026, 12, 31), date(2026, 11, 23)
OUT, IN, MAJOR = BillKind.OUTPATIENT, BillKind.INPATIENT, BillKind.MAJOR_DISEASE


def bill(number, kind, total, by_insurance=0, by_others=0, *, day=date(2026, 3, 5)):
    return Charge(
        bill=UUID(int=number),
        day=day,
        kind=kind,
        total=Decimal(total),
        by_insurance=Decimal(by_insurance),
        by_others=Decimal(by_others),
    )


def paid(*charges, scheme=PARTS, spent=None, terms_on=KNOWN):
    covered = work_out(
        [(charge, scheme) for charge in charges],
        spent=spent or {},
        year_ends=YEAR_ENDS,
        known_on=terms_on,
    )
    return [one.paid for one in covered]


@pytest.mark.parametrize(
    ("charge", "sum_paid"),
    [
        (bill(1, OUT, "500.00"), "400.00"),
        (bill(1, OUT, "500.00", "300.00"), "160.00"),
        (bill(1, OUT, "500.00", "300.00", "50.00"), "120.00"),
        (bill(1, IN, "10000.00", "6500.00"), "2800.00"),
        (bill(1, MAJOR, "10000.00", "6500.00"), "2975.00"),
        (bill(1, OUT, "0.01"), "0.01"),  # 0.008 rounds up to a fen, and no further
        (bill(1, OUT, "300.00", "300.00"), "0.00"),
        (bill(1, OUT, "7500.00"), "6000.00"),  # exactly the cap
        (bill(1, OUT, "7500.01"), "6000.00"),
        (bill(1, IN, "80000.00"), "60000.00"),
        (bill(1, MAJOR, "200000.00"), "120000.00"),
    ],
)
def test_a_de_facto_child_is_paid_its_part_up_to_the_cap(charge, sum_paid):
    assert paid(charge) == [Decimal(sum_paid)]


def test_an_orphan_is_paid_in_full_what_insurance_leaves_whatever_the_sum():
    bills = (bill(1, OUT, "812.35", "500.10"), bill(2, MAJOR, "900000.00", "100000.00"))

    assert paid(*bills, scheme=FULL) == [Decimal("312.25"), Decimal("800000.00")]


def test_what_earlier_claims_used_of_a_cap_is_gone_and_each_kind_has_its_own():
    bills = (bill(1, OUT, "5000.00"), bill(2, IN, "5000.00"))

    assert paid(*bills, spent={OUT: Decimal("5500.00")}) == [Decimal("500.00"), Decimal("4000.00")]
    assert paid(bills[0], spent={OUT: Decimal("6000.00")}) == [Decimal("0.00")]


def test_the_working_is_told_bill_by_bill():
    first, second = work_out(
        [(bill(2, OUT, "4000.00", day=date(2026, 4, 1)), PARTS), (bill(1, OUT, "5000.00"), PARTS)],
        spent={},
        year_ends=YEAR_ENDS,
        known_on=KNOWN,
    )

    assert (first.charge.bill, first.spent, first.paid) == (UUID(int=1), 0, Decimal("4000.00"))
    assert (second.part, second.share, second.cap, second.spent, second.paid) == (
        Decimal("0.80"),
        Decimal("3200.00"),
        Decimal(6000),
        Decimal("4000.00"),
        Decimal("2000.00"),
    )
    assert second.capped
    assert str(second.law) == "京民儿福发〔2018〕368号 一（二）"
    assert second.as_json()["left"] == "4000.00"


def test_a_bill_from_before_the_rule_is_not_worked_out():
    with pytest.raises(NoFigure, match="2018-10-08"):
        paid(bill(1, OUT, "500.00", day=date(2018, 10, 8)))


def test_a_figure_that_nobody_has_entered_is_never_nought():
    law = Citation("试验规则")
    unknown = Dated(
        "unknown", Text("比例", "part"), [Value(date(2020, 1, 1), NOT_CONFIGURED, law)], Kind.RATIO
    )

    with pytest.raises(NoFigure):
        paid(bill(1, OUT, "5.00"), scheme=Scheme("x", (Share(OUT, unknown, None, law),)))


def test_a_cap_that_was_raised_in_the_middle_of_a_year_counts_for_the_year():
    law = Citation("试验规则")
    part = Dated("part", Text("比例", "part"), [Value(date(2020, 1, 1), Decimal("0.50"), law)])
    cap = Dated(
        "cap",
        Text("限额", "cap"),
        [
            Value(date(2020, 1, 1), Decimal(100), law),
            Value(date(2026, 7, 1), Decimal(300), law, published=date(2026, 9, 1)),
        ],
    )
    scheme = Scheme("x", (Share(OUT, part, cap, law),))

    assert paid(bill(1, OUT, "1000.00"), scheme=scheme) == [Decimal("300.00")]
    before_it_was_known = date(2026, 8, 31)
    assert paid(bill(1, OUT, "1000.00"), scheme=scheme, terms_on=before_it_was_known) == [
        Decimal("100.00")
    ]


def test_the_insurance_year_is_the_calendar_year_unless_the_law_says_otherwise():
    law = Citation("试验规则")
    september = Terms((), Dated("y", Text("年度", "year"), [Value(date(2010, 1, 1), 9, law)]))

    assert TERMS.first_day(2026, KNOWN) == date(2026, 1, 1)
    assert TERMS.last_day(2026, KNOWN) == YEAR_ENDS
    assert september.first_day(2026, KNOWN) == date(2026, 9, 1)
    assert september.last_day(2026, KNOWN) == date(2027, 8, 31)


fen = st.integers(0, 9_000_000).map(lambda number: Decimal(number) / 100)


@st.composite
def charges(draw):
    total = draw(fen.filter(bool))
    by_insurance = min(draw(fen), total)
    return {
        "kind": draw(st.sampled_from(list(BillKind))),
        "total": total,
        "by_insurance": by_insurance,
        "by_others": min(draw(fen), total - by_insurance),
        "day": date(2026, 1, 1).replace(month=draw(st.integers(1, 11))),
    }


@given(
    told=st.lists(charges(), max_size=12),
    scheme=st.sampled_from(TERMS.schemes),
    shuffled=st.randoms(use_true_random=False),
)
def test_of_any_bills_in_any_order(told, scheme, shuffled):
    bills = [bill(number, **charge) for number, charge in enumerate(told)]
    covered = work_out(
        [(charge, scheme) for charge in bills], spent={}, year_ends=YEAR_ENDS, known_on=KNOWN
    )

    for kind in BillKind:
        of_kind = [one for one in covered if one.charge.kind is kind]
        cap = scheme.share(kind).cap
        if cap is not None:
            assert sum(one.paid for one in of_kind) <= cap.at(YEAR_ENDS).amount
    for one in covered:
        assert 0 <= one.paid <= one.share <= one.charge.left

    # Handed in with several claims, in another order, the year comes to the same.
    shuffled.shuffle(bills)
    cut = shuffled.randint(0, len(bills))
    spent, total = dict.fromkeys(BillKind, Decimal(0)), Decimal(0)
    for claim in (bills[:cut], bills[cut:]):
        parts = work_out(
            [(charge, scheme) for charge in claim],
            spent=spent,
            year_ends=YEAR_ENDS,
            known_on=KNOWN,
        )
        for part in parts:
            total += part.paid
            if part.cap is not None:
                spent[part.charge.kind] += part.paid
    assert total == sum(one.paid for one in covered)
