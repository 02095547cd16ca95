"""What Today shows each post: its own work, and nobody else's."""

import re
from datetime import date
from uuid import uuid4

import pytest

from hutong.casework import actions as casework
from hutong.casework.models import Turn
from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.foundation.calendar.actions import load_package_years
from hutong.foundation.kernel.months import Month
from hutong.interfaces.web import sources
from hutong.programmes.benefits import actions as benefits
from tests.interfaces.web.conftest import hired, officer_of
from tests.programmes.benefits.families import ABLE, ORPHAN, a_family, granted, tell

pytestmark = pytest.mark.django_db
PROVISIONAL = "living-allowance-temporarily-unsupported"
MARCH = Month(2026, 3)
TODAY = date(2026, 3, 5)


@pytest.fixture
def told(browser_of):
    def page(person, address="/"):
        response = browser_of(person).get(address)
        assert response.status_code == 200
        text = re.sub(r"(?s)<head>.*?</head>|<[^>]+>", " ", response.content.decode())
        return " ".join(text.split())

    return page


def made(clerk, place):
    officer = officer_of(clerk)
    with acting(officer):
        return benefits.make_round(month=MARCH, place=place, by=officer, on=TODAY)


def signed(step, who, one):
    officer = officer_of(who)
    with acting(officer):
        step(round=one, by=officer, on=TODAY)


def test_the_clerk_is_told_that_the_month_lacks_its_list_and_by_when(he_yun, told):
    officer = officer_of(he_yun)
    with acting(officer):
        load_package_years(by=officer, on=date(2026, 1, 1))

    page = told(he_yun)

    assert "今天 1 件事" in page
    assert "剩 3 个工作日 3月10日 周二 2026年3月 发放 去生成 本月名单还没有生成。" in page


@pytest.mark.usefixtures("tong_yutong")
def test_a_list_goes_from_desk_to_desk(changping, he_yun, du_ruo, han_zhang, told):
    nothing = "今天没有等着您的事"
    assert nothing in told(du_ruo)
    one = made(he_yun, changping)
    assert [nothing in told(who) for who in (he_yun, du_ruo, han_zhang)] == [True, False, True]
    assert "名单已生成，等您复核。" in told(du_ruo)

    signed(benefits.check_round, du_ruo, one)
    assert [nothing in told(who) for who in (he_yun, du_ruo, han_zhang)] == [True, True, False]
    assert "名单已复核，等您审批。" in told(han_zhang)

    signed(benefits.approve_round, han_zhang, one)
    assert "已审批，还没有登记送银行。" in told(he_yun)

    signed(benefits.release_round, he_yun, one)
    assert [nothing in told(who) for who in (he_yun, du_ruo, han_zhang)] == [True, True, True]


def test_where_the_city_makes_the_list_no_district_is_asked_for_one(
    tong_yutong, beijing, he_yun, told, changping
):
    city = hired("qinyue", "秦月", Role.PAYMENT_CLERK, beijing)[0]
    officer = officer_of(city)
    with acting(officer):
        benefits.make_round(month=Month(2026, 2), place=beijing, by=officer, on=TODAY)

    assert "今天没有等着您的事" in told(he_yun)


@pytest.mark.usefixtures("bai_lu")
def test_a_missing_paper_waits_for_the_director_and_the_district(
    changping, he_yun, chen_xiuying, shen_li, told
):
    made(he_yun, changping)

    for who in (chen_xiuying, shen_li):
        page = told(who)
        assert "发不出 2026年3月暂缓 白露" in page
        assert "公安机关" in page
        assert "这一行到下一期名单生成时消去" in page


@pytest.mark.usefixtures("bai_lu")
def test_a_missing_paper_is_not_the_clerks_work_nor_another_districts(
    changping, he_yun, yu_he, told
):
    made(he_yun, changping)

    assert "白露" not in told(he_yun)
    assert "白露" not in told(yu_he)


def test_who_turns_eighteen_within_a_month_is_named_by_the_day_while_granted_something(
    beijing, shiyuan, shen, chen_xiuying, told
):
    grown = a_family("岳明", shiyuan, shen, birth=date(2008, 4, 4))
    granted(grown, "living-allowance-orphan", shen, date(2026, 2, 20), MARCH)
    later = a_family("方小雨", shiyuan, shen, birth=date(2008, 4, 6))
    granted(later, "living-allowance-orphan", shen, date(2026, 2, 20), MARCH)
    a_family("何子墨", shiyuan, shen, birth=date(2008, 4, 4))

    page = told(chen_xiuying)

    assert "岳明" in page
    assert "4月4日满 18 周岁" in page
    assert "方小雨" not in page
    assert "何子墨" not in page


@pytest.mark.usefixtures("beijing")
def test_what_was_granted_provisionally_half_a_year_ago_is_looked_at_again(
    shiyuan, shen, shen_li, chen_xiuying, told
):
    years_old = a_family("阿福", shiyuan, shen, father=ABLE, mother=ABLE)
    granted(years_old, PROVISIONAL, shen, date(2021, 6, 7), Month(2021, 7))
    late = a_family("小雅", shiyuan, shen, father=ABLE, mother=ABLE)
    granted(late, PROVISIONAL, shen, date(2025, 9, 1), Month(2025, 10))
    old = a_family("石头", shiyuan, shen, father=ABLE, mother=ABLE)
    granted(old, PROVISIONAL, shen, date(2025, 9, 5), Month(2025, 10))
    new = a_family("水生", shiyuan, shen, father=ABLE, mother=ABLE)
    granted(new, PROVISIONAL, shen, date(2025, 9, 6), Month(2025, 10))

    page = told(shen_li)

    told_in_order = (
        "超期 50 个月 应于 2021-12-07 阿福",
        "超期 4 天 应于 2026-03-01 小雅",
        "今天到期 3月5日 周四 石头",
    )
    places = [page.index(line) for line in told_in_order]
    assert places == sorted(places)
    assert "水生" not in page
    assert "石头" not in told(chen_xiuying)


def test_a_child_being_looked_into_waits_until_it_is_granted_something_to_live_on(
    beijing, shiyuan, shen, chen_xiuying, told
):
    child = a_family("林小满", shiyuan, shen, father=ABLE, mother=ABLE)
    tell(child, "circumstances_being_verified", value=True, by=shen, on=date(2026, 3, 3))
    assert "新来 3月3日 报来 林小满" in told(chen_xiuying)

    granted(child, PROVISIONAL, shen, date(2026, 3, 4), MARCH)

    assert "林小满" not in told(chen_xiuying)


def test_a_child_with_an_open_case_stands_on_the_page_once(
    beijing, shiyuan, shen, chen_xiuying, told
):
    child = a_family("林小满", shiyuan, shen, father=ABLE, mother=ABLE)
    tell(child, "circumstances_being_verified", value=True, by=shen, on=date(2026, 3, 3))
    assert "父母情形正在查验" in told(chen_xiuying)

    with acting(officer_of(chen_xiuying)) as director:
        casework.open_case(
            procedure="de-facto-allowance",
            child=child,
            answers={"applicant": "何秀兰", "relation": "外祖母"},
            by=director,
            on=date(2026, 3, 4),
        )

    assert "父母情形正在查验" not in told(chen_xiuying)


def test_what_came_weeks_ago_is_open_and_no_longer_new(beijing, shiyuan, shen, chen_xiuying, told):
    for name, came in (("林小满", date(2026, 2, 26)), ("赵晓彤", date(2026, 2, 25))):
        child = a_family(name, shiyuan, shen, father=ABLE, mother=ABLE)
        tell(child, "circumstances_being_verified", value=True, by=shen, on=came)

    page = told(chen_xiuying)

    assert "新来 2月26日 报来 林小满" in page
    assert "在办 2月25日 报来 赵晓彤" in page


def test_a_long_list_ends_with_how_many_more_there_are_and_where_they_stand(
    beijing, shiyuan, shen, chen_xiuying, told
):
    for number in range(sources.SHOWN + 2):
        child = a_family(f"赵{number}", shiyuan, shen, facts=ORPHAN)
        tell(child, "circumstances_being_verified", value=True, by=shen, on=date(2026, 3, 3))

    page = told(chen_xiuying)
    assert f"今天 {sources.SHOWN + 2} 件事" in page
    assert "还有 2 件" in page
    assert page.count("赵") == sources.SHOWN

    assert told(chen_xiuying, "/waiting/verifying/").count("赵") == sources.SHOWN + 2


def test_a_case_that_waits_for_two_posts_of_one_person_is_one_thing():
    mine, other = uuid4(), uuid4()
    turns = [Turn(pk=1, case_id=mine), Turn(pk=2, case_id=other), Turn(pk=3, case_id=mine)]

    assert [turn.pk for turn in sources._once(turns)] == [1, 2]
