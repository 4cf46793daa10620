"""A list of sequences as plain text: one line each, in named columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seq_tui.domain.summary import summarise
from seq_tui.domain.weekend_rule import WeekendRule
from seq_tui.export.text import MIN_WIDTH
from seq_tui.export.text_layout import Column, grid
from seq_tui.presentation.glyphs import UNICODE, Glyphs
from seq_tui.presentation.wording import (
    delay_text,
    length_text,
    moment_text,
    name_text,
    number_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    from seq_tui.domain.sequence import Sequence
    from seq_tui.domain.summary import Summary

    Cell: TypeAlias = Callable[[Sequence, Summary, Glyphs], str]
    """Returns the text of one cell for a sequence and the summary of its steps."""

DEFAULT_COLUMNS = ("id", "name", "steps", "length", "days", "updated")
"""The columns of a list by default."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list."""

    cell: Cell
    to_the_right: bool = False
    flexible: bool = False

    needs_steps: bool = False
    """Whether the cell is empty for a sequence that was received without its steps."""


def list_lines(
    sequences: Iterable[Sequence],
    width: int | None,
    glyphs: Glyphs = UNICODE,
    names: Iterable[str] = DEFAULT_COLUMNS,
    weekend: WeekendRule = WeekendRule.HOLD,
) -> list[str]:
    """Return a header line, then one line per sequence, in the columns called `names`.

    Without a width, no cell is cut.
    """
    chosen = {name: LIST_COLUMNS[name] for name in names}
    titles = [
        Column(name.upper(), column.to_the_right, column.flexible)
        for name, column in chosen.items()
    ]
    rows = (_row(sequence, chosen.values(), glyphs, weekend) for sequence in sequences)
    return grid(titles, rows, width and max(width, MIN_WIDTH), glyphs.ellipsis)


def _row(
    sequence: Sequence, columns: Iterable[ListColumn], glyphs: Glyphs, weekend: WeekendRule
) -> tuple[str, ...]:
    summary = summarise(sequence, weekend)
    has_steps = sequence.steps is not None
    return tuple(
        column.cell(sequence, summary, glyphs) if has_steps or not column.needs_steps else ""
        for column in columns
    )


def _steps(sequence: Sequence, _summary: Summary, _glyphs: Glyphs) -> str:
    return number_text(sequence.steps_total) if sequence.steps is None else str(len(sequence.steps))


def _days(_sequence: Sequence, summary: Summary, glyphs: Glyphs) -> str:
    return glyphs.dash.join(map(str, dict.fromkeys(summary.span_days or ())))


def _gap(_sequence: Sequence, summary: Summary, _glyphs: Glyphs) -> str:
    return "" if summary.longest_gap is None else delay_text(summary.longest_gap, short=True)


LIST_COLUMNS = {
    "id": ListColumn(lambda row, _summary, _glyphs: number_text(row.id), to_the_right=True),
    "name": ListColumn(lambda row, _summary, _glyphs: name_text(row), flexible=True),
    "steps": ListColumn(_steps, to_the_right=True),
    "length": ListColumn(
        lambda _row, summary, glyphs: length_text(summary, short=True, glyphs=glyphs),
        needs_steps=True,
    ),
    "days": ListColumn(_days, to_the_right=True, needs_steps=True),
    "emails": ListColumn(
        lambda _row, summary, _glyphs: str(summary.emails), to_the_right=True, needs_steps=True
    ),
    "replies": ListColumn(
        lambda _row, summary, _glyphs: str(summary.replies), to_the_right=True, needs_steps=True
    ),
    "tasks": ListColumn(
        lambda _row, summary, _glyphs: str(summary.tasks), to_the_right=True, needs_steps=True
    ),
    "gap": ListColumn(_gap, needs_steps=True),
    "creator": ListColumn(
        lambda row, _summary, _glyphs: number_text(row.creator_id), to_the_right=True
    ),
    "created": ListColumn(lambda row, _summary, _glyphs: moment_text(row.created_at)),
    "updated": ListColumn(lambda row, _summary, _glyphs: moment_text(row.updated_at)),
}
"""Every available column by name; its title is the name in capitals."""
