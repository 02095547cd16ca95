"""Somebody stands in where a community has no child director."""

import re
from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.foundation.access.models import Account, Posting
from hutong.foundation.access.roles import Role
from hutong.registry.workforce.queries import answerable_for
from tests.interfaces.web.registry.conftest import TODAY

GOOD = {"act": "name", "since": "2026-03-05", "reason": "原儿童主任离任，补选办理中"}


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def yunquyuan(tree):
    return f"/places/{tree['云趣园社区'].pk}/stand-in/"


@pytest.fixture
def officer_shen(browser):
    """The district's officer at a browser."""
    return browser("沈立立", Role.DISTRICT_OFFICER, "昌平区")


@pytest.mark.usefixtures("chen_xiuying", "gao_lan")
def test_the_neighbours_director_is_named_from_the_coverage_page(
    officer_shen, shen_li, tree, yunquyuan
):
    street = text(officer_shen.get(f"/places/{tree['回龙观街道'].pk}/"))
    assert "空缺，无人代理 指定代理人" in street
    form = text(officer_shen.get(yunquyuan))
    assert "陈秀英 · 儿童主任 · 龙泽苑社区" in form
    assert "高岚 · 儿童督导员 · 回龙观街道" in form
    assert "还没有人任过这里的儿童主任" in form

    sent = officer_shen.post(yunquyuan, GOOD | {"account": "陈秀英"})

    assert sent["Location"] == f"/places/{tree['云趣园社区'].pk}/"
    told = text(officer_shen.get(sent["Location"]))
    assert "2026-03-05 起由陈秀英代理云趣园社区的儿童主任。" in told
    assert "陈秀英 代理 原儿童主任离任，补选办理中 换人或结束" in told
    with acting(shen_li):
        found = answerable_for(place=tree["云趣园社区"], on=TODAY)
        assert found.stands_in
        assert found.director is not None
        assert (found.director.account.name, found.director.days.upper) == ("陈秀英", None)


@pytest.mark.usefixtures("chen_xiuying")
def test_it_ends_on_its_last_day_and_somebody_else_may_follow(officer_shen, tree, yunquyuan):
    Account.objects.create(username="wangfang", name="王芳")
    officer_shen.post(yunquyuan, GOOD | {"account": "陈秀英", "since": "2026-02-02"})

    held = officer_shen.post(yunquyuan, GOOD | {"username": "wangfang"})
    assert held.status_code == 422
    assert "云趣园社区这些天已由陈秀英代理" in text(held)

    sent = officer_shen.post(yunquyuan, {"act": "end", "last_day": "2026-03-05"})
    assert "陈秀英的代理到 2026-03-05 为止。" in text(officer_shen.get(sent["Location"]))
    after = officer_shen.post(
        yunquyuan, GOOD | {"username": "wangfang", "since": "2026-03-06", "until": "2026-06-01"}
    )
    assert after.status_code == 302
    days = [
        (one.account.name, one.days.lower, one.days.upper)
        for one in Posting.objects.filter(place=tree["云趣园社区"]).order_by("days")
    ]
    assert days == [
        ("陈秀英", date(2026, 2, 2), date(2026, 3, 6)),
        ("王芳", date(2026, 3, 6), date(2026, 6, 1)),
    ]


def test_everything_that_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    officer_shen, yunquyuan
):
    page = officer_shen.post(
        yunquyuan,
        {"act": "name", "username": "nobody", "since": "下周", "until": "x", "reason": "病假"},
    )
    assert page.status_code == 422
    assert {one.field for one in page.context["refusal"].findings} == {
        "username",
        "since",
        "until",
    }
    for typed in ("nobody", "下周", "病假"):
        assert f'value="{typed}"' in page.content.decode()
    assert "没有登录名“nobody”" in text(page)

    nobody = officer_shen.post(yunquyuan, GOOD)
    assert [one.field for one in nobody.context["refusal"].findings] == ["account"]
    Account.objects.create(username="wangfang", name="王芳", is_active=False)
    closed = officer_shen.post(yunquyuan, GOOD | {"username": "wangfang"})
    assert "王芳的账号已停用" in text(closed)
    Account.objects.update(is_active=True)
    unsaid = officer_shen.post(yunquyuan, GOOD | {"username": "wangfang", "reason": ""})
    assert [one.field for one in unsaid.context["refusal"].findings] == ["reason"]
    assert not Posting.objects.filter(account__username="wangfang").exists()


@pytest.mark.usefixtures("chen_xiuying")
def test_nobody_stands_in_where_a_director_is_in_post(officer_shen, tree):
    address = f"/places/{tree['龙泽苑社区'].pk}/stand-in/"
    Account.objects.create(username="wangfang", name="王芳")

    assert "陈秀英在岗" in text(officer_shen.get(address))
    page = officer_shen.post(address, GOOD | {"username": "wangfang"})

    assert page.status_code == 422
    assert "龙泽苑社区这些天有儿童主任陈秀英在岗，不需要代理" in text(page)
    assert officer_shen.post(address, {"act": "end", "last_day": "2026-03-05"}).status_code == 404
    assert not Posting.objects.filter(account__username="wangfang").exists()


def test_a_supervisor_is_told_that_posts_are_not_hers_to_fill(gao_lan, yunquyuan):
    Account.objects.create(username="wangfang", name="王芳")

    assert "您现在的岗位是 儿童督导员" in text(gao_lan.get(yunquyuan))
    assert gao_lan.post(yunquyuan, GOOD | {"username": "wangfang"}).status_code == 403
    assert not Posting.objects.filter(account__username="wangfang").exists()


def test_elsewhere_and_above_a_community_there_is_nothing_to_fill(
    officer_shen, zheng_yuan, tree, yunquyuan
):
    assert zheng_yuan.get(yunquyuan).status_code == 404
    assert zheng_yuan.post(yunquyuan, GOOD).status_code == 404
    assert officer_shen.get(f"/places/{tree['回龙观街道'].pk}/stand-in/").status_code == 404
