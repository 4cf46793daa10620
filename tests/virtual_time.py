"""An event loop whose clock jumps to the next timer, so that no test ever waits."""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TICK = 1e-6
"""Seconds that pass while nothing is waited for; a clock that stood still could loop for ever."""


class _JumpingSelector(selectors.SelectSelector):
    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            self.now += max(timeout or 0, TICK)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop for code that waits for timers only, and not for sockets or threads."""

    def __init__(self) -> None:
        self._clock = _JumpingSelector()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.now


VIRTUAL: tuple[str, Mapping[str, object]] = ("asyncio", {"loop_factory": VirtualLoop})
"""What a module's ``anyio_backend`` fixture returns to have its tests run in virtual time."""


def now() -> float:
    """The time of the running loop."""
    return asyncio.get_running_loop().time()
