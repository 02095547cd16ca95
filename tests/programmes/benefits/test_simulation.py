"""What if the law were otherwise: counted for everybody, exactly, and written nowhere."""

from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import duckdb
import pytest
from django.db import InternalError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.foundation.kernel.dates import age_on
from hutong.foundation.kernel.months import Month
from hutong.foundation.policy import Outcome
from hutong.foundation.policy.answers import as_text
from hutong.foundation.policy.changes import (
    AlsoCounts,
    NewAnswers,
    NewFigure,
    NoSuchRule,
    NotAChange,
    Without,
)
from hutong.programmes.benefits import simulation
from hutong.programmes.benefits._comparing import (
    Asked,
    compare,
    compare_snapshot,
    paid_here,
    reading_only,
)
from hutong.programmes.benefits._duties import NotYourDuty
from hutong.programmes.benefits._law import law
from hutong.programmes.benefits.models import Entitlement, Line, Round
from hutong.programmes.benefits.simulation import (
    AGES,
    UnreadableSnapshot,
    changed_law,
    changes_named,
    simulate,
    sums_of,
    values_day,
)
from hutong.registry.people.models import Child, FactRecord
from hutong.registry.people.queries import facts_relation_sql
from hutong.registry.people.queries.circumstances import fact_rows_of
from tests.foundation.policy.agreement import draw_value
from tests.programmes.benefits.conftest import post
from tests.programmes.benefits.families import ABLE, DEAD, ORPHAN, a_family

pytestmark = pytest.mark.django_db

ON, SINCE = date(2026, 3, 5), Month(2027, 1)
DIBAO, DE_FACTO = "living-allowance-dibao-family", "living-allowance-de-facto"
LIVING = "living-allowance-orphan"
EVERYBODY = """
    select id as subject, date '2026-03-05' as on_day, date '2026-03-05' as values_on
      from people_child
"""
CHANGES = [
    NewFigure("orphan-rate", Decimal(3000)),
    NewFigure("orphan-rate", Decimal(2000), within=DIBAO),
    NewFigure("measure-months", 3),
    NewFigure("age-of-majority", 20, within=LIVING),
    NewFigure("dibao-family-share", Decimal("0.55")),
    Without(DIBAO, "on-dibao"),
    NewAnswers(DIBAO, "sick-or-disabled", "disability_level", (1, 2, 3, 4), place=1),
    AlsoCounts(LIVING, "orphan", "de-facto-unsupported"),
]


@pytest.fixture
def zhao_ming(city):
    return post("赵明", Role.CITY_OFFICER, city)


def asked_of(at, parts=()):
    return Asked(
        low=at.number,
        high=at.last,
        on=ON,
        values_on=values_day(SINCE, ON),
        parts=[(one.number, one.last) for one in parts],
        ages=AGES,
    )


# --- stories --------------------------------------------------------------------------------------


@pytest.fixture
def orphans(huilongguan, gulou, shen_li, fang_zhi, miyun):
    """Seven orphans in Changping, two in Miyun."""
    yu_he = post("于禾", Role.DISTRICT_OFFICER, miyun)
    here = [a_family(f"童{name}", huilongguan, shen_li) for name in "甲乙丙丁戊己庚"]
    return here + [a_family(f"何{name}", gulou, yu_he) for name in "甲乙"]


def test_the_city_asks_what_three_thousand_would_cost(orphans, city, changping, miyun, zhao_ming):
    changes = changes_named(to_set={"living-allowance.rate": "3000"}, since=SINCE, on=ON)

    with acting(zhao_ming):
        report = simulate(changes=changes, since=SINCE, place=city, by=zhao_ming, on=ON)

    totals = report.totals
    assert (report.children, totals.gainers.figure, totals.losers.figure) == (9, 9, 0)
    assert totals.before.figure == Decimal("25650.00")
    assert totals.after.figure == Decimal("27000.00")
    assert totals.difference.figure == Decimal("1350.00")
    [told] = report.changes
    assert (told.before.zh, told.after.zh) == ("¥2,850.00", "¥3,000.00")
    # Two in Miyun are too few to be told, and Changping would give them away.
    assert [(row.label.zh, str(row.gainers), str(row.difference)) for row in report.parts] == [
        ("昌平区", "·", "·"),
        ("密云区", "<5", "·"),
    ]
    assert [(row.label.zh, row.gainers.figure) for row in report.classes] == [("孤儿", 9)]
    assert [(row.label.zh, row.gainers.figure) for row in report.ages] == [("6至11岁", 9)]


def test_a_district_asks_about_its_own_children_only(orphans, changping, city, shen_li):
    change = [NewFigure("orphan-rate", Decimal(3000))]

    with acting(shen_li):
        report = simulate(changes=change, since=SINCE, place=changping, by=shen_li, on=ON)
        with pytest.raises(simulation.NotThatPlace):
            simulate(changes=change, since=SINCE, place=city, by=shen_li, on=ON)

    assert report.totals.gainers.figure == 7
    assert [(row.label.zh, row.difference.figure) for row in report.parts] == [
        ("龙泽社区", Decimal("1050.00"))
    ]


def test_those_who_do_not_shape_the_law_cannot_try_it(orphans, changping, du_ruo):
    with acting(du_ruo), pytest.raises(NotYourDuty):
        simulate(changes=CHANGES[:1], since=SINCE, place=changping, by=du_ruo, on=ON)


def test_a_term_of_three_months_instead_of_six_takes_children_in(changping, huilongguan, shen_li):
    short = ABLE | {"measure": "prison", "measure_months": 4}
    for name in "甲乙丙丁戊":
        a_family(f"白{name}", huilongguan, shen_li, father=short, mother=DEAD)
    changes = changes_named(to_set={"measure-months": 3}, since=SINCE, on=ON)

    with acting(shen_li):
        report = simulate(changes=changes, since=SINCE, place=changping, by=shen_li, on=ON)

    assert report.totals.entering.figure == 5
    assert report.totals.before.figure == 0
    assert report.totals.after.figure == Decimal("14250.00")
    assert "事实无人抚养儿童" in [row.label.zh for row in report.classes]


def test_dropping_dibao_as_a_condition_of_the_share(changping, huilongguan, shen_li):
    disabled = ORPHAN | {
        "major_disease": False,
        "disability_kind": "limb",
        "disability_level": 2,
    }
    for name in "甲乙丙丁戊己":
        a_family(f"路{name}", huilongguan, shen_li, facts=disabled, father=ABLE, mother=ABLE)
    changes = changes_named(to_set={}, to_drop=[f"{DIBAO}.on-dibao"], since=SINCE, on=ON)

    with acting(shen_li):
        report = simulate(changes=changes, since=SINCE, place=changping, by=shen_li, on=ON)

    # Each has the nursing subsidy already, so nobody enters.
    assert (report.totals.gainers.figure, report.totals.entering.figure) == (6, 0)
    assert report.totals.difference.figure == Decimal("6840.00")
    assert report.changes[0].after.zh == "不再要求"


def test_raising_the_age_of_rehabilitation_names_what_it_changes(changping, shen_li):
    figures = {
        "rehabilitation-aid": [
            one.code
            for one in simulation.figures_counting(
                law().benefit("rehabilitation-aid").rules, on=date(2027, 1, 1), known_on=ON
            )
        ]
    }
    [age] = [code for code in figures["rehabilitation-aid"] if "age" in code]

    [change] = changes_named(to_set={f"rehabilitation-aid.{age}": 18}, since=SINCE, on=ON)

    with acting(shen_li):
        report = simulate(changes=[change], since=SINCE, place=changping, by=shen_li, on=ON)
    assert report.changes[0].after.zh == "18"
    assert report.changes[0].benefits[0].code == "rehabilitation-aid"


def test_a_wrong_name_is_refused_with_what_comes_near():
    with pytest.raises(NoSuchRule, match="orphan-rate"):
        changes_named(to_set={"orphans-rate": 3000}, since=SINCE, on=ON)
    with pytest.raises(NoSuchRule, match="on-dibao"):
        changes_named(to_set={}, to_drop=[f"{DIBAO}.dibao"], since=SINCE, on=ON)
    with pytest.raises(NotAChange):
        changes_named(to_set={}, since=SINCE, on=ON)


def test_nothing_can_be_written_while_a_law_is_tried(orphans, city, zhao_ming):
    before = [model.objects.count() for model in (Child, Entitlement, Round, Line)]
    with acting(zhao_ming):
        with pytest.raises(InternalError, match="read-only"), reading_only():
            Child.objects.update(ethnic_group="1")
        simulate(changes=CHANGES[:1], since=SINCE, place=city, by=zhao_ming, on=ON)
        # Afterwards the officer may write again.
        Child.objects.filter(name="童甲").update(ethnic_group="2")
    with acting(zhao_ming):
        assert Child.objects.filter(ethnic_group="2").count() == 1
    assert [model.objects.count() for model in (Child, Entitlement, Round, Line)] == before


# --- everybody, one by one ------------------------------------------------------------------------


def drawn_children(random, homes, officer, count):
    """Children whose facts are those of a worked example, some forgotten and some drawn anew."""
    examples = [one for benefit in law().benefits for one in benefit.examples]
    fields = {fact.name: fact for fact in law().vocabulary}
    children, records = [], []
    for number in range(count):
        told = dict(random.choice(examples).facts)
        for name in random.sample(sorted(told), k=min(len(told), random.choice([0, 0, 1, 2]))):
            del told[name]
        for name in random.sample(sorted(fields), k=random.choice([0, 1, 3])):
            told[name] = draw_value(fields[name], random, ON)
        birth = told.pop("birth_date", None)
        home = random.choice(homes)
        one = Child(
            child_no=f"S{number:06}",
            name="某",
            pinyin="mou",
            initials="m",
            sex="1",
            birth_date=birth,
            birth_precision="day" if birth else "unknown",
            residence=home,
            hukou=home,
            registered_on=date(2025, 1, 6),
        )
        children.append(one)
        told["birth_date"] = birth
        records += [
            FactRecord(
                child=one,
                name=name,
                value=as_text(value),
                days=DateRange(date(2025, 1, 1), None),
                recorded_on=date(2025, 1, 6),
                recorded_by_id=officer.account_id,
            )
            for name, value in told.items()
            if value is not None
        ]
    Child.objects.bulk_create(children)
    FactRecord.objects.bulk_create(records)
    return children


def one_by_one(pack, children, values_on):
    """What each child is paid a month, by the judge of one; None where it is still open."""
    known = fact_rows_of([child.pk for child in children], ON, ON)
    codes = {item.code for item in paid_here(pack)}
    found = {}
    for child in children:
        facts = {row.fact.name: row.value for row in known[child.pk]}
        verdicts = [
            verdict
            for verdict in pack.judge_all(facts, ON, values_on=values_on, known_on=ON)
            if verdict.benefit.code in codes
        ]
        proposals = pack.settle(verdicts).values()
        paid = sum(
            (
                (
                    one.amount
                    * {"month": 12, "year": 1, "once": 1}[one.verdict.benefit.period]
                    / 12
                ).quantize(Decimal("0.01"), ROUND_HALF_UP)
                for one in proposals
                if one.verdict is not None
            ),
            Decimal(0),
        )
        still_open = any(verdict.outcome is Outcome.NOT_YET for verdict in verdicts)
        classes = pack.categories_of(facts, ON, values_on=values_on, known_on=ON)
        mask = sum(1 << place for place, one in enumerate(classes) if one.outcome is True)
        found[child.pk] = (paid, still_open and not paid, mask, facts.get("birth_date"))
    return found


@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.generate],  # a register of 300 children is not made smaller in useful time
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.randoms(use_true_random=True), st.sampled_from(CHANGES))
def test_the_counts_are_those_of_judging_one_by_one(  # noqa: PLR0917 - fixtures come by name
    city, changping, miyun, huilongguan, gulou, zhao_ming, tmp_path_factory, random, change
):
    with acting(zhao_ming), transaction.atomic():
        children = drawn_children(random, [huilongguan, gulou], zhao_ming, 300)
        asked = asked_of(city, [changping, miyun])
        before, after = law(), changed_law([change], since=SINCE, on=ON)
        now = one_by_one(before, children, asked.values_on)
        then = one_by_one(after, children, asked.values_on)

        nothing = sums_of(compare(before, before, asked))
        counted = compare(before, after, asked)
        file = snapshot_of(asked, tmp_path_factory.mktemp("snapshot") / "register.parquet")
        from_file = compare_snapshot(before, after, asked, file)
        transaction.set_rollback(True)

    assert (nothing.gainers, nothing.losers) == (0, 0)
    assert nothing.before == nothing.after == sum(paid for paid, *_ in now.values())
    assert from_file == counted
    expected = Counter()
    for child in children:
        (paid, waits, mask, birth), (paid_then, waits_then, mask_then, _) = (
            now[child.pk],
            then[child.pk],
        )
        home = changping.number if child.hukou_id == huilongguan.number else miyun.number
        age = None if birth is None else age_on(birth, ON)
        band = None if age is None else sum(age >= one for one in AGES)
        row = (home, band, mask | mask_then)
        expected[row, "children"] += 1
        expected[row, "gainers"] += paid_then > paid
        expected[row, "losers"] += paid_then < paid
        expected[row, "entering"] += paid_then > 0 == paid
        expected[row, "leaving"] += paid > 0 == paid_then
        expected[row, "waiting"] += waits or waits_then
        expected[row, "before"] += paid
        expected[row, "after"] += paid_then
    names = ("children", "gainers", "losers", "entering", "leaving", "waiting", "before", "after")
    assert {
        ((one.part, one.band, one.classes), name): getattr(one, name)
        for one in counted
        for name in names
    } == dict(expected)


def snapshot_of(asked, file):
    """The register as a file with a row a child."""
    with connection.cursor() as cursor:
        cursor.execute(facts_relation_sql(EVERYBODY, known_on=ON))
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    homes = dict(Child.objects.values_list("pk", "hukou_id"))
    fields = {fact.name: fact for fact in law().vocabulary}
    types = {
        "yes/no": "boolean",
        "code": "varchar",
        "number": "integer",
        "date": "date",
        "money": "decimal(12,2)",
    }
    columns = ["subject varchar", "place bigint"]
    columns += [f'"{name}" {types[fact.kind.value]}' for name, fact in fields.items()]
    with duckdb.connect() as database:
        database.execute(f"create table register ({', '.join(columns)})")
        database.executemany(
            f"insert into register values ({', '.join('?' * len(columns))})",  # noqa: S608 - signs
            [
                [str(row["subject"]), homes[row["subject"]], *(row[name] for name in fields)]
                for row in rows
            ],
        )
        database.execute(f"copy register to '{file}' (format parquet)")
    return file


def test_a_file_that_is_no_snapshot_is_refused(city, zhao_ming, tmp_path):
    file = tmp_path / "register.parquet"
    with duckdb.connect() as database:
        database.execute(f"copy (select 1 as subject, 2 as place) to '{file}' (format parquet)")

    with acting(zhao_ming), pytest.raises(UnreadableSnapshot):
        simulate(changes=CHANGES[:1], since=SINCE, place=city, snapshot=file, by=zhao_ming, on=ON)
