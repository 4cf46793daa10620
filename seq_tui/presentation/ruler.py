"""The lines above a timeline: labels at columns, and the dates and clock times they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.presentation.wording import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

Ruler = tuple[str, str]
"""Two lines; what the lower one counts, days or weeks or hours, belongs to what is above it."""


class Label(NamedTuple):
    """A text that begins at a column."""

    column: int
    forms: tuple[str, ...]
    """The longest form first; the first one that there is room for is drawn, or none."""

    fill: str = ""
    """A sign for the columns behind the text, up to the next label."""


def ruler_line(labels: Iterable[Label], columns: int) -> str:
    """The labels, in their order, with a space between each two; at most `columns` cells."""
    labels = list(labels)
    stops = [*(label.column - 1 for label in labels[1:]), columns]
    line = ""
    for (column, forms, fill), stop in zip(labels, stops, strict=False):
        room = stop - column
        form = next((form for form in forms if len(form) <= room), "")
        line = line.ljust(column) + form
        if fill and len(line) + 1 < stop:
            line += " " + fill * (stop - len(line) - 1)
    return line.rstrip()


def month_labels(days: Iterable[tuple[int, date]]) -> Iterator[Label]:
    """``Nov 2026``, ``Dec``: the month over the first of some days in it."""
    shown: date | None = None
    for column, day in days:
        if shown is None or (shown.year, shown.month) != (day.year, day.month):
            month = MONTHS[day.month - 1]
            in_year = () if shown and shown.year == day.year else (f"{month} {day.year}",)
            yield Label(column, (*in_year, month))
            shown = day


def date_labels(days: Iterable[tuple[int, date]]) -> Iterator[Label]:
    """``23 Nov 2026``, ``30 Nov``: the date over each day."""
    year = None
    for column, day in days:
        text = f"{day.day} {MONTHS[day.month - 1]}"
        in_year = () if day.year == year else (f"{text} {day.year}",)
        yield Label(column, (*in_year, text, str(day.day)))
        year = day.year


def year_labels(days: Iterable[tuple[int, date]]) -> Iterator[Label]:
    """``2026``: the year over the first of some days in it."""
    year = None
    for column, day in days:
        if day.year != year:
            yield Label(column, (str(day.year),))
            year = day.year
