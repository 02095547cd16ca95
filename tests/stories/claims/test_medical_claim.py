"""Hospital bills, from the family's hands to the account: in full, up to a cap, and never twice."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from hutong.casework.models import Letter
from hutong.foundation.access import acting
from hutong.law.beijing.medical_costs import TERMS
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits._claiming import NotCovered
from hutong.programmes.benefits.actions import claims
from hutong.programmes.benefits.medical import BillKind
from hutong.programmes.benefits.models import Award, MedicalBill
from hutong.programmes.benefits.queries import ledger
from tests.programmes.benefits.families import ABLE, a_family, lines_of, run_month, tell
from tests.stories.claims.conftest import opened, take

pytestmark = pytest.mark.django_db

PRISON = {**ABLE, "measure": "prison", "measure_months": 38}
DE_FACTO = {
    "hukou": "city",
    "adopted": False,
    "on_dibao": False,
}


@pytest.fixture
def yutong(tree, zhao_min):
    """An orphan, known to her community's director."""
    return a_family("童雨桐", tree["龙泽社区"], zhao_min)


@pytest.fixture
def xiaoman(tree, zhao_min):
    """Her father is dead and her mother in prison; the guardian chose the children's scheme."""
    child = a_family("林小满", tree["龙泽社区"], zhao_min, facts=DE_FACTO, mother=PRISON)
    tell(child, "medical_scheme", "child", by=zhao_min, on=date(2026, 1, 6))
    return child


def begun(child, by, on, year=2026):
    return opened("medical-claim", child, by, on, insurance_year=str(year))


def a_bill(case, by, on, number, total, **more):
    values = {
        "day": date(2026, 3, 5),
        "kind": BillKind.OUTPATIENT,
        "hospital": "昌平区医院",
        "by_insurance": Decimal(0),
        "by_others": Decimal(0),
    }
    with acting(by):
        return claims.add_bill(
            claim=case.medical_claim,
            number=number,
            total=Decimal(total),
            terms=TERMS,
            by=by,
            on=on,
            **values | more,
        )


def claimed(case, zhao_min, gao_lan, on):
    """From the entered bills to the district's desk."""
    take(case, "hand-in", zhao_min, on)
    take(case, "check", gao_lan, on, opinion="票据属实")


def decided(case, by, on):
    made = take(case, "decide", by, on).made
    with acting(by):
        return Award.objects.get(pk=made["award"])


def test_an_orphan_is_paid_in_full_what_insurance_left(
    yutong, *, zhao_min, gao_lan, shen_li, payers, tree
):
    case = begun(yutong, zhao_min, date(2026, 3, 9))
    a_bill(case, zhao_min, date(2026, 3, 9), "A1", "812.35", by_insurance=Decimal("500.10"))
    a_bill(
        case,
        zhao_min,
        date(2026, 3, 9),
        "A2",
        "90000",
        kind=BillKind.INPATIENT,
        by_insurance=Decimal(60000),
    )
    claimed(case, zhao_min, gao_lan, date(2026, 3, 10))
    award = decided(case, shen_li, date(2026, 3, 12))

    assert (award.amount, str(award.month), award.benefit) == (
        Decimal("30312.25"),
        "2026-04",
        "medical-costs-orphan",
    )
    assert [(line["left"], line["part"], line["paid"]) for line in award.basis["bills"]] == [
        ("312.25", "1.00", "312.25"),
        ("30000.00", "1.00", "30000.00"),
    ]
    with acting(shen_li):
        said = Letter.objects.get(case=case, name="awarded").words
    assert said["amount"] == "30,312.25元"
    assert [line["amount"] for line in said["sum"]] == ["312.25元", "30,000.00元"]
    april = run_month("2026-04", date(2026, 4, 1), tree["昌平区"], payers)
    assert lines_of(april, shen_li) == [("2026-04", "normal", Decimal("30312.25"))]
    with acting(shen_li):
        (month,) = ledger(yutong)
        assert month.entries[0].sentence.zh == "2026-03-12决定孤儿医疗费用30,312.25元。"


def test_a_de_facto_child_reaches_the_cap_over_two_claims(
    xiaoman, *, zhao_min, gao_lan, shen_li, payers, tree
):
    first = begun(xiaoman, zhao_min, date(2026, 3, 9))
    a_bill(first, zhao_min, date(2026, 3, 9), "B1", "7000", by_insurance=Decimal(500))
    claimed(first, zhao_min, gao_lan, date(2026, 3, 9))
    march = decided(first, shen_li, date(2026, 3, 12))
    second = begun(xiaoman, zhao_min, date(2026, 4, 7))
    a_bill(second, zhao_min, date(2026, 4, 7), "B2", "3000", day=date(2026, 4, 2))
    claimed(second, zhao_min, gao_lan, date(2026, 4, 7))
    april = decided(second, shen_li, date(2026, 4, 9))
    third = begun(xiaoman, zhao_min, date(2026, 5, 7))
    a_bill(third, zhao_min, date(2026, 5, 7), "B3", "1000", day=date(2026, 5, 2))
    claimed(third, zhao_min, gao_lan, date(2026, 5, 7))
    may = decided(third, shen_li, date(2026, 5, 9))

    assert [award.amount for award in (march, april, may)] == [
        Decimal("5200.00"),
        Decimal("800.00"),
        Decimal("0.00"),
    ]
    (line,) = april.basis["bills"]
    assert (line["share"], line["cap"], line["spent"]) == ("2400.00", "6000", "5200.00")
    assert lines_of(run_month("2026-06", date(2026, 6, 1), tree["昌平区"], payers), shen_li) == [
        ("2026-04", "back_pay", Decimal("5200.00")),
        ("2026-05", "back_pay", Decimal("800.00")),
    ]


def test_an_award_taken_back_gives_its_bills_and_its_room_under_the_cap_back(
    xiaoman, *, zhao_min, gao_lan, shen_li
):
    first = begun(xiaoman, zhao_min, date(2026, 3, 9))
    a_bill(first, zhao_min, date(2026, 3, 9), "C1", "7500")
    claimed(first, zhao_min, gao_lan, date(2026, 3, 9))
    award = decided(first, shen_li, date(2026, 3, 12))
    with acting(shen_li):
        benefits.withdraw_award(award=award, reason="金额抄错", by=shen_li, on=date(2026, 3, 20))
    again = begun(xiaoman, zhao_min, date(2026, 3, 23))
    a_bill(again, zhao_min, date(2026, 3, 23), "C1", "5700")
    claimed(again, zhao_min, gao_lan, date(2026, 3, 23))

    assert decided(again, shen_li, date(2026, 3, 24)).amount == Decimal("4560.00")


def test_a_bill_sent_twice_is_refused_whoever_sends_it(
    xiaoman, yutong, *, zhao_min, gao_lan, shen_li
):
    on = date(2026, 3, 9)
    first = begun(xiaoman, zhao_min, on)
    a_bill(first, zhao_min, on, "0075 11a", "100")
    other = begun(yutong, zhao_min, on)

    with pytest.raises(claims.NotABill, match="已经申报过"):
        a_bill(first, zhao_min, on, "007511A", "100")
    with pytest.raises(claims.NotABill, match="已经申报过"):
        a_bill(other, zhao_min, on, "007511A", "90", hospital=" 昌平区医院 ")
    a_bill(other, zhao_min, on, "007511A", "90", day=date(2026, 3, 6))
    take(first, "withdraw", zhao_min, on, reason="家属要回票据")
    a_bill(other, zhao_min, on, "007511A", "100")
    with acting(shen_li), pytest.raises(IntegrityError), transaction.atomic():
        MedicalBill.objects.create(
            child=yutong,
            claim=other.medical_claim,
            day=date(2026, 3, 5),
            kind="outpatient",
            hospital="昌平区医院",
            number="007511A",
            total=1,
            by_insurance=0,
            by_others=0,
            recorded_on=on,
            recorded_by_id=shen_li.account_id,
        )


def test_the_bills_stand_once_handed_in_and_may_be_put_right_when_returned(
    yutong, *, zhao_min, gao_lan
):
    on = date(2026, 3, 9)
    case = begun(yutong, zhao_min, on)
    with pytest.raises(claims.NotThisClaim, match="还没有录入票据"):
        take(case, "hand-in", zhao_min, on)
    wrong = a_bill(case, zhao_min, on, "D1", "100")
    take(case, "hand-in", zhao_min, on)
    with pytest.raises(claims.NotThisClaim, match="已经提交"):
        a_bill(case, zhao_min, on, "D2", "100")
    take(case, "return", gao_lan, on, reason="缺结算单，第一张金额抄错")
    with acting(zhao_min):
        claims.strike_bill(bill=wrong, reason="金额抄错", by=zhao_min, on=on)
    a_bill(case, zhao_min, on, "D1", "120")
    take(case, "hand-in-again", zhao_min, on)

    with acting(zhao_min):
        assert [str(bill.total) for bill in case.medical_claim.bills.filter(struck_on=None)] == [
            "120.00"
        ]


def test_a_child_of_no_class_on_the_day_of_a_bill_is_paid_nothing_and_told_why(
    tree, *, zhao_min, gao_lan, shen_li
):
    child = a_family("郝明", tree["龙泽社区"], zhao_min, facts=DE_FACTO, mother=ABLE)
    case = begun(child, zhao_min, date(2026, 3, 9))
    a_bill(case, zhao_min, date(2026, 3, 9), "E1", "100")
    claimed(case, zhao_min, gao_lan, date(2026, 3, 9))

    with pytest.raises(NotCovered) as refused:
        decided(case, shen_li, date(2026, 3, 12))

    told = [finding.sentence.zh for finding in refused.value.findings]
    assert any("2026-03-05 的票据，孤儿医疗费用" in sentence for sentence in told)
    assert any("母亲不属于规定的情形" in sentence for sentence in told)
    take(case, "decline", shen_li, date(2026, 3, 12), reason="不属于保障对象")
    with acting(shen_li):
        assert not Award.objects.exists()


def test_a_guardian_who_chose_social_assistance_is_not_paid_here_as_well(
    xiaoman, *, zhao_min, gao_lan, shen_li
):
    """Row 1.59: either the one or the other."""
    tell(xiaoman, "on_dibao", True, since=date(2026, 2, 1), by=zhao_min, on=date(2026, 2, 2))
    tell(
        xiaoman,
        "medical_scheme",
        "assistance",
        since=date(2026, 2, 1),
        by=zhao_min,
        on=date(2026, 2, 2),
    )
    case = begun(xiaoman, zhao_min, date(2026, 3, 9))
    a_bill(case, zhao_min, date(2026, 3, 9), "F1", "100")
    claimed(case, zhao_min, gao_lan, date(2026, 3, 9))

    with pytest.raises(NotCovered, match="选择了社会救助医疗救助"):
        decided(case, shen_li, date(2026, 3, 12))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": date(2025, 12, 31)}, "day"),
        ({"day": date(2026, 3, 10)}, "day"),
        ({"hospital": " "}, "hospital"),
        ({"number": ""}, "number"),
        ({"total": "0"}, "total"),
        ({"by_insurance": Decimal(90), "by_others": Decimal(11)}, "by_insurance"),
        ({"by_others": Decimal(-1)}, "by_others"),
    ],
)
def test_a_bill_that_cannot_be_is_refused_at_its_field(yutong, zhao_min, wrong, field):
    on = date(2026, 3, 9)
    case = begun(yutong, zhao_min, on)
    given = {"number": "G1", "total": "100"} | wrong

    with pytest.raises(claims.NotABill) as refused:
        a_bill(case, zhao_min, on, **given)

    assert [finding.field for finding in refused.value.findings] == [field]
