from decimal import Decimal
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.foundation.kernel.money import NotAnAmount, Rounding, read_amount, show, yuan

SUMS = st.decimals(-1_000_000, 1_000_000, places=5)


def test_a_sum_is_kept_to_the_fen():
    assert str(yuan(2850)) == "2850.00"
    assert str(yuan("1274.005")) == "1274.01"
    assert str(yuan(Decimal("-0.001"))) == "0.00"


def test_a_float_is_never_money():
    with pytest.raises(TypeError, match="never a float"):
        yuan(0.1)


@pytest.mark.parametrize("nonsense", ["", "abc", "NaN", "Infinity"])
def test_what_is_no_number_is_no_sum(nonsense):
    with pytest.raises(ValueError, match="not a sum of money"):
        yuan(nonsense)


def test_sums_are_shown_as_pages_show_them():
    assert show(Decimal(2850)) == "¥2,850.00"
    assert show(Decimal("-1234567.5")) == "−¥1,234,567.50"
    assert show(Decimal("-0.001")) == "¥0.00"


def test_a_benefit_rounds_as_its_notice_says():
    sum_before = Decimal("1062.453")

    assert Rounding.HALF_UP_FEN.apply(sum_before) == Decimal("1062.45")
    assert Rounding.UP_FEN.apply(sum_before) == Decimal("1062.46")
    assert Rounding.HALF_UP_JIAO.apply(sum_before) == Decimal("1062.50")
    assert Rounding.DOWN_JIAO.apply(sum_before) == Decimal("1062.40")
    assert Rounding.HALF_UP_YUAN.apply(sum_before) == Decimal(1062)
    assert Rounding.UP_YUAN.apply(sum_before) == Decimal(1063)
    assert Rounding.UP_YUAN.label == ("见角进元", "up to the next yuan")


@given(SUMS)
def test_rounding_moves_a_sum_by_less_than_the_coin_and_the_right_way(amount):
    for rounding in Rounding:
        rounded = rounding.apply(amount)
        assert rounded.as_tuple().exponent == -2
        assert rounded % rounding.coin == 0
        assert abs(rounded - amount) < rounding.coin
        assert rounding.apply(rounded) == rounded
    assert Rounding.UP_YUAN.apply(amount) == ceil(amount)
    assert Rounding.DOWN_YUAN.apply(amount) == floor(amount)
    assert abs(Rounding.HALF_UP_FEN.apply(amount) - amount) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("2850", "2850.00"),
        ("¥2,850.00", "2850.00"),
        ("２８５０．５ 元", "2850.50"),
        ("0.285万元", "2850.00"),
        ("−￥120", "-120.00"),
        ("2850元整", "2850.00"),
        ("-0", "0.00"),
    ],
)
def test_a_sum_is_read_as_people_write_it(written, amount):
    assert str(read_amount(written)) == amount


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("两千", "“两千”不是金额；金额写作 2850 或 2850.00。"),
        ("", "“”不是金额；金额写作 2850 或 2850.00。"),
        ("28,50", "“28,50”不是金额；金额写作 2850 或 2850.00。"),
        ("--5", "“--5”不是金额；金额写作 2850 或 2850.00。"),
        ("1.005", "“1.005”比分还小；金额最多写两位小数。"),
        ("99999999999", "“99999999999”超出了可以登记的金额。"),
    ],
)
def test_what_is_no_sum_is_refused_with_a_sentence(written, sentence):
    with pytest.raises(NotAnAmount) as refusal:
        read_amount(written)

    assert refusal.value.findings[0].sentence.zh == sentence


@given(SUMS)
def test_what_is_shown_is_read_back(amount):
    assert read_amount(show(amount)) == yuan(amount)
