"""The tables of the small city: they add up, they say what the files say, and who took them."""

import io
from collections import Counter
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from hutong.demo import players
from hutong.foundation.access import acting
from hutong.foundation.access.queries import officer_named
from hutong.foundation.exchange.models import Direction, Receipt
from hutong.foundation.exchange.official import BrokenCheck, Filled, Outcome, write_official
from hutong.foundation.history.models import Reading
from hutong.foundation.places.queries import by_number
from hutong.oversight.statistics.returns.actions import (
    NoPurpose,
    NotYourTable,
    hand_out_table,
    make_table,
)
from hutong.oversight.statistics.returns.catalogue import RETURNS, NoSuchTable, table_named
from hutong.oversight.statistics.returns.declared import Kind
from hutong.oversight.statistics.returns.funds import Fund, of_fund
from hutong.oversight.statistics.returns.periods import Span, period_on, read_period
from hutong.programmes.benefits.models import Line
from hutong.programmes.benefits.queries import law
from hutong.registry.people import actions as people
from hutong.registry.people.models import Child
from hutong.registry.people.queries import facts_on

pytest_plugins = ["tests.city"]

CITY, CHANGPING, MIYUN = 110100000000, 110114000000, 110118000000
LAST = {Span.MONTH: "2026-10", Span.QUARTER: "2026-Q4", Span.HALF_YEAR: "2026-H2"}


@pytest.fixture
def city_officer(city):
    officer = officer_named(username=players.CITY_OFFICER, on=city)
    with acting(officer):
        yield officer


@pytest.fixture
def shen_li(city):
    officer = officer_named(username="shenli", on=city)
    with acting(officer):
        yield officer


def period(wanted, on):
    if wanted.span is Span.DAY:
        return period_on(Span.DAY, on)
    return read_period(wanted.span, LAST[wanted.span], on=on)


def made(code, number, by, on):
    wanted = table_named(code)
    return make_table(
        wanted=wanted, place=by_number(number), period=period(wanted, on), by=by, on=on
    )


def cells(filled, column):
    """A column of numbers by its number."""
    place = filled.table.stubs + column - 1
    return [row[place] for row in filled.rows]


@pytest.mark.parametrize("number", [CITY, CHANGPING, MIYUN])
@pytest.mark.parametrize("code", list(RETURNS))
def test_every_table_of_the_city_adds_up_and_can_be_written(code, number, city, city_officer):
    found = made(code, number, city_officer, city)

    assert [one.unequal for one in found.filled.judged if one.unequal] == []
    assert openpyxl.load_workbook(io.BytesIO(write_official(found.filled))).active.max_row > 4


def test_the_checks_that_can_be_told_are_told(city, city_officer):
    told = {
        code: [
            one.spoken
            for one in made(code, CITY, city_officer, city).filled.judged
            if one.outcome is Outcome.HOLDS
        ]
        for code in ("R1-S", "R4", "P3", "P4", "P5")
    }

    assert told == {
        "R1-S": ["2列=3列+4列", "5列=6列+7列", "8列=9列+10列", "合计=各行之和"],
        "R4": ["5列=1列+2列+3列+4列=6列+7列", "合计=各行之和"],
        "P3": ["合计=各行之和"],
        "P4": ["5列=2列+4列", "合计=各行之和"],
        "P5": ["1列=2列+3列+4列+5列", "合计=各行之和"],
    }


@pytest.mark.parametrize("code", ["R1-S", "R4", "P4", "P5"])
def test_a_planted_wrong_number_is_not_written(code, city, city_officer):
    right = made(code, CITY, city_officer, city).filled
    rows = [[*row] for row in right.rows]
    rows[1][right.table.stubs + right.table.checks[0].sums[0][0] - 1] += 1
    wrong = Filled(
        right.table, right.place, right.period, right.made_on, rows, right.total, right.remarks
    )

    with pytest.raises(BrokenCheck) as refused:
        write_official(wrong)
    assert refused.value.findings[0].field == ("西城区" if code != "P5" else "北京市 西城区")


# --- what the tables say --------------------------------------------------------------------------


def standing(number, on):
    """The children of a place by the file itself, each judged by itself in Python."""
    place = by_number(number)
    found = []
    for child in Child.objects.filter(
        registered_on__lte=on, died_on__isnull=True, left_on__isnull=True
    ):
        home = child.hukou_id or child.residence_id
        if place.number <= home <= place.last:
            facts = facts_on(child, on, on)
            classes = {one.category.code for one in law().categories_of(facts, on) if one.outcome}
            found.append((child, facts, classes))
    return found


def test_the_summary_of_the_left_behind_counts_whom_the_rule_judges_so(city, city_officer):
    behind = [child for child, _, classes in standing(CITY, city) if "left-behind" in classes]

    found = made("R1-S", CITY, city_officer, city).filled

    assert found.total[1] == len(behind) > 0
    assert found.total[3] + found.total[6] + found.total[9] == sum(c.sex == "1" for c in behind)
    assert {row[1] for row in made("R1", CITY, city_officer, city).filled.rows} == {
        child.name for child in behind
    }


def test_the_ledger_of_orphans_names_whom_the_rule_judges_so(city, city_officer):
    orphans = {child.child_no for child, _, classes in standing(CITY, city) if "orphan" in classes}

    found = made("R8", CITY, city_officer, city).filled

    assert {row[1] for row in found.rows} == orphans
    assert made("R4", CITY, city_officer, city).filled.total[1] == len(orphans) > 0


def test_the_districts_together_are_the_city(city, city_officer):
    whole = made("R4", CITY, city_officer, city).filled

    assert (
        cells(whole, 5)[[row[0] for row in whole.rows].index("昌平区")]
        == made("R4", CHANGPING, city_officer, city).filled.total[5]
    )


def test_the_payment_tables_say_what_the_ledger_says(city, city_officer):
    lines = Line.objects.filter(
        live=True, paid_in="2026-10", round__approved_on__isnull=False, account="living-allowance"
    )
    orphans = of_fund(Fund.ORPHAN)
    by_kind = Counter()
    for line in lines:
        by_kind[line.benefit in orphans] += line.amount

    found = made("P4", CITY, city_officer, city).filled

    assert found.total[1:] == (
        lines.filter(benefit__in=orphans, amount__gt=0).values("child").distinct().count(),
        by_kind[True],
        lines.exclude(benefit__in=orphans).filter(amount__gt=0).values("child").distinct().count(),
        by_kind[False],
        lines.aggregate(Sum("amount"))["amount__sum"],
    )
    assert made("P3", CITY, city_officer, city).filled.total[1:3] == found.total[1:3]


def test_a_quarter_is_told_in_ten_thousands_without_a_cent_lost(city, city_officer):
    quarter = made("P5", CITY, city_officer, city).filled
    paid = Line.objects.filter(
        live=True,
        paid_in__range=("2026-10", "2026-12"),
        round__approved_on__isnull=False,
        benefit__in=of_fund(Fund.ORPHAN) | of_fund(Fund.DE_FACTO),
    ).aggregate(Sum("amount"))["amount__sum"]

    assert quarter.total[7] * 10_000 == paid > 0
    assert sum(cells(quarter, 6)) == quarter.total[7]


def test_half_a_year_counts_a_child_once_for_each_month(city, city_officer):
    rows = made("P6", CITY, city_officer, city).filled.rows
    lines = Line.objects.filter(
        live=True,
        paid_in__range=("2026-07", "2026-09"),
        round__approved_on__isnull=False,
        benefit__in=of_fund(Fund.DE_FACTO),
    )

    (de_facto,) = (row for row in rows if row[0] == "事实无人抚养儿童")
    assert de_facto[1:3] == [
        lines.filter(amount__gt=0).values("child", "paid_in").distinct().count(),
        lines.aggregate(Sum("amount"))["amount__sum"],
    ]


@pytest.mark.parametrize("code", list(RETURNS))
def test_a_table_of_the_city_takes_no_more_questions_than_one_of_a_district(
    code, city, city_officer
):
    asked = []
    for number in (CITY, CHANGPING):
        with CaptureQueriesContext(connection) as queries:
            made(code, number, city_officer, city)
        asked.append(len(queries))

    assert asked[0] <= asked[1] + 1
    assert asked[0] <= 20


# --- what is kept back ----------------------------------------------------------------------------


def test_no_register_tells_of_an_infection(city, city_officer):
    child = Child.objects.exclude(id_number=None).first()
    people.record_fact(
        subject=child,
        name="hiv_infected",
        value=True,
        since=city,
        paper="报告",
        by=city_officer,
        on=city,
    )

    for code in RETURNS:
        found = made(code, CITY, city_officer, city).filled
        told = " ".join(str(cell) for row in found.rows for cell in row)
        assert "艾滋" not in told.replace("父母养育受艾滋病病毒感染儿童", ""), code


def test_no_notice_and_no_count_names_a_child(city, city_officer):
    names = set(Child.objects.values_list("name", flat=True))

    for code, wanted in RETURNS.items():
        if wanted.kind is not Kind.REGISTER:
            found = made(code, CITY, city_officer, city)
            assert not names & {cell for row in found.filled.rows for cell in row}, code
            assert found.children == (), code


def test_no_line_of_a_public_notice_stands_for_fewer_than_three(city, city_officer):
    for number in (CITY, CHANGPING):
        counts = [row[1] for row in made("P3", number, city_officer, city).filled.rows]
        assert min(counts) >= 3


# --- who takes them -------------------------------------------------------------------------------


def test_a_register_leaves_with_a_receipt_and_a_reading_of_every_child(city, shen_li):
    wanted = table_named("R8")

    handed = hand_out_table(
        wanted=wanted,
        place=by_number(CHANGPING),
        period=period(wanted, city),
        purpose="报市局核对孤儿台账",
        by=shen_li,
        on=city,
    )

    receipt = Receipt.objects.get(kind="table-r8")
    assert (receipt.direction, receipt.rows, receipt.note) == (
        Direction.OUT,
        len(handed.made.filled.rows),
        "报市局核对孤儿台账",
    )
    assert handed.file_name == "R8-孤儿台账-昌平区-2026-11-23.xlsx"
    readings = Reading.objects.filter(what="table R8", actor=shen_li.account_id)
    assert set(readings.values_list("file", flat=True)) == set(handed.made.children)
    assert len(handed.made.children) == len(handed.made.filled.rows) > 0
    assert {one.purpose for one in readings} == {"报市局核对孤儿台账"}


def test_a_register_without_a_purpose_does_not_leave(city, shen_li):
    wanted = table_named("R3")

    with pytest.raises(NoPurpose):
        hand_out_table(
            wanted=wanted,
            place=by_number(CHANGPING),
            period=period(wanted, city),
            purpose=" ",
            by=shen_li,
            on=city,
        )
    assert not Receipt.objects.filter(kind="table-r3").exists()


def test_a_count_needs_no_purpose_and_opens_no_file(city, shen_li):
    wanted = table_named("R4")

    hand_out_table(
        wanted=wanted,
        place=by_number(CHANGPING),
        period=period(wanted, city),
        purpose="",
        by=shen_li,
        on=city,
    )

    assert Receipt.objects.filter(kind="table-r4").exists()
    assert not Reading.objects.filter(what="table R4").exists()


def test_another_districts_table_is_not_ones_to_make(city, shen_li):
    for number in (MIYUN, CITY):
        with pytest.raises(NotYourTable):
            made("R4", number, shen_li, city)


def test_a_payment_clerk_makes_counts_and_no_register(city):
    clerk = officer_named(username=players.CLERK, on=city)
    with acting(clerk):
        assert made("P4", CHANGPING, clerk, city).filled.total[5] > Decimal(0)
        with pytest.raises(NotYourTable, match="儿童督导员"):
            made("R8", CHANGPING, clerk, city)


def test_there_is_no_table_of_an_unknown_code(city):
    assert table_named("p3") is RETURNS["P3"]
    with pytest.raises(NoSuchTable):
        table_named("Z9")
