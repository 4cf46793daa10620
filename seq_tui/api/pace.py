"""When the next request may go: how many at once, how close together, and after which pause."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from random import SystemRandom
from typing import TYPE_CHECKING

from aiolimiter import AsyncLimiter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

PER_SECOND = 8
"""Requests started in a second; the service refuses more than 10 (API document, limits)."""

AT_ONCE = 3
"""Requests in flight; more would not be quicker than the pace allows."""

MAX_PAUSE = 60
"""Seconds of the longest pause, whatever the service asks for."""

FIRST_PAUSE = 1
"""Seconds of the first pause that the service gives no length for; each further one doubles."""


class Pace:
    """The pace that all requests of one account share; it belongs to one event loop.

    Args:
        per_second: requests started in a second, evenly spaced.
        jitter: a number from 0 to 1, new at each call.
    """

    def __init__(
        self, per_second: float = PER_SECOND, jitter: Callable[[], float] | None = None
    ) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._spacing = AsyncLimiter(1, 1 / per_second)
        self._jitter = jitter or SystemRandom().random
        self._paused_until = 0.0
        self._refusals = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[float]:
        """Wait for a turn, hold it while the request is in flight, and give its starting time."""
        async with self._slots:
            await self._spacing.acquire()
            while (wait := self._paused_until - _now()) > 0:
                await asyncio.sleep(wait)
                await self._spacing.acquire()
            yield _now()

    def accepted(self) -> None:
        """Note that the service answers again."""
        self._refusals = 0

    def refused(self, started: float, asked: float | None) -> float:
        """Make every request pause after a refusal, and give the seconds until they go on.

        Args:
            started: when the refused request started.
            asked: the seconds that the service asks for, if it does.
        """
        now = _now()
        if asked is not None:
            self._paused_until = max(self._paused_until, now + min(asked, MAX_PAUSE))
        elif started >= self._paused_until:
            # Requests in flight together are refused together; only the first one counts.
            pause = min(FIRST_PAUSE * 2**self._refusals, MAX_PAUSE)
            self._paused_until = now + pause * (1 + self._jitter()) / 2
            self._refusals += 1
        return max(0.0, self._paused_until - now)


def _now() -> float:
    return asyncio.get_running_loop().time()
