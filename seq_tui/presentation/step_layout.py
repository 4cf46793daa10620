"""The layout of a table of steps: its columns, its calendar, and the form of its dates."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.presentation.step_columns import (
    FEW_BARS,
    StepColumns,
    TextWidths,
    bars_with_dates,
    step_columns,
)
from seq_tui.presentation.timeline import MANY_ROWS, Timeline, date_column, timeline_with_dates
from seq_tui.presentation.wording import landing_remark, landing_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from seq_tui.domain.schedule import Landings
    from seq_tui.presentation.glyphs import Glyphs

ENOUGH_BARS = FEW_BARS, 16
"""Columns of bars that are worth shorter dates: two for each day, within these bounds."""

UNAMBIGUOUS = 330
"""Most days in which no date occurs in two years, so that it can do without one."""

MANY_BARS = 28, 49
"""Columns of bars that are worth fewer other columns: one for each day, within these bounds."""

MEASURED = 100
"""Dates at the end whose room is checked, and at each end that are measured."""


class DateForm(Enum):
    """How much a date says, from most to least."""

    IN_WORDS = auto()
    """``held over the weekend``."""

    FULL = auto()
    """Day, month and time, and the year if it is not that of the start."""

    SHORT = auto()
    """The year only where it differs from that of the row above."""


class Dates(NamedTuple):
    """The dates of steps in one form."""

    landings: Landings
    start: datetime
    form: DateForm
    glyphs: Glyphs

    def texts(self, index: int) -> tuple[str, str]:
        """The date of a step, and what is remarked about it."""
        landing = self.landings[index]
        is_below = self.form is DateForm.SHORT and index
        above = self.landings.times[index - 1] if is_below else None
        short = self.form is not DateForm.IN_WORDS
        text = landing_text(landing, self.start, self.glyphs, short=short, above=above)
        remark = landing_remark(landing, short=short)
        return text.removesuffix(remark), remark

    def width(self, index: int) -> int:
        """The cells of both texts."""
        return sum(map(cell_len, self.texts(index)))

    def widest(self, rows: Iterable[int]) -> int:
        """The cells of the widest date of some steps."""
        return max(map(self.width, rows), default=0)


class StepLayout(NamedTuple):
    """A layout for one width, with a calendar that is fitted to some rows."""

    columns: StepColumns
    timeline: Timeline
    dates: Dates

    def date_column(self, index: int) -> int:
        """Where the date of a step begins in the calendar."""
        bar, date = self.timeline.bars[index], self.dates.width(index)
        column = date_column(bar, date, self.columns.calendar)
        return (bar.end or 0) + 2 if column is None else column

    def end(self, index: int) -> int:
        """The cells of the calendar that a step and its date take."""
        bar = self.timeline.bars[index]
        if bar.end is None:
            return bar.begin + 1
        return max(bar.end + 1, self.date_column(index) + self.dates.width(index))

    def fitted_to(self, rows: range) -> StepLayout:
        """The same columns, so that they stay in place, with a calendar that is fitted to rows."""
        landings, start, *_ = self.dates
        width, date_width = self.columns.calendar, self.dates.width
        return self._replace(timeline=timeline_with_dates(landings, start, width, date_width, rows))


def step_layout(
    texts: TextWidths, landings: Landings, start: datetime, width: int, glyphs: Glyphs
) -> StepLayout:
    """The layout of steps in `width` cells, with a calendar for all of them."""
    for dates, columns in _with_bars(texts, landings, start, width, glyphs):
        timeline = timeline_with_dates(landings, start, columns.calendar, dates.width)
        if timeline.columns >= min(FEW_BARS, timeline.days):
            layout = StepLayout(columns, timeline, dates)
            return layout._replace(columns=_with_action(layout, texts))
    # So few columns say nothing that dates below each other do not say better.
    dates = Dates(landings, start, DateForm.FULL, glyphs)
    columns = step_columns(texts, 0, dates.widest(_measured(len(landings))), 0, width)
    return StepLayout(columns, timeline_with_dates(landings, start, 1, dates.width), dates)


def _with_action(layout: StepLayout, texts: TextWidths) -> StepColumns:
    """The columns whose action has the cells that no step needs in the calendar."""
    columns, timeline, dates = layout
    rows = range(len(dates.landings))
    # Of many steps, whose dates are all to the right, the last ones need the room.
    ends = map(layout.end, rows if len(rows) <= MANY_ROWS else rows[-MEASURED:])
    used = max(*ends, *map(len, timeline.ruler), timeline.columns)
    spare = min(columns.calendar - used, texts.action - columns.action)
    return columns.with_action(columns.action + max(0, spare))


def _measured(steps: int) -> set[int]:
    rows = range(steps)
    return {*rows[:MEASURED], *rows[-MEASURED:]}


def _with_bars(
    texts: TextWidths, landings: Landings, start: datetime, width: int, glyphs: Glyphs
) -> Iterator[tuple[Dates, StepColumns]]:
    """The forms of dates that leave enough columns for bars, the longest first."""
    rows = range(len(landings))
    # The last date is usually the one that needs the room; a held one is longer.
    known = sum(at is not None for at in landings.times)
    last = [*rows[:known][-1:], *([max(landings.held)] if landings.held else [])]
    days = _days(landings, start)
    enough, many = _within(ENOUGH_BARS, 2 * days), _within(MANY_BARS, days)
    forms = [(DateForm.FULL, enough)]
    if landings.held:
        forms.insert(0, (DateForm.IN_WORDS, many))
    if days <= UNAMBIGUOUS:
        forms.append((DateForm.SHORT, 1))
    for form, least in forms:
        dates = Dates(landings, start, form, glyphs)
        date = dates.widest(last)
        columns = step_columns(texts, date, dates.widest(_measured(len(rows))), many, width)
        if columns.has_bars and bars_with_dates(columns.calendar, date) >= least:
            yield dates, columns


def _days(landings: Landings, start: datetime) -> int:
    """The days of all weeks from the start to the last landing; of a few days, those alone."""
    last = next((at for at in reversed(landings.times) if at is not None), start)
    days = last.toordinal() - start.toordinal() + 1
    return days if days <= 7 else days + start.weekday() + 6 - last.weekday()


def _within(bounds: tuple[int, int], columns: int) -> int:
    least, most = bounds
    return max(least, min(columns, most))
