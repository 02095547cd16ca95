"""Two offices at the same moment: one number is one child, and one fact has one value."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from hutong.foundation.access import acting
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child, FactRecord
from tests.programmes.benefits.conftest import own_database  # noqa: F401 - asked for by name

TODAY = date(2026, 3, 16)


@pytest.fixture
def db(own_database):  # noqa: F811 - the fixture itself
    """Every fixture of this file writes where several connections may see it."""
    return own_database


def together(*acts):
    """Do several things at once, each over a connection of its own; what each gave or refused."""
    ready = threading.Barrier(len(acts))

    def run(act):
        ready.wait()
        try:
            return act()
        except people.NotRegistrable as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(run, act) for act in acts]]


def test_of_two_who_register_one_number_at_once_one_is_refused(
    tree, shen_li, stranger, luo_min, id_number
):
    number = id_number(date(2017, 5, 21), "2")

    def register(officer, place):
        def act():
            with acting(officer):
                return people.register_child(
                    name="林小满",
                    id_number=number,
                    residence=tree[place],
                    by=officer,
                    on=TODAY,
                )

        return act

    done = together(*[register(shen_li, "龙泽苑社区"), register(stranger, "南湖西园社区")] * 4)

    refused = [each for each in done if isinstance(each, people.NotRegistrable)]
    assert len(refused) == 7
    assert {finding.field for each in refused for finding in each.findings} == {"id_number"}
    with acting(luo_min):
        assert Child.objects.count() == 1


def test_file_numbers_given_at_once_are_all_different(tree, shen_li, luo_min):
    def register():
        with acting(shen_li):
            rows = [people.NewChild(name="王芳", residence=tree["龙泽苑社区"])] * 20
            return people.register_children(rows=rows, by=shen_li, on=TODAY)

    together(*[register] * 4)

    with acting(luo_min):
        assert len(set(Child.objects.values_list("child_no", flat=True))) == 80


def test_of_two_who_record_one_fact_at_once_the_later_counts_and_both_are_kept(
    xiaoman, shen_li, gao_lan, chen_xiuying
):
    def record(officer, value):
        def act():
            with acting(officer):
                return people.record_fact(
                    subject=xiaoman,
                    name="study",
                    value=value,
                    since=date(2026, 2, 1),
                    by=officer,
                    on=TODAY,
                )

        return act

    together(
        record(shen_li, "compulsory"), record(gao_lan, "none"), record(chen_xiuying, "preschool")
    )

    with acting(shen_li):
        rows = FactRecord.objects.filter(name="study")
        assert rows.count() == 3
        assert rows.standing().count() == 1
