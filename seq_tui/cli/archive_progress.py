"""The progress of a download: a bar on a terminal, otherwise a line from time to time."""

from __future__ import annotations

from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Self

from seq_tui.cli import output
from seq_tui.presentation.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress, TaskID

    from seq_tui.archive.download.download import DownloadProgress

LINE_INTERVAL_S = 10.0
"""Seconds between two lines where there is no terminal."""

MIN_RATE_TIME_S = 0.5
"""Seconds until a rate is meaningful."""


class ProgressStage:
    """A stage of a download, such as one pass; its start gives the rate and the time left."""

    def __init__(self, progress: DownloadProgress, now: float) -> None:
        self._first = progress
        self._started = now

    def includes(self, progress: DownloadProgress) -> bool:
        """Whether this progress belongs to the stage."""
        first = self._first
        return (first.rescan, first.is_checking) == (progress.rescan, progress.is_checking)

    def describe(self, progress: DownloadProgress, now: float) -> str:
        """A line such as ``reading · 37 pages · 3,700 sequences · 8.0 pages/s``.

        It includes the time left only if the end is known.
        """
        done, total = progress.done, progress.total
        unit = "check" if progress.is_checking else "page"
        rereading = "reading again" if progress.rescan else "reading"
        activity = "checking" if progress.is_checking else rereading
        amount = counted(done, unit) if total is None else f"{done:,} of {counted(total, unit)}"
        parts = [activity, amount, counted(progress.sequences, "sequence")]
        elapsed = now - self._started
        rate = (done - self._first.done) / elapsed if elapsed >= MIN_RATE_TIME_S else 0
        if rate > 0:
            parts.append(f"{rate:.1f} {unit}s/s")
            if total is not None:
                parts.append(f"{ceil(max(0, total - done) / rate)} s left")
        return " · ".join(parts)


class ArchiveProgress:
    """A context manager that shows the progress of a download on standard error.

    Args:
        clock: a monotonic clock, in seconds.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._next_line = clock() + LINE_INTERVAL_S
        self._stage: ProgressStage | None = None
        self.sequences = 0
        """Items received so far."""

        self._bar: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Self:
        """Show the bar, if there is a terminal."""
        if output.can_overwrite_line() and not output.is_quiet():
            self._bar = _create_bar()
            self._bar[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar[0].stop()
            self._bar = None

    def update(self, progress: DownloadProgress) -> None:
        """Update the bar, or write a line unless the last one is too recent."""
        now = self._clock()
        self.sequences = progress.sequences
        if self._stage is None or not self._stage.includes(progress):
            self._stage = ProgressStage(progress, now)
        text = self._stage.describe(progress, now)
        if self._bar is not None:
            bar, task = self._bar
            total = None if progress.total is None else max(progress.total, progress.done)
            bar.update(task, completed=progress.done, total=total, text=text)
        elif now >= self._next_line:
            output.narrate(text)
            self._next_line = now + LINE_INTERVAL_S


def _create_bar() -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(bar_width=20), TextColumn("{task.fields[text]}", markup=False))
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    return progress, progress.add_task("", total=None, text="requesting the first page")
