"""The children's list, the search box and a new file, as each office sees them."""

import re
from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.registry.people.models import Child
from tests.registry.people.registers.rosters import number

XIAOMAN = number(date(2016, 5, 21), 2)
GOOD = {"name": "林小满", "sex": "2", "birth_date": "2016-05", "residence": "龙泽苑社区2号楼"}


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def names(response):
    return re.findall(r'<a class="plain b"\s+href="/children/[^"]+">([^<]+)</a>', _markup(response))


def _markup(response):
    return response.content.decode()


# --- the list -----------------------------------------------------------------------------------


def test_chen_xiuying_sees_the_children_of_her_community_and_no_others(chen_xiuying, child):
    child("林小满", "龙泽苑社区", birth_date=date(2016, 5, 21))
    child("何子墨", "云趣园社区")
    child("陶然", "云趣园社区", sex="1")
    child("白露", "云趣园社区")

    page = chen_xiuying.get("/children/")

    assert names(page) == ["林小满"]
    assert "龙泽苑社区 1 名儿童" in text(page)
    assert "9 岁" in text(page)


def test_a_child_that_is_registered_here_and_lives_next_door_shows_with_both_places(
    chen_xiuying, child, tree
):
    child("何子墨", "云趣园社区", hukou=tree["龙泽苑社区"])

    page = chen_xiuying.get("/children/")

    assert names(page) == ["何子墨"]
    assert "昌平区回龙观街道云趣园社区" in text(page)


def test_a_supervisor_walks_down_to_a_community_and_not_out_of_her_street(gao_lan, child, tree):
    child("林小满", "龙泽苑社区")
    child("何子墨", "云趣园社区")
    inside, outside = tree["云趣园社区"].pk, tree["南湖西园社区"].pk

    assert names(gao_lan.get("/children/")) == ["何子墨", "林小满"]
    assert names(gao_lan.get(f"/children/?place={inside}")) == ["何子墨"]
    assert gao_lan.get(f"/children/?place={outside}").status_code == 404
    assert gao_lan.get("/children/?place=x").status_code == 404


def test_a_long_list_is_walked_page_by_page_and_nobody_is_left_out(
    chen_xiuying, child, monkeypatch
):
    monkeypatch.setattr("hutong.interfaces.web.children.ON_THE_PAGE", 2)
    for name in ("白露", "白露", "何子墨", "林小满", "陶然"):
        child(name, "龙泽苑社区")

    seen, address = [], "/children/"
    while address:
        page = chen_xiuying.get(address)
        seen += names(page)
        onward = page.context["onward"]
        address = f"/children/{onward}" if onward else ""

    assert seen == ["白露", "白露", "何子墨", "林小满", "陶然"]


def test_the_identity_number_is_masked_in_a_list(chen_xiuying, child):
    child("林小满", "龙泽苑社区", id_number=XIAOMAN)

    page = chen_xiuying.get("/children/")

    assert f"{XIAOMAN[:6]}********{XIAOMAN[-4:]}" in text(page)
    assert XIAOMAN not in _markup(page)


def test_an_empty_list_says_what_it_is_for(chen_xiuying):
    assert "这里还没有登记儿童" in text(chen_xiuying.get("/children/"))


# --- the search box -----------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["小满", "林小满", "linxiaoman", "lxm", XIAOMAN[-4:]])
def test_a_child_is_found_by_characters_pinyin_initials_and_tail(chen_xiuying, child, typed):
    child("林小满", "龙泽苑社区", id_number=XIAOMAN)

    page = chen_xiuying.get("/children/", {"q": typed})
    part = chen_xiuying.get("/children/find/", {"q": typed}, headers={"hx-request": "true"})

    assert names(page) == ["林小满"]
    assert "林小满" in text(part)
    assert "<html" not in _markup(part)


def test_what_lies_elsewhere_is_not_found_and_the_page_says_what_can_be_typed(zheng_yuan, child):
    child("林小满", "龙泽苑社区")

    page = zheng_yuan.get("/children/", {"q": "林小满"})

    assert "没有找到“林小满”" in text(page)
    assert names(page) == []


def test_without_scripts_the_box_leads_to_the_page(chen_xiuying):
    answer = chen_xiuying.get("/children/find/", {"q": "lxm"})

    assert answer["Location"] == "/children/?q=lxm"
    assert chen_xiuying.get("/children/find/").content == b""


# --- a new file ---------------------------------------------------------------------------------


def test_gao_lan_registers_a_child_by_the_address_as_she_writes_it(gao_lan, shen_li, tree):
    sent = gao_lan.post("/children/new/", GOOD)

    with acting(shen_li):
        child = Child.objects.get()
    assert sent["Location"] == f"/children/{child.pk}/"
    assert (child.name, child.sex, child.residence) == ("林小满", "2", tree["龙泽苑社区"])
    assert (child.birth_date, child.birth_precision) == (date(2016, 5, 1), "month")
    assert child.residence_detail == "龙泽苑社区2号楼"


def test_everything_that_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    gao_lan, shen_li
):
    page = gao_lan.post(
        "/children/new/",
        {
            "name": "林小满",
            "birth_date": "16/5/2",
            "id_number": "110101201605210020",
            "residence": "花果山水帘洞",
        },
    )

    assert page.status_code == 422
    assert {finding.field for finding in page.context["refusal"].findings} == {
        "sex",
        "birth_date",
        "id_number",
        "residence",
    }
    for typed in ("林小满", "16/5/2", "110101201605210020", "花果山水帘洞"):
        assert f'value="{typed}"' in _markup(page)
    with acting(shen_li):
        assert not Child.objects.exists()


def test_an_address_that_may_mean_several_places_asks_which(gao_lan, shen_li, tree):
    vague = GOOD | {"residence": "昌平区回龙观街道"}
    page = gao_lan.post("/children/new/", vague)
    assert page.status_code == 422
    assert "北京市昌平区回龙观街道云趣园社区" in text(page)

    number = tree["云趣园社区"].pk
    chosen = {"residence_of": "昌平区回龙观街道", "residence_place": number}
    assert gao_lan.post("/children/new/", vague | chosen).status_code == 302
    with acting(shen_li):
        assert Child.objects.get().residence == tree["云趣园社区"]


def test_a_choice_made_for_another_address_does_not_count(gao_lan, tree):
    stale = {"residence_of": "望京", "residence_place": tree["云趣园社区"].pk}

    page = gao_lan.post("/children/new/", GOOD | {"residence": "昌平区回龙观街道"} | stale)

    assert page.status_code == 422


def test_a_hukou_in_another_province_is_kept_as_words(gao_lan, shen_li):
    away = {"hukou": "河北省承德市", "hukou_of": "河北省承德市", "hukou_place": "elsewhere"}

    assert gao_lan.post("/children/new/", GOOD | away).status_code == 302

    with acting(shen_li):
        child = Child.objects.get()
    assert (child.hukou, child.hukou_detail) == (None, "河北省承德市")


def test_a_child_of_the_next_district_is_not_for_chen_xiuying_to_register(chen_xiuying):
    page = chen_xiuying.post("/children/new/", GOOD | {"residence": "朝阳区望京街道南湖西园社区"})

    assert page.status_code == 422
    assert "都不在您的辖区内" in text(page)


def test_while_an_address_is_typed_the_places_it_may_mean_are_offered(gao_lan):
    part = gao_lan.get("/children/new/residence/", {"residence": "云趣园"})

    assert "北京市昌平区回龙观街道云趣园社区" in text(part)
    assert "<html" not in _markup(part)
