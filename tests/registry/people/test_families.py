"""Who stands around a child, and what they are to it."""

from datetime import date

import pytest

from hutong.registry.people import actions as people
from hutong.registry.people.models import Adult, Membership, Relation
from hutong.registry.people.queries import adult_with_id_number, facts_on, file_of, search

JANUARY, TODAY = date(2026, 1, 10), date(2026, 3, 16)

pytestmark = pytest.mark.usefixtures("as_shen_li")


def test_a_grandmother_is_in_the_file_with_what_she_is_called(xiaoman, guilan):
    (relation,) = file_of(xiaoman, TODAY).relations

    assert (relation.adult, relation.kind, relation.label) == (guilan, "grandparent", "外祖母")
    assert (relation.adult.pinyin, relation.adult.initials) == ("zhouguilan", "zgl")


def test_a_child_has_one_father_at_a_time(xiaoman, linfeng, shen_li):
    another = people.record_adult(child=xiaoman, name="赵刚", by=shen_li, on=TODAY)

    with pytest.raises(people.AlreadyRelated) as refusal:
        people.relate(child=xiaoman, adult=another, kind="father", by=shen_li, on=TODAY)

    assert refusal.value.findings[0].sentence.en == (
        "The child has a father on record, 林峰; correct or end that first."
    )
    assert [r.adult for r in Relation.objects.all()] == [linfeng]


def test_an_adoptive_father_comes_after_the_first_and_both_stay_in_the_file(
    xiaoman, linfeng, shen_li
):
    people.record_fact(
        subject=linfeng, name="life", value="dead", since=JANUARY, by=shen_li, on=JANUARY
    )
    (first,) = file_of(xiaoman, TODAY).relations
    adopted_on = date(2026, 2, 1)
    people.end_relation(relation=first, until=adopted_on, by=shen_li, on=TODAY)
    adopter = people.record_adult(child=xiaoman, name="赵刚", by=shen_li, on=TODAY)
    people.relate(
        child=xiaoman, adult=adopter, kind="father", since=adopted_on, by=shen_li, on=TODAY
    )

    assert facts_on(xiaoman, date(2026, 1, 31), TODAY)["father_life"] == "dead"
    assert "father_life" not in facts_on(xiaoman, adopted_on, TODAY)
    assert facts_on(xiaoman, adopted_on, JANUARY)["father_life"] == "dead"
    assert [(r.adult.name, r.since, r.until) for r in file_of(xiaoman, TODAY).relations] == [
        ("林峰", None, adopted_on),
        ("赵刚", adopted_on, None),
    ]


def test_a_man_who_was_never_the_father_is_none_any_more(xiaoman, linfeng, shen_li):
    (relation,) = file_of(xiaoman, TODAY).relations

    people.withdraw_relation(relation=relation, reason="亲子鉴定排除", by=shen_li, on=TODAY)

    assert "father_identity" not in facts_on(xiaoman, TODAY, TODAY)
    assert facts_on(xiaoman, TODAY, JANUARY)["father_identity"] == "known"
    assert Relation.objects.get().reason == "亲子鉴定排除"
    assert Adult.objects.get() == linfeng


def test_one_number_is_one_adult_within_the_area(xiaoman, shen_li, id_number):
    number = id_number(date(1958, 2, 3), "2")
    guilan = people.record_adult(
        child=xiaoman, name="周桂兰", id_number=number, by=shen_li, on=TODAY
    )

    with pytest.raises(people.NotSoRelated):
        people.record_adult(child=xiaoman, name="周桂兰", id_number=number, by=shen_li, on=TODAY)

    assert (guilan.sex, guilan.birth_date) == ("2", date(1958, 2, 3))
    assert adult_with_id_number(number) == guilan


def test_what_is_known_of_an_adult_is_kept_for_a_childs_sake(xiaoman, shen_li):
    stranger = people.record_adult(child=xiaoman, name="赵刚", by=shen_li, on=TODAY)

    with pytest.raises(people.NotYetRelated):
        people.record_fact(
            subject=stranger, name="life", value="alive", since=JANUARY, by=shen_li, on=TODAY
        )


def test_a_child_that_moves_in_with_its_grandmother_leaves_the_other_household(
    tree, xiaoman, guilan, shen_li
):
    homes = [
        people.form_household(place=tree[name], number=number, by=shen_li, on=JANUARY)
        for name, number in (("龙泽苑社区", "1"), ("云趣园社区", "2"))
    ]
    people.join_household(household=homes[1], member=guilan, by=shen_li, on=JANUARY)
    for home, since in zip(homes, (date(2020, 1, 1), date(2026, 2, 1)), strict=True):
        people.join_household(
            household=home,
            member=xiaoman,
            since=since,
            relation_to_head="外孙女",
            by=shen_li,
            on=TODAY,
        )
        people.record_fact(
            subject=home,
            name="dibao",
            value=home is homes[1],
            since=date(2020, 1, 1),
            by=shen_li,
            on=TODAY,
        )

    assert facts_on(xiaoman, date(2026, 1, 31), TODAY)["household_dibao"] is False
    assert facts_on(xiaoman, date(2026, 2, 1), TODAY)["household_dibao"] is True
    assert [(m.household.number, m.until) for m in file_of(xiaoman, TODAY).memberships] == [
        ("1", date(2026, 2, 1)),
        ("2", None),
    ]

    (_, now) = file_of(xiaoman, TODAY).memberships
    people.leave_household(membership=now, until=date(2026, 3, 1), by=shen_li, on=TODAY)
    assert "household_dibao" not in facts_on(xiaoman, TODAY, TODAY)


def test_no_household_is_opened_in_another_district(tree, shen_li):
    with pytest.raises(people.NotTheirChild):
        people.form_household(place=tree["南湖西园社区"], by=shen_li, on=TODAY)
    assert not Membership.objects.exists()


def test_a_child_is_found_by_the_name_it_had_before(xiaoman, shen_li):
    people.record_other_name(
        person=xiaoman, name="周小满", kind="former", until=date(2020, 1, 1), by=shen_li, on=TODAY
    )

    assert [search(text).children for text in ("周小满", "周", "zhouxiao")] == [[xiaoman]] * 3
    with pytest.raises(people.NotThatPerson):
        people.record_other_name(person=xiaoman, name="", kind="alias", by=shen_li, on=TODAY)
