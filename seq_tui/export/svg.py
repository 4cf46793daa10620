"""Sequences as a picture in SVG: the timeline, and the steps as a table of text under it.

It stands alone, with no font, script or address of another file, and is light or dark as whoever
looks at it prefers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seq_tui.domain.schedule import landings
from seq_tui.export.action_icons import mark
from seq_tui.export.markup import Markup, joined, lines, number, tag, text, void
from seq_tui.export.step_rows import ScheduledRow, scheduled_rows
from seq_tui.export.stylesheet import picture_style
from seq_tui.export.text_layout import wrap
from seq_tui.export.timeline_drawing import (
    CELL,
    MAX_STEPS,
    WIDTH,
    Drawing,
    drawn_timeline,
    left_out,
)
from seq_tui.presentation.header import header
from seq_tui.presentation.layout import cut
from seq_tui.presentation.wording import name_text, rule_text, start_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from seq_tui.domain.schedule import Landings
    from seq_tui.domain.sequence import Sequence, Step

MARGIN = 32
"""Pixels around a sheet."""

LINE = 21
ROW = 26

NAME_CELLS = 64
"""Most cells of a name in its line; the title of the picture has it whole."""

GUTTER = 2
"""Cells between two columns of the table."""

_COLUMNS = (("ACTION", 60), ("WAIT", 372), ("FROM START", 530), ("LANDS", 742))
"""Titles, and where the columns begin; before them is the rank, and behind them the day."""


def one(sequence: Sequence, start: datetime) -> bytes:
    """A picture of one sequence from a start, a time with a zone."""
    sheet = _sheet(sequence, start)
    return _picture(_about(sequence, start), sheet.content, sheet.height, "img")


class Sheets:
    """A document of many sequences: one picture, with a sheet for each below the one before."""

    def __init__(self, start: datetime) -> None:
        """Make an empty one for a start, a time with a zone."""
        self._start = start
        self._sheets: list[Markup] = []
        self._height = 0.0

    def add(self, sequence: Sequence) -> bytes:
        """Nothing yet: the height of the picture, which comes first, is that of all sheets."""
        sheet = _sheet(sequence, self._start)
        place = f"translate(0 {number(self._height)})"
        about = _about(sequence, self._start)
        self._sheets.append(tag("g", about, sheet.content, role="img", transform=place))
        self._height += sheet.height + 2 * MARGIN
        return b""

    def end(self) -> bytes:
        """The picture."""
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


def _about(sequence: Sequence, start: datetime) -> Markup:
    """The name and all that the picture shows, for who listens to it."""
    steps = (sequence.steps or ())[:MAX_STEPS]
    rows = scheduled_rows(steps, landings(steps, start), start)
    said = [_summary(sequence)]
    if steps:
        said += [f"{start_text(start)}:", *map(_said, rows), *left_out(sequence), rule_text()]
    return joined(tag("title", text(name_text(sequence))), tag("desc", text("\n".join(said))))


def _said(row: ScheduledRow) -> str:
    return f"{row.rank}. {row.action}, {row.wait}, {row.lands}, {row.day}"


def _summary(sequence: Sequence) -> str:
    figures, actions, _ = header(sequence)
    return " · ".join([*figures, *actions])


def _sheet(sequence: Sequence, start: datetime) -> Drawing:
    """Everything about one sequence, from y = 0 on."""
    name = cut(name_text(sequence), NAME_CELLS, "…")
    parts = [tag("text", text(name), class_="name", x=0, y=22)]
    y = 28.0
    for facts in (_summary(sequence), " · ".join(header(sequence).origins)):
        for line in wrap(facts, WIDTH // CELL):
            y += LINE
            parts.append(tag("text", text(line), class_="quiet", x=0, y=y))
    steps = (sequence.steps or ())[:MAX_STEPS]
    if steps:
        y += LINE + 14
        parts.append(tag("text", text(start_text(start)), class_="strong", x=0, y=y))
        landed = landings(steps, start)
        for drawing in (drawn_timeline(steps, landed, start), _table(steps, landed, start)):
            y += 12
            parts.append(tag("g", drawing.content, transform=f"translate(0 {number(y)})"))
            y += drawing.height
        for line in (*left_out(sequence), rule_text()):
            y += LINE
            parts.append(tag("text", text(line), class_="small quiet", x=0, y=y))
    return Drawing(lines(parts), y)


def _table(steps: tuple[Step, ...], landed: Landings, start: datetime) -> Drawing:
    """A row of text for each step below a row of titles."""
    y = ROW - 8
    parts = [tag("text", text(title), class_="head", x=x, y=y) for title, x in _COLUMNS]
    for title, x in (("#", 24), ("DAY", WIDTH)):
        parts.append(tag("text", text(title), class_="head", x=x, y=y, text_anchor="end"))
    for step, row in zip(steps, scheduled_rows(steps, landed, start), strict=True):
        parts.append(void("line", class_="rule", x1=0, x2=WIDTH, y1=y + 8, y2=y + 8))
        y += ROW
        parts.append(joined(*_cells(step, row, y)))
    return Drawing(lines(parts), y + 8)


def _cells(step: Step, row: ScheduledRow, y: float) -> Iterator[Markup]:
    yield tag("text", text(row.rank), class_="quiet", x=24, y=y, text_anchor="end")
    yield mark(step.action.kind, 42, y - 5)
    edges = [x for _, x in _COLUMNS] + [WIDTH - 60]
    texts = (row.action, row.wait, row.from_start, row.lands)
    for content, x, end in zip(texts, edges, edges[1:], strict=False):
        content = cut(content, (end - x) // CELL - GUTTER, "…")
        yield tag("text", text(content), x=x, y=y)
    yield tag("text", text(row.day), x=WIDTH, y=y, text_anchor="end")
