"""A timeline without dates: the days from a start, of which only the weekday is known."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from seq_tui.domain.lazy_sequence import LazySequence
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.ruler import Label, ruler_line
from seq_tui.presentation.timeline import Bar, Timeline
from seq_tui.presentation.wording import DAYS, day_text, landing_remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seq_tui.domain.schedule import Landing

SOME_MONDAY = datetime(2001, 1, 1, 9, tzinfo=UTC)
"""The start of a sequence that has none: a Monday at 09:00, in a zone without clock changes."""

SOME_MONDAY_TEXT = "if started on a Monday at 09:00"

MAX_DAY_COLUMNS = 24
"""Most columns per day, so that a short sequence stays compact."""

_STRIDES = (1, 2, 7, 14, 28, 56, 112, 224, 448)
"""Days between two labels."""

_LABEL_COLUMNS = 7
"""Columns of a label, with a gap."""

_MINUTES = 24 * 60


def day_timeline(landings: Sequence[Landing], width: int) -> Timeline:
    """The timeline of landings from `SOME_MONDAY`, in at most `width` columns."""
    first = SOME_MONDAY.toordinal()
    times = [SOME_MONDAY, *(each.at for each in landings if each.at is not None)]
    days = max(at.toordinal() for at in times) - first + 1
    columns = min(max(width, 1), MAX_DAY_COLUMNS * days)

    def column(at: datetime) -> int:
        minutes = (at.toordinal() - first) * _MINUTES + at.hour * 60 + at.minute
        return minutes * columns // (days * _MINUTES)

    ends = list(accumulate(map(column, times), max))
    waits = list(pairwise(ends))

    def bar(index: int) -> Bar:
        landing = landings[index]
        if landing.at is None:
            return Bar(ends[-1], None, landing.at_earliest, is_weekend=False)
        begin, end = waits[index]
        return Bar(begin, end, landing.at_earliest, landing.is_weekend, landing.held)

    bars = LazySequence(len(landings), bar)
    return Timeline(columns, days, _ruler(days, columns), _weekends(days, columns), ends[0], bars)


def day_landing_text(landing: Landing, glyphs: Glyphs = UNICODE) -> str:
    """``Day 3``, ``≥ Day 4``, ``≥ Day 8 held``, ``Day 6 !``, ``?``."""
    if landing.at is None:
        return day_text(landing)
    prefix = f"{glyphs.at_earliest} " if landing.at_earliest else ""
    return f"{prefix}{day_text(landing)}{landing_remark(landing)}"


def _ruler(days: int, columns: int) -> tuple[str, str]:
    """The numbers of days, and the weekdays below them where there is room for all."""
    stride = next((n for n in _STRIDES if n * columns >= _LABEL_COLUMNS * days), days)
    numbers = (Label(day * columns // days, (f"Day {day + 1}",)) for day in range(0, days, stride))
    names = (Label(day * columns // days, (DAYS[day % 7],)) for day in range(days))
    has_names = columns >= 4 * days
    return ruler_line(numbers, columns), ruler_line(names, columns) if has_names else ""


def _weekends(days: int, columns: int) -> tuple[tuple[int, int], ...]:
    """The columns of each weekend, where a day has at least one."""
    if columns < days:
        return ()
    return tuple(
        (day * columns // days, min(day + 2, days) * columns // days) for day in range(5, days, 7)
    )
