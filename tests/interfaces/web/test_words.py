"""How a page writes its sentences, sums, days and numbers."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from hutong.foundation.kernel.months import Month
from hutong.foundation.kernel.text import Text
from hutong.interfaces.web.templatetags import hutong as tags


def rendered(source, **context):
    return Template("{% load hutong %}" + source).render(Context(context))


@pytest.fixture(params=["zh-hans", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def test_a_sentence_is_said_in_the_language_of_the_page(language):
    said = rendered('{% say "今天 {n} 件事" "{n} things today" n=4 %}')

    assert said == ("4 things today" if language == "en" else "今天 4 件事")


def test_what_fills_a_blank_is_escaped_and_so_is_a_sentence_that_is_no_literal():
    with translation.override("zh-hans"):
        assert rendered('{% say "查找 {q}" "find {q}" q=q %}', q="<b>") == "查找 &lt;b&gt;"
        assert rendered("{% say zh en %}", zh="<b>", en="") == "&lt;b&gt;"


def test_a_text_is_worded_and_anything_else_left_as_it_is(language):
    assert rendered("{{ a|say_text }} {{ b|say_text }}", a=Text("孤儿", "orphan"), b="110") == (
        "orphan 110" if language == "en" else "孤儿 110"
    )


def test_sums_have_two_decimals_and_a_true_minus():
    assert tags.money(Decimal(2850)) == "¥2,850.00"
    assert tags.change(Decimal("1812.5")) == "+¥1,812.50"
    assert tags.change(Decimal(-2850)) == "−¥2,850.00"
    assert tags.change(Decimal(0)) == "¥0.00"
    assert tags.bare(Decimal(-2850)) == "−2,850.00"
    assert tags.money(None) == "—"


def test_days_are_written_in_figures_in_tables_and_in_words_in_sentences(language):
    day = date(2026, 3, 5)

    assert tags.day(day) == "2026-03-05"
    assert tags.day_prose(day) == ("5 March 2026" if language == "en" else "2026年3月5日")
    assert tags.day_short(day) == ("5 March" if language == "en" else "3月5日")
    assert tags.weekday(day) == ("Thursday" if language == "en" else "星期四")
    assert tags.month_prose(Month(2026, 3)) == ("March 2026" if language == "en" else "2026年3月")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("110114201605210012", "110114********0012"),
        ("110114850521001", "110114*****1001"),
        ("13800002207", "138****2207"),
        ("80123456", "******56"),
        ("12", "**12"[:4]),
        ("", "—"),
        (None, "—"),
    ],
)
def test_the_middle_of_a_number_is_hidden(number, shown):
    assert tags.masked(number) == shown
