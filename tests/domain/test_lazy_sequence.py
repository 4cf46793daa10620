"""A sequence that computes its values on access behaves like a tuple."""

from __future__ import annotations

import pytest

from seq_tui.domain.lazy_sequence import LazySequence

SQUARES = LazySequence(5, lambda index: index * index)


def test_it_reads_like_a_tuple() -> None:
    assert (len(SQUARES), SQUARES[2], SQUARES[-1]) == (5, 4, 16)
    assert tuple(SQUARES) == (0, 1, 4, 9, 16)
    assert SQUARES[1:3] == (1, 4)
    assert list(reversed(SQUARES)) == [16, 9, 4, 1, 0]
    assert 9 in SQUARES


@pytest.mark.parametrize("index", [5, -6])
def test_an_index_out_of_range_is_an_error(index: int) -> None:
    with pytest.raises(IndexError):
        SQUARES[index]


def test_only_accessed_values_are_computed() -> None:
    computed: list[int] = []
    values = LazySequence(10_000, computed.append)
    values[7]
    assert computed == [7]
