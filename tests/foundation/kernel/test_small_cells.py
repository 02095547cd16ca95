"""What is kept back cannot be worked out from what is told."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from hutong.foundation.kernel.small_cells import Cell, count_cell, hiding, total_cell

FEW = 3
MOST = 9


def told(column, smallest=5):
    hidden = hiding([column], smallest)
    return [
        str(count_cell(one, smallest, row=row, hidden=hidden)) for row, one in enumerate(column)
    ]


def test_a_small_count_takes_the_smallest_row_with_it_that_hides_it():
    assert told([3, 40, 12, 0, 7]) == ["<5", "40", "12", "0", "·"]
    assert told([1, 40, 12, 0, 5]) == ["<5", "40", "·", "0", "5"]


def test_two_small_counts_that_their_sum_would_give_away_are_not_alone():
    assert told([4, 4, 30, 60]) == ["<5", "<5", "·", "60"]


def test_without_another_row_to_hide_behind_the_whole_column_is_kept_back():
    assert told([4, 4]) == ["·", "·"]


def test_where_the_sum_is_too_small_to_be_told_the_other_rows_may_be():
    assert told([0, 3, 0]) == ["0", "<5", "0"]
    assert total_cell(3, 5) == Cell(None, "<5")


def test_nothing_is_kept_back_where_nothing_is_small():
    assert told([5, 0, 12]) == ["5", "0", "12"]


def test_linked_columns_keep_back_the_same_rows():
    hidden = hiding([[3, 40, 12], [0, 10, 20]], 5)

    assert hidden.rows == {0, 2}


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, MOST), min_size=1, max_size=4))
def test_every_small_count_could_have_been_another(column):
    """Every way to fill what is kept back that agrees with all that is told is tried."""
    cells = told(column, FEW)
    ways = [_ways(cell, sum(column)) for cell in cells]
    total = str(total_cell(sum(column), FEW))
    fitting = [
        filled
        for filled in product(*ways)
        if (1 <= sum(filled) < FEW if total == f"<{FEW}" else sum(filled) == sum(column))
    ]

    assert tuple(column) in fitting
    for row, count in enumerate(column):
        if 0 < count < FEW:
            possible = {filled[row] for filled in fitting}
            assert set(range(1, FEW)) <= possible


def _ways(cell, most):
    if cell == f"<{FEW}":
        return range(1, FEW)
    return range(most + 1) if cell == "·" else [int(cell)]
