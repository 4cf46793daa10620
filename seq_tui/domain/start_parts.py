"""What the parts of a typed start mean together; `start_text` finds them in a text."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from seq_tui.domain.start import MORNING, StartError, add_days, combine, to_the_minute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EXAMPLES = "try 2026-11-26 15:00, thu 15:00, +2d or now"

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

Parts = dict[str, str]
"""The text of each kind of part; of a weekday and a month the number, from 0."""

DAYS = frozenset({"weekday", "today", "tomorrow", "move", "iso", "dotted"})
"""Parts that say a day by themselves, so that a number after them is a clock time."""

MONTHS_AHEAD = 13
"""Among so many months there is each day of the month from now on."""

_UNITS = {"d": timedelta(days=1), "w": timedelta(weeks=1), "h": timedelta(hours=1)}

_LEAP_YEARS = 8
"""Most years between two that have a 29 February."""


def find_start(parts: Parts, now: datetime) -> datetime | None:
    """The start that the parts say in the zone of `now`; `None` if they say none together.

    Raises:
        StartError: the day or the clock time does not exist, or is ambiguous.
        OverflowError: it is outside the years 1 to 9999.
    """
    if "unclear" in parts:
        raise _unclear_date(parts["unclear"])
    parts = with_hour(parts)
    clock = _clock(parts["clock"]) if "clock" in parts else None
    day = parts.keys() - {"clock"}
    if not day:
        return combine(now.date(), clock, now) if clock else None
    if day == {"now"}:
        return None if clock else to_the_minute(now)
    if day in ({"next", "week"}, {"next", "week", "weekday"}):
        days = 7 - now.weekday() + int(parts.get("weekday", "0"))
        return combine(now.date() + timedelta(days=days), clock or MORNING, now)
    if day == {"move"}:
        return _move(parts["move"], clock, now)
    if day in ({"weekday"}, {"weekday", "next"}):
        return _on_weekday(int(parts["weekday"]), clock or MORNING, now, is_next="next" in day)
    found = _find_date(parts, clock or MORNING, now)
    return None if found is None else combine(found, clock or MORNING, now)


def with_hour(parts: Parts) -> Parts:
    """The parts with a number after a day as the clock time; a month needs its number itself."""
    if "month" in parts or "clock" in parts:
        return parts
    if "year" in parts and parts.keys() & DAYS:
        # Four digits after a day: there is no year that they could be of.
        hour, minute = parts["year"][:2], parts["year"][2:]
        return _with_clock(parts, "year", f"{hour}:{minute}")
    if "number" not in parts:
        return parts
    number = parts["number"]
    if "weekday" in parts and len(parts) == 2 and int(number) < 24:
        day, example = WEEKDAYS[int(parts["weekday"])][:3].lower(), f"{number} dec"
        raise StartError(f"{number} may be an hour or a day; type {day} {number}:00 or {example}")
    if not parts.keys() & (DAYS - {"weekday"}):
        return parts
    return _with_clock(parts, "number", f"{number}:00")


def _with_clock(parts: Parts, kind: str, clock: str) -> Parts:
    """The parts with a clock time in place of a kind."""
    return {each: part for each, part in parts.items() if each != kind} | {"clock": clock}


def _clock(text: str) -> time:
    digits = [*re.findall("[0-9]+", text)[:3], "0", "0"]
    hour, minute, second = (int(number) for number in digits[:3])
    is_half = text.endswith("m")
    try:
        if is_half and not 1 <= hour <= 12:
            raise ValueError
        # Checks the seconds too, which do not count.
        clock = time(hour % 12 + 12 * ("p" in text) if is_half else hour, minute, second)
    except ValueError:
        raise StartError(f"there is no clock time {text}; {EXAMPLES}") from None
    return clock.replace(second=0)


def _move(text: str, clock: time | None, now: datetime) -> datetime | None:
    """A move from now by hours, which is elapsed time, or by days, weeks or weekdays."""
    amount, unit = re.findall("[0-9]+|[a-z]+", text)[-2:]
    number = -int(amount) if text.startswith("-") else int(amount)
    if unit.startswith("h"):
        if clock is not None:
            return None
        return (to_the_minute(now).astimezone(UTC) + number * _UNITS["h"]).astimezone(now.tzinfo)
    if unit in ("wd", "weekday", "weekdays"):
        days = _weekdays(now.weekday(), number)
    else:
        days = (number * _UNITS[unit[0]]).days
    if clock is not None:
        return combine(now.date() + timedelta(days=days), clock, now)
    return add_days(to_the_minute(now), days)


def _weekdays(weekday: int, number: int) -> int:
    """By how many days a number of weekdays moves a date that falls on `weekday` (0 is Monday)."""
    if not number:
        return 0
    # A weekend counts as the weekday that it is left from.
    begin = min(weekday, 4 if number > 0 else 5)
    weeks, last = divmod(begin + number, 5)
    return 7 * weeks + last - weekday


def _on_weekday(weekday: int, clock: time, now: datetime, *, is_next: bool) -> datetime:
    """The next such weekday: today if the clock time is still to come, unless `is_next`."""
    day = now.date() + timedelta(days=(weekday - now.weekday()) % 7)
    start = combine(day, clock, now)
    if _is_past(start, now) or (is_next and day == now.date()):
        return combine(day + timedelta(weeks=1), clock, now)
    return start


def _is_past(start: datetime, now: datetime) -> bool:
    # Compared in UTC, because within one zone Python compares clock times.
    return start.astimezone(UTC) < to_the_minute(now).astimezone(UTC)


def _find_date(parts: Parts, clock: time, now: datetime) -> date | None:
    """The date that the parts say, which must fall on the weekday that they may say."""
    kinds = parts.keys() - {"clock", "weekday"}
    weekday = int(parts["weekday"]) if "weekday" in parts else None
    if kinds == {"month", "number"}:
        return _find_year(parts, weekday, clock, now)
    if kinds == {"ordinal"}:
        return _find_month(parts, weekday, clock, now)
    if kinds == {"today"}:
        day = now.date()
    elif kinds == {"tomorrow"}:
        day = now.date() + timedelta(days=1)
    elif kinds == {"iso"}:
        day = _date(*re.split("[/-]", parts["iso"]), text=parts["iso"])
    elif kinds == {"dotted"}:
        day = _date(*reversed(parts["dotted"].split(".")), text=parts["dotted"])
    elif kinds == {"month", "number", "year"}:
        text = f"{_day_text(parts)} {parts['year']}"
        day = _date(parts["year"], str(int(parts["month"]) + 1), parts["number"], text=text)
    else:
        return None
    if weekday not in (None, day.weekday()):
        raise _wrong_weekday(day)
    return day


def _find_year(parts: Parts, weekday: int | None, clock: time, now: datetime) -> date:
    """The date of a day and a month: the next one, or with a weekday the nearest one."""
    around = (now.year, now.year + 1, now.year - 1)
    years = around if weekday is not None else range(now.year, now.year + _LEAP_YEARS + 1)
    days = list(_existing(years, int(parts["month"]) + 1, int(parts["number"])))
    if not days:
        raise StartError(f"there is no date {_day_text(parts)}; {EXAMPLES}")
    for day in days:
        if weekday is None:
            is_meant = not _is_past(combine(day, clock, now), now)
        else:
            is_meant = day.weekday() == weekday
        if is_meant:
            return day
    if weekday is None:
        raise OverflowError
    raise _wrong_weekday(days[0])


def _find_month(parts: Parts, weekday: int | None, clock: time, now: datetime) -> date:
    """The next date with a day of the month, which must fall on the weekday if there is one."""
    for month in range(now.month - 1, now.month - 1 + MONTHS_AHEAD):
        year = now.year + month // 12
        for day in _existing((year,), month % 12 + 1, int(parts["ordinal"])):
            is_meant = weekday in (None, day.weekday())
            if is_meant and not _is_past(combine(day, clock, now), now):
                return day
    raise StartError(f"there is no such day {parts['ordinal']}; {EXAMPLES}")


def _existing(years: Iterable[int], month: int, number: int) -> Iterator[date]:
    for year in years:
        with suppress(ValueError):
            yield date(year, month, number)


def _date(year: str, month: str, number: str, *, text: str) -> date:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        raise StartError(f"there is no date {text}; {EXAMPLES}") from None


def _day_text(parts: Parts) -> str:
    return f"{parts['number']} {MONTHS[int(parts['month'])][:3].lower()}"


def _wrong_weekday(day: date) -> StartError:
    return StartError(f"{day} is a {WEEKDAYS[day.weekday()]}; correct the weekday or leave it out")


def _unclear_date(text: str) -> StartError:
    """Which dates a text may mean where day and month have no order that all countries share."""
    first, second, *last = (int(digits) for digits in re.findall("[0-9]+", text))
    days = [*_existing(last, second, first), *_existing(last, first, second)]
    meant = " or ".join(str(day) for day in dict.fromkeys(days) if day.year > 999)
    advice = meant or "a date such as 2026-11-26 or 26 nov"
    return StartError(f"type {advice}: countries order {text} differently")
