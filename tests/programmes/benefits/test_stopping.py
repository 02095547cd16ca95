"""What was granted stops with the month of an event, and goes on again without losing a month."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Determination, Entitlement
from hutong.registry.people import actions as people
from tests.programmes.benefits.conftest import place, post
from tests.programmes.benefits.families import a_family, granted, paid, run_month, tell

pytestmark = pytest.mark.django_db

ORPHANS, NURSING = "living-allowance-orphan", "disability-nursing-subsidy"
RATE = Decimal("2850.00")


@pytest.fixture
def yutong(huilongguan, gao_lan, shen_li):
    """童雨桐, an orphan, granted since September 2025."""
    child = a_family("童雨桐", huilongguan, gao_lan)
    granted(child, ORPHANS, shen_li, date(2025, 8, 20))
    return child


def adopt(child, by, *, since, on):
    return tell(child, "adopted", True, since=since, by=by, on=on)


def stop(child, by, *, happened_on, on, reason="已被收养，收养登记证已核对", benefit=ORPHANS):
    with acting(by):
        return benefits.stop(
            child=child, benefit=benefit, happened_on=happened_on, reason=reason, by=by, on=on
        )


def resume(child, by, *, on, reason="收养登记系误录，已更正", from_month=None, benefit=ORPHANS):
    with acting(by):
        return benefits.resume(
            child=child, benefit=benefit, reason=reason, from_month=from_month, by=by, on=on
        )


def test_the_month_of_the_event_is_the_last_that_is_paid(yutong, shen_li, changping, payers):
    run_month("2026-03", date(2026, 3, 2), changping, payers)
    adopt(yutong, shen_li, since=date(2026, 3, 12), on=date(2026, 3, 16))
    ended = stop(yutong, shen_li, happened_on=date(2026, 3, 12), on=date(2026, 3, 16))

    assert (str(ended.ended_month), ended.ended_on) == ("2026-03", date(2026, 3, 16))
    assert ended.reason == "已被收养，收养登记证已核对"
    run_month("2026-04", date(2026, 4, 2), changping, payers)
    assert list(paid(yutong, shen_li))[-1] == "2026-03"


def test_an_event_learned_late_takes_back_what_was_paid_after_it(
    yutong, shen_li, changping, payers
):
    run_month("2026-03", date(2026, 3, 2), changping, payers)
    adopt(yutong, shen_li, since=date(2026, 1, 31), on=date(2026, 3, 16))
    stop(yutong, shen_li, happened_on=date(2026, 1, 31), on=date(2026, 3, 16))
    run_month("2026-04", date(2026, 4, 2), changping, payers)

    by_month = paid(yutong, shen_li)
    assert by_month["2026-01"] == RATE
    assert (by_month["2026-02"], by_month["2026-03"]) == (0, 0)


def test_an_event_before_the_grant_leaves_no_month_of_it(yutong, shen_li):
    adopt(yutong, shen_li, since=date(2025, 5, 2), on=date(2026, 3, 16))
    ended = stop(yutong, shen_li, happened_on=date(2025, 5, 2), on=date(2026, 3, 16))

    assert (str(ended.first_month), str(ended.ended_month)) == ("2025-09", "2025-08")


def test_nothing_is_stopped_while_the_rule_says_yes(yutong, shen_li):
    with pytest.raises(benefits.NotStopped, match="请先登记发生的变化和材料") as refusal:
        stop(yutong, shen_li, happened_on=date(2026, 3, 12), on=date(2026, 3, 16))
    assert str(refusal.value.findings[0].law) == "京民发〔2026〕2号 二"
    with acting(shen_li):
        assert Entitlement.objects.get().ended_month is None


def test_every_fault_of_a_stop_is_named_at_once(yutong, huilongguan, shen_li):
    with pytest.raises(benefits.NotStopped) as refusal:
        stop(yutong, shen_li, happened_on=date(2026, 4, 1), on=date(2026, 3, 16), reason=" ")
    assert {finding.field for finding in refusal.value.findings} == {"happened_on", "reason"}

    other = a_family("郝明", huilongguan, shen_li)
    with pytest.raises(benefits.NotStopped, match="不需停发"):
        stop(other, shen_li, happened_on=date(2026, 3, 12), on=date(2026, 3, 16))


def test_only_the_office_that_grants_stops_and_resumes(yutong, huilongguan, gao_lan, shen_li):
    yu_he = post("于禾", Role.CHILD_SUPERVISOR, place(110114010000, 110114010999, "街道", 4))
    adopt(yutong, shen_li, since=date(2026, 3, 12), on=date(2026, 3, 16))
    with pytest.raises(benefits.NotCompetent, match="昌平区民政部门"):
        stop(yutong, yu_he, happened_on=date(2026, 3, 12), on=date(2026, 3, 16))
    stop(yutong, shen_li, happened_on=date(2026, 3, 12), on=date(2026, 3, 16))
    with pytest.raises(benefits.NotCompetent, match="昌平区民政部门"):
        resume(yutong, yu_he, on=date(2026, 4, 1))


def test_a_mistaken_stop_goes_on_without_a_lost_month(yutong, shen_li, changping, payers):
    run_month("2026-03", date(2026, 3, 2), changping, payers)
    mistaken = adopt(yutong, shen_li, since=date(2026, 1, 9), on=date(2026, 3, 16))
    ended = stop(yutong, shen_li, happened_on=date(2026, 1, 9), on=date(2026, 3, 16))
    run_month("2026-04", date(2026, 4, 2), changping, payers)
    assert (paid(yutong, shen_li)["2026-02"], paid(yutong, shen_li)["2026-03"]) == (0, 0)

    with acting(shen_li):
        people.correct_fact(
            record=mistaken, value=False, since=None, reason="同名误录", by=shen_li,
            on=date(2026, 4, 20),
        )  # fmt: skip
        tell(yutong, "adopted", False, by=shen_li, on=date(2026, 4, 20))
    again = resume(yutong, shen_li, on=date(2026, 4, 20), from_month=Month(2026, 2))
    run_month("2026-05", date(2026, 5, 4), changping, payers)

    assert (again.resumes_id, again.resumed_because) == (ended.pk, "收养登记系误录，已更正")
    months = {month: sum_ for month, sum_ in paid(yutong, shen_li).items() if month >= "2026-01"}
    assert months == dict.fromkeys(["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"], RATE)
    with acting(shen_li):
        bundle = Determination.objects.get(entitlement=again)
    assert (bundle.granted, bundle.outcome, bundle.decided_on) == (True, "yes", date(2026, 4, 20))


def test_a_stop_that_was_right_goes_on_from_the_month_after_it_is_granted_again(yutong, shen_li):
    tell(yutong, "on_tekun", True, since=date(2026, 1, 9), by=shen_li, on=date(2026, 1, 9))
    stop(yutong, shen_li, happened_on=date(2026, 1, 9), on=date(2026, 1, 12), reason="转特困供养")
    tell(yutong, "on_tekun", False, since=date(2026, 5, 9), by=shen_li, on=date(2026, 5, 9))
    again = resume(yutong, shen_li, on=date(2026, 5, 11), reason="特困供养已终止")

    assert (str(again.first_month), again.ended_month) == ("2026-06", None)


def test_what_does_not_meet_the_rule_today_is_not_resumed(yutong, shen_li):
    adopt(yutong, shen_li, since=date(2026, 3, 12), on=date(2026, 3, 16))
    stop(yutong, shen_li, happened_on=date(2026, 3, 12), on=date(2026, 3, 16))
    with pytest.raises(benefits.NotGranted, match="已被收养"):
        resume(yutong, shen_li, on=date(2026, 4, 1))


def test_only_what_was_stopped_is_resumed_and_no_month_counts_twice(yutong, shen_li):
    with pytest.raises(benefits.NotResumed, match="没有已停发的"):
        resume(yutong, shen_li, on=date(2026, 3, 16))
    mistaken = adopt(yutong, shen_li, since=date(2026, 1, 9), on=date(2026, 3, 16))
    stop(yutong, shen_li, happened_on=date(2026, 1, 9), on=date(2026, 3, 16))
    with acting(shen_li):
        people.withdraw_fact(record=mistaken, reason="误录", by=shen_li, on=date(2026, 3, 17))
        tell(yutong, "adopted", False, by=shen_li, on=date(2026, 3, 17))
    for month in (Month(2026, 1), Month(2026, 5)):
        with pytest.raises(benefits.NotResumed, match="2026-02 至 2026-04"):
            resume(yutong, shen_li, on=date(2026, 3, 17), from_month=month)
    with pytest.raises(benefits.NotResumed, match="请写明恢复的理由"):
        resume(yutong, shen_li, on=date(2026, 3, 17), reason=" ")
    first = resume(yutong, shen_li, on=date(2026, 3, 17), from_month=Month(2026, 2))
    with pytest.raises(benefits.NotResumed, match="没有已停发的"):
        resume(yutong, shen_li, on=date(2026, 3, 17))
    stopped = first.resumes
    for fault, link in (
        ("what_was_stopped_is_resumed_once", {"resumes": stopped, "resumed_because": "再来一次"}),
        ("a_resumption_has_a_reason", {"resumes": first}),
        ("a_resumption_has_a_reason", {"resumed_because": "再来一次"}),
    ):
        with (
            acting(shen_li),
            pytest.raises(IntegrityError, match=fault),
            transaction.atomic(),
        ):
            Entitlement.objects.create(
                child=yutong,
                benefit=NURSING,
                account=NURSING,
                applied_on=date(2026, 3, 17),
                confirmed_on=date(2026, 3, 17),
                confirmed_by_id=shen_li.account_id,
                first_month=Month(2026, 4),
                **link,
            )


def test_a_stop_learned_to_have_come_earlier_moves_the_end_back(yutong, shen_li):
    adopt(yutong, shen_li, since=date(2026, 3, 12), on=date(2026, 3, 16))
    stop(yutong, shen_li, happened_on=date(2026, 3, 12), on=date(2026, 3, 16))
    adopt(yutong, shen_li, since=date(2026, 1, 12), on=date(2026, 4, 16))
    ended = stop(yutong, shen_li, happened_on=date(2026, 1, 12), on=date(2026, 4, 16))

    assert str(ended.ended_month) == "2026-01"
    with pytest.raises(benefits.NotStopped, match="不需停发"):
        stop(yutong, shen_li, happened_on=date(2026, 2, 1), on=date(2026, 4, 16))
