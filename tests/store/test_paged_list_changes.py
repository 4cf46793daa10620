"""An account that changes while it is read, and pages that are read again."""

from __future__ import annotations

import pytest

from seq_tui.domain.page import Page, Window
from seq_tui.domain.sequence import Sequence
from seq_tui.store.paged_list import PagedList
from tests.store.pages import ids, page, paged, read

ALL = Window(0, 1000)


def full(account: list[int], per_page: int = 3) -> PagedList[Sequence]:
    """A list read to its end."""
    rows: PagedList[Sequence] = PagedList(per_page)
    read(rows, paged(account, per_page), ALL)
    return rows


def test_a_row_on_two_pages_is_stored_once_and_counted() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    rows.put(page(1, [1, 2, 3]))
    rows.put(page(2, [3, 4, 5]))
    assert ids(rows) == [1, 2, 3, 4, 5]
    assert (rows.dropped, rows.repeated) == ({}, {2: 1})
    assert rows.find(3) == 2
    assert rows.pages_to_read(Window(0, 6)) == [3]


@pytest.mark.parametrize(
    "twice", [page(1, [1, 1, 2], dropped=1), page(1, [1, 2], dropped=1, repeated=1)]
)
def test_a_row_twice_on_one_page_is_stored_once_and_counted(twice: Page[Sequence]) -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    rows.put(twice)
    assert ids(rows) == [1, 2]
    assert (rows.dropped, rows.repeated) == ({1: 1}, {1: 1})
    rows.put(page(2, [2, 3, 4]))
    assert (rows.dropped, rows.repeated) == ({1: 1}, {1: 1, 2: 1})
    rows.put(page(2, [3, 4]))
    assert (rows.dropped, rows.repeated) == ({1: 1}, {1: 1})


def test_rows_without_an_id_are_never_duplicates() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=2)
    rows.put(page(1, [None, None]))
    rows.put(page(2, [None, 7], is_last=True))
    assert rows.total == 4
    assert rows.repeated == {}
    assert [rows.row(index) is not None for index in range(4)] == [True] * 4
    assert rows.find(7) == 3
    rows.put(page(1, [None, None]))
    assert rows.total == 4


def test_stale_rows_stay_until_their_page_is_read_again() -> None:
    rows = full([1, 2, 3, 4, 5])
    rows.mark_stale()
    assert ids(rows) == [1, 2, 3, 4, 5]
    assert rows.total == 5
    assert rows.pages_to_read(Window(0, 3)) == [1]
    assert rows.pages_to_read(ALL) == [1, 2]
    rows.put(page(1, [1, 2, 3]))
    assert rows.pages_to_read(ALL) == [2]
    rows.put(page(2, [4, 5], is_last=True))
    assert rows.pages_to_read(ALL) == []


def test_a_page_read_again_replaces_its_records() -> None:
    rows = full([1, 2, 3])
    before = rows.row(0)
    rows.mark_stale()
    rows.put(page(1, [1, 2, 3], is_last=True))
    assert rows.row(0) is not before
    assert rows.row(0) == before


def test_a_row_inserted_at_the_front_moves_the_others() -> None:
    rows = full([1, 2, 3, 4, 5, 6])
    rows.mark_stale()
    now = paged([9, 1, 2, 3, 4, 5, 6], 3)
    changed = rows.put(now[1])
    assert ids(rows) == [9, 1, 2, 4, 5, 6], "row 3 has moved to a page that is not read yet"
    assert changed == Window(0, 3)
    assert read(rows, now, ALL) == [2, 3]
    assert ids(rows) == [9, 1, 2, 3, 4, 5, 6]
    assert rows.dropped == {}


def test_a_deleted_row_moves_the_others_up() -> None:
    rows = full([1, 2, 3, 4, 5, 6, 7])
    rows.mark_stale()
    now = paged([2, 3, 4, 5, 6, 7], 3)
    assert rows.put(now[1]) == Window(0, 7)
    assert ids(rows) == [2, 3, 4, 5, 6, 7]
    assert rows.total == 6
    read(rows, now, ALL)
    assert ids(rows) == [2, 3, 4, 5, 6, 7]


def test_removing_a_row_from_an_earlier_page_changes_all_rows_after_it() -> None:
    rows = full([1, 2, 3, 4, 5, 6])
    rows.mark_stale()
    assert rows.put(page(2, [2, 4, 5], is_last=True)) == Window(0, 6)
    assert ids(rows) == [1, 3, 2, 4, 5]


def test_a_stale_page_is_read_again_even_if_all_its_rows_have_moved() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    rows.put(page(1, [1, 2, 3]))
    rows.mark_stale()
    now = paged([7, 8, 9, 1, 2, 3], 3)
    assert rows.put(now[2]) == Window(0, 6)
    assert ids(rows) == [None, None, None, 1, 2, 3], "three rows that are not read yet came before"
    assert rows.pages_to_read(Window(0, 1)) == [1]
    assert rows.missing_pages(Window(0, 6)) == [1]
    assert rows.first_missing_page() == 1
    read(rows, now, ALL)
    assert ids(rows) == [7, 8, 9, 1, 2, 3]
    assert rows.first_missing_page() is None


def test_a_cached_page_is_read_even_if_all_its_rows_are_on_a_page_that_was_read() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    now = paged([7, 8, 9, 1, 2, 3, 4], 3)
    rows.put(now[2])
    assert rows.put_cached(page(1, [1, 2, 3])) == Window(0, 6)
    assert ids(rows) == [None, None, None, 1, 2, 3]
    assert rows.pages_to_read(Window(0, 1)) == [1]
    read(rows, now, ALL)
    assert ids(rows) == [7, 8, 9, 1, 2, 3, 4]


def test_a_stale_last_page_whose_rows_have_moved_adds_none() -> None:
    rows = full([1, 2, 3, 4])
    rows.mark_stale()
    now = paged([4, 1, 2, 3], 3)
    rows.put(now[1])
    assert ids(rows) == [4, 1, 2]
    assert rows.total == 3
    read(rows, now, ALL)
    assert ids(rows) == [4, 1, 2, 3]


def test_a_row_on_stale_pages_and_a_fresh_one_stays_on_the_fresh_one() -> None:
    rows = full([1, 2, 3, 4, 5, 6, 7, 8, 9])
    rows.mark_stale()
    rows.put(page(3, [1, 4, 9], is_last=True))
    rows.put(page(1, [1, 2, 3]))
    assert rows.find(1) == ids(rows).index(1)
    assert ids(rows).count(1) == 1
    assert rows.repeated == {1: 1}


def test_a_refreshed_list_may_grow() -> None:
    rows = full([1, 2, 3, 4, 5])
    rows.mark_stale()
    now = paged(range(1, 9), 3)
    assert read(rows, now, ALL) == [1, 2, 3]
    assert ids(rows) == list(range(1, 9))
    assert rows.total == 8


def test_a_page_read_again_brings_the_new_version_of_a_record() -> None:
    rows = full([1, 2, 3])
    rows.mark_stale()
    renamed = Sequence(id=2, name="New name")
    rows.put(Page(1, (renamed,), is_last=True))
    assert rows.row(0) is renamed
    assert rows.total == 1


def version(sequence_id: int, day: int) -> Sequence:
    return Sequence(id=sequence_id, name=f"day {day}", updated_at=f"2026-11-{day:02}T09:00:00Z")


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
@pytest.mark.parametrize("days", [(1, 2), (2, 1)])
def test_of_two_versions_on_two_pages_the_newer_is_shown(
    order: tuple[int, int], days: tuple[int, int]
) -> None:
    rows: PagedList[Sequence] = PagedList(per_page=2)
    pages = {
        1: Page(1, (version(1, 1), version(7, days[0])), is_last=False),
        2: Page(2, (version(7, days[1]), version(8, 1)), is_last=True),
    }
    changes = [rows.put(pages[number]) for number in order]
    index = rows.find(7)
    assert index is not None
    assert rows.row(index) == version(7, 2)
    assert rows.count == 3
    assert sorted(each for each in ids(rows) if each) == [1, 7, 8]
    # Of the page that came first, the row with the old version is repainted.
    is_replaced = days[order[1] - 1] == 2
    assert not is_replaced or index in changes[1]


@pytest.mark.parametrize("day", [1, 3])
def test_a_stale_page_gives_its_row_away_but_not_for_an_older_version(day: int) -> None:
    rows: PagedList[Sequence] = PagedList(per_page=2)
    rows.put(Page(1, (version(1, 1), version(7, 2)), is_last=False))
    rows.put(Page(2, (version(8, 1),), is_last=True))
    rows.mark_stale()
    rows.put(Page(2, (version(7, day), version(8, 1)), is_last=True))
    assert ids(rows) == [1, 7, 8]
    assert rows.row(1) == version(7, max(day, 2))


def test_a_list_that_shrank_ends_at_the_last_page_in_memory() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=3)
    for number in (1, 2, 8, 9):
        rows.put(page(number, range(number * 3, number * 3 + 3)))
    rows.put(page(10, [], is_last=True))
    assert rows.total == 27
    rows.mark_stale()
    assert rows.put(page(9, [], is_last=True)) == Window(24, 27)
    assert rows.total == 24
    assert rows.put(page(8, [], is_last=True)) == Window(6, 24)
    assert rows.count == 6, "pages 3 to 7 were never read"
    assert rows.total is None
    assert rows.next_probe() == 4
    assert rows.pages_to_read(Window(6, 7)) == [3]
