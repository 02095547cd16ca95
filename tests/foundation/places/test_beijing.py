"""The tree that the product brings along."""

from datetime import date

import pytest
from django.db.models import F

from hutong.foundation.places import actions, queries
from hutong.foundation.places.models import Level, Place, Succession

pytestmark = pytest.mark.usefixtures("beijing")

NOW = date(2026, 11, 1)
DAXING, AREA = 110115000000, 110190000000
RONGHUA = 110190012000


def names(places):
    return [place.name for place in places]


def test_the_city_has_its_sixteen_districts_and_everything_in_them():
    counts = queries.counts(NOW)

    assert counts == queries.Counts(districts=16, governed_apart=1, streets=349, communities=7535)
    assert names(queries.standard_districts(NOW)) == [
        "东城区", "西城区", "朝阳区", "丰台区", "石景山区", "海淀区", "门头沟区", "房山区",
        "通州区", "顺义区", "昌平区", "大兴区", "怀柔区", "平谷区", "密云区", "延庆区",
    ]  # fmt: skip
    assert names(queries.districts(NOW))[16:] == ["北京经济技术开发区"]


def test_the_tree_can_be_loaded_again_and_nothing_changes():
    again = actions.load_beijing()

    assert again == actions.Loaded(added=0, renamed=0, unchanged=7903, contradicted=(), absent=0)
    assert Place.objects.count() == 7903 + 4  # with four districts that are no more
    assert Succession.objects.count() == 4


def test_every_place_lies_inside_the_interval_of_the_one_above_it():
    inside = Place.objects.filter(
        parent__number__lt=F("number"), last__gte=F("number"), parent__last__gte=F("last")
    )

    assert inside.count() == Place.objects.count() - 1  # the province lies in nothing


def test_the_city_spans_everything_in_it():
    city = queries.city()

    assert (city.number, city.last, city.name) == (110100000000, 110199999999, "北京市")
    assert city.parent.name == "北京市"
    assert Place.objects.within(city).count() == Place.objects.count() - 1  # all but the province


def test_the_development_area_is_governed_apart_from_daxing():
    daxing, area = queries.by_number(DAXING), queries.by_number(AREA)
    ronghua = queries.by_number(RONGHUA)

    assert (area.number, area.last) == (110190000000, 110190999999)
    assert area.code == ""  # no code of GB/T 2260
    assert names(queries.parts_of(area, NOW)) == ["荣华街道", "博兴街道", "北京经济技术开发区"]
    assert ronghua.code == "110115012000"  # the statistical code still lies in Daxing's
    assert ronghua not in Place.objects.within(daxing)
    assert ronghua in Place.objects.within(area)
    assert not Place.objects.within(daxing).filter(name__in=["荣华街道", "博兴街道"]).exists()
    assert queries.counts(NOW, within=area) == queries.Counts(0, 1, 3, 17)
    # 26 streets and 758 communities carry codes of Daxing; the Area takes 3 and 17 of them.
    assert queries.counts(NOW, within=daxing) == queries.Counts(1, 0, 23, 741)


def test_a_street_of_the_area_is_found_by_its_statistical_code():
    assert queries.by_code("110115012", NOW).number == RONGHUA
    assert queries.by_code("110114", NOW).name == "昌平区"
    assert queries.by_code("999999", NOW) is None


def test_a_place_is_written_out_without_what_only_statistics_put_in_between():
    community = Place.objects.get(code="110101001001")

    assert queries.full_name(community) == "北京市东城区东华门街道多福巷社区居委会"
    assert [place.level for place in queries.path(community)] == [1, 2, 3, 4, 5]
    assert queries.full_name(queries.city()) == "北京市"
    assert queries.full_name(queries.by_number(RONGHUA)) == "北京市北京经济技术开发区荣华街道"


def test_places_say_what_kind_they_are():
    def forms(level):
        return set(Place.objects.on(NOW).filter(level=level).values_list("form", flat=True))

    assert forms(Level.DISTRICT) == {"区", "开发区"}
    assert {"街道", "镇", "乡", "地区"} <= forms(Level.STREET)
    assert {"居委会", "村委会", "类似居委会"} <= forms(Level.COMMUNITY)
    assert Place.objects.get(code="110115403498").form == "类似居委会"  # nobody lives there


def test_before_2010_there_were_chongwen_and_xuanwu_and_before_2015_two_counties():
    assert queries.counts(date(2009, 1, 1)).districts == 18
    assert queries.counts(date(2010, 7, 1)).districts == 16
    assert names(queries.districts(date(2015, 11, 17)))[-2:] == ["延庆县", "北京经济技术开发区"]

    chongwen = queries.by_number(110103000000)

    assert names(queries.standing_for(chongwen.number, NOW)) == ["东城区"]
    assert names(queries.standing_for(chongwen.number, date(2010, 6, 30))) == ["崇文区"]
    assert Place.objects.get(name="密云县").code == "110228000000"
    assert chongwen.successions.get().paper == "国函〔2010〕55号"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("回龙观", "回龙观街道"),
        ("huilongguan", "回龙观街道"),
        ("hlg", "回龙观街道"),
        ("HLGJD", "回龙观街道"),
        ("chaoyang", "朝阳区"),
        ("cyq", "朝阳区"),
        ("dashilan", "大栅栏街道"),
        ("changxindian", "长辛店街道"),
        ("昌平 huoying", "霍营街道"),
        ("大兴 亦庄", "亦庄地区"),
    ],
)
def test_a_place_is_found_by_characters_pinyin_and_initials(typed, first):
    assert queries.search(typed, on=NOW)[0].name == first


def test_a_search_stays_inside_the_place_it_is_asked_for():
    changping = queries.by_number(110114000000)

    found = queries.search("北", on=NOW, within=changping, limit=50)

    assert found
    assert all(changping.number < place.number <= changping.last for place in found)
    assert queries.search("   ", on=NOW) == []
    assert queries.search("没有这个地方", on=NOW) == []
    assert queries.search("没有 回龙观", on=NOW) == []
