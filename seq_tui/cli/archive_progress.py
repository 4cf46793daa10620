"""How far a download is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

from math import ceil
from time import monotonic
from typing import TYPE_CHECKING, Self

from seq_tui.cli import output

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress, TaskID

    from seq_tui.archive.download.download import Step

BETWEEN = 10.0
"""Seconds from one line to the next where there is no terminal."""

FIRST_RATE_AFTER = 0.5
"""Seconds until a rate is more than chance."""


class ProgressStage:
    """What is being done, since when: from it come the rate and the time left."""

    def __init__(self, step: Step, now: float) -> None:
        self._first = step
        self._began = now

    def has(self, step: Step) -> bool:
        """Whether the step is a part of it."""
        first = self._first
        return (first.look, first.is_counting) == (step.look, step.is_counting)

    def words(self, step: Step, now: float) -> str:
        """How far it is, such as ``reading · 37 pages · 3,700 sequences · 8.0 pages/s``.

        Without a known end there is no time left to be said.
        """
        unit = "check" if step.is_counting else "page"
        doing = "checking" if step.is_counting else "reading again" if step.look else "reading"
        done = f"{step.page:,}" if step.of is None else f"{step.page:,} of {step.of:,}"
        said = [doing, f"{done} {unit}{'' if (step.of or step.page) == 1 else 's'}"]
        said.append(f"{step.sequences:,} sequence{'' if step.sequences == 1 else 's'}")
        passed = now - self._began
        rate = (step.page - self._first.page) / passed if passed >= FIRST_RATE_AFTER else 0
        if rate > 0:
            said.append(f"{rate:.1f} {unit}s/s")
            if step.of is not None:
                said.append(f"{ceil(max(0, step.of - step.page) / rate)} s left")
        return " · ".join(said)


class ArchiveProgress:
    """A block that shows the steps of a download on standard error.

    Args:
        clock: seconds that only ever grow.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._next = clock() + BETWEEN
        self._stage: ProgressStage | None = None
        self.sequences = 0
        """Items that had come at the last step."""

        self._bar: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Self:
        """Begin."""
        if output.can_narrate_in_place():
            self._bar = _bar()
            self._bar[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no bar behind."""
        if self._bar is not None:
            self._bar[0].stop()
            self._bar = None

    def show(self, step: Step) -> None:
        """Say how far it is, where it was not said just now."""
        now = self._clock()
        self.sequences = step.sequences
        if self._stage is None or not self._stage.has(step):
            self._stage = ProgressStage(step, now)
        words = self._stage.words(step, now)
        if self._bar is not None:
            bar, task = self._bar
            total = None if step.of is None else max(step.of, step.page)
            bar.update(task, completed=step.page, total=total, words=words)
        elif now >= self._next:
            output.note(words)
            self._next = now + BETWEEN


def _bar() -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(bar_width=20), TextColumn("{task.fields[words]}", markup=False))
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    return progress, progress.add_task("", total=None, words="asking for the first page")
