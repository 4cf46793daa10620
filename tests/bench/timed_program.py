"""A program in a terminal, whose output after each key is timed byte by byte."""

from __future__ import annotations

import re
import select
import time
from bisect import bisect_left
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.frames import FRAME_END, Burst, frames
from tests.keys import key_bytes
from tests.pseudo_terminal import Terminal
from tests.screen import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.programs import Program

QUIET = 0.2
"""Seconds without a byte after which no more is expected, if a detail follows the cursor after
80 ms."""

BARE_QUIET = 0.06
"""The same without a detail."""

WIDE, NARROW = (120, 36), (80, 24)

_PANES_MEET = "╮╭"

_POSITION = re.compile(r" ([\d,]+) of ([\d,]+)(\+?) ")


@dataclass(frozen=True, slots=True)
class Position:
    """``12 of 300+``."""

    row: int
    """The cursor's row, from 1."""

    known: int
    is_end_known: bool

    @classmethod
    def of(cls, status_line: str) -> Position:
        """Read a position from the status line; row 0 if it has none."""
        found = _POSITION.search(status_line)
        if not found:
            return cls(0, 0, is_end_known=False)
        row, known = (int(number.replace(",", "")) for number in found.groups()[:2])
        return cls(row, known, is_end_known=not found[3])


class Watched(Terminal):
    """A running program.

    Its screen is drawn only on request, because drawing takes processor time from the program.
    """

    def __init__(
        self, program: Program, size: tuple[int, int] = WIDE, *, ignore_hangup: bool = False
    ) -> None:
        # Without the choice of the tests, so that no setting has to be checked.
        env = {"SEQ_TUI_SLOW": "", **program.env}
        super().__init__(program.command, size=size, env=env, ignore_hangup=ignore_hangup)
        self.quiet = QUIET if program.has_detail else BARE_QUIET
        self.detail_column = 0 if program.has_detail else None
        """See `Burst.detail_column`."""
        self.first_row_ms = 0.0
        """Milliseconds from the start of the process to the end of the frame that shows a row."""
        self.first_row_bytes = 0
        """How many bytes the program wrote up to the end of that frame."""
        self._ready, self._whole = program.ready, program.whole

    def wait_until_ready(self) -> None:
        """Wait until the whole screen is painted, and nothing follows."""
        self.read_until(lambda: self._ready in self.output and self._whole in self.output)
        self.settle()
        end = self.output.index(self._ready) + len(self._ready)
        # The first frame has no end mark if the terminal has not yet answered that it knows them.
        end = max(end, self.output.find(FRAME_END, end) + len(FRAME_END))
        self.first_row_bytes = end
        at, _ = self.arrivals[bisect_left([count for _, count in self.arrivals], end)]
        top = self.lines()[1]
        if self.detail_column is not None and _PANES_MEET in top:
            self.detail_column = top.index(_PANES_MEET) + 2
        self.first_row_ms = (at - self.started_at) * 1000

    def answered_ms(self) -> float:
        """Milliseconds from the start of the process until the cursor was on the second row."""
        picture, output, drawn = Picture(*WIDE), self.output, 0
        for at, count in self.arrivals:
            picture.feed(output[drawn:count])
            drawn = count
            if Position.of(picture.lines[0]).row > 1:
                return (at - self.started_at) * 1000
        raise TimeoutError(f"the key was not answered:\n{self.screen_text()}")

    @property
    def received(self) -> int:
        """How many bytes the program has written."""
        return self.arrivals[-1][1] if self.arrivals else 0

    @property
    def is_alive(self) -> bool:
        """Whether the program is running."""
        return not select.select([self._process], [], [], 0)[0]

    def since(self, offset: int) -> bytes:
        """The output after the first `offset` bytes."""
        with self._changed:
            return bytes(self._output[offset:])

    def change_size(self, columns: int, rows: int) -> None:
        """Change the size as `resize` does, but draw nothing; `lines` is not valid afterwards."""
        self._set_size(columns, rows)

    def settle(self, quiet: float | None = None, limit: float = 10) -> None:
        """Wait until nothing has been written for `quiet` seconds, but at most `limit` seconds."""
        quiet = self.quiet if quiet is None else quiet
        began = time.monotonic()
        while (now := time.monotonic()) < began + limit:
            last = max(began, self.arrivals[-1][0] if self.arrivals else began)
            if now - last >= quiet:
                return
            time.sleep(min(quiet, last + quiet - now + 0.001))

    def press(self, key: str, quiet: float | None = None) -> Burst:
        """Press a key, and return the frames until the program is quiet."""
        return self.hold(key, 1, 1, quiet)

    def hold(self, key: str, count: int, per_second: float, quiet: float | None = None) -> Burst:
        """Send a key `count` times at a steady rate; return the frames after the last press."""
        data = key_bytes(key)
        first = time.monotonic()
        offset, began = self.received, first
        for number in range(count):
            time.sleep(max(0.0, first + number / per_second - time.monotonic()))
            offset, began = self.received, time.monotonic()
            self.send_bytes(data)
        self.settle(quiet)
        found = frames(self.since(offset), self.arrivals, offset)
        return Burst(began, found, self.detail_column)

    @property
    def position(self) -> Position:
        """The cursor's position now; draws the screen, which is slow after much output."""
        return Position.of(self.lines()[0])


@contextmanager
def watching(
    program: Program,
    size: tuple[int, int] = WIDE,
    *,
    ignore_hangup: bool = False,
    early_key: str = "",
) -> Iterator[Watched]:
    """Start a program and wait until it is ready; at the end, kill it if it still runs.

    Args:
        program: what to start.
        size: columns and rows.
        ignore_hangup: as for `Terminal`.
        early_key: a key to press as soon as the first row is there.
    """
    watched = Watched(program, size, ignore_hangup=ignore_hangup)
    with watched:
        if early_key:
            watched.read_until(lambda: program.ready in watched.output)
            watched.send(early_key)
        watched.wait_until_ready()
        yield watched
