"""A public notice never lets a neighbour put a name to a line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hutong.oversight.statistics.returns.small_cells import (
    FEWEST,
    TOGETHER,
    Counted,
    TooFewToPublish,
    merged,
)

RATE = Decimal(2850)


def line(area, children):
    return Counted(area, children, children * RATE)


def test_streets_with_one_or_two_orphans_stand_together():
    shown = merged(
        [line("城北街道", 2), line("沙河地区", 5), line("南口地区", 1), line("兴寿镇", 0)]
    )

    assert shown == [line("沙河地区", 5), line(TOGETHER, 3)]


def test_a_lone_small_street_takes_the_next_smallest_with_it():
    """Or the total less the streets that are shown would say how many it has."""
    shown = merged([line("城北街道", 1), line("沙河地区", 5), line("南口地区", 3)])

    assert shown == [line("沙河地区", 5), line(TOGETHER, 4)]


def test_a_place_with_two_orphans_puts_up_no_notice():
    with pytest.raises(TooFewToPublish):
        merged([line("城北街道", 1), line("沙河地区", 1)])


def test_where_nobody_was_paid_there_is_nothing_to_hide():
    assert merged([line("城北街道", 0)]) == []


@given(st.lists(st.integers(0, 12), max_size=25))
def test_every_line_stands_for_three_and_nobody_is_lost(counts):
    lines = [line(f"第{number}街道", children) for number, children in enumerate(counts)]
    if 0 < sum(counts) < FEWEST:
        with pytest.raises(TooFewToPublish):
            merged(lines)
        return

    shown = merged(lines)

    assert all(one.children >= FEWEST for one in shown)
    assert sum(one.children for one in shown) == sum(counts)
    assert sum(one.amount for one in shown) == sum(counts) * RATE
