"""The start of a schedule as its user types it: a date, a weekday, or a distance from now."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

EXAMPLES = "try 2026-11-26 15:00, thu 15:00, +2d or now"

MORNING = time(9)
"""The clock time of a day that is named without one."""

_QUOTED = 40
"""Most characters of a wrong text that its explanation repeats."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
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
    """What was typed is no start; the message says so in one line, with an example."""


def parse_start(text: str, now: datetime) -> datetime:
    """The start that `text` means at the time `now`, in the zone of `now` and to the minute.

    ``2026-11-26 15:00`` (also with a ``T``), ``15:00`` (today), ``thu 15:00`` (the next Thursday,
    today if that time is still to come), ``tomorrow 9:00``, ``+2d 15:00``; a day without a clock
    time means `MORNING`. ``+2d`` and ``-1w`` keep the clock time of now, ``+3h`` is elapsed time.
    Case and spaces do not matter. A clock time that does not exist on its day moves forward by the
    gap, and of one that exists twice the first is meant.

    Raises:
        StartError: the text says none of these, or a time outside the years 1 to 9999.
    """
    try:
        return _read(text, now)
    except OverflowError:
        raise StartError(f"{_quote(text)} is outside the years of the calendar") from None


def shifted(start: datetime, days: int) -> datetime:
    """The same clock time so many days later, or earlier; a gap and a repeat as in `parse_start`.

    Raises:
        StartError: that day is outside the years 1 to 9999.
    """
    try:
        return _moved(start, days)
    except OverflowError:
        raise StartError("there is no earlier or later day in the calendar") from None


def _read(text: str, now: datetime) -> datetime:
    found = _START.fullmatch(text.strip().casefold())
    if found is None or not found[0]:
        raise _not_understood(text)
    clock = None if found["clock"] is None else _clock(found["clock"])
    if found["word"]:
        return _at_word(found["word"], clock, now, text)
    if found["date"]:
        return _at(_date(found["date"]), clock or MORNING, now)
    if found["unit"]:
        return _at_distance(found, clock, now, text)
    return _at(now.date(), clock or MORNING, now)


def _at_word(word: str, clock: time | None, now: datetime, text: str) -> datetime:
    """``now``, ``today``, ``tomorrow``, or a weekday by its first three letters or more."""
    if word == "now" and clock is None:
        return _to_the_minute(now)
    clock = clock or MORNING
    today = now.date()
    if word in _NAMED_DAYS:
        return _at(today + timedelta(days=_NAMED_DAYS[word]), clock, now)
    for weekday, name in enumerate(_WEEKDAYS):
        if len(word) >= 3 and name.startswith(word):
            day = today + timedelta(days=(weekday - today.weekday()) % 7)
            start = _at(day, clock, now)
            # Compared in UTC, for within one zone Python compares what the clocks show.
            is_past = start.astimezone(UTC) < _to_the_minute(now).astimezone(UTC)
            return _at(day + timedelta(weeks=1), clock, now) if is_past else start
    raise _not_understood(text)


def _at_distance(found: re.Match[str], clock: time | None, now: datetime, text: str) -> datetime:
    distance = int(found["sign"] + found["amount"]) * _UNITS[found["unit"]]
    if found["unit"] == "h":
        if clock is not None:
            raise _not_understood(text)
        return (_to_the_minute(now).astimezone(UTC) + distance).astimezone(now.tzinfo)
    if clock is not None:
        return _at(now.date() + distance, clock, now)
    return _moved(_to_the_minute(now), distance.days)


def _moved(start: datetime, days: int) -> datetime:
    return _existing(start + timedelta(days=days)) if days else start


def _at(day: date, clock: time, now: datetime) -> datetime:
    return _existing(datetime.combine(day, clock, now.tzinfo))


def _existing(start: datetime) -> datetime:
    """The way through UTC takes a clock time that does not exist past the gap."""
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
    """The text in one line, with its control characters spelled out."""
    return repr(text if len(text) <= _QUOTED else text[:_QUOTED] + "...")
