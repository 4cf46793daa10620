"""Sequences as an SVG picture: the timeline, with the table of steps below it.

It is self-contained, without fonts, scripts or links to other files, and follows the reader's
preference for light or dark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.schedule import landings
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.action_icons import mark
from seq_tui.export.markup import Markup, concat, lines, number, tag, text, void
from seq_tui.export.step_rows import ScheduledRow, scheduled_rows
from seq_tui.export.stylesheet import picture_style
from seq_tui.export.text_layout import wrap
from seq_tui.export.timeline_drawing import (
    CELL_WIDTH,
    MAX_STEPS,
    WIDTH,
    Drawing,
    draw_timeline,
    omission_lines,
)
from seq_tui.presentation.header import build_header
from seq_tui.presentation.layout import cut
from seq_tui.presentation.wording import name_text, rule_text, start_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.schedule import Landings
    from seq_tui.domain.sequence import Sequence, Step

MARGIN = 32
"""Pixels around a sheet."""

LINE_HEIGHT = 21
ROW_HEIGHT = 26

NAME_CELLS = 64
"""Maximum cells of a name in its line; the title of the picture has all of it."""

GUTTER = 2
"""Cells between two columns of the table."""

_COLUMNS = (("ACTION", 60), ("WAIT", 372), ("FROM START", 516), ("LANDS", 728))
"""Titles and left edges of the columns between the rank and the day."""


def render(sequence: Sequence, start: datetime, weekend: WeekendRule = WeekendRule.HOLD) -> bytes:
    """Draw one sequence from a start, which must have a zone."""
    sheet = _sheet(sequence, start, weekend)
    return _picture(_about(sequence, start, weekend), sheet.content, sheet.height, "img")


class SvgDocument:
    """A document of many sequences: one picture with their sheets below each other."""

    def __init__(self, start: datetime, weekend: WeekendRule = WeekendRule.HOLD) -> None:
        """Begin an empty document for a start, which must have a zone."""
        self._start = start
        self._weekend = weekend
        self._sheets: list[Markup] = []
        self._height = 0.0

    def add(self, sequence: Sequence) -> bytes:
        """Return nothing yet: the picture begins with its height, the sum of all sheets."""
        sheet = _sheet(sequence, self._start, self._weekend)
        position = f"translate(0 {number(self._height)})"
        about = _about(sequence, self._start, self._weekend)
        self._sheets.append(tag("g", about, sheet.content, role="img", transform=position))
        self._height += sheet.height + 2 * MARGIN
        return b""

    def end(self) -> bytes:
        """Return the picture."""
        height = max(self._height - 2 * MARGIN, 0)
        return _picture(tag("title", text("Sequences")), lines(self._sheets), height, "group")


def _picture(about: Markup, sheets: Markup, height: float, role: str) -> bytes:
    width, height = WIDTH + 2 * MARGIN, height + 2 * MARGIN
    root = tag(
        "svg",
        lines([about, tag("style", Markup(picture_style()))]),
        lines([void("rect", class_="sheet", width=width, height=height)]),
        tag("g", sheets, class_="sequence", transform=f"translate({MARGIN} {MARGIN})"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {number(height)}",
        width=width,
        height=height,
        role=role,
    )
    return f"{root}\n".encode()


def _about(sequence: Sequence, start: datetime, weekend: WeekendRule) -> Markup:
    """Describe the picture in words for screen readers."""
    steps = (sequence.steps or ())[:MAX_STEPS]
    rows = scheduled_rows(steps, landings(steps, start, weekend), start)
    description = [_summary(sequence, weekend)]
    if steps:
        description += [
            f"{start_text(start)}:",
            *map(_row_text, rows),
            *omission_lines(sequence),
            rule_text(weekend=weekend),
        ]
    return concat(
        tag("title", text(name_text(sequence))), tag("desc", text("\n".join(description)))
    )


def _row_text(row: ScheduledRow) -> str:
    return f"{row.rank}. {row.action}, {row.wait}, {row.lands}, {row.day}"


def _summary(sequence: Sequence, weekend: WeekendRule) -> str:
    figures, actions, _ = build_header(sequence, weekend=weekend)
    return " · ".join([*figures, *actions])


def _sheet(sequence: Sequence, start: datetime, weekend: WeekendRule) -> Drawing:
    """Draw everything about one sequence, with the top at y = 0."""
    name = cut(name_text(sequence), NAME_CELLS, "…")
    parts = [tag("text", text(name), class_="name", x=0, y=22)]
    y = 28.0
    for facts in (_summary(sequence, weekend), " · ".join(build_header(sequence).origins)):
        for line in wrap(facts, WIDTH // CELL_WIDTH):
            y += LINE_HEIGHT
            parts.append(tag("text", text(line), class_="quiet", x=0, y=y))
    steps = (sequence.steps or ())[:MAX_STEPS]
    if steps:
        y += LINE_HEIGHT + 14
        parts.append(tag("text", text(start_text(start)), class_="strong", x=0, y=y))
        landed = landings(steps, start, weekend)
        for drawing in (draw_timeline(steps, landed, start), _table(steps, landed, start)):
            y += 12
            parts.append(tag("g", drawing.content, transform=f"translate(0 {number(y)})"))
            y += drawing.height
        for line in (*omission_lines(sequence), rule_text(weekend=weekend)):
            y += LINE_HEIGHT
            parts.append(tag("text", text(line), class_="small quiet", x=0, y=y))
    return Drawing(lines(parts), y)


def _table(steps: tuple[Step, ...], landed: Landings, start: datetime) -> Drawing:
    """Draw a header row, then a row of text for each step."""
    y = ROW_HEIGHT - 8
    parts = [tag("text", text(title), class_="head", x=x, y=y) for title, x in _COLUMNS]
    for title, x in (("#", 24), ("DAY", WIDTH)):
        parts.append(tag("text", text(title), class_="head", x=x, y=y, text_anchor="end"))
    for step, row in zip(steps, scheduled_rows(steps, landed, start), strict=True):
        parts.append(void("line", class_="rule", x1=0, x2=WIDTH, y1=y + 8, y2=y + 8))
        y += ROW_HEIGHT
        parts.append(concat(*_cells(step, row, y)))
    return Drawing(lines(parts), y + 8)


def _cells(step: Step, row: ScheduledRow, y: float) -> Iterator[Markup]:
    yield tag("text", text(row.rank), class_="quiet", x=24, y=y, text_anchor="end")
    yield mark(step.action.kind, 42, y - 5)
    edges = [x for _, x in _COLUMNS] + [WIDTH - 60]
    texts = (row.action, row.wait, row.from_start, row.lands)
    for content, x, end in zip(texts, edges, edges[1:], strict=False):
        content = cut(content, (end - x) // CELL_WIDTH - GUTTER, "…")
        yield tag("text", text(content), x=x, y=y)
    yield tag("text", text(row.day), x=WIDTH, y=y, text_anchor="end")
