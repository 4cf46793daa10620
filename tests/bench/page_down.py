"""PageDown for 20 seconds through a million rows, most of which are not loaded yet."""

from __future__ import annotations

import time
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.bench.figure import Figure, Goal
from tests.bench.frames import frames
from tests.bench.programs import demo_server, live
from tests.bench.single_keys import MILLION, MOST_MS
from tests.bench.timed_program import watching
from tests.keys import key_bytes

if TYPE_CHECKING:
    from tests.bench.frames import Frame
    from tests.bench.timed_program import Watched

PER_SECOND = 15
"""Keys a second: slow enough to tell the frames of one key from those of the next and to request
the rows in time, and fast enough that the detail does not follow."""

KEYS = 20 * PER_SECOND

ROWS = 8
"""A frame with text in more lines of the list than these is the view after a key; frames with fewer
report a prefetched page."""


def measure(_runs: int) -> list[Figure]:
    """Each key is a sample."""
    with demo_server(MILLION) as server, watching(live(server.address)) as watched:
        lags = lags_of("PageDown", watched)
        position = watched.position
    slowest = f"the slowest of {KEYS} × PageDown at {PER_SECOND}/s, 1 M rows"
    note = f"at row {position.row:,}"
    return [
        Figure(slowest, "ms", (max(lags),), goal=Goal(plus=MOST_MS), note=note),
        Figure(f"{KEYS} × PageDown at {PER_SECOND}/s, 1 M rows", "ms", tuple(lags)),
    ]


def lags_of(key: str, watched: Watched) -> list[float]:
    """Milliseconds from each of `KEYS` presses to the last byte of its rows."""
    data, offset = key_bytes(key), watched.received
    sent: list[float] = []
    began = time.monotonic()
    for number in range(KEYS):
        time.sleep(max(0.0, began + number / PER_SECOND - time.monotonic()))
        sent.append(time.monotonic())
        watched.send_bytes(data)
    watched.settle()
    found = frames(watched.since(offset), watched.arrivals, offset)
    ends = [frame.at for frame in found if len(_lines(frame, watched.detail_column or 0)) > ROWS]
    lags: list[float] = []
    for at, following in pairwise(sent):
        before = bisect_left(ends, following)
        last = ends[before - 1] if before else at
        # A key without a frame has no last byte.
        if last > at:
            lags.append((last - at) * 1000)
    return lags


def _lines(frame: Frame, detail: int) -> set[int]:
    """The lines of the screen where a frame has text of the list, left of column `detail`."""
    return {line for line, column in frame.positions if 1 < column < detail - 2}
