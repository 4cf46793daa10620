"""The layout of a table of steps: its columns, its calendar, and the form of its dates."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.presentation.step_columns import StepColumns, TextWidths, step_columns
from seq_tui.presentation.timeline import Timeline, timeline_with_dates
from seq_tui.presentation.wording import landing_remark, landing_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from seq_tui.domain.schedule import Landings
    from seq_tui.presentation.glyphs import Glyphs

ENOUGH_BARS = 12, 16
"""Columns of bars that are worth shorter dates: two for each day, within these bounds."""

MANY_BARS = 28, 49
"""Columns of bars that are worth fewer other columns: one for each day, within these bounds."""

MEASURED = 100
"""Dates at the end whose room is checked, and at each end that are measured."""


class DateForm(Enum):
    """How much a date says, from most to least."""

    IN_WORDS = auto()
    """``held over the weekend``."""

    FULL = auto()
    """Day, month and time."""

    SHORT = auto()
    """The month only where it differs from that of the row above."""


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

    def fitted_to(self, rows: range) -> StepLayout:
        """The same columns, so that they stay in place, with a calendar that is fitted to rows."""
        landings, start, *_ = self.dates
        width, date_width = self.columns.calendar, self.dates.width
        return self._replace(timeline=timeline_with_dates(landings, start, width, date_width, rows))


def step_layout(
    texts: TextWidths, landings: Landings, start: datetime, width: int, glyphs: Glyphs
) -> StepLayout:
    """The layout of steps in `width` cells, with a calendar for all of them."""
    dates, columns = _with_dates(texts, landings, start, width, glyphs)
    timeline = timeline_with_dates(landings, start, columns.calendar, dates.width)
    if columns.has_bars:
        last = range(len(landings))[-MEASURED:]
        ends = [(timeline.bars[at].end or 0) + 2 + dates.width(at) for at in last]
        used = max(*ends, *map(len, timeline.ruler), timeline.columns)
        spare = min(columns.calendar - used, texts.action - columns.action)
        columns = columns.with_action(columns.action + max(0, spare))
    return StepLayout(columns, timeline, dates)


def _with_dates(
    texts: TextWidths, landings: Landings, start: datetime, width: int, glyphs: Glyphs
) -> tuple[Dates, StepColumns]:
    """The longest form of dates that leaves enough columns for bars, and the columns with it."""
    rows = range(len(landings))
    # The last date is usually the one that needs the room; a held one is longer.
    known = sum(at is not None for at in landings.times)
    last = [*rows[:known][-1:], *([max(landings.held)] if landings.held else [])]
    measured = {*rows[:MEASURED], *rows[-MEASURED:]}

    days = _days(landings, start)
    enough, many = _within(ENOUGH_BARS, 2 * days), _within(MANY_BARS, days)

    def columns_with(form: DateForm) -> tuple[Dates, StepColumns, int]:
        dates = Dates(landings, start, form, glyphs)
        date = dates.widest(last)
        columns = step_columns(texts, date, dates.widest(measured), many, width)
        return dates, columns, columns.calendar - date - 1 if columns.has_bars else 0

    if landings.held:
        dates, columns, bars = columns_with(DateForm.IN_WORDS)
        if bars >= many:
            return dates, columns
    dates, columns, bars = columns_with(DateForm.FULL)
    if bars >= enough:
        return dates, columns
    short, short_columns, bars = columns_with(DateForm.SHORT)
    return (short, short_columns) if bars else (dates, columns)


def _days(landings: Landings, start: datetime) -> int:
    """The days of all weeks from the start to the last landing; of a few days, those alone."""
    last = next((at for at in reversed(landings.times) if at is not None), start)
    days = last.toordinal() - start.toordinal() + 1
    return days if days <= 7 else days + start.weekday() + 6 - last.weekday()


def _within(bounds: tuple[int, int], columns: int) -> int:
    least, most = bounds
    return max(least, min(columns, most))
