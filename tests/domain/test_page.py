"""Windows of rows: what is in them, wider and narrower ones."""

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


def test_a_window_holds_its_first_row_and_not_its_stop() -> None:
    assert rows(Window(3, 6)) == {3, 4, 5}


@pytest.mark.parametrize(("start", "stop"), [(0, 0), (4, 4), (5, 4)])
def test_a_window_without_rows_is_false(start: int, stop: int) -> None:
    assert not Window(start, stop)
    assert rows(Window(start, stop)) == set()


def test_a_window_with_a_row_is_true() -> None:
    assert Window(4, 5)


def test_a_margin_ends_at_row_0() -> None:
    assert Window(30, 40).widened(20) == Window(10, 60)
    assert Window(5, 40).widened(20) == Window(0, 60)
    assert Window(5, 40).widened(0) == Window(5, 40)


@STEADY
@given(WINDOWS, WINDOWS)
def test_a_cut_window_holds_the_rows_of_both(window: Window, other: Window) -> None:
    assert rows(window.cut(other.start, other.stop)) == rows(window) & rows(other)
    assert bool(window) == bool(rows(window))


@STEADY
@given(WINDOWS, WINDOWS)
def test_joined_windows_hold_the_rows_of_both(window: Window, other: Window) -> None:
    joined = window.joined(other)
    assert rows(joined) >= rows(window) | rows(other)
    ends = {end for each in (window, other) if each for end in (each.start, each.stop)}
    assert not ends or {joined.start, joined.stop} == {min(ends), max(ends)}


def test_a_page_is_whole_and_certain_unless_it_says_otherwise() -> None:
    page: Page[Sequence] = Page(1, (), is_last=True)
    assert (page.dropped, page.is_certain) == (0, True)
