"""Limits how many requests are in flight, how close together they start, and when they pause."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from random import SystemRandom
from typing import TYPE_CHECKING

from seq_tui.domain.page import MAX_IN_FLIGHT, never_cancelled

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

PER_SECOND = 8
"""Requests started per second; the service refuses more than 10 (API document, limits)."""

MAX_PAUSE = 60
"""Seconds of the longest pause, even if the service demands a longer one."""

FIRST_PAUSE = 1
"""Seconds of the first pause if the service states no length; each further one is twice as long."""

POLL_INTERVAL = 0.1
"""Seconds between two calls of `is_wanted` during a wait."""


class NotWantedError(Exception):
    """The request is no longer wanted, so it must not be sent."""


class RateLimiter:
    """Shared by all requests of one account; belongs to one event loop.

    Args:
        per_second: requests started per second, evenly spaced.
        jitter: gives a number from 0 to 1, a new one at each call.
        on_pause: called once for each pause, with its seconds, when requests begin to wait for it.
    """

    def __init__(
        self,
        per_second: float = PER_SECOND,
        jitter: Callable[[], float] | None = None,
        on_pause: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        self._slots = asyncio.Semaphore(MAX_IN_FLIGHT)
        self._spacing = 1 / per_second
        self._next_start = 0.0
        """When the next request may start at the earliest."""
        self._jitter = jitter or SystemRandom().random
        self._on_pause = on_pause
        self._paused_until = 0.0
        self._reported_until = 0.0
        """The end of the last pause that `on_pause` was called for."""
        self._refusals = 0

    @asynccontextmanager
    async def slot(self, is_wanted: Callable[[], bool] = never_cancelled) -> AsyncIterator[float]:
        """Wait for a slot and hold it during the block, which gets the time of its start.

        Raises:
            NotWantedError: `is_wanted` returned false before the slot was free.
        """
        async with self._slots:
            await self._wait_for_turn()
            while (seconds := self.retry_in()) > 0:
                if self._reported_until < self._paused_until:
                    self._reported_until = self._paused_until
                    self._on_pause(seconds)
                await sleep_while_wanted(seconds, is_wanted)
                await self._wait_for_turn()
            if not is_wanted():
                raise NotWantedError
            yield loop_time()

    async def _wait_for_turn(self) -> None:
        """Wait until requests before this one started long enough ago."""
        start = max(loop_time(), self._next_start)
        self._next_start = start + self._spacing
        if (seconds := start - loop_time()) > 0:
            await asyncio.sleep(seconds)

    def retry_in(self) -> float:
        """Seconds until the pause ends; 0 without one."""
        return max(0.0, self._paused_until - loop_time())

    def record_success(self) -> None:
        """Let the next pause without a length be a short one again."""
        self._refusals = 0

    def record_refusal(self, started: float, retry_after: float | None) -> None:
        """Make every request pause because the service found one too many.

        Args:
            started: when the refused request started.
            retry_after: the seconds that the service demands, if it does.
        """
        if retry_after is not None:
            self._paused_until = max(self._paused_until, loop_time() + min(retry_after, MAX_PAUSE))
        elif started >= self._paused_until:
            # Requests in flight together are refused together; only the first refusal counts.
            pause = min(FIRST_PAUSE * 2**self._refusals, MAX_PAUSE)
            self._paused_until = loop_time() + pause * (1 + self._jitter()) / 2
            self._refusals += 1


async def sleep_while_wanted(seconds: float, is_wanted: Callable[[], bool]) -> None:
    """Sleep, but only while the request is wanted.

    Raises:
        NotWantedError: `is_wanted` returned false.
    """
    until = loop_time() + seconds
    while is_wanted():
        remaining = until - loop_time()
        if remaining <= 0:
            return
        await asyncio.sleep(min(remaining, POLL_INTERVAL))
    raise NotWantedError


def loop_time() -> float:
    """The time of the running event loop, in seconds."""
    return asyncio.get_running_loop().time()
