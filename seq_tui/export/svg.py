"""Sequences as an SVG picture: the timeline, with the table of steps below it.

It is self-contained, without fonts, scripts or links to other files, and follows the reader's
preference for light or dark. `seq_tui.export.slide` draws the same for a slide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.schedule import landings
from seq_tui.domain.summary import summarise
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.action_icons import mark
from seq_tui.export.markup import Markup, concat, lines, number, tag, text, void
from seq_tui.export.spool import Spool
from seq_tui.export.step_rows import ScheduledRow, StepRow, scheduled_rows, step_rows
from seq_tui.export.stylesheet import picture_style
from seq_tui.export.timeline_drawing import (
    CELL_WIDTH,
    MAX_STEPS,
    WIDTH,
    Drawing,
    draw_timeline,
    omission_lines,
)
from seq_tui.presentation.header import build_header
from seq_tui.presentation.layout import cut, wrap
from seq_tui.presentation.wording import days_rule_text, name_text, rule_text, start_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from seq_tui.domain.sequence import Sequence, Step

MARGIN = 32
"""Pixels around a sheet."""

LINE_HEIGHT = 21
ROW_HEIGHT = 26

NAME_CELL_WIDTH = 14.5
"""Estimated pixels across a cell of a name."""

NAME_HEIGHT = 30
"""Pixels from one line of a name to the next."""

MAX_NAME_LINES = 3
"""Most lines of a name; the title of the picture has all of it."""

GUTTER = 2
"""Cells between two columns of the table."""

_COLUMNS = (("ACTION", 60), ("WAIT", 372), ("FROM START", 516), ("LANDS", 728))
"""Titles and left edges of the columns between the rank and the day."""

_SHEETS = Markup("<!--sheets-->")
"""Where a picture is divided; no text has this, as it is escaped."""


class Layout(NamedTuple):
    """How the sheet of a sequence looks."""

    draw: Callable[[Sequence, datetime | None, WeekendRule], Drawing]
    drawn_steps: Callable[[Sequence, datetime | None, WeekendRule], int]
    """The most steps of a sequence that its sheet has room for."""

    width: float
    margin: float
    """Pixels around the drawing."""


class SvgDocument:
    """A document of many sequences: one picture with their sheets below each other."""

    def __init__(
        self,
        start: datetime | None,
        weekend: WeekendRule = WeekendRule.HOLD,
        layout: Layout | None = None,
    ) -> None:
        """Begin an empty document, with calendars from the start, which must have a zone."""
        self._start = start
        self._weekend = weekend
        self._layout = layout or SHEET
        self._sheets = Spool()
        self._height = 0.0
        self._omitted: list[str] = []

    def add(self, sequence: Sequence) -> bytes:
        """Return nothing yet: the picture begins with its height, the sum of all sheets."""
        sheet = self._layout.draw(sequence, self._start, self._weekend)
        position = f"translate(0 {number(self._height)})"
        about = _about(sequence, self._start, self._weekend)
        group = tag("g", about, sheet.content, role="img", transform=position)
        self._sheets.write(f"{group}\n".encode())
        self._height += sheet.height + 2 * self._layout.margin
        if omitted := omission(sequence, self._start, self._weekend, self._layout):
            self._omitted.append(omitted)
        return b""

    def end(self) -> Iterator[bytes]:
        """Return the picture."""
        height = max(self._height - 2 * self._layout.margin, 0)
        about = tag("title", text("Sequences"))
        picture = _picture(about, _SHEETS, height, "group", self._layout)
        before, _, after = picture.partition(_SHEETS.encode())
        yield before
        yield from self._sheets.chunks()
        yield after

    @property
    def omission(self) -> str:
        """The steps that were not drawn."""
        return "; ".join(self._omitted)


def render(
    sequence: Sequence,
    start: datetime | None,
    weekend: WeekendRule = WeekendRule.HOLD,
    layout: Layout | None = None,
) -> bytes:
    """Draw one sequence; with a calendar from the start, which must have a zone."""
    layout = layout or SHEET
    sheet = layout.draw(sequence, start, weekend)
    about = _about(sequence, start, weekend)
    return _picture(about, sheet.content, sheet.height, "img", layout)


def omission(
    sequence: Sequence,
    start: datetime | None,
    weekend: WeekendRule = WeekendRule.HOLD,
    layout: Layout | None = None,
) -> str:
    """The steps that a picture has no room for, in a line for the user; empty if it has all."""
    drawn = (layout or SHEET).drawn_steps(sequence, start, weekend)
    return "".join(f"{name_text(sequence)}: {each}" for each in omission_lines(sequence, drawn))


def name_lines(sequence: Sequence, width: float, most: int = MAX_NAME_LINES) -> list[Markup]:
    """The name in at most `most` lines, each below the one before."""
    cells = int(width / NAME_CELL_WIDTH)
    wrapped = wrap(name_text(sequence), cells)
    if len(wrapped) > most:
        wrapped[most - 1 :] = [cut(f"{wrapped[most - 1]} {wrapped[most]}", cells, "…")]
    return [
        tag("text", text(line), class_="name", x=0, y=22 + index * NAME_HEIGHT)
        for index, line in enumerate(wrapped)
    ]


def summary_text(sequence: Sequence, weekend: WeekendRule) -> str:
    """The figures and actions of a sequence in one line."""
    figures, actions, _ = build_header(sequence, weekend=weekend)
    return " · ".join([*figures, *actions])


def rule_notes(sequence: Sequence, start: datetime | None, weekend: WeekendRule) -> list[str]:
    """Lines below a picture that say how its days and landings are meant."""
    if start is None:
        return []
    return [rule_text(weekend=weekend), days_rule_text(summarise(sequence, weekend))]


def _notes(sequence: Sequence, start: datetime | None, weekend: WeekendRule) -> list[str]:
    """Lines below a picture: what is not drawn, and how the rest is meant."""
    return [*omission_lines(sequence), *rule_notes(sequence, start, weekend)]


def draw_table(steps: tuple[Step, ...], rows: Iterable[StepRow | ScheduledRow]) -> Drawing:
    """Draw a header row, then a row of text for each step."""
    rows = list(rows)
    has_landings = any(isinstance(row, ScheduledRow) for row in rows)
    y = ROW_HEIGHT - 8
    columns = _COLUMNS if has_landings else _COLUMNS[:-1]
    parts = [tag("text", text(title), class_="head", x=x, y=y) for title, x in columns]
    for title, x in (("#", 24), *([("DAY", WIDTH)] if has_landings else [])):
        parts.append(tag("text", text(title), class_="head", x=x, y=y, text_anchor="end"))
    for step, row in zip(steps, rows, strict=True):
        parts.append(void("line", class_="rule", x1=0, x2=WIDTH, y1=y + 8, y2=y + 8))
        y += ROW_HEIGHT
        parts.append(concat(*_cells(step, row, y)))
    return Drawing(lines(parts), y + 8)


def _picture(about: Markup, sheets: Markup, height: float, role: str, layout: Layout) -> bytes:
    margin = layout.margin
    width, height = layout.width + 2 * margin, height + 2 * margin
    root = tag(
        "svg",
        lines([about, tag("style", Markup(picture_style()))]),
        lines([void("rect", class_="sheet", width=width, height=height)]),
        tag("g", sheets, class_="sequence", transform=f"translate({margin} {margin})"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role=role,
    )
    return f"{root}\n".encode()


def _about(sequence: Sequence, start: datetime | None, weekend: WeekendRule) -> Markup:
    """Describe the picture in words for screen readers."""
    steps = (sequence.steps or ())[:MAX_STEPS]
    description = [summary_text(sequence, weekend)]
    if steps and start is not None:
        rows = scheduled_rows(steps, landings(steps, start, weekend), start)
        description += [f"{start_text(start)}:", *map(_row_text, rows)]
    elif steps:
        description += [f"{row.rank}. {row.action}, {row.wait}" for row in step_rows(steps)]
    if steps:
        description += _notes(sequence, start, weekend)
    return concat(
        tag("title", text(name_text(sequence))), tag("desc", text("\n".join(description)))
    )


def _row_text(row: ScheduledRow) -> str:
    return f"{row.rank}. {row.action}, {row.wait}, {row.lands}, {row.day}"


def _sheet(sequence: Sequence, start: datetime | None, weekend: WeekendRule) -> Drawing:
    """Draw everything about one sequence, with the top at y = 0."""
    parts = name_lines(sequence, WIDTH)
    y = 28.0 + NAME_HEIGHT * (len(parts) - 1)
    for facts in (summary_text(sequence, weekend), " · ".join(build_header(sequence).origins)):
        for line in wrap(facts, WIDTH // CELL_WIDTH):
            y += LINE_HEIGHT
            parts.append(tag("text", text(line), class_="quiet", x=0, y=y))
    steps = (sequence.steps or ())[:MAX_STEPS]
    if steps and start is not None:
        y += LINE_HEIGHT + 14
        parts.append(tag("text", text(start_text(start)), class_="strong", x=0, y=y))
        landed = landings(steps, start, weekend)
        table = draw_table(steps, scheduled_rows(steps, landed, start))
        drawings = [draw_timeline(steps, landed, start), table]
    else:
        drawings = [draw_table(steps, step_rows(steps))] if steps else []
    for drawing in drawings:
        y += 12
        parts.append(tag("g", drawing.content, transform=f"translate(0 {number(y)})"))
        y += drawing.height
    for line in _notes(sequence, start, weekend) if steps else ():
        y += LINE_HEIGHT
        parts.append(tag("text", text(line), class_="small quiet", x=0, y=y))
    return Drawing(lines(parts), y)


def _cells(step: Step, row: StepRow | ScheduledRow, y: float) -> Iterator[Markup]:
    yield tag("text", text(row.rank), class_="quiet", x=24, y=y, text_anchor="end")
    yield mark(step.action.kind, 42, y - 5)
    edges = [x for _, x in _COLUMNS] + [WIDTH - 60]
    lands = (row.lands,) if isinstance(row, ScheduledRow) else ()
    texts = (row.action, row.wait, row.from_start, *lands)
    for content, x, end in zip(texts, edges, edges[1:], strict=False):
        content = cut(content, (end - x) // CELL_WIDTH - GUTTER, "…")
        yield tag("text", text(content), x=x, y=y)
    if isinstance(row, ScheduledRow):
        yield tag("text", text(row.day), x=WIDTH, y=y, text_anchor="end")


SHEET = Layout(_sheet, lambda *_: MAX_STEPS, WIDTH, MARGIN)
"""The timeline and the table, as tall as they are."""
