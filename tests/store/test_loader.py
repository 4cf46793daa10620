"""Which pages a loader requests, in which order, and its results."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import anyio
import pytest

from seq_tui.domain.page import Window, never_cancelled
from seq_tui.domain.query import Query
from seq_tui.store.loader import MARGIN_ROWS, Failed, Loaded, PageLoader
from seq_tui.store.paged_list import PagedList
from tests.store.pages import ids, page
from tests.store.scripted_source import FAILURE, PER_PAGE, Following, ScriptedSource, following

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

MIDDLE = Window(40, 60)
"""Rows whose margin is on the first page too."""


async def want(work: Following, start: int, rows: int = 20) -> None:
    """Bring rows into view, and let the loader act."""
    work.loader.want(Window(start, start + rows))
    await anyio.wait_all_tasks_blocked()


async def read_pages(work: Following, count: int) -> None:
    """Read the first pages in order, until the loader is idle."""
    for number in range(1, count + 1):
        await want(work, (number - 1) * PER_PAGE + 40)
        while work.source.has_waiting:
            await work.source.answer()
    await want(work, (count - 1) * PER_PAGE + 40)
    work.source.requested.clear()
    work.results.clear()


async def test_a_loader_starts_with_the_first_page_and_reports_its_rows() -> None:
    async with following() as work:
        assert work.source.requested == [1]
        assert not work.loader.is_idle
        await work.source.answer()
        assert work.results == [Loaded(Window(0, 100))]
        assert ids(work.rows) == list(range(100))


async def test_nothing_is_requested_while_all_wanted_rows_are_in_memory() -> None:
    async with following() as work:
        await work.source.answer()
        work.loader.want(MIDDLE)
        await anyio.wait_all_tasks_blocked()
        assert work.source.requested == [1]
        assert work.loader.is_idle
        await want(work, 30)
        assert work.source.requested == [1]


async def test_a_page_is_requested_before_its_first_row_is_in_view() -> None:
    async with following() as work:
        await work.source.answer()
        await want(work, 100 - MARGIN_ROWS - 20)
        assert work.source.requested == [1]
        await want(work, 100 - MARGIN_ROWS - 19)
        assert work.source.requested == [1, 2]


async def test_an_evicted_page_is_requested_before_its_last_row_is_in_view_again() -> None:
    async with following() as work:
        await read_pages(work, 40)
        assert work.rows.row(1_599) is None
        await want(work, 1_600 + MARGIN_ROWS)
        assert work.source.requested == []
        await want(work, 1_600 + MARGIN_ROWS - 1)
        assert work.source.requested == [16]


async def test_rows_in_view_are_read_before_the_margin() -> None:
    async with following() as work:
        await read_pages(work, 40)
        # Page 6 has the margin above, page 7 the rows in view.
        await want(work, 610)
        assert work.source.requested == [7]
        await work.source.answer()
        assert work.source.requested == [7, 6]


async def test_the_latest_wanted_window_wins() -> None:
    async with following() as work:
        await read_pages(work, 40)
        await want(work, 640)
        assert work.source.requested == [7]
        await want(work, 540)
        await want(work, 440)
        await want(work, 140)
        assert work.source.requested == [7], "one request at a time"
        await work.source.answer()
        await work.source.answer()
        assert work.source.requested == [7, 2], "abandoned windows are not requested"
        assert work.results == [Loaded(Window(600, 700)), Loaded(Window(100, 200))]


async def test_no_page_is_requested_twice() -> None:
    async with following() as work:
        for start in (0, 50, 90, 60, 20, 95, 120, 190, 80, 0):
            await want(work, start)
            await want(work, start)
            if work.source.has_waiting:
                await work.source.answer()
        while work.source.has_waiting:
            await work.source.answer()
        assert work.source.requested == [1, 2, 3]


async def test_a_page_that_is_no_longer_in_view_is_stored() -> None:
    async with following() as work:
        await work.source.answer()
        await want(work, 90)
        await want(work, 40)
        await work.source.answer()
        await want(work, 110)
        assert work.source.requested == [1, 2]


async def test_a_loader_reads_to_the_end_and_is_idle_there() -> None:
    async with following() as work:
        while work.source.has_waiting:
            await work.source.answer()
            await want(work, work.rows.count - 19)
        assert work.source.requested == list(range(1, 51))
        assert work.rows.total == 5_000
        assert work.loader.is_idle


async def test_a_failure_stops_the_loader_until_retry() -> None:
    async with following() as work:
        await work.source.answer()
        await want(work, 90)
        await work.source.fail()
        assert work.results[1:] == [Failed(FAILURE)]
        assert work.loader.failure == FAILURE
        assert work.loader.is_idle
        await want(work, 85)
        assert work.source.requested == [1, 2]
        assert ids(work.rows) == list(range(100)), "the rows in memory stay"
        work.loader.retry()
        await anyio.wait_all_tasks_blocked()
        assert work.source.requested == [1, 2, 2]
        assert work.loader.failure is None
        await work.source.answer()
        assert work.results[2:] == [Loaded(Window(100, 200))]


async def test_a_retry_reads_the_rows_in_view_by_then() -> None:
    async with following() as work:
        await read_pages(work, 40)
        await want(work, 640)
        await work.source.fail()
        await want(work, 240)
        work.loader.retry()
        await anyio.wait_all_tasks_blocked()
        assert work.source.requested == [7, 3]


async def test_a_loader_can_fail_repeatedly() -> None:
    async with following() as work:
        for _ in range(3):
            await work.source.fail()
            work.loader.retry()
            await anyio.wait_all_tasks_blocked()
        await work.source.answer()
        assert work.results == [Failed(FAILURE)] * 3 + [Loaded(Window(0, 100))]


@pytest.mark.parametrize("is_success", [True, False])
async def test_a_closed_loader_drops_its_late_answer(is_success: bool) -> None:
    async with following() as work:
        work.loader.close()
        await (work.source.answer() if is_success else work.source.fail())
        assert work.results == []
        assert work.rows.count == 0
        assert work.loader.failure is None
        assert work.loader.is_idle


async def test_a_page_is_wanted_until_the_loader_is_closed() -> None:
    async with following() as work:
        await work.source.answer()
        await want(work, 90)
        assert [is_wanted() for is_wanted in work.source.wanted] == [True, True]
        work.loader.close()
        assert [is_wanted() for is_wanted in work.source.wanted] == [False, False]


async def test_closing_a_loader_ends_its_results() -> None:
    async with following() as work:
        await work.source.answer()
        task = asyncio.create_task(work.follow())
        await anyio.wait_all_tasks_blocked()
        assert not task.done()
        work.loader.close()
        await anyio.wait_all_tasks_blocked()
        assert task.done()


async def test_a_loader_closed_while_it_waits_for_a_slot_requests_nothing() -> None:
    source, slots = ScriptedSource(), asyncio.Semaphore(1)
    async with following(source, slots) as first, following(source, slots) as second:
        assert source.requested == [1]
        second.loader.close()
        await source.answer()
        assert source.requested == [1]
        assert len(first.results) == 1
        assert second.results == []


async def test_the_page_is_chosen_when_a_slot_is_free() -> None:
    source, slots = ScriptedSource(), asyncio.Semaphore(1)
    async with following(source, slots) as work:
        await read_pages(work, 40)
        async with slots:
            await want(work, 640)
            await want(work, 340)
        await anyio.wait_all_tasks_blocked()
        assert source.requested == [4]


async def test_a_slot_that_is_no_longer_needed_is_released() -> None:
    source, slots = ScriptedSource(), asyncio.Semaphore(1)
    async with following(source, slots) as work:
        await read_pages(work, 40)
        async with slots:
            await want(work, 640)
            await want(work, 2_940)
        await anyio.wait_all_tasks_blocked()
        assert source.requested == []
        assert work.loader.is_idle
        assert not slots.locked()


@pytest.mark.parametrize("error", [RuntimeError("a bug"), ValueError("another")])
async def test_an_error_other_than_a_source_error_is_raised(error: Exception) -> None:
    source, slots = ScriptedSource(), asyncio.Semaphore(1)
    loader = PageLoader(source, Query(), PagedList(), slots)
    task = asyncio.ensure_future(anext(aiter(loader.results())))
    await anyio.wait_all_tasks_blocked()
    await source.fail(error)
    assert task.exception() is error
    assert not slots.locked(), "the slot is free again"


async def test_stale_pages_are_read_again_those_in_view_first() -> None:
    async with following() as work:
        await read_pages(work, 3)
        work.rows.mark_stale()
        await want(work, 210)
        assert work.source.requested == [3]
        await work.source.answer()
        assert work.source.requested == [3, 2], "page 1 is not needed now"
        await work.source.answer()
        assert work.loader.is_idle


async def test_a_loader_becomes_idle_with_pages_of_one_row() -> None:
    class OneByOne(ScriptedSource):
        async def page(
            self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
        ) -> Page[Sequence]:
            self.requested.append(number)
            return page(number, [number])

    async with following(OneByOne()) as work:
        await want(work, 0, 30)
        assert work.source.requested == list(range(1, 30 + MARGIN_ROWS + 1))
        assert work.loader.is_idle
