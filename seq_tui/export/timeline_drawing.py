"""The timeline of a sequence as a drawing: a calendar, and for each step its wait and its mark.

Where everything stands is what `report.timeline` says; a column is `COLUMN` pixels wide here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.export.action_icons import mark
from seq_tui.export.markup import Markup, joined, lines, tag, text, void
from seq_tui.presentation.layout import cut
from seq_tui.presentation.timeline import Bar, Timeline, timeline
from seq_tui.presentation.wording import (
    MONTHS,
    UNKNOWN,
    WEEKDAYS,
    action_text,
    counted,
    landing_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.schedule import Landing, Landings
    from seq_tui.domain.sequence import Sequence, Step

WIDTH = 1000
"""Pixels from the left to the right of a drawing."""

COLUMN = 8
"""Pixels of a column."""

CELL = 7
"""Pixels that a cell of text takes, or a little less: most letters are narrower."""

CALENDAR = 256
"""Where the calendar begins; the actions stand on its left."""

ROOM = 592
"""Pixels of a calendar at most; behind it there is room for the last landing."""

RULER = 46
"""Pixels above the first step."""

ROW = 30
FOOT = 8

MAX_STEPS = 250
"""Steps that are drawn; a picture of more is seen by nobody."""

_MONTH = f"(?:{'|'.join(MONTHS)})"
_LABEL = re.compile(
    rf"(?:{'|'.join(WEEKDAYS)}) \d+(?: {_MONTH})?|\d+ {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}}|[\w:]+"
)
"""A label of a ruler: a date, or one word. Signs of weekends are none, for weekends are shaded."""


class Drawing(NamedTuple):
    """Elements of SVG, from y = 0 on."""

    content: Markup
    height: float


def drawn_timeline(steps: tuple[Step, ...], landings: Landings, start: datetime) -> Drawing:
    """The calendar with a row for each of some steps, `MAX_STEPS` at most, from `start`."""
    model = timeline(landings, start, ROOM // COLUMN)
    height = RULER + ROW * len(steps) + FOOT
    rows = zip(steps, landings, model.bars, strict=True)
    parts = [
        *_calendar(model, height - FOOT),
        *(
            lines(_row(index, step, landing, bar, start))
            for index, (step, landing, bar) in enumerate(rows)
        ),
    ]
    return Drawing(lines(parts), height)


def left_out(sequence: Sequence) -> list[str]:
    """A line that says how many steps a drawing leaves out; none where it has them all."""
    missing = len(sequence.steps or ()) - MAX_STEPS
    if missing <= 0:
        return []
    return [f"{counted(missing, 'later step')} {'is' if missing == 1 else 'are'} not drawn"]


def _calendar(model: Timeline, bottom: float) -> Iterator[Markup]:
    """Weekends, the two lines of the ruler with a line down from each label, the start."""
    for begin, end in model.weekend:
        x, width = CALENDAR + begin * COLUMN, (end - begin) * COLUMN
        yield void("rect", class_="weekend", x=x, y=22, width=width, height=bottom - 22)
    above, below = model.ruler
    for line, y, name in ((above, 16, "small strong"), (below, 36, "small quiet")):
        for label in _LABEL.finditer(line):
            x = CALENDAR + label.start() * COLUMN
            yield tag("text", text(label[0]), class_=name, x=x + 1, y=y)
            if y > 16 or not below:
                yield void("line", class_="rule", x1=x, x2=x, y1=y + 6, y2=bottom)
    middle = _middle(model.start)
    yield void("line", class_="start", x1=middle, x2=middle, y1=RULER - 4, y2=bottom)


def _row(index: int, step: Step, landing: Landing, bar: Bar, start: datetime) -> Iterator[Markup]:
    y = RULER + ROW * index + ROW / 2
    yield void("line", class_="rule", x1=0, x2=WIDTH, y1=y - ROW / 2, y2=y - ROW / 2)
    kind = step.action.kind
    rank = tag("text", text(str(index + 1)), class_="quiet", x=24, y=y + 5, text_anchor="end")
    label = cut(action_text(step.action), (CALENDAR - 72) // CELL, "…")
    yield joined(rank, mark(kind, 42, y), tag("text", text(label), x=60, y=y + 5))
    begin = _middle(bar.begin)
    if bar.end is None:
        yield tag("text", text(f"{UNKNOWN} not known"), class_="quiet", x=begin + 6, y=y + 5)
        return
    end = _middle(bar.end)
    if begin < end:
        name = "wait open" if landing.at_earliest else "wait"
        yield void("line", class_=name, x1=begin, x2=end, y1=y, y2=y)
    yield joined(mark(kind, end, y), _when(landing_text(landing, start), end, y))


def _when(lands: str, end: float, y: float) -> Markup:
    """The landing behind its mark, or where that has no room on its wait."""
    if end + 14 + CELL * cell_len(lands) <= WIDTH:
        return tag("text", text(lands), class_="small", x=end + 14, y=y + 4.5)
    return tag("text", text(lands), class_="small halo", x=end - 14, y=y + 4.5, text_anchor="end")


def _middle(column: int) -> float:
    return CALENDAR + (column + 0.5) * COLUMN
