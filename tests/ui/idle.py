"""Waits until an app is idle, no longer than that takes."""

from __future__ import annotations

import asyncio
from math import inf
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

SOON = 0.035
"""Seconds: a timer that is due later is not waited for.

Two of Textual's frames (60 a second): its timer skips one if it was paused (8.2.8).
"""

MAX_TIMERS = 100
"""Timers that are waited for; more are those of a widget that is never idle.

A limit in seconds would end the wait too soon on a busy machine: it may do nothing for seconds.
"""

QUIET_TURNS = 3
"""Turns of the loop without anything to do, after which nothing more will come by itself."""


class _Loop(Protocol):
    """What asyncio's loops have to do: private names, as no public one tells it."""

    _ready: Sequence[asyncio.Handle]
    _scheduled: Sequence[asyncio.TimerHandle]

    def time(self) -> float: ...


async def wait_for_idle(min_sleep: float = 0, max_sleep: float = 60) -> None:
    """Wait until the loop has nothing to do and no timer is due soon.

    In place of Textual's own function (8.2.8), which sleeps 20 ms at least, twice for each key, and
    longer if the machine is busy.
    """
    loop = cast("_Loop", asyncio.get_running_loop())
    end = loop.time() + max_sleep
    quiet = timers = 0
    await asyncio.sleep(min_sleep)
    while quiet < QUIET_TURNS and timers < MAX_TIMERS and loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:
            quiet = 0
        elif (pause := _next_timer(loop) - loop.time()) < SOON:
            await asyncio.sleep(max(pause, 0))
            quiet = 0
            timers += 1
        else:
            quiet += 1


def _next_timer(loop: _Loop) -> float:
    return min((handle.when() for handle in loop._scheduled if not handle.cancelled()), default=inf)
