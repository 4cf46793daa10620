"""A sequence's steps with all that is worked out of them, for the widgets that show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.domain.delay import cumulative_delays
from seq_tui.domain.schedule import landings

if TYPE_CHECKING:
    from datetime import datetime

    from seq_tui.domain.delay import CumulativeDelay
    from seq_tui.domain.schedule import Landing
    from seq_tui.domain.sequence import Step


@dataclass(frozen=True, slots=True)
class Schedule:
    """Steps, their cumulative delays, and their landings from one start."""

    start: datetime
    steps: tuple[Step, ...]
    totals: tuple[CumulativeDelay, ...]
    landings: tuple[Landing, ...]

    @classmethod
    def of(cls, steps: tuple[Step, ...], start: datetime) -> Schedule:
        """Work everything out for steps in their order."""
        return cls(start, steps, cumulative_delays(steps), landings(steps, start))

    def from_start(self, start: datetime) -> Schedule:
        """The same steps from another start."""
        return Schedule(start, self.steps, self.totals, landings(self.steps, start))
