"""The steps of a sequence as rows of words, for every table of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.delay import cumulative_delays
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.wording import (
    action_mark,
    action_text,
    cumulative_text,
    day_text,
    delay_text,
    landing_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.schedule import Landings
    from seq_tui.domain.sequence import Step


class StepRow(NamedTuple):
    """What is said of one step."""

    rank: str
    mark: str
    action: str
    wait: str
    from_start: str


class ScheduledRow(NamedTuple):
    """The same, and when it happens."""

    rank: str
    mark: str
    action: str
    wait: str
    from_start: str
    lands: str
    day: str


def step_rows(
    steps: tuple[Step, ...], glyphs: Glyphs = UNICODE, *, short: bool = False
) -> Iterator[StepRow]:
    """A row for each of some steps in their order; `short` as in `delay_text`."""
    totals = cumulative_delays(steps)
    for rank, (step, total) in enumerate(zip(steps, totals, strict=True), start=1):
        yield StepRow(
            str(rank),
            action_mark(step.action, glyphs),
            action_text(step.action),
            delay_text(step.delay, short=short),
            cumulative_text(total, short=short, glyphs=glyphs),
        )


def scheduled_rows(
    steps: tuple[Step, ...],
    landings: Landings,
    start: datetime,
    glyphs: Glyphs = UNICODE,
    *,
    short: bool = False,
) -> Iterator[ScheduledRow]:
    """The rows of `step_rows`, with the landing of each step from `start`."""
    for row, landing in zip(step_rows(steps, glyphs, short=short), landings, strict=True):
        yield ScheduledRow(*row, landing_text(landing, start, glyphs), day_text(landing))
