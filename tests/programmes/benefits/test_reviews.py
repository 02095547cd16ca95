"""Cases that begin by themselves: December's review, and the months around eighteen."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hutong.casework import actions as casework
from hutong.casework.models import Case, Notice, Taken
from hutong.casework.queries import waiting_for
from hutong.foundation.access import acting
from hutong.foundation.access.roles import Role
from hutong.foundation.calendar import actions as calendar
from hutong.foundation.documents import actions as documents
from hutong.foundation.kernel.dates import CHINA_TIME
from hutong.foundation.kernel.months import Month
from hutong.law.beijing.papers import PROOF_OF_STUDY
from hutong.law.china.ages import MAJORITY
from hutong.programmes.benefits import actions as benefits
from hutong.programmes.benefits.models import Entitlement, Recheck
from hutong.programmes.benefits.schedules import BeforeAge, EveryYear
from hutong.registry.people.models import Child
from tests.foundation.documents import files
from tests.programmes.benefits.conftest import post
from tests.programmes.benefits.families import ABLE, a_family, granted, paid, run_month, tell

pytestmark = pytest.mark.django_db

ORPHANS, DE_FACTO = "living-allowance-orphan", "living-allowance-de-facto"
NURSING, NURSING_REVIEW = "disability-nursing-subsidy", "nursing-subsidy-review"
BIRTHDAY = date(2026, 9, 14)  # of 郝明, a Monday


@pytest.fixture(autouse=True)
def announced(shen_li):
    with acting(shen_li):
        calendar.load_package_years(by=shen_li, on=date(2026, 1, 5))


@pytest.fixture
def pay(changping, payers):
    return lambda month, on: run_month(month, on, changping, payers)


@pytest.fixture
def zhao_ming(city):
    return post("赵明", Role.CITY_OFFICER, city)


@pytest.fixture
def haoming(huilongguan, gao_lan, shen_li):
    """郝明, an orphan who turns eighteen on 14 September 2026."""
    child = a_family("郝明", huilongguan, gao_lan, birth=date(2008, 9, 14))
    granted(child, ORPHANS, shen_li, date(2025, 8, 20))
    return child


@pytest.fixture
def yutong(huilongguan, gao_lan, shen_li):
    child = a_family("童雨桐", huilongguan, gao_lan)
    granted(child, ORPHANS, shen_li, date(2025, 8, 20))
    return child


def run_clock(city, on):
    """What the clock does on a day: it opens what is due, and rings."""
    clock = casework.the_clock(city)
    with acting(clock):
        opened = benefits.open_what_is_due(by=clock, on=on)
        rung = casework.ring(
            until=datetime(on.year, on.month, on.day, 9, tzinfo=CHINA_TIME), by=clock
        )
    return opened, rung


def cases(by, procedure):
    with acting(by):
        found = Case.objects.filter(procedure=procedure).order_by("opened_on")
        return [(case.child.name, case.opened_on, case.closed_on) for case in found]


def take(case, step, by, on, **more):
    with acting(by):
        return casework.take_step(
            case=case, step=step, seen=case.taken.count(), by=by, on=on, **more
        )


def the_case(by):
    with acting(by):
        return Case.objects.select_related("child").get()


def the_proof(child, by, on):
    with acting(by):
        return documents.keep_paper(
            file=child.pk,
            kind=PROOF_OF_STUDY,
            content=files.scan(),
            file_name="在校证明.pdf",
            by=by,
            on=on,
        )


# December


def test_in_december_every_orphan_is_put_on_the_districts_list_once(
    yutong, huilongguan, gao_lan, shen_li, city
):
    able = a_family("林小满", huilongguan, gao_lan, mother=ABLE)
    granted(able, DE_FACTO, shen_li, date(2025, 8, 20))

    assert run_clock(city, date(2025, 11, 30))[0] == (0, 0)
    assert run_clock(city, date(2025, 12, 9))[0] == (1, 0)  # a clock that had stood still
    assert run_clock(city, date(2025, 12, 10))[0] == (0, 0)

    assert cases(shen_li, "december-review") == [("童雨桐", date(2025, 12, 1), None)]
    with acting(shen_li):
        (turn,) = waiting_for(shen_li, date(2025, 12, 10))
        first = Taken.objects.get()
    assert (turn.case.child.name, turn.due_on) == ("童雨桐", date(2025, 12, 31))
    assert (first.by, first.answers) == (None, {"benefit": ORPHANS})


def test_a_review_is_kept_and_the_next_december_opens_the_next(yutong, gao_lan, shen_li, city):
    run_clock(city, date(2025, 12, 1))
    taken = take(
        the_case(shen_li),
        "review",
        shen_li,
        date(2025, 12, 15),
        answers={"found": "随祖母生活，无变化"},
    )
    with acting(shen_li):
        look = Recheck.objects.get()
    assert (look.finding, str(look.pk)) == ("随祖母生活，无变化", taken.made["recheck"])
    assert run_clock(city, date(2025, 12, 31))[0] == (0, 0)
    assert run_clock(city, date(2026, 12, 1))[0] == (1, 0)
    assert [opened for _, opened, _ in cases(shen_li, "december-review")] == [
        date(2025, 12, 1),
        date(2026, 12, 1),
    ]


def test_a_review_that_finds_an_adoption_stops_with_its_month(yutong, gao_lan, shen_li, city):
    run_clock(city, date(2025, 12, 1))
    tell(yutong, "adopted", True, since=date(2025, 11, 20), by=gao_lan, on=date(2025, 12, 9))
    take(
        the_case(shen_li),
        "withdraw-certificate",
        shen_li,
        date(2025, 12, 15),
        answers={"found": "已由舅父收养", "happened_on": "2025-11-20"},
        reason="已被依法收养",
    )
    with acting(shen_li):
        assert str(Entitlement.objects.get().ended_month) == "2025-11"
    assert run_clock(city, date(2025, 12, 20))[0] == (0, 0)


# January and July


@pytest.fixture
def anran(huilongguan, gao_lan, shen_li):
    """安然, who uses a wheelchair and draws the higher nursing subsidy since November 2025."""
    child = a_family("安然", huilongguan, gao_lan, father=ABLE, mother=ABLE)
    for fact, value in (("disability_kind", "limb"), ("disability_level", 1)):
        tell(child, fact, value, by=gao_lan, on=date(2025, 10, 8))
    granted(child, NURSING, shen_li, date(2025, 10, 20))
    return child


def state(by):
    with acting(by):
        return Taken.objects.order_by("number").last().enters


def test_each_january_and_july_whoever_draws_a_subsidy_is_reviewed_by_the_twentieth(
    anran, yutong, gao_lan, shen_li, city
):
    assert run_clock(city, date(2025, 12, 31))[0] == (1, 0)  # 童雨桐's review of December
    assert run_clock(city, date(2026, 1, 5))[0] == (1, 0)
    with acting(gao_lan):
        (turn,) = waiting_for(gao_lan, date(2026, 1, 5))
    assert (turn.case.child.name, turn.due_on) == ("安然", date(2026, 1, 20))
    with acting(gao_lan):
        case = Case.objects.get(procedure=NURSING_REVIEW)
    take(case, "review", gao_lan, date(2026, 1, 16), answers={"found": "本人在，残疾人证有效"})

    assert [run_clock(city, date(2026, month, 3))[0][0] for month in (2, 6, 7, 8)] == [0, 0, 1, 0]
    assert cases(shen_li, NURSING_REVIEW) == [
        ("安然", date(2026, 1, 1), date(2026, 1, 16)),
        ("安然", date(2026, 7, 1), None),
    ]


def test_who_was_not_reviewed_is_paid_no_more_until_reviewed_and_then_for_every_month(
    anran, gao_lan, shen_li, city, pay
):
    run_clock(city, date(2026, 1, 1))
    pay("2026-01", date(2026, 1, 5))
    run_clock(city, date(2026, 1, 20))
    assert state(shen_li) == "to-review"
    run_clock(city, date(2026, 1, 21))
    assert state(shen_li) == "unreviewed"
    pay("2026-02", date(2026, 2, 2))
    assert paid(anran, shen_li)["2026-02"] == Decimal("300.00")  # the clock stops nobody's money

    case = the_case(shen_li)
    with pytest.raises(casework.NotYourStep):
        take(case, "stop-unreviewed", gao_lan, date(2026, 2, 4), reason="逾期未复核")
    take(case, "stop-unreviewed", shen_li, date(2026, 2, 4), reason="逾期未复核，家庭外出未归")
    pay("2026-03", date(2026, 3, 2))
    by_month = paid(anran, shen_li)
    assert (by_month["2026-01"], by_month["2026-02"]) == (Decimal("300.00"), 0)
    assert "2026-03" not in by_month

    take(
        case,
        "resume",
        shen_li,
        date(2026, 3, 12),
        reason="已返京，本人到场复核",
        answers={"found": "残疾人证有效，情形未变", "from_month": "2026-02"},
    )
    pay("2026-04", date(2026, 4, 2))
    assert {month: amount for month, amount in paid(anran, shen_li).items() if month > "2026"} == {
        month: Decimal("300.00") for month in ("2026-01", "2026-02", "2026-03", "2026-04")
    }
    assert cases(shen_li, NURSING_REVIEW) == [("安然", date(2026, 1, 1), date(2026, 3, 12))]


def test_a_look_recorded_elsewhere_is_a_review_and_nothing_is_stopped(
    anran, gao_lan, shen_li, city
):
    run_clock(city, date(2026, 7, 1))
    with acting(gao_lan):
        benefits.look_again(
            entitlement=Entitlement.objects.get(),
            finding="七月入户看过",
            by=gao_lan,
            on=date(2026, 7, 9),
        )
    run_clock(city, date(2026, 7, 21))
    case = the_case(shen_li)
    with pytest.raises(benefits.NotUnreviewed, match="2026-07-09 已经复核过"):
        take(case, "stop-unreviewed", shen_li, date(2026, 7, 22), reason="逾期未复核")
    take(case, "review-late", gao_lan, date(2026, 7, 23), answers={"found": "补录七月的复核"})
    with acting(shen_li):
        assert Entitlement.objects.get().ended_month is None


# Eighteen


def test_six_three_and_one_month_before_eighteen_the_street_is_warned(
    haoming, gao_lan, shen_li, city
):
    assert run_clock(city, date(2026, 3, 13))[0] == (0, 0)
    assert run_clock(city, date(2026, 3, 14))[0] == (1, 0)

    warned = {}
    day = date(2026, 3, 14)
    while day <= date(2026, 9, 16):
        run_clock(city, day)
        with acting(gao_lan):
            for notice in Notice.objects.filter(told_on=day, kind="due"):
                warned[notice.alarm.clock.step] = day
        day += timedelta(days=1)
    assert warned == {
        "ask-about-plans": date(2026, 6, 15),  # the 14th is a Sunday
        "tell-family": date(2026, 8, 14),
    }
    assert cases(shen_li, "ageing-out") == [("郝明", date(2026, 3, 14), None)]
    with acting(gao_lan):
        last = Taken.objects.order_by("number").last()
    assert (last.step, last.done_on) == ("birthday", date(2026, 9, 15))


def test_at_school_it_goes_on_until_the_school_ends(haoming, gao_lan, shen_li, city, pay):
    run_clock(city, date(2026, 3, 14))
    case = the_case(gao_lan)
    take(case, "ask-about-plans", gao_lan, date(2026, 5, 6), answers={"plan": "school"})
    answers = {"study": "undergraduate", "school_until": "2030-07-01"}
    with pytest.raises(casework.NotComplete, match="在校就读证明"):
        take(case, "go-on", gao_lan, date(2026, 9, 3), answers=answers)
    paper = the_proof(haoming, gao_lan, date(2026, 9, 3))
    take(case, "go-on", gao_lan, date(2026, 9, 3), answers=answers, papers=[paper])

    pay("2026-11", date(2026, 11, 2))
    assert paid(haoming, shen_li)["2026-11"] == Decimal("2850.00")
    assert cases(gao_lan, "ageing-out") == [("郝明", date(2026, 3, 14), date(2026, 9, 3))]
    assert run_clock(city, date(2026, 9, 20))[0] == (0, 0)


def test_a_school_that_the_rule_does_not_name_carries_nothing_on(haoming, gao_lan, city):
    run_clock(city, date(2026, 3, 14))
    case = the_case(gao_lan)
    paper = the_proof(haoming, gao_lan, date(2026, 9, 3))
    with pytest.raises(benefits.NotAtSchool, match="不在普通高中") as refusal:
        take(
            case,
            "go-on",
            gao_lan,
            date(2026, 9, 3),
            answers={"study": "postgraduate", "school_until": "2030-07-01"},
            papers=[paper],
        )
    assert str(refusal.value.findings[0].law) == "京民福发〔2016〕228号 五（一）"
    with pytest.raises(benefits.NotAtSchool, match="学业在 2026-09-14 以前结束"):
        take(
            case,
            "go-on",
            gao_lan,
            date(2026, 9, 3),
            answers={"study": "undergraduate", "school_until": "2026-09-10"},
            papers=[paper],
        )


def test_of_age_and_out_of_school_it_stops_from_the_month_after(
    haoming, gao_lan, shen_li, city, pay
):
    run_clock(city, date(2026, 3, 14))
    run_clock(city, date(2026, 9, 15))
    case = the_case(gao_lan)
    tell(haoming, "study", "none", since=date(2026, 7, 1), by=gao_lan, on=date(2026, 9, 16))
    with pytest.raises(benefits.NotCompetent, match="昌平区民政部门"):
        take(case, "stop", gao_lan, date(2026, 9, 16), reason="已就业")
    take(case, "stop", shen_li, date(2026, 9, 17), reason="已就业")

    pay("2026-11", date(2026, 11, 2))
    assert list(paid(haoming, shen_li))[-1] == "2026-09"


def test_who_is_over_age_and_not_settled_goes_up_the_line(
    haoming, gao_lan, shen_li, zhao_ming, city
):
    for day in (date(2026, 3, 14), date(2026, 9, 15), date(2026, 10, 16), date(2026, 11, 3)):
        run_clock(city, day)
    run_clock(city, date(2026, 11, 20))

    with acting(zhao_ming):
        steps = list(Taken.objects.order_by("number").values_list("step", "done_on"))
    assert steps == [
        ("begin", date(2026, 3, 14)),
        ("birthday", date(2026, 9, 15)),
        ("up-to-district", date(2026, 10, 16)),
        ("up-to-city", date(2026, 11, 3)),
        ("up-to-city-again", date(2026, 11, 20)),
    ]


def test_whoever_is_eighteen_for_long_is_left_alone(huilongguan, gao_lan, shen_li, city):
    child = a_family("郝明", huilongguan, gao_lan, birth=date(2005, 9, 14))
    granted(child, ORPHANS, shen_li, date(2025, 8, 20))
    assert run_clock(city, date(2026, 3, 14))[0] == (0, 0)


def test_a_child_registered_nowhere_on_file_is_left_and_counted(yutong, shen_li, city):
    with acting(shen_li):
        Child.objects.filter(pk=yutong.pk).update(hukou=None)
    assert run_clock(city, date(2025, 12, 1))[0] == (0, 1)


def test_nobody_but_the_clock_opens_what_opens_by_itself(yutong, shen_li):
    with acting(shen_li), pytest.raises(casework.NotYourStep, match="由系统自动办理"):
        casework.open_case(
            procedure="december-review",
            child=yutong,
            step="begin",
            answers={"benefit": ORPHANS},
            by=shen_li,
            on=date(2025, 12, 3),
        )


# Exactly once


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    days=st.lists(st.dates(date(2025, 11, 1), date(2027, 1, 31)), max_size=25).map(sorted),
)
def test_however_often_the_clock_runs_each_occasion_comes_once(
    days, haoming, yutong, shen_li, city
):
    with transaction.atomic():
        for day in days:
            run_clock(city, day)
        with acting(shen_li):
            found = sorted(Case.objects.values_list("procedure", "child__name", "opened_on"))
        years = {day.year for day in days if day.month == 12}
        expected = [
            ("december-review", name, date(year, 12, 1))
            for name in ("童雨桐", "郝明")
            for year in years
            if not (year == 2026 and 2025 in years)  # the first is still open
        ]
        if any(date(2026, 3, 14) <= day <= date(2026, 11, 14) for day in days):
            expected.append(("ageing-out", "郝明", date(2026, 3, 14)))
        assert found == sorted(expected)
        with acting(shen_li):
            told = list(Notice.objects.values_list("alarm", "office"))
        assert len(told) == len(set(told))
        transaction.set_rollback(True)


@given(birth=st.dates(date(2000, 1, 1), date(2012, 12, 31)))
def test_no_limit_counted_from_the_first_warning_ends_before_the_birthday(birth):
    schedule = BeforeAge(
        procedure="x",
        benefits=(),
        age=MAJORITY,
        months_before=6,
        months_after=2,
        law=MAJORITY.values[0].law,
    )
    months = Month(birth.year + 17, birth.month)
    seen = {
        due
        for month in Month.span(months, months + 18)
        for day in (month.first_day, month.day(15), month.last_day)
        if (due := schedule.due(birth, day))
    }
    ((_, day, birthday),) = seen
    assert birthday.year - birth.year == 18
    assert timedelta(days=180) <= birthday - day <= timedelta(days=185)
    for one in (day, birthday):
        first, last = schedule.births(one)
        assert first <= birth <= last


def test_a_yearly_schedule_is_due_in_its_month_alone():
    schedule = EveryYear(procedure="x", benefits=(), months=(12,), law=MAJORITY.values[0].law)
    assert schedule.due(None, date(2026, 11, 30)) is None
    assert schedule.due(None, date(2026, 12, 31)) == ("2026", date(2026, 12, 1), date(2026, 12, 1))


def test_a_schedule_of_two_months_names_each_occasion_apart():
    schedule = EveryYear(procedure="x", benefits=(), months=(1, 7), law=MAJORITY.values[0].law)
    assert [
        due.name for month in range(1, 13) if (due := schedule.due(None, date(2026, month, 28)))
    ] == ["2026-01", "2026-07"]
