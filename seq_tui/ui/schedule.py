"""A sequence's steps with all that is worked out of them, for the widgets that show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.schedule import DelayPlan

if TYPE_CHECKING:
    from datetime import datetime

    from seq_tui.domain.delay import CumulativeDelay
    from seq_tui.domain.schedule import Landings
    from seq_tui.domain.sequence import Step


@dataclass(frozen=True, slots=True)
class Schedule:
    """Steps, their cumulative delays, and their landings from one start."""

    start: datetime
    steps: tuple[Step, ...]
    course: DelayPlan
    totals: tuple[CumulativeDelay, ...]
    landings: Landings

    @classmethod
    def of(cls, steps: tuple[Step, ...], start: datetime) -> Schedule:
        """Work everything out for steps in their order."""
        course = DelayPlan.of(steps)
        return cls(start, steps, course, cumulative_delays(steps), course.landings(start))

    def from_start(self, start: datetime) -> Schedule:
        """The same steps from another start."""
        return replace(self, start=start, landings=self.course.landings(start))
