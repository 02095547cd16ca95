"""Whatever is recorded, corrected or withdrawn: one value at a time, and no rewritten past."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.foundation.access import acting
from hutong.foundation.kernel.refusal import Refused
from hutong.registry.people import actions as people
from hutong.registry.people.facts import VOCABULARY
from hutong.registry.people.models import Child, FactRecord, Membership, Relation
from hutong.registry.people.queries import facts_on, facts_relation_sql

FIRST = date(2026, 1, 1)
DAYS = st.integers(min_value=0, max_value=40).map(lambda days: FIRST + timedelta(days=days))
MAYBE = st.none() | DAYS

ON_CHILD = [
    ("study", st.sampled_from(["none", "compulsory", "preschool"])),
    ("on_dibao", st.booleans()),
    ("own_dibao_amount", st.sampled_from(["10.00", "620.50"])),
    ("father_life", st.sampled_from(["alive", "dead"])),
    ("mother_identity", st.sampled_from(["not_on_record", "cannot_be_found"])),
    ("household_dibao", st.booleans()),
    ("birth_date", st.sampled_from(["2017-05-21", "2016-05-21"])),
    ("deceased", st.booleans()),
]
ON_PARENT = [
    ("life", st.sampled_from(["alive", "dead", "declared_missing"])),
    ("measure_months", st.integers(min_value=1, max_value=90)),
    ("identity", st.sampled_from(["known", "cannot_be_found"])),
]
SETTINGS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def act(kind):
    """One thing an office may do, on a day no earlier than the last."""
    later = st.integers(min_value=0, max_value=6)
    facts = {"child": ON_CHILD, "father": ON_PARENT, "home": [("dibao", st.booleans())]}
    if kind in facts:
        return st.sampled_from(facts[kind]).flatmap(
            lambda fact: st.tuples(st.just(kind), st.just(fact[0]), fact[1], MAYBE, MAYBE, later)
        )
    return st.tuples(st.just(kind), st.integers(0, 30), st.just(None), MAYBE, MAYBE, later)


ACTS = st.lists(
    st.sampled_from(
        ["child", "child", "father", "home", "correct", "end", "withdraw", "relate"]
    ).flatmap(act),
    min_size=1,
    max_size=14,
)


class Office:
    """Does what it is told, day after day; what is refused leaves nothing behind."""

    def __init__(self, child, father, home, officer):
        self.child, self.officer = child, officer
        self.subjects = {"child": child, "father": father, "home": home}
        self.today = FIRST + timedelta(days=41)

    def do(self, act):
        kind, name, value, since, until, later = act
        self.today += timedelta(days=later)
        done = {"by": self.officer, "on": self.today}
        try:
            with transaction.atomic():
                if kind in self.subjects:
                    people.record_fact(
                        subject=self.subjects[kind],
                        name=name,
                        value=value,
                        since=since,
                        until=until,
                        **done,
                    )
                elif kind == "relate":
                    self.relate(name, since, until, done)
                else:
                    self.change(kind, name, since, until, done)
        except Refused:
            pass

    def relate(self, which, since, until, done):
        """The father and the household come and go."""
        if which % 2:
            people.join_household(
                household=self.subjects["home"], member=self.child, since=since, **done
            )
            return
        standing = Relation.objects.standing().first()
        if standing and which % 3:
            people.end_relation(relation=standing, until=until or self.today, **done)
        elif standing:
            people.withdraw_relation(relation=standing, reason="x", **done)
        else:
            people.relate(
                child=self.child,
                adult=self.subjects["father"],
                kind="father",
                since=since,
                until=until,
                **done,
            )

    def change(self, kind, which, since, until, done):
        rows = list(FactRecord.objects.order_by("pk"))
        if not rows:
            return
        row = rows[which % len(rows)]
        match kind:
            case "correct":
                people.correct_fact(
                    record=row, value=row.value, since=since, until=until, reason="x", **done
                )
            case "end":
                people.end_fact(record=row, until=until or self.today, **done)
            case "withdraw":
                people.withdraw_fact(record=row, reason="x", **done)


@pytest.fixture
def office(tree, xiaoman, shen_li):
    with acting(shen_li):
        father = people.record_adult(child=xiaoman, name="林峰", by=shen_li, on=date(2026, 1, 5))
        people.relate(child=xiaoman, adult=father, kind="father", by=shen_li, on=date(2026, 1, 5))
        home = people.form_household(place=tree["龙泽苑社区"], by=shen_li, on=date(2026, 1, 5))
        people.join_household(household=home, member=xiaoman, by=shen_li, on=date(2026, 1, 5))
        yield lambda: Office(xiaoman, father, home, shen_li)


@pytest.fixture
def undone():
    """Takes back whatever one example did."""

    def run(story):
        with transaction.atomic():
            story()
            transaction.set_rollback(True)

    return run


@SETTINGS
@given(acts=ACTS)
def test_a_fact_never_has_two_values_at_a_time_and_the_known_past_stays(office, undone, acts):
    def story():
        work, remembered = office(), {}
        for act in acts:
            yesterday = work.today - timedelta(days=1)
            for day in (FIRST, FIRST + timedelta(days=20), FIRST + timedelta(days=40)):
                remembered[day, yesterday] = facts_on(work.child, day, yesterday)
            work.do(act)
            assert_one_value_at_a_time()
        for (day, known_on), facts in remembered.items():
            assert facts_on(work.child, day, known_on) == facts

    undone(story)


def assert_one_value_at_a_time():
    """On every day on which anything was believed, no two rows of one fact share a day."""
    for model, key in ((FactRecord, "subject"), (Membership, "child_id"), (Relation, "child_id")):
        rows = list(model.objects.all())
        for believed in {row.recorded_on for row in rows}:
            spans = sorted(
                (
                    (getattr(row, key), getattr(row, "name", getattr(row, "kind", ""))),
                    row.since or date.min,
                    row.until or date.max,
                )
                for row in rows
                if row.recorded_on <= believed
                and (row.superseded_on is None or row.superseded_on > believed)
            )
            for one, other in pairwise(spans):
                assert one[0] != other[0] or one[2] <= other[1]


@SETTINGS
@given(acts=ACTS, known_back=st.integers(0, 30))
def test_the_relation_says_of_every_day_what_the_file_says(office, undone, acts, known_back):
    def story():
        work = office()
        for act in acts:
            work.do(act)
        known_on = work.today - timedelta(days=known_back)
        days = [FIRST + timedelta(days=each) for each in range(-1, 45, 9)]
        told = {
            (child.pk, day): facts_on(child, day, known_on)
            for child in Child.objects.all()
            for day in days
        }

        for many_days in (False, True):
            assert relation(days, known_on, many_days=many_days) == told

    undone(story)


def relation(days, known_on, *, many_days):
    written = ", ".join(f"date '{day}'" for day in days)
    asked = (
        "select c.id as subject, d.on_day, d.on_day as values_on"  # noqa: S608 - our own days
        f" from people_child c, unnest(array[{written}]) as d(on_day)"
    )
    with connection.cursor() as cursor:
        cursor.execute(facts_relation_sql(asked, known_on=known_on, many_days=many_days))
        names = [column.name for column in cursor.description]
        assert names == ["subject", "on_day", "values_on", *VOCABULARY.names]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    assert all(row["values_on"] == row["on_day"] for row in rows)
    return {
        (row["subject"], row["on_day"]): {
            name: row[name] for name in VOCABULARY.names if row[name] is not None
        }
        for row in rows
    }


def test_only_the_facts_that_are_asked_for_are_looked_up(office):
    work = office()
    for name, value in (("study", "none"), ("on_dibao", True)):
        people.record_fact(
            subject=work.child, name=name, value=value, since=FIRST, by=work.officer, on=work.today
        )
    asked = f"select id as subject, date '{FIRST}' as on_day, date '{FIRST}' as values_on"
    for many_days in (False, True):
        sql = facts_relation_sql(
            f"{asked} from people_child",
            known_on=work.today,
            names=["study"],
            many_days=many_days,
        )
        with connection.cursor() as cursor:
            cursor.execute(f"select study, on_dibao, birth_date, deceased from ({sql}) r")  # noqa: S608 - our own text
            assert cursor.fetchall() == [("none", None, None, None)]
