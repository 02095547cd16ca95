"""林小满 moves: the file goes with her, and what is owed is told."""

import re
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from hutong.foundation.access import acting
from hutong.foundation.history.models import Change
from hutong.foundation.places.models import Place
from hutong.registry.people.models import Child, Domicile
from hutong.registry.people.queries import facts_on
from tests.interfaces.web.file.told import TODAY, officer, page, sent

HOME = "昌平区柿园社区6号院"


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def taiping(a_stranger):
    """A community of Miyun, whose officer knows nothing of her."""
    miyun = officer(a_stranger).place_number
    return Place.objects.create(
        number=miyun + 1001,
        last=miyun + 1001,
        code=str(miyun + 1001),
        name="太师庄社区",
        pinyin="taishizhuang",
        level=5,
        parent_id=miyun,
        days=DateRange(date(1999, 1, 1), None),
    )


@pytest.mark.usefixtures("receipt")
def test_her_hukou_leaves_the_city_and_the_page_says_what_that_ends(
    gao_lan, lin_xiaoman, browser_of
):
    browser = browser_of(gao_lan)
    away = "河北省承德市"

    answer = sent(
        browser,
        "move",
        lin_xiaoman.pk,
        to="?kind=hukou",
        hukou=away,
        hukou_of=away,
        hukou_place="elsewhere",
        since="2026-03-02",
        paper="户口迁移证",
    )

    assert answer.url == reverse("child", args=[lin_xiaoman.pk])
    told = text(browser.get(answer.url))
    assert "已登记：2026-03-02 起户籍在河北省承德市。" in told
    assert "困境儿童生活费（事实无人抚养儿童）：由“应予，¥2,850.00 / 月”变为“不予”" in told
    with acting(officer(gao_lan)):
        assert facts_on(lin_xiaoman, TODAY, TODAY)["hukou"] == "elsewhere"
        moved = Domicile.objects.standing().get(
            child=lin_xiaoman, kind="hukou", days__upper_inf=True
        )
        assert (moved.place, moved.detail, moved.since, moved.paper) == (
            None,
            away,
            date(2026, 3, 2),
            "户口迁移证",
        )
        changes = Change.objects.filter(table_name="people_domicile", file=lin_xiaoman.pk)
        assert changes.latest("pk").actor == gao_lan.pk


def test_a_file_that_goes_to_another_district_no_longer_shows(
    gao_lan, a_stranger, taiping, lin_xiaoman, browser_of
):
    browser, there = browser_of(gao_lan), "密云区太师庄社区3号"
    for kind in ("hukou", "residence"):
        answer = sent(
            browser, "move", lin_xiaoman.pk, to=f"?kind={kind}", since="2026-03-04", **{kind: there}
        )

    assert answer.url == reverse("children")
    assert "档案已随儿童转过去，您的辖区内不再看得到" in text(browser.get(answer.url))
    assert page(browser, "child", lin_xiaoman.pk)[0].status_code == 404
    with acting(officer(a_stranger)):
        child = Child.objects.get(pk=lin_xiaoman.pk)
        assert (child.residence, child.hukou) == (taiping, taiping)


def test_everything_that_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    gao_lan, lin_xiaoman, browser_of
):
    browser = browser_of(gao_lan)

    answer = sent(
        browser, "move", lin_xiaoman.pk, residence="花果山水帘洞", since="昨天", paper="租房合同"
    )

    assert answer.status_code == 422
    assert {one.field for one in answer.context["refusal"].findings} == {"residence", "since"}
    for typed in ("花果山水帘洞", "昨天", "租房合同"):
        assert f'value="{typed}"' in answer.content.decode()
    assert "“昨天”不是日期" in text(answer)

    ahead = sent(browser, "move", lin_xiaoman.pk, residence=HOME, since="2026-03-06")
    assert [one.field for one in ahead.context["refusal"].findings] == ["since"]
    nowhere = sent(browser, "move", lin_xiaoman.pk, since="2026-03-01")
    assert "请写搬到哪里" in text(nowhere)
    with acting(officer(gao_lan)):
        assert Domicile.objects.filter(child=lin_xiaoman).count() == 2


def test_a_class_that_does_not_go_with_the_place_and_no_move_at_all_are_refused(
    gao_lan, lin_xiaoman, browser_of
):
    browser = browser_of(gao_lan)
    wrong = sent(
        browser,
        "move",
        lin_xiaoman.pk,
        to="?kind=hukou",
        hukou=HOME,
        since="2026-03-01",
        registered_as="elsewhere",
    )
    assert [one.field for one in wrong.context["refusal"].findings] == ["registered_as"]
    assert "写着外省市户口，户籍地却在本市" in text(wrong)

    moved = sent(browser, "move", lin_xiaoman.pk, residence=HOME, since="2026-03-01")
    assert moved.status_code == 302
    again = sent(browser, "move", lin_xiaoman.pk, residence=HOME, since="2026-03-02")
    assert [one.field for one in again.context["refusal"].findings] == ["residence"]
    assert "登记的已经是这个地方" in text(again)


def test_where_she_lived_before_stands_beside_the_form_without_the_door(
    gao_lan, lin_xiaoman, browser_of
):
    browser = browser_of(gao_lan)
    sent(browser, "move", lin_xiaoman.pk, residence=HOME, since="2026-03-01")

    page(browser, "child", lin_xiaoman.pk)  # where she is told that it is done

    told = text(page(browser, "move", lin_xiaoman.pk)[0])

    assert told.count("北京市昌平区柿园社区") == 3
    assert "至 2026-03-01" in told
    assert "高岚 2026-03-05 登记" in told
    assert "6号院" not in told


def test_whoever_keeps_no_files_is_told_whose_it_is(he_yun, lin_xiaoman, browser_of):
    browser = browser_of(he_yun)

    assert "这不归您现在的岗位办" in text(page(browser, "move", lin_xiaoman.pk)[0])
    assert (
        sent(browser, "move", lin_xiaoman.pk, residence=HOME, since="2026-03-01").status_code == 403
    )


def test_to_a_stranger_there_is_no_such_child_and_no_such_move(
    a_stranger, gao_lan, lin_xiaoman, browser_of
):
    browser = browser_of(a_stranger)
    assert page(browser, "move", lin_xiaoman.pk)[0].status_code == 404
    assert sent(browser, "move", lin_xiaoman.pk, residence=HOME).status_code == 404
    assert page(browser_of(gao_lan), "move", lin_xiaoman.pk, kind="bed")[0].status_code == 404
