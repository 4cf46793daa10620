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
"""Requests under way; more would not be quicker than the pace allows (`seq_tui.api.pace`)."""

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
    try:
        while True:
            if is_wanted():
                more = islice(waiting, AT_ONCE - len(tasks))
                tasks.extend(asyncio.create_task(call(is_wanted)) for call in more)
            if not tasks:
                break
            yield await _answer(tasks[0], stop)
            tasks.popleft()
    finally:
        is_over = True
        await _settle(tasks, stop)
        for task in tasks:
            if task.done() and not task.cancelled():
                # Looked at, so that asyncio does not report it as forgotten.
                task.exception()
    if stop.is_set():
        raise StoppedError


async def _answer(task: asyncio.Task[Answer], stop: asyncio.Event) -> Answer:
    await _settle([task], stop)
    if not task.done():
        raise StoppedError
    try:
        return task.result()
    except SourceError:
        if stop.is_set():
            raise StoppedError from None
        raise


async def _settle(tasks: Collection[asyncio.Task[Answer]], stop: asyncio.Event) -> None:
    """Wait until all are done; once somebody asks to stop, for `GRACE` at most."""
    pending = {task for task in tasks if not task.done()}
    if not pending:
        return
    stopping = asyncio.create_task(stop.wait())
    while pending and not stop.is_set():
        await asyncio.wait({*pending, stopping}, return_when=asyncio.FIRST_COMPLETED)
        pending = {task for task in pending if not task.done()}
    stopping.cancel()
    if pending:
        await asyncio.wait(pending, timeout=GRACE)
