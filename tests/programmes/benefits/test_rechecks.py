"""A provisional grant is looked at again, and the next look is counted from then."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.foundation.history.models import Change
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Recheck
from hutong.programmes.benefits.queries import law, recheck_due, recheck_months, rechecks_of
from hutong.programmes.benefits.queries.waiting import ripe
from tests.programmes.benefits.conftest import post
from tests.programmes.benefits.families import ABLE, a_family, granted

pytestmark = pytest.mark.django_db

PROVISIONAL, DE_FACTO = "living-allowance-temporarily-unsupported", "living-allowance-de-facto"
NURSING = "disability-nursing-subsidy"
GRANTED, ON = date(2025, 9, 5), date(2026, 3, 5)
FOUND = "父亲判决书已到，刑期38个月；母亲仍无音讯，继续。"


@pytest.fixture
def shitou(huilongguan, shen_li):
    """石头 was granted the allowance half a year ago, before his parents' case was settled."""
    child = a_family("石头", huilongguan, shen_li, father=ABLE, mother=ABLE)
    granted(child, PROVISIONAL, shen_li, GRANTED)
    return child


def look(child, by, on=ON, finding=FOUND):
    with acting(by):
        return benefits.look_again(
            entitlement=child.entitlements.get(), finding=finding, by=by, on=on
        )


def waiting(by, on):
    with acting(by):
        return [(one.child.name, one.counted_from) for one in ripe(on)]


def test_what_was_looked_at_waits_another_half_year(shitou, gao_lan, shen_li):
    assert waiting(shen_li, date(2026, 3, 4)) == []
    assert waiting(shen_li, ON) == [("石头", GRANTED)]

    looked = look(shitou, gao_lan)

    assert (looked.finding, looked.looked_on, looked.looked_by_id) == (
        FOUND,
        ON,
        gao_lan.account_id,
    )
    assert waiting(shen_li, ON) == []
    assert waiting(shen_li, date(2026, 9, 4)) == []
    assert waiting(shen_li, date(2026, 9, 5)) == [("石头", ON)]


def test_the_last_of_several_looks_counts_and_all_are_kept(shitou, gao_lan, shen_li):
    look(shitou, gao_lan, on=date(2026, 3, 10), finding="母亲已找到，正在核实。")
    look(shitou, shen_li, on=ON)

    with acting(shen_li):
        entitlement = shitou.entitlements.get()
        assert [one.looked_on for one in rechecks_of(entitlement)] == [date(2026, 3, 10), ON]
        due = recheck_due(law().benefit(PROVISIONAL), entitlement)
    assert due == date(2026, 9, 10)


def test_a_look_says_what_was_found_of_a_grant_that_stands(shitou, gao_lan, shen_li):
    with pytest.raises(benefits.NotLookedAt, match="请写复核看到了什么") as refusal:
        look(shitou, gao_lan, finding=" ")
    assert refusal.value.findings[0].field == "finding"
    with pytest.raises(benefits.NotLookedAt, match="2025-09-05 才确认"):
        look(shitou, gao_lan, on=date(2025, 9, 4))
    with acting(shen_li):
        benefits.end(
            entitlement=shitou.entitlements.get(),
            last_month=Month(2026, 2),
            reason="改按事实无人抚养",
            by=shen_li,
            on=ON,
        )
    with pytest.raises(benefits.NotLookedAt, match="2026-02 已经终止"):
        look(shitou, shen_li)
    with acting(shen_li):
        assert not Recheck.objects.exists()


def test_whoever_does_not_decide_does_not_look_again_nor_does_a_stranger(
    shitou, huilongguan, gulou, miyun, shen_li
):
    director = post("陈秀英", Role.CHILD_DIRECTOR, huilongguan)
    with pytest.raises(benefits.NotYourDuty):
        look(shitou, director)

    stranger = post("于禾", Role.DISTRICT_OFFICER, miyun)
    with acting(shen_li):
        entitlement = shitou.entitlements.get()
    with acting(stranger), pytest.raises(type(entitlement).DoesNotExist):
        benefits.look_again(entitlement=entitlement, finding=FOUND, by=stranger, on=ON)


def test_a_look_stays_as_it_was_written_and_stands_in_the_history(shitou, gao_lan):
    look(shitou, gao_lan)

    with acting(gao_lan):
        for statement in (
            "update benefits_recheck set finding = '没看'",
            "delete from benefits_recheck",
        ):
            with (
                pytest.raises(DatabaseError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        change = Change.objects.get(table_name="benefits_recheck")
    assert (change.file, change.actor, change.action) == (
        shitou.pk,
        gao_lan.account_id,
        "insert",
    )


def test_the_law_says_what_is_looked_at_again_and_when():
    assert recheck_months(law().benefit(PROVISIONAL)) == 6
    assert recheck_months(law().benefit(DE_FACTO)) == 6
    assert recheck_months(law().benefit(NURSING)) == law().benefit(NURSING).recheck_months
