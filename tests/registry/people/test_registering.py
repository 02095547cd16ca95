"""How a child's file is opened, and what keeps it shut."""

from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.registry.people import actions as people
from hutong.registry.people.facts import Hukou
from hutong.registry.people.models import Adult, Child, Domicile, FactRecord, OtherName
from hutong.registry.people.queries import facts_on

TODAY = date(2026, 3, 16)


def sentences(refusal):
    return [finding.sentence.en for finding in refusal.value.findings]


def test_xiaoman_enters_the_register_with_what_her_papers_say(tree, chen_xiuying, id_number):
    with acting(chen_xiuying):
        xiaoman = people.register_child(
            name=" 林 小满 ",
            sex="2",
            birth_date=date(2017, 5, 21),
            id_number=id_number(date(2017, 5, 21), "2"),
            residence=tree["龙泽苑社区"],
            hukou=tree["龙泽苑社区"],
            paper="户口簿",
            by=chen_xiuying,
            on=TODAY,
        )

        child = Child.objects.get(pk=xiaoman.pk)
        facts = FactRecord.objects.filter(child=child).order_by("name")
        homes = Domicile.objects.filter(child=child).order_by("kind")
        assert (child.name, child.pinyin, child.initials) == ("林小满", "linxiaoman", "lxm")
        assert (child.child_no[:6], len(child.child_no)) == ("112026", 13)
        assert child.registered_on == TODAY
        assert [(f.name, f.value, f.paper, f.since) for f in facts] == [
            ("birth_date", "2017-05-21", "户口簿", None),
            ("hukou", "city", "户口簿", None),
        ]
        assert [(h.kind, h.place.name) for h in homes] == [
            ("hukou", "龙泽苑社区"),
            ("residence", "龙泽苑社区"),
        ]


def test_a_foundling_has_no_number_no_hukou_and_an_estimated_birth_date(tree, shen_li):
    with acting(shen_li):
        child = people.register_child(
            name="昌福安",
            sex="1",
            birth_date=date(2026, 2, 1),
            birth_precision="estimated",
            residence=tree["云趣园社区"],
            registered_as=Hukou.NONE,
            by=shen_li,
            on=TODAY,
        )

        assert facts_on(child, TODAY, TODAY) == {
            "birth_date": date(2026, 2, 1),
            "deceased": False,
            "hukou": "none",
        }


def test_a_birth_known_to_the_year_alone_is_unknown_to_the_rules(tree, shen_li):
    with acting(shen_li):
        child = people.register_child(
            name="林小满",
            birth_date=date(2017, 1, 1),
            birth_precision="year",
            residence=tree["云趣园社区"],
            by=shen_li,
            on=TODAY,
        )

        assert "birth_date" not in facts_on(child, TODAY, TODAY)
        assert Child.objects.get(pk=child.pk).birth_date == date(2017, 1, 1)


def test_the_number_fills_in_what_the_form_leaves_open(tree, shen_li, id_number):
    with acting(shen_li):
        child = people.register_child(
            name="林小满",
            id_number=id_number(date(2017, 5, 21), "2"),
            residence=tree["云趣园社区"],
            by=shen_li,
            on=TODAY,
        )

        assert (child.sex, child.birth_date, child.birth_precision) == (
            "2",
            date(2017, 5, 21),
            "day",
        )


def test_every_fault_of_a_form_is_named_at_once(tree, shen_li, id_number):
    with acting(shen_li), pytest.raises(people.NotRegistrable) as refusal:
        people.register_child(
            name="林\x00小满",
            sex="1",
            birth_date=date(2017, 5, 22),
            id_number=id_number(date(2017, 5, 21), "2"),
            residence=tree["南湖西园社区"],
            by=shen_li,
            on=TODAY,
        )

    assert [finding.field for finding in refusal.value.findings] == [
        "name",
        "sex",
        "birth_date",
        "residence",
    ]
    with acting(shen_li):
        assert not Child.objects.exists()


def test_whoever_is_eighteen_is_not_registered_as_a_child(tree, shen_li):
    def register(birth_date, registered_on=None):
        return people.register_child(
            name="方远",
            birth_date=birth_date,
            residence=tree["云趣园社区"],
            registered_on=registered_on,
            by=shen_li,
            on=TODAY,
        )

    with acting(shen_li):
        with pytest.raises(people.NotRegistrable) as refusal:
            register(date(2008, 3, 16))
        assert refusal.value.findings[0].law is not None
        assert str(refusal.value.findings[0].law) == "未成年人保护法 2"
        assert register(date(2008, 3, 17)).name == "方远"
        # An older register took her in as a child; she studies now.
        assert register(date(2006, 1, 1), registered_on=date(2016, 9, 1)).child_no[2:6] == "2016"


@pytest.mark.usefixtures("tree")
def test_nobody_is_registered_without_a_place_or_out_of_the_future(shen_li):
    with acting(shen_li), pytest.raises(people.NotRegistrable) as refusal:
        people.register_child(name="林小满", birth_date=date(2026, 3, 17), by=shen_li, on=TODAY)

    assert sentences(refusal) == [
        "The birth date, 2026-03-17, comes after today, 2026-03-16.",
        "At least one of residence and hukou is a place in the city.",
    ]


def test_a_number_registered_elsewhere_is_refused_and_tells_no_place(
    tree, shen_li, stranger, id_number
):
    number = id_number(date(2017, 5, 21), "2")
    with acting(stranger):
        people.register_child(
            name="林小满",
            id_number=number,
            residence=tree["南湖西园社区"],
            by=stranger,
            on=TODAY,
        )

    with acting(shen_li):
        assert not Child.objects.exists()
        with pytest.raises(people.NotRegistrable) as refusal:
            people.register_child(
                name="另一人",
                id_number=number,
                residence=tree["龙泽苑社区"],
                by=shen_li,
                on=TODAY,
            )
        assert not Child.objects.exists()

    (finding,) = refusal.value.findings
    assert finding.field == "id_number"
    for told in finding.sentence:
        assert not any(name in told for name in tree)


def test_a_payment_clerk_opens_no_files(tree, post):
    clerk = post("钱会计", Role.PAYMENT_CLERK, "昌平区")

    with acting(clerk), pytest.raises(people.NotRegistrable) as refusal:
        people.register_child(name="林小满", residence=tree["龙泽苑社区"], by=clerk, on=TODAY)

    assert sentences(refusal) == [
        (
            "A payment clerk does not write in children's files; ask the child director, the "
            "supervisor or the civil affairs office."
        )
    ]


def test_a_roster_is_opened_whole_or_not_at_all(tree, shen_li, id_number):
    number = id_number(date(2017, 5, 21), "2")
    rows = [
        people.NewChild(name="林小满", residence=tree["龙泽苑社区"], id_number=number),
        people.NewChild(name="王欣", residence=tree["云趣园社区"]),
        people.NewChild(name="李禾", residence=tree["云趣园社区"], id_number=number),
        people.NewChild(name="", residence=tree["南湖西园社区"]),
    ]

    with acting(shen_li):
        verdicts = people.examine(rows=rows, by=shen_li, on=TODAY)
        with pytest.raises(people.NotRegistrable) as refusal:
            people.register_children(rows=rows, by=shen_li, on=TODAY)
        assert not Child.objects.exists()
        taken = people.register_children(rows=rows[:2], by=shen_li, on=TODAY)

    assert [[finding.field for finding in row] for row in verdicts] == [
        ["id_number"],
        [],
        ["id_number"],
        ["name", "residence"],
    ]
    assert list(refusal.value.rows) == [0, 2, 3]
    assert [child.name for child in taken] == ["林小满", "王欣"]
    assert int(taken[1].child_no) == int(taken[0].child_no) + 1


def test_two_sisters_of_one_roster_share_their_father_and_their_household(tree, shen_li, id_number):
    linfeng = people.NewAdult(
        name="林峰",
        kind="father",
        sex="1",
        id_number=id_number(date(1985, 4, 2), "1"),
        facts=[people.NewFact(name="life", value="dead", since=date(2024, 6, 1), paper="死亡证明")],
    )
    home = people.NewHousehold(
        number="CP-0001", facts=[people.NewFact(name="dibao", value=True, since=date(2025, 1, 1))]
    )
    rows = [
        people.NewChild(
            name=name,
            residence=tree["龙泽苑社区"],
            adults=[linfeng],
            household=home,
            facts=[
                people.NewFact(name="care_setting", value="family"),
                people.NewFact(name="mother_identity", value="not_on_record"),
            ],
        )
        for name in ("林小满", "林小禾")
    ]

    with acting(shen_li):
        sisters = people.register_children(rows=rows, by=shen_li, on=TODAY)

        assert Adult.objects.count() == 1
        for sister in sisters:
            assert facts_on(sister, TODAY, TODAY) == {
                "deceased": False,
                "care_setting": "family",
                "father_identity": "known",
                "father_life": "dead",
                "mother_identity": "not_on_record",
                "household_dibao": True,
            }


def test_a_roster_whose_rows_contradict_each_other_is_refused(tree, shen_li, id_number):
    def row(life):
        return people.NewChild(
            name="林小满",
            residence=tree["龙泽苑社区"],
            adults=[
                people.NewAdult(
                    name="林峰",
                    kind="father",
                    id_number=id_number(date(1985, 4, 2), "1"),
                    facts=[people.NewFact(name="father_life", value=life)],
                )
            ],
        )

    with acting(shen_li):
        verdicts = people.examine(rows=[row("alive"), row("dead")], by=shen_li, on=TODAY)

    assert verdicts[0] == ()
    assert [finding.sentence.en for finding in verdicts[1]] == [
        "“whether the father is alive” is told in two ways of one time: alive, dead."
    ]


def test_a_father_on_record_is_found_again_and_learns_something_new(
    tree, shen_li, xiaoman, id_number
):
    number = id_number(date(1985, 4, 2), "1")
    with acting(shen_li):
        linfeng = people.record_adult(
            child=xiaoman, name="林峰", id_number=number, by=shen_li, on=date(2026, 1, 6)
        )
        people.relate(child=xiaoman, adult=linfeng, kind="father", by=shen_li, on=date(2026, 1, 6))
        people.record_fact(
            subject=linfeng,
            name="life",
            value="alive",
            since=date(2020, 1, 1),
            by=shen_li,
            on=date(2026, 1, 6),
        )
        people.register_children(
            rows=[
                people.NewChild(
                    name="林小禾",
                    residence=tree["龙泽苑社区"],
                    adults=[
                        people.NewAdult(
                            name="林峰",
                            kind="father",
                            id_number=number,
                            facts=[
                                people.NewFact(name="life", value="dead", since=date(2026, 2, 1))
                            ],
                        )
                    ],
                )
            ],
            by=shen_li,
            on=TODAY,
        )

        assert Adult.objects.count() == 1
        assert facts_on(xiaoman, date(2026, 1, 31), TODAY)["father_life"] == "alive"
        assert facts_on(xiaoman, TODAY, TODAY)["father_life"] == "dead"


def test_a_corrected_name_stays_findable_as_a_former_one(xiaoman, shen_li):
    with acting(shen_li):
        people.amend_child(
            child=xiaoman, name="林晓满", phone=" 10012345678 ", by=shen_li, on=TODAY
        )

        child = Child.objects.get(pk=xiaoman.pk)
        former = OtherName.objects.get(child=child)
        assert (child.name, child.pinyin, child.phone) == ("林晓满", "linxiaoman", "10012345678")
        assert (former.name, former.kind, former.until) == ("林小满", "former", TODAY)


def test_a_number_that_speaks_of_another_child_is_not_written_down(xiaoman, shen_li, id_number):
    with acting(shen_li):
        with pytest.raises(people.NotThatPerson) as refusal:
            people.amend_child(
                child=xiaoman, id_number=id_number(date(2017, 5, 21), "1"), by=shen_li, on=TODAY
            )
        assert Child.objects.get(pk=xiaoman.pk).id_number is None

    assert sentences(refusal) == ["The identity number says male, the record says female."]


def test_a_card_that_comes_later_says_the_day_of_birth(tree, shen_li, id_number):
    with acting(shen_li):
        child = people.register_child(
            name="林小满",
            birth_date=date(2017, 5, 1),
            birth_precision="month",
            residence=tree["云趣园社区"],
            by=shen_li,
            on=date(2026, 1, 5),
        )
        people.amend_child(
            child=child, id_number=id_number(date(2017, 5, 21), "2"), by=shen_li, on=TODAY
        )

        stored = Child.objects.get(pk=child.pk)
        assert (stored.birth_date, stored.birth_precision) == (date(2017, 5, 21), "day")
        assert facts_on(child, TODAY, TODAY)["birth_date"] == date(2017, 5, 21)
        assert facts_on(child, TODAY, date(2026, 1, 5))["birth_date"] == date(2017, 5, 1)


def test_a_number_written_the_old_way_finds_the_same_father(tree, shen_li, xiaoman, id_number):
    number = id_number(date(1985, 4, 2), "1")
    with acting(shen_li):
        father = people.record_adult(
            child=xiaoman, name="林峰", id_number=number, by=shen_li, on=TODAY
        )
        people.register_children(
            rows=[
                people.NewChild(
                    name="林小禾",
                    residence=tree["龙泽苑社区"],
                    adults=[
                        people.NewAdult(
                            name="林峰", kind="father", id_number=f" {number[:6]} {number[6:]}"
                        )
                    ],
                )
            ],
            by=shen_li,
            on=TODAY,
        )

        assert Adult.objects.get() == father
