"""A file shows to those who answer for the child, and to nobody else, in every table."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from hutong.foundation.access import acting
from hutong.foundation.history import actions as history
from hutong.foundation.history.models import Change, Reading
from hutong.registry.people import actions as people
from hutong.registry.people import queries
from hutong.registry.people._numbers import number_digest
from hutong.registry.people.models import (
    Adult,
    Child,
    Domicile,
    FactRecord,
    Household,
    Membership,
    OtherName,
    Relation,
    Stay,
)

TODAY = date(2026, 3, 16)
TABLES = (
    Child,
    Adult,
    Domicile,
    FactRecord,
    Household,
    Membership,
    OtherName,
    Relation,
    Change,
    Reading,
)


@pytest.fixture
def whole_file(tree, xiaoman, linfeng, guilan, shen_li):
    """Xiaoman's file with a row in every table."""
    with acting(shen_li):
        home = people.form_household(place=tree["龙泽苑社区"], number="CP-7", by=shen_li, on=TODAY)
        for member in (xiaoman, guilan):
            people.join_household(household=home, member=member, by=shen_li, on=TODAY)
        for subject, name, value in (
            (xiaoman, "study", "compulsory"),
            (linfeng, "measure", "prison"),
            (home, "dibao", True),
        ):
            people.record_fact(
                subject=subject,
                name=name,
                value=value,
                since=date(2026, 2, 1),
                by=shen_li,
                on=TODAY,
            )
        people.record_other_name(person=xiaoman, name="满满", kind="alias", by=shen_li, on=TODAY)
        history.record_reading(file=xiaoman.pk, what="file", by=shen_li, on=TODAY)
    return xiaoman


def seen():
    return {model.__name__: model.objects.count() for model in TABLES}


@pytest.mark.parametrize("who", ["chen_xiuying", "gao_lan", "shen_li", "luo_min"])
@pytest.mark.usefixtures("whole_file")
def test_everybody_up_the_line_sees_the_whole_file(request, who):
    officer = request.getfixturevalue(who)

    with acting(officer):
        counts = seen()

    history_of_postings = {"Change": counts.pop("Change"), "Reading": counts.pop("Reading")}
    assert counts == {
        "Child": 1,
        "Adult": 2,
        "Domicile": 2,
        "FactRecord": 5,
        "Household": 1,
        "Membership": 2,
        "OtherName": 1,
        "Relation": 2,
    }
    assert history_of_postings["Change"] == sum(counts.values())
    assert history_of_postings["Reading"] == 1


def test_an_officer_of_the_next_district_sees_nothing_at_all(whole_file, stranger):
    with acting(stranger):
        assert set(seen().values()) == {0}
        assert queries.search("林小满").children == []
        assert queries.list_children().children == []
        with pytest.raises(Child.DoesNotExist):
            Child.objects.get(pk=whole_file.pk)


@pytest.mark.usefixtures("whole_file")
def test_the_director_of_the_next_community_sees_nothing_either(post):
    neighbour = post("赵静", "child_director", "云趣园社区")

    with acting(neighbour):
        assert set(seen().values()) == {0}


@pytest.mark.usefixtures("whole_file")
def test_without_anybody_acting_nothing_shows():
    assert set(seen().values()) == {0}
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from people_search('林', '', '', '', '', 10)")
        assert cursor.fetchone() == (0,)


def test_a_child_registered_here_and_living_there_shows_to_both(tree, shen_li, stranger):
    with acting(shen_li):
        people.register_child(
            name="许诺",
            residence=tree["南湖西园社区"],
            hukou=tree["龙泽苑社区"],
            by=shen_li,
            on=TODAY,
        )
        assert Child.objects.count() == 1
    with acting(stranger):
        assert Child.objects.get().name == "许诺"


def test_an_adult_shows_before_it_is_related_and_only_to_the_childs_own_office(
    xiaoman, shen_li, stranger
):
    with acting(shen_li):
        people.record_adult(child=xiaoman, name="周桂兰", by=shen_li, on=TODAY)
        assert Adult.objects.count() == 1
    with acting(stranger):
        assert Adult.objects.count() == 0


def test_a_grandmother_with_grandchildren_in_two_districts_shows_in_both(
    tree, guilan, stranger, luo_min
):
    with acting(stranger):
        cousin = people.register_child(
            name="周小北", residence=tree["南湖西园社区"], by=stranger, on=TODAY
        )
        assert Adult.objects.count() == 0
    with acting(luo_min):
        people.relate(child=cousin, adult=guilan, kind="grandparent", by=luo_min, on=TODAY)
    with acting(stranger):
        assert Adult.objects.get().name == "周桂兰"
        assert Relation.objects.get().child_id == cousin.pk  # and not the other grandchild
        assert Child.objects.count() == 1


def test_an_adult_nobody_can_see_cannot_be_taken_into_a_family(tree, guilan, stranger):
    with acting(stranger):
        child = people.register_child(
            name="周小北", residence=tree["南湖西园社区"], by=stranger, on=TODAY
        )
        with pytest.raises(people.NotTheirChild):
            people.relate(child=child, adult=guilan, kind="grandparent", by=stranger, on=TODAY)
        assert not Relation.objects.exists()


def test_a_verb_refuses_whoever_does_not_answer_for_the_child(whole_file, luo_min, stranger):
    # The city's scope is open, the act is the stranger's: the verb looks at whoever acts.
    with acting(luo_min):
        facts_before = FactRecord.objects.count()
        with pytest.raises(people.NotTheirChild) as refusal:
            people.record_fact(
                subject=whole_file,
                name="study",
                value="none",
                since=TODAY,
                by=stranger,
                on=TODAY,
            )
        assert FactRecord.objects.count() == facts_before
    assert refusal.value.findings[0].sentence.en == (
        "Neither the child's residence nor its hukou lies in your area; you cannot do this."
    )


def test_raw_sql_can_neither_write_into_another_districts_file_nor_delete_from_ones_own(
    whole_file, stranger, shen_li
):
    def refused(officer, statement, *parameters):
        with (
            acting(officer),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError) as fault,
            transaction.atomic(),
        ):
            cursor.execute(statement, parameters)
        return str(fault.value)

    told = refused(
        stranger,
        "insert into people_fact (id, child_id, name, value, days, paper, recorded_on,"
        " recorded_by_id, reason, paper_number, source)"
        " values (gen_random_uuid(), %s, 'x', 'y', '[,)', '', '2026-01-01', %s, '', '', '')",
        whole_file.pk,
        stranger.account_id,
    )
    assert "row-level security" in told
    assert "permission denied" in refused(shen_li, "delete from people_fact")
    with acting(stranger), connection.cursor() as cursor:
        cursor.execute("update people_child set name = 'x'")
        assert cursor.rowcount == 0


def test_the_question_whether_a_number_is_known_tells_nothing_else(
    tree, shen_li, stranger, id_number
):
    known, unknown = id_number(date(2017, 5, 21), "2"), id_number(date(2017, 5, 21), "2", 2)
    with acting(shen_li):
        people.register_child(
            name="林小满", id_number=known, residence=tree["龙泽苑社区"], by=shen_li, on=TODAY
        )

    digests = [number_digest(known), number_digest(unknown)]
    with acting(stranger), connection.cursor() as cursor:
        cursor.execute(
            "select people_id_number_known(%s), people_id_number_known(%s),"
            " people_id_numbers_known(%s)",
            [*digests, digests],
        )
        assert cursor.fetchone() == (True, False, [digests[0]])


def test_who_did_what_and_why_stands_in_the_history_of_the_file(whole_file, shen_li, linfeng):
    with acting(shen_li, reason="收到判决书"):
        record = people.record_fact(
            subject=linfeng,
            name="measure_months",
            value=18,
            since=date(2026, 2, 1),
            by=shen_li,
            on=TODAY,
        )
        change = queries.changes_of(whole_file).first()

    assert change is not None
    assert (change.table_name, change.row_id, change.action, change.reason) == (
        "people_fact",
        str(record.pk),
        "insert",
        "收到判决书",
    )
    assert change.actor == shen_li.account_id
    assert change.after["value"] == "18"


def test_no_stay_is_seen_by_strangers(xiaoman, shen_li, stranger, children_home):
    with acting(shen_li):
        people.admit(
            child=xiaoman,
            institution=children_home,
            since=TODAY,
            basis="临时监护",
            by=shen_li,
            on=TODAY,
        )
        assert Stay.objects.count() == 1
    with acting(stranger):
        assert Stay.objects.count() == 0
