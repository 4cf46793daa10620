"""When each step happens: landings from one start, and the span over all starts.

The service only documents that a delay is in hours or in days from Monday to Friday. So these times
are an estimate, computed by one rule everywhere:

- hours are elapsed time, on any day and across clock changes;
- weekdays keep the clock time and move the date forward, counting Monday to Friday only: from a
  Saturday or a Sunday, 1 weekday is Monday; 0 weekdays move nothing;
- a clock time that does not exist on its day moves forward by the gap; of one that exists twice,
  the first is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING

from seq_tui.domain.delay import HOURS
from seq_tui.domain.lazy_sequence import LazySequence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from seq_tui.domain.delay import Delay
    from seq_tui.domain.sequence import Step

_HOUR = timedelta(hours=1) // timedelta.resolution
"""In microseconds, the resolution of a `datetime`."""

_HOURS_A_WEEK = 7 * 24


@dataclass(frozen=True, slots=True)
class Landing:
    """When one step happens if the sequence is started at a given time."""

    at: datetime | None
    """In the zone of the start; `None` from the first delay on that has no date."""

    at_earliest: bool
    """True after a task: the service continues only when the task is marked done."""

    day: int | None
    """The N of "Day N": the date of the start is day 1."""

    @property
    def is_weekend(self) -> bool:
        """Whether the step happens on a Saturday or a Sunday, as a delay in hours may."""
        return self.at is not None and self.at.weekday() >= 5


class Landings(LazySequence[Landing]):
    """The landing of each step, in the order of the steps."""

    __slots__ = ("times",)

    def __init__(
        self, first: datetime | None, times: list[datetime | None], at_earliest: tuple[bool, ...]
    ) -> None:
        """Create the landings of steps from their times.

        Args:
            first: the start, in local time.
            times: when each step happens.
            at_earliest: whether each of these times is the earliest possible one.
        """
        self.times = times

        def landing(index: int) -> Landing:
            at = times[index]
            day = None if at is None or first is None else at.toordinal() - first.toordinal() + 1
            return Landing(at, at_earliest[index], day)

        super().__init__(len(times), landing)


@dataclass(frozen=True, slots=True)
class DelayPlan:
    """The waits of steps, prepared once so that landings from any start are quick to compute."""

    waits: tuple[timedelta | int | None, ...]
    """Elapsed time, a number of weekdays, or `None` for a delay that has no date."""

    at_earliest: tuple[bool, ...]
    """True for each step after a task."""

    @classmethod
    def of(cls, steps: Iterable[Step]) -> DelayPlan:
        """The plan for steps in order."""
        steps = tuple(steps)
        tasks = accumulate((step.is_task for step in steps), or_, initial=False)
        return cls(tuple(_wait(step.delay) for step in steps), tuple(tasks)[: len(steps)])

    def landings(self, start: datetime) -> Landings:
        """The landing of each step, counted from the step before.

        An unreadable delay, a fraction of a weekday or a date after the year 9999 leaves that step
        and all later ones without a time.

        Raises:
            ValueError: `start` has no zone.
        """
        if start.utcoffset() is None:
            raise ValueError("the start of a schedule needs a zone")
        at = first = _after(start, timedelta())
        times: list[datetime | None] = []
        for wait in self.waits:
            at = None if at is None or wait is None else _after(at, wait)
            times.append(at)
        return Landings(first, times, self.at_earliest)


def landings(steps: Iterable[Step], start: datetime) -> Landings:
    """The landing of each step, for steps in order; see `DelayPlan.landings`."""
    return DelayPlan.of(steps).landings(start)


def span_days(steps: Collection[Step]) -> tuple[int, int] | None:
    """The fewest and the most calendar days from the start to the last step.

    Every full hour of the week is a start, in a week without clock changes. The days are the
    difference of the two dates: 0 if the last step falls on the date of the start. With a task
    before the last step, both are "at the earliest".

    Returns:
        `None` without steps, and if a delay is unreadable or a fraction of a weekday.
    """
    elapsed = 0
    weekdays_after: dict[int, int] = {}
    """In order: full hours elapsed, and the weekdays to move the date by at that time."""
    for step in steps:
        wait = _wait(step.delay)
        if wait is None:
            return None
        if isinstance(wait, timedelta):
            elapsed += wait // timedelta.resolution
        elif wait:
            hours = elapsed // _HOUR
            weekdays_after[hours] = weekdays_after.get(hours, 0) + wait
    if not steps:
        return None
    days = _days(weekdays_after, elapsed // _HOUR)
    return min(days), max(days)


def _days(weekdays_after: dict[int, int], hours: int) -> list[int]:
    """The calendar days to the end, from each hour of the week that can make a difference.

    Weekdays keep the clock time, so only the elapsed hours decide when midnight is passed. Clock
    times that pass it at the same steps take the same days, so one of them is enough.
    """
    clock = {0} | {-elapsed % 24 for elapsed in (*weekdays_after, hours)}
    starts = [24 * weekday + hour for weekday in range(7) for hour in clock]
    moved = starts  # by the weekdays that are not whole weeks
    for elapsed, weekdays in weekdays_after.items():
        weeks, remaining = divmod(weekdays, 5)
        hours += _HOURS_A_WEEK * weeks
        moves = _moves(remaining)
        moved = [hour + moves[(hour + elapsed) % _HOURS_A_WEEK] for hour in moved]
    return [(end + hours) // 24 - start // 24 for start, end in zip(starts, moved, strict=True)]


@cache
def _moves(weekdays: int) -> list[int]:
    """By how many hours each hour of the week moves, for 0 to 4 weekdays beyond whole weeks.

    Whole weeks from a weekend end on a Friday, so 0 further weekdays move a weekend back.
    """
    return [24 * _calendar_days(hour // 24, weekdays) for hour in range(_HOURS_A_WEEK)]


def _wait(delay: Delay) -> timedelta | int | None:
    """A delay as elapsed time or as weekdays; `None` if it has no date."""
    if delay.unit == HOURS:
        hours = delay.hours
        return None if hours is None else timedelta(hours=hours)
    weekdays = delay.weekdays
    return None if weekdays is None or weekdays % 1 else int(weekdays)


def _after(at: datetime, wait: timedelta | int) -> datetime | None:
    """The time after a wait, or `None` outside the years 1 to 9999."""
    try:
        if isinstance(wait, timedelta):
            return (at.astimezone(UTC) + wait).astimezone(at.tzinfo)
        if wait == 0:
            return at
        # This moves the clock time, not the instant, and gives the first of two equal clock times.
        # Converting to UTC and back moves a clock time that does not exist past the gap.
        moved = at + _move(at.weekday(), wait)
        return moved.astimezone(UTC).astimezone(at.tzinfo)
    except OverflowError:
        return None


@lru_cache
def _move(weekday: int, weekdays: int) -> timedelta:
    """By how much 1 or more weekdays move a date that falls on `weekday`."""
    return timedelta(days=_calendar_days(weekday, weekdays))


def _calendar_days(weekday: int, weekdays: int) -> int:
    """By how many days 1 or more weekdays move a date that falls on `weekday` (0 is Monday)."""
    weeks, last = divmod(min(weekday, 4) + weekdays, 5)
    return 7 * weeks + last - weekday
