"""Cached rows, shown until they are read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import anyio
import pytest

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import Window
from seq_tui.domain.query import Query
from seq_tui.store.circuit_breaker import CircuitBreaker
from seq_tui.store.loader import Failed, Loaded
from seq_tui.store.paged_list import PagedList
from tests.store.pages import ids, page
from tests.store.scripted_source import SEARCH, ScriptedSource, following

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

ALL_SEQUENCES = Query()
EARLIER = datetime(2026, 11, 23, 17, 5, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, tzinfo=UTC)
GONE = Failure(Cause.UNREACHABLE, "Cannot reach sell.test")


def caching(*numbers: int) -> ScriptedSource:
    """A source that has these pages cached, with a row each that was deleted since."""
    source = ScriptedSource()
    for number in numbers:
        rows = range(number * 100 - 100, number * 100)
        source.cache[number] = page(number, [*rows[1:], -number], read_at=EARLIER)
    return source


async def test_cached_rows_are_shown_before_any_answer() -> None:
    async with following(caching(1), query=ALL_SEQUENCES) as work:
        assert work.source.requested == [1]
        assert work.rows.row(0) is not None
        assert work.rows.count == 100
        assert work.rows.as_of(Window(0, 20)) == EARLIER
        assert work.results == []


async def test_a_page_that_was_read_replaces_the_cached_one() -> None:
    async with following(caching(1), query=ALL_SEQUENCES) as work:
        await work.source.answer()
        assert work.results == [Loaded(Window(0, 100))]
        assert ids(work.rows) == list(range(100))
        assert work.rows.as_of(Window(0, 100)) is None
        assert work.rows.find(-1) is None


async def test_cached_rows_are_shown_on_scrolling_while_a_request_is_in_flight() -> None:
    async with following(caching(1, 2), query=ALL_SEQUENCES) as work:
        assert work.loader.want(Window(150, 170)) == Loaded(Window(100, 200))
        assert work.rows.row(150) is not None
        assert work.source.requested == [1], "one request at a time"
        await work.source.answer()
        assert work.source.requested == [1, 2], "page 2 is still to be read"


async def test_the_cache_is_not_used_for_pages_in_memory() -> None:
    async with following(caching(1, 2), query=ALL_SEQUENCES) as work:
        await work.source.answer()
        work.source.cache_reads.clear()
        assert work.loader.want(Window(10, 30)) is None
        assert work.source.cache_reads == []
        assert ids(work.rows) == list(range(100))


async def test_a_cached_page_loses_rows_to_a_page_that_was_read() -> None:
    rows: PagedList[Sequence] = PagedList()
    rows.put(page(1, [1, 2, 3], read_at=LATER))
    rows.put_cached(page(2, [3, 4, 5], read_at=EARLIER))
    assert ids(rows) == [1, 2, 3, 4, 5]
    rows.put(page(3, [5, 6], is_last=True))
    assert ids(rows) == [1, 2, 3, 4, 5, 6]
    assert rows.as_of(Window(0, 2)) is None
    assert rows.as_of(Window(0, 6)) == EARLIER


async def test_rows_are_as_old_as_the_oldest_page_in_view() -> None:
    rows: PagedList[Sequence] = PagedList(per_page=2)
    rows.put_cached(page(1, [1, 2], read_at=LATER))
    rows.put_cached(page(2, [3, 4], read_at=EARLIER))
    rows.put_cached(page(3, [5, 6]))
    assert rows.as_of(Window(0, 2)) == LATER
    assert rows.as_of(Window(0, 4)) == EARLIER
    assert rows.as_of(Window(4, 6)) is None, "the source does not know"


async def test_stale_rows_report_their_age() -> None:
    rows: PagedList[Sequence] = PagedList()
    rows.put(page(1, [1, 2], is_last=True, read_at=LATER))
    assert rows.as_of(Window(0, 2)) is None
    rows.mark_stale()
    assert rows.as_of(Window(0, 2)) == LATER


async def test_a_cached_empty_page_does_not_make_the_account_empty() -> None:
    source = ScriptedSource()
    source.cache[1] = page(1, [], is_last=True, read_at=EARLIER)
    async with following(source, query=ALL_SEQUENCES) as work:
        assert work.rows.total is None
        assert work.source.requested == [1]


async def test_a_cached_end_that_disproves_an_assumption_is_reported() -> None:
    source = caching(1)
    source.cache[3] = page(3, range(200, 242), is_last=True, read_at=EARLIER)
    async with following(source, query=ALL_SEQUENCES) as work:
        work.rows.assume_row(290)
        cached = work.loader.want(Window(270, 291))
        assert cached is not None
        assert cached.is_past_end
        assert work.rows.total == 242


async def test_a_search_shows_no_cached_rows_while_the_account_is_reachable() -> None:
    async with following(caching(1), query=SEARCH) as work:
        assert work.rows.count == 0
        assert work.source.cache_reads == []


async def test_a_search_uses_the_cache_while_the_account_is_out_of_reach() -> None:
    async with following(caching(1), query=SEARCH) as work:
        await work.source.fail(SourceError(GONE))
        assert work.results == [Loaded(Window(0, 100)), Failed(GONE)]
        assert work.loader.is_out_of_reach


async def test_a_search_does_not_use_the_cache_after_another_failure() -> None:
    async with following(caching(1), query=SEARCH) as work:
        await work.source.fail()
        assert work.source.cache_reads == []
        assert not work.loader.is_out_of_reach


async def test_a_search_started_out_of_reach_shows_cached_rows_immediately() -> None:
    breaker = CircuitBreaker()
    breaker.record_failure(GONE)
    async with following(caching(1), query=SEARCH, breaker=breaker) as work:
        assert work.source.requested == []
        assert work.rows.count == 100
        assert work.loader.failure == GONE


async def test_cached_rows_can_be_scrolled_through_while_the_account_is_out_of_reach() -> None:
    async with following(caching(1, 2), query=ALL_SEQUENCES) as work:
        await work.source.fail(SourceError(GONE))
        assert work.results == [Failed(GONE)]
        assert work.rows.count == 100
        assert work.loader.want(Window(90, 110)) == Loaded(Window(100, 200))
        await anyio.wait_all_tasks_blocked()
        assert work.source.requested == [1]
        assert work.loader.is_idle


async def test_a_closed_loader_does_not_use_the_cache() -> None:
    async with following(caching(2), query=ALL_SEQUENCES) as work:
        work.loader.close()
        assert work.loader.want(Window(150, 170)) is None
        assert work.source.cache_reads == [1]
