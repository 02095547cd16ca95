"""Lists in the order of the names as they are read, and one box to find a child."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.foundation.access import acting
from hutong.registry.people import actions as people
from hutong.registry.people.queries import children_of, how_many, list_children, search

TODAY = date(2026, 3, 16)
NAMES = (
    "林小满", "林晓满", "王芳", "王芳芳", "李禾", "单雨桐", "欧阳修远", "曾小满", "马䶮",
    "阿依努尔·买买提", "芳草", "林小禾",
)  # fmt: skip


@pytest.fixture
def roster(tree, shen_li, id_number):
    """A dozen children of Changping, by name; 王芳 has a number."""
    with acting(shen_li):
        children = people.register_children(
            rows=[
                people.NewChild(
                    name=name,
                    id_number=id_number(date(2015, 8, 1), "2", 47) if name == "王芳" else None,
                    residence=tree["龙泽苑社区" if place % 2 else "云趣园社区"],
                )
                for place, name in enumerate(NAMES)
            ],
            by=shen_li,
            on=TODAY,
        )
        yield {child.name: child for child in children}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("林小满", ["林小满"]),
        ("满", ["林小满", "林晓满", "曾小满"]),
        ("小满", ["林小满", "曾小满"]),
        ("林", ["林小禾", "林小满", "林晓满"]),
        ("芳", ["芳草", "王芳", "王芳芳"]),
        ("王芳", ["王芳", "王芳芳"]),
        (" 王 芳 ", ["王芳", "王芳芳"]),
        ("䶮", ["马䶮"]),
        ("努尔", ["阿依努尔·买买提"]),
        ("阿依努尔.买买提", ["阿依努尔·买买提"]),
        ("linxiaoman", ["林小满", "林晓满"]),
        ("Lin Xiao", ["林小禾", "林小满", "林晓满"]),
        ("lxm", ["林小满", "林晓满"]),
        ("shan", ["单雨桐"]),
        ("ouyang", ["欧阳修远"]),
        ("zengxm", []),
        ("472", []),
        ("张", []),
        ("%", []),
        ("'; drop table people_child; --", []),
        ("", []),
    ],
)
@pytest.mark.usefixtures("roster")
def test_a_child_is_found_by_what_people_type(text, names):
    assert [child.name for child in search(text).children] == names


def test_a_child_is_found_by_the_tail_of_its_number_and_by_its_file_number(roster):
    fang = roster["王芳"]

    for typed in (fang.id_number, fang.id_number[-4:], fang.id_number[-6:].lower()):
        assert search(typed).children == [fang]
    for typed in (fang.child_no, fang.child_no[-5:]):
        assert fang in search(typed).children


@pytest.mark.usefixtures("roster")
def test_a_search_says_when_there_are_more():
    found = search("林", limit=2)

    assert [child.name for child in found.children] == ["林小禾", "林小满"]
    assert found.more
    assert not search("林", limit=3).more


@pytest.mark.usefixtures("roster")
def test_pages_follow_each_other_without_gap_or_overlap():
    seen, after = [], None
    while True:
        page = list_children(limit=5, after=after)
        seen += page.children
        after = page.next
        if after is None:
            break

    read_alike = {"林小满": "林晓满"}  # either may come first
    assert [read_alike.get(child.name, child.name) for child in seen] == [
        "阿依努尔·买买提", "芳草", "李禾", "林小禾", "林晓满", "林晓满", "马䶮", "欧阳修远",
        "单雨桐", "王芳", "王芳芳", "曾小满",
    ]  # fmt: skip
    assert len({child.pk for child in seen}) == len(NAMES)


def test_a_list_goes_by_syllables_and_follows_a_corrected_name(tree, shen_li):
    with acting(shen_li):
        children = people.register_children(
            rows=[
                people.NewChild(name=name, residence=tree["龙泽苑社区"])
                for name in ("程远山", "于小明", "余安", "于丽", "陈怡晓", "胡行", "黄语安")
            ],
            by=shen_li,
            on=TODAY,
        )
        people.amend_child(child=children[0], name="陈远山", by=shen_li, on=TODAY)

        assert [child.name for child in list_children().children] == [
            "陈怡晓", "陈远山", "胡行", "黄语安", "于丽", "于小明", "余安",
        ]  # fmt: skip


@pytest.mark.usefixtures("roster")
def test_a_list_is_of_a_district_a_street_or_a_community(tree, gao_lan):
    with acting(gao_lan):
        assert [
            how_many(tree[name])
            for name in ("北京市", "昌平区", "回龙观街道", "龙泽苑社区", "朝阳区")
        ] == [12, 12, 12, 6, 0]
        assert how_many(at_most=7) == 7
        assert children_of(tree["云趣园社区"]).count() == 6


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=20), limit=st.integers(1, 5))
@pytest.mark.usefixtures("roster")
def test_whatever_is_typed_into_the_box_is_answered(text, limit):
    found = search(text, limit=limit)

    assert len(found.children) <= limit


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(NAMES), data=st.data())
@pytest.mark.usefixtures("roster")
def test_any_stretch_of_a_name_finds_it(name, data):
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    part = name[start:end].strip("·")
    if not part:
        return

    assert name in [child.name for child in search(part).children]
