"""A callback that waits until the user pauses."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from seq_tui.ui.slow_link import is_link_slow
from seq_tui.ui.timers import call_after

if TYPE_CHECKING:
    from asyncio import TimerHandle
    from collections.abc import Callable

    from textual.message_pump import MessagePump


SLOW_DEBOUNCE = 0.25
"""The fewest seconds where the link to the terminal is slow: keys that are held down arrive over it
at irregular intervals, and each repaint takes its time."""

TIMER_TOLERANCE = 0.001
"""Seconds by which a timer may fire early."""


class Debounce:
    """Calls back once, when it has not been restarted for a number of seconds."""

    def __init__(self, pump: MessagePump, seconds: float, callback: Callable[[], object]) -> None:
        self._pump = pump
        self._seconds = seconds
        self._callback = callback
        self._deadline = 0.0
        self._timer: TimerHandle | None = None

    @property
    def is_pending(self) -> bool:
        """Whether the callback is still to come."""
        return self._timer is not None

    def restart(self) -> None:
        """Count the seconds from now on."""
        self._count(self._seconds)

    def restart_with(self, seconds: float) -> None:
        """Count these seconds from now on, for this time, instead of its own.

        Not an argument of `restart`, to which a watcher of Textual would pass the new value.
        """
        self.cancel()
        self._count(seconds)

    def _count(self, seconds: float) -> None:
        if is_link_slow(self._pump):
            seconds = max(seconds, SLOW_DEBOUNCE)
        self._deadline = monotonic() + seconds
        if self._timer is None:
            self._timer = call_after(self._pump, seconds, self._timer_fired)

    def cancel(self) -> None:
        """Do not call back."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _timer_fired(self) -> None:
        if self._timer is None:
            return  # cancelled after the time was over
        self._timer = None
        if (remaining := self._deadline - monotonic()) > TIMER_TOLERANCE:
            # Restarts share one timer: a held key would otherwise create one for each repeat.
            self._timer = call_after(self._pump, remaining, self._timer_fired)
        else:
            self._callback()
