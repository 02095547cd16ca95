"""What people write into cells, and what nobody may guess."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.foundation.exchange.cells import Cell, Kind
from hutong.foundation.exchange.values import (
    Unreadable,
    is_blank,
    read_day,
    read_money,
    read_whole,
    read_yes_no,
    split_many,
    ticked,
)
from hutong.foundation.kernel.dates import Precision


def cell(content, kind=None):
    kinds = {str: Kind.TEXT, date: Kind.DAY}
    return Cell(4, 3, kind or kinds.get(type(content), Kind.NUMBER), content)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2015.6", "2015-06"),
        ("2015年6月", "2015-06"),
        ("2015-06", "2015-06"),
        ("201506", "2015-06"),
        (2015.6, "2015-06"),
        (2015.11, "2015-11"),
        (201506.0, "2015-06"),
        ("2015年", "2015"),
        ("20150601", "2015-06-01"),
        (20150601.0, "2015-06-01"),
        ("2015-06-01", "2015-06-01"),
        ("2015/6/1", "2015-06-01"),
        ("2015.6.1", "2015-06-01"),
        ("2015年6月1日", "2015-06-01"),
        ("２０１５ 年 ６ 月 １ 日", "2015-06-01"),
        ("2015-06-01 00:00:00", "2015-06-01"),
        ("二〇一五年六月二十一日", "2015-06-21"),
        (42156.0, "2015-06-01"),
        ("42156", "2015-06-01"),
        (date(2015, 6, 1), "2015-06-01"),
    ],
)
def test_a_day_is_known_as_exactly_as_it_was_written(written, read):
    assert str(read_day(cell(written))) == read


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("15.6.1", "两位"),
        ("98年3月", "两位"),
        ("6/1/2015", "分不清"),
        ("2015-02-30", "日历"),
        ("2015-13-01", "日历"),
        ("201500", "日历"),
        ("明年", "不是日期"),
        (2015.1, "10 月"),
        (42156.5, "不是日期"),
    ],
)
def test_a_day_that_could_be_two_is_none(written, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read_day(cell(written))


def test_a_text_file_may_have_lost_the_zero_of_october():
    assert str(read_day(cell("2015.1"))) == "2015-01"
    with pytest.raises(Unreadable):
        read_day(cell("2015.1", Kind.UNTYPED))


def test_a_column_for_months_never_invents_a_day():
    first = cell(date(2015, 6, 1))

    assert read_day(first, month_only=True).precision is Precision.MONTH
    assert str(read_day(cell(date(2015, 6, 9)), month_only=True)) == "2015-06-09"
    assert str(read_day(cell(date(2015, 6, 1), Kind.MONTH))) == "2015-06"


@given(st.dates(date(1930, 1, 1), date(2090, 12, 31)))
def test_every_day_survives_every_way_of_writing_it(day):
    serial = float((day - date(1899, 12, 30)) / timedelta(days=1))
    ways = [
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        serial,
        day,
    ]

    assert {read_day(cell(way)).value for way in ways} == {day}


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_sentence(text):
    try:
        read_day(cell(text))
    except Unreadable as refusal:
        assert len(refusal.findings) == 1  # noqa: PT017 - either is right


def test_ticks_and_words_for_yes_and_no():
    assert [read_yes_no(cell(text)) for text in ("√", "是", "1", "有", "☑", "Ｙ")] == [True] * 6
    assert [read_yes_no(cell(text)) for text in ("×", "否", "0", "没有", "□")] == [False] * 5
    with pytest.raises(Unreadable, match="既不是"):
        read_yes_no(cell("也许"))


def test_what_says_nothing_is_blank():
    assert all(is_blank(cell(text)) for text in ("", "—", "——", "无", "/", "－", "不详", "  "))
    assert is_blank(None)
    assert not is_blank(cell("无锡市"))


def test_several_values_in_one_cell():
    assert split_many("低保、 临时救助，医疗；其他/住房") == [
        "低保",
        "临时救助",
        "医疗",
        "其他",
        "住房",
    ]
    assert split_many("A,C") == ["A", "C"]
    assert split_many(" ") == []


def test_printed_lists_with_their_ticks_before_or_behind():
    options = ("健康", "残疾", "患病")

    assert ticked("☑健康 □残疾 □患病", options) == ["健康"]
    assert ticked("健康□ 残疾☑ 患病☑", options) == ["残疾", "患病"]
    assert ticked("健康（√） 残疾（ ） 患病（ ）", options) == ["健康"]
    assert ticked("健康", options) is None


def test_sums_in_yuan_and_in_ten_thousands():
    assert read_money(cell("2,850.00元")) == Decimal("2850.00")
    assert read_money(cell(0.285), "标准（万元）") == Decimal("2850.00")
    assert read_money(cell("2850元"), "标准（万元）") == Decimal("2850.00")
    assert read_money(cell(2850.0)) == Decimal("2850.00")
    with pytest.raises(Unreadable):
        read_money(cell("约两千"))


def test_whole_numbers_and_cells_that_failed():
    assert read_whole(cell(3.0), range(1, 5)) == 3
    with pytest.raises(Unreadable):
        read_whole(cell("五"), range(1, 5))
    with pytest.raises(Unreadable, match="公式"):
        read_day(cell("#N/A", Kind.ERROR))
