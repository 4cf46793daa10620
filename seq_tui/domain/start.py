"""A start of a schedule: moving it, and what is true of its clock time; `start_text` parses one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

MORNING = time(9)
"""The clock time of a day that is typed without one."""

_SATURDAY = 5
"""The first day of the weekend, by `datetime.weekday`."""


class StartError(ValueError):
    """A start is not valid; the message explains it in one line, with an example."""


def shift_start(start: datetime, days: int) -> datetime:
    """Move a start by days and keep its clock time; gaps and repeats as in `combine`.

    Raises:
        StartError: the result is outside the years 1 to 9999.
    """
    try:
        return add_days(start, days)
    except OverflowError:
        raise StartError("there is no earlier or later day in the calendar") from None


def add_days(start: datetime, days: int) -> datetime:
    """Like `shift_start`, but raises `OverflowError`."""
    return past_gap(start + timedelta(days=days)) if days else start


def combine(day: date, clock: time, now: datetime) -> datetime:
    """A clock time on a day, in the zone of `now`.

    A clock time that does not exist on its day moves forward by the gap; of one that exists twice,
    the first is used.
    """
    return past_gap(datetime.combine(day, clock, now.tzinfo))


def past_gap(start: datetime) -> datetime:
    """Move a clock time that does not exist past the gap, by converting it to UTC and back."""
    return start.astimezone(UTC).astimezone(start.tzinfo)


def to_the_minute(at: datetime) -> datetime:
    """The minute that has begun."""
    return at.replace(second=0, microsecond=0)


def morning_after_today(now: datetime, clock: time = MORNING) -> datetime:
    """The start of documents by default: at `clock` on the first weekday after today.

    It is the same all day, so that two documents of a day are equal.
    """
    return next_weekday_morning(combine(now.date() + timedelta(days=1), time(0), now), clock)


def next_weekday_morning(now: datetime, clock: time = MORNING) -> datetime:
    """The default start: the next `clock` from Monday to Friday, today's if it is not past."""
    earliest = to_the_minute(now).astimezone(UTC)
    start = combine(now.date(), clock, now)
    while start.weekday() >= _SATURDAY or start.astimezone(UTC) < earliest:
        start = combine(start.date() + timedelta(days=1), clock, now)
    return start
