"""From how many hours of the week, as starts, each e-mail is held over a weekend."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeAlias

from seq_tui.domain.delay import HOURS
from seq_tui.domain.schedule import DAY, HOUR, WEEK, WEEKEND, week_shifts
from seq_tui.domain.sequence import EmailAction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seq_tui.domain.delay import Delay
    from seq_tui.domain.sequence import Step

STARTS = 168
"""The full hours of a week: each of them is a start."""

WEEKEND_STARTS = 48
"""Those on a weekend, from which a first e-mail is held. Without a wait in hours, no e-mail is held
from more."""

MAX_CACHED = 1024
"""Most rhythms whose counts are cached; sequences of one account share theirs."""

MAX_CACHED_STEPS = 64
"""Most steps of a rhythm that is cached, so that the cache stays small."""

_Wait: TypeAlias = tuple[int, int, bool]
"""Before a step, the elapsed time and the weekdays; and whether the step is an e-mail."""

_Times: TypeAlias = dict[int, int]
"""Times of the week, from Monday 00:00, and from how many starts each of them is reached."""


def held_starts(steps: Iterable[Step]) -> tuple[int, ...]:
    """For each step, from how many of the `STARTS` it is an e-mail that is held over a weekend.

    It is the rule of `seq_tui.domain.schedule`, in a week without clock changes, and with each task
    done at once. The steps from the first delay on that has no date are left out.
    """
    rhythm: list[_Wait] = []
    for step in steps:
        wait = _wait(step.delay)
        if wait is None:
            break
        rhythm.append((*wait, isinstance(step.action, EmailAction)))
    return (_count_cached if len(rhythm) <= MAX_CACHED_STEPS else _count)(tuple(rhythm))


def _wait(delay: Delay) -> tuple[int, int] | None:
    """The elapsed time and the weekdays of a delay; `None` if it has no date."""
    if delay.unit == HOURS:
        hours = delay.hours
        return None if hours is None else (round(hours * HOUR), 0)
    weekdays = delay.weekdays
    return None if weekdays is None or weekdays % 1 else (0, int(weekdays))


def _count(rhythm: tuple[_Wait, ...]) -> tuple[int, ...]:
    """The counts for a rhythm; starts that meet go on as one."""
    times = _starts(rhythm)
    counts: list[int] = []
    waited, can_be_weekend = 0, True
    for elapsed, weekdays, is_email in rhythm:
        waited += elapsed
        can_be_weekend |= elapsed > 0
        held = 0
        if weekdays:
            times, waited, can_be_weekend = _move(times, waited, weekdays), 0, False
        if is_email and can_be_weekend:
            times, held = _hold(times, waited)
            waited, can_be_weekend = 0, False
        counts.append(held)
    return tuple(counts)


_count_cached = lru_cache(MAX_CACHED)(_count)


def _starts(rhythm: tuple[_Wait, ...]) -> _Times:
    """The starts; hours of a day that pass every midnight at the same steps are one."""
    passed = (-(waited // HOUR) % 24 for waited in accumulate(elapsed for elapsed, _, _ in rhythm))
    hours = sorted({0, *passed})
    numbers = [later - hour for hour, later in pairwise([*hours, 24])]
    return {
        day * DAY + hour * HOUR: number
        for day in range(7)
        for hour, number in zip(hours, numbers, strict=True)
    }


def _move(times: _Times, waited: int, weekdays: int) -> _Times:
    """The times after waiting, and then some weekdays."""
    shifts = week_shifts(weekdays)
    moved: _Times = defaultdict(int)
    for at, number in times.items():
        at = (at + waited) % WEEK
        moved[(at + shifts[at // DAY]) % WEEK] += number
    return moved


def _hold(times: _Times, waited: int) -> tuple[_Times, int]:
    """The times after waiting, with those on a weekend moved to Monday; and how many these are."""
    moved: _Times = defaultdict(int)
    held = 0
    for at, number in times.items():
        at = (at + waited) % WEEK
        if at >= WEEKEND:
            held += number
            at = 0
        moved[at] += number
    return moved, held
