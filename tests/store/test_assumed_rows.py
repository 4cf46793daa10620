"""Going to a row far after the known ones, without the pages between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import pytest

from seq_tui.domain.page import Window
from seq_tui.store.loader import Failed, Loaded
from seq_tui.store.paged_list import PagedList
from tests.store.account_source import AccountSource, PastEnd
from tests.store.pages import page
from tests.store.scripted_source import FAILURE, Following, ScriptedSource, following

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

HEIGHT = 36
"""Rows in view."""


async def show(work: Following, last_row: int) -> None:
    """Bring rows into view, with `last_row` at the bottom."""
    work.loader.want(Window(max(0, last_row + 1 - HEIGHT), last_row + 1))
    await anyio.wait_all_tasks_blocked()


async def go_to(work: Following, row: int) -> None:
    """Go to a row that may not exist."""
    work.rows.assume_row(row)
    await show(work, min(row, work.rows.count - 1))


async def test_only_the_page_of_the_row_is_read() -> None:
    source = AccountSource(10_000)
    async with following(source) as work:
        await go_to(work, 500_040)
        assert source.requested == [1, 5_001]
        row = work.rows.row(500_040)
        assert row is not None
        assert row.id == 500_040
        assert (work.rows.count, work.rows.total) == (500_100, None)
        assert work.rows.assumed == 0, "the row is known by now"
        assert work.results[-1] == Loaded(Window(500_000, 500_100))


def test_the_row_is_assumed_until_its_page_is_read() -> None:
    rows: PagedList[Sequence] = PagedList()
    rows.put(page(1, range(100)))
    rows.assume_row(500_040)
    assert (rows.count, rows.total, rows.assumed) == (500_041, None, 500_041)
    assert rows.row(500_040) is None
    assert rows.pages_to_read(Window(500_005, 500_041)) == [5_001]
    assert rows.pages_to_read(Window(500_005, 500_042)) == [5_001], "nothing after it is requested"
    assert rows.pages_to_read(Window(250_000, 250_010)) == [2_501]
    assert rows.pages_to_read(Window(90, 99)) == []


async def test_an_assumption_past_the_end_is_removed_and_reported() -> None:
    source = AccountSource(4, 42)
    async with following(source) as work:
        work.rows.assume_row(500_040)
        await show(work, 500_040)
        assert source.requested[:2] == [1, 5_001]
        assert work.results[1] == Loaded(Window(100, 500_041), is_past_end=True)
        assert source.requested[2:] == [2], "no pages are read towards a row that does not exist"
        assert (work.rows.count, work.rows.total) == (200, None)


async def test_a_page_past_the_end_limits_later_assumptions_and_searches() -> None:
    source = AccountSource(40, 42)
    async with following(source) as work:
        await go_to(work, 10_040)
        work.rows.assume_row(400_000)
        assert work.rows.count == 10_000
        work.rows.assume_row(0)
        await show(work, 35)
        source.requested.clear()
        work.loader.seek_end()
        await anyio.wait_all_tasks_blocked()
        assert work.rows.total == 3_942
        assert max(source.requested) < 101
        assert len(source.requested) <= 12


async def test_a_last_page_without_the_row_gives_the_total() -> None:
    source = AccountSource(40, 42, says_last=True)
    async with following(source) as work:
        await go_to(work, 3_990)
        assert work.results[1] == Loaded(Window(3_900, 3_991), is_past_end=True)
        assert work.rows.total == work.rows.count == 3_942


async def test_an_assumed_row_on_the_last_page_stays() -> None:
    async with following(AccountSource(40, 42, says_last=True)) as work:
        await go_to(work, 3_941)
        assert not any(isinstance(result, Failed) or result.is_past_end for result in work.results)
        assert work.rows.total == 3_942


async def test_a_refusal_past_the_end_removes_the_assumption_but_is_not_certain() -> None:
    async with following(AccountSource(4, past_end=PastEnd.REFUSED)) as work:
        work.rows.assume_row(500_040)
        await show(work, 500_040)
        assert work.results[1] == Loaded(Window(100, 500_041), is_past_end=True)
        assert work.rows.end_doubt


async def test_after_a_failure_the_row_can_be_retried_or_abandoned() -> None:
    source = AccountSource(4, past_end=PastEnd.FAILED)
    async with following(source) as work:
        await go_to(work, 500_040)
        assert work.results[-1] == Failed(FAILURE)
        work.loader.retry()
        await anyio.wait_all_tasks_blocked()
        assert source.requested == [1, 5_001, 5_001]
        work.rows.assume_row(0)
        assert work.rows.count == 100
        work.loader.retry()
        await show(work, 35)
        assert source.requested == [1, 5_001, 5_001]


def test_a_nearer_row_replaces_the_assumption_of_a_farther_one() -> None:
    rows: PagedList[Sequence] = PagedList()
    rows.put(page(1, range(100)))
    rows.assume_row(500_000)
    rows.assume_row(250_000)
    assert rows.count == 250_001
    rows.assume_row(50)
    assert (rows.count, rows.assumed) == (100, 0)


def test_nothing_is_assumed_past_a_known_end() -> None:
    rows: PagedList[Sequence] = PagedList()
    rows.put(page(1, range(42), is_last=True))
    rows.assume_row(500_000)
    assert (rows.count, rows.total, rows.assumed) == (42, 42, 0)


def test_shorter_pages_move_an_assumed_row_to_a_later_page() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=10)
    rows.put(page(1, range(10)))
    rows.assume_row(35)
    rows.put(page(4, range(30, 34)))
    assert (rows.count, rows.assumed) == (36, 36), "page 4 has no row 35"
    assert rows.pages_to_read(Window(30, 36)) == [5]
    rows.put(page(5, range(40, 50)))
    assert (rows.count, rows.assumed) == (44, 0)


async def test_dragging_through_assumed_rows_reads_only_where_it_stops() -> None:
    async with following() as work:
        work.rows.assume_row(4_999)
        await work.source.answer()
        for top in range(0, 4_950, 50):
            await show(work, top + HEIGHT)
        assert work.source.requested == [1, 2], "one request is in flight, and no other is sent"
        await show(work, 2_580)
        await work.source.answer()
        assert work.source.requested == [1, 2, 26]
        await work.source.answer()
        assert work.source.requested == [1, 2, 26]
        assert work.loader.is_idle


async def test_a_row_can_be_assumed_before_the_first_page_is_read() -> None:
    source = ScriptedSource()
    async with following(source) as work:
        await go_to(work, 2_550)
        await source.answer()
        assert source.requested == [1, 26]
