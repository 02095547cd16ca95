"""Numbers, telephones and addresses stand sealed; whoever holds the child reads them plain."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from hutong.foundation.access import acting
from hutong.foundation.secrecy.fields import opened
from hutong.foundation.secrecy.suites import NotOurs
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child
from hutong.registry.people.queries import search

TODAY = date(2026, 3, 2)


@pytest.fixture
def xiaoman(tree, shen_li, id_number):
    with acting(shen_li):
        return people.register_child(
            name="林小满",
            id_number=id_number(date(2017, 5, 21), "2"),
            phone="13800000000",
            residence=tree["龙泽苑社区"],
            by=shen_li,
            on=TODAY,
        )


def raw(child, *columns):
    with connection.cursor() as cursor:
        cursor.execute("select to_jsonb(c) from people_child c where id = %s", [child.pk])
        row = json.loads(cursor.fetchone()[0])
    return [row[column] for column in columns]


def test_on_the_object_it_is_plain_and_in_the_database_it_is_not(xiaoman, shen_li, id_number):
    number = id_number(date(2017, 5, 21), "2")
    with acting(shen_li):
        known = Child.objects.get(pk=xiaoman.pk)
        stored = raw(xiaoman, "id_number", "phone")

        assert (known.id_number, known.phone) == (number, "13800000000")
        assert all(text.startswith("~1.") for text in stored)
        assert opened(Child, "id_number", stored[0], id=xiaoman.pk) == number
        assert Child.objects.get(id_number=number) == xiaoman
        assert list(Child.objects.filter(id_number__in=[number, "x"])) == [xiaoman]
        assert not Child.objects.filter(id_number=number[:-1]).exists()


def test_saving_what_did_not_change_changes_nothing(xiaoman, shen_li):
    with acting(shen_li):
        before = raw(xiaoman, "id_number", "id_number_index", "id_tail_index", "phone")
        again = Child.objects.get(pk=xiaoman.pk)
        again.phone  # noqa: B018 - opened, so that it is sealed again
        again.save()

        assert raw(xiaoman, "id_number", "id_number_index", "id_tail_index", "phone") == before


def test_a_corrected_number_is_found_and_the_old_one_is_not(xiaoman, shen_li, id_number):
    old, new = (id_number(date(2017, 5, 21), "2", n) for n in (1, 5))
    with acting(shen_li):
        people.amend_child(child=xiaoman, id_number=new, by=shen_li, on=TODAY)

        assert [found.pk for found in search(new).children] == [xiaoman.pk]
        assert [found.pk for found in search(new[-4:].lower()).children] == [xiaoman.pk]
        assert [found.pk for found in search(new[-7:]).children] == [xiaoman.pk]
        assert search("1" + new[-6:]).children in ([], [xiaoman])
        assert search(old).children == []


def test_nothing_plain_gets_in(xiaoman, shen_li):
    with acting(shen_li):
        with pytest.raises(TypeError, match="sealed"), transaction.atomic():
            Child.objects.update(phone="13900000000")
        with pytest.raises(TypeError, match="no index"):
            Child.objects.filter(phone="13800000000").exists()
        with (
            pytest.raises(IntegrityError, match="is_sealed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("update people_child set phone = '13900000000'")


def test_a_seal_that_was_moved_to_another_child_does_not_open(xiaoman, tree, shen_li):
    with acting(shen_li):
        other = people.register_child(
            name="林小雨", phone="13700000000", residence=tree["龙泽苑社区"], by=shen_li, on=TODAY
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "update people_child set phone = (select phone from people_child where id = %s)"
                " where id = %s",
                [xiaoman.pk, other.pk],
            )
        with pytest.raises(NotOurs):
            _ = Child.objects.get(pk=other.pk).phone
