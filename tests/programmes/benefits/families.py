"""Children of the stories and what is told of them, through the verbs of the register."""

from datetime import date

from django.db.models import Sum

from hutong.foundation.access import acting
from hutong.foundation.kernel.months import Month
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Line
from hutong.registry.people import actions as people
from hutong.registry.people.models import Relation

LONG_AGO = date(2020, 1, 6)

ORPHAN = {
    "hukou": "city",
    "adopted": False,
    "on_dibao": False,
    "on_tekun": False,
    "on_disabled_living_subsidy": False,
}
DEAD = {"life": "dead"}
ABLE = {
    "life": "alive",
    "disability_kind": "none",
    "major_disease": False,
    "illness_ends_guardianship": False,
    "measure": "none",
    "out_of_contact": False,
    "guardianship_revoked": False,
    "expelled": False,
}


def a_family(
    name,
    at,
    by,
    *,
    birth=date(2014, 6, 1),
    facts=ORPHAN,
    father=DEAD,
    mother=DEAD,
    on=LONG_AGO,
):
    """A child with two parents, everything recorded on one day and true since ever."""
    with acting(by):
        child = people.register_child(
            name=name, sex="2", birth_date=birth, residence=at, hukou=at, by=by, on=on
        )
        for fact, value in facts.items():
            tell(child, fact, value, by=by, on=on)
        for kind, known in (("father", father), ("mother", mother)):
            adult = people.record_adult(child=child, name=f"{name[0]}某", by=by, on=on)
            people.relate(child=child, adult=adult, kind=kind, by=by, on=on)
            for fact, value in known.items():
                tell(adult, fact, value, by=by, on=on)
    return child


def parent(child, kind, by):
    with acting(by):
        return Relation.objects.standing().get(child=child, kind=kind).adult


def tell(subject, name, value, *, by, on, since=None, until=None):
    """Record a fact: true from a day, known from another."""
    with acting(by):
        return people.record_fact(
            subject=subject, name=name, value=value, since=since, until=until, by=by, on=on
        )


def run_month(month, on, place, payers, *, supplement=False):
    """One round from the first step to the last."""
    with acting(payers.makes):
        made = benefits.make_round(
            month=Month.parse(month), place=place, supplement=supplement, by=payers.makes, on=on
        )
    with acting(payers.checks):
        benefits.check_round(round=made, by=payers.checks, on=on)
    with acting(payers.approves):
        return benefits.approve_round(round=made, by=payers.approves, on=on)


def lines_of(made, by):
    with acting(by):
        lines = Line.objects.filter(round=made).order_by("child__name", "month", "account")
        return [(str(line.month), line.kind, line.amount) for line in lines]


def paid(child, by):
    with acting(by):
        months = Line.objects.filter(child=child, live=True).values("month")
        sums = months.annotate(paid=Sum("amount")).order_by("month")
        return {str(row["month"]): row["paid"] for row in sums}


def granted(child, benefit, by, on, first_month=None):
    with acting(by):
        (entitlement,) = benefits.take_over(
            grants=[
                benefits.TakenOver(
                    child=child, benefit=benefit, confirmed_on=on, first_month=first_month
                )
            ],
            by=by,
            on=on,
        )
    return entitlement
