"""Coverage: who answers for each community, and where nobody does."""

import json
import re
from datetime import date

import pytest

from hutong.foundation.places import actions as places


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def covered(chen_xiuying, stand_in, child):
    """Longzeyuan has its director, Yunquyuan a stand-in, Longtengyuan nobody."""
    stand_in("王芳", "云趣园社区")
    child("何子墨", "龙腾苑社区")


@pytest.mark.usefixtures("covered")
def test_the_city_sees_every_district_and_the_gaps_first(zhao_ming):
    page = zhao_ming.get("/places/")
    seen = page.context["seen"]

    assert "4 个社区（村），2 个没有人" in text(page)
    assert [(wall.name, wall.held, wall.covered, wall.vacant) for wall in seen.walls] == [
        ("朝阳区", 0, 0, 1),
        ("昌平区", 1, 1, 1),
    ]
    assert [(gap.post.name, gap.children) for gap in seen.gaps] == [
        ("南湖西园社区", 0),
        ("龙腾苑社区", 1),
        ("云趣园社区", 0),
    ]
    assert "1 名儿童今天没有儿童主任" in text(page)


@pytest.mark.usefixtures("covered")
def test_the_map_is_told_the_same_as_the_table(zhao_ming, tree):
    page = zhao_ming.get("/places/?show=map")
    said = re.search(r'<script id="city-figures"[^>]*>(.*?)</script>', page.content.decode())

    assert [(one["number"], one["vacant"]) for one in json.loads(said[1])] == [
        (tree["朝阳区"].pk, 1),
        (tree["昌平区"].pk, 1),
    ]
    assert page.content.decode().count("<table") == 2


@pytest.mark.usefixtures("covered")
def test_gao_lan_sees_who_serves_in_her_street(gao_lan):
    page = gao_lan.get("/places/")

    assert "回龙观街道儿童督导员 高岚" in text(page)
    assert [(post.name, post.director, state) for post, state, _ in page.context["seen"].posts] == [
        ("龙泽苑社区", "陈秀英", "held"),
        ("云趣园社区", "王芳", "covered"),
        ("龙腾苑社区", "", "vacant"),
    ]


def test_a_place_outside_ones_own_is_not_found(gao_lan, zheng_yuan, tree):
    assert gao_lan.get(f"/places/{tree['龙泽苑社区'].pk}/").status_code == 200
    assert gao_lan.get(f"/places/{tree['昌平区'].pk}/").status_code == 404
    assert zheng_yuan.get(f"/places/{tree['回龙观街道'].pk}/").status_code == 404
    assert gao_lan.get(f"/places/{tree['回龙观街道'].pk}/?show=map").status_code == 404


def test_what_became_of_a_place_is_told_with_its_paper(gao_lan, tree, shen_li):
    places.rename_place(
        place=tree["龙泽苑社区"],
        name="龙泽苑东区社区",
        paper="昌政发〔2026〕2号",
        by=shen_li,
        on=date(2026, 2, 1),
    )

    page = gao_lan.get("/places/?show=history")

    assert "2026-02-01 更名 龙泽苑社区 龙泽苑东区社区 昌政发〔2026〕2号" in text(page)
