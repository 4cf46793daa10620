"""An event loop whose clock jumps to the next timer, so that no test ever waits."""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TICK = 1e-6
"""Seconds that each turn of the loop takes; with a clock that stands still it might never end."""


class _JumpingSelector(selectors.SelectSelector):
    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            self.now += max(timeout or 0, TICK)
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop for code that waits only for timers, never for sockets or threads."""

    def __init__(self) -> None:
        self._clock = _JumpingSelector()
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.now


VIRTUAL: tuple[str, Mapping[str, object]] = ("asyncio", {"loop_factory": VirtualLoop})
"""The value of an ``anyio_backend`` fixture for tests in virtual time."""


def now() -> float:
    """The time of the running loop."""
    return asyncio.get_running_loop().time()
