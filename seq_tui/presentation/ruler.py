"""The two lines of labels above a timeline: months and dates, or dates and clock times."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.presentation.wording import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

Ruler = tuple[str, str]
"""Two lines; the lower one divides the upper one, for example months into days."""


class Label(NamedTuple):
    """A text that starts at a column."""

    column: int
    forms: tuple[str, ...]
    """The same text in ever shorter forms, each of which can be understood; the first one that fits
    before the next label is drawn, or none."""

    fill: str = ""
    """A glyph that fills the columns after the text, up to the next label."""


def ruler_line(labels: Iterable[Label], columns: int, room: int = 0) -> str:
    """Draw labels, ordered by column and separated by a space, over `columns` cells.

    The last one may take up to `room` cells from the first column on, if these are more.
    """
    labels = list(labels)
    last_stop = columns if labels and labels[-1].fill else max(columns, room)
    stops = [*(label.column - 1 for label in labels[1:]), last_stop]
    line = ""
    for (column, forms, fill), stop in zip(labels, stops, strict=False):
        room = stop - column
        form = next((form for form in forms if len(form) <= room), "")
        line = line.ljust(column) + form
        if fill and len(line) + 1 < stop:
            line += " " + fill * (stop - len(line) - 1)
    return line.rstrip()


def month_labels(days: Iterable[tuple[int, date]]) -> Iterator[Label]:
    """``Nov 2026``, ``Dec``, ``Jan 2027`` or ``Jan '27``: the month above the first of its days."""
    last: date | None = None
    for column, day in days:
        month = MONTHS[day.month - 1]
        if last is None:
            yield Label(column, (f"{month} {day.year}", month))
        elif last.year != day.year:
            yield Label(column, (f"{month} {day.year}", f"{month} '{day.year % 100:02}"))
        elif last.month != day.month:
            yield Label(column, (month,))
        last = day


def date_labels(days: Iterable[tuple[int, date]]) -> Iterator[Label]:
    """``23 Nov 2026``, ``30 Nov``: the date above each day, with each new year."""
    year = None
    for column, day in days:
        text = f"{day.day} {MONTHS[day.month - 1]}"
        in_year = () if day.year == year else (f"{text} {day.year}",)
        yield Label(column, in_year if year and in_year else (*in_year, text))
        year = day.year


def year_labels(days: Iterable[tuple[int, date]]) -> Iterator[Label]:
    """``2026``: the year above the first of its days."""
    year = None
    for column, day in days:
        if day.year != year:
            yield Label(column, (str(day.year),))
            year = day.year
