"""Requests that are no longer wanted: nothing more is sent for them, and their waits end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest

from seq_tui.client.errors import RateLimitError, ServiceError, UnreachableError
from seq_tui.client.sell_client import SellClient
from seq_tui.domain.query import Query
from seq_tui.store.loader import PageLoader
from seq_tui.store.paged_list import PagedList
from tests.fake_sell import BASE, TOKEN, FakeSell, error
from tests.virtual_time import VIRTUAL, now

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.sequence import Sequence
    from seq_tui.wire.errors import SellError

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> object:
    return VIRTUAL


def client_of(fake: FakeSell) -> SellClient:
    return SellClient(BASE, TOKEN, transport=httpx.MockTransport(fake))


def until(seconds: float) -> Callable[[], bool]:
    """An `is_wanted` that returns true for some time."""
    end = now() + seconds
    return lambda: now() < end


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(503, Retry_After="60"), ServiceError),
        (error(429, Retry_After="60"), RateLimitError),
        (httpx.ConnectError("refused"), UnreachableError),
    ],
)
async def test_a_wait_for_the_next_attempt_ends_with_the_last_failure(
    answer: httpx.Response | Exception, kind: type[SellError]
) -> None:
    fake = FakeSell()
    fake.script.append(answer)
    begun = now()
    with pytest.raises(kind):
        await client_of(fake).page(Query(), 1, is_wanted=until(0.2))
    assert len(fake.requests) == 1
    assert now() - begun < 0.4


async def test_an_attempt_in_flight_is_the_last_one_once_it_is_unwanted() -> None:
    fake = FakeSell(latency=5)
    fake.script.append(error(500))
    with pytest.raises(ServiceError):
        await client_of(fake).page(Query(), 1, is_wanted=until(1))
    assert len(fake.requests) == 1
    assert now() == pytest.approx(fake.times[0] + 5, abs=0.01)


async def test_a_request_in_flight_is_not_cancelled() -> None:
    fake = FakeSell(latency=5)
    page = await client_of(fake).page(Query(), 1, is_wanted=until(1))
    assert len(page.items) == 100


async def test_a_request_that_was_never_wanted_is_not_sent() -> None:
    fake = FakeSell()
    with pytest.raises(UnreachableError, match="No request could be sent"):
        await client_of(fake).page(Query(), 1, is_wanted=lambda: False)
    assert fake.requests == []


async def test_the_client_reports_the_pause_after_a_refusal() -> None:
    fake = FakeSell()
    fake.script.append(error(429, Retry_After="5"))
    client = client_of(fake)
    assert client.retry_in() == 0
    page = asyncio.create_task(client.page(Query(), 1))
    await asyncio.sleep(2)
    assert client.retry_in() == pytest.approx(3, abs=0.01)
    assert len((await page).items) == 100
    assert client.retry_in() == 0


async def test_unwanted_searches_do_not_delay_the_wanted_one() -> None:
    fake = FakeSell()
    fake.script.extend(error(503, Retry_After="30") for _ in range(3))
    client, turns = client_of(fake), asyncio.Semaphore(3)

    def loader_of(name: str) -> PageLoader[Sequence]:
        return PageLoader(client, Query(name), PagedList(), turns)

    old = [loader_of(name) for name in "abc"]
    tasks = [asyncio.ensure_future(anext(aiter(loader.results()), None)) for loader in old]
    await asyncio.sleep(1)
    assert turns.locked()
    for loader in old:
        loader.close()
    begun = now()
    await anext(aiter(loader_of("Sequence").results()))
    assert now() - begun < 0.4
    assert await asyncio.gather(*tasks) == [None] * 3
    assert len(fake.requests) == 4
