"""How many requests are in flight, how close together they start, and the pause they share."""

from __future__ import annotations

import asyncio

import pytest

from seq_tui.client.rate_limiter import MAX_PAUSE, NotWantedError, RateLimiter
from seq_tui.domain.page import MAX_IN_FLIGHT
from tests.virtual_time import VIRTUAL, now

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> object:
    return VIRTUAL


async def starts(rate_limiter: RateLimiter, requests: int, seconds: float) -> list[float]:
    """The start times of `requests` simultaneous requests that take `seconds` each."""
    times: list[float] = []

    async def request() -> None:
        async with rate_limiter.slot() as started:
            times.append(started)
            await asyncio.sleep(seconds)

    await asyncio.gather(*(request() for _ in range(requests)))
    return times


def refused(rate_limiter: RateLimiter, retry_after: float | None) -> float:
    """The seconds of the pause after the refusal of a request that started just now."""
    rate_limiter.record_refusal(now(), retry_after)
    return rate_limiter.retry_in()


async def test_the_first_request_starts_at_once() -> None:
    started = now()
    assert await starts(RateLimiter(), 1, 5) == [pytest.approx(started, abs=0.001)]


async def test_never_more_than_ten_requests_start_in_any_second() -> None:
    times = await starts(RateLimiter(), 60, 0.01)
    assert max(sum(start <= time < start + 1 for time in times) for start in times) <= 9
    assert times[-1] - times[0] == pytest.approx(59 / 8, rel=0.01)


async def test_slow_requests_are_never_more_than_three_at_once() -> None:
    times = await starts(RateLimiter(), 9, 10)
    running = [sum(start <= time < start + 10 for start in times) for time in times]
    assert max(running) == MAX_IN_FLIGHT


async def test_a_cancelled_request_frees_its_slot() -> None:
    rate_limiter = RateLimiter()
    waiting = [asyncio.create_task(starts(rate_limiter, 1, 1000)) for _ in range(5)]
    await asyncio.sleep(1)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    before = now()
    assert (await starts(rate_limiter, 1, 0))[0] - before < 0.2


async def test_a_refusal_makes_every_request_wait() -> None:
    rate_limiter = RateLimiter()
    begun = now()
    assert rate_limiter.retry_in() == 0
    rate_limiter.record_refusal(begun, 5)
    assert rate_limiter.retry_in() == pytest.approx(5)
    times = await starts(rate_limiter, 4, 0)
    assert min(times) >= begun + 5
    assert max(times) <= begun + 6


async def test_a_request_that_waited_for_a_slot_waits_for_the_pause_as_well() -> None:
    rate_limiter = RateLimiter()
    await starts(rate_limiter, 1, 0)
    waiting = asyncio.create_task(starts(rate_limiter, 1, 0))
    await asyncio.sleep(0.05)
    until = now() + refused(rate_limiter, 5)
    assert (await waiting)[0] >= until


async def test_no_pause_is_longer_than_a_minute() -> None:
    rate_limiter = RateLimiter(jitter=lambda: 1)
    assert refused(rate_limiter, 86400) == pytest.approx(MAX_PAUSE)
    for _ in range(12):
        await asyncio.sleep(MAX_PAUSE + 1)
        assert refused(rate_limiter, None) <= MAX_PAUSE + 0.001


async def test_pauses_without_a_length_double_until_the_service_answers_again() -> None:
    rate_limiter = RateLimiter(jitter=lambda: 1)
    lengths = []
    for _ in range(3):
        lengths.append(refused(rate_limiter, None))
        await asyncio.sleep(100)
    assert lengths == pytest.approx([1, 2, 4])
    rate_limiter.record_success()
    assert refused(rate_limiter, None) == pytest.approx(1)


@pytest.mark.parametrize(("jitter", "seconds"), [(0, 0.5), (0.5, 0.75), (1, 1)])
async def test_a_pause_without_a_length_is_jittered(jitter: float, seconds: float) -> None:
    assert refused(RateLimiter(jitter=lambda: jitter), None) == pytest.approx(seconds)


async def test_requests_that_are_refused_together_make_one_pause() -> None:
    rate_limiter = RateLimiter(jitter=lambda: 1)
    begun = now()
    await asyncio.sleep(0.1)
    for _ in range(4):
        rate_limiter.record_refusal(begun, None)
        assert rate_limiter.retry_in() == pytest.approx(1)


async def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    rate_limiter = RateLimiter()
    assert refused(rate_limiter, 30) == pytest.approx(30)
    assert refused(rate_limiter, 5) == pytest.approx(30)


async def test_a_pause_is_reported_once_when_requests_begin_to_wait_for_it() -> None:
    reported: list[float] = []
    rate_limiter = RateLimiter(on_pause=reported.append)
    refused(rate_limiter, 5)
    assert reported == []
    await starts(rate_limiter, 4, 0)
    assert reported == pytest.approx([5], abs=0.001)
    refused(rate_limiter, 7)
    await starts(rate_limiter, 1, 0)
    assert reported == pytest.approx([5, 7], abs=0.13)


async def test_a_request_that_is_no_longer_wanted_frees_its_slot_promptly() -> None:
    rate_limiter = RateLimiter()
    refused(rate_limiter, 60)
    unwanted_at = now() + 1

    async def unwanted() -> float:
        with pytest.raises(NotWantedError):
            async with rate_limiter.slot(lambda: now() < unwanted_at):
                pytest.fail("nothing may be sent")
        return now()

    ended = await asyncio.gather(*(unwanted() for _ in range(MAX_IN_FLIGHT)))
    assert max(ended) < unwanted_at + 0.2
    assert await starts(rate_limiter, 1, 0) == [pytest.approx(60, abs=0.2)]


async def test_a_request_that_became_unwanted_while_it_waited_is_not_sent() -> None:
    rate_limiter = RateLimiter()
    busy = asyncio.create_task(starts(rate_limiter, MAX_IN_FLIGHT, 5))
    await asyncio.sleep(1)
    with pytest.raises(NotWantedError):
        async with rate_limiter.slot(lambda: False):
            pytest.fail("nothing may be sent")
    assert len(await busy) == MAX_IN_FLIGHT
