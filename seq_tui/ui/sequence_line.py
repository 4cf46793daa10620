"""One sequence in one line: its name, its actions as marks, its length."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from seq_tui.domain.delay import cumulative_delays
from seq_tui.presentation.wording import NOMINAL, action_mark, name_text, nominal_text
from seq_tui.ui.cells import Cell, Line, fit

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Action, Sequence
    from seq_tui.presentation.glyphs import Glyphs

MIN_NAME = 20
"""Cells for the name before marks or length get any."""

MAX_MARKS = 10
"""Most marks of one sequence; more of them end in an ellipsis."""


class SequenceColumnWidths(NamedTuple):
    """Cells of each column of the list."""

    name: int
    gap: int
    marks: int
    length: int

    @classmethod
    def of(cls, width: int) -> SequenceColumnWidths:
        """Divide `width` cells; without room for all, first the marks shrink, then the length."""
        room = max(0, width - MIN_NAME)
        length = NOMINAL + 1 if room > NOMINAL else 0
        marks = min(MAX_MARKS, max(0, room - length - 1))
        gap = int(marks > 0)
        return cls(width - length - marks - gap, gap, marks, length)


def sequence_line(sequence: Sequence, width: int, glyphs: Glyphs) -> Line:
    """The cells of a sequence, `width` in all."""
    columns = SequenceColumnWidths.of(width)
    marks = action_marks([step.action for step in sequence.steps or ()], columns.marks, glyphs)
    totals = cumulative_delays(sequence.steps or ()) if columns.length else ()
    length = nominal_text(totals[-1], glyphs) if totals else ""
    indent = columns.marks - sum(len(cell.text) for cell in marks)
    return (
        Cell(fit(name_text(sequence), columns.name, glyphs.ellipsis), "name"),
        Cell(" " * columns.gap),
        *marks,
        Cell(" " * indent + length.rjust(columns.length), "quiet"),
    )


def action_marks(actions: list[Action], width: int, glyphs: Glyphs) -> Line:
    """One mark for each action, in at most `width` columns; neighbours of one kind share a cell."""
    if width <= 0:
        return ()
    shown, more = actions, ""
    if len(actions) > width:
        more = glyphs.ellipsis
        shown = actions[: max(0, width - len(more))]
    marks = [
        Cell("".join(action_mark(action, glyphs) for action in group), role)
        for role, group in groupby(shown, key=attrgetter("kind"))
    ]
    return (*marks, Cell(more, "quiet")) if more else tuple(marks)
