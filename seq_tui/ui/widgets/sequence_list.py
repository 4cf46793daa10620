"""The list of sequences: name, actions and length on each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region

from seq_tui.domain.page import Window
from seq_tui.domain.sequence import Sequence
from seq_tui.ui.cells import Cell, Line
from seq_tui.ui.keys import MOVE, bindings
from seq_tui.ui.sequence_checks import SequenceChecks
from seq_tui.ui.sequence_line import (
    SequenceColumns,
    head_line,
    highlighted,
    sequence_line,
    signed,
    with_matches,
)
from seq_tui.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType

    from seq_tui.domain.query import Sort
    from seq_tui.presentation.glyphs import Glyphs
    from seq_tui.ui.creator_names import CreatorNames


class SequenceList(RecordList[Sequence]):
    """The sequences of one query."""

    HEADER_LINES, TEXT_COLUMN = 1, 2

    DEFAULT_CSS = """
    SequenceList:focus > .virtual-list--mark { color: $foreground; }
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        ("open", "enter", "screen.enter", "Steps", "To the steps of the sequence"),
        group=MOVE,
        footer={"open"},
    )

    def __init__(self, glyphs: Glyphs, columns: tuple[str, ...], *, id: str | None = None) -> None:
        """Create a list with these columns beside the name."""
        super().__init__(self._line_of, glyphs, id=id)
        self.columns = SequenceColumns.of(columns)
        """What the sequences need; a line narrower than that is divided by it."""
        self.sort: Sort | None = None
        """The order of the rows."""
        self._hint: Line = ()
        self._marked: frozenset[int] = frozenset()
        """The ids of the sequences that the user marked."""
        self.checks = SequenceChecks(None)
        """What is found in the sequences, set by the screen."""
        self.creators: CreatorNames | None = None
        """Knows the names for the column of creators, set by the screen; `None` without one."""
        self._wanted: tuple[str, ...] = ()
        self._seen = self.rows, Window(0, 0)
        """The rows that were in view last."""

    def mark(self, wanted: tuple[str, ...]) -> None:
        """Mark these folded texts in the names of all rows."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.strips.clear()
            self.refresh()

    def show_hint(self, hint: Line) -> None:
        """Show a line in the place of the heads; an empty one shows them again."""
        if hint != self._hint:
            self._hint = hint
            self._refresh_header()

    def show_sort(self, sort: Sort | None) -> None:
        """Mark the head of the column that the rows are sorted by."""
        if sort != self.sort:
            self.sort = sort
            self._refresh_header()

    def _refresh_header(self) -> None:
        self.refresh(Region(0, 0, self.size.width, self.HEADER_LINES))

    def fit_columns(self, columns: SequenceColumns) -> None:
        """Draw all lines with other columns."""
        self.columns = columns
        self.strips.clear()
        self.refresh()

    def named(self, sequences: Iterable[Sequence]) -> Iterable[Sequence]:
        """The sequences with the names of their creators, if these are shown and known."""
        return sequences if self.creators is None else self.creators.add_to(sequences)

    def show_creators(self) -> None:
        """Show the names that have become known."""
        if self.creators is not None:
            self.strips.clear()
            self.refresh()

    def show_marks(self, marked: frozenset[int]) -> None:
        """Mark the sequences with these ids, and no others."""
        changed, self._marked = marked ^ self._marked, marked
        for row in map(self.rows.find, changed):
            if row is not None:
                self.refresh_rows(Window(row, row + 1))

    def mark_problems(self) -> None:
        """Mark in the rows in view what the checks find, once they have begun."""
        self.refresh_rows(self.window)

    def refresh_rows(self, window: Window) -> None:
        """Check the sequences of rows in view, and paint them again."""
        self._look_at(window)
        super().refresh_rows(window)

    def _report_window(self) -> None:
        # Before the rows are painted, which only reads; the others in view were looked at before.
        view, (rows, seen) = self.window, self._seen
        if rows is not self.rows:
            seen = Window(view.start, view.start)
        self._look_at(view.clip(0, seen.start))
        self._look_at(view.clip(seen.stop, view.stop))
        self._seen = self.rows, view
        super()._report_window()

    def _look_at(self, window: Window) -> None:
        view = self.window
        visible = window.clip(view.start, view.stop)
        found = map(self.rows.row, range(visible.start, visible.stop))
        rows = [row for row in found if row is not None]
        if self.creators is not None:
            self.creators.learn(rows)
        for row in rows:
            self.checks.look_at(row)

    def watch_show_vertical_scrollbar(self) -> None:
        """Let the scroll bar begin beside the first row, below the heads."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.styles.padding = (self.HEADER_LINES, 0, 0, 0)

    def draw_row(self, index: int, width: int) -> Line | None:
        """The sequence in one line."""
        if (line := super().draw_row(index, width)) is None:
            return None
        line = self._signed(index, with_matches(line, self._wanted))
        return highlighted(line) if index == self.cursor else line

    def draw_header(self, width: int) -> tuple[Line, ...]:
        """The heads of the columns, or the hint that is in their place."""
        heads = head_line(self.columns, self._line_width(width), self.sort, self._glyphs)
        return (self._hint or heads,)

    def draw_hint(self, y: int, /) -> Line:
        """The hint, in the first line."""
        return (Cell(" "), *self._hint) if self._hint and not y else ()

    def head_at(self, x: int, /) -> str:
        """The head of the column under the pointer."""
        width = self.scrollable_content_region.width - 1
        return self.columns.head_at(x - 1, self._line_width(width))

    def _signed(self, index: int, line: Line) -> Line:
        """The line with what is said of its sequence before the name."""
        if (row := self.rows.row(index)) is None:
            return line
        if row.id in self._marked:
            return signed(line, self._glyphs.marked, "name")
        sign = self.checks.sign(row, self._glyphs)
        return signed(line, sign, "quiet") if sign else line

    def _line_of(self, sequence: Sequence, width: int, glyphs: Glyphs) -> Line:
        if self.creators is not None:
            sequence = self.creators.named(sequence)
        return sequence_line(sequence, self.columns, self._line_width(width), glyphs)

    def _line_width(self, width: int) -> int:
        """Leave a blank cell before the scroll bar, and another one where it will be."""
        return width - (1 if self.show_vertical_scrollbar else 2)
