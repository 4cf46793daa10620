"""Scales that map times to columns, from minutes to years, each with a ruler."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.presentation.ruler import (
    Label,
    Ruler,
    date_labels,
    month_labels,
    ruler_line,
    year_labels,
)
from seq_tui.presentation.wording import DAYS, MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MAX_ELAPSED = timedelta(hours=36)
"""Longest time that is drawn by the hour; a longer one is drawn by days."""

MIN_HOURS = 12
"""Fewest columns of a scale by the hour; fewer have no room for clock times."""

MAX_DAY_COLUMNS = 12
"""Most columns per day, so that a short sequence stays compact on a wide screen."""

LABELLED_DAY_COLUMNS = 7
"""Fewest columns per day that fit its name and its number in one line."""

_UNITS = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180)
"""Minutes per column of a scale by the hour."""

_LABEL_INTERVALS = (10, 15, 20, 30, 60, 120, 180, 360, 720, 1440)
"""Minutes between two clock times of a ruler."""

_MINUTE = timedelta(minutes=1)
_DAY = 24 * 60
_LAST_DAY = date.max.toordinal()

Spans = tuple[tuple[int, int], ...]


class Scale(NamedTuple):
    """A mapping of times to columns, with its ruler."""

    columns: int
    ruler: Ruler
    """Two lines of at most `columns` cells; a line is empty if no label fits."""

    weekend: Spans
    """The first column of each weekend and the one after it; none if it is not at least one."""

    column: Callable[[datetime], int]
    """The column of a time, by the time elapsed since the start or by the local date."""


@dataclass(frozen=True, slots=True)
class _Hours:
    """One column per unit of elapsed time."""

    begin: datetime
    """The time of column 0, in UTC."""

    unit: timedelta

    def column(self, at: datetime) -> int:
        return (at.astimezone(UTC) - self.begin) // self.unit

    def times(self, columns: int) -> Iterator[datetime]:
        return (self.begin + column * self.unit for column in range(columns))


@dataclass(frozen=True, slots=True)
class _Dates:
    """`columns` for `days`, spread evenly, by the local date."""

    first: int
    """The ordinal (`date.toordinal`) of the day that begins at column 0."""

    columns: int
    days: int

    def column_of(self, day: int) -> int:
        return (day - self.first) * self.columns // self.days

    def column(self, at: datetime) -> int:
        minutes = (at.toordinal() - self.first) * _DAY + _minutes(at)
        return minutes * self.columns // (self.days * _DAY)

    def positions(self, days: Iterable[int]) -> list[tuple[int, date]]:
        return [(self.column_of(day), date.fromordinal(day)) for day in days]


@dataclass(frozen=True, slots=True)
class _Weeks:
    """`size` columns for each week, the last of them for its weekend."""

    monday: int
    """The ordinal of the day that begins at column 0."""

    size: int

    def column(self, at: datetime) -> int:
        week, day = divmod(at.toordinal() - self.monday, 7)
        minutes = day * _DAY + _minutes(at)
        return week * self.size + min(minutes * (self.size - 1) // (5 * _DAY), self.size - 1)


def scale_between(
    start: datetime, last: datetime, last_day: int, width: int, weekend: str, room: int = 0
) -> Scale:
    """The finest scale that fits `start`, `last` and the day `last_day` in `width` columns.

    It begins with the unit that contains `start`: the minutes of a column, a day, a week, a month
    or a year. In its ruler, `weekend` stands at weekends, in place of names that are short; the
    last label of a line may take up to `room` cells from the first column on.
    """
    first_day = start.toordinal()
    return (
        _by_hour(start, last, width, weekend, room)
        or _by_day(first_day, last_day, width, weekend, room)
        or _by_week(first_day, last_day, width, weekend, room)
        or _by_month(first_day, last_day, width)
        or _by_year(first_day, last_day, width)
    )


def _by_hour(start: datetime, last: datetime, width: int, weekend: str, room: int) -> Scale | None:
    """Columns of elapsed minutes; a change of the clocks shows in the clock times above."""
    try:
        first, end = start.astimezone(UTC), last.astimezone(UTC)
        if end - first > MAX_ELAPSED:
            return None
        for minutes in _UNITS:
            offset = _minutes(start) % minutes
            begin = first.replace(second=0, microsecond=0) - offset * _MINUTE
            hours = _Hours(begin, minutes * _MINUTE)
            columns = hours.column(end) + 1
            if MIN_HOURS <= columns <= width:
                times = [at.astimezone(start.tzinfo) for at in hours.times(columns)]
                spans = tuple(_spans(at.weekday() >= 5 for at in times))
                ruler = _hour_ruler(times, minutes, weekend, room)
                return Scale(columns, ruler, spans, hours.column)
    except OverflowError:
        pass  # within a day of the earliest or the latest possible time
    return None


def _hour_ruler(times: list[datetime], unit: int, weekend: str, room: int) -> Ruler:
    """Dates, and below them the round clock times that fall in a column."""
    interval = next(interval for interval in _LABEL_INTERVALS if interval >= 6 * unit)
    dates, clocks = [], []
    before = times[0] - _MINUTE
    for column, at in enumerate(times):
        if column == 0 or at.date() != before.date():
            name = DAYS[at.weekday()]
            forms = (f"{name} {at.day} {MONTHS[at.month - 1]}", f"{name} {at.day}")
            dates.append(Label(column, forms, weekend if at.weekday() >= 5 else ""))
        slot, slot_before = (_minutes(time) // interval for time in (at, before))
        if slot != slot_before or at.date() != before.date():
            hour, minute = divmod(slot * interval, 60)
            clocks.append(Label(column, (f"{hour:02}:{minute:02}",)))
        before = at
    return ruler_line(dates, len(times), room), ruler_line(clocks, len(times), room)


def _by_day(first: int, last: int, width: int, weekend: str, room: int) -> Scale | None:
    """Two columns a day or more; at any clock time, a mark stands below the name of its day."""
    days = range(first, last + 1)
    size = min(width // len(days), MAX_DAY_COLUMNS)
    if size < 2:
        return None
    columns, named = size * len(days), 6 if size >= LABELLED_DAY_COLUMNS else min(size - 1, 3)
    dates = _Dates(first, size, 1)
    positions = dates.positions(days)
    lower = ruler_line([_day_label(*position, size, weekend) for position in positions], columns)
    mondays = [position for position in positions if position[0] == 0 or position[1].weekday() == 0]
    above = month_labels(positions) if size >= LABELLED_DAY_COLUMNS else date_labels(mondays)
    return Scale(
        columns,
        (ruler_line(above, columns, room), lower),
        _weekend(dates, days),
        lambda at: (at.toordinal() - first) * size + _minutes(at) * named // _DAY,
    )


def _day_label(column: int, day: date, size: int, weekend: str) -> Label:
    """``Mon 23``, ``Mon``, ``Mo`` or ``M``; the sign of a weekend follows or replaces the name."""
    name = DAYS[day.weekday()][: size - 1]
    glyph = weekend if day.weekday() >= 5 else ""
    if size == MAX_DAY_COLUMNS:
        return Label(column, (f"{name} {day.day}",), glyph)
    name = glyph * len(name) or name
    return Label(column, (f"{name} {day.day}" if size >= LABELLED_DAY_COLUMNS else name,))


def _by_week(first: int, last: int, width: int, weekend: str, room: int) -> Scale | None:
    """From one column a day down to two a week, in whole weeks from a Monday."""
    # The day with the ordinal 1 was a Monday.
    monday = first - (first - 1) % 7
    weeks = (last - monday) // 7 + 1
    size = min(width // weeks, 7)
    if size < 2:
        return None
    dates = _Dates(monday, size, 7)
    columns = size * weeks
    mondays = dates.positions(range(monday, last + 1, 7 if size > 2 else 14))
    above = ruler_line(month_labels(mondays), columns, room)
    if size == 7:
        lower = "".join(f"{day.day:<5}{weekend * 2:2}" for _, day in mondays).rstrip()
        return Scale(
            columns, (above, lower), _weekend(dates, range(monday, monday + columns)), dates.column
        )
    lower = ruler_line((Label(column, (str(day.day),)) for column, day in mondays), columns)
    if size == 2:
        return Scale(columns, (above, lower), (), dates.column)
    weekends = tuple((column + size - 1, column + size) for column, _ in mondays)
    return Scale(columns, (above, lower), weekends, _Weeks(monday, size).column)


def _by_month(first: int, last: int, width: int) -> Scale | None:
    """All columns for whole months, at least one per month."""
    begin, end = _month(first), _month(last) + 1
    days = _first_of(end) - _first_of(begin)
    # A month has at least 28 days; its label and a space need 4 cells.
    if 28 * width < days:
        return None
    stride = -(-4 * days // (28 * width))
    dates = _Dates(_first_of(begin), width, days)
    positions = dates.positions(_first_of(month) for month in range(begin, end, stride))
    labels = [Label(column, (MONTHS[day.month - 1],)) for column, day in positions]
    ruler = ruler_line(year_labels(positions), width), ruler_line(labels, width)
    return Scale(width, ruler, (), dates.column)


def _by_year(first: int, last: int, width: int) -> Scale:
    """All columns for whole years, of any number."""
    begin, end = _month(first) // 12, _month(last) // 12 + 1
    days = _first_of(12 * end) - _first_of(12 * begin)
    # A year has at least 365 days; its label and a space need 5 cells.
    stride = -(-5 * days // (365 * width))
    dates = _Dates(_first_of(12 * begin), width, days)
    positions = dates.positions(_first_of(12 * year) for year in range(begin, end, stride))
    return Scale(width, ("", ruler_line(year_labels(positions), width)), (), dates.column)


def _minutes(at: datetime) -> int:
    """Minutes since midnight on the clock."""
    return at.hour * 60 + at.minute


def _month(day: int) -> int:
    """The number of months from the year 0 to the month of a day."""
    at = date.fromordinal(day)
    return 12 * at.year + at.month - 1


def _first_of(month: int) -> int:
    """The first day of a month; after the last year, the day after its last day."""
    year, number = divmod(month, 12)
    return _LAST_DAY + 1 if year > MAXYEAR else date(year, number + 1, 1).toordinal()


def _weekend(dates: _Dates, days: range) -> Spans:
    """The weekends within `days`, for columns of at most a day."""
    spans = _spans((day - 1) % 7 >= 5 for day in days)
    return tuple(
        (dates.column_of(days[0] + begin), dates.column_of(days[0] + end)) for begin, end in spans
    )


def _spans(marked: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """The first index of each run of marked items, and the one after its last."""
    for is_marked, run in groupby(enumerate(marked), key=lambda pair: pair[1]):
        positions = [index for index, _ in run]
        if is_marked:
            yield positions[0], positions[-1] + 1
