"""A sequence's steps with everything that is computed from them, for the widgets that show them."""

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
    from seq_tui.domain.weekend_rule import WeekendRule


@dataclass(frozen=True, slots=True)
class ScheduledSteps:
    """Steps, their cumulative delays, and their landings from one start."""

    start: datetime
    steps: tuple[Step, ...]
    plan: DelayPlan
    totals: tuple[CumulativeDelay, ...]
    landings: Landings

    @classmethod
    def of(cls, steps: tuple[Step, ...], start: datetime, weekend: WeekendRule) -> ScheduledSteps:
        """Schedule steps, which are in their order."""
        plan = DelayPlan.of(steps, weekend)
        return cls(start, steps, plan, cumulative_delays(steps), plan.landings(start))

    def from_start(self, start: datetime) -> ScheduledSteps:
        """The same steps from another start."""
        return replace(self, start=start, landings=self.plan.landings(start))
