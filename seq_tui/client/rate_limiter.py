"""When the next request may go: how many at once, how close together, and after which pause."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from random import SystemRandom
from typing import TYPE_CHECKING

from aiolimiter import AsyncLimiter

from seq_tui.domain.page import never_cancelled

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

PER_SECOND = 8
"""Requests started in a second; the service refuses more than 10 (API document, limits)."""

AT_ONCE = 3
"""Requests in flight; more would not be quicker than the pace allows.

A screen begins as many at once, and no more (`seq_tui.ui.search_session.TURNS`): a request
that waited here could no longer be overtaken by one that the user wants more.
"""

MAX_PAUSE = 60
"""Seconds of the longest pause, whatever the service asks for."""

FIRST_PAUSE = 1
"""Seconds of the first pause that the service gives no length for; each further one doubles."""

LOOK_UP = 0.1
"""Seconds of a wait until it is asked again whether anybody waits for its end."""


class NotWantedError(Exception):
    """Nobody waits for the answer any more, so nothing may be sent for it."""


class RateLimiter:
    """The pace that all requests of one account share; it belongs to one event loop.

    Args:
        per_second: requests started in a second, evenly spaced.
        jitter: a number from 0 to 1, new at each call.
        on_pause: called with its seconds when requests begin to wait for a pause to end; once for
            each pause.
    """

    def __init__(
        self,
        per_second: float = PER_SECOND,
        jitter: Callable[[], float] | None = None,
        on_pause: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._spacing = AsyncLimiter(1, 1 / per_second)
        self._jitter = jitter or SystemRandom().random
        self._on_pause = on_pause
        self._paused_until = 0.0
        self._told_of = 0.0
        """The end of the pause that `on_pause` was told of."""
        self._refusals = 0

    @asynccontextmanager
    async def turn(self, is_wanted: Callable[[], bool] = never_cancelled) -> AsyncIterator[float]:
        """Wait for a turn, hold it while the request is in flight, and give its starting time.

        Raises:
            NotWantedError: `is_wanted` said no before the turn came.
        """
        async with self._slots:
            await self._spacing.acquire()
            while (seconds := self.retry_in()) > 0:
                if self._told_of < self._paused_until:
                    self._told_of = self._paused_until
                    self._on_pause(seconds)
                await sleep_while_wanted(seconds, is_wanted)
                await self._spacing.acquire()
            if not is_wanted():
                raise NotWantedError
            yield loop_time()

    def retry_in(self) -> float:
        """Seconds until requests go on after a refusal; 0 where they need not wait."""
        return max(0.0, self._paused_until - loop_time())

    def accepted(self) -> None:
        """Note that the service answers again."""
        self._refusals = 0

    def refused(self, started: float, asked: float | None) -> None:
        """Make every request pause after a refusal.

        Args:
            started: when the refused request started.
            asked: the seconds that the service asks for, if it does.
        """
        if asked is not None:
            self._paused_until = max(self._paused_until, loop_time() + min(asked, MAX_PAUSE))
        elif started >= self._paused_until:
            # Requests in flight together are refused together; only the first one counts.
            pause = min(FIRST_PAUSE * 2**self._refusals, MAX_PAUSE)
            self._paused_until = loop_time() + pause * (1 + self._jitter()) / 2
            self._refusals += 1


async def sleep_while_wanted(seconds: float, is_wanted: Callable[[], bool]) -> None:
    """Wait, as long as anybody wants what comes after it.

    Raises:
        NotWantedError: `is_wanted` said no.
    """
    until = loop_time() + seconds
    while is_wanted():
        left = until - loop_time()
        if left <= 0:
            return
        await asyncio.sleep(min(left, LOOK_UP))
    raise NotWantedError


def loop_time() -> float:
    """The time of the running event loop, in seconds."""
    return asyncio.get_running_loop().time()
