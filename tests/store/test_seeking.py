"""Finding the end of an account of unknown size without reading the pages before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import pytest

from seq_tui.domain.page import MAX_PAGES as LONGEST
from seq_tui.domain.page import Window
from seq_tui.store.loader import Failed, Loaded
from tests.store.account_source import AccountSource, PastEnd
from tests.store.pages import pages_in_memory
from tests.store.scripted_source import FAILURE, MAX_PAGES, Following, ScriptedSource, following

if TYPE_CHECKING:
    from seq_tui.domain.query import Query

pytestmark = pytest.mark.anyio

HEIGHT = 36
"""Rows in view."""


async def show(work: Following, start: int) -> None:
    """Bring rows into view as a list does: the line after the last row counts as one."""
    stop = min(start + HEIGHT, work.rows.count + (work.rows.total is None))
    work.loader.want(Window(start, stop))
    await anyio.wait_all_tasks_blocked()


async def show_end(work: Following) -> None:
    """Bring the last rows into view."""
    await show(work, max(0, work.rows.count - HEIGHT))


async def seek(work: Following) -> None:
    """Search for the end until the search stops."""
    work.loader.seek_end()
    await anyio.wait_all_tasks_blocked()
    assert not work.loader.is_seeking


@pytest.mark.parametrize("says_last", [True, False])
@pytest.mark.parametrize("last_length", [1, 37, 100])
@pytest.mark.parametrize("last", [1, 2, 3, 4, 63, 64, 65, 100, 8_192, 10_000])
async def test_the_end_is_found_in_few_requests(
    last: int, last_length: int, says_last: bool
) -> None:
    source = AccountSource(last, last_length, says_last=says_last)
    async with following(source) as work:
        await show(work, 0)
        await seek(work)
        assert work.rows.total == source.size
        assert not work.rows.end_doubt
        last_row = work.rows.row(source.size - 1)
        assert last_row is not None
        assert last_row.id == source.size - 1
        assert pages_in_memory(work.rows) <= MAX_PAGES
        await show_end(work)
        assert work.loader.is_idle
        assert len(source.requested) == len(set(source.requested)), "no page twice"
        # The first page, doubling and bisecting, and the page before the last if it is in view.
        assert len(source.requested) <= 2 * last.bit_length() + 2 <= 30


async def test_a_list_without_an_end_is_given_up() -> None:
    source = AccountSource(10**9)
    async with following(source) as work:
        await show(work, 0)
        await seek(work)
        assert work.rows.total is None
        assert max(source.requested) == LONGEST
        assert len(source.requested) <= LONGEST.bit_length() + 2
        source.requested.clear()
        await seek(work)
        assert source.requested == []


async def test_a_page_marked_as_the_last_ends_the_search() -> None:
    source = AccountSource(64, says_last=True)
    async with following(source) as work:
        await seek(work)
        assert source.requested == [1, 2, 4, 8, 16, 32, 64]


async def test_doubling_starts_from_the_last_page_read() -> None:
    source = AccountSource(10_000)
    async with following(source) as work:
        await show(work, 0)
        for _ in range(2):
            await show(work, work.rows.count - 1)
        source.requested.clear()
        await seek(work)
        assert source.requested[:3] == [6, 12, 24]


async def test_a_search_can_start_before_the_first_page_is_read() -> None:
    async with following() as work:
        work.loader.seek_end()
        for _ in range(4):
            await work.source.answer()
        assert work.source.requested == [1, 2, 4, 8, 16]
        assert work.loader.is_seeking


async def test_each_probe_is_reported_with_its_rows() -> None:
    async with following(AccountSource(3, 5)) as work:
        await seek(work)
        assert work.source.requested == [1, 2, 4, 3]
        assert work.results == [
            Loaded(Window(0, 100)),
            Loaded(Window(100, 200)),
            Loaded(Window(200, 200)),
            Loaded(Window(200, 205)),
        ]


async def test_rows_in_view_are_read_before_probes_and_nothing_is_prefetched() -> None:
    async with following() as work:
        await work.source.answer()
        work.loader.seek_end()
        await anyio.wait_all_tasks_blocked()
        for _ in range(3):
            await work.source.answer()
        assert work.source.requested == [1, 2, 4, 8, 16]
        await show(work, 650)
        await work.source.answer()
        assert work.source.requested[5:] == [7], "page 16 has none of these rows"
        await work.source.answer()
        assert work.source.requested[6:] == [32]


async def test_the_line_after_the_last_row_is_left_to_the_probes() -> None:
    async with following() as work:
        await work.source.answer()
        work.loader.seek_end()
        for _ in range(4):
            await show_end(work)
            await work.source.answer()
        assert work.source.requested == [1, 2, 4, 8, 16, 32]


async def test_a_stopped_search_keeps_its_progress_and_can_be_continued() -> None:
    async with following() as work:
        await work.source.answer()
        await show(work, 0)
        work.loader.seek_end()
        await anyio.wait_all_tasks_blocked()
        for _ in range(6):
            await work.source.answer()
        assert work.source.requested == [1, 2, 4, 8, 16, 32, 64, 48]
        work.loader.stop_seeking()
        assert not work.loader.is_seeking
        await work.source.answer()
        assert work.loader.is_idle
        assert (work.rows.count, work.rows.total) == (4_800, None)
        work.loader.seek_end()
        await anyio.wait_all_tasks_blocked()
        await work.source.answer()
        assert work.source.requested[8:] == [56, 52]


async def test_a_failure_ends_the_search_and_the_list_still_works() -> None:
    source = AccountSource(20, past_end=PastEnd.FAILED)
    async with following(source) as work:
        await show(work, 0)
        await seek(work)
        assert source.requested == [1, 2, 4, 8, 16, 32]
        assert work.results[-1] == Failed(FAILURE)
        assert (work.rows.count, work.rows.total) == (1_600, None)
        assert work.rows.row(1_599) is not None
        work.loader.seek_end()
        assert not work.loader.is_seeking, "the loader waits for retry"
        work.loader.retry()
        await show(work, 1_220)
        assert source.requested[6:] == [13], "no probe without a search"
        await show_end(work)
        assert source.requested[7:] == [17]


async def test_an_uncertain_end_stops_the_search_and_the_next_one_accepts_it() -> None:
    source = AccountSource(20, 7, past_end=PastEnd.REFUSED)
    async with following(source) as work:
        await show(work, 0)
        await seek(work)
        assert source.requested == [1, 2, 4, 8, 16, 32]
        assert (work.rows.count, work.rows.total) == (1_600, None)
        assert work.rows.end_doubt
        assert work.loader.failure is None
        await seek(work)
        assert source.requested[6:] == [24, 20, 22, 21]
        assert work.rows.total == source.size
        assert work.rows.end_doubt


async def test_a_known_end_is_not_searched_for() -> None:
    async with following(AccountSource(1)) as work:
        await seek(work)
        assert work.rows.total == 100
        work.loader.seek_end()
        assert not work.loader.is_seeking
        work.rows.mark_stale()
        await show(work, 0)
        assert work.source.requested == [1, 2, 1]


async def test_a_closed_loader_does_not_search() -> None:
    async with following() as work:
        work.loader.seek_end()
        work.loader.close()
        await work.source.answer()
        assert work.source.requested == [1]


async def test_reading_on_reaches_the_end_below_a_page_known_to_be_past_it() -> None:
    async with following(AccountSource(3)) as work:
        await show(work, 0)
        work.rows.assume_row(350)
        await show(work, 330)
        assert work.source.requested == [1, 4, 2]
        for _ in range(4):
            await show_end(work)
        assert work.source.requested == [1, 4, 2, 3]
        assert work.rows.total == 300


async def test_a_service_that_ignores_page_numbers_is_detected() -> None:
    source = ScriptedSource()
    async with following(source) as work:
        await source.answer()
        work.loader.seek_end()
        await anyio.wait_all_tasks_blocked()
        await source.answer(as_page=1)
        assert source.requested == [1, 2]
        assert work.rows.total == 100
        assert work.rows.end_doubt


@pytest.mark.parametrize(
    ("likely", "requested"),
    [(1_000, [1, 1_000]), (999, [1, 999, 1_000]), (1_001, [1, 1_001, 1_000])],
)
async def test_the_search_begins_where_the_list_ended_when_it_was_last_seen(
    likely: int, requested: list[int]
) -> None:
    class Seen(AccountSource):
        def likely_last_page(self, query: Query) -> int | None:
            return likely

    source = Seen(1_000, 37, says_last=True)
    async with following(source) as work:
        await show(work, 0)
        await seek(work)
        assert source.requested == requested
        assert (work.rows.total, work.rows.end_doubt) == (source.size, "")
