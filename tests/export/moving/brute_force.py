"""When each step happens from each hour of a week as a start, day by day.

Sell's rule is applied to the sequence, that of each tool to what was written for it. A time is a
number of microseconds since the Monday, at 00:00, of the week of the start, on a clock that never
changes; all 168 starts are moved together. A step without a date, and all after it, have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from seq_tui.domain.delay import HOURS, WEEKDAYS
from seq_tui.domain.sequence import ActionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.sequence import Step

Times = np.ndarray[tuple[int, ...], np.dtype[np.int64]]

SECOND = 10**6
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
STARTS = 168

LONGEST = 7_900 * 366 * 24
"""Hours after which any start is past the year 9999, and so has no date."""

SENT = (ActionKind.EMAIL, ActionKind.REPLY)


def starts() -> Times:
    """Each hour of the week."""
    return np.arange(STARTS, dtype=np.int64) * HOUR


def is_weekend(at: Times) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Whether each time is on a Saturday or a Sunday."""
    return at // DAY % 7 >= 5


def later_weekdays(at: Times, days: int) -> Times:
    """The same time of the day, some weekdays later."""
    for _ in range(days):
        at = at + DAY
        while is_weekend(at).any():
            at = np.where(is_weekend(at), at + DAY, at)
    return at


def held_until_monday(at: Times) -> Times:
    """The same time, but 00:00 of the Monday after for one on a weekend."""
    while is_weekend(at).any():
        at = np.where(is_weekend(at), (at // DAY + 1) * DAY, at)
    return at


def sell(steps: Iterable[Step], *, holds: bool = True) -> list[Times]:
    """The landings of a sequence by Sell's rule, up to the first step without a date.

    Args:
        steps: the steps, in order.
        holds: whether an e-mail that is due on a weekend is held.
    """
    at, found = starts(), list[Times]()
    for step in steps:
        amount, unit = step.delay.amount, step.delay.unit
        if isinstance(amount, bool) or not isinstance(amount, int | float):
            break
        if not 0 <= amount <= LONGEST:
            break
        if unit == HOURS:
            at = at + round(amount * HOUR)
        elif unit == WEEKDAYS and amount == int(amount):
            at = later_weekdays(at, int(amount))
        else:
            break
        if holds and step.action.kind in SENT:
            at = held_until_monday(at)
        found.append(at)
    return found
