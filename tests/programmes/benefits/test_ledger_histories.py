"""Many histories at once: whatever comes in whatever order, every ledger ends at what is due.

A history is what happens to one child: late facts and their withdrawal, stops, resumptions, moves
between districts. Many children share the months of one city, so that one round works out many
histories; a rate that is published late falls into all of them. Of a failing city hypothesis keeps
the fewest children and the fewest events that still fail.

`HUTONG_HISTORIES` says how many histories are told; a few hundred unless told otherwise.
"""

import os
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.refusal import Refused
from hutong.foundation.policy import Outcome
from hutong.programmes.benefits import _reckoning
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Entitlement, Held, Line
from hutong.programmes.benefits.queries import law
from hutong.registry.people import actions as people
from hutong.registry.people.entries import NewAdult, NewChild, NewFact
from hutong.registry.people.kinds import DomicileKind
from hutong.registry.people.models import FactRecord, Relation
from hutong.registry.people.queries.circumstances import fact_rows_of
from tests.programmes.benefits.conftest import Payers, post
from tests.programmes.benefits.families import ABLE, DEAD, LONG_AGO, ORPHAN

pytestmark = pytest.mark.django_db

TOGETHER = 100  # children of one city
HISTORIES = int(os.environ.get("HUTONG_HISTORIES", "300"))
ORPHANS, DE_FACTO = "living-allowance-orphan", "living-allowance-de-facto"
FIRST = Month(2025, 9)
# The days on which something is learned and rounds may be made: 2,850 is known from 14 January.
DAYS = [
    date(2025, 9, 4),
    date(2025, 10, 31),
    date(2025, 12, 1),
    date(2026, 1, 13),
    date(2026, 1, 14),
    date(2026, 3, 2),
    date(2026, 4, 30),
]
LAST = date(2026, 5, 4)
FACTS = [
    ("child", "adopted", True),
    ("child", "adopted", False),
    ("child", "on_tekun", True),
    ("child", "on_tekun", False),
    ("child", "on_dibao", True),
    ("child", "own_dibao_amount", "1812.50"),
    ("mother", "life", "alive"),
    ("mother", "life", "dead"),
    ("mother", "measure", "prison"),
    ("mother", "measure", "none"),
    ("mother", "measure_months", 38),
    ("father", "life", "alive"),
]
SINCE = [
    day
    for month in Month.span(Month(2025, 8), Month(2026, 4))
    for day in (month.first_day, month.day(15), month.last_day)
]
BENEFITS = st.sampled_from([ORPHANS, DE_FACTO])


@dataclass(frozen=True)
class Learn:
    """Something becomes known, of some day."""

    fact: tuple[str, str, object]
    since: date


@dataclass(frozen=True)
class Withdraw:
    """Something that was known turns out never to have been so."""

    which: int


@dataclass(frozen=True)
class Stop:
    """An event is told that ends a benefit."""

    benefit: str
    since: date


@dataclass(frozen=True)
class Resume:
    """What was stopped goes on, perhaps from an earlier month."""

    benefit: str
    back: int | None


@dataclass(frozen=True)
class Move:
    """The child's registration moves to the other district."""

    since: date


class City:
    """Children of two districts, who decides on them, and who pays."""

    def __init__(self, places, officers, payers, everywhere):
        self.places, self.officers, self.payers, self.everywhere = (
            places,
            officers,
            payers,
            everywhere,
        )
        with acting(everywhere):
            self.children = people.register_children(
                rows=[_a_child(number, places[number % 2]) for number in range(TOGETHER)],
                by=everywhere,
                on=LONG_AGO,
            )
            self.begun = {child.pk: (child.residence_id, child.hukou_id) for child in self.children}
            ties = Relation.objects.filter(child__in=self.children).select_related("adult")
            self.parents = {(tie.child_id, tie.kind): tie.adult for tie in ties}
            benefits.take_over(
                grants=[
                    benefits.TakenOver(
                        child=child, benefit=code, confirmed_on=date(2025, 8, 4), first_month=FIRST
                    )
                    for child in self.children
                    for code in (ORPHANS, DE_FACTO)
                ],
                by=everywhere,
                on=date(2025, 8, 4),
            )

    def tell(self, child, event, on):
        """One event of a history; what the verbs refuse does not happen."""
        with acting(self.everywhere):
            try:
                with transaction.atomic():
                    self._tell(child, event, on)
            except Refused:
                return

    def _tell(self, child, event, on):
        by = self.everywhere
        match event:
            case Learn((who, name, value), since):
                subject = child if who == "child" else self.parents[child.pk, who]
                people.record_fact(
                    subject=subject, name=name, value=value, since=min(since, on), by=by, on=on
                )
            case Withdraw(which):
                subjects = [child.pk, *(self.parents[child.pk, kind].pk for kind in KINDS)]
                standing = FactRecord.objects.standing().filter(
                    subject__in=subjects, recorded_on__gt=LONG_AGO
                )
                rows = list(standing.exclude(name="hukou").order_by("subject", "name", "days"))
                if rows:
                    people.withdraw_fact(
                        record=rows[which % len(rows)], reason="误登", by=by, on=on
                    )
            case Move(since):
                other = next(place for place in self.places if place.number != child.hukou_id)
                people.record_move(
                    child=child,
                    to=other,
                    kind=DomicileKind.HUKOU,
                    since=min(since, on),
                    by=by,
                    on=on,
                )
            case Stop(code, since):
                benefits.stop(
                    child=child,
                    benefit=code,
                    happened_on=min(since, on),
                    reason="试",
                    by=self._office_of(child),
                    on=on,
                )
            case Resume(code, back):
                benefits.resume(
                    child=child,
                    benefit=code,
                    reason="试",
                    from_month=None if back is None else Month.of(on) + 1 - back,
                    by=self._office_of(child),
                    on=on,
                )

    def _office_of(self, child):
        return self.officers[0 if child.hukou_id == self.places[0].number else 1]

    def begin(self):
        """The city as it was before the first day of a story."""
        self.open = {}
        for child in self.children:
            child.residence_id, child.hukou_id = self.begun[child.pk]

    def close(self, district, on):
        """Approve the round that stands open, if one does."""
        made = self.open.pop(district, None)
        if made is not None:
            self._approve(made, district, on)

    def _approve(self, made, district, on):
        _, checks, approves = self.payers[district]
        with acting(checks):
            benefits.check_round(round=made, by=checks, on=on)
        with acting(approves):
            benefits.approve_round(round=made, by=approves, on=on)

    def pay(self, district, on, *, approve=True):
        """The round of a district; one that is not approved stands open until the next day."""
        makes = self.payers[district].makes
        with acting(makes):
            made = benefits.make_round(
                month=Month.of(on), place=self.districts[district], supplement=True, by=makes, on=on
            )
        if approve:
            self._approve(made, district, on)
        else:
            self.open[district] = made
        return made

    @property
    def districts(self):
        return [self.places[0].parent, self.places[1].parent]


KINDS = ("father", "mother")


def _a_child(number, at):
    """An orphan of whose mother everything is known that would count if she lived."""
    known = {"father": DEAD, "mother": ABLE | DEAD}
    return NewChild(
        name=f"安{number}",
        sex="2",
        birth_date=date(2014, 6, 1),
        residence=at,
        hukou=at,
        facts=_facts(ORPHAN),
        adults=[
            NewAdult(name=f"安{number}之{kind}", kind=kind, facts=_facts(known[kind]))
            for kind in KINDS
        ],
    )


def _facts(known):
    return [NewFact(name=name, value=value) for name, value in known.items()]


learning = st.builds(Learn, st.sampled_from(FACTS), st.sampled_from(SINCE))
events = st.one_of(
    learning,
    learning,
    learning,
    st.builds(Withdraw, st.integers(0, 9)),
    st.builds(Stop, BENEFITS, st.sampled_from(SINCE)),
    st.builds(Stop, BENEFITS, st.sampled_from(SINCE)),
    st.builds(Resume, BENEFITS, st.none() | st.integers(0, 7)),
    st.builds(Resume, BENEFITS, st.none() | st.integers(0, 7)),
    st.builds(Move, st.sampled_from(SINCE)),
)


@st.composite
def interludes(draw):
    """An adoption, the stop that follows, its end, and the resumption; chance alone meets few."""
    begins, stops, ends, goes_on = sorted(draw(st.lists(LATER, min_size=4, max_size=4)))
    return [
        (begins, Learn(("child", "adopted", True), draw(st.sampled_from(SINCE)))),
        (stops, Stop(ORPHANS, draw(st.sampled_from(SINCE)))),
        (ends, Learn(("child", "adopted", False), draw(st.sampled_from(SINCE)))),
        (goes_on, Resume(ORPHANS, draw(st.none() | st.integers(0, 7)))),
    ]


LATER = st.integers(0, len(DAYS) - 1)
happening = st.lists(st.tuples(LATER, events), max_size=6)
history = st.one_of(
    happening, happening, st.builds(lambda one, more: one + more, interludes(), happening)
)
# For each day and district: no round, one that stays open for a while, or one that is approved.
paying = st.lists(
    st.tuples(st.sampled_from("-oa"), st.sampled_from("-oa")),
    min_size=len(DAYS),
    max_size=len(DAYS),
)


class Histories(list):
    """What happens to each child; in print only those to whom something happens."""

    def __repr__(self):
        return repr({number: told for number, told in enumerate(self) if told})


def live(city, histories, months):
    """Let every child live its history while the districts pay."""
    for index, (on, paid_on) in enumerate(zip(DAYS, months, strict=True)):
        for child, told in zip(city.children, histories, strict=True):
            for when, event in told:
                if when == index:
                    city.tell(child, event, on)
        for district, how in enumerate(paid_on):
            city.close(district, on)
            if how != "-":
                city.pay(district, on, approve=how == "a")
    for district in range(2):
        city.close(district, LAST)


def owed(city, entitlements):
    """What the rules say of every child and month on what is known in the end; None if open."""
    sums = {}
    keys = [child.pk for child in city.children]
    for month in Month.span(FIRST, Month.of(LAST)):
        day = month.first_day - timedelta(days=1)
        for key, rows in fact_rows_of(keys, day, LAST).items():
            facts = {row.fact.name: row.value for row in rows}
            verdicts = [
                law()
                .benefit(one.benefit)
                .judge(facts, day, values_on=month.first_day, known_on=LAST)
                for one in entitlements
                if one.child_id == key and one.covers(month)
            ]
            sums[key, month] = (
                None
                if any(verdict.outcome is Outcome.NOT_YET for verdict in verdicts)
                else max((verdict.amount or Decimal(0) for verdict in verdicts), default=Decimal(0))
            )
    return sums


def paid():
    """What the lines of every child and month add up to."""
    lines = Line.objects.filter(live=True).values_list("child", "month")
    return {(child, month): sum_ for child, month, sum_ in lines.annotate(Sum("amount"))}


def check(city, histories, months):
    """Live the histories, pay once more, and compare every month of every child."""
    with transaction.atomic():
        city.begin()
        live(city, histories, months)
        with acting(city.everywhere):
            before = paid()
        last = [city.pay(district, LAST) for district in range(2)]
        with acting(city.everywhere):
            after = paid()
            held = set(Held.objects.filter(round__in=last).values_list("child", flat=True))
            wrong = {}
            for (child, month), due in owed(city, list(Entitlement.objects.all())).items():
                was, now = (sums.get((child, month), Decimal(0)) for sums in (before, after))
                if due is None:
                    if child not in held or now < was:
                        wrong[child, str(month)] = (was, now, due)
                elif now != due:
                    wrong[child, str(month)] = (was, now, due)
            assert wrong == {}
            assert not Line.objects.filter(due__lt=0).exists()
        for district in range(2):
            assert not city.pay(district, LAST).lines.exists()  # nothing is left to pay
        transaction.set_rollback(True)


@pytest.fixture
def city_of_many(huilongguan, gulou, city, changping, miyun):
    zhao_ming = post("赵明", Role.CITY_OFFICER, city)
    officers = [
        post(name, Role.DISTRICT_OFFICER, at) for name, at in (("沈立", changping), ("于禾", miyun))
    ]
    payers = [
        Payers(
            post(f"{at.name}经办", Role.PAYMENT_CLERK, at),
            post(f"{at.name}复核", Role.PAYMENT_CHECKER, at),
            post(f"{at.name}审批", Role.PAYMENT_APPROVER, at),
        )
        for at in (changping, miyun)
    ]
    return City([huilongguan, gulou], officers, payers, zhao_ming)


ALIKE = {
    "deadline": None,
    "suppress_health_check": [
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
}
many = st.lists(history, min_size=TOGETHER, max_size=TOGETHER).map(Histories)


@settings(max_examples=max(1, HISTORIES // TOGETHER), **ALIKE)
@given(histories=many, months=paying)
def test_every_ledger_ends_at_what_is_due_in_the_end(histories, months, city_of_many):
    check(city_of_many, histories, months)


# Defects as somebody might make them; the same property has to find each.
DEFECTS = {
    "money is never taken back": (
        "DIFFERENCES",
        "else coalesce(d.amount, 0) end as due",
        "else greatest(coalesce(d.amount, 0), coalesce(p.paid, 0)) end as due",
    ),
    "what another district paid is not seen": (
        "PAID",
        "where l.live and l.month <= %(month)s",
        "where l.live and l.month <= %(month)s and l.place_id between %(low)s and %(high)s",
    ),
    "a resumed month is decided by the facts of the day it was resumed": (
        "MONTHS",
        "case when e.resumes_id is not null",
        "case when false",
    ),
    "a stop is not looked at": ("MONTHS", "e.ended_month, %(month)s", "%(month)s"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_found(defect, city_of_many, monkeypatch):
    where, right, wrong = DEFECTS[defect]
    statement = getattr(_reckoning, where)
    assert right in statement
    monkeypatch.setattr(_reckoning, where, statement.replace(right, wrong))

    found = []

    @settings(max_examples=40, phases=[Phase.generate], derandomize=True, **ALIKE)
    @given(histories=many, months=paying)
    def look(histories, months):
        if not found:
            try:
                check(city_of_many, histories, months)
            except (AssertionError, IntegrityError) as fault:
                found.append(fault)

    look()
    assert found
