"""``End`` in an archive that was just opened: milliseconds, and how often the screen is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.archive_files import HUNDRED_THOUSAND, demo_archive
from tests.bench.figure import Figure, Goal
from tests.bench.timed_program import WIDE, watching

if TYPE_CHECKING:
    from pathlib import Path

MOST_MS = 20

STARTS = 3
"""Starts in a run; only the first ``End`` of each is measured, since later ones find the page."""

QUIET_S = 0.5
"""Seconds without a byte after which the last rows are on the screen."""


def measure(runs: int, folder: Path | None = None) -> list[Figure]:
    """The first ``End`` after each start."""
    times: list[float] = []
    frames: list[float] = []
    is_reached = True
    with demo_archive(HUNDRED_THOUSAND, folder) as archive:
        for _ in range(runs * STARTS):
            with watching(archive.program(), WIDE) as watched:
                burst = watched.press("End", QUIET_S).rows
                times.append(burst.last_ms)
                frames.append(len(burst.frames))
                is_reached &= watched.position.row == archive.size
    name = f"End in an archive of {HUNDRED_THOUSAND // 1000} k"
    goal = Goal(plus=MOST_MS)
    return [
        Figure(name, "ms", tuple(times), goal=goal, is_reached=is_reached),
        Figure(f"{name}, until its rows are painted", "frames", tuple(frames)),
    ]
