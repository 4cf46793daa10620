"""Waiting for the user to pause."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump
    from textual.timer import Timer


EARLY = 0.001
"""Seconds by which a timer may be early."""


class Debounce:
    """Calls back once, when nothing has begun it anew for a while."""

    def __init__(self, pump: MessagePump, seconds: float, callback: Callable[[], object]) -> None:
        self._pump = pump
        self._seconds = seconds
        self._callback = callback
        self._until = 0.0
        self._timer: Timer | None = None

    @property
    def is_pending(self) -> bool:
        """Whether the callback is still to come."""
        return self._timer is not None

    def begin(self) -> None:
        """Wait from now on."""
        self._until = monotonic() + self._seconds
        if self._timer is None:
            self._timer = self._pump.set_timer(self._seconds, self._over)

    def end(self) -> None:
        """Do not call back."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _over(self) -> None:
        self._timer = None
        if (left := self._until - monotonic()) > EARLY:
            # One timer for all that begins before it ends: a held key would make one each time.
            self._timer = self._pump.set_timer(left, self._over)
        else:
            self._callback()
