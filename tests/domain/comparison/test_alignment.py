"""The alignment with the most points, compared with the table of the textbook."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.comparison.alignment import best_pairs
from tests.domain.records import STEADY

MOST = 5

Points = list[list[int]]


@st.composite
def points(draw: st.DrawFn) -> tuple[Points, int]:
    """The points of some rows with some columns, many of which have none."""
    columns = draw(st.integers(0, 9))
    point = st.sampled_from([0, 0, *range(MOST + 1)])
    row = st.lists(point, min_size=columns, max_size=columns)
    return draw(st.lists(row, max_size=9)), columns


def levels(row: list[int]) -> list[int]:
    return [sum(1 << j for j, each in enumerate(row) if each >= k) for k in range(MOST + 2)]


def most_points(rows: Points, columns: int) -> int:
    above = [0] * (columns + 1)
    for row in rows:
        cells = [0]
        for column, each in enumerate(row):
            cells.append(max(above[column + 1], cells[-1], above[column] + each))
        above = cells
    return above[-1]


@STEADY
@given(points())
def test_the_pairs_have_the_most_points_and_do_not_cross(case: tuple[Points, int]) -> None:
    rows, columns = case
    pairs = best_pairs(map(levels, rows), columns)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert sum(rows[row][column] for row, column in pairs) == most_points(rows, columns)
    assert all(rows[row][column] for row, column in pairs)


def test_of_several_best_alignments_the_last_rows_and_columns_stay_alone() -> None:
    assert best_pairs([levels([1]), levels([1])], 1) == [(0, 0)]
    assert best_pairs([levels([1, 1])], 2) == [(0, 0)]
