"""How many pages are held, and which ones make room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seq_tui.domain.page import Window
from seq_tui.store.paged_list import MAX_PAGES, PagedList
from tests.domain.records import STEADY
from tests.store.pages import ids, page, paged, read

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

PER_PAGE = 10
PAGES = paged(range(400), PER_PAGE)


def of_page(number: int) -> Window:
    """The rows of one page."""
    return Window((number - 1) * PER_PAGE, number * PER_PAGE)


def look_at(rows: PagedList[Sequence], window: Window) -> list[int]:
    """Bring a window into view, and read what it needs."""
    rows.see(window)
    return read(rows, PAGES, window)


def held(rows: PagedList[Sequence]) -> list[int]:
    """The numbers of the pages in memory."""
    return [number for number in PAGES if rows.row(of_page(number).start) is not None]


def test_a_walk_through_a_long_list_holds_a_bounded_number_of_pages() -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE)
    for number in range(1, 41):
        look_at(rows, of_page(number))
        assert rows.pages_held <= MAX_PAGES
    assert held(rows) == list(range(41 - MAX_PAGES, 41))
    assert rows.total == 400


def test_the_page_that_was_not_seen_for_longest_makes_room() -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=3)
    for number in (1, 2, 3):
        look_at(rows, of_page(number))
    look_at(rows, of_page(1))
    look_at(rows, of_page(4))
    assert held(rows) == [1, 3, 4]
    look_at(rows, of_page(3))
    look_at(rows, of_page(5))
    assert held(rows) == [3, 4, 5]


def test_a_page_that_made_room_is_missing_again_and_can_come_back() -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=2)
    for number in (1, 2, 3):
        look_at(rows, of_page(number))
    assert rows.row(0) is None
    assert rows.find(0) is None
    assert rows.count == 30
    assert look_at(rows, of_page(1)) == [1]
    assert rows.find(0) == 0


def test_no_page_in_view_makes_room_even_where_more_are_in_view_than_may_be_held() -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=2)
    window = Window(5, 45)
    assert look_at(rows, window) == [1, 2, 3, 4, 5]
    assert ids(rows)[5:45] == list(range(5, 45))
    look_at(rows, of_page(5))
    look_at(rows, of_page(6))
    assert rows.pages_held == 2


@pytest.mark.parametrize("per_page", [1, 2])
def test_pages_of_hardly_a_row_do_not_push_each_other_out_of_view(per_page: int) -> None:
    rows: PagedList[Sequence] = PagedList()
    window = Window(0, 60)
    rows.see(window)
    asked = read(rows, paged(range(200), per_page), window)
    assert asked == list(range(1, 60 // per_page + 1))


def test_an_expired_page_that_made_room_is_asked_for_once() -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=2)
    for number in (1, 2):
        look_at(rows, of_page(number))
    rows.expire()
    look_at(rows, of_page(2))
    look_at(rows, of_page(3))
    assert look_at(rows, of_page(1)) == [1]


def test_what_could_not_be_shown_stays_counted_when_its_page_makes_room() -> None:
    rows: PagedList[Sequence] = PagedList(2, max_pages=1)
    rows.put(page(1, [1], dropped=1, repeated=2))
    rows.see(Window(1, 3))
    rows.put(page(2, [3, 4], is_last=True))
    assert rows.row(0) is None
    assert (rows.dropped, rows.repeated) == ({1: 1}, {1: 2})
    assert rows.total == 3


@STEADY
@given(st.lists(st.tuples(st.integers(0, 420), st.integers(1, 25)), max_size=30))
def test_whatever_is_looked_at_is_there_and_the_rest_is_bounded(
    windows: list[tuple[int, int]],
) -> None:
    rows: PagedList[Sequence] = PagedList(PER_PAGE, max_pages=4)
    for start, length in windows:
        window = Window(start, start + length)
        look_at(rows, window)
        assert rows.pages_held <= 4
        for index in range(window.start, min(window.stop, rows.count)):
            row = rows.row(index)
            assert row is not None
            assert row.id == index
