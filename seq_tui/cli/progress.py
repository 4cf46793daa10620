"""The progress of reading many pages, on one line of the terminal that is erased at the end."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Self

from seq_tui.cli import output

if TYPE_CHECKING:
    from collections.abc import Callable

DELAY_S = 0.5
"""Seconds of reading before progress appears."""

INTERVAL_S = 0.1
"""Seconds between two updates, so that the number can be read."""


class Progress:
    """A context manager that shows a count on standard error, and erases it at the end.

    It shows nothing if standard error is not a terminal, or if the sequences themselves are
    streamed to the terminal.

    Args:
        is_streamed: whether sequences are written to standard output page by page.
        clock: a monotonic clock, in seconds.
    """

    def __init__(
        self, *, is_streamed: bool = False, clock: Callable[[], float] = monotonic
    ) -> None:
        self._clock = clock
        is_mixed = is_streamed and output.is_terminal()
        self._is_visible = output.can_overwrite_line() and not is_mixed and not output.is_quiet()
        self._next_update = clock() + DELAY_S

    def __enter__(self) -> Self:
        """Show nothing yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Erase the line."""
        if self._is_visible:
            output.overwrite_line("")

    def update(self, count: int) -> None:
        """Show how many sequences have been read, at most once in `INTERVAL_S`."""
        now = self._clock()
        if self._is_visible and now >= self._next_update:
            output.overwrite_line(f"{count:,} sequences read")
            self._next_update = now + INTERVAL_S
