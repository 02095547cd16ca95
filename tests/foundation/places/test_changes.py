"""Places merge, split, move and take new names, and nobody forgets what they were."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.foundation.places import actions, queries
from hutong.foundation.places.actions import Division, NewPlace
from hutong.foundation.places.models import Place, Succession

CITY, BEIYUAN, NANYUAN = 110100000000, 110199001000, 110199002000
WILLOW, POPLAR, ELM = 110199001001, 110199001002, 110199001003
CEDAR, CYPRESS = 110199002001, 110199002002
FIRST, LATER, NOW = date(2020, 1, 1), date(2026, 5, 1), date(2026, 11, 1)

TREE = [
    Division(110000000000, "110000000000", "北京市"),
    Division(CITY, "110100000000", "市辖区"),
    Division(110199000000, "110199000000", "胡同区"),
    Division(BEIYUAN, "110199001000", "北园街道"),
    Division(WILLOW, "110199001001", "柳树社区居委会"),
    Division(POPLAR, "110199001002", "杨树社区居委会"),
    Division(ELM, "110199001003", "榆树村委会"),
    Division(NANYUAN, "110199002000", "南园街道"),
    Division(CEDAR, "110199002001", "雪松社区居委会"),
    Division(CYPRESS, "110199002002", "柏树社区居委会"),
]


class _Clerk:
    name = "方敏"


FANG_MIN = _Clerk()


@pytest.fixture
def tree(db):
    actions.load_tree(rows=TREE, on=FIRST, source="胡同区名册")


def place(number):
    return queries.by_number(number)


def names(places):
    return [place.name for place in places]


def communities(on):
    return {p.number: queries.name_on(p, on) for p in Place.objects.on(on).filter(level=5)}


def say(refusal):
    return [str(finding.sentence) for finding in refusal.value.findings]


# --- stories --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("tree")
def test_two_communities_become_one_and_yesterday_they_are_still_two(fang_min):
    willow_and_poplar = actions.merge_places(
        places=[place(WILLOW), place(POPLAR)],
        into=NewPlace("杨柳社区居委会"),
        paper="京民基〔2026〕5号",
        by=fang_min,
        on=LATER,
    )

    assert willow_and_poplar.parent_id == BEIYUAN
    assert BEIYUAN < willow_and_poplar.number < BEIYUAN + 1000
    assert names(queries.parts_of(place(BEIYUAN), LATER)) == ["榆树村委会", "杨柳社区居委会"]
    assert names(queries.parts_of(place(BEIYUAN), LATER - timedelta(days=1))) == [
        "柳树社区居委会",
        "杨树社区居委会",
        "榆树村委会",
    ]
    assert queries.standing_for(WILLOW, LATER) == [willow_and_poplar]
    assert names(queries.standing_for(WILLOW, FIRST)) == ["柳树社区居委会"]
    assert [
        (step.kind, step.paper, step.recorded_by) for step in place(WILLOW).successions.all()
    ] == [("merged", "京民基〔2026〕5号", "方敏")]


@pytest.mark.usefixtures("tree")
def test_one_community_takes_in_another_and_keeps_its_number(fang_min):
    kept = actions.merge_places(
        places=[place(WILLOW), place(POPLAR)], into=place(WILLOW), by=fang_min, on=LATER
    )

    assert kept.number == WILLOW
    assert names(queries.standing_for(POPLAR, NOW)) == ["柳树社区居委会"]
    assert names(queries.standing_for(WILLOW, NOW)) == ["柳树社区居委会"]
    assert queries.replaced_since(FIRST, NOW) == {POPLAR: [kept]}


@pytest.mark.usefixtures("tree")
def test_a_street_that_joins_another_brings_its_communities_into_the_other_scope(fang_min):
    actions.merge_places(places=[place(NANYUAN)], into=place(BEIYUAN), by=fang_min, on=LATER)

    [cedar] = queries.standing_for(CEDAR, NOW)
    assert (cedar.name, cedar.parent_id, cedar.code) == ("雪松社区居委会", BEIYUAN, str(CEDAR))
    assert cedar in Place.objects.within(place(BEIYUAN))
    assert cedar not in Place.objects.within(place(NANYUAN))
    assert queries.full_name(cedar) == "北京市胡同区北园街道雪松社区居委会"
    assert names(queries.standing_for(NANYUAN, NOW)) == ["北园街道"]
    assert len(queries.parts_of(place(BEIYUAN), NOW)) == 5
    assert sorted(queries.replaced_since(FIRST, NOW)) == [NANYUAN, CEDAR, CYPRESS]


@pytest.mark.usefixtures("tree")
def test_a_new_name_is_in_force_from_its_day_and_the_old_one_before_it(fang_min):
    actions.rename_place(
        place=place(ELM), name="榆树社区居委会", paper="京民基〔2026〕9号", by=fang_min, on=LATER
    )

    elm = place(ELM)
    assert (elm.name, elm.pinyin, elm.form) == (
        "榆树社区居委会",
        "yushushequjuweihui",
        "居委会",
    )
    assert queries.name_on(elm, LATER) == "榆树社区居委会"
    assert queries.name_on(elm, LATER - timedelta(days=1)) == "榆树村委会"
    assert queries.standing_for(ELM, NOW) == [elm]
    assert queries.replaced_since(FIRST, NOW) == {}  # who lives there lives there still


@pytest.mark.usefixtures("tree")
def test_after_a_split_only_the_address_can_tell_so_both_halves_answer(fang_min):
    east, west = actions.split_place(
        place=place(WILLOW),
        into=[NewPlace("柳树东里社区居委会"), NewPlace("柳树西里社区居委会")],
        by=fang_min,
        on=LATER,
    )

    assert queries.standing_for(WILLOW, NOW) == [east, west]
    assert not Place.objects.on(LATER).filter(number=WILLOW).exists()


@pytest.mark.usefixtures("tree")
def test_a_street_gives_two_communities_to_a_new_street_and_lasts(fang_min):
    [middle] = actions.split_place(
        place=place(BEIYUAN),
        into=[NewPlace("中园街道", "110199003", [place(POPLAR), place(ELM)])],
        stays=True,
        by=fang_min,
        on=LATER,
    )

    assert (middle.number, middle.code) == (110199003000, "110199003000")
    assert names(queries.parts_of(middle, NOW)) == ["杨树社区居委会", "榆树村委会"]
    assert names(queries.parts_of(place(BEIYUAN), NOW)) == ["柳树社区居委会"]
    assert names(queries.standing_for(BEIYUAN, NOW)) == ["北园街道"]
    # written down before the split, Beiyuan may mean the new street too
    assert names(queries.standing_for(BEIYUAN, NOW, since=FIRST)) == ["北园街道", "中园街道"]
    assert names(queries.standing_for(BEIYUAN, NOW, since=LATER)) == ["北园街道"]


@pytest.mark.usefixtures("tree")
def test_a_community_moves_to_the_next_street_and_back_and_is_followed_all_the_way(fang_min):
    away = actions.move_place(place=place(ELM), to=place(NANYUAN), by=fang_min, on=LATER)
    home = actions.move_place(place=away, to=place(BEIYUAN), by=fang_min, on=NOW)

    assert (away.number, away.parent_id) == (NANYUAN + 3, NANYUAN)
    assert home.parent_id == BEIYUAN
    assert home.number != ELM  # numbers are never used again
    assert queries.standing_for(ELM, LATER) == [away]
    assert queries.standing_for(ELM, NOW) == [home]
    assert home.code == str(ELM)


@pytest.mark.usefixtures("tree")
def test_a_new_community_is_founded_and_did_not_exist_before(fang_min):
    pine = actions.found_place(
        parent=place(NANYUAN), name="青松社区居委会", paper="〔2026〕2号", by=fang_min, on=LATER
    )

    assert pine.number == NANYUAN + 600  # above what statistics give out
    assert pine in queries.parts_of(place(NANYUAN), LATER)
    assert pine not in queries.parts_of(place(NANYUAN), LATER - timedelta(days=1))
    assert (pine.pinyin, pine.initials) == ("qingsongshequjuweihui", "qssqjwh")


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("tree")
def test_what_cannot_be_is_refused_with_its_reason_and_nothing_changes(fang_min):
    def refused(kind, verb, **what):
        with pytest.raises(kind) as refusal, transaction.atomic():
            verb(by=fang_min, on=LATER, **what)
        return say(refusal)

    before = list(Place.objects.order_by("pk").values())
    willow, beiyuan = place(WILLOW), place(BEIYUAN)

    assert refused(
        actions.NothingChanges, actions.rename_place, place=willow, name=willow.name
    ) == ["它已经叫“柳树社区居委会”。"]
    assert refused(actions.NameTaken, actions.rename_place, place=willow, name="  ") == [
        "名称不能为空。"
    ]
    assert refused(
        actions.NameTaken, actions.rename_place, place=willow, name="杨树社区居委会"
    ) == ["那里已经有“杨树社区居委会”。"]
    assert refused(
        actions.NothingChanges, actions.merge_places, places=[willow], into=NewPlace("柳社区")
    ) == ["合并至少要有两处。"]
    assert refused(
        actions.NotOfOneKind, actions.merge_places, places=[willow, beiyuan], into=NewPlace("园")
    ) == ["只有同一级的区划才能合并。"]
    assert refused(
        actions.NotOfOneKind,
        actions.merge_places,
        places=[willow, place(CEDAR)],
        into=NewPlace("松柳社区"),
    ) == ["不在同一上级之下：请先调整隶属，再合并。"]
    assert refused(actions.NothingChanges, actions.move_place, place=willow, to=beiyuan) == [
        "柳树社区居委会已经属于北园街道。"
    ]
    assert refused(actions.NotOfOneKind, actions.move_place, place=beiyuan, to=willow) == [
        "社区之下不再设区划。"
    ]
    assert refused(
        actions.NotOfOneKind, actions.move_place, place=willow, to=place(110199000000)
    ) == ["柳树社区居委会不能直属胡同区：级别不对。"]
    assert refused(
        actions.PartsUnassigned,
        actions.split_place,
        place=beiyuan,
        into=[NewPlace("东园街道", parts=[willow]), NewPlace("西园街道", parts=[place(ELM)])],
    ) == ["北园街道的每一处都要归到且只归到一处。未妥：杨树社区居委会。"]
    assert refused(
        actions.NotOfOneKind, actions.found_place, parent=beiyuan, name="槐树社区", code="110199"
    ) == ["代码“110199”与级别不符。"]
    assert list(Place.objects.order_by("pk").values()) == before
    assert not Succession.objects.exists()


@pytest.mark.usefixtures("tree")
def test_the_past_is_not_rewritten(fang_min):
    actions.rename_place(place=place(ELM), name="榆树社区居委会", by=fang_min, on=LATER)
    actions.merge_places(places=[place(WILLOW)], into=place(POPLAR), by=fang_min, on=LATER)

    with pytest.raises(actions.NotInExistence) as refusal:
        actions.rename_place(place=place(ELM), name="榆钱社区居委会", by=fang_min, on=FIRST)
    assert say(refusal) == ["榆树社区居委会在 2026-05-01 已有一次变更，不能再补记更早的变更。"]
    with pytest.raises(actions.NotInExistence) as refusal:
        actions.rename_place(place=place(WILLOW), name="垂柳社区居委会", by=fang_min, on=NOW)
    assert say(refusal) == [f"2026-11-01 时没有柳树社区居委会（{WILLOW}），或它已有后续变更。"]


@pytest.mark.usefixtures("tree")
def test_a_street_has_room_for_999_communities_and_no_more(fang_min):
    street = place(NANYUAN)
    Place.objects.bulk_create(
        Place(
            number=number,
            last=number,
            name=f"第{number}",
            level=5,
            parent=street,
            days=DateRange(FIRST, None),
        )
        for number in range(NANYUAN + 3, NANYUAN + 999)
    )

    last = actions.found_place(parent=street, name="末村", by=fang_min, on=LATER)

    assert last.number == NANYUAN + 999
    with pytest.raises(actions.NoNumberLeft, match="南园街道的编号已用完"):
        actions.found_place(parent=street, name="多村", by=fang_min, on=LATER)


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    "wrong",
    [
        {"last": WILLOW + 5},  # a community that reaches over its neighbours
        {"number": 110199001004, "last": 110199001004, "parent_id": NANYUAN},  # another's part
        {"number": 110199004000, "last": 110199004999, "level": 5},  # a block of another level
        {"number": 110199003000, "last": 110199003999, "parent_id": 110199003000, "level": 4},
    ],
)
def test_the_database_itself_keeps_intervals_apart(wrong):
    values = {
        "number": 110199001009,
        "last": 110199001009,
        "level": 5,
        "parent_id": BEIYUAN,
        "name": "错社区",
        "days": DateRange(FIRST, None),
    }
    with pytest.raises(IntegrityError, match="a_place_"), transaction.atomic():
        Place.objects.create(**values | wrong)


# --- whatever happens -----------------------------------------------------------------------------

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "absorb", "split", "move", "rename", "found", "join"]),
        st.integers(0, 1000),
        st.integers(0, 1000),
        st.integers(1, 40),
    ),
    max_size=7,
)


def _act(kind, one, other, on):
    """Do one of the seven things to whichever places the numbers choose."""
    here = list(Place.objects.on(on).filter(level=5).order_by("number"))
    streets = list(Place.objects.on(on).filter(level=4).order_by("number"))
    a, b = here[one % len(here)], here[other % len(here)]
    to = streets[other % len(streets)]
    if kind == "merge":
        actions.merge_places(places=[a, b], into=NewPlace(f"合{on}"), by=FANG_MIN, on=on)
    elif kind == "absorb":
        actions.merge_places(places=[a], into=b, by=FANG_MIN, on=on)
    elif kind == "split":
        halves = [NewPlace(f"东{on}"), NewPlace(f"西{on}")]
        actions.split_place(place=a, into=halves, by=FANG_MIN, on=on)
    elif kind == "move":
        actions.move_place(place=a, to=to, by=FANG_MIN, on=on)
    elif kind == "rename":
        actions.rename_place(place=a, name=f"新{on}", by=FANG_MIN, on=on)
    elif kind == "found":
        actions.found_place(parent=to, name=f"增{on}", by=FANG_MIN, on=on)
    else:
        actions.merge_places(places=[streets[one % len(streets)]], into=to, by=FANG_MIN, on=on)


REFUSALS = (actions.NothingChanges, actions.NotOfOneKind)


@pytest.mark.usefixtures("tree")
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTS)
def test_whatever_happens_to_places_every_earlier_day_stays_as_it_was(acts):
    with transaction.atomic():
        seen = {FIRST: communities(FIRST)}
        on = FIRST
        for kind, one, other, days in acts:
            on += timedelta(days=days)
            try:
                with transaction.atomic():
                    _act(kind, one, other, on)
            except REFUSALS:
                continue
            seen[on] = communities(on)

        for day, then in seen.items():
            assert communities(day) == then
        for number in seen[FIRST]:
            standing = queries.standing_for(number, on)
            assert standing
            assert all(on in place.days for place in standing)
        inside = Place.objects.on(on).exclude(parent=None).select_related("parent")
        assert all(on in place.parent.days for place in inside)
        transaction.set_rollback(True)
