"""When each step happens: landings from one start, and the span over all starts.

The service only documents that a delay is in hours or in days from Monday to Friday. So these times
are an estimate, computed by one rule everywhere:

- hours are elapsed time, on any day and across clock changes;
- weekdays keep the clock time and move the date forward, counting Monday to Friday only: from a
  Saturday or a Sunday, 1 weekday is Monday; 0 weekdays move nothing;
- an e-mail, replies included, that is due on a Saturday or a Sunday is held: it is sent on Monday,
  at the earliest at 00:00, and later steps count from there (`WeekendRule`);
- a clock time that does not exist on its day moves forward by the gap; of one that exists twice,
  the first is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING

from seq_tui.domain.delay import HOURS
from seq_tui.domain.lazy_sequence import LazySequence
from seq_tui.domain.sequence import EmailAction
from seq_tui.domain.weekend_rule import WeekendRule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from seq_tui.domain.delay import Delay
    from seq_tui.domain.sequence import Step

HOUR = timedelta(hours=1) // timedelta.resolution
"""In microseconds, the resolution of a `datetime`."""

DAY = 24 * HOUR
WEEK = 7 * DAY
WEEKEND = 5 * DAY
"""From Monday 00:00 to Saturday 00:00."""

_SATURDAY = 5
"""The first day of the weekend, by `datetime.weekday`."""


@dataclass(frozen=True, slots=True)
class Landing:
    """When one step happens if the sequence is started at a given time."""

    at: datetime | None
    """In the zone of the start; `None` from the first delay on that has no date."""

    at_earliest: bool
    """True after a task, which a person must mark done, and from the first held e-mail on."""

    day: int | None
    """The N of "Day N": the date of the start is day 1."""

    held: bool = False
    """Whether this step is an e-mail that was due on a weekend and is held until Monday."""

    @property
    def is_weekend(self) -> bool:
        """Whether the step happens on a Saturday or a Sunday."""
        return self.at is not None and self.at.weekday() >= _SATURDAY


class Landings(LazySequence[Landing]):
    """The landing of each step, in the order of the steps."""

    __slots__ = ("held", "leave_the_year", "times", "weekend")

    def __init__(
        self,
        first: datetime | None,
        times: list[datetime | None],
        after_task: tuple[bool, ...],
        held: frozenset[int],
        weekend: WeekendRule,
    ) -> None:
        """Create the landings of steps from their times.

        Args:
            first: the start, in local time.
            times: when each step happens.
            after_task: whether each step comes after a task.
            held: the indices of the steps that are held over a weekend.
            weekend: the rule that decided this.
        """
        self.times = times
        self.held = held
        self.weekend = weekend
        last = next((at for at in reversed(times) if at is not None), first)
        self.leave_the_year = last is not None and first is not None and last.year != first.year
        """Whether a step lands in another year than that of the start."""

        first_held = min(held, default=len(times))

        def landing(index: int) -> Landing:
            at = times[index]
            day = None if at is None or first is None else at.toordinal() - first.toordinal() + 1
            return Landing(at, after_task[index] or index >= first_held, day, index in held)

        super().__init__(len(times), landing)


@dataclass(frozen=True, slots=True)
class DelayPlan:
    """The waits of steps, prepared once so that landings from any start are quick to compute."""

    waits: tuple[timedelta | int | None, ...]
    """Elapsed time, a number of weekdays, or `None` for a delay that has no date."""

    can_be_held: tuple[bool, ...]
    """True for each step that never happens on a weekend."""

    after_task: tuple[bool, ...]
    """True for each step after a task."""

    weekend: WeekendRule

    @classmethod
    def of(cls, steps: Iterable[Step], weekend: WeekendRule = WeekendRule.HOLD) -> DelayPlan:
        """The plan for steps in order."""
        steps = tuple(steps)
        tasks = accumulate((step.is_task for step in steps), or_, initial=False)
        return cls(
            tuple(_wait(step.delay) for step in steps),
            tuple(_can_be_held(step, weekend) for step in steps),
            tuple(tasks)[: len(steps)],
            weekend,
        )

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
        held: list[int] = []
        for index, (wait, can_be_held) in enumerate(zip(self.waits, self.can_be_held, strict=True)):
            at = None if at is None or wait is None else _after(at, wait)
            if can_be_held and at is not None and at.weekday() >= _SATURDAY:
                at = _monday_after(at)
                held.append(index)
            times.append(at)
        return Landings(first, times, self.after_task, frozenset(held), self.weekend)


def landings(
    steps: Iterable[Step], start: datetime, weekend: WeekendRule = WeekendRule.HOLD
) -> Landings:
    """The landing of each step, for steps in order; see `DelayPlan.landings`."""
    return DelayPlan.of(steps, weekend).landings(start)


def span_days(
    steps: Collection[Step], weekend: WeekendRule = WeekendRule.HOLD
) -> tuple[int, int] | None:
    """The fewest and the most calendar days from the start to the last step.

    Every full hour of the week is a start, in a week without clock changes. The days are the
    difference of the two dates: 0 if the last step falls on the date of the start. With a task or a
    held e-mail before the last step, both are "at the earliest".

    Returns:
        `None` without steps, and if a delay is unreadable or a fraction of a weekday.
    """
    elapsed = 0
    moves: list[tuple[int, int]] = []
    """In order: the time elapsed, and the weekdays to move the date by; 0 only leaves a weekend."""
    for step in steps:
        wait = _wait(step.delay)
        if wait is None:
            return None
        if isinstance(wait, timedelta):
            elapsed += wait // timedelta.resolution
        elif wait:
            if moves and moves[-1][0] == elapsed and moves[-1][1]:
                wait += moves.pop()[1]
            moves.append((elapsed, wait))
        # After a move, the date is not on a weekend until more time elapses.
        if _can_be_held(step, weekend) and (not moves or moves[-1][0] < elapsed):
            moves.append((elapsed, 0))
    if not steps:
        return None
    days = _days(moves, elapsed)
    return min(days), max(days)


def _days(moves: list[tuple[int, int]], elapsed: int) -> list[int]:
    """The calendar days to the end, from each hour of the week that can make a difference.

    Weekdays keep the clock time, so until an e-mail is held, only the elapsed hours decide when
    midnight is passed. Clock times that pass it at the same steps take the same days, so one of
    them is enough. Starts that meet, as on the Monday after a weekend, go on as one.
    """
    clock = {0} | {-(at // HOUR) % 24 for at, _ in (*moves, (elapsed, 0))}
    starts = [(24 * day + hour) * HOUR for day in range(7) for hour in clock]
    days = [(start // DAY, start // DAY) for start in starts]
    """For each start, the first and the last day of the week that it stands for."""
    for at, weekdays in moves:
        if weekdays:
            shift = week_shifts(weekdays)
            starts = [start + shift[(start + at) // DAY % 7] for start in starts]
        elif any((start + at) % WEEK >= WEEKEND for start in starts):
            starts, days = _held(starts, days, at)
    return [
        (start + elapsed) // DAY - day
        for start, both in zip(starts, days, strict=True)
        for day in both
    ]


def _held(
    starts: list[int], days: list[tuple[int, int]], at: int
) -> tuple[list[int], list[tuple[int, int]]]:
    """Move starts that are on a weekend once `at` has elapsed to Monday, where they become one."""
    held: dict[int, tuple[int, int]] = {}
    for start, (first, last) in zip(starts, days, strict=True):
        of_week = (start + at) % WEEK
        if of_week >= WEEKEND:
            start += WEEK - of_week
        if start in held:
            first, last = min(first, held[start][0]), max(last, held[start][1])
        held[start] = first, last
    return list(held), list(held.values())


@lru_cache
def week_shifts(weekdays: int) -> list[int]:
    """By how much 1 or more weekdays move a time, for each day of the week that it falls on."""
    return [DAY * _calendar_days(weekday, weekdays) for weekday in range(7)]


def _wait(delay: Delay) -> timedelta | int | None:
    """A delay as elapsed time or as weekdays; `None` if it has no date."""
    if delay.unit == HOURS:
        hours = delay.hours
        return None if hours is None else timedelta(hours=hours)
    weekdays = delay.weekdays
    return None if weekdays is None or weekdays % 1 else int(weekdays)


def _can_be_held(step: Step, weekend: WeekendRule) -> bool:
    return weekend is WeekendRule.HOLD and isinstance(step.action, EmailAction)


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


def _monday_after(at: datetime) -> datetime:
    """The first moment of the Monday after a time on a weekend, in the same zone."""
    midnight = datetime.combine(at + timedelta(days=7 - at.weekday()), time(), at.tzinfo)
    # As in `_after`, where clocks have no midnight on that day.
    return midnight.astimezone(UTC).astimezone(at.tzinfo)


@lru_cache
def _move(weekday: int, weekdays: int) -> timedelta:
    """By how much 1 or more weekdays move a date that falls on `weekday`."""
    return timedelta(days=_calendar_days(weekday, weekdays))


def _calendar_days(weekday: int, weekdays: int) -> int:
    """By how many days 1 or more weekdays move a date that falls on `weekday` (0 is Monday)."""
    weeks, last = divmod(min(weekday, 4) + weekdays, 5)
    return 7 * weeks + last - weekday
