"""Concurrent requests with their responses in order, none of them cancelled once sent."""

from __future__ import annotations

import asyncio
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from seq_tui.domain.failure import SourceError
from seq_tui.domain.page import MAX_IN_FLIGHT

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Collection, Coroutine, Iterable
    from typing import Any, TypeAlias

    Response = TypeVar("Response")

    Request: TypeAlias = Callable[[Callable[[], bool]], Coroutine[Any, Any, Response]]
    """Sends a request; its argument returns whether the response is still wanted."""

STOP_GRACE_S = 1.5
"""Seconds that requests in flight have to finish after a stop was requested."""


class StoppedError(Exception):
    """A stop was requested before everything had arrived."""


async def ordered_responses(
    requests: Iterable[Request[Response]], stop: asyncio.Event, in_flight: int = MAX_IN_FLIGHT
) -> AsyncGenerator[Response, None]:
    """Yield the response to each request in order, with at most `in_flight` requests at a time.

    Use it within `contextlib.aclosing`. At the end of that block the remaining responses are no
    longer wanted, and it waits for the requests in flight.

    Raises:
        StoppedError: `stop` was set; responses that came within `STOP_GRACE_S` were yielded first.
        SourceError: a request failed; the responses before it were yielded first.
    """
    tasks: deque[asyncio.Task[Response]] = deque()
    is_over = False

    def is_wanted() -> bool:
        return not (is_over or stop.is_set())

    waiting = iter(requests)
    grace_period = _GracePeriod(stop)
    try:
        while True:
            if is_wanted():
                more = islice(waiting, in_flight - len(tasks))
                tasks.extend(asyncio.create_task(send(is_wanted)) for send in more)
            if not tasks:
                break
            yield await grace_period.response(tasks[0])
            tasks.popleft()
    finally:
        is_over = True
        await grace_period.wait(tasks)
        for task in tasks:
            if task.done() and not task.cancelled():
                # Retrieved, so that asyncio does not log it as never retrieved.
                task.exception()
    if stop.is_set():
        raise StoppedError


class _GracePeriod:
    """Waits for responses: without limit, but after a stop for `STOP_GRACE_S` in all."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self._deadline: float | None = None

    async def response(self, task: asyncio.Task[Response]) -> Response:
        """The response to one request.

        Raises:
            StoppedError: a stop was requested, and the response is late or an error.
            SourceError: the request failed without a stop.
        """
        await self.wait([task])
        if not task.done():
            raise StoppedError
        try:
            return task.result()
        except SourceError:
            if self._stop.is_set():
                raise StoppedError from None
            raise

    async def wait(self, tasks: Collection[asyncio.Task[Response]]) -> None:
        """Wait until all tasks are done, or the deadline passes."""
        pending = {task for task in tasks if not task.done()}
        if not pending:
            return
        stopping = asyncio.create_task(self._stop.wait())
        while pending and not self._stop.is_set():
            await asyncio.wait({*pending, stopping}, return_when=asyncio.FIRST_COMPLETED)
            pending = {task for task in pending if not task.done()}
        stopping.cancel()
        now = asyncio.get_running_loop().time()
        if self._stop.is_set() and self._deadline is None:
            self._deadline = now + STOP_GRACE_S
        if pending and self._deadline is not None and now < self._deadline:
            await asyncio.wait(pending, timeout=self._deadline - now)
