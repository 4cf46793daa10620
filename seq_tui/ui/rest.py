"""Waiting for the user to pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump
    from textual.timer import Timer


class Rest:
    """Calls back once, when nothing has begun it anew for a while."""

    def __init__(self, pump: MessagePump, seconds: float, callback: Callable[[], object]) -> None:
        self._pump = pump
        self._seconds = seconds
        self._callback = callback
        self._timer: Timer | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether the callback is still to come."""
        return self._timer is not None

    def begin(self) -> None:
        """Wait from now on."""
        self.end()
        self._timer = self._pump.set_timer(self._seconds, self._over)

    def end(self) -> None:
        """Do not call back."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _over(self) -> None:
        self._timer = None
        self._callback()
