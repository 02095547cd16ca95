"""The months that a payment list puts together are those that have one reason."""

from datetime import date
from itertools import groupby

import pytest
from django.db import transaction

from hutong.demo.players import CLERK
from hutong.foundation.access import acting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.kernel.months import Month
from hutong.foundation.places.queries import by_number
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits._reasons import Reasons, step_of
from hutong.programmes.benefits._runs import runs_of
from hutong.programmes.benefits.models import Kind, Line, Round
from hutong.programmes.benefits.queries.payments import payees_of
from tests.programmes.benefits.families import a_family, granted, run_month

pytest_plugins = ["tests.city"]

ORPHANS = "living-allowance-orphan"


def told_one_by_one(made, order):
    """Every line with its own reason, put together where months follow each other."""
    lines = [line for line in Line.objects.filter(round=made) if line.child_id in order]
    lines.sort(
        key=lambda line: (
            line.place_id,
            order[line.child_id],
            line.child_id,
            line.account,
            line.kind,
            line.month,
        )
    )
    steps = {line.pk: step_of(line, None) for line in lines if line.kind != Kind.NORMAL}
    reasons = Reasons(list(steps.values()))
    runs = []
    for _, alike in groupby(lines, lambda line: (line.child_id, line.account, line.kind)):
        before = None
        for line in alike:
            why = tuple(reasons.of(steps[line.pk])) if line.pk in steps else ()
            if before and line.month - before[1] == 1 and before[4] == why:
                runs.pop()
                before = (before[0], line.month, before[2] + line.amount, line.benefit, why)
            else:
                before = (line.month, line.month, line.amount, line.benefit, why)
            runs.append((line.child_id, line.account, line.kind, line.place_id, *before))
    return runs


def run_together(made, order):
    return [
        (
            *(run.child, run.account, run.kind.value, run.place),
            *(run.first, run.last, run.amount, run.benefit, run.clauses),
        )
        for run in runs_of(made, order)
    ]


def names_of(made):
    return {child: payee.reading for child, payee in payees_of(made).items()}


@pytest.mark.django_db
def test_the_late_rate_of_two_children_is_told_once_for_all_its_months(
    huilongguan, changping, shen_li, payers
):
    for name in ("童雨桐", "安然"):
        child = a_family(name, huilongguan, shen_li)
        granted(child, ORPHANS, shen_li, date(2025, 5, 20), Month(2025, 9))
    run_month("2025-12", date(2025, 12, 1), changping, payers)
    made = run_month("2026-02", date(2026, 2, 2), changping, payers)

    with acting(shen_li):
        order = names_of(made)
        runs = run_together(made, order)
        assert runs == told_one_by_one(made, order)

    assert [(str(run[4]), str(run[5])) for run in runs if run[2] == "back_pay"] == [
        ("2025-09", "2025-12"),
        ("2026-01", "2026-01"),
    ] * 2


@pytest.fixture
def invented(_small_city, django_db_blocker):
    """The day of the invented city; nothing that is done to it stays."""
    from tests.city import TODAY, _database

    with django_db_blocker.unblock(), _database(_small_city), transaction.atomic():
        yield TODAY
        transaction.set_rollback(True)


def test_in_the_invented_city_every_months_runs_are_those_of_its_lines(invented):
    clerk = officer_named(username=CLERK, on=invented)
    with acting(clerk):
        place = by_number(clerk.place_number)
        benefits.make_round(month=Month(2026, 11), place=place, by=clerk, on=invented)

        for made in Round.objects.order_by("month"):
            order = names_of(made)
            assert run_together(made, order) == told_one_by_one(made, order)
