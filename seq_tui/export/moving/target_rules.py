"""When each tool does a step: its own rule for dates, as far as it is described.

A time is a whole number of microseconds since Monday 00:00 of the week of the start, in a zone
without clock changes. The rules, with what is inferred where the vendors say nothing:

- *Apollo*: a wait is elapsed time after the step before; a day is a calendar day. An e-mail on a
  weekend is held until Monday, and later steps count from there. Tasks are not held. [DOC; at what
  hour of Monday is not said, so at the earliest at 00:00, as for Sell]
- *Salesloft*: a step is due on a day that is counted from the start in calendar days, and an e-mail
  up to 720 minutes later. An e-mail on a weekend is held until Monday 00:00 unless its group may
  send on weekends; this moves no other step, since all count from the start. [DOC, the flag OBS;
  that the time within a day counts from the clock time of the start is inferred]
- *HubSpot*: with business days, each 86,400,000 ms of a wait is a weekday: the clock time stays and
  the date moves, counting Monday to Friday only. The rest is elapsed time. A step that would be on
  a weekend is held until Monday 00:00, tasks too, since the setting is one of the whole sequence,
  and later steps count from there. [inferred]
- *Outreach*: a wait is elapsed time after the step before. A step outside the schedule, of any
  kind, waits until it opens, and all steps after it shift. The schedule is taken to be open from
  Monday 00:00 to Friday 24:00. [DOC; the hours are assumed]
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.schedule import DAY, WEEK, WEEKEND, week_shifts

if TYPE_CHECKING:
    from collections.abc import Iterator


class Counting(Enum):
    """What the waits of a tool are counted from, and in which days."""

    FROM_PREVIOUS = "from the step before, in elapsed time"
    FROM_START = "from the start, in elapsed time"
    ON_WEEKDAYS = "from the step before, each whole day as a weekday"


class TargetPlan(NamedTuple):
    """The waits of a sequence as they are written, in microseconds."""

    counting: Counting
    waits: tuple[int, ...]
    """The wait of each step; with `Counting.FROM_START` from the start."""

    can_be_held: tuple[bool, ...]
    """For each step whether it never happens on a weekend."""

    def times(self, start: int) -> Iterator[int]:
        """When each step happens from a start."""
        return (at for at, _ in self.landings(start))

    def landings(self, start: int) -> Iterator[tuple[int, bool]]:
        """The same, and whether a weekend delays it, so that it is a time at the earliest."""
        at, is_earliest = start, False
        for wait, can_be_held in zip(self.waits, self.can_be_held, strict=True):
            if self.counting is Counting.FROM_START:
                at, is_earliest = start + wait, False
            elif self.counting is Counting.FROM_PREVIOUS:
                at += wait
            else:
                at = _move_weekdays(at, wait // DAY) + wait % DAY
            if can_be_held and at % WEEK >= WEEKEND:
                at, is_earliest = at + WEEK - at % WEEK, True
            yield at, is_earliest


def _move_weekdays(at: int, weekdays: int) -> int:
    """Move a date by weekdays; 0 moves nothing."""
    return at + week_shifts(weekdays)[at // DAY % 7] if weekdays else at
