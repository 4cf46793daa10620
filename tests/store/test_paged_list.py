"""Rows by index: which are in memory, which pages to read, and where the list ends."""

from __future__ import annotations

import pytest

from seq_tui.domain.page import Page, Window
from seq_tui.domain.sequence import Sequence
from seq_tui.store.paged_list import PagedList
from tests.store.pages import ids, page, paged, read


def test_an_empty_list_needs_only_the_first_page() -> None:
    rows: PagedList[Sequence] = PagedList()
    assert rows.count == 0
    assert rows.total is None
    assert rows.row(0) is None
    assert rows.find(1) is None
    assert rows.pages_to_read(Window(0, 1)) == [1]
    assert rows.pages_to_read(Window(0, 1000)) == [1]


def test_storing_a_page_returns_the_rows_it_changed() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    assert rows.put(page(1, [10, 11, 12])) == Window(0, 3)
    assert rows.put(page(2, [13, 14, 15])) == Window(3, 6)
    assert ids(rows) == [10, 11, 12, 13, 14, 15]
    assert rows.row(4) == Sequence(id=14, name="page 2")
    assert rows.row(6) is None
    assert rows.row(-1) is None
    assert [rows.find(sequence_id) for sequence_id in (10, 15, 16)] == [0, 5, None]


def test_while_the_end_is_unknown_the_page_after_the_last_one_is_to_be_read() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    rows.put(page(1, [1, 2, 3]))
    assert rows.total is None
    assert rows.pages_to_read(Window(0, 3)) == []
    assert rows.pages_to_read(Window(0, 4)) == [2]
    assert rows.pages_to_read(Window(0, 1000)) == [2]
    assert rows.pages_to_read(Window(900, 1000)) == [2]


def test_the_last_page_gives_the_total_and_nothing_after_it_is_to_be_read() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    rows.put(page(1, [1, 2, 3]))
    rows.put(page(2, [4], is_last=True))
    assert rows.total == rows.count == 4
    assert rows.pages_to_read(Window(0, 1000)) == []
    assert rows.pages_to_read(Window(900, 1000)) == []


def test_an_empty_window_needs_nothing() -> None:
    assert PagedList().pages_to_read(Window(5, 5)) == []


@pytest.mark.parametrize(
    ("number", "rows_before"), [(1, 0), (4, 9)], ids=["an empty account", "a full page before it"]
)
def test_an_empty_last_page_ends_the_list_and_can_be_read_again(
    number: int, rows_before: int
) -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    read(rows, paged(range(9), 3) | {3: page(3, [6, 7, 8])}, Window(0, rows_before))
    rows.put(page(number, [], is_last=True))
    assert rows.total == rows_before
    assert rows.pages_to_read(Window(0, 1000)) == []
    rows.mark_stale()
    assert number in rows.pages_to_read(Window(0, 1000))
    rows.put(page(number, [100, 101], is_last=True))
    assert rows.total == rows_before + 2
    assert rows.find(101) == rows_before + 1


def test_an_end_inferred_from_an_error_is_not_certain() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=2)
    rows.put(page(1, [1, 2]))
    assert not rows.end_doubt
    rows.put(page(2, [], is_last=True, is_certain=False))
    assert rows.total == 2
    assert rows.end_doubt


def test_a_page_with_rows_disproves_an_uncertain_end() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=2)
    rows.put(page(1, [1, 2]))
    rows.put(page(2, [], is_last=True, is_certain=False))
    rows.put(page(2, [3, 4]))
    assert rows.total is None
    assert not rows.end_doubt
    assert rows.pages_to_read(Window(0, 5)) == [3]


@pytest.mark.parametrize("sent", [1, 25, 500])
def test_a_service_that_ignores_the_page_size_loses_no_row(sent: int) -> None:
    rows: PagedList[Sequence] = PagedList()
    account = list(range(3 * sent + sent // 2 + 1))
    assert read(rows, paged(account, sent), Window(0, 10_000)) == [1, 2, 3, 4]
    assert ids(rows) == account
    assert rows.total == len(account)


def test_the_first_page_determines_the_page_size() -> None:
    rows: PagedList[Sequence] = PagedList()
    rows.put(page(1, range(25)))
    rows.put(page(2, range(25, 50)))
    rows.put(page(8, range(175, 200)))
    assert rows.row(180) == Sequence(id=180, name="page 8")
    assert rows.pages_to_read(Window(100, 120)) == [5]


def test_items_left_out_count_towards_the_page_size() -> None:
    rows: PagedList[Sequence] = PagedList()
    rows.put(page(1, range(20), dropped=3, repeated=2))
    rows.put(page(2, range(25, 50)))
    assert rows.count == 45
    rows.put(page(8, range(175, 200)))
    assert rows.pages_to_read(Window(110, 120)) == [5]


def test_a_short_page_in_the_middle_moves_the_rows_after_it() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    rows.put(page(1, [1, 2, 3]))
    rows.put(page(3, [7, 8, 9]))
    assert ids(rows) == [1, 2, 3, None, None, None, 7, 8, 9]
    assert rows.put(page(2, [4])) == Window(3, 9)
    assert ids(rows) == [1, 2, 3, 4, 7, 8, 9]
    assert rows.find(9) == 6


def test_the_total_changes_with_the_length_of_a_page() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    read(rows, paged(range(8), 3), Window(0, 100))
    rows.put(page(1, [0, 2]))
    assert rows.total == 7
    assert ids(rows) == [0, 2, 3, 4, 5, 6, 7]


def test_a_last_page_cuts_off_the_rows_after_it() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=2)
    read(rows, paged(range(7), 2) | {3: page(3, [4, 5], dropped=1, repeated=1)}, Window(0, 100))
    rows.put(page(2, [2], is_last=True))
    assert rows.total == 3
    assert ids(rows) == [0, 1, 2]
    assert rows.find(6) is None
    assert (rows.dropped, rows.repeated) == ({}, {})
    assert rows.pages_to_read(Window(0, 100)) == []


def test_unreadable_items_are_counted_by_page() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    rows.put(page(1, [1, 2], dropped=1))
    assert rows.repeated == {}
    rows.put(page(2, [3], dropped=2))
    assert rows.dropped == {1: 1, 2: 2}
    rows.put(page(2, [3, 4], dropped=1))
    assert rows.dropped == {1: 1, 2: 1}
    rows.put(page(1, [1, 2, 5]))
    assert rows.dropped == {2: 1}


@pytest.mark.parametrize(
    "nothing_new", [page(3, [1, 2]), page(3, [3, 4]), page(3, []), page(3, [], dropped=2)]
)
def test_a_page_without_new_rows_ends_the_list(
    nothing_new: Page[Sequence],
) -> None:
    rows: PagedList[Sequence] = PagedList(per_page=2)
    rows.put(page(1, [1, 2]))
    rows.put(page(2, [3, 4]))
    assert rows.pages_to_read(Window(0, 10)) == [3]
    rows.put(nothing_new)
    assert rows.pages_to_read(Window(0, 10)) == []
    assert rows.total == 4
    assert rows.end_doubt
