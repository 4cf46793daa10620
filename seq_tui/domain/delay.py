"""Delays between steps, and their sums.

A delay is in ``hours`` (elapsed time) or in ``weekdays`` (days from Monday to Friday). Without a
calendar one cannot be converted into the other, so a cumulative delay has a sum of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.json import Json
    from seq_tui.domain.sequence import Step

HOURS = "hours"
WEEKDAYS = "weekdays"

MAX_AMOUNT = 100_000_000
"""Longest delay that is summed; the 9,999 years of the calendar have fewer hours than this."""


class Delay(NamedTuple):
    """The wait before one step, as the service sent it."""

    amount: Json = None
    """``delay_from_previous_step``; a number from 0 upwards in a valid record."""

    unit: Json = None
    """``delay_from_previous_step_unit``; `HOURS` or `WEEKDAYS` in a valid record."""

    @property
    def hours(self) -> int | float | None:
        """The hours to wait; 0 for a delay in weekdays, `None` if the delay cannot be read."""
        return self._amount_if(HOURS)

    @property
    def weekdays(self) -> int | float | None:
        """The weekdays to wait; 0 for a delay in hours, `None` if the delay cannot be read."""
        return self._amount_if(WEEKDAYS)

    @property
    def is_readable(self) -> bool:
        """Whether the delay can be summed: a number from 0 upwards, in a known unit."""
        return self._amount_if(HOURS) is not None

    def _amount_if(self, unit: str) -> int | float | None:
        # Asked several times for each step, so by one call. A truth value is no number.
        amount, own_unit = self
        if type(amount) is not int and type(amount) is not float:
            return None
        if not 0 <= amount <= MAX_AMOUNT or own_unit not in (HOURS, WEEKDAYS):
            return None
        return amount if own_unit == unit else 0


class CumulativeDelay(NamedTuple):
    """The delay from the start of a sequence to one of its steps, including the step's own."""

    weekdays: int | float = 0
    hours: int | float = 0

    complete: bool = True
    """False from the first unreadable delay on, because the sums do not include it."""

    at_earliest: bool = False
    """True after a task: the service continues only when the task is marked done."""


def cumulative_delays(steps: Iterable[Step]) -> tuple[CumulativeDelay, ...]:
    """The cumulative delay of each step; `steps` must be in order."""
    sums: list[CumulativeDelay] = []
    weekdays: int | float = 0
    hours: int | float = 0
    complete, after_task = True, False
    for step in steps:
        if step.delay.is_readable:
            weekdays = _add(weekdays, step.delay.weekdays or 0)
            hours = _add(hours, step.delay.hours or 0)
        else:
            complete = False
        sums.append(CumulativeDelay(weekdays, hours, complete, after_task))
        after_task = after_task or step.is_task
    return tuple(sums)


def _add(total: int | float, amount: int | float) -> int | float:
    """Add without binary rounding errors, so that 0.1 and 0.2 hours make 0.3."""
    total += amount
    return total if isinstance(total, int) else round(total, 9)
