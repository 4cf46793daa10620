"""What a program wrote after a key, frame by frame, and which frames belong to the list."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from seq_tui.ui.detail_follower import DETAIL_DEBOUNCE

if TYPE_CHECKING:
    from collections.abc import Sequence

FRAME_END = b"\x1b[?2026l"
"""The end of a synchronised update, with which Textual closes each frame."""

SEARCH_BOX_LINE = 3
"""The line of the screen, from 1, that holds the search box; the rows of the list are below it."""

_PLACED_TEXT = re.compile(rb"\x1b\[(\d+);(\d+)H(?:\x1b\[[\d;]*m)*[^\x1b\r\n]")


@dataclass(frozen=True, slots=True)
class Frame:
    """One update of the screen."""

    at: float
    """When its last byte was read, as a monotonic time."""

    size: int
    positions: frozenset[tuple[int, int]]
    """Lines and columns, from 1, where text begins."""


@dataclass(frozen=True, slots=True)
class Burst:
    """The frames after a key press."""

    began: float
    """When the key was sent."""

    frames: tuple[Frame, ...]
    detail_column: int | None = None
    """The column, from 1, where the detail begins; 0 if it is out of view, `None` without one."""

    @property
    def size(self) -> int:
        """The number of bytes."""
        return sum(frame.size for frame in self.frames)

    @property
    def last_ms(self) -> float:
        """Milliseconds from the key to the last byte; 0 without any."""
        return (self.frames[-1].at - self.began) * 1000 if self.frames else 0.0

    @property
    def of_list(self) -> Burst:
        """The frames before the detail followed the cursor.

        They end at the first frame with text in the detail's columns. If the detail is out of view,
        they end when its debounce does.
        """
        return Burst(self.began, tuple(takewhile(self._is_of_list, self.frames)))

    @property
    def rows(self) -> Burst:
        """The frames up to the last one that painted rows of the list; none if no row changed."""
        painted = [number for number, frame in enumerate(self.frames, 1) if self._has_rows(frame)]
        return Burst(self.began, self.frames[: max(painted, default=0)], self.detail_column)

    def _has_rows(self, frame: Frame) -> bool:
        detail = self.detail_column or 0
        return any(line > SEARCH_BOX_LINE and column < detail for line, column in frame.positions)

    def _is_of_list(self, frame: Frame) -> bool:
        if self.detail_column is None:
            return True
        if self.detail_column == 0:
            return frame.at < self.began + DETAIL_DEBOUNCE
        return not any(row > 1 and column >= self.detail_column for row, column in frame.positions)


def frames(
    output: bytes, arrivals: Sequence[tuple[float, int]], offset: int = 0
) -> tuple[Frame, ...]:
    """The frames of `output`, which begins at byte `offset` of everything that was read.

    Args:
        output: what was read.
        arrivals: the time of each read, and how many bytes there were in all after it.
        offset: how many bytes had been read before `output`.
    """
    counts = [count for _, count in arrivals]
    found: list[Frame] = []
    for piece in re.findall(rb".*?(?:%s|\Z)" % re.escape(FRAME_END), output, re.DOTALL):
        if piece:
            offset += len(piece)
            positions = frozenset((int(row), int(col)) for row, col in _PLACED_TEXT.findall(piece))
            found.append(Frame(arrivals[bisect_left(counts, offset)][0], len(piece), positions))
    return tuple(found)
