"""A sequence as plain text that fits a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from seq_tui.domain.schedule import landings
from seq_tui.domain.summary import summarise
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.step_rows import scheduled_rows, step_rows
from seq_tui.export.text_layout import GAP, Column, grid, pad
from seq_tui.export.timeline_text import timeline_lines
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.header import build_header
from seq_tui.presentation.layout import cut, wrap
from seq_tui.presentation.step_fields import step_fields
from seq_tui.presentation.wording import (
    days_rule_text,
    name_text,
    number_text,
    rule_text,
    start_text,
    value_text,
)
from seq_tui.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from seq_tui.domain.json import Json
    from seq_tui.domain.schedule import Landings
    from seq_tui.domain.sequence import Sequence, Step
    from seq_tui.presentation.header import Header

MIN_WIDTH = 20
"""Minimum width of the layout, in cells; on a narrower terminal, lines overflow."""

LONG_DELAYS_WIDTH = 72
"""Minimum width, in cells, at which delays are written in full."""

LONG_DELAYS_WIDTH_WITH_LANDINGS = 100
"""The same for a table that also has landings."""

_STEPS = (
    Column("#", to_the_right=True),
    Column(""),
    Column("ACTION", flexible=True),
    Column("WAIT"),
    Column("FROM START"),
)

_LANDINGS = (Column("LANDS"), Column("", to_the_right=True))


def sequence_lines(
    sequence: Sequence,
    width: int,
    glyphs: Glyphs = UNICODE,
    start: datetime | None = None,
    weekend: WeekendRule = WeekendRule.HOLD,
) -> list[str]:
    """Return the header, the table of steps, then the properties of each step in full.

    A start, which must have a zone, adds landings to the table, a timeline above it, and a line
    below it on how landings are estimated.
    """
    width = max(width, MIN_WIDTH)
    header = build_header(sequence, glyphs, weekend)
    lines = [*wrap(name_text(sequence), width), *_header(header, width, glyphs)]
    lines += _fields(sequence.extra.items(), width, glyphs)
    steps = sequence.steps or ()
    if steps and start is not None:
        landed = landings(steps, start, weekend)
        lines += ["", *_schedule(steps, landed, start, width, glyphs)]
        lines += wrap(days_rule_text(summarise(sequence, weekend), glyphs), width)
    elif steps:
        lines += ["", *_step_table(steps, width, glyphs)]
    if steps:
        lines += ["", "PROPERTIES"]
    for rank, step in enumerate(steps, start=1):
        lines += _step_title(rank, step, width, glyphs)
        lines += _fields(step_fields(step, sequence.template_texts), width, glyphs, "   ")
    return lines


def _header(header: Header, width: int, glyphs: Glyphs) -> Iterator[str]:
    figures, actions, origins = header
    yield from _fact_lines([*figures, *actions], width, glyphs)
    yield from _fact_lines(origins, width, glyphs)


def _schedule(
    steps: tuple[Step, ...], landed: Landings, start: datetime, width: int, glyphs: Glyphs
) -> Iterator[str]:
    """Write the start, the timeline, the table with landings, and how landings are estimated."""
    yield from wrap(start_text(start), width)
    yield ""
    yield from timeline_lines(steps, landed, start, width, glyphs)
    yield ""
    rows = scheduled_rows(
        steps, landed, start, glyphs, short=width < LONG_DELAYS_WIDTH_WITH_LANDINGS
    )
    yield from grid((*_STEPS, *_LANDINGS), rows, width, glyphs.ellipsis)
    yield ""
    yield from wrap(rule_text(glyphs, landed.weekend), width)


def _step_table(steps: tuple[Step, ...], width: int, glyphs: Glyphs) -> list[str]:
    return grid(
        _STEPS, step_rows(steps, glyphs, short=width < LONG_DELAYS_WIDTH), width, glyphs.ellipsis
    )


def _step_title(rank: int, step: Step, width: int, glyphs: Glyphs) -> list[str]:
    title = (
        f"{rank}  step {number_text(step.id)} {glyphs.dot} position {number_text(step.position)}"
    )
    return [cut(title, width, glyphs.ellipsis)]


def _fields(
    fields: Iterable[tuple[str, Json]], width: int, glyphs: Glyphs, indent: str = ""
) -> list[str]:
    """Write each field as its name and value; further lines of a value align with its first."""
    named = [(cut(sanitize(name), width // 2, glyphs.ellipsis), value) for name, value in fields]
    name_width = max((cell_len(name) for name, _ in named), default=0)
    value_width = max(1, width - len(indent) - name_width - len(GAP))
    lines: list[str] = []
    for name, value in named:
        for line in wrap(value_text(value), value_width):
            lines.append(f"{indent}{pad(name, name_width)}{GAP}{line}".rstrip())
            name = ""
    return lines


def _fact_lines(facts: Iterable[str], width: int, glyphs: Glyphs) -> list[str]:
    """Join the facts with dots, on as many lines as they need."""
    lines = [""]
    for fact in facts:
        longer = f"{lines[-1]} {glyphs.dot} {fact}" if lines[-1] else fact
        if lines[-1] and cell_len(longer) > width:
            lines.append(fact)
        else:
            lines[-1] = longer
    return [cut(line, width, glyphs.ellipsis) for line in lines]
