"""Whether the account can be reached: one answer for all loaders of a screen."""

from __future__ import annotations

import asyncio
from random import SystemRandom
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.failure import Failure

FIRST_WAIT = 4.0
"""Most seconds before the account is tried the first time; they double each time."""

LONGEST_WAIT = 25.0
"""Most seconds before it is tried once more. A request that waits for a network that is not there
takes up to 30 (`seq_tui.client.connection.DEADLINE`), so that within a minute of the
network's return one is sent that gets through."""

OUT_OF_REACH = frozenset({Cause.UNREACHABLE, Cause.OFFLINE})
"""Failures that say nothing of the one request that met them: no other would have done better."""


class CircuitBreaker:
    """Tells loaders whether to ask, and tries a lost account again by itself.

    Out of reach, one page is asked for now and then, and everything again once it was answered.
    Nothing is tried where the user wanted nothing to be sent.
    """

    def __init__(self, wait: Callable[[int], float] | None = None) -> None:
        """Begin with an account that was not asked yet, and so is taken to answer.

        Args:
            wait: the seconds until the next try, for the number of those that failed.
        """
        self._wait = wait or jittered_wait
        self._listeners: dict[Callable[[], None], None] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._failures = 0
        self._is_due = False
        self.failure: Failure | None = None
        """Why the account is out of reach; `None` while it answers, whatever it answers."""

    @property
    def is_half_open(self) -> bool:
        """Whether the account is out of reach, and to be tried now."""
        return self._is_due

    def listen(self, listener: Callable[[], None]) -> None:
        """Call back whenever what may be asked has changed."""
        self._listeners[listener] = None

    def forget(self, listener: Callable[[], None]) -> None:
        """Call back no more."""
        self._listeners.pop(listener, None)

    def begin(self) -> None:
        """Note that a request is sent; where it is a try, it is the only one."""
        self._is_due = False

    def record_failure(self, failure: Failure) -> None:
        """Note that a request found the account out of reach, and try again later."""
        self.failure = failure
        self._failures += 1
        self.put_off()
        self._tell()

    def put_off(self) -> None:
        """Try later what is out of reach, the request under way having told nothing."""
        self._stop()
        if self.failure is not None and self.failure.cause is Cause.UNREACHABLE:
            self._timer = asyncio.get_running_loop().call_later(
                self._wait(self._failures), self._become_due
            )

    def record_success(self) -> None:
        """Note an answer, or that the user wants to try; whoever waited goes on."""
        self._stop()
        if self.failure is not None:
            self.failure, self._failures = None, 0
            self._tell()

    def _become_due(self) -> None:
        self._timer, self._is_due = None, True
        self._tell()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def jittered_wait(failures: int) -> float:
    """Seconds until the next try after so many; programs that lost it together try apart."""
    longest = min(FIRST_WAIT * 2.0 ** min(failures - 1, 10), LONGEST_WAIT)
    return SystemRandom().uniform(longest / 2, longest)
