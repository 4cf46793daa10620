"""Whether the account can be reached, shared by all loaders of a screen."""

from __future__ import annotations

import asyncio
from random import SystemRandom
from typing import TYPE_CHECKING

from seq_tui.domain.failure import Cause

if TYPE_CHECKING:
    from collections.abc import Callable

    from seq_tui.domain.failure import Failure

FIRST_WAIT = 4.0
"""Most seconds before the first retry; the limit doubles with each further one."""

LONGEST_WAIT = 25.0
"""Most seconds before any retry. A request that waits for a missing network takes up to 30 seconds
(`seq_tui.client.connection.DEADLINE`), so within a minute of the network's return one request is
sent that succeeds."""

OUT_OF_REACH = frozenset({Cause.UNREACHABLE, Cause.OFFLINE})
"""Causes that concern the account, not the one request that failed: any other request would have
failed too."""


class CircuitBreaker:
    """Blocks the loaders while the account is out of reach, and retries by itself.

    While the circuit is open, one request is allowed now and then; the first answer closes it.
    Offline, where no request may be sent, nothing is retried.
    """

    def __init__(self, wait: Callable[[int], float] | None = None) -> None:
        """Create a breaker that is closed: the account counts as reachable.

        Args:
            wait: returns the seconds until the next retry for the number of failures so far.
        """
        self._wait = wait or jittered_wait
        self._listeners: dict[Callable[[], None], None] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._failures = 0
        self._is_half_open = False
        self.failure: Failure | None = None
        """Why the account is out of reach; `None` while it is reachable."""

    @property
    def is_half_open(self) -> bool:
        """Whether the account is out of reach and one request is due as a retry."""
        return self._is_half_open

    @property
    def retry_in(self) -> float:
        """Seconds until the next retry; 0 if none is scheduled."""
        if self._timer is None:
            return 0.0
        return max(0.0, self._timer.when() - asyncio.get_running_loop().time())

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener` on every change of `failure` or `is_half_open`."""
        self._listeners[listener] = None

    def unsubscribe(self, listener: Callable[[], None]) -> None:
        """Stop calling `listener`."""
        self._listeners.pop(listener, None)

    def record_request(self) -> None:
        """Record that a request is sent; a retry that was due is used up by it."""
        self._is_half_open = False

    def record_failure(self, failure: Failure) -> None:
        """Record that a request found the account out of reach, and schedule a retry."""
        self.failure = failure
        self._failures += 1
        self.schedule_retry()
        self._notify()

    def schedule_retry(self) -> None:
        """Schedule a retry if the account is out of reach, in place of one already scheduled."""
        self._cancel_timer()
        if self.failure is not None and self.failure.cause is Cause.UNREACHABLE:
            self._timer = asyncio.get_running_loop().call_later(
                self._wait(self._failures), self._half_open
            )

    def record_success(self) -> None:
        """Record an answer, or that the user wants to retry now; unblocks all loaders."""
        self._cancel_timer()
        if self.failure is not None:
            self.failure, self._failures = None, 0
            self._notify()

    def _half_open(self) -> None:
        self._timer, self._is_half_open = None, True
        self._notify()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _notify(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def jittered_wait(failures: int) -> float:
    """Seconds until the next retry, random so that programs that failed together retry apart."""
    longest = min(FIRST_WAIT * 2.0 ** min(failures - 1, 10), LONGEST_WAIT)
    return SystemRandom().uniform(longest / 2, longest)
