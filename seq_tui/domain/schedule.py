"""When each step happens: landings from one start, and the span over all starts.

The service says of a delay only that it is in hours or in days from Monday to Friday, so what is
computed here is an estimate by a rule of our own, the same one everywhere:

- hours are elapsed time, on any day and also across a change of the clocks;
- weekdays keep the clock time and move the date forward, counting Monday to Friday only: from a
  Saturday or a Sunday, 1 weekday is Monday; 0 weekdays move nothing;
- a clock time that does not exist on its day moves forward by the gap, one that exists twice is
  the first.
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
"""In microseconds: as exactly as a `datetime` keeps a fraction of an hour."""

_HOURS_A_WEEK = 7 * 24


@dataclass(frozen=True, slots=True)
class Landing:
    """When one step happens, if the sequence is started at a given time."""

    at: datetime | None
    """In the zone of the start; `None` from the first delay on that cannot be placed."""

    at_earliest: bool
    """True after a task: the service goes on only when the task is marked done."""

    day: int | None
    """The N of "Day N": the date of the start is day 1."""

    @property
    def is_weekend(self) -> bool:
        """Whether the step happens on a Saturday or a Sunday, where hours may end."""
        return self.at is not None and self.at.weekday() >= 5


class Landings(LazySequence[Landing]):
    """The landing of each step, in their order."""

    __slots__ = ("times",)

    def __init__(
        self, first: datetime | None, times: list[datetime | None], at_earliest: tuple[bool, ...]
    ) -> None:
        """Make the landings of steps.

        Args:
            first: the start, as its clock shows it.
            times: when each step happens.
            at_earliest: whether that is at the earliest.
        """
        self.times = times

        def landing(index: int) -> Landing:
            at = times[index]
            day = None if at is None or first is None else at.toordinal() - first.toordinal() + 1
            return Landing(at, at_earliest[index], day)

        super().__init__(len(times), landing)


@dataclass(frozen=True, slots=True)
class DelayPlan:
    """What a calendar needs to know of some steps, whatever their start."""

    waits: tuple[timedelta | int | None, ...]
    """Elapsed time, or a number of weekdays, or `None` for a delay that cannot be placed."""

    at_earliest: tuple[bool, ...]
    """True behind a task."""

    @classmethod
    def of(cls, steps: Iterable[Step]) -> DelayPlan:
        """The course of steps in their order."""
        steps = tuple(steps)
        tasks = accumulate((step.is_task for step in steps), or_, initial=False)
        return cls(tuple(_wait(step.delay) for step in steps), tuple(tasks)[: len(steps)])

    def landings(self, start: datetime) -> Landings:
        """The landing of each step; each counts from the one before.

        A delay that cannot be read, a fraction of a weekday, or a date after the year 9999 leaves
        that step and all later ones without a time.

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
    """The landing of each step, for steps in their order; see `DelayPlan.landings`."""
    return DelayPlan.of(steps).landings(start)


def span_days(steps: Collection[Step]) -> tuple[int, int] | None:
    """The fewest and the most calendar days from the start to the last step.

    Every full hour of the week is a start, in a week without changes of the clocks. The days are
    the difference of the two dates: 0 if the last step falls on the date of the start. With a task
    before the last step, both are "at the earliest".

    Returns:
        `None` without steps, and if a delay cannot be read or is a fraction of a weekday.
    """
    elapsed = 0
    weekdays_after: dict[int, int] = {}
    """In order: full hours elapsed, and the weekdays to move when they are."""
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
    """The calendar days to the end, from each hour of the week that makes a difference.

    Weekdays keep the clock time, so only the hours elapsed decide when midnight is passed. Clock
    times that pass it at the same steps take the same days; the first of them speaks for all.
    """
    clock = {0} | {-elapsed % 24 for elapsed in (*weekdays_after, hours)}
    starts = [24 * weekday + hour for weekday in range(7) for hour in clock]
    moved = starts  # by the weekdays that are not whole weeks
    for elapsed, weekdays in weekdays_after.items():
        weeks, rest = divmod(weekdays, 5)
        hours += _HOURS_A_WEEK * weeks
        moves = _moves(rest)
        moved = [hour + moves[(hour + elapsed) % _HOURS_A_WEEK] for hour in moved]
    return [(end + hours) // 24 - start // 24 for start, end in zip(starts, moved, strict=True)]


@cache
def _moves(weekdays: int) -> list[int]:
    """How many hours each hour of the week is moved, by 0 to 4 weekdays beyond some whole weeks.

    Whole weeks from a weekend end on a Friday, so that 0 weekdays more move a weekend back.
    """
    return [24 * _calendar_days(hour // 24, weekdays) for hour in range(_HOURS_A_WEEK)]


def _wait(delay: Delay) -> timedelta | int | None:
    """A delay as a calendar applies it: elapsed time, or weekdays, or `None` for neither."""
    if delay.unit == HOURS:
        hours = delay.hours
        return None if hours is None else timedelta(hours=hours)
    weekdays = delay.weekdays
    return None if weekdays is None or weekdays % 1 else int(weekdays)


def _after(at: datetime, wait: timedelta | int) -> datetime | None:
    """The time after a wait, or `None` outside the years that a calendar holds."""
    try:
        if isinstance(wait, timedelta):
            return (at.astimezone(UTC) + wait).astimezone(at.tzinfo)
        if wait == 0:
            return at
        # Moves the clock, not the instant, and to the first of two equal clock times; the way
        # through UTC takes a clock time that does not exist past the gap.
        moved = at + _move(at.weekday(), wait)
        return moved.astimezone(UTC).astimezone(at.tzinfo)
    except OverflowError:
        return None


@lru_cache
def _move(weekday: int, weekdays: int) -> timedelta:
    """By how much 1 or more weekdays move a date that is on `weekday`."""
    return timedelta(days=_calendar_days(weekday, weekdays))


def _calendar_days(weekday: int, weekdays: int) -> int:
    """How many days 1 or more weekdays move a date that is on `weekday` (0 is Monday)."""
    weeks, last = divmod(min(weekday, 4) + weekdays, 5)
    return 7 * weeks + last - weekday
