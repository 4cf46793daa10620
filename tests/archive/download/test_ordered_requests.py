"""Several requests at once: in order, never cancelled, and soon over for whoever asks to stop."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest

from seq_tui.archive.download.ordered_requests import AT_ONCE, GRACE, StoppedError, in_order
from seq_tui.domain.failure import SourceError
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
    """Answers number n after as many seconds as `seconds` says, and fails at `failing`."""

    def __init__(self, seconds: Callable[[int], float], failing: int | None = None) -> None:
        self._seconds = seconds
        self._failing = failing
        self.sent: list[int] = []
        self.answered: list[int] = []
        self.most_at_once = 0

    def calls(
        self, numbers: Iterable[int]
    ) -> Iterator[Callable[[Callable[[], bool]], Coroutine[Any, Any, int]]]:
        for number in numbers:
            yield partial(self._call, number)

    async def _call(self, number: int, is_wanted: Callable[[], bool]) -> int:
        if not is_wanted():
            raise SourceError(NO_ANSWER)
        self.sent.append(number)
        self.most_at_once = max(self.most_at_once, len(self.sent) - len(self.answered))
        await asyncio.sleep(self._seconds(number))
        self.answered.append(number)
        if number == self._failing:
            raise SourceError(NO_ANSWER)
        return number


async def collect(service: Service, stop: asyncio.Event, got: list[int]) -> None:
    """Put answers into `got` until there are no more."""
    async with aclosing(in_order(service.calls(count()), stop)) as answers:
        while True:
            got.append(await anext(answers))


async def test_answers_are_in_order_however_they_come() -> None:
    service = Service(lambda number: 5 - number % 4)
    async with aclosing(in_order(service.calls(range(9)), asyncio.Event())) as answers:
        assert [answer async for answer in answers] == list(range(9))
    assert service.most_at_once == AT_ONCE
    assert service.answered != sorted(service.answered)


async def test_what_is_under_way_at_the_end_is_waited_for_and_nothing_more_is_sent() -> None:
    service = Service(lambda _: 1)
    async with aclosing(in_order(service.calls(count()), asyncio.Event())) as answers:
        async for answer in answers:
            if answer == 4:
                break
    assert service.sent == service.answered
    assert max(service.sent) <= 4 + AT_ONCE


async def test_a_failure_comes_after_the_answers_before_it() -> None:
    service = Service(lambda number: 9 - number, failing=2)
    got: list[int] = []
    with pytest.raises(SourceError):
        await collect(service, asyncio.Event(), got)
    assert got == [0, 1]
    assert sorted(service.answered) == service.sent


async def test_whoever_asks_to_stop_gets_what_comes_within_the_grace() -> None:
    service = Service(lambda number: 0.5 * GRACE if number < 2 else 10 * GRACE)
    stop = asyncio.Event()
    got: list[int] = []
    began = now()
    asyncio.get_running_loop().call_later(0.1, stop.set)
    with pytest.raises(StoppedError):
        await collect(service, stop, got)
    assert got == [0, 1]
    assert service.sent == [0, 1, 2]
    assert now() - began < 0.5 * GRACE + GRACE + 0.1


async def test_nothing_is_sent_after_a_stop() -> None:
    service = Service(lambda _: 1)
    stop = asyncio.Event()
    stop.set()
    with pytest.raises(StoppedError):
        await collect(service, stop, [])
    assert service.sent == []
