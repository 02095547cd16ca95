"""Addresses as offices write them, and the places they name."""

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.foundation.places import actions, queries
from hutong.foundation.places._naming import core
from hutong.foundation.places.models import Level, Place

pytestmark = pytest.mark.usefixtures("beijing")

NOW = date(2026, 11, 1)


def found(text):
    place = queries.from_address(text, NOW)
    return place and queries.full_name(place).removeprefix("北京市")


def candidates(text):
    return [
        queries.full_name(place).removeprefix("北京市")
        for place in queries.address_candidates(text, NOW)
    ]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        # as it should be written, and shorter
        ("北京市昌平区霍营街道天鑫家园社区居委会", "昌平区霍营街道天鑫家园社区居委会"),
        ("昌平区霍营街道天鑫家园社区3号楼2单元501", "昌平区霍营街道天鑫家园社区居委会"),
        ("昌平区霍营天鑫家园", "昌平区霍营街道天鑫家园社区居委会"),
        ("北京 昌平 霍营 天鑫家园", "昌平区霍营街道天鑫家园社区居委会"),
        ("昌平区天鑫家园社区", "昌平区霍营街道天鑫家园社区居委会"),
        ("昌平区霍营街道", "昌平区霍营街道"),
        ("昌平", "昌平区"),
        ("北京市", ""),
        # what stands before it
        ("北京市北京市昌平区昌平区霍营街道", "昌平区霍营街道"),
        ("北京市市辖区昌平区霍营街道", "昌平区霍营街道"),
        ("现住北京市昌平区霍营街道", "昌平区霍营街道"),
        ("户籍地址：北京市海淀区中关村街道科馨社区", "海淀区中关村街道科馨社区居委会"),
        ("１００１０１北京市朝阳区亚运村街道安慧里社区", "朝阳区亚运村街道安慧里社区居委会"),
        # towns, townships and what became of them
        ("大兴区亦庄镇鹿海园", "大兴区亦庄地区鹿海园社区居委会"),
        ("朝阳区常营回族乡", "朝阳区常营地区"),
        ("通州区于家务乡", "通州区于家务回族乡"),
        ("怀柔镇", "怀柔区怀柔地区"),
        ("北京市昌平区沙河镇（地区）七里渠南村", "昌平区沙河地区七里渠南村委会"),
        ("房山区河北镇李各庄村", "房山区河北镇李各庄村委会"),
        ("延庆区旧县镇", "延庆区旧县镇"),
        # numerals
        ("密云区溪翁庄镇第二社区", "密云区溪翁庄镇第二社区居民委员会"),
        ("密云区溪翁庄镇2社区", "密云区溪翁庄镇第二社区居民委员会"),
        ("密云区溪翁庄镇第2社区", "密云区溪翁庄镇第二社区居民委员会"),
        ("丰台区马家堡街道西里1社区", "丰台区马家堡街道西里第一社区"),
        ("东城区东四六条", "东城区东四街道六条社区居委会"),
        # names that begin like others
        ("朝阳门街道", "东城区朝阳门街道"),
        ("延庆镇", "延庆区延庆镇"),
        ("大兴国际机场", "大兴区大兴国际机场"),
        # districts that are no more
        ("崇文区前门街道", "东城区前门街道"),
        ("宣武区牛街", "西城区牛街街道"),
        ("密云县密云镇", "密云区密云镇"),
        # the Area by its names, and by the district it is written under
        ("北京经济技术开发区", "北京经济技术开发区"),
        ("北京经济技术开发区荣华街道林肯公园社区", "北京经济技术开发区荣华街道林肯公园社区居委会"),
        ("亦庄经济技术开发区博兴街道亦城茗苑", "北京经济技术开发区博兴街道亦城茗苑社区居委会"),
        ("北京市大兴区荣华街道林肯公园社区", "北京经济技术开发区荣华街道林肯公园社区居委会"),
        ("大兴区经开区荣华街道", "北京经济技术开发区荣华街道"),
        # only as far as it is sure
        ("海淀区北京大学燕园", "海淀区"),
        ("北京市朝阳区建国门外大街甲6号", "朝阳区"),
        ("北京市大兴区荣华街道林肯公园B区", "北京经济技术开发区荣华街道"),
        # elsewhere, or nothing
        ("河北省石家庄市长安区", None),
        ("河北 石家庄", None),
        ("安徽省阜阳市颍州区清河街道", None),
        ("不详", None),
        ("  ，。", None),
        ("", None),
    ],
)
def test_an_address_is_understood_as_far_as_it_is_sure(address, place):
    assert found(address) == place


@pytest.mark.parametrize(
    ("address", "may_be"),
    [
        ("八里庄街道", {"海淀区八里庄街道", "朝阳区八里庄街道"}),
        ("朝阳区八里庄", {"朝阳区八里庄街道", "朝阳区高碑店地区八里庄社区居委会"}),
        ("朝阳区高碑店地区高井", {"朝阳区高碑店地区高井村委会", "朝阳区高碑店地区高井社区居委会"}),
        ("朝阳区霍营街道", {"朝阳区", "昌平区霍营街道"}),
        (
            "昌平区回龙观街道天鑫家园社区",
            {"昌平区回龙观街道", "昌平区霍营街道天鑫家园社区居委会"},
        ),
    ],
)
def test_an_address_that_names_several_places_names_none_and_says_which(address, may_be):
    assert queries.from_address(address, NOW) is None
    assert set(candidates(address)) == may_be


def test_a_road_is_not_taken_for_the_street_office_of_its_name():
    assert found("海淀区学院路30号") == "海淀区"
    assert candidates("海淀区学院路30号") == ["海淀区学院路街道"]


def test_the_street_decides_between_two_districts_when_its_community_does():
    assert found("八里庄街道十里堡社区") == "朝阳区八里庄街道十里堡社区居委会"


def test_every_community_is_found_by_its_full_name_and_with_a_house_behind_it():
    communities = Place.objects.filter(level=Level.COMMUNITY)
    names = queries.full_names(communities)
    book = queries.address_book(NOW)

    wrong = [
        name
        for number, name in names.items()
        for text in (name, f"{name.removeprefix('北京市')}12号院3-2-501")
        if getattr(book.find(text).place, "number", None) != number
    ]

    assert wrong == []


def test_without_endings_a_community_is_found_or_left_open_but_never_another_one():
    communities = Place.objects.filter(level=Level.COMMUNITY).select_related("parent__parent")
    book = queries.address_book(NOW)
    right = open_ = 0
    for community in communities:
        street = community.parent
        stem = core(community.name, Level.COMMUNITY)
        place = book.find(f"{street.parent.name}{street.name}{stem}").place
        if place is None or place.level < Level.COMMUNITY:
            open_ += 1
        elif place.number == community.number:
            right += 1
        else:
            assert place.name == stem, (community.name, place.name)  # 时村 beside 时村社区

    assert (right, open_) == (7355, 179)


def test_twenty_thousand_addresses_take_seconds():
    names = list(queries.full_names(Place.objects.filter(level=Level.COMMUNITY)).values())
    texts = [f"{name}{house}号" for house in range(1, 4) for name in names][:20_000]
    book = queries.address_book(NOW)
    start = time.process_time()

    places = [book.find(text).place for text in texts]

    assert all(places)
    assert time.process_time() - start < 5


def test_the_book_follows_what_became_of_places(fang_min):
    huoying = Place.objects.get(name="霍营街道")
    home = Place.objects.get(name="天鑫家园社区居委会", parent=huoying)
    longjin = actions.rename_place(place=huoying, name="龙锦街道", by=fang_min, on=date(2026, 3, 1))
    huilongguan = Place.objects.get(name="回龙观街道")
    moved = actions.move_place(place=home, to=huilongguan, by=fang_min, on=date(2026, 6, 1))

    assert queries.from_address("昌平区龙锦街道", NOW) == longjin
    assert queries.from_address("昌平区霍营街道", NOW) == longjin
    assert queries.from_address("昌平区回龙观街道天鑫家园社区", NOW) == moved
    assert queries.from_address("昌平区霍营街道天鑫家园社区", NOW) == moved
    assert queries.from_address("昌平区霍营街道天鑫家园社区", date(2026, 5, 31)) == home


def test_after_a_split_the_old_name_leaves_the_choice_open(fang_min):
    home = Place.objects.get(name="天鑫家园社区居委会")
    east, west = actions.split_place(
        place=home,
        into=[actions.NewPlace("天鑫东里社区居委会"), actions.NewPlace("天鑫西里社区居委会")],
        by=fang_min,
        on=date(2026, 3, 1),
    )

    assert queries.from_address("昌平区霍营街道天鑫家园社区", NOW) is None
    assert set(queries.address_candidates("昌平区霍营街道天鑫家园社区", NOW)) == {east, west}
    assert queries.from_address("昌平区霍营街道天鑫西里社区", NOW) == west


PIECES = st.sampled_from(
    ["北京市", "北京", "昌平区", "朝阳", "霍营街道", "八里庄", "第", "一", "二十", "十", "1", "12",
     "社区", "村", "号", "-", " ", "（", "开发区", "河北", "县", "甲", "٣", "①", "𠮷", "\x00"]
)  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=40)))
def test_no_text_upsets_the_book(text):
    said = queries.address_book(NOW).find(text)

    assert said.place is None or said.place not in said.candidates


def test_an_endless_address_is_read_only_as_far_as_an_address_goes():
    assert found("昌平区霍营街道" + "9" * 100_000) == "昌平区霍营街道"
