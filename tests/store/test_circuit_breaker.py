"""An account that goes out of reach and comes back, in virtual time."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from seq_tui.domain.failure import Cause, Failure, SourceError
from seq_tui.domain.page import Window, never_cancelled
from seq_tui.domain.query import Query
from seq_tui.store.circuit_breaker import FIRST_WAIT, LONGEST_WAIT, CircuitBreaker, jittered_wait
from seq_tui.store.loader import Failed, Loaded, PageLoader
from seq_tui.store.paged_list import PagedList
from tests.store.account_source import AccountSource
from tests.store.pages import ids
from tests.virtual_time import VIRTUAL, now

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from seq_tui.domain.page import Page
    from seq_tui.domain.sequence import Sequence

pytestmark = pytest.mark.anyio

GONE = Failure(Cause.UNREACHABLE, "Cannot reach sell.test")
FORBIDDEN = Failure(Cause.OFFLINE, "No request is sent")
REFUSED = Failure(Cause.UNAUTHORISED, "The token is refused")


@pytest.fixture
def anyio_backend() -> tuple[str, Mapping[str, object]]:
    return VIRTUAL


class Network(AccountSource):
    """An account of 342 rows that is reachable unless `failure` is set."""

    def __init__(self, failure: Failure | None = None, takes: float = 0) -> None:
        super().__init__(4, 42, says_last=True)
        self.failure = failure
        self.takes = takes
        self.times: list[float] = []
        """When each request was sent."""
        self.sent = asyncio.Event()

    def waits(self) -> list[float]:
        """The seconds between consecutive requests."""
        return [after - before for before, after in pairwise(self.times)]

    async def next_request(self) -> None:
        """Wait until the next request is sent."""
        self.sent.clear()
        await self.sent.wait()

    async def page(
        self, query: Query, number: int, *, is_wanted: Callable[[], bool] = never_cancelled
    ) -> Page[Sequence]:
        """A page, or the present `failure`."""
        self.times.append(now())
        self.sent.set()
        await asyncio.sleep(self.takes)
        if self.failure is not None:
            self.requested.append(number)
            raise SourceError(self.failure)
        return await super().page(query, number, is_wanted=is_wanted)


class Work:
    """The loaders of one screen and their results."""

    def __init__(self, source: Network) -> None:
        self.source = source
        self.breaker = CircuitBreaker()
        self.slots = asyncio.Semaphore(3)
        self.tasks: list[asyncio.Task[None]] = []
        self.results: list[Loaded | Failed] = []

    def loader(self, query: str = "") -> tuple[PageLoader[Sequence], PagedList[Sequence]]:
        rows: PagedList[Sequence] = PagedList()
        loader = PageLoader(self.source, Query(query), rows, self.slots, self.breaker)
        self.tasks.append(asyncio.create_task(self._follow(loader)))
        return loader, rows

    async def _follow(self, loader: PageLoader[Sequence]) -> None:
        async for result in loader.results():
            self.results.append(result)


@pytest.fixture
async def work() -> AsyncIterator[Work]:
    work = Work(Network())
    yield work
    for task in work.tasks:
        task.cancel()
    await asyncio.gather(*work.tasks, return_exceptions=True)


async def test_an_unreachable_account_is_retried_until_it_answers(work: Work) -> None:
    work.source.failure = GONE
    loader, rows = work.loader()
    await asyncio.sleep(300)
    assert loader.failure == GONE
    assert loader.is_idle, "a retry is not shown as loading"
    work.source.failure = None
    await asyncio.sleep(LONGEST_WAIT)
    assert loader.failure is None
    assert ids(rows)[:100] == list(range(100))
    assert isinstance(work.results[-1], Loaded)


async def test_retries_become_rare_up_to_the_longest_wait(work: Work) -> None:
    work.source.failure = GONE
    work.loader()
    await asyncio.sleep(3600)
    waits = work.source.waits()
    assert FIRST_WAIT / 2 <= waits[0] <= FIRST_WAIT
    assert all(LONGEST_WAIT / 2 <= wait <= LONGEST_WAIT + 0.01 for wait in waits[4:])
    assert len(set(waits)) == len(waits)


async def test_a_retry_succeeds_within_a_minute_of_the_network_s_return(work: Work) -> None:
    work.source.failure, work.source.takes = GONE, 30
    _, rows = work.loader()
    await asyncio.sleep(1000)
    # A request sent just before the network returns still fails.
    await work.source.next_request()
    await asyncio.sleep(30)
    work.source.failure, work.source.takes = None, 0
    await asyncio.sleep(29)
    assert rows.count == 100


async def test_rows_in_memory_are_read_again_once_the_account_is_back(work: Work) -> None:
    loader, rows = work.loader()
    loader.want(Window(0, 30))
    await asyncio.sleep(1)
    assert work.source.requested == [1]
    work.source.failure = GONE
    loader.want(Window(90, 120))
    await asyncio.sleep(60)
    assert rows.count == 100
    loader.want(Window(0, 30))
    work.source.failure = None
    work.source.requested.clear()
    await asyncio.sleep(60)
    assert work.source.requested[0] == 1, (
        "a page is requested although all rows in view are in memory"
    )
    assert not loader.is_out_of_reach


async def test_one_loader_retries_for_all(work: Work) -> None:
    work.source.failure = GONE
    everything, _ = work.loader()
    await asyncio.sleep(0.01)
    search, found = work.loader("winback")
    assert search.failure == GONE
    await asyncio.sleep(100)
    assert min(work.source.waits()) >= FIRST_WAIT / 2
    work.source.failure = None
    await asyncio.sleep(LONGEST_WAIT)
    assert not everything.is_out_of_reach
    assert not search.is_out_of_reach
    assert found.count == 100


async def test_a_loader_closed_during_its_retry_leaves_the_next_one_to_others(
    work: Work,
) -> None:
    work.source.failure = GONE
    everything, rows = work.loader()
    await asyncio.sleep(0.01)
    work.source.takes = 5
    await work.source.next_request()
    everything.close()
    other, found = work.loader("winback")
    work.source.failure, work.source.takes = None, 0
    await asyncio.sleep(60)
    assert rows.count == 0
    assert other.failure is None
    assert found.count == 100


async def test_the_user_can_retry_immediately(work: Work) -> None:
    work.source.failure = GONE
    loader, rows = work.loader()
    await asyncio.sleep(100)
    work.source.failure = None
    loader.retry()
    assert not loader.is_idle, "the retry is visible"
    await asyncio.sleep(0.01)
    assert rows.count == 100


async def test_a_refusal_counts_as_an_answer(work: Work) -> None:
    work.source.failure = GONE
    loader, _ = work.loader()
    await asyncio.sleep(10)
    work.source.failure = REFUSED
    await asyncio.sleep(60)
    assert loader.failure == REFUSED
    assert work.breaker.failure is None
    sent = len(work.source.times)
    await asyncio.sleep(600)
    assert len(work.source.times) == sent, "no automatic retry"


async def test_nothing_is_retried_offline(work: Work) -> None:
    work.source.failure = FORBIDDEN
    loader, _ = work.loader()
    await asyncio.sleep(600)
    assert loader.is_out_of_reach
    assert work.source.requested == [1]


def test_retries_of_several_programs_are_spread_out() -> None:
    assert len({jittered_wait(1) for _ in range(20)}) > 10
    assert all(FIRST_WAIT / 2 <= jittered_wait(1) <= FIRST_WAIT for _ in range(100))
    assert jittered_wait(100_000) <= LONGEST_WAIT
