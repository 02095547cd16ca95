"""Today: what waits, in order of consequence and in words."""

from datetime import date

from hutong.foundation.kernel.text import Text
from hutong.foundation.kernel.working_days import WorkingCalendar
from hutong.interfaces.web import clocks, today
from hutong.interfaces.web.today import Standing, Waiting

THURSDAY = date(2026, 3, 5)
CALENDAR = WorkingCalendar({2026: {date(2026, 3, 9): False, date(2026, 3, 14): True}})


def waiting(who, **when):
    words = Text("复核", "review")
    return Waiting(who=who, href="/", what=words, act=words, act_href="/", **when)


def told(item):
    when = today.when(item, on=THURSDAY, calendar=CALENDAR)
    return when.standing, when.word.zh, when.detail.zh


def test_late_comes_first_then_soon_then_returned_then_new_then_the_rest():
    lines = today.in_order(
        [
            waiting("宋知远", came_on=THURSDAY),
            waiting("陶然", due=date(2026, 4, 1)),
            waiting("赵一诺", returned_on=date(2026, 3, 4)),
            waiting("林小满", due=date(2026, 3, 6)),
            waiting("何子墨", due=date(2026, 3, 3)),
            waiting("郑安然", due=date(2026, 3, 4)),
        ],
        on=THURSDAY,
        calendar=CALENDAR,
    )

    assert [line.item.who for line in lines] == [
        "何子墨",
        "郑安然",
        "林小满",
        "赵一诺",
        "宋知远",
        "陶然",
    ]


def test_a_day_is_said_as_one_would_say_it():
    assert told(waiting("郑安然", due=date(2026, 3, 4))) == (
        Standing.LATE,
        "迟 1 个工作日",
        "应于 3月4日",
    )
    assert told(waiting("林小满", due=date(2026, 3, 6))) == (Standing.SOON, "明天", "3月6日 周五")
    assert told(waiting("林小满", due=THURSDAY)) == (Standing.SOON, "今天到期", "3月5日 周四")
    assert told(waiting("赵一诺", returned_on=date(2026, 3, 4))) == (
        Standing.RETURNED,
        "退回补正",
        "3月4日 退回",
    )


def test_rest_days_and_swapped_days_are_counted_as_the_notice_says():
    # 9 March is a holiday here and 14 March, a Saturday, a working day.
    left, tone = clocks.left(date(2026, 3, 10), today=THURSDAY, calendar=CALENDAR)
    assert (left.zh, left.en, tone) == ("剩 2 个工作日", "2 working days left", "soon")
    left, tone = clocks.left(date(2026, 3, 14), today=THURSDAY, calendar=CALENDAR)
    assert (left.zh, tone) == ("剩 6 个工作日", "")


def test_what_fell_due_on_friday_is_late_on_saturday():
    left, tone = clocks.left(date(2026, 3, 6), today=date(2026, 3, 7), calendar=CALENDAR)

    assert (left.zh, tone) == ("迟 1 个工作日", "late")


def test_in_a_year_not_announced_days_are_counted_and_called_days():
    left, tone = clocks.left(date(2027, 1, 4), today=date(2026, 12, 30), calendar=CALENDAR)

    assert (left.zh, tone) == ("剩 5 天", "")


def test_the_pips_of_a_clock_show_used_today_off_and_open_days():
    drawn = clocks.pips(date(2026, 3, 3), date(2026, 3, 11), today=THURSDAY, calendar=CALENDAR)

    assert drawn == ["used", "today", "open", "off", "off", "off", "open", "open"]


def test_the_pips_of_a_clock_run_on_when_it_is_late():
    drawn = clocks.pips(date(2026, 3, 2), date(2026, 3, 3), today=THURSDAY, calendar=CALENDAR)

    assert drawn == ["used", "late", "late"]


def test_the_week_counts_what_falls_due_and_knows_its_rest_days():
    days = today.week(
        [waiting("林小满", due=date(2026, 3, 6)), waiting("郑安然", due=date(2026, 3, 6))],
        on=THURSDAY,
        calendar=CALENDAR,
    )

    assert [(day.letter.zh, day.note.zh, day.off) for day in days] == [
        ("一", "", False),
        ("二", "", False),
        ("三", "", False),
        ("四", "今天", False),
        ("五", "2 件", False),
        ("六", "休", True),
        ("日", "休", True),
    ]
