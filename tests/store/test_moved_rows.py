"""Whether the pages that were read show that the list changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seq_tui.store.paged_list import PagedList
from tests.store.pages import page

if TYPE_CHECKING:
    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence


@pytest.mark.parametrize(
    "later",
    [
        page(2, [3, 4, 5]),  # a row was created in front
        page(2, [1, 4], is_last=True),  # a row moved to the end
    ],
)
def test_a_row_that_comes_again_on_another_page_has_moved(later: Page[Sequence]) -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    rows.put(page(1, [1, 2, 3]))
    assert not rows.has_moved
    rows.put(later)
    assert rows.has_moved


@pytest.mark.parametrize(
    "again", [page(2, [4, 5, 6]), page(2, []), page(3, [7, 8, 9]), page(1, [1], is_last=True)]
)
def test_an_end_that_is_not_where_it_was_has_moved(again: Page[Sequence]) -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    rows.put(page(1, [1, 2, 3]))
    rows.put(page(2, [4], is_last=True))
    assert not rows.has_moved
    rows.put(again)
    assert rows.has_moved


@pytest.mark.parametrize(
    "pages",
    [
        [page(1, [1, 2, 3]), page(2, [4, 5]), page(3, [6], is_last=True)],
        [page(1, [1, 2, 3], repeated=2, dropped=1), page(2, [4, 5, 5], is_last=True)],
        [page(1, [1, 2, 3]), page(2, [1, 2, 3]), page(3, [1, 2, 3])],
        [page(1, [1, 2, 3]), page(4, []), page(2, [4], is_last=True), page(2, [4], is_last=True)],
    ],
)
def test_short_and_repeated_pages_of_an_odd_service_do_not_show_a_change(
    pages: list[Page[Sequence]],
) -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    for each in pages:
        rows.put(each)
    assert not rows.has_moved


def test_a_list_that_is_read_again_may_differ_from_before() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    rows.put(page(1, [1, 2, 3]))
    rows.put(page(2, [3, 4], is_last=True))
    assert rows.has_moved
    rows.mark_stale()
    assert not rows.has_moved
    for each in (page(1, [9, 1, 2]), page(2, [3, 4, 5]), page(3, [6], is_last=True)):
        rows.put(each)
    assert not rows.has_moved


def test_cached_pages_may_differ_from_what_is_read() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    rows.put_cached(page(1, [1, 2, 3]))
    rows.put_cached(page(2, [3, 4], is_last=True))
    rows.put(page(1, [2, 3, 4]))
    rows.put(page(2, [5, 6, 7]))
    rows.put(page(3, [8], is_last=True))
    assert not rows.has_moved
