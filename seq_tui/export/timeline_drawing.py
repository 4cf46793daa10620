"""The timeline of a sequence as a drawing: a calendar with the wait and the mark of each step.

`presentation.timeline` determines the columns; each is `COLUMN_WIDTH` pixels wide here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from seq_tui.export.action_icons import mark
from seq_tui.export.markup import Markup, concat, lines, tag, text, void
from seq_tui.presentation.layout import cut
from seq_tui.presentation.timeline import Bar, Timeline, timeline
from seq_tui.presentation.wording import (
    DAYS,
    MONTHS,
    UNKNOWN,
    action_text,
    counted,
    landing_text,
)

if TYPE_CHECKING:
    from collections import abc
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.schedule import Landings
    from seq_tui.domain.sequence import Sequence, Step

WIDTH = 1000
"""Pixels across a drawing."""

COLUMN_WIDTH = 8
"""Pixels across a column of the timeline."""

CELL_WIDTH = 7
"""Estimated pixels across a cell of text; most letters are narrower."""

CALENDAR_LEFT = 256
"""Pixels to the left edge of the calendar; the actions are left of it."""

LANDING_WIDTH = 152
"""Pixels to the right of a calendar, for the last landing."""

MAX_CALENDAR_WIDTH = WIDTH - CALENDAR_LEFT - LANDING_WIDTH
"""Maximum pixels across a calendar."""

RULER_HEIGHT = 46
"""Pixels above the first step."""

ROW_HEIGHT = 30
FOOT_HEIGHT = 8

MAX_STEPS = 250
"""Maximum number of steps drawn; a picture of more would be too tall to read."""

_MONTH = f"(?:{'|'.join(MONTHS)})"
_LABEL = re.compile(
    rf"Day \d+|(?:{'|'.join(DAYS)}) \d+(?: {_MONTH})?"
    rf"|\d+ {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}}|[\w:]+"
)
"""A label of a ruler: a date or one word. Weekend signs do not match, as weekends are shaded."""


class Drawing(NamedTuple):
    """SVG elements whose top is at y = 0."""

    content: Markup
    height: float


def draw_timeline(
    steps: tuple[Step, ...],
    landings: Landings,
    start: datetime,
    *,
    width: float = WIDTH,
    row_height: float = ROW_HEIGHT,
) -> Drawing:
    """Draw a calendar from `start`, with a row for each of at most `MAX_STEPS` steps."""
    model = timeline(landings, start, calendar_columns(width), room=_room(width))
    labels = [landing_text(landing, start) for landing in landings]
    return draw_calendar(steps, model, labels, width=width, row_height=row_height)


def calendar_columns(width: float = WIDTH) -> int:
    """The most columns of a timeline in a drawing of a width."""
    return int(width - CALENDAR_LEFT - LANDING_WIDTH) // COLUMN_WIDTH


def draw_calendar(
    steps: tuple[Step, ...],
    model: Timeline,
    labels: abc.Sequence[str],
    *,
    width: float = WIDTH,
    row_height: float = ROW_HEIGHT,
) -> Drawing:
    """Draw a timeline, with a row for each step, and a label beside its landing."""
    height = RULER_HEIGHT + row_height * len(steps) + FOOT_HEIGHT
    parts = [*_calendar(model, height - FOOT_HEIGHT)]
    for index, (step, bar, label) in enumerate(zip(steps, model.bars, labels, strict=True)):
        y = RULER_HEIGHT + row_height * index
        parts.append(void("line", class_="rule", x1=0, x2=width, y1=y, y2=y))
        parts += _row(index, step, bar, label, y + row_height / 2, width)
    return Drawing(lines(parts), height)


def omission_lines(sequence: Sequence, drawn: int = MAX_STEPS) -> list[str]:
    """Return a line with the number of steps not drawn, or no line if all are drawn."""
    missing = len(sequence.steps or ()) - drawn
    if missing <= 0:
        return []
    return [f"{counted(missing, 'later step')} {'is' if missing == 1 else 'are'} not drawn"]


def _calendar(model: Timeline, bottom: float) -> Iterator[Markup]:
    """Draw the weekends, the two-line ruler with a grid line below each label, and the start."""
    for begin, end in model.weekend:
        x, width = CALENDAR_LEFT + begin * COLUMN_WIDTH, (end - begin) * COLUMN_WIDTH
        yield void("rect", class_="weekend", x=x, y=22, width=width, height=bottom - 22)
    above, below = model.ruler
    for line, y, name in ((above, 16, "small strong"), (below, 36, "small quiet")):
        for label in _LABEL.finditer(line):
            x = CALENDAR_LEFT + label.start() * COLUMN_WIDTH
            yield tag("text", text(label[0]), class_=name, x=x + 1, y=y)
            if y > 16 or not below:
                yield void("line", class_="rule", x1=x, x2=x, y1=y + 6, y2=bottom)
    centre = _column_centre(model.start)
    yield void("line", class_="start", x1=centre, x2=centre, y1=RULER_HEIGHT - 4, y2=bottom)


def _room(width: float) -> int:
    """The most cells of a line above a calendar."""
    return int(width - CALENDAR_LEFT) // COLUMN_WIDTH


def _row(index: int, step: Step, bar: Bar, label: str, y: float, width: float) -> Iterator[Markup]:
    """Draw a step around the line `y`."""
    kind = step.action.kind
    rank = tag("text", text(str(index + 1)), class_="quiet", x=24, y=y + 5, text_anchor="end")
    action = cut(action_text(step.action), (CALENDAR_LEFT - 72) // CELL_WIDTH, "…")
    yield concat(rank, mark(kind, 42, y), tag("text", text(action), x=60, y=y + 5))
    begin = _column_centre(bar.begin)
    if bar.end is None:
        yield tag("text", text(f"{UNKNOWN} not known"), class_="quiet", x=begin + 6, y=y + 5)
        return
    end = _column_centre(bar.end)
    if begin < end:
        name = "wait open" if bar.at_earliest else "wait"
        yield void("line", class_=name, x1=begin, x2=end, y1=y, y2=y)
    yield concat(mark(kind, end, y), _landing_label(label, end, y, width))


def _landing_label(lands: str, end: float, y: float, width: float) -> Markup:
    """Write the landing to the right of its mark, or over its wait if that would not fit."""
    if end + 14 + CELL_WIDTH * cell_len(lands) <= width:
        return tag("text", text(lands), class_="small", x=end + 14, y=y + 4.5)
    return tag("text", text(lands), class_="small halo", x=end - 14, y=y + 4.5, text_anchor="end")


def _column_centre(column: int) -> float:
    return CALENDAR_LEFT + (column + 0.5) * COLUMN_WIDTH
