"""How far a long reading is, on one line of the terminal that is gone in the end."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Self

from seq_tui.cli import output

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_AFTER = 0.5
"""Seconds of reading that need no explanation."""

BETWEEN = 0.1
"""Seconds from one writing of the line to the next: quicker than can be read is no news."""


class Progress:
    """A count on standard error, where somebody looks on; a block erases it at its end.

    Nobody looks on where standard error is no terminal, and nobody needs it where the sequences
    themselves appear on the terminal as they come (`is_streamed`).
    """

    def __init__(
        self, *, is_streamed: bool = False, clock: Callable[[], float] = monotonic
    ) -> None:
        self._clock = clock
        self._is_shown = output.can_narrate_in_place() and not (
            is_streamed and output.is_terminal()
        )
        self._next = clock() + FIRST_AFTER

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing on the line."""
        if self._is_shown:
            output.note_in_place("")

    def show(self, taken: int) -> None:
        """Say how many sequences have been read, unless that was said just now."""
        now = self._clock()
        if self._is_shown and now >= self._next:
            output.note_in_place(f"{taken:,} sequences read")
            self._next = now + BETWEEN
