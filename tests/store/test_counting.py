"""The results of a search that rests are counted by a source that can do so."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import anyio
import pytest

from seq_tui.domain.page import Window, never_cancelled
from seq_tui.store.loader import Loaded, PageLoader
from seq_tui.store.paged_list import PagedList
from tests.store.pages import page
from tests.store.scripted_source import PER_PAGE, SEARCH, ScriptedSource

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from seq_tui.domain.query import Query
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

TOTAL = 49 * PER_PAGE + 7


class CountingSource(ScriptedSource):
    """A source that counts, but only once a test lets it, and not when it is not wanted."""

    def __init__(self, total: int | None) -> None:
        super().__init__()
        self.total = total
        self.counts = 0
        self.is_counting, self.may_count = asyncio.Event(), asyncio.Event()

    async def count_results(
        self, query: Query, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> int | None:
        """Wait for `may_count`."""
        assert query == SEARCH
        self.counts += 1
        self.is_counting.set()
        await self.may_count.wait()
        return self.total if is_wanted() else None


class Counted:
    """A running loader that does not wait before it counts."""

    def __init__(self, total: int | None = TOTAL) -> None:
        self.source = CountingSource(total)
        self.rows: PagedList[Sequence] = PagedList()
        self.loader = PageLoader(
            self.source, SEARCH, self.rows, asyncio.Semaphore(1), count_delay=0
        )
        self.results = self.loader.results()

    async def next(self) -> object:
        """The next result."""
        with anyio.fail_after(10):
            return await anext(self.results)


@pytest.fixture
async def counted() -> AsyncIterator[Counted]:
    work = Counted()
    yield work
    work.loader.close()


async def first_page(work: Counted) -> None:
    task = asyncio.create_task(work.next())
    await anyio.wait_all_tasks_blocked()
    await work.source.answer()
    assert await task == Loaded(Window(0, PER_PAGE))


async def test_the_rest_is_counted_without_a_request(counted: Counted) -> None:
    await first_page(counted)
    assert counted.rows.count == PER_PAGE
    counted.source.may_count.set()
    assert await counted.next() == Loaded(Window(PER_PAGE, TOTAL))
    assert (counted.rows.count, counted.rows.total) == (TOTAL, TOTAL)
    assert counted.source.requested == [1]


async def test_a_page_that_is_wanted_meanwhile_is_read_first(counted: Counted) -> None:
    await first_page(counted)
    task = asyncio.create_task(counted.next())
    await counted.source.is_counting.wait()
    counted.loader.want(Window(PER_PAGE, PER_PAGE + 9))
    counted.source.may_count.set()
    await anyio.wait_all_tasks_blocked()
    await counted.source.answer()
    assert await task == Loaded(Window(PER_PAGE, 2 * PER_PAGE))
    assert counted.rows.total is None
    assert await counted.next() == Loaded(Window(2 * PER_PAGE, TOTAL))
    assert counted.source.counts == 2
    assert counted.source.requested == [1, 2]


async def test_a_source_that_cannot_count_is_asked_once() -> None:
    work = Counted(total=None)
    work.source.may_count.set()
    await first_page(work)
    task = asyncio.create_task(work.next())
    await work.source.is_counting.wait()
    await anyio.wait_all_tasks_blocked()
    work.loader.want(Window(0, 9))
    await anyio.wait_all_tasks_blocked()
    assert work.source.counts == 1
    assert not task.done()
    work.loader.close()
    with pytest.raises(StopAsyncIteration):
        await task


def test_a_count_never_contradicts_the_pages() -> None:
    rows: PagedList[Sequence] = PagedList()
    assert rows.put_total(5) == Window(0, 0)
    rows.put(page(1, range(PER_PAGE)))
    rows.put(page(2, range(PER_PAGE, 2 * PER_PAGE)))
    assert rows.put_total(PER_PAGE) == Window(200, 200)
    assert rows.total is None
    assert rows.put_total(201) == Window(200, 201)
    rows.put(page(3, [200], is_last=True))
    assert rows.put_total(999) == Window(201, 201)
    assert rows.total == 201
