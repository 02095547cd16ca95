"""Who answers for a community, and that none is silently without anybody."""

from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.registry.workforce import actions as workforce
from hutong.registry.workforce.models import StandIn
from hutong.registry.workforce.queries import answerable_for, coverage, vacancies

TODAY = date(2026, 3, 16)


def person(name):
    return Account.objects.create(username=name, name=name)


def counts(place):
    return [
        (row.name, row.communities, row.in_post, row.stood_in_for, row.vacant)
        for row in coverage(place=place, on=TODAY)
    ]


@pytest.mark.usefixtures("chen_xiuying")
def test_the_city_sees_which_districts_have_gaps(tree, luo_min):
    with acting(luo_min):
        assert counts(tree["北京市"]) == [("朝阳区", 1, 0, 0, 1), ("昌平区", 2, 1, 0, 1)]
        workforce.let_stand_in(
            account=person("赵静"),
            place=tree["云趣园社区"],
            since=date(2026, 3, 1),
            reason="原主任离任",
            by=luo_min,
            on=TODAY,
        )
        assert counts(tree["北京市"]) == [("朝阳区", 1, 0, 0, 1), ("昌平区", 2, 1, 1, 0)]
        assert counts(tree["昌平区"]) == [("回龙观街道", 2, 1, 1, 0)]
        assert counts(tree["回龙观街道"]) == [
            ("龙泽苑社区", 1, 1, 0, 0),
            ("云趣园社区", 1, 0, 1, 0),
        ]
        assert [place.name for place in vacancies(place=tree["北京市"], on=TODAY)] == [
            "南湖西园社区"
        ]


def test_coverage_is_one_question_to_the_database(tree, luo_min, django_assert_num_queries):
    with acting(luo_min), django_assert_num_queries(1):
        coverage(place=tree["北京市"], on=TODAY)


@pytest.mark.usefixtures("chen_xiuying", "gao_lan")
def test_a_community_names_its_director_and_the_supervisor_of_its_street(tree):
    longzeyuan = answerable_for(place=tree["龙泽苑社区"], on=TODAY)
    yunquyuan = answerable_for(place=tree["云趣园社区"], on=TODAY)

    assert longzeyuan.director is not None
    assert longzeyuan.supervisor is not None
    assert (longzeyuan.director.account.name, longzeyuan.stands_in) == ("陈秀英", False)
    assert longzeyuan.supervisor.account.name == "高岚"
    assert (yunquyuan.director, yunquyuan.stands_in) == (None, False)


def test_the_appointed_director_comes_before_whoever_still_stands_in(tree, shen_li):
    with acting(shen_li):
        workforce.let_stand_in(
            account=person("赵静"),
            place=tree["云趣园社区"],
            since=date(2026, 1, 1),
            reason="空缺",
            by=shen_li,
            on=TODAY,
        )
        assert answerable_for(place=tree["云趣园社区"], on=TODAY).stands_in
        workforce.appoint(
            account=person("何静"),
            role=Role.CHILD_DIRECTOR,
            place=tree["云趣园社区"],
            since=date(2026, 3, 1),
            by=shen_li,
            on=TODAY,
        )
        found = answerable_for(place=tree["云趣园社区"], on=TODAY)

    assert found.director is not None
    assert (found.director.account.name, found.stands_in) == ("何静", False)


def test_a_community_has_one_director_until_the_post_is_ended(tree, chen_xiuying, shen_li):
    def appoint():
        return workforce.appoint(
            account=person(f"何静{Account.objects.count()}"),
            role=Role.CHILD_DIRECTOR,
            place=tree["龙泽苑社区"],
            since=date(2026, 3, 10),
            by=shen_li,
            on=TODAY,
        )

    with acting(shen_li):
        with pytest.raises(workforce.PostFilled) as refusal:
            appoint()
        held = Posting.objects.get(pk=chen_xiuying.posting_id)
        workforce.end_posting(posting=held, last_day=date(2026, 3, 9), by=shen_li, on=TODAY)
        appoint()

    assert refusal.value.findings[0].sentence.zh == "龙泽苑社区已有儿童主任陈秀英；请先办理离任。"
    found = answerable_for(place=tree["龙泽苑社区"], on=date(2026, 3, 9)).director
    assert found is not None
    assert found.account.name == "陈秀英"


def test_two_directors_of_one_list_for_one_community_are_refused_together(tree, shen_li):
    wanted = [
        workforce.Appointment(
            person(name), Role.CHILD_DIRECTOR, tree["云趣园社区"], date(2026, 3, 1)
        )
        for name in ("何静", "赵静")
    ]
    with acting(shen_li):
        before = Posting.objects.count()
        with pytest.raises(workforce.PostFilled):
            workforce.appoint_all(appointments=wanted, by=shen_li, on=TODAY)
        assert Posting.objects.count() == before


def test_posts_are_filled_by_the_office_of_the_area_at_the_right_level(
    tree, shen_li, stranger, gao_lan
):
    def appoint(by, place="云趣园社区", role=Role.CHILD_DIRECTOR, since=TODAY):
        workforce.appoint(
            account=person(f"何静{by.name}{place}{role}{since}"),
            role=role,
            place=tree[place],
            since=since,
            by=by,
            on=TODAY,
        )

    for officer in (stranger, gao_lan):
        with acting(officer), pytest.raises(workforce.NotTheirPost):
            appoint(officer)
    with acting(shen_li):
        for place, role, since in (
            ("回龙观街道", Role.CHILD_DIRECTOR, TODAY),
            ("云趣园社区", Role.CHILD_SUPERVISOR, TODAY),
            ("云趣园社区", Role.PAYMENT_CLERK, TODAY),
            ("云趣园社区", Role.CHILD_DIRECTOR, date(2028, 1, 1)),
        ):
            with pytest.raises(workforce.NoSuchPost):
                appoint(shen_li, place, role, since)
        with pytest.raises(workforce.NoSuchPost):
            workforce.let_stand_in(
                account=person("赵静"),
                place=tree["云趣园社区"],
                since=TODAY,
                reason=" ",
                by=shen_li,
                on=TODAY,
            )
        assert not StandIn.objects.exists()
