"""The children's list, the search box and a new file, as each office sees them."""

import re
from datetime import date
from urllib.parse import unquote

import pytest

from hutong.foundation.access import acting
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.children import age
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child
from hutong.registry.people.queries import facts_on
from tests.interfaces.web.registry.conftest import TODAY
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


@pytest.mark.parametrize(
    ("born", "precision", "zh", "en"),
    [
        (date(2023, 3, 5), "day", "3 岁", "3"),
        (date(2023, 1, 1), "year", "约 3 岁", "about 3"),
        (date(2022, 8, 1), "estimated", "约 3 岁", "about 3"),
        (date(2025, 10, 2), "day", "5 个月", "5 months"),
        (date(2026, 2, 1), "estimated", "约 1 个月", "about 1 month"),
        (date(2025, 5, 1), "estimated", "约 10 个月", "about 10 months"),
        (date(2026, 3, 1), "estimated", "不满 1 个月（估计）", "under 1 month (estimated)"),
        (date(2026, 3, 1), "day", "不满 1 个月", "under 1 month"),
        (date(2026, 1, 1), "year", "不满 1 岁（估计）", "under 1 (estimated)"),
    ],
)
def test_an_age_says_how_exactly_it_is_known(born, precision, zh, en):
    child = Child(name="小宝", birth_date=born, birth_precision=precision)

    assert age(child, date(2026, 3, 16)) == Text(zh, en)


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


def seek(browser, typed):
    """What the box answers on a page, without scripts."""
    sent = browser.post("/children/find/", {"q": typed})
    assert sent.status_code == 302
    return sent["Location"], browser.get(sent["Location"])


@pytest.mark.parametrize("typed", ["小满", "林小满", "linxiaoman", "lxm", XIAOMAN[-4:]])
def test_a_child_is_found_by_characters_pinyin_initials_and_tail(chen_xiuying, child, typed):
    child("林小满", "龙泽苑社区", id_number=XIAOMAN)

    _, page = seek(chen_xiuying, typed)
    part = chen_xiuying.post("/children/find/", {"q": typed}, headers={"hx-request": "true"})

    assert names(page) == ["林小满"]
    assert f'value="{typed}"' in _markup(page)
    assert "林小满" in text(part)
    assert "<html" not in _markup(part)


def test_what_lies_elsewhere_is_not_found_and_the_page_says_what_can_be_typed(zheng_yuan, child):
    child("林小满", "龙泽苑社区")

    _, page = seek(zheng_yuan, "林小满")

    assert "没有找到“林小满”" in text(page)
    assert names(page) == []


def test_no_name_ever_stands_in_an_address(chen_xiuying, child, monkeypatch):
    monkeypatch.setattr("hutong.interfaces.web.children.ON_THE_PAGE", 2)
    for name in ("林小满", "林小禾", "林小路"):
        child(name, "龙泽苑社区", id_number=None)

    address, page = seek(chen_xiuying, "林小")
    listed = chen_xiuying.get("/children/")

    told = {"林", "lin", "小满", "小禾", "小路"}
    addresses = [address, listed.context["onward"]]
    addresses += re.findall(r'(?:href|action|hx-get)="([^"]+)"', _markup(page) + _markup(listed))
    assert len(addresses) > 20
    assert [one for one in addresses if any(part in unquote(one) for part in told)] == []
    forms = re.findall(r"<form[^>]+role=\"search\"[^>]*>", _markup(page))
    assert len(forms) == 2
    assert all('method="post"' in form for form in forms)


def test_going_back_to_a_search_shows_it_again_and_nobody_else_has_it(chen_xiuying, gao_lan, child):
    child("林小满", "龙泽苑社区")
    child("何子墨", "龙泽苑社区")
    first, _ = seek(chen_xiuying, "lxm")
    second, page = seek(chen_xiuying, "何子墨")
    assert names(page) == ["何子墨"]

    assert names(chen_xiuying.get(first)) == ["林小满"]
    assert seek(chen_xiuying, "lxm")[0] == first != second
    elsewhere = gao_lan.get(first)
    assert names(elsewhere) == []
    assert "这次查找已经不在了" in text(elsewhere)


def test_only_the_last_few_searches_are_kept(chen_xiuying):
    addresses = [seek(chen_xiuying, f"甲{count}")[0] for count in range(13)]

    assert "这次查找已经不在了" in text(chen_xiuying.get(addresses[0]))
    assert "没有找到“甲1”" in text(chen_xiuying.get(addresses[1]))


def test_a_search_in_an_address_of_old_finds_nobody(chen_xiuying, child):
    child("林小满", "龙泽苑社区")

    assert chen_xiuying.get("/children/find/?q=lxm")["Location"] == "/children/"
    assert chen_xiuying.get("/children/find/", headers={"hx-request": "true"}).content == b""
    assert chen_xiuying.post("/children/find/", {"q": " "})["Location"] == "/children/"


def test_a_list_goes_on_after_a_child_that_moved_away_from_its_beginning(chen_xiuying, child):
    for name in ("白露", "何子墨"):
        child(name, "龙泽苑社区")
    gone = child("陶然", "云趣园社区")

    assert names(chen_xiuying.get(f"/children/?after={gone.pk}")) == ["白露", "何子墨"]
    assert chen_xiuying.get("/children/?after=x").status_code == 404


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
    part = gao_lan.post("/children/new/residence/", {"residence": "云趣园"})
    assert gao_lan.post("/children/new/school/", {"school": "云趣园"}).status_code == 404

    assert "北京市昌平区回龙观街道云趣园社区" in text(part)
    assert "<html" not in _markup(part)


def test_the_day_of_an_older_register_and_the_kind_of_hukou_are_kept(gao_lan, shen_li, tree):
    told = GOOD | {
        "birth_date": "2008-02-01",
        "registered_on": "2024-09-01",
        "hukou": "昌平区回龙观街道龙泽苑社区",
        "registered_as": "institution_collective",
    }

    assert gao_lan.post("/children/new/", told).status_code == 302

    with acting(shen_li):
        child = Child.objects.get()
        assert (child.registered_on, child.hukou) == (date(2024, 9, 1), tree["龙泽苑社区"])
        assert facts_on(child, TODAY, TODAY)["hukou"] == "institution_collective"


@pytest.mark.parametrize(
    ("told", "field", "sentence"),
    [
        ({"registered_on": "2026-03-06"}, "registered_on", "登记日期晚于今天"),
        ({"registered_on": "去年"}, "registered_on", "“去年”不是日期"),
        ({"registered_as": "city"}, "hukou", "选了本市户口，请写户籍地"),
        ({"registered_as": "none", "hukou": "龙泽苑社区"}, "registered_as", "写着没有户口"),
        (
            {"registered_as": "elsewhere", "hukou": "龙泽苑社区"},
            "registered_as",
            "写着外省市户口，户籍地却在本市",
        ),
        (
            {
                "registered_as": "city",
                "hukou": "河北省承德市",
                "hukou_of": "河北省承德市",
                "hukou_place": "elsewhere",
            },
            "registered_as",
            "写着本市户口，户籍地却不在本市",
        ),
    ],
)
def test_what_does_not_go_together_is_said_beside_its_field(
    gao_lan, shen_li, told, field, sentence
):
    page = gao_lan.post("/children/new/", GOOD | {"birth_date": "2016-05-21"} | told)

    assert page.status_code == 422
    assert [finding.field for finding in page.context["refusal"].findings] == [field]
    assert sentence in text(page)
    for typed in told.values():
        assert f'value="{typed}"' in _markup(page)
    with acting(shen_li):
        assert not Child.objects.exists()


def test_a_second_child_of_one_name_is_registered_once_somebody_says_so(gao_lan, shen_li, child):
    child("林小满", "云趣园社区", birth_date=date(2011, 2, 3))

    page = gao_lan.post("/children/new/", GOOD)
    assert page.status_code == 422
    assert "您的辖区里已有叫“林小满”的孩子" in text(page)
    assert names(page) == ["林小满"]
    assert 'value="龙泽苑社区2号楼"' in _markup(page)
    with acting(shen_li):
        assert Child.objects.count() == 1

    other = gao_lan.post("/children/new/", GOOD | {"name": "林小禾", "same_name": "林小满"})
    assert other.status_code == 302  # nobody is called so; there was nothing to ask
    stale = gao_lan.post("/children/new/", GOOD | {"name": "林小禾", "same_name": "林小满"})
    assert stale.status_code == 422  # what was said of one name is not said of another

    assert gao_lan.post("/children/new/", GOOD | {"same_name": "林小满"}).status_code == 302
    with acting(shen_li):
        assert Child.objects.filter(name="林小满").count() == 2


def test_a_former_name_is_a_name_too(gao_lan, shen_li, child):
    renamed = child("林小禾", "云趣园社区")
    with acting(shen_li):
        people.record_other_name(person=renamed, name="林小满", kind="former", by=shen_li, on=TODAY)

    assert names(gao_lan.post("/children/new/", GOOD)) == ["林小禾"]


def test_of_a_namesake_in_another_district_nothing_is_told(zheng_yuan, child):
    child("林小满", "龙泽苑社区")

    sent = zheng_yuan.post("/children/new/", GOOD | {"residence": "朝阳区望京街道南湖西园社区"})

    assert sent.status_code == 302


def test_a_number_that_is_taken_here_leads_to_the_child_who_has_it(gao_lan, shen_li, child):
    child("林小满", "云趣园社区", id_number=XIAOMAN)

    page = gao_lan.post("/children/new/", GOOD | {"name": "林晓曼", "id_number": XIAOMAN})

    assert page.status_code == 422
    assert "这个身份证号已经登记过，不能重复登记" in text(page)
    assert names(page) == ["林小满"]
    with acting(shen_li):
        assert Child.objects.count() == 1


def test_a_number_that_is_taken_elsewhere_is_refused_and_nobody_is_shown(zheng_yuan, child):
    child("林小满", "云趣园社区", id_number=XIAOMAN)

    page = zheng_yuan.post(
        "/children/new/",
        GOOD | {"name": "林晓曼", "id_number": XIAOMAN, "residence": "朝阳区望京街道南湖西园社区"},
    )

    assert page.status_code == 422
    assert "这个身份证号已经登记过，不能重复登记" in text(page)
    assert names(page) == []
    assert "林小满" not in text(page)
    assert "云趣园" not in text(page)


def test_saying_that_it_is_another_child_does_not_help_a_number_that_is_taken(
    gao_lan, shen_li, child
):
    child("林小满", "云趣园社区", id_number=XIAOMAN)

    page = gao_lan.post(
        "/children/new/",
        GOOD | {"birth_date": "", "id_number": XIAOMAN, "same_name": "林小满"},
    )

    assert page.status_code == 422
    with acting(shen_li):
        assert Child.objects.count() == 1
