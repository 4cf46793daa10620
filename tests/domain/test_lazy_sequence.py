"""Values that are made when they are looked at stand in for a tuple of them."""

from __future__ import annotations

import pytest

from seq_tui.domain.lazy_sequence import LazySequence

SQUARES = LazySequence(5, lambda index: index * index)


def test_it_is_read_like_a_tuple() -> None:
    assert (len(SQUARES), SQUARES[2], SQUARES[-1]) == (5, 4, 16)
    assert tuple(SQUARES) == (0, 1, 4, 9, 16)
    assert SQUARES[1:3] == (1, 4)
    assert list(reversed(SQUARES)) == [16, 9, 4, 1, 0]
    assert 9 in SQUARES


@pytest.mark.parametrize("index", [5, -6])
def test_there_is_nothing_past_its_ends(index: int) -> None:
    with pytest.raises(IndexError):
        SQUARES[index]


def test_only_what_is_looked_at_is_made() -> None:
    made: list[int] = []
    derived = LazySequence(10_000, made.append)
    derived[7]
    assert made == [7]
