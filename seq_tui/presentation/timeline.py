"""The timeline of a sequence: a calendar of a given width, and a bar in it for each step."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.lazy_sequence import LazySequence
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.scale import scale_between

if TYPE_CHECKING:
    from datetime import datetime

    from seq_tui.domain.schedule import Landings
    from seq_tui.presentation.ruler import Ruler
    from seq_tui.presentation.scale import Spans


class Bar(NamedTuple):
    """One step: it waits from column `begin` on, and happens in column `end`."""

    begin: int
    """Where the step before happens, or the start is; the last such place that is known."""

    end: int | None
    """Not before `begin`; `None` where the landing is not known."""

    at_earliest: bool
    is_weekend: bool


class Timeline(NamedTuple):
    """What a timeline shows, in columns counted from 0."""

    columns: int
    """How many there are: the width that was asked for, or less."""

    ruler: Ruler
    """Two lines to stand above the bars, of at most so many cells each."""

    weekend: Spans
    """Each weekend as its first column and the one behind its last; empty where a column is more
    than a day."""

    start: int
    """The column of the start."""

    bars: LazySequence[Bar]
    """One for each landing, in their order; no bar ends before an earlier one."""


def timeline(landings: Landings, start: datetime, width: int, glyphs: Glyphs = UNICODE) -> Timeline:
    """The timeline of some landings from `start`, in at most `width` columns (at least one)."""
    times = [start, *(at for at in landings.times if at is not None)]
    # Where the clocks go back over midnight, the last time is not on the last date.
    last_day = max(at.toordinal() for at in times)
    scale = scale_between(start, times[-1], last_day, max(width, 1), glyphs)
    # Nor is a later time always later in the day.
    columns = list(accumulate(map(scale.column, times), max))

    def bar(index: int) -> Bar:
        landing = landings[index]
        if landing.at is None:
            return Bar(columns[-1], None, landing.at_earliest, is_weekend=False)
        begin, end = columns[index : index + 2]
        return Bar(begin, end, landing.at_earliest, landing.is_weekend)

    bars = LazySequence(len(landings), bar)
    return Timeline(scale.columns, scale.ruler, scale.weekend, columns[0], bars)
