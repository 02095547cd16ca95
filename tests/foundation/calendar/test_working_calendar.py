"""Officer Wang of the city's office keeps the calendar; 2026 comes with the programme."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hutong.foundation.calendar import actions as calendar
from hutong.foundation.calendar import queries
from hutong.foundation.calendar.holidays import HOLIDAYS, NamedDay, in_words
from hutong.foundation.calendar.models import AnnouncedYear, Day
from hutong.foundation.kernel.dates import working_days
from hutong.foundation.kernel.working_days import YearNotAnnounced

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 5)
NOTICE = "国办发明电〔示例〕"
SPRING = [NamedDay(date(2027, 2, 5) + timedelta(days=n), False, "春节") for n in range(8)]
SWAPPED = NamedDay(date(2027, 1, 31), True, "春节")


@dataclass
class Wang:
    name: str = "王建军"


WANG = Wang()


def announce(days, source=NOTICE, year=2027):
    return calendar.announce_year(year=year, days=days, source=source, by=WANG, on=ON)


def sentences(refusal):
    return [finding.sentence.zh for finding in refusal.value.findings]


@pytest.fixture
def loaded():
    return calendar.load_package_years(by=WANG, on=ON)


def test_the_years_that_come_with_the_programme_are_entered_once(loaded):
    assert loaded[0] == 2004
    assert {2025, 2026} <= set(loaded)
    assert calendar.load_package_years(by=WANG, on=ON) == []
    assert AnnouncedYear.objects.get(pk=2026).source.startswith("chinesecalendar ")


@pytest.mark.usefixtures("loaded")
def test_an_application_accepted_on_the_friday_before_spring_festival_is_due_on_27_february():
    accepted = date(2026, 2, 13)

    assert working_days(5).due(accepted, queries.working_calendar()) == date(2026, 2, 27)


@pytest.mark.usefixtures("loaded")
def test_the_calendar_is_read_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.working_calendar().is_working(date(2026, 2, 28))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),
        (date(2026, 5, 9), True),
        (date(2026, 9, 20), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),
        (date(2025, 1, 26), True),
        (date(2020, 1, 31), False),
    ],
)
@pytest.mark.usefixtures("loaded")
def test_the_package_holds_the_notices(day, working):
    assert queries.working_calendar().is_working(day) is working


@pytest.mark.usefixtures("loaded")
def test_2027_is_a_clear_error_until_it_is_announced():
    with pytest.raises(YearNotAnnounced) as refusal:
        queries.working_calendar().is_working(date(2027, 2, 8))
    assert refusal.value.year == 2027

    announce([*SPRING, SWAPPED])

    assert not queries.working_calendar().is_working(date(2027, 2, 8))
    assert queries.working_calendar().is_working(date(2027, 1, 31))
    assert queries.working_calendar().is_working(date(2027, 2, 22))


def test_a_notice_is_kept_with_its_number_and_who_entered_it():
    announced = announce(SPRING, source=f" {NOTICE} ")

    assert (announced.source, announced.entered_by, announced.entered_on) == (NOTICE, "王建军", ON)
    assert set(Day.objects.values_list("source", "entered_by", "entered_on")) == {
        (NOTICE, "王建军", ON)
    }


def test_a_year_is_announced_once():
    announce(SPRING)

    with pytest.raises(calendar.AnnouncementRefused) as refusal:
        announce([SWAPPED, *SPRING])

    assert sentences(refusal) == [f"2027 年的放假安排已经录入（{NOTICE}）；有变动时请逐日修改。"]
    assert Day.objects.count() == len(SPRING)


def test_a_notice_with_faults_is_refused_with_all_of_them_and_nothing_is_kept():
    days = [
        NamedDay(date(2027, 2, 8), True, "春节"),
        NamedDay(date(2028, 1, 1), False, "元旦"),
        NamedDay(date(2027, 5, 1), False, "劳动节"),
        NamedDay(date(2027, 5, 1), False, "劳动节"),
    ]

    with pytest.raises(calendar.AnnouncementRefused) as refusal:
        announce(days, source=" ")

    assert sentences(refusal) == [
        "2028-01-01 不在 2027 年。",
        "2027-05-01 写了 2 次。",
        "2027-02-08 不是周末，本来就上班，不用写作调休上班日。",
        "请写明依据的通知文号或修改原因。",
    ]
    assert not AnnouncedYear.objects.exists()
    assert not Day.objects.exists()


def test_a_year_without_a_rest_day_is_no_notice():
    with pytest.raises(calendar.AnnouncementRefused) as refusal:
        announce([])

    assert sentences(refusal) == ["放假安排至少要有一个放假日。"]


@pytest.mark.usefixtures("loaded")
def test_a_day_that_the_city_makes_free_is_amended_with_its_reason():
    smog = date(2026, 3, 4)

    calendar.amend_day(day=smog, working=False, name="", source="市政府停工通知", by=WANG, on=ON)

    assert not queries.working_calendar().is_working(smog)
    assert working_days(5).due(date(2026, 3, 3), queries.working_calendar()) == date(2026, 3, 11)
    kept = Day.objects.get(pk=smog)
    assert (kept.source, kept.entered_by, kept.year_id) == ("市政府停工通知", "王建军", 2026)


@pytest.mark.usefixtures("loaded")
def test_loading_the_package_again_leaves_an_amended_day_alone():
    day = date(2026, 2, 14)
    calendar.amend_day(day=day, working=False, name="春节", source="停工", by=WANG, on=ON)

    calendar.load_package_years(by=WANG, on=ON)

    assert Day.objects.get(pk=day).source == "停工"
    assert not queries.working_calendar().is_working(day)


@pytest.mark.usefixtures("loaded")
def test_no_day_is_amended_without_a_reason():
    with pytest.raises(calendar.AmendmentRefused) as refusal:
        calendar.amend_day(
            day=date(2026, 2, 14), working=False, name="春节", source="", by=WANG, on=ON
        )

    assert sentences(refusal) == ["请写明依据的通知文号或修改原因。"]
    assert Day.objects.get(pk=date(2026, 2, 14)).working


def test_no_day_is_amended_in_a_year_nobody_announced():
    with pytest.raises(YearNotAnnounced):
        calendar.amend_day(
            day=date(2027, 2, 14), working=True, name="", source="停工", by=WANG, on=ON
        )


@pytest.mark.usefixtures("loaded")
def test_the_database_refuses_a_day_outside_its_year():
    with (
        pytest.raises(IntegrityError, match="a_day_lies_in_its_announced_year"),
        transaction.atomic(),
    ):
        Day.objects.create(
            day=date(2027, 2, 8), year_id=2026, working=False, source="x", entered_on=ON
        )


@pytest.mark.usefixtures("loaded")
def test_every_holiday_of_the_package_has_its_chinese_name():
    named = set(Day.objects.values_list("name", flat=True))

    assert named == {holiday.zh for holiday in HOLIDAYS}


def test_pages_call_a_day_by_its_holiday_in_both_languages():
    assert in_words("春节", working=False) == ("春节", "Spring Festival")
    assert in_words("春节", working=True) == (
        "春节调休上班",
        "worked in exchange for Spring Festival",
    )
    assert in_words("停工", working=False) == ("停工", "停工")
    assert in_words("", working=True) == ("上班", "working day")
