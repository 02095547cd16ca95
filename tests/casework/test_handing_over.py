"""钱进 leaves and 王芳 takes over: a list that both sign, and nothing without an owner."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hutong.casework.actions import handing_over
from hutong.casework.models import Turn
from hutong.casework.queries import waiting_for
from hutong.foundation.access import Officer, acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.registry.people.models import Child
from hutong.registry.workforce import actions as workforce
from hutong.registry.workforce.models import (
    HandOver,
    HandOverLine,
    HandOverRefusal,
    HandOverSignature,
    Side,
)
from tests.casework.conftest import ON, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("announced")]
LAST, NEXT = date(2026, 3, 3), date(2026, 3, 4)


def posting(officer):
    return Posting.objects.select_related("account", "place").get(pk=officer.posting_id)


@pytest.fixture
def wang_fang(huilongguan):
    account = Account.objects.create(username="wangfang", name="王芳")
    return Officer.of(
        Posting.objects.create(
            account=account,
            role=Role.CHILD_SUPERVISOR,
            place=huilongguan,
            days=DateRange(ON, None),
        )
    )


@pytest.fixture
def yiyi(longze, xiaoman, qian_jin):
    with acting(qian_jin):
        return Child.objects.create(
            child_no="B2026-000002",
            name="赵一诺",
            pinyin="zhaoyinuo",
            initials="zyn",
            sex="2",
            birth_date=date(2018, 1, 1),
            birth_precision="day",
            residence=longze,
            hukou=longze,
            registered_on=date(2026, 1, 6),
        )


@pytest.fixture
def drawn(asked, yiyi, qian_jin, wang_fang):
    with acting(qian_jin):
        return handing_over.hand_over(
            from_posting=posting(qian_jin),
            to_posting=posting(wang_fang),
            last_day=LAST,
            by=qian_jin,
            on=ON,
        )


def sign(drawn, by, **more):
    with acting(by):
        return handing_over.sign_as_giver(hand_over=drawn, by=by, on=ON, **more)


def take_over(drawn, by, **more):
    with acting(by):
        return handing_over.take_over(hand_over=drawn, by=by, on=NEXT, **more)


def listed(officer, on=NEXT):
    with acting(officer):
        return [turn.case_id for turn in waiting_for(officer, on)]


def test_the_list_names_every_case_with_its_limit_and_every_other_child(drawn, asked, qian_jin):
    with acting(qian_jin):
        rows = list(drawn.lines.order_by("number").values_list("name", "case", "state", "due_on"))

    assert rows == [
        ("林小满", asked.number, "asked", date(2026, 3, 9)),
        ("赵一诺", "", "", None),
    ]
    assert drawn.children == 2


def test_both_sign_and_the_work_goes_with_the_post(drawn, asked, qian_jin, wang_fang):
    sign(drawn, qian_jin)
    take_over(drawn, wang_fang)

    assert posting(qian_jin).days.upper == NEXT
    assert listed(wang_fang) == [asked.pk]
    with acting(wang_fang):
        signed = list(
            HandOverSignature.objects.order_by("on", "side").values_list("side", "by", "on")
        )
        closed = HandOver.objects.get(pk=drawn.pk).closed_on
    assert signed == [
        ("giver", qian_jin.account_id, ON),
        ("taker", wang_fang.account_id, NEXT),
    ]
    assert closed == NEXT


def test_the_taker_cannot_sign_before_the_giver_nor_anybody_for_the_taker(
    drawn, qian_jin, wang_fang, shen_li
):
    with pytest.raises(handing_over.NotYourSignature, match="移交人还没有签"):
        take_over(drawn, wang_fang)
    sign(drawn, qian_jin)
    with pytest.raises(handing_over.NotYourSignature, match="由王芳本人签"):
        take_over(drawn, shen_li)
    with pytest.raises(handing_over.NotYourSignature, match="已经签过"):
        sign(drawn, qian_jin)


def test_where_the_giver_cannot_sign_the_district_does_and_says_why(drawn, shen_li, wang_fang):
    with pytest.raises(handing_over.NotYourSignature, match="为什么不能本人签字"):
        sign(drawn, shen_li)
    signature = sign(drawn, shen_li, instead_because="住院")

    assert (signature.by_id, signature.instead_because) == (shen_li.account_id, "住院")
    take_over(drawn, wang_fang)


def test_the_database_asks_for_two_people_in_order_on_a_list_that_stays(drawn, qian_jin, wang_fang):
    def signs(side, by):
        HandOverSignature.objects.create(hand_over=drawn, side=side, by_id=by.account_id, on=ON)

    with acting(qian_jin):
        with pytest.raises(IntegrityError, match="giver signs first"), transaction.atomic():
            signs(Side.TAKER, wang_fang)
        signs(Side.GIVER, qian_jin)
        with pytest.raises(IntegrityError, match="two_people_sign"), transaction.atomic():
            signs(Side.TAKER, qian_jin)
        with pytest.raises(IntegrityError, match="takes no further line"), transaction.atomic():
            HandOverLine.objects.create(hand_over=drawn, number=9, child="B", name="某")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            HandOverLine.objects.update(name="某")
        with pytest.raises(IntegrityError, match="only closes"), transaction.atomic():
            HandOver.objects.update(last_day=NEXT)


def test_what_is_not_taken_stays_with_the_district_until_it_is_settled(
    drawn, asked, qian_jin, wang_fang, shen_li
):
    sign(drawn, qian_jin)
    take_over(drawn, wang_fang, refused={1: "案卷缺出生证明原件", 2: "家住址不符"})

    assert listed(wang_fang) == []
    assert listed(shen_li) == [asked.pk]
    with acting(shen_li):
        lines = HandOverRefusal.objects.order_by("line__number")
        assert [line.line.name for line in lines] == ["林小满", "赵一诺"]
        with acting(wang_fang), pytest.raises(handing_over.NotYourSignature):
            handing_over.settle(refusal=lines[0], how="补到了", by=wang_fang, on=NEXT)
        handing_over.settle(refusal=lines[0], how="原件已补，由王芳接收", by=shen_li, on=NEXT)
    assert listed(wang_fang) == [asked.pk]
    assert listed(shen_li) == []


def test_what_is_not_taken_is_the_takers_while_nobody_above_is_there(
    drawn, asked, qian_jin, wang_fang, shen_li
):
    sign(drawn, qian_jin)
    take_over(drawn, wang_fang, refused={1: "缺原件"})
    with acting(shen_li):
        workforce.record_absence(
            posting=posting(shen_li), since=NEXT, reason="休假", by=shen_li, on=ON
        )

    assert listed(wang_fang) == [asked.pk]


def test_every_wrong_line_is_named_at_once(drawn, qian_jin, wang_fang):
    sign(drawn, qian_jin)
    with pytest.raises(handing_over.CannotHandOver) as refused:
        take_over(drawn, wang_fang, refused={1: " ", 7: "没有"})

    assert [finding.sentence.zh for finding in refused.value.findings] == [
        "第 1 行不接收，请写明理由。",
        "清单里没有第 7 行。",
    ]
    assert posting(qian_jin).days.upper is None


def test_the_office_above_can_take_over_itself_and_then_takes_all(
    asked, qian_jin, shen_li, zhao_min
):
    with acting(qian_jin):
        drawn = handing_over.hand_over(
            from_posting=posting(qian_jin),
            to_posting=posting(shen_li),
            last_day=LAST,
            by=qian_jin,
            on=ON,
        )
        with pytest.raises(handing_over.CannotHandOver, match="一份交接清单还没有签完"):
            handing_over.hand_over(
                from_posting=posting(qian_jin), to_posting=posting(shen_li), by=qian_jin, on=ON
            )
    sign(drawn, qian_jin)
    with pytest.raises(handing_over.CannotHandOver, match="请全部接收"):
        take_over(drawn, shen_li, refused={1: "不要"})
    take_over(drawn, shen_li)

    assert listed(shen_li) == [asked.pk]
    taken = take(asked, "weigh", shen_li, NEXT)
    assert taken.stands_in == "儿童督导员空缺，由上一级办理"


def test_who_cannot_take_over(qian_jin, fang_zhi, zhao_min, wang_fang):
    def to(officer, by=qian_jin):
        with acting(by):
            handing_over.hand_over(
                from_posting=posting(qian_jin), to_posting=posting(officer), by=by, on=ON
            )

    for officer, why in (
        (fang_zhi, "不在同一个岗位"),
        (zhao_min, "不在同一个岗位"),
        (qian_jin, "不能交给自己"),
    ):
        with pytest.raises(handing_over.CannotHandOver, match=why):
            to(officer)
    with pytest.raises(workforce.NotTheirPost):
        to(wang_fang, by=zhao_min)


def test_a_withdrawn_list_changes_nothing_and_can_be_drawn_anew(drawn, qian_jin, wang_fang):
    sign(drawn, qian_jin)
    with acting(wang_fang):
        handing_over.withdraw(hand_over=drawn, because="清单漏了新报的", by=wang_fang, on=ON)
    with pytest.raises(handing_over.NotYourSignature, match="已经办结"):
        take_over(drawn, wang_fang)

    assert posting(qian_jin).days.upper is None
    with acting(qian_jin):
        handing_over.hand_over(
            from_posting=posting(qian_jin), to_posting=posting(wang_fang), by=qian_jin, on=ON
        )


def test_another_street_sees_no_list(drawn, fang_zhi):
    with acting(fang_zhi):
        assert not HandOver.objects.exists()
        assert not HandOverLine.objects.exists()


def test_whoever_stood_in_stops_when_the_post_is_handed_over(
    drawn, qian_jin, wang_fang, shen_li, asked
):
    with acting(shen_li):
        absence = workforce.record_absence(
            posting=posting(qian_jin), since=LAST, reason="病假", by=shen_li, on=ON
        )
        made = workforce.name_stand_in(
            absence=absence, account=Account.objects.get(username="赵敏"), by=shen_li, on=ON
        )
    sign(drawn, qian_jin)
    take_over(drawn, wang_fang)
    made.refresh_from_db()

    assert made.days.upper == NEXT
    with acting(wang_fang):
        assert Turn.objects.filter(case=asked, until__isnull=True).exists()
