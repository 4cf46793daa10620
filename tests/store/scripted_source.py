"""A source that answers when a test lets it, and a loader whose results a test collects."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import anyio

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import never_cancelled
from seq_tui.domain.query import Query
from seq_tui.domain.sequence import Sequence
from seq_tui.domain.source import Source
from seq_tui.store.loader import PageLoader
from seq_tui.store.paged_list import PagedList
from tests.store.pages import page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from seq_tui.domain.page import Page
    from seq_tui.store.circuit_breaker import CircuitBreaker
    from seq_tui.store.loader import Failed, Loaded

PER_PAGE = 100
LAST_PAGE = 50
SEARCH = Query("x")
FAILURE = Failure(Cause.SERVICE, "The service failed.")

SLOTS = 3
"""Requests that may be in flight at once."""

MAX_PAGES = 24
"""Most pages in memory: so few that reading on evicts the first ones."""


class ScriptedSource(Source[Sequence]):
    """An account of 5,000 sequences that answers only on `answer` or `fail`."""

    def __init__(self) -> None:
        self.requested: list[int] = []
        self.wanted: list[Callable[[], bool]] = []
        """The `is_wanted` of each request."""

        self.cache: dict[int, Page[Sequence]] = {}
        self.cache_reads: list[int] = []
        """The pages requested from the cache."""

        self._waiting: deque[tuple[int, asyncio.Future[Page[Sequence]]]] = deque()

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Sequence]:
        """Wait for `answer` or `fail`."""
        self.requested.append(number)
        self.wanted.append(is_wanted)
        answer: asyncio.Future[Page[Sequence]] = asyncio.get_running_loop().create_future()
        self._waiting.append((number, answer))
        return await answer

    async def get(self, sequence_id: int) -> Sequence:
        """Not used: no loader reads a single sequence."""
        raise NotImplementedError

    def cached_page(self, query: Query, number: int) -> Page[Sequence] | None:
        """A page of `cache`."""
        self.cache_reads.append(number)
        return self.cache.get(number)

    @property
    def has_waiting(self) -> bool:
        """Whether a request is waiting for its answer."""
        return bool(self._waiting)

    async def answer(self, as_page: int | None = None) -> None:
        """Answer the oldest waiting request, optionally with another page, and let it arrive."""
        number, answer = self._waiting.popleft()
        last_row = (as_page or number) * PER_PAGE
        rows = range(last_row - PER_PAGE, last_row if number <= LAST_PAGE else 0)
        answer.set_result(page(number, rows, is_last=number >= LAST_PAGE))
        await anyio.wait_all_tasks_blocked()

    async def fail(self, error: Exception | None = None) -> None:
        """Let the oldest waiting request fail."""
        self._waiting.popleft()[1].set_exception(error or SourceError(FAILURE))
        await anyio.wait_all_tasks_blocked()


@dataclass
class Following:
    """A running loader and its results so far."""

    source: ScriptedSource
    rows: PagedList[Sequence]
    loader: PageLoader[Sequence]
    results: list[Loaded | Failed] = field(default_factory=list)

    async def follow(self) -> None:
        """Collect the loader's results until it is closed."""
        async for result in self.loader.results():
            self.results.append(result)


@asynccontextmanager
async def following(
    source: ScriptedSource | None = None,
    slots: asyncio.Semaphore | None = None,
    *,
    query: Query = SEARCH,
    breaker: CircuitBreaker | None = None,
) -> AsyncIterator[Following]:
    """Run a loader within the block; at its end, close it and answer all requests."""
    source = source or ScriptedSource()
    rows: PagedList[Sequence] = PagedList(max_pages=MAX_PAGES)
    loader = PageLoader(source, query, rows, slots or asyncio.Semaphore(SLOTS), breaker)
    work = Following(source, rows, loader)
    task = asyncio.create_task(work.follow())
    try:
        await anyio.wait_all_tasks_blocked()
        yield work
        loader.close()
        while source.has_waiting:
            await source.answer()
        await task
    finally:
        task.cancel()
