"""How many pages stay in memory, and which ones are evicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.page import Window
from seq_tui.store.paged_list import MAX_PAGES, PagedList
from tests.domain.records import STEADY
from tests.store.pages import ids, page, paged, pages_in_memory, read

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

PER_PAGE = 10
PAGES = paged(range(400), PER_PAGE)


def of_page(number: int) -> Window:
    """The rows of one page."""
    return Window((number - 1) * PER_PAGE, number * PER_PAGE)


def view(rows: PagedList[Sequence], window: Window) -> list[int]:
    """Bring a window into view, and read its pages."""
    rows.set_view(window)
    return read(rows, PAGES, window)


def page_numbers(rows: PagedList[Sequence]) -> list[int]:
    """The numbers of the pages in memory."""
    return [number for number in PAGES if rows.row(of_page(number).start) is not None]


def test_reading_a_long_list_keeps_a_bounded_number_of_pages() -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE)
    for number in range(1, 41):
        view(rows, of_page(number))
        assert pages_in_memory(rows) <= MAX_PAGES
    assert page_numbers(rows) == list(range(41 - MAX_PAGES, 41))
    assert rows.total == 400


def test_the_least_recently_viewed_page_is_evicted() -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=3)
    for number in (1, 2, 3):
        view(rows, of_page(number))
    view(rows, of_page(1))
    view(rows, of_page(4))
    assert page_numbers(rows) == [1, 3, 4]
    view(rows, of_page(3))
    view(rows, of_page(5))
    assert page_numbers(rows) == [3, 4, 5]


def test_an_evicted_page_can_be_read_again() -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=2)
    for number in (1, 2, 3):
        view(rows, of_page(number))
    assert rows.row(0) is None
    assert rows.find(0) is None
    assert rows.count == 30
    assert view(rows, of_page(1)) == [1]
    assert rows.find(0) == 0


def test_no_page_in_view_is_evicted_even_beyond_the_limit() -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=2)
    window = Window(5, 45)
    assert view(rows, window) == [1, 2, 3, 4, 5]
    assert ids(rows)[5:45] == list(range(5, 45))
    view(rows, of_page(5))
    view(rows, of_page(6))
    assert pages_in_memory(rows) == 2


@pytest.mark.parametrize("per_page", [1, 2])
def test_tiny_pages_in_view_do_not_evict_each_other(per_page: int) -> None:
    rows: PagedList[Sequence] = PagedList()
    window = Window(0, 60)
    rows.set_view(window)
    numbers = read(rows, paged(range(200), per_page), window)
    assert numbers == list(range(1, 60 // per_page + 1))


def test_a_stale_page_that_was_evicted_is_read_once() -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=2)
    for number in (1, 2):
        view(rows, of_page(number))
    rows.mark_stale()
    view(rows, of_page(2))
    view(rows, of_page(3))
    assert view(rows, of_page(1)) == [1]


def test_items_left_out_stay_counted_when_their_page_is_evicted() -> None:
    rows: PagedList[Sequence] = PagedList(2, max_pages=1)
    rows.put(page(1, [1], dropped=1, repeated=2))
    rows.set_view(Window(1, 3))
    rows.put(page(2, [3, 4], is_last=True))
    assert rows.row(0) is None
    assert (rows.dropped, rows.repeated) == ({1: 1}, {1: 2})
    assert rows.total == 3


@STEADY
@given(st.lists(st.tuples(st.integers(0, 420), st.integers(1, 25)), max_size=30))
def test_rows_in_view_are_in_memory_and_the_number_of_pages_is_bounded(
    windows: list[tuple[int, int]],
) -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=4)
    for start, length in windows:
        window = Window(start, start + length)
        view(rows, window)
        assert pages_in_memory(rows) <= 4
        for index in range(window.start, min(window.stop, rows.count)):
            row = rows.row(index)
            assert row is not None
            assert row.id == index
