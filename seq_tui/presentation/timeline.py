"""The timeline of a sequence: a calendar of a given width, and a bar in it for each step."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.domain.lazy_sequence import LazySequence
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.scale import scale_between
from seq_tui.presentation.wording import HELD, WEEKEND

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from seq_tui.domain.schedule import Landings
    from seq_tui.presentation.ruler import Ruler
    from seq_tui.presentation.scale import Spans

LAST_ROWS = 200
"""More dates than have no room to the right unless the calendar ends further left."""

MANY_ROWS = 200
"""More steps than have their dates on both sides; measuring the dates of all takes long."""


class Bar(NamedTuple):
    """A step that waits from column `begin` and happens in column `end`."""

    begin: int
    """The column of the last known landing before this step, or of the start."""

    end: int | None
    """Never before `begin`; `None` if the landing is unknown."""

    at_earliest: bool
    is_weekend: bool
    held: bool = False
    """Whether it is an e-mail that is held over a weekend, which the wait includes."""

    def signs(self, glyphs: Glyphs) -> str:
        """What is said after its end: ``≥``, ``!``, ``≥!``, ``≥ held``; empty for an exact time."""
        if self.held:
            return f"{glyphs.at_earliest} {HELD}"
        return glyphs.at_earliest * self.at_earliest + WEEKEND * self.is_weekend


class Timeline(NamedTuple):
    """A calendar with a bar for each step; columns count from 0."""

    columns: int
    """The number of columns: the requested width or less."""

    days: int
    """The days that they are for."""

    ruler: Ruler
    """Two lines above the bars."""

    weekend: Spans
    """The first column of each weekend and the one after it; none if it is not at least one."""

    start: int
    """The column of the start."""

    bars: LazySequence[Bar]
    """One bar per landing, in order; no bar ends before an earlier one."""


def timeline(
    landings: Landings,
    start: datetime,
    width: int,
    weekend: str = UNICODE.weekend,
    rows: range | None = None,
    room: int = 0,
) -> Timeline:
    """The timeline of `landings` from `start`, in at most `width` columns (at least one).

    Args:
        landings: of all steps.
        start: what they are computed from.
        width: the most columns.
        weekend: what stands at weekends in the ruler; empty for their names.
        rows: neighbouring steps whose waits decide the scale, and that alone have bars; by default
            all.
        room: the most cells of a line of the ruler, if they are more than the columns.
    """
    rows = range(len(landings)) if rows is None else rows
    # The wait of the first row begins at the landing before it.
    begin = landings.times[rows.start - 1] if rows.start else start
    times = [at for at in (begin, *landings.times[rows.start : rows.stop]) if at is not None]
    times = times or [next((at for at in reversed(landings.times) if at is not None), start)]
    # Where the clocks go back over midnight, the last time is not on the last date.
    last_day = max(at.toordinal() for at in times)
    scale = scale_between(times[0], times[-1], last_day, max(width, 1), weekend, room)
    # Nor is a later time always later in the day.
    columns = list(accumulate(map(scale.column, times), max))

    def bar(index: int) -> Bar:
        landing = landings[index]
        if landing.at is None:
            return Bar(columns[-1], None, landing.at_earliest, is_weekend=False)
        begin, end = columns[index - rows.start : index - rows.start + 2]
        return Bar(begin, end, landing.at_earliest, landing.is_weekend, landing.held)

    bars = LazySequence(len(landings), bar)
    days = last_day - times[0].toordinal() + 1
    return Timeline(scale.columns, days, scale.ruler, scale.weekend, columns[0], bars)


def timeline_with_dates(
    landings: Landings,
    start: datetime,
    width: int,
    date_width: Callable[[int], int],
    rows: range | None = None,
) -> Timeline:
    """The timeline whose bars, each with its date beside it, fit in `width` cells.

    Dates stand to the right of their bars. Where that leaves no column for each day, dates without
    room there stand to the left, which leaves more columns.

    Args:
        landings: of all steps.
        start: what they are computed from.
        width: the most cells of a row.
        date_width: returns the cells of a step's date.
        rows: as for `timeline`.
    """
    rows = range(len(landings)) if rows is None else rows
    right = _with_dates_to_the_right(landings, start, width, date_width, rows)
    if len(rows) > MANY_ROWS or right.columns >= right.days:
        return right
    columns = width
    while columns > right.columns:
        model = timeline(landings, start, columns, "", rows, width)
        bars = ((model.bars[index], date_width(index)) for index in rows)
        if all(bar.end is None or date_column(bar, date, width) is not None for bar, date in bars):
            return model
        columns = model.columns - 1
    return right


def date_column(bar: Bar, date: int, width: int) -> int | None:
    """Where a date of so many cells begins: after its bar, or before it; `None` without room.

    Before it, it may hide up to half of the wait.
    """
    end = bar.begin if bar.end is None else bar.end
    if end + 2 + date <= width:
        return end + 2
    hidden = date + 1 - bar.begin
    return max(0, -hidden) if 2 * hidden <= end - bar.begin else None


def _with_dates_to_the_right(
    landings: Landings,
    start: datetime,
    width: int,
    date_width: Callable[[int], int],
    rows: range,
) -> Timeline:
    last = rows[-LAST_ROWS:]
    room = date_width(last[-1]) if last else 0
    while True:
        model = timeline(landings, start, width - 1 - room, "", rows, width)
        # Before the last dates there may be longer ones, such as of a held e-mail.
        ends = [(model.bars[index].end or 0) + 2 + date_width(index) for index in last]
        excess = max(ends, default=0) - width
        if excess <= 0 or model.columns == 1:
            return model
        room += excess


def timeline_with_signs(
    landings: Landings, start: datetime, width: int, glyphs: Glyphs = UNICODE
) -> Timeline:
    """The timeline whose bars, each followed by a space and its signs, fit in `width` cells."""
    signs = cell_len(glyphs.at_earliest + WEEKEND)
    model = _timeline_in(landings, start, width - 1 - signs, width, glyphs)
    held = 1 + cell_len(f"{glyphs.at_earliest} {HELD}")
    last = max(landings.held, default=None)
    # Only a held step near the end of the calendar makes it shorter.
    fits = last is None or (model.bars[last].end or 0) + 1 + held <= width
    return model if fits else _timeline_in(landings, start, width - held, width, glyphs)


def _timeline_in(
    landings: Landings, start: datetime, columns: int, width: int, glyphs: Glyphs
) -> Timeline:
    return timeline(landings, start, columns, glyphs.weekend, room=width)
