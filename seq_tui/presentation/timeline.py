"""The timeline of a sequence: a calendar of a given width, and a bar in it for each step.

`timeline` only says what is in which column, for whoever draws it; `timeline_lines` draws it as
plain text.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.domain.lazy_sequence import LazySequence
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.layout import GAP, cut, pad
from seq_tui.presentation.scale import scale_between
from seq_tui.presentation.wording import UNKNOWN, WEEKEND, action_mark, action_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from seq_tui.domain.schedule import Landings
    from seq_tui.domain.sequence import Step
    from seq_tui.presentation.ruler import Ruler
    from seq_tui.presentation.scale import Spans

MIN_ACTION = 12
"""Fewest cells for an action's words beside its bar; with less room there is its mark alone."""


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


def timeline_lines(
    steps: Sequence[Step],
    landings: Landings,
    start: datetime,
    width: int,
    glyphs: Glyphs = UNICODE,
) -> list[str]:
    """The ruler, then one line a step: its action, and its bar under the ruler."""
    if not steps:
        return []
    labels = _labels(steps, width // 3, glyphs)
    room = max(map(cell_len, labels))
    signs = cell_len(f" {glyphs.at_earliest}{WEEKEND}")
    model = timeline(landings, start, width - room - len(GAP) - signs, glyphs)
    indent = " " * (room + len(GAP))
    lines = [(indent + line).rstrip() for line in model.ruler if line]
    for label, bar in zip(labels, model.bars, strict=True):
        lines.append(pad(label, room) + GAP + bar_text(bar, glyphs))
    return lines


def bar_text(bar: Bar, glyphs: Glyphs = UNICODE) -> str:
    """The wait as a line, the landing as a mark, and behind it the signs of what is said of it."""
    if bar.end is None:
        return " " * bar.begin + UNKNOWN
    signs = glyphs.at_earliest * bar.at_earliest + WEEKEND * bar.is_weekend
    line = " " * bar.begin + glyphs.wait * (bar.end - bar.begin) + glyphs.landing
    return f"{line} {signs}" if signs else line


def _labels(steps: Iterable[Step], width: int, glyphs: Glyphs) -> list[str]:
    steps = list(steps)
    ranks = len(str(len(steps)))
    labels = []
    for rank, step in enumerate(steps, start=1):
        label = f"{rank:>{ranks}} {action_mark(step.action, glyphs)}"
        if width >= MIN_ACTION + len(label):
            label = cut(f"{label} {action_text(step.action)}", width, glyphs.ellipsis)
        labels.append(label)
    return labels
