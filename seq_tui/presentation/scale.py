"""Calendars in a number of columns: which column a time is in, and the ruler above them."""

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
from seq_tui.presentation.wording import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from seq_tui.presentation.glyphs import Glyphs

MAX_ELAPSED = timedelta(hours=36)
"""Longest time that is shown by the hour; a longer one is read by its days."""

MIN_HOURS = 12
"""Fewest columns of a calendar by the hour; with less there is no room for clock times."""

MAX_DAY = 12
"""Most columns of a day, so that a short sequence stays together on a wide screen."""

ROOMY_DAY = 7
"""From so many columns of a day on, it has its name and its number in one line."""

_UNITS = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180)
"""Minutes in a column of a calendar by the hour."""

_STEPS = (10, 15, 20, 30, 60, 120, 180, 360, 720, 1440)
"""Minutes between two clock times of a ruler."""

_MINUTE = timedelta(minutes=1)
_DAY = 24 * 60
_LAST_DAY = date.max.toordinal()

Spans = tuple[tuple[int, int], ...]


class Scale(NamedTuple):
    """A calendar in a number of columns."""

    columns: int
    ruler: Ruler
    """Lines of at most so many cells, empty where there is no room for a label."""

    weekend: Spans
    """The first column and the one behind the last of each weekend; none where one column is more
    than a day."""

    column: Callable[[datetime], int]
    """The column of a time: by the clock that has run since the start, or by the local date."""


@dataclass(frozen=True, slots=True)
class _Hours:
    """One column for each unit of elapsed time."""

    begin: datetime
    """Of column 0, in UTC."""

    unit: timedelta

    def column(self, at: datetime) -> int:
        return (at.astimezone(UTC) - self.begin) // self.unit

    def times(self, columns: int) -> Iterator[datetime]:
        return (self.begin + column * self.unit for column in range(columns))


@dataclass(frozen=True, slots=True)
class _Dates:
    """So many columns for so many days, evenly, by the local date."""

    first: int
    """The day that begins with column 0, as `date.toordinal` counts days."""

    columns: int
    days: int

    def column_of(self, day: int) -> int:
        return (day - self.first) * self.columns // self.days

    def column(self, at: datetime) -> int:
        minutes = (at.toordinal() - self.first) * _DAY + _minutes(at)
        return minutes * self.columns // (self.days * _DAY)

    def places(self, days: Iterable[int]) -> list[tuple[int, date]]:
        return [(self.column_of(day), date.fromordinal(day)) for day in days]


def scale_between(
    start: datetime, last: datetime, last_day: int, width: int, glyphs: Glyphs
) -> Scale:
    """The finest calendar that holds `start`, `last` and the day `last_day` in `width` columns.

    It begins with what `start` is in: the minutes of a column, a day, a week, a month or a year.
    """
    first_day = start.toordinal()
    return (
        _by_hour(start, last, width, glyphs)
        or _by_day(first_day, last_day, width, glyphs)
        or _by_week(first_day, last_day, width, glyphs)
        or _by_month(first_day, last_day, width)
        or _by_year(first_day, last_day, width)
    )


def _by_hour(start: datetime, last: datetime, width: int, glyphs: Glyphs) -> Scale | None:
    """Columns of elapsed minutes; the clock times above show when the clocks change."""
    try:
        first, end = start.astimezone(UTC), last.astimezone(UTC)
        if end - first > MAX_ELAPSED:
            return None
        for minutes in _UNITS:
            past = _minutes(start) % minutes
            begin = first.replace(second=0, microsecond=0) - past * _MINUTE
            hours = _Hours(begin, minutes * _MINUTE)
            columns = hours.column(end) + 1
            if MIN_HOURS <= columns <= width:
                times = [at.astimezone(start.tzinfo) for at in hours.times(columns)]
                weekend = tuple(_spans(at.weekday() >= 5 for at in times))
                return Scale(columns, _hour_ruler(times, minutes, glyphs), weekend, hours.column)
    except OverflowError:
        pass  # within a day of the first or the last that there is
    return None


def _hour_ruler(times: list[datetime], unit: int, glyphs: Glyphs) -> Ruler:
    """Dates, and under them the full clock times that begin with a column or within it."""
    step = next(step for step in _STEPS if step >= 6 * unit)
    dates, clocks = [], []
    before = times[0] - _MINUTE
    for column, at in enumerate(times):
        if column == 0 or at.date() != before.date():
            name = WEEKDAYS[at.weekday()]
            forms = (f"{name} {at.day} {MONTHS[at.month - 1]}", f"{name} {at.day}", name)
            dates.append(Label(column, forms, glyphs.weekend if at.weekday() >= 5 else ""))
        slot, slot_before = (_minutes(each) // step for each in (at, before))
        if slot != slot_before or at.date() != before.date():
            hour, minute = divmod(slot * step, 60)
            clocks.append(Label(column, (f"{hour:02}:{minute:02}",)))
        before = at
    return ruler_line(dates, len(times)), ruler_line(clocks, len(times))


def _by_day(first: int, last: int, width: int, glyphs: Glyphs) -> Scale | None:
    """Two columns a day or more; whatever the clock time, a mark stands under its day's name."""
    days = range(first, last + 1)
    size = min(width // len(days), MAX_DAY)
    if size < 2:
        return None
    columns, named = size * len(days), 6 if size >= ROOMY_DAY else min(size - 1, 3)
    dates = _Dates(first, size, 1)
    places = dates.places(days)
    lower = ruler_line([_day_label(*place, size, glyphs) for place in places], columns)
    mondays = [place for place in places if place[0] == 0 or place[1].weekday() == 0]
    above = month_labels(places) if size >= ROOMY_DAY else date_labels(mondays)
    return Scale(
        columns,
        (ruler_line(above, columns), lower),
        _weekend(dates, days),
        lambda at: (at.toordinal() - first) * size + _minutes(at) * named // _DAY,
    )


def _day_label(column: int, day: date, size: int, glyphs: Glyphs) -> Label:
    """``Mon 23``, ``Mon``, ``Mo`` or ``M``; a weekend has its sign behind it, or instead."""
    name = WEEKDAYS[day.weekday()][: size - 1]
    sign = glyphs.weekend if day.weekday() >= 5 else ""
    if size == MAX_DAY:
        return Label(column, (f"{name} {day.day}",), sign)
    name = sign * len(name) or name
    return Label(column, (f"{name} {day.day}" if size >= ROOMY_DAY else name,))


def _by_week(first: int, last: int, width: int, glyphs: Glyphs) -> Scale | None:
    """From one column a day down to two a week, in whole weeks from a Monday on."""
    # Day 1 was a Monday.
    monday = first - (first - 1) % 7
    weeks = (last - monday) // 7 + 1
    size = min(width // weeks, 7)
    if size < 2:
        return None
    dates = _Dates(monday, size, 7)
    columns = size * weeks
    mondays = dates.places(range(monday, last + 1, 7 if size > 2 else 14))
    above = ruler_line(month_labels(mondays), columns)
    if size == 7:
        lower = "".join(f"{day.day:<5}{glyphs.weekend * 2}" for _, day in mondays)
        return Scale(
            columns, (above, lower), _weekend(dates, range(monday, monday + columns)), dates.column
        )
    lower = ruler_line((Label(column, (str(day.day),)) for column, day in mondays), columns)
    return Scale(columns, (above, lower), (), dates.column)


def _by_month(first: int, last: int, width: int) -> Scale | None:
    """All columns for whole months, at least one for each."""
    begin, end = _month(first), _month(last) + 1
    days = _first_of(end) - _first_of(begin)
    # A month has 28 days or more, its label and the space behind it 4 cells.
    if 28 * width < days:
        return None
    stride = -(-4 * days // (28 * width))
    dates = _Dates(_first_of(begin), width, days)
    places = dates.places(_first_of(month) for month in range(begin, end, stride))
    labels = [Label(column, (MONTHS[day.month - 1],)) for column, day in places]
    ruler = ruler_line(year_labels(places), width), ruler_line(labels, width)
    return Scale(width, ruler, (), dates.column)


def _by_year(first: int, last: int, width: int) -> Scale:
    """All columns for whole years, however many they are."""
    begin, end = _month(first) // 12, _month(last) // 12 + 1
    days = _first_of(12 * end) - _first_of(12 * begin)
    # A year has 365 days or more, its label and the space behind it 5 cells.
    stride = -(-5 * days // (365 * width))
    dates = _Dates(_first_of(12 * begin), width, days)
    places = dates.places(_first_of(12 * year) for year in range(begin, end, stride))
    return Scale(width, ("", ruler_line(year_labels(places), width)), (), dates.column)


def _minutes(at: datetime) -> int:
    """The minutes that the clock shows since midnight."""
    return at.hour * 60 + at.minute


def _month(day: int) -> int:
    """The months from the year 0 to the one that a day is in."""
    at = date.fromordinal(day)
    return 12 * at.year + at.month - 1


def _first_of(month: int) -> int:
    """The day on which a month begins; behind the last year, the day behind its last."""
    year, number = divmod(month, 12)
    return _LAST_DAY + 1 if year > MAXYEAR else date(year, number + 1, 1).toordinal()


def _weekend(dates: _Dates, days: range) -> Spans:
    """The weekends within some days, for columns that are not more than a day."""
    spans = _spans((day - 1) % 7 >= 5 for day in days)
    return tuple(
        (dates.column_of(days[0] + begin), dates.column_of(days[0] + end)) for begin, end in spans
    )


def _spans(marked: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Where the marked ones begin and end, for each run of them."""
    for is_marked, run in groupby(enumerate(marked), key=lambda pair: pair[1]):
        places = [index for index, _ in run]
        if is_marked:
            yield places[0], places[-1] + 1
