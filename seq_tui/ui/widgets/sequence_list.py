"""The list of sequences: a name and its actions on each line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from seq_tui.domain.sequence import EmailAction, TaskAction
from seq_tui.report.words import action_mark, name_text
from seq_tui.store.paged_list import PagedList
from seq_tui.ui.cells import Cell, Line, fit
from seq_tui.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from seq_tui.domain.sequence import Action, Sequence
    from seq_tui.report.glyphs import Glyphs

MIN_NAME = 24
"""Cells that a name gets before the marks of the actions get any."""

MAX_MARKS = 12
"""Most marks of one sequence; a longer one goes on with an ellipsis."""


class SequenceList(VirtualList):
    """The sequences of one query."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.open", "Steps", id="open", tooltip="Into the sequence's steps"),
    ]

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(glyphs.cursor, id=id)
        self.rows = PagedList()
        """What is listed; set by the screen, and only read here."""
        self._glyphs = glyphs

    def draw_row(self, index: int, width: int) -> Line | None:
        """The sequence's name, and its actions as marks."""
        sequence = self.rows.row(index)
        return None if sequence is None else sequence_line(sequence, width, self._glyphs)


def sequence_line(sequence: Sequence, width: int, glyphs: Glyphs) -> Line:
    """A sequence in one line of `width` cells: its name, then its actions at the right."""
    room = max(0, min(MAX_MARKS, width - MIN_NAME - 2))
    marks = action_marks([step.action for step in sequence.steps or ()], room, glyphs)
    name_width = width - MAX_MARKS - 2 if room == MAX_MARKS else width - room - 2
    name = Cell(fit(name_text(sequence), max(1, name_width), glyphs.ellipsis) + " ", "name")
    return (name, *marks)


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
