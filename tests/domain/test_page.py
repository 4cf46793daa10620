"""Windows of rows: membership, margins, intersections and unions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.page import Page, Window
from tests.domain.records import STEADY

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

WINDOWS = st.builds(Window, st.integers(0, 50), st.integers(0, 50))


def rows(window: Window) -> set[int]:
    return {row for row in range(-60, 160) if row in window}


def test_a_window_contains_its_start_and_not_its_stop() -> None:
    assert rows(Window(3, 6)) == {3, 4, 5}


@pytest.mark.parametrize(("start", "stop"), [(0, 0), (4, 4), (5, 4)])
def test_a_window_without_rows_is_false(start: int, stop: int) -> None:
    assert not Window(start, stop)
    assert rows(Window(start, stop)) == set()


def test_a_window_with_a_row_is_true() -> None:
    assert Window(4, 5)


def test_a_margin_stops_at_row_0() -> None:
    assert Window(30, 40).widened(20) == Window(10, 60)
    assert Window(5, 40).widened(20) == Window(0, 60)
    assert Window(5, 40).widened(0) == Window(5, 40)


@STEADY
@given(WINDOWS, WINDOWS)
def test_a_clipped_window_has_the_rows_that_both_have(window: Window, other: Window) -> None:
    assert rows(window.clip(other.start, other.stop)) == rows(window) & rows(other)
    assert bool(window) == bool(rows(window))


@STEADY
@given(WINDOWS, WINDOWS)
def test_a_union_has_the_rows_of_both(window: Window, other: Window) -> None:
    union = window.union(other)
    assert rows(union) >= rows(window) | rows(other)
    ends = {end for each in (window, other) if each for end in (each.start, each.stop)}
    assert not ends or {union.start, union.stop} == {min(ends), max(ends)}


def test_a_page_is_complete_and_certain_by_default() -> None:
    page: Page[Sequence] = Page(1, (), is_last=True)
    assert (page.dropped, page.is_certain) == (0, True)
