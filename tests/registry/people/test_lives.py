"""Where a child lives, sleeps and is registered, and what becomes of its file."""

from datetime import date

import pytest

from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.registry.people import actions as people
from hutong.registry.people.facts import CareSetting, Hukou
from hutong.registry.people.models import Child, Domicile, FactRecord, Stay
from hutong.registry.people.queries import beds_on, facts_on, file_of, sleeping_in

TODAY = date(2026, 3, 16)


def test_xiaoman_moves_to_chaoyang_and_her_file_goes_with_her(tree, xiaoman, shen_li, stranger):
    with acting(shen_li):
        people.record_move(
            child=xiaoman,
            to=tree["南湖西园社区"],
            kind="hukou",
            since=date(2026, 3, 1),
            paper="户口簿",
            by=shen_li,
            on=TODAY,
        )
        assert Child.objects.get(pk=xiaoman.pk).hukou_id == tree["南湖西园社区"].pk
        people.record_move(
            child=xiaoman,
            to=tree["南湖西园社区"],
            detail="3号楼2单元",
            since=date(2026, 3, 10),
            by=shen_li,
            on=TODAY,
        )
        # Nothing of her is left in Changping, and it was Changping's officer who wrote it down.
        assert not Child.objects.exists()
        assert not Domicile.objects.exists()

    with acting(stranger):
        child = Child.objects.get(pk=xiaoman.pk)
        homes = file_of(child, TODAY).domiciles
        assert (child.residence_id, child.residence_detail) == (
            tree["南湖西园社区"].pk,
            "3号楼2单元",
        )
        assert [(h.kind, h.place.name, h.since, h.until) for h in homes] == [
            ("hukou", "南湖西园社区", date(2026, 3, 1), None),
            ("hukou", "龙泽苑社区", None, date(2026, 3, 1)),
            ("residence", "南湖西园社区", date(2026, 3, 10), None),
            ("residence", "龙泽苑社区", None, date(2026, 3, 10)),
        ]


def test_a_child_that_moves_but_stays_registered_shows_to_both_districts(
    tree, xiaoman, shen_li, stranger
):
    with acting(shen_li):
        people.record_move(child=xiaoman, to=tree["南湖西园社区"], by=shen_li, on=TODAY)
        assert Child.objects.get().residence_id == tree["南湖西园社区"].pk
    with acting(stranger):
        assert Child.objects.get().hukou_id == tree["龙泽苑社区"].pk


def test_the_director_of_the_old_community_may_record_the_move(tree, xiaoman, chen_xiuying):
    with acting(chen_xiuying):
        for kind in ("hukou", "residence"):
            people.record_move(
                child=xiaoman, to=tree["云趣园社区"], kind=kind, by=chen_xiuying, on=TODAY
            )
        assert not Child.objects.exists()


def test_a_stranger_cannot_move_a_child_to_himself_even_in_raw_sql(tree, xiaoman, stranger):
    from django.db import DatabaseError, connection, transaction

    here = tree["南湖西园社区"].pk
    with acting(stranger), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="not in the scope"), transaction.atomic():
            cursor.execute("select people_move(%s, %s, '', %s, '')", [xiaoman.pk, here, here])
        assert not Child.objects.exists()


def test_a_child_that_leaves_the_city_stays_on_file_at_its_last_place(tree, xiaoman, shen_li):
    with acting(shen_li):
        people.record_move(
            child=xiaoman,
            to=tree["天津市"],
            kind="hukou",
            since=date(2026, 3, 1),
            by=shen_li,
            on=TODAY,
        )
        child = Child.objects.get(pk=xiaoman.pk)
        assert (child.hukou_id, child.left_on) == (tree["天津市"].pk, None)
        assert facts_on(child, TODAY, TODAY)["hukou"] == "elsewhere"

        people.record_move(
            child=xiaoman,
            to=None,
            detail="河北省保定市",
            since=date(2026, 3, 5),
            by=shen_li,
            on=TODAY,
        )
        child = Child.objects.get(pk=xiaoman.pk)
        assert child.residence_id == tree["龙泽苑社区"].pk
        assert (child.left_on, child.left_reason) == (date(2026, 3, 5), "已迁离本市")

        people.record_move(
            child=xiaoman, to=tree["云趣园社区"], since=date(2026, 3, 12), by=shen_li, on=TODAY
        )
        child = Child.objects.get(pk=xiaoman.pk)
        assert (child.residence_id, child.left_on) == (tree["云趣园社区"].pk, None)
        assert child.hukou_id == tree["天津市"].pk


def test_a_move_tells_the_rules_where_the_child_is_registered(tree, xiaoman, shen_li):
    with acting(shen_li):
        people.record_move(
            child=xiaoman,
            to=tree["南湖西园社区"],
            kind="hukou",
            registered_as=Hukou.INSTITUTION_COLLECTIVE,
            since=date(2026, 2, 1),
            by=shen_li,
            on=TODAY,
        )

        assert facts_on(xiaoman, date(2026, 1, 31), TODAY)["hukou"] == "city"
        assert facts_on(xiaoman, date(2026, 2, 1), TODAY)["hukou"] == "institution_collective"


def test_a_move_to_nowhere_is_refused(xiaoman, shen_li):
    with acting(shen_li):
        with pytest.raises(people.NotSoLived):
            people.record_move(child=xiaoman, to=None, by=shen_li, on=TODAY)
        assert Domicile.objects.filter(superseded_on__isnull=True).count() == 2


def test_a_child_sleeps_in_one_place_a_night_and_the_rules_know_where(
    xiaoman, luo_min, children_home
):
    with acting(luo_min):
        stay = people.admit(
            child=xiaoman,
            institution=children_home,
            since=date(2026, 2, 1),
            basis="临时监护",
            paper="区民政局决定",
            by=luo_min,
            on=TODAY,
        )
        assert facts_on(xiaoman, TODAY, TODAY)["care_setting"] == "institution"
        assert [(bed.taken, bed.free) for bed in beds_on(TODAY)] == [(1, 1)]
        assert [s.child for s in sleeping_in(children_home, date(2026, 2, 1))] == [xiaoman]
        assert not sleeping_in(children_home, date(2026, 1, 31))

        people.discharge(
            stay=stay, until=date(2026, 3, 10), to=CareSetting.FAMILY, by=luo_min, on=TODAY
        )

        assert not sleeping_in(children_home, date(2026, 3, 10))
        assert facts_on(xiaoman, date(2026, 3, 9), TODAY)["care_setting"] == "institution"
        assert facts_on(xiaoman, date(2026, 3, 10), TODAY)["care_setting"] == "family"


def test_a_child_moved_to_a_second_home_leaves_the_first(tree, xiaoman, luo_min, children_home):
    from hutong.registry.facilities import actions as facilities
    from hutong.registry.facilities.kinds import InstitutionKind, InstitutionLevel

    with acting(luo_min):
        station = facilities.open_institution(
            name="昌平区未成年人救助保护中心",
            level=InstitutionLevel.DISTRICT,
            kind=InstitutionKind.RESCUE_STATION,
            place=tree["云趣园社区"],
            approved_beds=10,
            since=date(2019, 1, 1),
            by=luo_min,
            on=TODAY,
        )
        for institution, since in ((station, date(2026, 1, 10)), (children_home, date(2026, 3, 1))):
            people.admit(
                child=xiaoman,
                institution=institution,
                since=since,
                basis="救助",
                by=luo_min,
                on=TODAY,
            )

        nights = [
            (stay.institution.name, stay.since, stay.until)
            for stay in Stay.objects.standing().order_by("days")
        ]
        assert nights == [
            ("昌平区未成年人救助保护中心", date(2026, 1, 10), date(2026, 3, 1)),
            ("市第一儿童福利院", date(2026, 3, 1), None),
        ]
        assert facts_on(xiaoman, date(2026, 2, 1), TODAY)["care_setting"] == "rescue_station"


def test_nobody_is_admitted_where_nothing_is_open_or_without_grounds(
    xiaoman, luo_min, children_home
):
    with acting(luo_min):
        for since, basis in ((date(2005, 5, 31), "救助"), (TODAY, " ")):
            with pytest.raises(people.NotSoLived):
                people.admit(
                    child=xiaoman,
                    institution=children_home,
                    since=since,
                    basis=basis,
                    by=luo_min,
                    on=TODAY,
                )
        assert not Stay.objects.exists()


def test_a_death_is_recorded_once_and_ends_the_stay(xiaoman, luo_min, children_home):
    with acting(luo_min):
        people.admit(
            child=xiaoman,
            institution=children_home,
            since=date(2026, 2, 1),
            basis="救助",
            by=luo_min,
            on=TODAY,
        )

        people.record_death(
            child=xiaoman, died_on=date(2026, 3, 2), paper="死亡证明", by=luo_min, on=TODAY
        )

        assert Child.objects.get().died_on == date(2026, 3, 2)
        assert facts_on(xiaoman, date(2026, 3, 1), TODAY)["deceased"] is False
        assert facts_on(xiaoman, date(2026, 3, 2), TODAY)["deceased"] is True
        assert Stay.objects.standing().get().until == date(2026, 3, 3)
        with pytest.raises(people.NotSoLived):
            people.record_death(child=xiaoman, died_on=TODAY, by=luo_min, on=TODAY)
        people.withdraw_fact(
            record=FactRecord.objects.get(name="deceased"), reason="误报", by=luo_min, on=TODAY
        )
        assert Child.objects.get().died_on is None


def test_a_child_that_has_left_is_no_longer_on_the_lists(xiaoman, shen_li):
    from hutong.registry.people.queries import list_children

    with acting(shen_li):
        assert list_children().children == [xiaoman]
        people.record_leaving(
            child=xiaoman, since=date(2026, 3, 1), reason="年满十八周岁", by=shen_li, on=TODAY
        )
        assert list_children().children == []
        assert list_children(gone_too=True).children == [xiaoman]


def test_a_payment_checker_moves_nobody(tree, xiaoman, shen_li, post):
    checker = post("孙复核", Role.PAYMENT_CHECKER, "昌平区")

    with acting(shen_li):
        with pytest.raises(people.NotTheirChild):
            people.record_move(child=xiaoman, to=tree["云趣园社区"], by=checker, on=TODAY)
        assert Child.objects.get().residence_id == tree["龙泽苑社区"].pk


def test_an_unborn_correction_and_one_against_the_number_are_refused(tree, shen_li, id_number):
    with acting(shen_li):
        child = people.register_child(
            name="林小满",
            id_number=id_number(date(2017, 5, 21), "2"),
            residence=tree["龙泽苑社区"],
            by=shen_li,
            on=TODAY,
        )
        with pytest.raises(people.NotSoLived) as refusal:
            people.correct_birth_date(
                child=child, birth_date=date(2017, 5, 22), reason="抄错", by=shen_li, on=TODAY
            )

    assert refusal.value.findings[0].field == "birth_date"


def test_when_two_communities_merge_their_children_go_with_them(
    tree, xiaoman, shen_li, chen_xiuying, post
):
    heir = post("赵静", Role.CHILD_DIRECTOR, "云趣园社区")
    with acting(shen_li):
        people.record_move(
            child=xiaoman,
            to=tree["龙泽苑社区"],
            kind="hukou",
            registered_as=Hukou.INSTITUTION_COLLECTIVE,
            since=date(2026, 1, 10),
            by=shen_li,
            on=date(2026, 1, 10),
        )
        moved = people.follow_place(
            before=tree["龙泽苑社区"],
            after=tree["云趣园社区"],
            paper="社区合并批复",
            by=shen_li,
            on=TODAY,
        )
        assert moved == 1
        assert facts_on(xiaoman, TODAY, TODAY)["hukou"] == "institution_collective"
    with acting(chen_xiuying):
        assert not Child.objects.exists()
    with acting(heir):
        child = Child.objects.get()
        assert (child.residence_id, child.hukou_id) == (tree["云趣园社区"].pk,) * 2
        assert {
            home.paper for home in Domicile.objects.standing().filter(days__upper_inf=True)
        } == {"社区合并批复"}
