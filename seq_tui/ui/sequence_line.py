"""One sequence in one line: its name, its actions as marks, its length."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from seq_tui.domain.delay import cumulative_delays
from seq_tui.presentation.wording import NOMINAL, UNKNOWN, action_mark, name_text, nominal_text
from seq_tui.ui.cells import Cell, Line, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from seq_tui.domain.sequence import Action, Sequence
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.store.paged_list import PagedList

NAME_BESIDE_LENGTH, NAME_BESIDE_MARKS, NAME_BESIDE_HOURS = 20, 25, 30
"""Cells for the name before the length gets any, before the marks do, and before the length has
hours beside weekdays. A column of shorter names needs no more than they do."""

SHORT_LENGTH = 8
"""Cells of the length where hours beside weekdays have no room: ``≥ 195 wd``."""

MAX_MARKS = 10
"""Cells for marks that no name takes; a line with more of them uses what is blank beside them."""

NO_STEPS = "no steps"

MEASURED_ROWS = 40
"""Rows at the beginning of a list that decide on its columns: a screen full. To measure a whole
page takes longer than to draw them (measured: 5 ms)."""

INDENT = 1
"""Blank cells between the mark of the cursor and the name."""

TITLE = "Sequences"
"""In the border of the list."""

LIST_MARGINS = 3
"""Columns of the list beside its lines: the mark of the cursor, a blank and the scroll bar."""

MIN_PANE = 44
"""Columns of the list with its border that the sentences in place of rows need."""

BORDERS = 2
"""Columns of a pane's border."""

HEADS: Final = ("name", "steps", "len")
"""The heads of the columns."""


def first_rows(rows: PagedList[Sequence]) -> Iterator[Sequence]:
    """The rows that decide on the columns, as far as they are loaded."""
    found = (rows.row(index) for index in range(min(rows.count, MEASURED_ROWS)))
    return (sequence for sequence in found if sequence is not None)


class SequenceColumns(NamedTuple):
    """Cells of each column of the list."""

    name: int = len(HEADS[0])
    marks: int = len(HEADS[1])
    length: int = len(HEADS[2])

    def grown(self, sequences: Iterable[Sequence], glyphs: Glyphs) -> SequenceColumns:
        """Columns that have room for these sequences too."""
        name, marks, length = self
        for sequence in sequences:
            name = max(name, cell_len(name_text(sequence)))
            marks = max(marks, min(len(sequence.steps or ()), MAX_MARKS))
            length = max(length, len(_length(sequence, glyphs)))
        return SequenceColumns(name, marks, length)

    @property
    def width(self) -> int:
        """The cells of a line in which nothing is cut."""
        return INDENT + sum(self) + 2

    @property
    def pane_width(self) -> int:
        """The columns that the list needs with its border."""
        return max(MIN_PANE, BORDERS + LIST_MARGINS + self.width)

    def fitted(self, width: int) -> SequenceColumns:
        """The columns of a line of `width` cells: the name gets what the others do not need.

        Without room for all, first the hours go from the length, then the marks, then the length.
        """
        room = width - INDENT - 1
        length = self.length
        if room - length - self.marks <= min(self.name, NAME_BESIDE_HOURS):
            length = min(length, SHORT_LENGTH)
        if room - length < min(self.name, NAME_BESIDE_LENGTH):
            length = 0
        marks = min(self.marks, room - length - 1 - min(self.name, NAME_BESIDE_MARKS))
        marks = marks if length and marks >= len(HEADS[1]) else 0
        used = sum(each + 1 for each in (marks, length) if each)
        return SequenceColumns(width - INDENT - used, marks, length)

    def head_at(self, x: int, width: int) -> str:
        """The head over column `x` of a line of `width` cells."""
        name, marks, _ = self.fitted(width)
        ends = (INDENT + name, INDENT + name + (marks + 1 if marks else 0))
        return HEADS[sum(x > end for end in ends)]


def head_line(columns: SequenceColumns, width: int) -> Line:
    """The heads of the columns, as wide as a line of sequences."""
    name, marks, length = columns.fitted(width)
    texts = [HEADS[0].ljust(name)]
    texts += [HEADS[1].rjust(marks)] if marks else []
    texts += [HEADS[2].rjust(length)] if length else []
    return (Cell(" " * INDENT + " ".join(texts), "quiet"),)


def sequence_line(sequence: Sequence, columns: SequenceColumns, width: int, glyphs: Glyphs) -> Line:
    """The cells of a sequence, `width` in all.

    Marks and lengths end where their column ends; a name uses what is blank before them.
    """
    columns = columns.fitted(width)
    length = f" {_length(sequence, glyphs, columns.length)}" if columns.length else ""
    aligned = length.rjust(columns.length + 1)
    name = name_text(sequence)
    room = width - INDENT - len(aligned) - cell_len(name) - 1
    marks = _steps(sequence, max(columns.marks, room), glyphs) if columns.marks else ()
    right = (Cell(" "), *marks, Cell(aligned, "name")) if marks else (Cell(length, "name"),)
    name_width = width - INDENT - sum(len(cell.text) for cell in right)
    return (Cell(" " * INDENT + fit(name, name_width, glyphs.ellipsis), "name"), *right)


def highlighted(line: Line) -> Line:
    """The line under the cursor: of one role, as each change of colour costs 18 bytes a step."""
    return (Cell("".join(cell.text for cell in line), "name"),)


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


def _steps(sequence: Sequence, width: int, glyphs: Glyphs) -> Line:
    if sequence.steps is not None and not sequence.steps and width >= len(NO_STEPS):
        return (Cell(NO_STEPS, "quiet"),)
    return action_marks([step.action for step in sequence.steps or ()], width, glyphs)


def _length(sequence: Sequence, glyphs: Glyphs, cells: int = NOMINAL) -> str:
    if sequence.steps:
        return nominal_text(cumulative_delays(sequence.steps)[-1], glyphs, cells)
    return UNKNOWN if sequence.steps is None else glyphs.dash
