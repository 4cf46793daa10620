"""Several requests under way at once: answers in their order, and none cancelled once sent."""

from __future__ import annotations

import asyncio
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from seq_tui.domain.failure import SourceError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Collection, Coroutine, Iterable
    from typing import Any, TypeAlias

    Answer = TypeVar("Answer")

    Call: TypeAlias = Callable[[Callable[[], bool]], Coroutine[Any, Any, Answer]]
    """A request that is told how to find out whether its answer is still wanted."""

AT_ONCE = 3
"""Requests under way; more would not be quicker than the pace allows
(`seq_tui.client.rate_limiter`)."""

GRACE = 1.5
"""Seconds that what is under way has to end in, once somebody asked to stop."""


class StoppedError(Exception):
    """Somebody asked to stop, and not everything has come."""


async def in_order(
    calls: Iterable[Call[Answer]], stop: asyncio.Event
) -> AsyncGenerator[Answer, None]:
    """The answers to `calls`, `AT_ONCE` of them under way, in the order of the calls.

    When the block around this generator ends, no answer is wanted any more, and it waits for those
    that are under way. Use it within `contextlib.aclosing`.

    Raises:
        StoppedError: `stop` was set; what came within `GRACE` has been given.
        SourceError: a call failed; the answers before it have been given.
    """
    tasks: deque[asyncio.Task[Answer]] = deque()
    is_over = False

    def is_wanted() -> bool:
        return not (is_over or stop.is_set())

    waiting = iter(calls)
    patience = _Patience(stop)
    try:
        while True:
            if is_wanted():
                more = islice(waiting, AT_ONCE - len(tasks))
                tasks.extend(asyncio.create_task(call(is_wanted)) for call in more)
            if not tasks:
                break
            yield await patience.answer(tasks[0])
            tasks.popleft()
    finally:
        is_over = True
        await patience.settle(tasks)
        for task in tasks:
            if task.done() and not task.cancelled():
                # Looked at, so that asyncio does not report it as forgotten.
                task.exception()
    if stop.is_set():
        raise StoppedError


class _Patience:
    """Waiting for answers; once somebody asked to stop, for `GRACE` in all and no longer."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self._until: float | None = None

    async def answer(self, task: asyncio.Task[Answer]) -> Answer:
        """The answer of one call.

        Raises:
            StoppedError: it does not come in time.
            SourceError: it failed, and nobody asked to stop.
        """
        await self.settle([task])
        if not task.done():
            raise StoppedError
        try:
            return task.result()
        except SourceError:
            if self._stop.is_set():
                raise StoppedError from None
            raise

    async def settle(self, tasks: Collection[asyncio.Task[Answer]]) -> None:
        """Wait until all are done, or patience ends."""
        pending = {task for task in tasks if not task.done()}
        if not pending:
            return
        stopping = asyncio.create_task(self._stop.wait())
        while pending and not self._stop.is_set():
            await asyncio.wait({*pending, stopping}, return_when=asyncio.FIRST_COMPLETED)
            pending = {task for task in pending if not task.done()}
        stopping.cancel()
        now = asyncio.get_running_loop().time()
        if self._stop.is_set() and self._until is None:
            self._until = now + GRACE
        if pending and self._until is not None and now < self._until:
            await asyncio.wait(pending, timeout=self._until - now)
