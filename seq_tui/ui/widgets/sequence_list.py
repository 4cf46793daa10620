"""The list of sequences: a name and its actions on each line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from seq_tui.domain.sequence import EmailAction, TaskAction
from seq_tui.domain.summary import summarise
from seq_tui.report.words import NOMINAL, action_mark, name_text, nominal_text
from seq_tui.store.paged_list import PagedList
from seq_tui.ui.cells import Cell, Line, fit
from seq_tui.ui.keys import bindings
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from textual.binding import BindingType

    from seq_tui.domain.sequence import Action, Sequence
    from seq_tui.report.glyphs import Glyphs

MIN_NAME = 20
"""Cells that a name gets before anything else gets any."""

MAX_MARKS = 10
"""Most marks of one sequence; a longer one goes on with an ellipsis."""


class SequenceList(VirtualList):
    """The sequences of one query."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("open", "enter", "screen.open", "Steps", "Into the sequence's steps"), footer={"open"}
    )

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs, id=id)
        self.rows = PagedList()
        """What is listed; set by the screen, and only read here."""

    class EndWanted(VirtualList.About):
        """The user wants to see the last row, whichever that is."""

    def action_last(self) -> None:
        """To the last row that is known, and from there to the last one that there is."""
        super().action_last()
        self.post_message(self.EndWanted(self))

    def draw_row(self, index: int, width: int) -> Line | None:
        """The sequence's name, and its actions as marks."""
        sequence = self.rows.row(index)
        return None if sequence is None else sequence_line(sequence, width, self._glyphs)

    def cursor_width(self, width: int) -> int:
        """The mark and the name."""
        return 1 + Columns.of(width - 1).name


class Columns(NamedTuple):
    """Cells of each part of a sequence's line."""

    name: int
    gap: int
    marks: int
    length: int

    @classmethod
    def of(cls, width: int) -> Columns:
        """Share `width` cells out; the marks give way first, then the length."""
        room = max(0, width - MIN_NAME)
        length = NOMINAL + 1 if room > NOMINAL else 0
        marks = min(MAX_MARKS, max(0, room - length - 1))
        gap = int(marks > 0)
        return cls(width - length - marks - gap, gap, marks, length)


def sequence_line(sequence: Sequence, width: int, glyphs: Glyphs) -> Line:
    """A sequence in one line of `width` cells: its name, its actions, its length."""
    columns = Columns.of(width)
    marks = action_marks([step.action for step in sequence.steps or ()], columns.marks, glyphs)
    has_length = sequence.steps and columns.length
    length = nominal_text(summarise(sequence), glyphs) if has_length else ""
    indent = columns.marks - sum(len(cell.text) for cell in marks)
    return (
        Cell(fit(name_text(sequence), columns.name, glyphs.ellipsis), "name"),
        Cell(" " * columns.gap),
        *marks,
        Cell(" " * indent + length.rjust(columns.length), "quiet"),
    )


def action_marks(actions: list[Action], width: int, glyphs: Glyphs) -> Line:
    """Each action as one mark, in at most `width` cells; neighbours of one kind are one cell."""
    if width <= 0:
        return ()
    shown, more = actions, ""
    if len(actions) > width:
        more = glyphs.ellipsis
        shown = actions[: max(0, width - len(more))]
    marks = [
        Cell("".join(action_mark(action, glyphs) for action in group), role)
        for role, group in groupby(shown, key=action_role)
    ]
    return (*marks, Cell(more, "quiet")) if more else tuple(marks)


def action_role(action: Action) -> str:
    """The role of a cell that stands for an action."""
    if isinstance(action, EmailAction):
        return "reply" if action.is_reply else "email"
    return "task" if isinstance(action, TaskAction) else "unknown"
