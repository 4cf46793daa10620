"""A sequence as a picture for a slide: its timeline without the table, in 16:9.

The texts are as large as the number of steps allows; a sequence with too many steps for letters of
a readable size is drawn in part, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.schedule import landings
from seq_tui.export.markup import lines, number, tag, text
from seq_tui.export.step_rows import step_rows
from seq_tui.export.svg import (
    LINE_HEIGHT,
    NAME_HEIGHT,
    Layout,
    draw_table,
    name_lines,
    rule_notes,
    summary_text,
)
from seq_tui.export.svg import ROW_HEIGHT as TABLE_ROW_HEIGHT
from seq_tui.export.timeline_drawing import (
    CELL_WIDTH,
    FOOT_HEIGHT,
    RULER_HEIGHT,
    WIDTH,
    Drawing,
    draw_timeline,
    omission_lines,
)
from seq_tui.presentation.layout import wrap
from seq_tui.presentation.wording import start_text

if TYPE_CHECKING:
    from datetime import datetime

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.weekend_rule import WeekendRule
    from seq_tui.export.markup import Markup

SLIDE_WIDTH, SLIDE_HEIGHT = 1600, 900
EDGE = 60
"""Pixels around the contents."""

SCALES = (1.8, 1.6, 1.4, 1.2, 1.0)
"""How much larger than in a sheet the texts may be; the first with room for all steps is used."""

MIN_ROW_HEIGHT, MAX_ROW_HEIGHT = 22, 40
"""Pixels of a row, before they are scaled."""

MAX_NAME_LINES = 2


class _Frame(NamedTuple):
    """A slide without its steps, and the room for these."""

    scale: float
    width: float
    top: list[Markup]
    foot: list[str]
    y: float
    """Pixels from the top to the steps."""

    drawn: int
    """The number of steps with room."""

    row_height: float


def _frame(sequence: Sequence, start: datetime | None, weekend: WeekendRule) -> _Frame:
    """Lay out a slide at the largest scale that has room for all steps, or else the smallest."""
    steps = sequence.steps or ()
    # These figures take long for thousands of steps, and no scale changes them.
    facts = summary_text(sequence, weekend)
    rules = rule_notes(sequence, start, weekend) if steps else []
    for scale in SCALES[:-1]:
        frame = _frame_in(scale, sequence, start, facts, rules)
        if frame.drawn >= len(steps):
            return frame
    return _frame_in(SCALES[-1], sequence, start, facts, rules)


def _frame_in(
    scale: float, sequence: Sequence, start: datetime | None, facts: str, rules: list[str]
) -> _Frame:
    """Lay out a slide for one scale."""
    width, height = (SLIDE_WIDTH - 2 * EDGE) / scale, (SLIDE_HEIGHT - 2 * EDGE) / scale
    cells = int(width) // CELL_WIDTH
    count = len(sequence.steps or ())
    top = name_lines(sequence, width, MAX_NAME_LINES)
    y = 28.0 + NAME_HEIGHT * (len(top) - 1)
    for line in wrap(facts, cells):
        y += LINE_HEIGHT
        top.append(tag("text", text(line), class_="quiet", x=0, y=y))
    if start is not None and count:
        y += LINE_HEIGHT + 8
        top.append(tag("text", text(start_text(start)), class_="strong", x=0, y=y))
    y += 12
    rule_lines = [line for each in rules for line in wrap(each, cells)]
    # A line more in case that steps are left out.
    foot_height = LINE_HEIGHT * (1 + len(rule_lines))
    fixed = TABLE_ROW_HEIGHT + 8 if start is None else RULER_HEIGHT + FOOT_HEIGHT
    least = TABLE_ROW_HEIGHT if start is None else MIN_ROW_HEIGHT
    room = height - y - fixed - foot_height
    drawn = max(0, min(count, int(room / least)))
    row_height = min(MAX_ROW_HEIGHT, room / max(drawn, 1))
    omitted = [line for each in omission_lines(sequence, drawn) for line in wrap(each, cells)]
    return _Frame(scale, width, top, [*omitted, *rule_lines], y, drawn, row_height)


def draw(sequence: Sequence, start: datetime | None, weekend: WeekendRule) -> Drawing:
    """Draw a slide, `SLIDE_HEIGHT` pixels high."""
    frame = _frame(sequence, start, weekend)
    steps = (sequence.steps or ())[: frame.drawn]
    parts = list(frame.top)
    if steps and start is not None:
        landed = landings(steps, start, weekend)
        drawing = draw_timeline(
            steps, landed, start, width=frame.width, row_height=frame.row_height
        )
        parts.append(_placed(drawing, frame.y))
    elif steps:
        drawing = draw_table(steps, step_rows(steps))
        factor = min(1, frame.width / WIDTH)
        parts.append(_placed(drawing, frame.y, factor))
    bottom = (SLIDE_HEIGHT - 2 * EDGE) / frame.scale
    for index, line in enumerate(reversed(frame.foot)):
        y = bottom - LINE_HEIGHT * index
        parts.append(tag("text", text(line), class_="small quiet", x=0, y=y))
    transform = f"translate({EDGE} {EDGE}) scale({number(frame.scale)})"
    return Drawing(tag("g", lines(parts), transform=transform), SLIDE_HEIGHT)


def drawn_steps(sequence: Sequence, start: datetime | None, weekend: WeekendRule) -> int:
    """The most steps that a slide of this sequence has room for."""
    return _frame(sequence, start, weekend).drawn


def _placed(drawing: Drawing, y: float, factor: float = 1) -> Markup:
    scale = "" if factor == 1 else f" scale({number(factor)})"
    return tag("g", drawing.content, transform=f"translate(0 {number(y)}){scale}")


SLIDE = Layout(draw, drawn_steps, SLIDE_WIDTH, 0)
"""A slide of 1600 by 900 pixels."""
