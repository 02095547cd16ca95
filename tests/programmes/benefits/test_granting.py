"""Who is granted what, on what grounds, and what a refusal says."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Determination, Entitlement
from tests.programmes.benefits.conftest import post
from tests.programmes.benefits.families import (
    ABLE,
    ORPHAN,
    a_family,
    granted,
    lines_of,
    paid,
    run_month,
)

pytestmark = pytest.mark.django_db

ORPHANS = "living-allowance-orphan"
NURSING = "disability-nursing-subsidy"
ON = date(2026, 3, 5)


@pytest.fixture
def head(changping):
    return post("高岚", Role.DISTRICT_HEAD, changping)


def test_an_orphan_is_granted_from_the_month_after_and_the_grounds_are_frozen(
    huilongguan, gao_lan, shen_li
):
    yutong = a_family("童雨桐", huilongguan, gao_lan)
    with acting(shen_li):
        entitlement = benefits.confirm(
            child=yutong, benefit=ORPHANS, applied_on=date(2026, 3, 2), by=shen_li, on=ON
        )
        bundle = Determination.objects.get(entitlement=entitlement)

    assert (str(entitlement.first_month), entitlement.account) == ("2026-04", "living-allowance")
    assert (bundle.granted, bundle.outcome, bundle.amount) == (True, "yes", Decimal("2850.00"))
    facts = {fact["name"]: fact for fact in bundle.facts}
    assert facts["father_life"]["value"] == "dead"
    assert facts["father_life"]["record"] is not None
    assert facts["birth_date"]["value"] == "2014-06-01"
    assert bundle.verdict["amount"] == "2850.00"
    assert len(bundle.rules) == 64


def test_a_no_is_refused_with_every_reason_and_its_article_and_nothing_is_granted(
    huilongguan, shen_li
):
    child = a_family("程远山", huilongguan, shen_li, facts=ORPHAN | {"on_dibao": True}, mother=ABLE)
    with acting(shen_li), pytest.raises(benefits.NotGranted) as refusal:
        benefits.confirm(child=child, benefit=ORPHANS, applied_on=ON, by=shen_li, on=ON)

    assert {str(finding.law) for finding in refusal.value.findings} == {
        "京民发〔2026〕2号 一",
        "京民福发〔2011〕173号 二（二）",
    }
    with acting(shen_li):
        assert not Entitlement.objects.exists()


def test_what_is_not_yet_known_is_named_with_its_paper_and_who_has_it(huilongguan, shen_li):
    child = a_family("童雨桐", huilongguan, shen_li, mother={})
    with acting(shen_li), pytest.raises(benefits.NotGranted) as refusal:
        benefits.confirm(child=child, benefit=ORPHANS, applied_on=ON, by=shen_li, on=ON)

    (finding,) = refusal.value.findings
    assert finding.field == "mother_life"
    assert finding.sentence.zh.startswith("还不能确定：缺母亲生存状况（")


def test_a_refusal_is_kept_with_its_grounds_and_a_yes_cannot_be_refused(huilongguan, shen_li):
    able = a_family("程远山", huilongguan, shen_li, mother=ABLE)
    orphan = a_family("童雨桐", huilongguan, shen_li)
    with acting(shen_li):
        kept = benefits.decline(child=able, benefit=ORPHANS, by=shen_li, on=ON)
        with pytest.raises(benefits.NotGranted, match="不能作不予确认的决定"):
            benefits.decline(child=orphan, benefit=ORPHANS, by=shen_li, on=ON)

    assert (kept.granted, kept.outcome, kept.entitlement) == (False, "no", None)


def test_a_benefit_is_granted_once_for_the_same_months(huilongguan, gao_lan, shen_li):
    yutong = a_family("童雨桐", huilongguan, gao_lan)
    with acting(shen_li):
        given = {"child": yutong, "benefit": ORPHANS, "applied_on": ON, "by": shen_li}
        first = benefits.confirm(**given, on=ON)
        with pytest.raises(benefits.AlreadyGranted):
            benefits.confirm(**given, on=ON)
        benefits.end(
            entitlement=first, last_month=Month(2026, 3), reason="误确认", by=shen_li, on=ON
        )
        assert benefits.confirm(**given, on=ON).first_month == Month(2026, 4)


def test_a_clerk_does_not_grant_and_an_officer_does_not_pay(
    huilongguan, changping, shen_li, du_ruo
):
    yutong = a_family("童雨桐", huilongguan, shen_li)
    with acting(du_ruo), pytest.raises(benefits.NotYourDuty, match="您现在的岗位是发放经办人"):
        benefits.confirm(child=yutong, benefit=ORPHANS, applied_on=ON, by=du_ruo, on=ON)
    with acting(shen_li), pytest.raises(benefits.NotYourDuty, match="由发放经办人办理"):
        benefits.make_round(month=Month(2026, 3), place=changping, by=shen_li, on=ON)


def test_two_people_may_depart_from_the_rule_and_one_alone_may_not(
    huilongguan, changping, shen_li, head, payers
):
    child = a_family("程远山", huilongguan, shen_li, mother=ABLE)
    with acting(shen_li):
        deviation = benefits.propose_deviation(
            child=child,
            benefit=ORPHANS,
            first_month=Month(2026, 4),
            last_month=Month(2026, 5),
            amount=Decimal(1425),
            reason="母亲失能鉴定未出，区联席会议同意先行保障",
            by=shen_li,
            on=ON,
        )
        given = {"child": child, "benefit": ORPHANS, "applied_on": ON, "by": shen_li, "on": ON}
        with pytest.raises(benefits.NotGranted, match="须由另一人同意"):
            benefits.confirm(**given, deviation=deviation)
        with pytest.raises(benefits.NotGranted, match="不能自己同意"):
            benefits.agree_to_deviation(deviation=deviation, by=shen_li, on=ON)
        with (
            pytest.raises(IntegrityError, match="nobody_agrees_to_their_own_deviation"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "update benefits_deviation set agreed_on = %s, agreed_by_id = proposed_by_id", [ON]
            )
    with acting(head):
        benefits.agree_to_deviation(deviation=deviation, by=head, on=ON)
    with acting(shen_li):
        benefits.confirm(**given, deviation=deviation)
    for month in (4, 5, 6):
        made = run_month(f"2026-0{month}", date(2026, month, 2), changping, payers)

    assert paid(child, shen_li) == {"2026-04": Decimal("1425.00"), "2026-05": Decimal("1425.00")}
    assert lines_of(made, shen_li) == []


def test_a_frozen_bundle_is_never_changed(huilongguan, gao_lan, shen_li):
    yutong = a_family("童雨桐", huilongguan, gao_lan)
    with acting(shen_li):
        benefits.confirm(child=yutong, benefit=ORPHANS, applied_on=ON, by=shen_li, on=ON)
        for statement in (
            "update benefits_determination set outcome = 'no'",
            "delete from benefits_determination",
            "update benefits_entitlement set first_month = '2020-01-01'",
            "delete from benefits_entitlement",
        ):
            with (
                pytest.raises(DatabaseError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


def test_a_month_of_application_benefit_counts_from_the_application(
    huilongguan, changping, shen_li, payers
):
    child = a_family(
        "白露",
        huilongguan,
        shen_li,
        facts=ORPHAN | {"disability_kind": "limb", "disability_level": 1},
        mother=ABLE,
    )
    granted(child, NURSING, shen_li, date(2026, 2, 11))
    february = run_month("2026-02", date(2026, 2, 20), changping, payers)

    assert lines_of(february, shen_li) == [("2026-02", "normal", Decimal("300.00"))]


def test_nobody_takes_two_steps_of_a_round_or_steps_out_of_turn(huilongguan, changping, payers):
    assert huilongguan
    both = post("孟岚", Role.PAYMENT_CHECKER, changping)
    with acting(payers.makes):
        made = benefits.make_round(month=Month(2026, 3), place=changping, by=payers.makes, on=ON)
        with pytest.raises(benefits.NotYourDuty):
            benefits.check_round(round=made, by=payers.makes, on=ON)
    with acting(payers.approves), pytest.raises(benefits.NotThisRound, match="待复核"):
        benefits.approve_round(round=made, by=payers.approves, on=ON)
    with acting(both):
        benefits.check_round(round=made, by=both, on=ON)
    with acting(payers.approves):
        benefits.approve_round(round=made, by=payers.approves, on=ON)
        with pytest.raises(benefits.NotThisRound, match="已审批"):
            benefits.withdraw_round(round=made, reason="晚了", by=payers.approves, on=ON)
    with acting(payers.makes):
        released = benefits.release_round(round=made, by=payers.makes, on=ON)
    assert released.state == "released"


def test_a_round_is_made_once_and_a_supplement_only_when_asked_for(
    huilongguan, changping, shen_li, payers
):
    yutong = a_family("童雨桐", huilongguan, shen_li)
    granted(yutong, ORPHANS, shen_li, date(2026, 2, 20))
    march = {"month": Month(2026, 3), "place": changping, "by": payers.makes}
    with acting(payers.makes):
        made = benefits.make_round(**march, on=ON)
        assert benefits.make_round(**march, on=date(2026, 3, 9)) == made
    run_month("2026-03", date(2026, 3, 9), changping, payers)
    late = a_family("安然", huilongguan, shen_li)
    granted(late, ORPHANS, shen_li, date(2026, 2, 25))
    with acting(payers.makes):
        with pytest.raises(benefits.RoundInTheWay, match="已于 2026-03-09 审批"):
            benefits.make_round(**march, on=date(2026, 3, 12))
        with pytest.raises(benefits.NotThisRound, match="最多提前一个月"):
            benefits.make_round(**march | {"month": Month(2026, 5)}, on=date(2026, 3, 12))
    supplement = run_month("2026-03", date(2026, 3, 12), changping, payers, supplement=True)
    with acting(payers.makes), pytest.raises(benefits.RoundInTheWay, match="不能再编制更早的"):
        benefits.make_round(**march | {"month": Month(2026, 2)}, on=date(2026, 3, 12))

    assert lines_of(supplement, shen_li) == [("2026-03", "normal", Decimal("2850.00"))]


def test_a_withdrawn_round_is_made_anew(huilongguan, changping, shen_li, payers):
    yutong = a_family("童雨桐", huilongguan, shen_li)
    granted(yutong, ORPHANS, shen_li, date(2026, 2, 20))
    march = {"month": Month(2026, 3), "place": changping, "by": payers.makes, "on": ON}
    with acting(payers.makes):
        first = benefits.make_round(**march)
        with pytest.raises(benefits.NotThisRound, match="写明理由"):
            benefits.withdraw_round(round=first, reason=" ", by=payers.makes, on=ON)
        benefits.withdraw_round(round=first, reason="漏了一户", by=payers.makes, on=ON)
        second = benefits.make_round(**march)
        assert second != first
    run_month("2026-03", ON, changping, payers)

    assert paid(yutong, shen_li) == {"2026-03": Decimal("2850.00")}
