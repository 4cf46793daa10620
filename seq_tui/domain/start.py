"""The start of a schedule as the user types it: a date, a weekday or an offset from now."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

EXAMPLES = "try 2026-11-26 15:00, thu 15:00, +2d or now"

MORNING = time(9)
"""The clock time of a day that is typed without one."""

_MAX_QUOTED = 40
"""Most characters of an invalid text that the error message quotes."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SATURDAY = _WEEKDAYS.index("saturday")
_NAMED_DAYS = {"today": 0, "tomorrow": 1}
_UNITS = {"d": timedelta(days=1), "w": timedelta(weeks=1), "h": timedelta(hours=1)}

_START = re.compile(
    r"(?: (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}) (?: \s | $ | t (?=[0-9]))"
    r"  | (?P<sign>[+-]) \s* (?P<amount>[0-9]{1,9}) \s* (?P<unit>[dwh])"
    r"  | (?P<word>[a-z]+)"
    r")? \s* (?P<clock>[0-9]{1,2}:[0-9]{2})?",
    re.VERBOSE,
)


class StartError(ValueError):
    """The text is not a valid start; the message explains it in one line, with an example."""


def parse_start(text: str, now: datetime) -> datetime:
    """Parse a start relative to the time `now`; returns it in the zone of `now`, to the minute.

    ``2026-11-26 15:00`` (also with a ``T``), ``15:00`` (today), ``thu 15:00`` (the next Thursday,
    today if that time is still to come), ``tomorrow 9:00``, ``+2d 15:00``; a day without a clock
    time means `MORNING`. ``+2d`` and ``-1w`` keep the clock time of now, ``+3h`` is elapsed time.
    Case and spaces do not matter. A clock time that does not exist on its day moves forward by the
    gap; of one that exists twice, the first is used.

    Raises:
        StartError: the text has none of these forms, or is outside the years 1 to 9999.
    """
    try:
        return _parse(text, now)
    except OverflowError:
        raise StartError(f"{_quote(text)} is outside the years of the calendar") from None


def shift_start(start: datetime, days: int) -> datetime:
    """Move a start by days and keep its clock time; gaps and repeats as in `parse_start`.

    Raises:
        StartError: the result is outside the years 1 to 9999.
    """
    try:
        return _add_days(start, days)
    except OverflowError:
        raise StartError("there is no earlier or later day in the calendar") from None


def _parse(text: str, now: datetime) -> datetime:
    found = _START.fullmatch(text.strip().casefold())
    if found is None or not found[0]:
        raise _not_understood(text)
    clock = None if found["clock"] is None else _clock(found["clock"])
    if found["word"]:
        return _at_word(found["word"], clock, now, text)
    if found["date"]:
        return _combine(_date(found["date"]), clock or MORNING, now)
    if found["unit"]:
        return _at_offset(found, clock, now, text)
    return _combine(now.date(), clock or MORNING, now)


def _at_word(word: str, clock: time | None, now: datetime, text: str) -> datetime:
    """``now``, ``today``, ``tomorrow``, or a weekday by its first three letters or more."""
    if word == "now" and clock is None:
        return _to_the_minute(now)
    clock = clock or MORNING
    today = now.date()
    if word in _NAMED_DAYS:
        return _combine(today + timedelta(days=_NAMED_DAYS[word]), clock, now)
    for weekday, name in enumerate(_WEEKDAYS):
        if len(word) >= 3 and name.startswith(word):
            day = today + timedelta(days=(weekday - today.weekday()) % 7)
            start = _combine(day, clock, now)
            # Compared in UTC, because within one zone Python compares clock times.
            is_past = start.astimezone(UTC) < _to_the_minute(now).astimezone(UTC)
            return _combine(day + timedelta(weeks=1), clock, now) if is_past else start
    raise _not_understood(text)


def _at_offset(found: re.Match[str], clock: time | None, now: datetime, text: str) -> datetime:
    offset = int(found["sign"] + found["amount"]) * _UNITS[found["unit"]]
    if found["unit"] == "h":
        if clock is not None:
            raise _not_understood(text)
        return (_to_the_minute(now).astimezone(UTC) + offset).astimezone(now.tzinfo)
    if clock is not None:
        return _combine(now.date() + offset, clock, now)
    return _add_days(_to_the_minute(now), offset.days)


def _add_days(start: datetime, days: int) -> datetime:
    return _past_gap(start + timedelta(days=days)) if days else start


def _combine(day: date, clock: time, now: datetime) -> datetime:
    return _past_gap(datetime.combine(day, clock, now.tzinfo))


def _past_gap(start: datetime) -> datetime:
    """Move a clock time that does not exist past the gap, by converting it to UTC and back."""
    return start.astimezone(UTC).astimezone(start.tzinfo)


def _to_the_minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise StartError(f"there is no date {text}; {EXAMPLES}") from None


def _clock(text: str) -> time:
    hour, _, minute = text.partition(":")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise StartError(f"there is no clock time {text}; {EXAMPLES}") from None


def _not_understood(text: str) -> StartError:
    return StartError(f"{_quote(text)} is not understood as a start; {EXAMPLES}")


def _quote(text: str) -> str:
    """The text in one line, with control characters escaped."""
    return repr(text if len(text) <= _MAX_QUOTED else text[:_MAX_QUOTED] + "...")


def next_weekday_morning(now: datetime) -> datetime:
    """The default start: the next `MORNING` from Monday to Friday, today's if it is not past."""
    earliest = _to_the_minute(now).astimezone(UTC)
    start = _combine(now.date(), MORNING, now)
    while start.weekday() >= _SATURDAY or start.astimezone(UTC) < earliest:
        start = _combine(start.date() + timedelta(days=1), MORNING, now)
    return start
