"""Concurrent requests: responses in order, none cancelled, and a quick end after a stop."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.ordered_requests import (
    STOP_GRACE_S,
    StoppedError,
    ordered_responses,
)
from seq_tui.domain.failure import SourceError
from seq_tui.domain.page import MAX_IN_FLIGHT
from tests.fake_source import NO_ANSWER
from tests.virtual_time import VIRTUAL, now

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator
    from typing import Any

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> object:
    return VIRTUAL


class Service:
    """Answers request n after `seconds(n)`, and fails at request `failing`."""

    def __init__(self, seconds: Callable[[int], float], failing: int | None = None) -> None:
        self._seconds = seconds
        self._failing = failing
        self.sent: list[int] = []
        self.answered: list[int] = []
        self.most_in_flight = 0

    def requests(
        self, numbers: Iterable[int]
    ) -> Iterator[Callable[[Callable[[], bool]], Coroutine[Any, Any, int]]]:
        for number in numbers:
            yield partial(self._send, number)

    async def _send(self, number: int, is_wanted: Callable[[], bool]) -> int:
        if not is_wanted():
            raise SourceError(NO_ANSWER)
        self.sent.append(number)
        self.most_in_flight = max(self.most_in_flight, len(self.sent) - len(self.answered))
        await asyncio.sleep(self._seconds(number))
        self.answered.append(number)
        if number == self._failing:
            raise SourceError(NO_ANSWER)
        return number


async def collect(service: Service, stop: asyncio.Event, got: list[int]) -> None:
    """Put responses into `got` until there are no more."""
    async with aclosing(ordered_responses(service.requests(count()), stop)) as responses:
        while True:
            got.append(await anext(responses))


async def test_responses_are_in_order_whenever_they_arrive() -> None:
    service = Service(lambda number: 5 - number % 4)
    async with aclosing(
        ordered_responses(service.requests(range(9)), asyncio.Event())
    ) as responses:
        assert [each async for each in responses] == list(range(9))
    assert service.most_in_flight == MAX_IN_FLIGHT
    assert service.answered != sorted(service.answered)


async def test_the_end_waits_for_requests_in_flight_and_sends_no_more() -> None:
    service = Service(lambda _: 1)
    async with aclosing(ordered_responses(service.requests(count()), asyncio.Event())) as responses:
        async for response in responses:
            if response == 4:
                break
    assert service.sent == service.answered
    assert max(service.sent) <= 4 + MAX_IN_FLIGHT


async def test_a_failure_comes_after_the_responses_before_it() -> None:
    service = Service(lambda number: 9 - number, failing=2)
    got: list[int] = []
    with pytest.raises(SourceError):
        await collect(service, asyncio.Event(), got)
    assert got == [0, 1]
    assert sorted(service.answered) == service.sent


async def test_a_stop_yields_the_responses_within_the_grace_period() -> None:
    service = Service(lambda number: 0.5 * STOP_GRACE_S if number < 2 else 10 * STOP_GRACE_S)
    stop = asyncio.Event()
    got: list[int] = []
    began = now()
    asyncio.get_running_loop().call_later(0.1, stop.set)
    with pytest.raises(StoppedError):
        await collect(service, stop, got)
    assert got == [0, 1]
    assert service.sent == [0, 1, 2]
    assert now() - began < 0.5 * STOP_GRACE_S + STOP_GRACE_S + 0.1


async def test_a_failure_within_the_grace_period_is_a_stop() -> None:
    service = Service(lambda _: 0.5 * STOP_GRACE_S, failing=0)
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.1, stop.set)
    with pytest.raises(StoppedError):
        await collect(service, stop, [])


async def test_nothing_is_sent_after_a_stop() -> None:
    service = Service(lambda _: 1)
    stop = asyncio.Event()
    stop.set()
    with pytest.raises(StoppedError):
        await collect(service, stop, [])
    assert service.sent == []
